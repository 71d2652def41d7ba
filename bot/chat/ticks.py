"""Topic packs that are ticked and unticked: a subscription each, and with the weather the warnings for the place."""

from __future__ import annotations

from bot.chat import area
from bot.chat.subscribing import MOST_SUBSCRIPTIONS
from bot.chat.trials import look_back
from bot.chat.turn import Turn
from bot.model import Mode, Pack

WEATHER = "weather"


def tick(turn: Turn, pack: Pack) -> None:
    """Follow it, if it is not followed; what came in today is in the first digest."""
    store = turn.room.desk.subscriptions
    mine = {one.query for one in store.of(turn.address)}
    if _query(pack) not in mine and len(mine) < MOST_SUBSCRIPTIONS:
        made = store.subscribe(turn.address, _query(pack), "", Mode.DIGEST, turn.now)
        past = look_back(turn.room.archive, turn.room.finder, turn.understood(made.query), turn.now, 1)
        turn.room.matching.catch_up(made, [entry for entry, _ in past.found], turn.now)
    if pack.name == WEATHER:
        area.warn(turn)


def untick(turn: Turn, pack: Pack) -> None:
    """Follow it no more."""
    place = turn.subscriber.place
    ending = [one.id for one in turn.room.desk.subscriptions.of(turn.address) if one.query == _query(pack)]
    if pack.name == WEATHER and place and (warned := area.warned_of(turn, place)):
        ending.append(warned.id)
    turn.room.desk.subscriptions.unsubscribe(ending, turn.now)


def _query(pack: Pack) -> str:
    return f"#{pack.title('zh-Hans')}"


def ticked(turn: Turn) -> list[Pack]:
    """The packs that are followed as they are."""
    mine = {one.query for one in turn.room.desk.subscriptions.of(turn.address)}
    return [pack for pack in turn.room.packs if _query(pack) in mine]
