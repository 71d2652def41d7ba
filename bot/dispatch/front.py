"""What a person's list is ordered by and begins with: who they are, their weather, what they can still do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot import calendar, compose
from bot.compose import outages
from bot.compose.digest import named_before
from bot.compose.due import HORIZON_DAYS
from bot.dispatch.matching import Matching
from bot.model import Subscriber
from bot.ports import Desk
from bot.ranking import Taste
from watchers.facts.places import Gazetteer
from watchers.model import Entry, Event, ForecastDay
from watchers.ports import Archive

# Places in a province and what lies in them are some thousand; readers of a bot live in a few cities.
REMEMBERED = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """Today's line of the forecast that is nearest to a place, and what it is for ("" where nobody knows)."""

    printed: tuple[tuple[Entry, ForecastDay], ...] = ()
    where: str = ""


class Front:
    """Reads what stands above the topics. What many are told alike is read once until `forget`."""

    def __init__(self, archive: Archive, desk: Desk, matching: Matching) -> None:
        self._archive, self._desk, self._matching = archive, desk, matching
        self._places = matching.places
        self._inside = lru_cache(REMEMBERED)(self._inside_of)
        self._weather: dict[tuple[str, date], Weather] = {}
        self._tastes: dict[tuple[str, date], Taste] = {}
        self._dating: dict[date, Sequence[Entry]] = {}
        self._named_first: dict[object, Collection[int]] = {}

    def forget(self) -> None:
        self._weather.clear()
        self._tastes.clear()
        self._dating.clear()
        self._named_first.clear()

    def taste(self, person: Subscriber, now: datetime) -> Taste:
        """Neighbours without habits share one, and with it what was reckoned for any of them."""
        shared = person.place, calendar.local_day(now, person.timezone)
        if shared not in self._tastes:
            self._tastes[shared] = self._taste_at(*shared)
        habits = self._desk.openings.of(person.address, now)
        return replace(self._tastes[shared], habits=habits, scores={}) if habits else self._tastes[shared]

    def _taste_at(self, place: str, today: date) -> Taste:
        if not place:
            return Taste(today=today)
        return Taste(today=today, inside=self._inside(place), around=frozenset(self._places.parents(place)))

    def _inside_of(self, place: str) -> frozenset[str]:
        found, todo = {place}, [place]
        while todo:
            parts = [part.name for part in self._places.parts(todo.pop()) if part.name not in found]
            found.update(parts)
            todo += parts
        return frozenset(found)

    def weather(self, person: Subscriber, today: date) -> Weather:
        """The forecast for the person's place or what it lies in; for who named no place the latest of all."""
        asked = (person.place, today)
        if asked not in self._weather:
            self._weather[asked] = nearest(person.place, self._archive.forecasts(today), self._places)
        return self._weather[asked]

    def opened(
        self, person: Subscriber, today: date, now: datetime, shown: Collection[str]
    ) -> tuple[compose.Item, ...]:
        """Articles told earlier of which something can still be done, soonest first; without the stories `shown`."""
        coming = self._coming(today)
        names = [uid for entry in coming for uid in (entry.uid, *entry.joined)]
        told = self._desk.reminders.told(person.address, names, now) if names else {}
        if not told:
            return ()
        mine = [entry for entry in coming if not told.keys().isdisjoint((entry.uid, *entry.joined))]
        mine = [entry for entry in mine if not self._matching.placing.hushed(person, entry, now)]
        mine.sort(key=lambda entry: _soonest(entry, today))
        items = (item for item in self._matching.listing.told(person.address, mine) if item.story not in shown)
        return tuple(one for one in items if _asks(one.entry, today) or self._stops(person, one, today, now))

    def alerted(self, person: Subscriber, items: Sequence[compose.Item]) -> tuple[str, ...]:
        """Headlines of what rang, each the one that stood in the alert; another report of the story never did."""
        placing = self._matching.placing
        names = [name for item in items for name in placing.names(item.story)]
        shown = self._desk.outbox.alerted_by(person.address, names) if names else ()
        by_story = {placing.story(uid): uid for uid in reversed(shown)}
        return tuple(self._shown(item, by_story.get(item.story, "")).article.headline for item in items)

    def _shown(self, item: compose.Item, uid: str) -> Entry:
        """The report of an item that has this name; the best where the alert listed nothing."""
        if not uid or uid in (item.entry.uid, *item.entry.joined):
            return item.entry
        return self._archive.latest(uid) or item.entry

    def numbered(
        self,
        person: Subscriber,
        today: date,
        now: datetime,
        items: Sequence[compose.Item],
        opened: Sequence[compose.Item],
    ) -> tuple[compose.Item, ...]:
        """What was `opened`, numbered behind the items: first what page one names, so that its numbers have no gap."""
        further = tuple(replace(one, number=n) for n, one in enumerate(opened, len(items) + 1))
        if len(further) < 2:
            return further
        closed = self.outages(person, today, now, items, further)
        looks = tuple((one.entry.id, one.strong, one.muted, one.number) for one in (*items, *further))
        alike = today, looks, tuple(one.number for one in closed)
        if alike not in self._named_first:
            almanac = compose.Almanac(today=today, opened=further, outages=closed)
            self._named_first[alike] = {one.number for one in named_before(items, almanac)}
        order = sorted(further, key=lambda one: one.number not in self._named_first[alike])
        return tuple(replace(one, number=n) for n, one in enumerate(order, len(items) + 1))

    def _coming(self, today: date) -> Sequence[Entry]:
        if today not in self._dating:
            last = today + timedelta(days=HORIZON_DAYS)
            found = self._archive.dating(today, last)
            self._dating[today] = [
                e for e in found if _asks(e, today) or any(outages.coming(one, today) for one in e.article.facts.events)
            ]
        return self._dating[today]

    def outages(
        self,
        person: Subscriber,
        today: date,
        now: datetime,
        items: Sequence[compose.Item],
        opened: Sequence[compose.Item],
    ) -> tuple[outages.Outage, ...]:
        """What stops where the person is or asks about, by the items of a list and by what was told before it."""
        return tuple(
            outages.Outage(event=event, headline=item.entry.article.headline, number=item.number)
            for item, event in outages.found([*items, *opened], today)
            if self._concerns(person, item, event, now)
        )

    def _stops(self, person: Subscriber, item: compose.Item, today: date, now: datetime) -> bool:
        events = (one for one in item.entry.article.facts.events if outages.coming(one, today))
        return any(self._concerns(person, item, event, now) for event in events)

    def _concerns(self, person: Subscriber, item: compose.Item, event: Event, now: datetime) -> bool:
        """Of the districts of an article the one that the event names; it is not over yet.

        Who named no place hears of all that their words bring; a subscription may name a place of its own.
        """
        if outages.past(event, now.astimezone(ZoneInfo(person.timezone))):
            return False
        if not person.place:
            return item.in_words
        wanted = {person.place, *self._named(" ".join(item.queries))}
        there = self._named(event.place or event.what) or frozenset(item.entry.article.facts.places)
        return any(not self._inside(place).isdisjoint(there) for place in wanted)

    def _named(self, text: str) -> frozenset[str]:
        return frozenset(place.name for one in self._places.mentions(text) for place in one.places)


