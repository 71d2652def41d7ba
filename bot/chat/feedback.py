"""`/feedback`: a word to whoever runs this, and their answer; neither learns from us who the other is."""

from __future__ import annotations

from datetime import timedelta

from bot import pace
from bot.chat.turn import Reply, Turn
from bot.model import Address, Delivery, Lane, Message
from bot.styled import Styled, join
from bot.texts import texts

# Enough to correct oneself twice; more is a quarrel, and should not ring at the operator's.
HOUR = timedelta(hours=1)
MOST_AN_HOUR = 3
LONGEST = 1000
_KEY = "feedback:"


def feedback(turn: Turn, rest: str) -> Reply:
    """`/feedback 文字`; alone: the next line is it."""
    if not turn.room.operators:
        return turn.say("feedback.none")
    if not rest.strip():
        turn.room.desk.memory.expect(turn.address, "feedback")
        return turn.say("feedback.ask")
    if len(rest) > LONGEST:
        return turn.say("feedback.long", length=len(rest), most=LONGEST)
    store = turn.room.desk.feedback
    lately = store.since(turn.place, turn.now - HOUR)
    if len(lately) >= MOST_AN_HOUR:
        return turn.say("feedback.many", most=MOST_AN_HOUR, at=turn.moment(lately[-MOST_AN_HOUR] + HOUR))
    number = store.add(turn.place, turn.speaker, turn.now)
    for operator in turn.room.operators:
        _send(turn, f"{_KEY}{number}:{operator}", operator, _told(turn, operator, number, rest.strip()))
    return turn.say("feedback.done", number=number)


def _told(turn: Turn, operator: Address, number: int, text: str) -> Styled:
    t = texts(_language(turn, operator))
    where = t("feedback.where.group" if turn.group else "feedback.where.private")
    return join("\n\n", [t.styled("feedback.told", number=number, where=where, text=text), t("feedback.how")])


def answered(turn: Turn, text: str) -> Reply | None:
    """An operator's reply to feedback goes to who gave it; None of any other line."""
    number = _replied_to(turn)
    if number is None:
        return None
    if not text.strip():
        return turn.say("feedback.empty")
    writer = turn.room.desk.feedback.writer(number)
    if writer is None:
        return turn.say("feedback.gone", number=number)
    assert turn.said is not None
    body = texts(_language(turn, writer)).styled("feedback.answer", number=number, text=text.strip())
    _send(turn, f"{_KEY}{number}:answer:{turn.said.key}", writer, body)
    return turn.say("feedback.sent", number=number)


def _replied_to(turn: Turn) -> int | None:
    """The number of the feedback that this line of an operator answers."""
    said = turn.said
    if said is None or not said.reply_to or turn.place not in turn.room.operators or said.text.startswith(("/", "／")):
        return None
    meant = turn.room.desk.outbox.delivered(pace.chat(said.address), said.reply_to)
    key, _, rest = meant.key.partition(":") if meant else ("", "", "")
    number, _, to = rest.partition(":")
    return int(number) if f"{key}:" == _KEY and to == str(turn.place) else None


def _language(turn: Turn, address: Address) -> str:
    known = turn.room.desk.subscriptions.subscriber(address)
    return known.language if known else turn.subscriber.language


def _send(turn: Turn, key: str, to: Address, body: Styled) -> None:
    delivery = Delivery(key=key, address=to, lane=Lane.NOTICE, message=Message(body=body), due_at=turn.now)
    turn.room.desk.outbox.add([delivery])
