"""A query tried on the archive: what it meets, and what it would have caught lately."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot import query
from bot.compose import EXAMPLES, Preview
from bot.dispatch.alerts import STALE
from bot.errors import QueryError
from bot.model import Finding
from bot.ports import Finder
from bot.steps import Steps, outcome
from watchers.model import Entry
from watchers.ports import Archive

# So many articles that hold a word are looked at, the newest: a word that has more in a month is told by its rate.
CANDIDATES = 300
# Ten milliseconds; a topic pack takes three times as long.
AT_ONCE = 20

Found = tuple[Entry, Finding]


def candidates(
    archive: Archive, finder: Finder, wanted: query.Query, limit: int, newest: bool
) -> tuple[list[Entry], bool]:
    """Articles that may meet the query, and whether these are all: no more than `limit` that hold a word.

    `newest`: where there are more, the newest rather than those in which the word weighs most.
    """
    held, reached = _candidates(archive, finder, wanted, newest, limit)
    return [one for one in held if not one.replaced], reached is None


def last_day(archive: Archive, today: date) -> date:
    """Up to which day it is looked back: today, but where the newest issue is long ago, the day of that."""
    newest = max(archive.days(), default=today)
    return today if newest >= today - STALE else newest


def look_back(archive: Archive, finder: Finder, wanted: query.Query, today: date, days: int) -> Preview:
    """What the query would have caught in the last `days` days; what is dated later (a calendar's) is among it."""
    return outcome(looking_back(archive, finder, wanted, today, days))


def looking_back(archive: Archive, finder: Finder, wanted: query.Query, today: date, days: int) -> Steps[Preview]:
    """The same in steps."""
    last = last_day(archive, today)
    since = last - timedelta(days=days - 1)
    candidates, reached = _candidates(archive, finder, wanted, newest=True, limit=CANDIDATES)
    first = min(max(since, reached or since), last)
    recent = [one for one in candidates if not one.replaced and one.article.day >= first]
    printed = {day: count for day, count in archive.days().items() if day >= first}
    yield None
    found = list[Found]()
    for some in _batches(recent):
        found += met(finder, wanted, some)
        yield None
    older = list[Found]()
    for some in _batches(_newest_first([one for one in candidates if not one.replaced and one.article.day < first])):
        if len(found) + len(older) >= EXAMPLES:
            break
        older += met(finder, wanted, some)
        yield None
    loose, uids, kept_out = _without_exclusions(wanted), {entry.uid for entry, _ in found}, list[Found]()
    for some in _batches([entry for entry in recent if entry.uid not in uids] if loose != wanted else []):
        kept_out += met(finder, loose, some)
        yield None
    yield Preview(
        days=(last - first).days + 1,
        last=last,
        today=today,
        issues=max(len(printed), len({entry.article.day for entry, _ in found})),
        articles=sum(printed.values()) or len(recent),
        found=tuple(_best(found)),
        kept_out=tuple(_best(kept_out)),
        older=tuple(older[: max(0, EXAMPLES - len(found))]),
    )


def _newest_first(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: (one.article.day, one.id), reverse=True)


def _batches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    return (entries[begin : begin + AT_ONCE] for begin in range(0, len(entries), AT_ONCE))


def _without_exclusions(wanted: query.Query) -> query.Query:
    """The query as if its `-词` had not been written; one within an alternative stays."""
    root = wanted.root
    if not isinstance(root, query.All):
        return wanted
    asked = tuple(part for part in root.parts if not isinstance(part, query.Not))
    return replace(wanted, root=asked[0] if len(asked) == 1 else query.All(asked))


def met(finder: Finder, wanted: query.Query, entries: Sequence[Entry]) -> list[Found]:
    """Those that the query meets, in their order."""
    canonical = query.canonical(wanted)
    findings = finder.meet_all(canonical, ((entry.article, entry.source) for entry in entries))
    return [(entry, finding) for entry, finding in zip(entries, findings, strict=True) if finding]


def _best(found: Sequence[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (-one[1].score, -one[0].article.day.toordinal(), one[0].id))


def _candidates(
    archive: Archive, finder: Finder, wanted: query.Query, newest: bool, limit: int
) -> tuple[Sequence[Entry], date | None]:
    """Articles that hold the words that the query cannot do without; all recent ones when there are none.

    And the day back to which that is all of them, None when it is all there is.
    """
    groups = _groups(finder, wanted)
    if groups:
        held = archive.holding_each(groups, limit, newest)
    else:
        held = archive.after(max(0, archive.last_id() - limit), limit)
    return held, _oldest(held, limit)


def _groups(finder: Finder, wanted: query.Query) -> list[Collection[str]]:
    """Words of which one of each group stands in every article that meets the query: a group for each of its parts.

    Of 小微 融资 the whole query alone would ask for one of the two, and look at articles without the other in vain.
    """
    root = wanted.root
    parts = [part for part in root.parts if query.asks(part)] if isinstance(root, query.All) else [root]
    return [clues for part in parts if (clues := _clues(finder, part))]


def _clues(finder: Finder, part: query.Node) -> Collection[str] | None:
    """None also for what is no query by itself: a span of days."""
    try:
        return finder.clues(query.canonical(query.Query(part)))
    except QueryError:
        return None


def _oldest(entries: Sequence[Entry], limit: int) -> date | None:
    return min(entry.article.day for entry in entries) if len(entries) >= limit else None
