"""`/weather`: the printed forecast for where the person is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import warnings as rules
from bot.chat import area
from bot.chat.turn import Reply, Turn
from bot.compose.sky import Sky, forecast
from bot.outbox import fit
from bot.query import parse
from watchers.facts.places import Place
from watchers.model import Entry, ForecastDay

# A week fits a phone's width; papers seldom print more.
DAYS = 7


def weather(turn: Turn, rest: str) -> Reply:
    """`/weather`, `/weather 中牟`."""
    asked = area.sought(turn, rest, "weather") if rest else None
    if asked is not None and not isinstance(asked, Place):
        return asked or turn.say("sky.no_place", place=rest)
    every = _printed(turn)
    if not every:
        return turn.say("sky.none")
    place = asked.name if asked else _home(turn)
    chosen = _nearest(turn, every, place) if place else every[0]
    if chosen:
        return _told(turn, chosen)
    unplaced = next((one for one in every if not _where(turn, one[0])), None)
    if unplaced and (not asked or _of_the_region(turn, place)):
        return _told(turn, unplaced, place)
    if not asked:
        return _told(turn, every[0], place)
    printed = _where(turn, every[0][0])
    near = turn.t.place(printed) if printed else every[0][0].article.paper
    return turn.say("sky.none_there", place=turn.t.place(place), other=turn.t("sky.other", place=near))


def _of_the_region(turn: Turn, place: str) -> bool:
    """Whether the papers that are read here write about it: a forecast of theirs that names no place may be for it."""
    within = turn.room.places.within
    return any(within(place, one.name) or within(one.name, place) for one in area.region(turn))


Printed = tuple[Entry, tuple[ForecastDay, ...]]


def _printed(turn: Turn) -> list[Printed]:
    """Every printed forecast that reaches today or later, from today on, the latest and longest first."""
    days: dict[int, dict[int, ForecastDay]] = {}
    entries: dict[int, Entry] = {}
    for ahead in range(DAYS):
        for entry, one in turn.room.archive.forecasts(turn.today + timedelta(days=ahead)):
            entries[entry.id] = entry
            days.setdefault(entry.id, {}).setdefault(ahead, one)
    found = [(entries[key], tuple(by_day[ahead] for ahead in sorted(by_day))) for key, by_day in days.items()]
    return sorted(found, key=lambda one: (-one[0].article.day.toordinal(), -len(one[1]), one[0].id))


def _told(turn: Turn, printed: Printed, wanted: str = "") -> Reply:
    entry, days = printed
    sky = Sky(days=days, article=entry.article, place=_where(turn, entry), wanted=wanted)
    return fit(forecast(sky, turn.t, turn.today))


def _nearest(turn: Turn, every: Sequence[Printed], place: str) -> Printed | None:
    """For the very place, else for what it lies in, else for a part of it; None when there is none of these."""
    wider = [place, *reversed(turn.room.places.parents(place))]
    for name in wider:
        for one in every:
            if _where(turn, one[0]) == name:
                return one
    return next((one for one in every if turn.room.places.within(_where(turn, one[0]), place)), None)


def _where(turn: Turn, entry: Entry) -> str:
    """What a forecast is for: the one place that it names, else the home of its paper."""
    places = entry.article.facts.places
    if len(places) == 1:
        return places[0]
    home = turn.room.places.home(entry.article.paper)
    return home.name if home else ""


def _home(turn: Turn) -> str:
    """Where the person is; as long as they did not say, the first place that their subscriptions name."""
    if turn.subscriber.place:
        return turn.subscriber.place
    mine = turn.room.desk.subscriptions.of(turn.address)
    asked = (name for one in mine for name in sorted(rules.places_asked(parse(one.query).root, turn.room.places)))
    return next(asked, "")
