"""Taking back what was done: `/undo`, and the button under each answer that ended or changed something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot import calendar
from bot.chat.turn import Reply, Turn, brief, is_id, label
from bot.model import Act, Before, Button, Deed, Message, Mute, Subscription
from bot.styled import join
from bot.times import Timetable

# Long enough to see that it was a slip, short enough that what was left behind stays left behind.
WITHIN = timedelta(minutes=10)
MOST_SHOWN = 5

Buttons = tuple[tuple[Button, ...], ...]


def done(turn: Turn, act: Act, about: str, before: Before) -> Buttons:
    """Remember what was done, and how it was before; returns the button that takes it back."""
    number = turn.room.desk.deeds.add(turn.address, act, about, before, turn.now)
    return ((Button(label=turn.t("button.undo"), data=f"undo:{number}"),),)


def quoted(turn: Turn, some: Sequence[Subscription]) -> str:
    """「高温」、「停车」; of many the first and how many there are."""
    shown = turn.t("list.comma").join(turn.t("quoted", text=brief(label(one))) for one in some[:MOST_SHOWN])
    return shown if len(some) <= MOST_SHOWN else turn.t("undo.and_more", names=shown, count=len(some))


def undo(turn: Turn, rest: str) -> Reply:
    """`/undo`: the last deed if there is only one; of several a button for each."""
    recent = turn.room.desk.deeds.recent(turn.address, turn.now - WITHIN, MOST_SHOWN)
    if not recent:
        return turn.say("undo.nothing")
    if len(recent) == 1:
        return _take_back(turn, recent[0])
    rows = [_row(turn, deed) for deed in recent]
    buttons = tuple((Button(label=brief(row), data=f"undo:{deed.id}"),) for row, deed in zip(rows, recent, strict=True))
    return [Message(body=join("\n", [turn.t.styled("undo.which"), *(f"· {row}" for row in rows)]), buttons=buttons)]


def pressed(turn: Turn, number: str) -> Reply:
    deed = turn.room.desk.deeds.deed(turn.address, int(number)) if is_id(number) else None
    if deed is None:
        return turn.say("choice.gone")
    if deed.undone_at:
        return turn.say("undo.already", what=_what(turn, deed))
    if not deed.at <= turn.now <= deed.at + WITHIN:
        return turn.say("undo.late", what=_what(turn, deed))
    return _take_back(turn, deed)


def _take_back(turn: Turn, deed: Deed) -> Reply:
    _BACK[deed.act](turn, deed.before)
    turn.room.desk.deeds.undone(deed.id, turn.now)
    return turn.say(f"undo.done.{deed.act}", about=deed.about)


def _row(turn: Turn, deed: Deed) -> str:
    return turn.t("undo.row", at=turn.moment(deed.at), what=_what(turn, deed))


def _what(turn: Turn, deed: Deed) -> str:
    return turn.t(f"undo.what.{deed.act}", about=deed.about)


# -- how each is taken back --------------------------------------------------------------------------------------------


def _resubscribed(turn: Turn, before: Before) -> None:
    turn.room.desk.subscriptions.resubscribe([one.id for one in before.subscriptions])


def _unedited(turn: Turn, before: Before) -> None:
    for one in before.subscriptions:
        turn.room.desk.subscriptions.revise(one.id, one.query, one.name, one.mode)


def _digest_back(turn: Turn, before: Before) -> None:
    timetable = Timetable.parse(before.timetable) if before.timetable else None
    turn.keep(calendar.planned(replace(turn.subscriber, timetable=timetable), turn.now, anew=True))


def _unmuted(turn: Turn, before: Before) -> None:
    """As it was: what was muted for a shorter time is so again."""
    for one in before.subscriptions:
        turn.room.desk.subscriptions.mute(one.id, one.muted_until)
    if not before.subscriptions:
        turn.keep(replace(turn.subscriber, mutes=tuple[Mute, ...](before.mutes)))


_BACK: dict[Act, Callable[[Turn, Before], None]] = {
    Act.UNSUB: _resubscribed,
    Act.EDIT: _unedited,
    Act.DIGEST: _digest_back,
    Act.MUTE: _unmuted,
}