def _asks(entry: Entry, today: date) -> bool:
    """Whether something is to be done by a day not far off."""
    last = today + timedelta(days=HORIZON_DAYS)
    return any(today <= one.date <= last for one in entry.article.facts.deadlines)


def _soonest(entry: Entry, today: date) -> date:
    """The day on which something ends or stops."""
    facts = entry.article.facts
    stops = (one.first or one.last for one in facts.events if outages.coming(one, today))
    return min([*(one.date for one in facts.deadlines if one.date >= today), *stops], default=date.max)


def nearest(place: str, printed: Sequence[tuple[Entry, ForecastDay]], places: Gazetteer) -> Weather:
    """A forecast that names no place, of a paper that is of none, is anybody's; one of another place is not ours."""
    known = [(_where(entry, places), (entry, day)) for entry, day in printed]
    wanted = (place, *reversed(places.parents(place)), "") if place else tuple(where for where, _ in known[:1])
    for name in wanted:
        for where, one in known:
            if where == name:
                return Weather(printed=(one,), where=_called(where, places))
    return Weather()


def _where(entry: Entry, places: Gazetteer) -> str:
    """What a forecast is for: the one place that it names, else the home of its paper."""
    named = entry.article.facts.places
    home = places.home(entry.article.paper) if len(named) != 1 else None
    return named[0] if len(named) == 1 else home.name if home else ""


def _called(name: str, places: Gazetteer) -> str:
    """郑州 for 郑州市, as people say it."""
    short = name.rstrip("市") if len(name) > 2 else name
    return short if short and places.lookup(short) else name
