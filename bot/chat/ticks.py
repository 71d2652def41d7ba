"""Topic packs that are ticked and unticked: a subscription each, and with the weather the warnings for the place."""

from __future__ import annotations

from bot.chat import catching, warned
from bot.chat.area import WEATHER
from bot.chat.turn import Turn
from bot.chat.wanted import MOST_SUBSCRIPTIONS
from bot.model import Mode, Pack


def tick(turn: Turn, pack: Pack) -> None:
    """Follow it, if it is not followed; what came in today is in the first digest."""
    store = turn.room.desk.subscriptions
    mine = {one.query for one in store.of(turn.address)}
    if _query(pack) not in mine and len(mine) < MOST_SUBSCRIPTIONS:
        turn.understood(_query(pack))
        found = catching.lately(turn, [_query(pack)])
        made = store.subscribe(turn.address, _query(pack), called(turn, pack), Mode.DIGEST, turn.now)
        catching.caught_up(turn, made, found)
    if pack.name == WEATHER and turn.subscriber.place:
        warned.follow(turn, turn.subscriber.place)


def untick(turn: Turn, pack: Pack) -> None:
    """Follow it no more."""
    place = turn.subscriber.place
    ending = [one.id for one in turn.room.desk.subscriptions.of(turn.address) if one.query == _query(pack)]
    if pack.name == WEATHER and place and (followed := warned.of(turn, place)):
        ending.append(followed.id)
    turn.room.desk.subscriptions.unsubscribe(ending, turn.now)


def warn(turn: Turn, place: str, wanted: bool) -> None:
    """Follow the warnings of a place, or do not."""
    if wanted:
        warned.follow(turn, place)
    elif followed := warned.of(turn, place):
        turn.room.desk.subscriptions.unsubscribe([followed.id], turn.now)


def _query(pack: Pack) -> str:
    return f"#{pack.title('zh-Hans')}"


def called(turn: Turn, pack: Pack) -> str:
    """A name for the subscription, where its reader calls the topic by another word than the query does."""
    title = pack.title(turn.t.language)
    return "" if title == pack.title("zh-Hans") else title


def ticked(turn: Turn) -> list[Pack]:
    """The packs that are followed as they are."""
    mine = {one.query for one in turn.room.desk.subscriptions.of(turn.address)}
    return [pack for pack in turn.room.packs if _query(pack) in mine]
