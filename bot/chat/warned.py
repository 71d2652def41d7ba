"""The warnings of a place: the subscription to them, which goes along with the person, and what is in force there."""

from __future__ import annotations

from bot import query
from bot.chat.turn import Turn
from bot.compose import warning
from bot.model import Button, Mode, Subscription
from bot.styled import Styled, bold, join

# So many lines stand under an answer; whoever wants more is told where they are.
MOST = 3


def asking(turn: Turn, place: str) -> str:
    """The canonical query for all coloured warnings that hold at a place: for it, in it, and around it."""
    return query.canonical(turn.understood(f"级别>=蓝 地区:{place}"))


def of(turn: Turn, place: str) -> Subscription | None:
    """The subscription to the warnings of a place."""
    wanted = asking(turn, place)
    return next((one for one in turn.room.desk.subscriptions.of(turn.address) if one.query == wanted), None)


def follow(turn: Turn, place: str, like: Subscription | None = None) -> Subscription:
    """From now on the warnings of a place are told as they come, or as those of another place were (`like`)."""
    if known := of(turn, place):
        return known
    store, matching = turn.room.desk.subscriptions, turn.room.matching
    name, mode = turn.t("area.warnings", place=turn.t.spot(place)), like.mode if like else Mode.ALERT
    made = store.subscribe(turn.address, asking(turn, place), name, mode, turn.now)
    if like and like.muted_until:
        store.mute(made.id, like.muted_until)
    matching.catch_up(made, matching.warnings.there(place, turn.now), turn.now)
    return made


def moved(turn: Turn, before: str, place: str) -> None:
    """Who says where they are is told of the warnings there, and of those of the place before no more.

    Not who had a place and did not want its warnings. It is another subscription, for what the old one told was told
    for the old place, and is to be found so.
    """
    known = of(turn, before) if before else None
    if not place or place == before:
        return
    if known or not before:
        follow(turn, place, known)
    if known:
        turn.room.desk.subscriptions.unsubscribe([known.id], turn.now)


def in_force(turn: Turn, place: str) -> Styled:
    """What is in force at a place, gravest first. It is told with this, and does not ring for being issued again."""
    warnings = turn.room.matching.warnings
    found = warnings.there(place, turn.now)
    if not found:
        return Styled()
    warnings.said(turn.subscriber, found, turn.now)
    reader = warning.Reader(t=turn.t, timezone=turn.subscriber.timezone, now=turn.now)
    more = (
        turn.t.styled("area.in_force.more", count=len(found) - MOST, place=turn.t.spot(place))
        if len(found) > MOST
        else ""
    )
    return join("\n", [bold(turn.t("area.in_force")), *(warning.line(one, reader) for one in found[:MOST]), more])


def unwanted(turn: Turn, one: Subscription, place: str) -> Button:
    """The way out of it; it can be taken back."""
    return Button(label=turn.t("button.area.unwarn", place=turn.t.spot(place)), data=f"unsub:{one.id}")
