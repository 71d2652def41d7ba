"""`/trend`: how often a query was met in the last weeks, counted in pieces so that others are answered between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import query
from bot.chat.trials import last_day
from bot.chat.turn import Reply, Turn
from bot.compose.trend import counted, trend
from bot.errors import QueryError
from bot.model import Button
from bot.outbox import fit
from bot.ports import Finder
from bot.steps import Steps
from watchers.model import Entry
from watchers.ports import Archive

DAYS, MOST_DAYS = 30, 90
# So many articles that hold a word are looked at, the newest: two months of a word that stands in twenty a day.
CANDIDATES = 1500
# Ten milliseconds.
AT_ONCE = 30
_LENGTH = re.compile(r"(?P<query>.*\S)\s+(?P<days>\d{1,4})\s*(?:天|日|days?|d)?$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Met articles by day, from `oldest` on all that are kept; `whole`: no more than could be looked at."""

    by_day: Mapping[date, int]
    oldest: date
    whole: bool


def trend_(turn: Turn, rest: str) -> Reply:
    """`/trend 融资`, `/trend 融资 60`."""
    if not rest:
        return turn.say("trend.ask")
    text, days = _asked(rest)
    try:
        wanted = turn.understood(text)
    except QueryError as error:
        return turn.refused(error, text, "trend")
    found = turn.worked_out(("trend", turn.today, days, wanted), lambda: _counting(turn, wanted, days))
    last, read = last_day(turn.room.archive, turn.today), turn.room.archive.days().keys()
    of = counted(found.by_day, last - timedelta(days=days - 1), last, found.oldest, read, not found.whole)
    return fit(trend(text, of, _buttons(turn, text, turn.now), turn.t, turn.today))


def _asked(rest: str) -> tuple[str, int]:
    found = _LENGTH.match(rest)
    if not found:
        return rest, DAYS
    return found["query"], min(max(int(found["days"]), 2), MOST_DAYS)


def _counting(turn: Turn, wanted: query.Query, days: int) -> Steps[Counted]:
    room = turn.room
    first = last_day(room.archive, turn.today) - timedelta(days=days - 1)
    by_day: dict[date, int] = {}
    entries, reached = _candidates(room.archive, room.finder, wanted)
    for day in _met(room.finder, wanted, [one for one in entries if one.article.day >= first - timedelta(days=days)]):
        if day is None:
            yield None
        else:
            by_day[day] = by_day.get(day, 0) + 1
    oldest = max(min(room.archive.days(), default=turn.today), reached or date.min)
    yield Counted(by_day=by_day, oldest=oldest, whole=reached is None)


def _candidates(archive: Archive, finder: Finder, wanted: query.Query) -> tuple[list[Entry], date | None]:
    """And the day from which on that is all of them; None when it is all there is."""
    clues = finder.clues(query.canonical(wanted))
    if clues is None:
        held = archive.after(max(0, archive.last_id() - CANDIDATES), CANDIDATES)
    else:
        held = archive.holding(clues, CANDIDATES, newest=True)
    reached = min(one.article.day for one in held) + timedelta(days=1) if len(held) >= CANDIDATES else None
    return [one for one in held if not one.replaced], reached


def _met(finder: Finder, wanted: query.Query, entries: list[Entry]) -> Iterator[date | None]:
    """The day of each article that meets the query, and None after each piece of the work."""
    canonical = query.canonical(wanted)
    for begin in range(0, len(entries), AT_ONCE):
        some = entries[begin : begin + AT_ONCE]
        findings = finder.meet_all(canonical, ((one.article, one.source) for one in some))
        yield from (one.article.day for one, finding in zip(some, findings, strict=True) if finding)
        yield None


def _buttons(turn: Turn, text: str, now: datetime) -> list[Button]:
    number = turn.room.desk.memory.offer(turn.address, text, now)
    return [
        Button(label=turn.t("button.sub"), data=f"sub:{number}"),
        Button(label=turn.t("button.search"), data=f"search:{number}"),
    ]
