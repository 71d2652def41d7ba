"""`/article 3`: an article in full, part by part, and what was changed in it."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.chat import listed
from bot.chat.turn import Reply, Turn
from bot.compose import fulltext
from bot.keywords import minutes
from bot.model import Button, Message
from bot.outbox import MESSAGE_UNITS, fit
from bot.styled import Styled, join
from watchers.diff import changes
from watchers.model import Entry

_ALL = re.compile(r"全部|全文|所有|\ball\b", re.IGNORECASE)
_PLACE = re.compile(r"(?P<uid>[^:]{1,50}):(?P<number>[1-9]\d{0,2})")
# Changes of a paper are few; a page of the web that is edited every hour is told by its last edits.
MOST_VERSIONS = 3


def article(turn: Turn, rest: str) -> Reply:
    """The full text of a number of the list: its first part, or with 全部 all of it."""
    whole = _ALL.search(rest)
    told = _whole if whole else full_text
    return listed.each(turn, rest, "article", lambda turn, _, entry: told(turn, entry, 1))


def full_text(turn: Turn, entry: Entry, number: int = 1) -> Reply:
    """One part of an article, from 1, with buttons for what follows."""
    parts = _parts(turn, entry)
    number = min(number, len(parts))
    foot = turn.t("article.part", number=number, parts=len(parts)) if len(parts) > 1 else ""
    buttons = _buttons(turn, entry, number, len(parts))
    body = join("\n\n", [parts[number - 1], foot])
    return fit(Message(body=body, buttons=buttons, listed=((1, entry.uid),)), MESSAGE_UNITS)


def _whole(turn: Turn, entry: Entry, number: int) -> Reply:
    """All parts from that one on, in as few messages as take them."""
    parts = _parts(turn, entry)
    body = join("\n\n", parts[min(number, len(parts)) - 1 :])
    buttons = _buttons(turn, entry, len(parts), len(parts))
    return fit(Message(body=body, buttons=buttons, listed=((1, entry.uid),)), MESSAGE_UNITS)


def _parts(turn: Turn, entry: Entry) -> tuple[Styled, ...]:
    told = entry.article
    return fulltext.parts(entry, minutes(told), turn.room.finder.keywords(told), turn.t, turn.today)


def _buttons(turn: Turn, entry: Entry, number: int, parts: int) -> tuple[tuple[Button, ...], ...]:
    t, uid = turn.t, entry.uid
    more = number < parts
    onward = [
        Button(label=t("button.part", number=number + 1, parts=parts), data=f"part:{uid}:{number + 1}"),
        Button(label=t("button.rest"), data=f"rest:{uid}:{number + 1}"),
    ]
    beside = [Button(label=t("button.why"), data=f"why:{uid}"), Button(label=t("button.save"), data=f"save:{uid}")]
    if fulltext.corrections(entry):
        beside.append(Button(label=t("button.changed"), data=f"changed:{uid}"))
    if entry.article.url and more:  # at the end of the text the address itself stands
        beside.append(Button(label=t("button.original"), url=entry.article.url))
    rows = [onward if more and parts - number > 1 else onward[:1] if more else [], beside]
    return tuple(tuple(row) for row in rows if row)


# -- buttons -----------------------------------------------------------------------------------------------------------


def part(turn: Turn, rest: str) -> Reply:
    """The next part."""
    found = _place(turn, rest)
    return full_text(turn, *found) if found else turn.say("choice.gone")


def rest_of(turn: Turn, rest: str) -> Reply:
    """All that follows."""
    found = _place(turn, rest)
    return _whole(turn, *found) if found else turn.say("choice.gone")


def _place(turn: Turn, rest: str) -> tuple[Entry, int] | None:
    asked = _PLACE.fullmatch(rest) if rest.isascii() else None
    entry = turn.room.archive.latest(asked["uid"]) if asked else None
    return (entry, int(asked["number"])) if asked and entry else None


def changed(turn: Turn, uid: str) -> Reply:
    """What the paper changed in an article since it was first read, the latest change first."""
    versions = turn.room.archive.versions(uid)
    if not versions:
        return turn.say("choice.gone")
    if len(versions) < 2:
        return turn.say("changed.never")
    steps = list(pairwise(versions))[-MOST_VERSIONS:]
    told = [
        fulltext.changed(new, changes(old.article, new.article), turn.moment(new.seen_at), turn.t)
        for old, new in reversed(steps)
    ]
    return fit(Message(body=join("\n\n", told)), MESSAGE_UNITS)
