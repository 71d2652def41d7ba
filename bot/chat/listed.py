"""The list that a chat was shown last, and what its numbers mean."""

from __future__ import annotations

import re

from bot import compose
from bot.chat.turn import Turn
from bot.model import Strength
from bot.ports import Shown

_NUMBER = re.compile(r"\d{1,4}")


def chosen(turn: Turn, rest: str) -> Shown | str:
    """The item that a number means, or the key of the sentence that says why there is none."""
    _, shown = turn.room.desk.memory.shown(turn.address)
    if not shown:
        return "list.none"
    number = _NUMBER.search(rest)
    if not number:
        return shown[0] if len(shown) == 1 else "list.which"
    return next((one for one in shown if one.number == int(number.group())), "list.no_such")


def item(turn: Turn, shown: Shown) -> compose.Item | None:
    """The item as it would be listed now; None when its article is gone."""
    entry = turn.room.archive.latest(shown.uid)
    if entry is None:
        return None
    findings = [f for text in shown.queries if (f := turn.room.finder.meet(text, entry.article, entry.source))]
    best = max(findings, key=lambda finding: (finding.strength is Strength.STRONG, finding.score), default=None)
    return compose.Item(
        number=shown.number,
        entry=entry,
        finding=best,
        names=shown.names,
        queries=shown.queries,
        topics=tuple(turn.room.finder.topics(entry.article)),
        muted=shown.muted,
    )
