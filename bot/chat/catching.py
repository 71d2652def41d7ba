"""What several queries meet of what came in lately: subscriptions that are made in one go begin with that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from bot.chat.trials import Found
from bot.chat.turn import Turn
from bot.dispatch.matching import CATCH_UP, COUNTED
from bot.model import Subscription
from bot.ports import Finder
from bot.steps import Steps
from watchers.model import Entry

# A week of a handful of papers; where there are more, the newest.
MOST = 1000
# So many questions are asked, of so many articles at most, before others have their turn.
QUESTIONS, AT_ONCE = 400, 20
SECOND = timedelta(seconds=1)

Lately = Mapping[str, Sequence[Found]]


def lately(turn: Turn, queries: Iterable[str]) -> Lately:
    """By query. To be asked before anything is changed: it may take a while."""
    asked = tuple(dict.fromkeys(queries))
    if not asked:
        return {}
    return turn.worked_out(("lately", turn.today, asked), lambda: _met(turn.room.finder, asked, _recent(turn)))


def caught_up(turn: Turn, made: Subscription, found: Lately) -> None:
    turn.room.matching.caught_up(made, found.get(made.query, ()), turn.now)


def _recent(turn: Turn) -> list[Entry]:
    archive, today = turn.room.archive, turn.today
    dated = archive.dated_between(today - COUNTED, today + timedelta(days=1))
    seen = archive.seen_between(turn.now - CATCH_UP, turn.now + SECOND)
    return sorted({one.id: one for one in (*dated, *seen)}.values(), key=lambda one: one.id)[-MOST:]


def _met(finder: Finder, queries: Sequence[str], entries: Sequence[Entry]) -> Steps[Lately]:
    found: dict[str, list[Found]] = {one: [] for one in queries}
    size = max(1, min(AT_ONCE, QUESTIONS // len(queries)))
    for begin in range(0, len(entries), size):
        some = entries[begin : begin + size]
        each = finder.meet_each(queries, ((one.article, one.source) for one in some))
        for entry, findings in zip(some, each, strict=True):
            for asked, finding in zip(queries, findings, strict=True):
                if finding:
                    found[asked].append((entry, finding))
        yield None
    yield found
