"""New articles → matches, and the alerts they cause."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from bot import calendar, compose, mutes, urgency
from bot.dispatch.alerts import capped, over, stale, together
from bot.dispatch.items import asked_first, merged, shown
from bot.dispatch.placing import Placing
from bot.dispatch.profiles import Matchmaker
from bot.dispatch.warning import Warnings
from bot.model import (
    Address,
    Delivery,
    Finding,
    Match,
    Mode,
    Strength,
    Subscriber,
    Subscription,
    Topic,
)
from bot.outbox import fit
from bot.ports import Desk, Finder
from bot.texts import texts
from watchers.facts.places import Gazetteer
from watchers.model import Entry
from watchers.ports import Archive, Clock

log = logging.getLogger(__name__)

# Matching a batch takes a tenth of a second at most, so that answers come between.
BATCH = 10
# An article may concern tens of thousands: so many matches, or people to be alerted, are dealt with before others have
# their turn, some twenty milliseconds.
MATCHES_AT_ONCE, ALERTED_AT_ONCE = 500, 20
# So many alerts of one moment come one by one; more come as one message.
SINGLE_ALERTS = 3
# How far back a new subscription looks for its first digest.
CATCH_UP = timedelta(days=1)
# An archive that was read in today is not today's news; the newest of it are enough to begin with.
MOST_CAUGHT_UP = 20
REMEMBERED = 4096

News = tuple[Address, dict[int, list[Match]]]
"""What one person is told of: matches by log line."""


class Matching:
    """Meets articles with subscriptions, by one path for new articles, for `/today` and for a fresh subscription."""

    def __init__(self, archive: Archive, desk: Desk, finder: Finder, clock: Clock, places: Gazetteer) -> None:
        self._archive, self._desk, self._finder, self._clock = archive, desk, finder, clock
        self.places = places
        self._placing = Placing(desk.stories)
        self.warnings = Warnings(archive, desk, finder, places, self._asked, _audible, self.hushed)
        self.offers = Matchmaker(archive, desk, places, self.story, self.alerted, self.hushed)
        self._topics: dict[int, Sequence[Topic]] = {}
        self._earlier: dict[str, Entry | None] = {}
        self._revision = -1
        self._subscriptions: dict[int, Subscription] = {}
        # What is left of the batch under way, and the revision of the subscriptions that it is matched with.
        self._under_way: Iterator[None] | None = None
        self._begun_with = -1

    def match_new(self) -> bool:
        """Match the next log lines with every subscription, or do a piece of that; whether there was anything to do.

        The cursor moves with the last piece of a batch. Whoever dies before does the whole batch again: known matches
        keep their place, and what an alert was recorded for does not ring again.
        """
        self.refresh()
        pieces, self._under_way = self._under_way, None  # what fails is begun anew
        # Findings are to be read before the finder changes. Where it did, the batch is begun anew, and done in one go:
        # nobody can put it off for ever.
        disturbed = pieces is not None and self._begun_with != self._revision
        if pieces is None or disturbed:
            entries = self._archive.after(self._desk.outbox.cursor(), BATCH)
            if not entries:
                return False
            pieces, self._begun_with = self._matched(entries, self._clock()), self._revision
        for _ in pieces:
            if not disturbed:
                self._under_way = pieces
                break
        return True

    def _matched(self, entries: Sequence[Entry], now: datetime) -> Iterator[None]:
        """The work on a batch, cut into pieces."""
        self._earlier.clear()  # a correction may be among them
        self._place(entries)
        yield from self.warnings.changes(entries, now)
        outbox, newest = self._desk.outbox, max(self._archive.days(), default=None)
        fresh = frozenset(entry.id for entry in entries if self._news(entry, newest, now))
        standing = (entry for entry in entries if not entry.replaced and not over(entry, now))
        every = (match for entry in standing for match in self._matches(entry, now))
        ringing: list[Match] = []
        while True:
            matches = list(islice(every, MATCHES_AT_ONCE))
            ringing += [one for one in matches if one.entry_id in fresh and self._loud(one) and self.audible(one, now)]
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
                alerts = [row for address, news in some for row in self._ring(address, news, known, now)]
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

    def _place(self, entries: Sequence[Entry]) -> None:
        """The stories of a batch, in one transaction: each by itself would wait for the disk for each."""
        try:
            with self._desk.atomic():
                for entry in entries:
                    self._placing.place(entry)
        except BaseException:
            self._placing.forget()  # what was undone in the store must not be remembered here
            raise

    def refresh(self) -> None:
        """Bring the finder up to date with the subscriptions, if any of them changed."""
        revision = self._desk.subscriptions.revision()
        if revision == self._revision:
            return
        if revision < max(0, self._revision):  # what it had changed with was taken back: begin again
            self._revision = -1
        if self._revision < 0:
            self.beginning()()
            return
        for key, subscription in self._desk.subscriptions.changed(self._revision):
            self._change(key, subscription)
        self._revision = revision

    def beginning(self) -> Callable[[], None]:
        """All subscriptions, read here and now; the work of taking them in may be done in another thread."""
        revision, every = self._desk.subscriptions.revision(), self._desk.subscriptions.all()

        def work() -> None:
            self._begin(every)
            self._revision = revision

        return work

    def tidying(self) -> Callable[[], Callable[[], None]] | None:
        """Work of the finder's for another thread, as its port has it."""
        return self._finder.tidying()

    def _begin(self, every: Sequence[Subscription]) -> None:
        self._subscriptions = {subscription.id: subscription for subscription in every}
        for key, wrong in self._finder.put_all([(subscription.id, subscription.query) for subscription in every]):
            log.warning("subscription %s finds nothing: %s", key, wrong)

    def _change(self, key: int, subscription: Subscription | None) -> None:
        known = self._subscriptions.pop(key, None)
        if subscription is None:
            self._finder.drop(key)
            return
        self._subscriptions[key] = subscription
        if known is None or known.query != subscription.query:
            for _, wrong in self._finder.put_all([(key, subscription.query)]):
                log.warning("subscription %s finds nothing: %s", key, wrong)

    def items_of(self, address: Address, entries: Sequence[Entry]) -> list[compose.Item]:
        """The articles among `entries` that one person's subscriptions meet, in the order given, not numbered yet."""
        self.refresh()
        now = self._clock()
        person = self._desk.subscriptions.subscriber(address)
        met = ((entry, [m for m in self._matches(entry, now) if m.address == address]) for entry in entries)
        return merged(
            replace(self.item(0, entry, mine), muted=person is not None and self.muted(person, entry, mine, now))
            for entry, mine in met
            if mine
        )

    def _asked(self, subscription_id: int) -> Subscription | None:
        return self._subscriptions.get(subscription_id)

    def story(self, uid: str) -> str:
        """The story that an article tells."""
        return self._placing.story(uid)

    def alerted(self, address: Address) -> frozenset[str]:
        """The stories for which an alert to this address was recorded."""
        return frozenset(map(self._placing.called, self._desk.outbox.alerted(address)))

    def brought(self, match: Match, entry: Entry) -> Match | None:
        """The match as it stands with this article; one of a part that was joined since is looked at anew."""
        if match.uid == entry.uid:
            return match
        subscription = self._subscriptions.get(match.subscription_id)
        finding = self._finder.meet(subscription.query, entry.article, entry.source) if subscription else None
        return replace(match, uid=entry.uid, entry_id=entry.id, finding=finding) if finding else None

    def muted(self, person: Subscriber, entry: Entry, matches: Sequence[Match], now: datetime) -> bool:
        """Whether the person asked for silence about all that brought this article, or about the article itself."""
        return not any(self.audible(match, now) for match in matches) or self.hushed(person, entry, now)

    def hushed(self, person: Subscriber, entry: Entry, now: datetime) -> bool:
        """Whether the person muted the article's story or its source."""
        if not person.mutes:
            return False
        names = self._placing.names(self.story(entry.uid))
        return any(mutes.hushed(person, entry, name, now) is not None for name in names)

    def audible(self, match: Match, now: datetime) -> bool:
        """Whether the match's subscription is in force and not muted."""
        subscription = self._subscriptions.get(match.subscription_id)
        return subscription is not None and _audible(subscription, now)

    def ringing(self, address: Address, entry: Entry) -> list[Subscription]:
        """The person's subscriptions that ring for an article; where none does, all that meet it."""
        self.refresh()
        mine = [m for m in self._matches(entry, self._clock()) if m.address == address]
        loud = [m for m in mine if self._loud(m)]
        return [self._subscriptions[m.subscription_id] for m in loud or mine]

    def catch_up(self, subscription: Subscription, entries: Sequence[Entry], now: datetime) -> None:
        """Let a new subscription meet what came in during the last day, so that its first digest is not empty."""
        recent = [entry for entry in entries if entry.seen_at >= now - CATCH_UP]
        recent = sorted(recent, key=lambda entry: entry.article.day, reverse=True)[:MOST_CAUGHT_UP]
        findings = self._finder.meet_all(subscription.query, ((entry.article, entry.source) for entry in recent))
        found = [(entry, finding) for entry, finding in zip(recent, findings, strict=True) if finding]
        self._desk.outbox.record(0, [_match(subscription, entry, finding, now) for entry, finding in found], [])

    def item(self, number: int, entry: Entry, matches: Sequence[Match]) -> compose.Item:
        """One article of a list, with the subscriptions that brought it."""
        # Where one subscription is what the article is about, another that it mentions in passing need not be named.
        about = [m for m in matches if m.finding.strength is Strength.STRONG] or matches
        mine = [self._subscriptions[m.subscription_id] for m in about if m.subscription_id in self._subscriptions]
        placed = self._placing.place(entry)
        return compose.Item(
            number=number,
            entry=entry,
            story=placed.story,
            follows=self._latest(placed.follows) if placed.follows else None,
            finding=max((m.finding for m in matches), key=lambda finding: finding.score),
            names=tuple(dict.fromkeys(s.name or s.query for s in mine)),
            queries=tuple(dict.fromkeys(s.query for s in mine)),
            topics=asked_first(self._topics_of(entry), matches),
        )

    def met(self, address: Address, entries: Sequence[Entry]) -> list[compose.Item]:
        """Articles that one person's subscriptions met before, as far as the kept matches say; not judged anew."""
        names = {uid: entry for entry in entries for uid in (entry.uid, *entry.joined)}
        found: dict[str, list[Subscription]] = {}
        for uid, ids in self._desk.outbox.met(address, names).items():
            mine = [self._subscriptions[one] for one in ids if one in self._subscriptions]
            found.setdefault(names[uid].uid, []).extend(mine)
        return [
            compose.Item(
                number=0,
                entry=entry,
                finding=None,
                story=self.story(entry.uid),
                names=tuple(dict.fromkeys(s.name or s.query for s in found[entry.uid])),
                queries=tuple(dict.fromkeys(s.query for s in found[entry.uid])),
            )
            for entry in entries
            if found.get(entry.uid)
        ]

    def words(self, subscription_id: int) -> tuple[str, str]:
        """Query and name of a subscription, as an item shows them."""
        mine = self._subscriptions.get(subscription_id)
        return (mine.query, mine.name) if mine else ("", "")

    def _latest(self, uid: str) -> Entry | None:
        """The report that others carry on, read once until the log grows: ten thousand digests name the same ones."""
        if uid not in self._earlier:
            self._earlier[uid] = self._archive.latest(uid)
        return self._earlier[uid]

    def _topics_of(self, entry: Entry) -> Sequence[Topic]:
        """Classified once: a version of an article does not change, and ten thousand digests ask for the same ones."""
        if entry.id not in self._topics:
            if len(self._topics) >= REMEMBERED:
                self._topics.clear()
            self._topics[entry.id] = self._finder.topics(entry.article)
        return self._topics[entry.id]

    def speaks(self, match: Match, now: datetime) -> bool:
        """Whether a match's subscription wants to be in the digest."""
        return self.audible(match, now) and self._subscriptions[match.subscription_id].mode is not Mode.SILENT

    def _loud(self, match: Match) -> bool:
        mode = self._subscriptions[match.subscription_id].mode
        return mode is Mode.ALERT and match.finding.strength is Strength.STRONG

    def _matches(self, entry: Entry, now: datetime) -> Iterator[Match]:
        for key, finding in self._finder.find(entry.article, entry.source).items():
            subscription = self._subscriptions.get(key) if isinstance(key, int) else None
            if subscription:
                yield _match(subscription, entry, finding, now)

    def _ring(
        self, address: Address, by_entry: Mapping[int, Sequence[Match]], known: Mapping[int, Entry], now: datetime
    ) -> list[Delivery]:
        """One person's alerts of this moment: each story once, whichever and however many subscriptions it meets."""
        subscriber = self._desk.subscriptions.subscriber(address)
        if subscriber is None or subscriber.paused:
            return []
        told = self.alerted(address)
        told |= {self.story(match.uid) for match in self._desk.subscriptions.held(address)}
        news = [(known[entry_id], group) for entry_id, group in by_entry.items()]
        # A warning that is held rings all the same once it has risen above the person's floor.
        news = [one for one in news if one[0].article.warning or self.story(one[0].uid) not in told]
        news = [one for one in news if urgency.grave_enough(subscriber.level, one[0].article)]
        fresh = [(entry, group) for entry, group in news if not self.hushed(subscriber, entry, now)]
        fresh = self._held_back(subscriber, fresh, now)
        warned = self.warnings.alerts(subscriber, [one for one in fresh if one[0].article.warning], max(known), now)
        return [*warned, *self._articles(subscriber, [one for one in fresh if not one[0].article.warning], now)]

    def _articles(
        self, subscriber: Subscriber, fresh: Sequence[tuple[Entry, Sequence[Match]]], now: datetime
    ) -> list[Delivery]:
        address = subscriber.address
        stories = merged(self.item(0, entry, group) for entry, group in fresh)
        items = [replace(item, number=n) for n, item in enumerate(stories, 1)]
        t, today = texts(subscriber.language), calendar.local_day(now, subscriber.timezone)
        left = self._left(subscriber, today)
        if items and not left:
            return capped(subscriber, today, now)
        if len(items) <= min(SINGLE_ALERTS, left):
            single = ((item.story, fit(compose.alert(item, t, today))) for item in items)
            return [row for story, parts in single for row in together(address, [story], parts, now)]
        self._desk.memory.show(address, t("alert.many", count=len(items)), [shown(item) for item in items])
        stories_told = [item.story for item in items]
        return together(address, stories_told, fit(compose.alert_list(items, t, today)), now)

    def _left(self, person: Subscriber, today: date) -> int:
        """How many alerts the person may still be sent today; those of warnings count, and are never left out."""
        if not person.cap:
            return SINGLE_ALERTS
        return max(0, person.cap - self._desk.outbox.rung(person.address, calendar.midnight(today, person.timezone)))

    def _held_back(
        self, person: Subscriber, news: Sequence[tuple[Entry, Sequence[Match]]], now: datetime
    ) -> list[tuple[Entry, Sequence[Match]]]:
        """What may ring now; in quiet hours the rest is put aside until they end."""
        end = calendar.quiet_until(now, person.quiet, person.timezone)
        if end is None or person.quiet is None:
            return list(news)
        loud = [one for one in news if urgency.passes(person.quiet.floor, one[0].article)]
        self._desk.subscriptions.hold([match for one in news if one not in loud for match in one[1]], end)
        return loud


def _some(people: deque[News]) -> list[News]:
    """Take off the next people, so many that they are told of some ALERTED_AT_ONCE things together."""
    some: list[News] = []
    while people and sum(len(news) for _, news in some) < ALERTED_AT_ONCE:
        some.append(people.popleft())
    return some


def _audible(subscription: Subscription, now: datetime) -> bool:
    return not mutes.silent(subscription, now)


def _by_person(matches: Sequence[Match]) -> dict[Address, dict[int, list[Match]]]:
    """Matches by person and log line."""
    sorted_out: dict[Address, dict[int, list[Match]]] = {}
    for match in matches:
        sorted_out.setdefault(match.address, {}).setdefault(match.entry_id, []).append(match)
    return sorted_out


def _match(subscription: Subscription, entry: Entry, finding: Finding, now: datetime) -> Match:
    return Match(
        subscription_id=subscription.id,
        address=subscription.address,
        entry_id=entry.id,
        uid=entry.uid,
        finding=finding,
        found_at=now,
    )
