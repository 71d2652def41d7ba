"""The way back from whatever a line has changed: how the chat had chosen before it is kept for ten minutes.

Answers that know better what they undo (a mute, an import) write their deed down themselves; of all others the
subscriptions and settings before and after are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from bot.chat import undo
from bot.chat.chosen import settings_of, value, weekly
from bot.chat.turn import Reply, Turn
from bot.exports import Settings
from bot.model import Act, Before, Message, Subscription
from watchers.codec import to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """What a chat had chosen at some moment, and the deeds that it could take back then."""

    revision: int
    mine: tuple[Subscription, ...]
    settings: Settings | None
    deeds: tuple[int, ...]


def kept(turn: Turn, answer: Callable[[], Reply]) -> Reply:
    """The answer, and if it has changed what the chat had chosen, a deed that can be taken back."""
    before = _chosen(turn)
    reply = answer()
    after = _chosen(turn, before)
    if after.deeds == before.deeds and before.settings and after.settings:
        return _with_button(turn, reply, _note(turn, before, after))
    return reply


def _with_button(turn: Turn, reply: Reply, back: undo.Buttons) -> Reply:
    """The way back under the answer, if it is one: a question of the tour, or what changes in place, stays as it is."""
    asking = turn.room.desk.memory.expected(turn.address) == "welcome"
    if not back or not reply or type(reply[-1]) is not Message or asking:
        return reply
    return [*reply[:-1], replace(reply[-1], buttons=(*reply[-1].buttons, *back))]


def _chosen(turn: Turn, before: _Chosen | None = None) -> _Chosen:
    """`before`: where no subscription was changed since, the many need not be read again."""
    desk = turn.room.desk
    revision = desk.subscriptions.revision()
    known = before if before and before.revision == revision else None
    person = desk.subscriptions.subscriber(turn.address)
    recent = desk.deeds.recent(turn.address, turn.now - undo.WITHIN, undo.MOST_SHOWN)
    return _Chosen(
        revision=revision,
        mine=known.mine if known else tuple(desk.subscriptions.of(turn.address)),
        settings=settings_of(person, weekly(turn)) if person else None,
        deeds=tuple(one.id for one in recent),
    )


def _note(turn: Turn, before: _Chosen, after: _Chosen) -> undo.Buttons:
    """Write down what has changed; returns the button for what was set. Under a new subscription stands 退订."""
    was, is_ = before.settings, after.settings
    assert was is not None
    assert is_ is not None
    settings = [one.name for one in fields(Settings) if getattr(was, one.name) != getattr(is_, one.name)]
    speaks = is_.language or turn.subscriber.language  # now, which may be what has changed
    turn = replace(turn, subscriber=replace(turn.subscriber, language=speaks))
    known, now = {one.id for one in before.mine}, {*after.mine}
    made = tuple(one for one in after.mine if one.id not in known)
    other = tuple(one for one in before.mine if one not in now)
    what = Before(subscriptions=other, made=tuple(one.id for one in made), chosen=to_json(was) if settings else "")
    if settings:
        return undo.done(turn, Act.SETTINGS, _told(turn, was, settings), what)
    if made:
        undo.done(turn, Act.SUB, undo.quoted(turn, made), what)
    elif other:
        return undo.done(turn, Act.CHANGE, undo.quoted(turn, other), what)
    return ()


def _told(turn: Turn, was: Settings, names: list[str]) -> str:
    """日报：每天 07:30、18:00. What it was, which is what it will be again."""
    t = turn.t
    rows = (t("undo.setting", what=t(f"import.setting.{name}"), value=value(turn, was, name)) for name in names)
    return t("list.semicolon").join(rows)
