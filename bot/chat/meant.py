"""For whom something is meant that is said in a private chat: for the person, or for a group or channel of theirs.

Who drives a hall (`/channel`) speaks for it; a line that names one (`@name /list`, `/list @name`) is for that one,
once. A press or a reply is for whom the message under it was written, whoever is being spoken for meanwhile: a message
knows that (`Message.behalf`). Whether the person may do that is asked about anew each time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot import pace
from bot.chat import replies
from bot.chat.commands import Line, read
from bot.chat.replies import ACTS, NUMBERED
from bot.model import Behalf, Delivery, Incoming, Lane
from bot.ports import Desk
from bot.query.vocabulary import MODES

# What is one's own whomever one speaks for.
OWN = frozenset({"channel", "saved", "profile", "start", "feedback"})
OWN_BUTTONS = frozenset({"save", "saved", "unsave", "profile", "hi"})
# What makes no sense from afar: a topic is chosen by speaking in it.
HERE = frozenset({"bind"})

NAME = re.compile(
    r"(?:(?:https?://)?t\.me/|@)(?P<name>[A-Za-z][A-Za-z0-9_]{3,31})(?![A-Za-z0-9_])|(?P<id>-\d{5,20})(?!\d)"
)
# Before or behind a command: a name with @, or an id, which has nine digits at least and could else be a word to leave
# out (-20260601).
_BEFORE = re.compile(r"(?:@(?P<name>[A-Za-z][A-Za-z0-9_]{3,31})|(?P<id>-\d{5,20}))(?:\s+(?P<line>.+))?$", re.DOTALL)
_BEHIND = re.compile(r"(?:@(?P<name>[A-Za-z][A-Za-z0-9_]{3,31})|(?P<id>-\d{9,20}))(?:\s+(?P<rest>.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A hall that a line names (@name or id), and what is to be done for it."""

    name: str
    line: str


def named(incoming: Incoming) -> Named | None:
    """Of `@name /sub …`, `-100… /sub …` and `/sub @name …`, said in private."""
    if incoming.group or incoming.data:
        return None
    text = incoming.text.strip()
    before = _BEFORE.match(text)
    if before and (before["name"] or read(before["line"] or "").command) and not _a_mode(before):
        name, line = _called(before), (before["line"] or "").strip()
        return Named(name=name, line=line or f"/channel {name}")
    said = read(text)
    behind = _BEHIND.match(said.rest) if said.command and said.command not in OWN | HERE else None
    if behind and not _a_mode(behind):
        return Named(name=_called(behind), line=f"/{said.command} {behind['rest'] or ''}".strip())
    return None


def _called(found: re.Match[str]) -> str:
    return f"@{found['name']}" if found["name"] else str(found["id"])


def _a_mode(found: re.Match[str]) -> bool:
    return (found["name"] or "").lower() in MODES


def behalf(desk: Desk, incoming: Incoming, now: datetime) -> Behalf | None:
    """The hall for which a press or a line of a private chat is meant; None of what is meant for the person."""
    if incoming.group:
        return None
    if incoming.data:
        under = None if incoming.data.partition(":")[0] in OWN_BUTTONS else _message(desk, incoming, incoming.under)
        return under.message.behalf if under else None
    line = read(incoming.text)
    if line.command in OWN:
        return None
    answered = _message(desk, incoming, incoming.reply_to)
    if answered and _about(answered, line):
        return answered.message.behalf
    if not line.command and desk.memory.expected(incoming.address).startswith(f"{NUMBERED} "):
        return None  # which of the items in a message of their own
    driven = desk.halls.driven(incoming.address, now)
    return Behalf(address=driven[0], title=driven[1]) if driven else None


def _message(desk: Desk, incoming: Incoming, name: str) -> Delivery | None:
    return desk.outbox.delivered(pace.chat(incoming.address), name) if name else None


def _about(answered: Delivery, line: Line) -> bool:
    """Whether a line is about the message that it answers: people also answer our answers with something new."""
    own_answer = answered.lane is Lane.REPLY and answered.message.behalf is None
    return not own_answer or replies.meant(line).command in ACTS


def wanted(desk: Desk, incoming: Incoming, now: datetime) -> str:
    """The name or id of the hall about which the channel has to be asked before this is answered, or ""."""
    if incoming.group or incoming.moved_to:
        return ""
    if said := named(incoming):
        return said.name
    line = Line() if incoming.data else read(incoming.text)
    if line.command == "channel":
        return hall(line.rest)[0]
    for_ = behalf(desk, incoming, now)
    return for_.address.to if for_ else ""


def hall(rest: str) -> tuple[str, str]:
    """@name or id of a hall, and what follows it."""
    found = NAME.match(rest.strip())
    if not found:
        return "", rest.strip()
    return _called(found), rest.strip()[found.end() :].strip(" \t\n:：，,")


def further(rest: str) -> str:
    """The line that stands behind the name, meant for the hall at once."""
    name, line = hall(rest)
    return line if name else ""


def for_hall(incoming: Incoming, line: str) -> Incoming:
    """The same person's line, without the name and without the message that it may answer."""
    return replace(incoming, text=line, reply_to="")
