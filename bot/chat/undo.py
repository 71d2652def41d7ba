"""Taking back what was done: `/undo`, and the button under each answer that ended or changed something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot import calendar, exports
from bot.chat import liking
from bot.chat.chosen import every_week, settled, with_settings
from bot.chat.turn import Reply, Turn, brief, is_id, label
from bot.model import Act, Before, Button, Deed, Message, Mute, Subscription
from bot.styled import join
from bot.times import REGRET, Timetable
from watchers.codec import from_json

WITHIN = REGRET
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
    """`/undo`: the last deed if there is only one, or if our answer to it was our last word; else a button for each.

    Nothing is lost by what was subscribed to before: that raises no question. But who has just taken something back
    and says so again is asked before it goes further back.
    """
    recent = [one for one in _recent(turn) if not _over(turn, one)]
    if not recent:
        return turn.say("undo.nothing")
    further_back = recent[0].id < turn.room.desk.deeds.regretted(turn.address)
    plain = _just_now(turn, recent[0]) or all(one.act is Act.SUB for one in recent[1:])
    if plain and not further_back:
        return _take_back(turn, recent[0])
    rows = [_row(turn, deed) for deed in recent]
    buttons = tuple((Button(label=brief(row), data=f"undo:{deed.id}"),) for row, deed in zip(rows, recent, strict=True))
    return [Message(body=join("\n", [turn.t.styled("undo.which"), *(f"· {row}" for row in rows)]), buttons=buttons)]


def _recent(turn: Turn) -> Sequence[Deed]:
    return turn.room.desk.deeds.recent(turn.address, turn.now - WITHIN, MOST_SHOWN)


def _just_now(turn: Turn, deed: Deed) -> bool:
    return any(last.due_at == deed.at for last in turn.room.desk.outbox.newest(turn.address, 1))


def _over(turn: Turn, deed: Deed) -> bool:
    """What was subscribed to has been ended since: there is nothing to take back."""
    return deed.act is Act.SUB and not {one.id for one in _mine(turn)} & {*deed.before.made}


def _mine(turn: Turn) -> Sequence[Subscription]:
    return turn.room.desk.subscriptions.of(turn.address)


def pressed(turn: Turn, number: str) -> Reply:
    deed = turn.room.desk.deeds.deed(turn.address, int(number)) if is_id(number) else None
    if deed is None:
        return turn.say("choice.gone")
    if deed.undone_at:
        return turn.say("undo.already", what=_what(turn, deed)) if deed.about else turn.say("undo.already.long")
    if not deed.at <= turn.now <= deed.at + WITHIN:
        return turn.say("undo.late", what=_what(turn, deed)) if deed.about else turn.say("undo.late.long")
    return _take_back(turn, deed)


def _take_back(turn: Turn, deed: Deed) -> Reply:
    _BACK[deed.act](turn, deed.before)
    liking.forgiven(turn, deed)
    turn.room.desk.deeds.undone(deed.id, turn.now)
    return turn.say(f"undo.done.{deed.act}", about=deed.about, restored=_restored(turn, deed.before))


def _restored(turn: Turn, before: Before) -> str:
    """停车 · 日报: what is there again."""
    rows = (
        f"{one.query}{f' => {one.name}' if one.name else ''} · " + turn.t(f"mode.{one.mode}")
        for one in before.subscriptions
    )
    return turn.t("list.semicolon").join(rows)


def _row(turn: Turn, deed: Deed) -> str:
    return turn.t("undo.row", at=turn.moment(deed.at), what=_what(turn, deed))


def _what(turn: Turn, deed: Deed) -> str:
    return turn.t(f"undo.what.{deed.act}", about=deed.about)


# -- how each is taken back --------------------------------------------------------------------------------------------


def _resubscribed(turn: Turn, before: Before) -> None:
    turn.room.desk.subscriptions.resubscribe([one.id for one in before.subscriptions])


def _as_before(turn: Turn, before: Before) -> None:
    """What was not there ends; the others ask, speak and are silent as they did."""
    store = turn.room.desk.subscriptions
    store.unsubscribe(before.made, turn.now)
    store.resubscribe([one.id for one in before.subscriptions])
    for one in before.subscriptions:
        store.revise(one.id, one.query, one.name, one.mode)
        store.mute(one.id, one.muted_until)
    _settings_back(turn, before)


def _settings_back(turn: Turn, before: Before) -> None:
    if before.chosen:
        chosen = from_json(before.chosen, exports.Settings)
        settled(turn, with_settings(turn, chosen))
        every_week(turn, chosen.review)


def _saved_again(turn: Turn, before: Before) -> None:
    for one in before.dropped:
        turn.room.desk.favourites.add(one.address, one.uid, one.title, one.at)


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


def _unimported(turn: Turn, before: Before) -> None:
    """What the file made ends, what it changed is as it was."""
    turn.room.desk.subscriptions.unsubscribe(before.made, turn.now)
    _unedited(turn, before)
    _settings_back(turn, before)
    for uid in before.saved:
        turn.room.desk.favourites.drop(turn.address, uid)
    _profile_back(turn, before)


def _profile_back(turn: Turn, before: Before) -> None:
    """With what had been found for it, so that nothing is told twice."""
    profiles = turn.room.desk.profiles
    if before.profile is None:
        return
    if before.profile.empty:
        profiles.remove(turn.address)
    else:
        profiles.keep(turn.address, before.profile)
        profiles.note(turn.address, before.suited)


_BACK: dict[Act, Callable[[Turn, Before], None]] = {
    Act.SUB: _as_before,
    Act.CHANGE: _as_before,
    Act.SETTINGS: _as_before,
    Act.UNSAVE: _saved_again,
    Act.UNSUB: _resubscribed,
    Act.EDIT: _unedited,
    Act.DIGEST: _digest_back,
    Act.MUTE: _unmuted,
    Act.IMPORT: _unimported,
    Act.PROFILE: _profile_back,
}
