"""New articles → matches, and the alerts they cause."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from bot.compose import Item
from bot.dispatch.alerts import late, over, stale
from bot.dispatch.listing import Listing
from bot.dispatch.placing import Placing
from bot.dispatch.profiles import Matchmaker
from bot.dispatch.ringing import Ringing
from bot.dispatch.waking import wake
from bot.dispatch.warning import Warnings
from bot.dispatch.wishes import Wishes, audible, met
from bot.model import Address, Finding, Match, Subscription
from bot.ports import Desk, Finder
from watchers.facts.places import Gazetteer
from watchers.model import Entry
from watchers.ports import Archive, Clock

# Matching a batch takes a tenth of a second at most, so that answers come between.
BATCH = 10
# Finding the story of an article that many others resemble takes ten milliseconds: so many before others' turn.
PLACED_AT_ONCE = 3
# An article may concern tens of thousands: so many matches, or people to be alerted, are dealt with before others have
# their turn, some twenty milliseconds.
MATCHES_AT_ONCE, ALERTED_AT_ONCE = 500, 20
# How far back a new subscription looks for its first digest.
CATCH_UP = timedelta(days=1)
# So far back it says how often it would have spoken.
COUNTED = timedelta(days=7)

News = tuple[Address, dict[int, list[Match]]]
"""What one person is told of: matches by log line."""


class Matching:
    """Meets articles with subscriptions, by one path for new articles, for `/today` and for a fresh subscription.

    `wishes` are the subscriptions in force, `listing` makes items of what they bring, `placing` knows its stories.
    """

    def __init__(self, archive: Archive, desk: Desk, finder: Finder, clock: Clock, places: Gazetteer) -> None:
        self._archive, self._desk, self._finder, self._clock = archive, desk, finder, clock
        self.places = places
        self.placing, self.wishes = Placing(desk.stories), Wishes(desk.subscriptions, finder)
        self.listing = Listing(archive, desk, finder, self.placing, self.wishes)
        hushed = self.placing.hushed
        self.warnings = Warnings(archive, desk, finder, places, self.wishes.of, audible, hushed)
        self.offers = Matchmaker(archive, desk, places, self.placing.story, self.alerted, hushed)
        self._ringing = Ringing(desk, self.listing, self.placing, self.warnings)
        # What is left of the batch under way, and the revision of the subscriptions that it is matched with.
        self._under_way: Iterator[None] | None = None
        self._begun_with = -1

    def match_new(self) -> bool:
        """Match the next log lines with every subscription, or do a piece of that; whether there was anything to do.

        The cursor moves with the last piece of a batch. Whoever dies before does the whole batch again: known matches
        keep their place, and what an alert was recorded for does not ring again.
        """
        self.wishes.refresh()
        pieces, self._under_way = self._under_way, None  # what fails is begun anew
        # Findings are to be read before the finder changes. Where it did, the batch is begun anew, and done in one go:
        # nobody can put it off for ever.
        disturbed = pieces is not None and self._begun_with != self.wishes.revision
        if pieces is None or disturbed:
            entries = self._archive.after(self._desk.outbox.cursor(), BATCH)
            if not entries:
                return False
            wake(self._desk, self._clock())
            pieces, self._begun_with = self._matched(entries, self._clock()), self.wishes.revision
        for _ in pieces:
            if not disturbed:
                self._under_way = pieces
                break
        return True

    def _matched(self, entries: Sequence[Entry], now: datetime) -> Iterator[None]:
        """The work on a batch, cut into pieces."""
        self.listing.forget()
        yield from self._place(entries)
        yield from self.warnings.changes(entries, now)
        outbox, newest = self._desk.outbox, max(self._archive.days(), default=None)
        fresh = frozenset(entry.id for entry in entries if self._news(entry, newest, now))
        standing = (entry for entry in entries if not entry.replaced and not over(entry, now))
        every = (match for entry in standing for match in self.wishes.matches(entry, now))
        ringing: list[Match] = []
        while True:
            matches = list(islice(every, MATCHES_AT_ONCE))
            ringing += [one for one in matches if one.entry_id in fresh and self._rings(one, now)]
            if len(matches) < MATCHES_AT_ONCE:
                break
            outbox.record(0, matches, [])
            yield
        known = {entry.id: entry for entry in entries}
        people = deque(_by_person(ringing).items())
        while True:
            some = _some(people)
            ended = not people
            # What is held for quiet hours is written down with the cursor, as what is sent is.
            with self._desk.atomic():
                alerts = [row for address, news in some for row in self._ringing.alerts(address, news, known, now)]
                outbox.record(entries[-1].id if ended else 0, matches, alerts)
                if ended:  # after the subscriptions: what they have told is not told again
                    newest_ones = [one for one in entries if one.id in fresh and not one.replaced]
                    outbox.add(self.offers.meet(newest_ones, now))
            if ended:
                return
            matches = []
            yield

    def _news(self, entry: Entry, newest: date | None, now: datetime) -> bool:
        """Whether an article may ring; how old a warning is, that lasts, tells nothing."""
        return self.warnings.news(entry) if entry.article.warning else not stale(entry, newest, now)

    def _rings(self, match: Match, now: datetime) -> bool:
        return self.wishes.loud(match) and self.wishes.audible(match, now)

    def _place(self, entries: Sequence[Entry]) -> Iterator[None]:
        """The stories of a batch, some in one transaction: each by itself would wait for the disk for each."""
        for begin in range(0, len(entries), PLACED_AT_ONCE):
            if begin:
                yield
            try:
                with self._desk.atomic():
                    for entry in entries[begin : begin + PLACED_AT_ONCE]:
                        self.placing.place(entry)
            except BaseException:
                self.placing.forget()  # what was undone in the store must not be remembered here
                raise

    def alerted(self, address: Address) -> frozenset[str]:
        """The stories for which an alert to this address was recorded."""
        return self.placing.names_of(self._desk.outbox.alerted(address))

    def items_of(self, address: Address, entries: Sequence[Entry]) -> list[Item]:
        """The articles among `entries` that one person's subscriptions meet, in the order given, not numbered yet."""
        return self.listing.items_of(address, entries, self._clock())

    def ringing(self, address: Address, entry: Entry) -> list[Subscription]:
        """The person's subscriptions that ring for an article; where none does, all that meet it."""
        return self.listing.ringing(address, entry, self._clock())

    def catch_up(self, subscription: Subscription, entries: Sequence[Entry], now: datetime) -> None:
        """Let a new subscription meet these."""
        findings = self._finder.meet_all(subscription.query, ((entry.article, entry.source) for entry in entries))
        self.caught_up(subscription, [(one, f) for one, f in zip(entries, findings, strict=True) if f], now)

    def caught_up(self, subscription: Subscription, found: Sequence[tuple[Entry, Finding]], now: datetime) -> None:
        """A new subscription has met these: what came in during the last day, and is news, is in its first digest.

        The rest of the week only counts; what is older is none of its business.
        """
        counts = [one for one in found if one[0].article.warning or one[0].article.day >= (now - COUNTED).date()]
        told = {e.id for e, _ in counts if e.seen_at >= now - CATCH_UP and (e.article.warning or not late(e, now))}
        every = [met(subscription, entry, finding, now) for entry, finding in counts]
        self._desk.outbox.record(0, [one for one in every if one.entry_id in told], [])
        self._desk.outbox.count_in([one for one in every if one.entry_id not in told])


def _some(people: deque[News]) -> list[News]:
    """Take off the next people, so many that they are told of some ALERTED_AT_ONCE things together."""
    some: list[News] = []
    while people and sum(len(news) for _, news in some) < ALERTED_AT_ONCE:
        some.append(people.popleft())
    return some


def _by_person(matches: Sequence[Match]) -> dict[Address, dict[int, list[Match]]]:
    """Matches by person and log line."""
    sorted_out: dict[Address, dict[int, list[Match]]] = {}
    for match in matches:
        sorted_out.setdefault(match.address, {}).setdefault(match.entry_id, []).append(match)
    return sorted_out
