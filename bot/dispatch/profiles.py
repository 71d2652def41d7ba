"""Business profiles → what suits them: looked up when asked, told when new.

What surely fits rings at once, as an alert does: under the key of its story, so that a subscription and a profile never
ring twice for one; not while the owner pauses or mutes it, and after their quiet hours. The rest waits for the digest.
An offer is found once: articles that tell of it again are no news, unless it fits by now and only might have before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import calendar
from bot.compose import profile as composed
from bot.dispatch.alerts import together
from bot.model import Address, Delivery, Lane, Subscriber
from bot.outbox import fit as fitted
from bot.ports import Desk, Shown
from bot.profile.matches import Candidate, suiting, weighed
from bot.profile.model import Profile, Suited, Telling
from bot.profile.offer import Offer
from bot.profile.offers import WORDS, offers
from bot.profile.reasons import Verdict
from bot.texts import texts
from watchers.facts.places import Gazetteer, Level
from watchers.model import Entry
from watchers.ports import Archive

# Programmes run for a year or two and are told of when they begin; what is older than half a year is rarely open still.
SPAN = timedelta(days=180)
# The newest articles that speak of money for businesses; some twenty a day in a city's papers.
MOST_READ = 2000
REMEMBERED = 8192
# From so many articles that name a place, and of which half name the same city, that city is the paper's own.
RECENT, ENOUGH, SHARE = 300, 10, 0.5
# Where it cannot be told yet, it is looked for again after so many more.
AGAIN = 20


class Matchmaker:
    """Brings offers and businesses together."""

    def __init__(
        self,
        archive: Archive,
        desk: Desk,
        places: Gazetteer,
        story: Callable[[str], str],
        alerted: Callable[[Address], frozenset[str]],
        hushed: Callable[[Subscriber, Entry, datetime], bool],
    ) -> None:
        self._archive, self._desk, self._places = archive, desk, places
        self._story, self._alerted, self._hushed = story, alerted, hushed
        self._offers: dict[tuple[int, str], tuple[Offer, ...]] = {}
        self._homes: dict[str, tuple[int, str]] = {}

    def offers_of(self, entry: Entry) -> tuple[Offer, ...]:
        """What an article offers, read once."""
        key = entry.id, self._home(entry.article.paper)
        if key not in self._offers:
            if len(self._offers) >= REMEMBERED:
                self._offers.clear()
            self._offers[key] = offers(entry.article, self._places, key[1])
        return self._offers[key]

    def weighed(self, profile: Profile, today: date) -> tuple[Candidate, ...]:
        """What the archive of the last half year has for a business, best first, and what does not suit it last."""
        recent = self._archive.holding(WORDS, MOST_READ, newest=True)
        first = today - SPAN
        return self.among(profile, (one for one in recent if first <= one.article.day), today)

    def among(self, profile: Profile, entries: Iterable[Entry], today: date) -> tuple[Candidate, ...]:
        """The same for these articles only."""
        return weighed(profile, [(one, self._told_in(one)) for one in entries], self._places, today)

    def _told_in(self, entry: Entry) -> tuple[Offer, ...]:
        """What an article offers, with the story to which it belongs by now; stories grow together."""
        return tuple(
            replace(one, story=self._story(entry.uid)) if one.nameless else one for one in self.offers_of(entry)
        )

    def seen(self, address: Address, found: Sequence[Candidate]) -> None:
        """The owner has looked at these: they are no news any more."""
        self._desk.profiles.note(address, [replace(_suited(one), told=True) for one in found])

    def meet(self, entries: Sequence[Entry], now: datetime) -> list[Delivery]:
        """New articles: the alerts they cause, and what they add to the digests. In the caller's transaction."""
        told = [entry for entry in entries if not entry.article.warning and self.offers_of(entry)]
        if not told:
            return []
        people = self._desk.profiles.all()
        return [row for address, profile in people for row in self._tell(address, profile, told, now)]

    def _tell(self, address: Address, profile: Profile, entries: Sequence[Entry], now: datetime) -> list[Delivery]:
        person = self._desk.subscriptions.subscriber(address)
        if person is None or profile.telling is Telling.SILENT or not profile.enough:
            return []
        today = calendar.local_day(now, person.timezone)
        known = {one.offer: one.fits for one in self._desk.profiles.suited(address)}
        heard = [entry for entry in entries if not self._hushed(person, entry, now)]
        found = suiting(self.among(profile, heard, today))
        # What was found before is news only where it may have fitted then, and surely fits now.
        new = [one for one in found if not known.get(one.fit.offer.key, False)]
        new = [one for one in new if one.fit.offer.key not in known or one.fit.verdict is Verdict.FITS]
        rung = self._alerted(address)
        over = [one for one in new if self._story(one.entry.uid) in rung]
        self._desk.profiles.note(address, [replace(_suited(one), told=True) for one in over])
        return self._ring(person, profile, [one for one in new if one not in over], now)

    def _ring(self, person: Subscriber, profile: Profile, new: Sequence[Candidate], now: datetime) -> list[Delivery]:
        sure = [one for one in new if one.fit.verdict is Verdict.FITS and profile.telling is Telling.ALERT]
        end = calendar.quiet_until(now, person.quiet, person.timezone)
        ringing = [] if end or person.paused else sure
        waiting = [replace(_suited(one), ring_at=end if one in sure and not person.paused else None) for one in new]
        told = {one.fit.offer.key for one in ringing}
        self._desk.profiles.note(person.address, [replace(one, told=one.offer in told) for one in waiting])
        return self._alert(person, profile, ringing, now) if ringing else []

    def _alert(self, person: Subscriber, profile: Profile, found: Sequence[Candidate], now: datetime) -> list[Delivery]:
        t, today = texts(person.language), calendar.local_day(now, person.timezone)
        if len({one.entry.uid for one in found}) > 1:
            shown = found[: composed.MOST_ALERTED]
            self._desk.memory.show(person.address, t("profile.alert"), remembered(shown))
        stories = list(dict.fromkeys(self._story(one.entry.uid) for one in found))
        return together(person.address, stories, fitted(composed.alert(found, profile, t, today)), now)

    def release(self, now: datetime) -> None:
        """Quiet hours have ended: what waited rings, if it is still so; else it goes into the digest."""
        for address in self._desk.profiles.ringing(now):
            with self._desk.atomic():
                self._desk.outbox.add(self._released(address, now))

    def _released(self, address: Address, now: datetime) -> list[Delivery]:
        profiles = self._desk.profiles
        due = [one for one in profiles.suited(address) if not one.told and one.ring_at and one.ring_at <= now]
        profile, person = profiles.of(address), self._desk.subscriptions.subscriber(address)
        profiles.note(address, [replace(one, ring_at=None) for one in due])
        if profile is None or person is None:
            return []
        found = self._standing(person, profile, due, now)
        return self._ring(person, profile, found, now)

    def _standing(
        self, person: Subscriber, profile: Profile, suited: Sequence[Suited], now: datetime
    ) -> list[Candidate]:
        """What of this still suits the profile as it is now, and was not told in another way meanwhile."""
        keys, rung = {one.offer for one in suited}, self._alerted(person.address)
        entries = [entry for uid in {one.uid: None for one in suited} if (entry := self._archive.latest(uid))]
        heard = [one for one in entries if self._story(one.uid) not in rung and not self._hushed(person, one, now)]
        found = suiting(self.among(profile, heard, calendar.local_day(now, person.timezone)))
        return [one for one in found if one.fit.offer.key in keys]

    def digest(self, person: Subscriber, stories: Collection[str], now: datetime) -> list[Delivery]:
        """What waited for the digest, as a line behind it; nothing of the `stories` that it has told itself.

        In the caller's transaction. From then on it is told.
        """
        address, profiles = person.address, self._desk.profiles
        due = [one for one in profiles.suited(address) if not one.told and one.ring_at is None]
        profile = profiles.of(address) if due else None
        if profile is None:
            return []
        profiles.note(address, [replace(one, told=True) for one in due])
        found = [] if profile.telling is Telling.SILENT else self._standing(person, profile, due, now)
        found = [one for one in found if self._story(one.entry.uid) not in stories]
        if not found:
            return []
        first = _suited(found[0])
        day = calendar.local_day(now, person.timezone)
        key = f"profile:{address}:{day}:{first.uid}:{first.offer}:{first.fits}"
        message = composed.line([one.fit for one in found], texts(person.language))
        return [Delivery(key=key, address=address, lane=Lane.DIGEST, message=message, due_at=now)]

    def _home(self, paper: str) -> str:
        """The city of which a paper's articles mostly tell, where its name does not say it; empty for none."""
        last = self._archive.last_id() // AGAIN
        known = self._homes.get(paper)
        if known is None or (known[0] != last and not known[1]):
            known = self._homes[paper] = last, self._found_home(paper)
        return known[1]

    def _found_home(self, paper: str) -> str:
        if self._places.home(paper):
            return ""
        recent = self._archive.after(max(0, self._archive.last_id() - RECENT), RECENT)
        cities = [self._cities(one) for one in recent if one.article.paper == paper and one.article.facts.places]
        if len(cities) < ENOUGH:
            return ""
        [(city, times)] = Counter(city for some in cities for city in some).most_common(1) or [("", 0)]
        return city if times >= len(cities) * SHARE else ""

    def _cities(self, entry: Entry) -> set[str]:
        names = {above for name in entry.article.facts.places for above in (name, *self._places.parents(name))}
        found = (self._places.named(name) for name in names)
        return {place.name for place in found if place and place.level is Level.CITY}


def remembered(found: Sequence[Candidate], first: int = 1) -> list[Shown]:
    """What a chat has to remember of the numbers that it was shown."""
    return [Shown(number=n, uid=one.entry.uid, queries=()) for n, one in enumerate(found, first)]


def _suited(one: Candidate) -> Suited:
    offer = one.fit.offer
    return Suited(offer=offer.key, uid=one.entry.uid, name=offer.name, fits=one.fit.verdict is Verdict.FITS)
