"""What is written behind /today: a page, a day, a place, or several of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import days
from bot.chat import area
from bot.chat.turn import Reply, Turn
from watchers.facts.places import Place
from watchers.model import Entry

_PAGE = re.compile(r"第?\s*(?P<number>\d{1,4})\s*页?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`day` None: today's page, with all that came in today."""

    page: int = 1
    day: date | None = None
    place: Place | None = None


def wanted(turn: Turn, rest: str) -> Wanted | Reply:
    """What is asked for; an answer where that is not understood."""
    if not rest.strip():
        return Wanted()
    if number := _PAGE.fullmatch(rest.strip()):
        return Wanted(page=int(number["number"]))
    if none := days.impossible(rest):
        return turn.say("days.none", day=none)
    day, said = days.found(rest, turn.today)
    day = None if day == turn.today else day
    if not said:
        return Wanted(day=day)
    places = area.meant(said, turn.room.places)
    if len(places) > 1 and turn.subscriber.place:  # the one that is near
        near = [one for one in places if _near(turn, one)]
        places = tuple(near) or places
    return Wanted(day=day, place=places[0]) if len(places) == 1 else turn.say("today.what", rest=rest)


def _near(turn: Turn, place: Place) -> bool:
    known, mine = turn.room.places, turn.subscriber.place
    return not {*known.parents(mine), mine}.isdisjoint(known.parents(place.name)[1:])


def there(turn: Turn, entries: Sequence[Entry], place: Place | None) -> Sequence[Entry]:
    """Articles that name the place or something in it."""
    if place is None:
        return entries
    within = turn.room.places.within
    return [e for e in entries if any(one == place.name or within(one, place.name) for one in e.article.facts.places)]
