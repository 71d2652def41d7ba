"""The list that a chat was shown last, and what its numbers mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot import compose
from bot.chat import liking
from bot.chat.numbers import leading
from bot.chat.turn import Reply, Turn
from bot.ports import Shown
from bot.ranking import worth
from watchers.model import Entry

_NUMBER = re.compile(r"\d{1,4}")
# A range is asked for at once; more answers than these would bury each other.
MOST_AT_ONCE = 5


def each(turn: Turn, rest: str, command: str, tell: Callable[[Turn, Shown, Entry], Reply]) -> Reply:
    """What there is to tell of the items that the numbers in `rest` mean; asked for, they were of interest.

    `command`: what was typed, for the example of who has to type it again.
    """
    wanted = _chosen(turn, rest)
    if isinstance(wanted, str):
        return turn.say(wanted, number=rest, command=command)
    told = [message for one in wanted[:MOST_AT_ONCE] for message in _told(turn, one, tell)]
    return [*told, *turn.say("list.at_once", most=MOST_AT_ONCE)] if len(wanted) > MOST_AT_ONCE else told


def _told(turn: Turn, one: Shown, tell: Callable[[Turn, Shown, Entry], Reply]) -> Reply:
    entry = turn.room.archive.latest(one.uid)
    if entry is None:
        return turn.say("list.gone")
    liking.opened(turn, entry, one.queries)
    return tell(turn, one, entry)


def _chosen(turn: Turn, rest: str) -> Sequence[Shown] | str:
    """The items that numbers mean, or the key of the sentence that says why there are none."""
    _, shown = turn.room.desk.memory.shown(turn.address)
    if not shown:
        return "list.none"
    wanted, _ = leading(rest)
    number = _NUMBER.search(rest)
    if wanted is None and number is None:
        return shown[:1] if len(shown) == 1 else "list.which"
    meant = wanted or (int(number.group()),) if number else ()
    return [one for one in shown if one.number in meant] or "list.no_such"


def item(turn: Turn, shown: Shown) -> compose.Item | None:
    """The item as it would be listed now; None when its article is gone."""
    entry = turn.room.archive.latest(shown.uid)
    if entry is None:
        return None
    findings = [f for text in shown.queries if (f := turn.room.finder.meet(text, entry.article, entry.source))]
    best = max(findings, key=worth, default=None)
    return compose.Item(
        number=shown.number,
        entry=entry,
        finding=best,
        names=shown.names,
        queries=shown.queries,
        topics=tuple(turn.room.finder.topics(entry.article)),
        muted=shown.muted,
    )
