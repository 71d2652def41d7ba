"""Answers about what was sent: the list of it, and one message once more."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.chat.turn import Reply, Turn
from bot.ledger import Record
from bot.model import Lane, Message, State
from bot.outbox import MESSAGE_UNITS, fit
from bot.styled import Styled, bold, join

PAGE = 8
# A line of a phone holds about twenty Chinese characters; two lines tell messages apart.
EXCERPT = 40
_NUMBER = re.compile(r"\d{1,9}")


def history(turn: Turn, rest: str) -> Reply:
    """What was sent to this chat, newest first, page by page; the numbers stay for ever."""
    past = turn.room.desk.history
    pages = -(-past.told_in_all(turn.address) // PAGE)
    if not pages:
        return turn.say("history.empty")
    asked = _NUMBER.search(rest)
    number = int(asked.group()) if asked else 1
    if not 1 <= number <= pages:
        return turn.say("list.no_page", number=number, pages=pages)
    rows = [_row(turn, one) for one in past.told(turn.address, PAGE, (number - 1) * PAGE)]
    turn.show("", ())  # its numbers are no articles
    where = turn.t("digest.page", number=number, pages=pages) if pages > 1 else ""
    more = turn.t("history.more", number=number + 1) if number < pages else ""
    head = join("　", [turn.t.styled("history.title"), where])
    hint = join("\n", [more, turn.t.styled("history.hint", number=_newest(turn, number))])
    return fit(Message(body=join("\n\n", [head, *rows, hint])), MESSAGE_UNITS)


def resend(turn: Turn, rest: str) -> Reply:
    """That very message once more, as it was sent: the answer to this line, so a line heard twice sends it once.

    Above one that told of a warning stands when that was, and what has become of it.
    """
    asked = _NUMBER.search(rest)
    if not asked:
        return turn.say("resend.which")
    found = turn.room.desk.history.record(turn.address, int(asked.group()))
    if found is None:
        return turn.say("resend.no_such", number=int(asked.group()))
    if found.delivery.state in (State.DUE, State.SENDING):
        return turn.say("resend.on_its_way", number=found.number)
    if found.delivery.state is State.WITHDRAWN:
        return turn.say("resend.withdrawn", number=found.number)
    return [_as_it_was(turn, found)]


def _as_it_was(turn: Turn, record: Record) -> Message:
    """Nobody shall take a warning of last week for one of today."""
    message = record.delivery.message
    if not record.delivery.about:
        return message
    head = join("\n", [turn.t("resend.then", at=_when(turn, record)), _later(turn, record)])
    return replace(message, body=join("\n\n", [head, message.body]))


def _later(turn: Turn, record: Record) -> str:
    """后来：✅ 已解除 …, of what told of a warning."""
    if record.later is None or not record.delivery.about:
        return ""
    told = next(iter(record.later.body.text.strip().splitlines()), "")
    return turn.t("history.later", text=_excerpt(told))


def _when(turn: Turn, record: Record) -> str:
    at = (record.settled_at or record.delivery.due_at).astimezone(ZoneInfo(turn.subscriber.timezone))
    return f"{turn.t.dated(at.date(), turn.today)} {at:%H:%M}"


def _newest(turn: Turn, page: int) -> int:
    return turn.room.desk.history.told(turn.address, 1, (page - 1) * PAGE)[0].number


def _row(turn: Turn, record: Record) -> Styled:
    """(128) when · what · state, and why, and how it begins."""
    delivery, t = record.delivery, turn.t
    when = _when(turn, record)
    why = t("list.comma").join(t("quoted", text=name) for name in record.names)
    head = join(
        " · ", [f"({record.number}) {when}", t(f"history.lane.{_kind(delivery.lane)}"), why, _state(turn, record)]
    )
    return join("\n", [head, bold(_excerpt(delivery.message.body.text)), _later(turn, record)])


def _kind(lane: Lane) -> str:
    return lane.name.lower()


def _state(turn: Turn, record: Record) -> str:
    delivery = record.delivery
    if delivery.state is State.SENT:
        return turn.t("history.sent.doubt" if delivery.doubts else "history.sent")
    if delivery.state is State.DEAD:
        return turn.t("history.dead")
    if delivery.state is State.WITHDRAWN:
        return turn.t("history.withdrawn")
    return turn.t("history.due")


def _excerpt(text: str) -> str:
    """How a message begins: its second line where the first is only a title."""
    told = " ".join(text.split())
    return told if len(told) <= EXCERPT else told[:EXCERPT] + "…"
