"""The carrier of the chat side: new articles → matches → outbox, digests that fall due, deliveries that wait.

Every deed is claim → compute → settle, and harmless when done twice. Nothing here judges: finding, composing and
deciding are pure functions; this file only brings them what they need and writes down what they say.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import calendar, compose
from bot.compose.digest import ordered
from bot.model import (
    Address,
    Dead,
    Delivery,
    Finding,
    Lane,
    Later,
    Match,
    Message,
    Mode,
    Moved,
    Outcome,
    Sent,
    State,
    Strength,
    Subscriber,
    Subscription,
    Topic,
    Uncertain,
)
from bot.outbox import decide, fit, worded
from bot.ports import Channel, Desk, Finder, Shown
from bot.styled import Styled
from bot.texts import texts
from watchers.model import Entry
from watchers.ports import Archive, Clock

log = logging.getLogger(__name__)

BATCH = 50
LEASE = timedelta(seconds=60)
# Telegram's client library slows down above eighty requests in flight and needs eight for a decent rate.
IN_FLIGHT = 8
# An article is no news any more when its paper is older than this and a newer issue is known.
STALE = timedelta(days=3)
# So many alerts of one moment come one by one; more come as one message.
SINGLE_ALERTS = 3


class Dispatcher:
    """Moves what is found to those who asked for it."""

    def __init__(self, archive: Archive, desk: Desk, finder: Finder, clock: Clock) -> None:
        self._archive, self._desk, self._finder, self._clock = archive, desk, finder, clock
        self._revision = -1
        self._subscriptions: dict[int, Subscription] = {}

    # -- new articles ------------------------------------------------------------------------------------------------

    def match_new(self) -> int:
        """Match the next log lines against every subscription; returns how many lines were done (0: none waiting)."""
        entries = self._archive.after(self._desk.outbox.cursor(), BATCH)
        if not entries:
            return 0
        self.refresh()
        now = self._clock()
        topics = {entry.id: tuple(self._finder.topics(entry.article)) for entry in entries}
        matches = [match for entry in entries if not entry.replaced for match in self._matches(entry, now)]
        alerts = self._alerts(entries, matches, topics, now)
        self._desk.outbox.record(entries[-1].id, topics, matches, alerts)
        return len(entries)

    def refresh(self) -> None:
        """Bring the finder up to date with the subscriptions, if any of them changed."""
        revision = self._desk.subscriptions.revision()
        if revision == self._revision:
            return
        current = {subscription.id: subscription for subscription in self._desk.subscriptions.all()}
        for gone in self._subscriptions.keys() - current.keys():
            self._finder.drop(gone)
        for key, subscription in current.items():
            if key not in self._subscriptions or self._subscriptions[key].query != subscription.query:
                self._finder.put(key, subscription.query)
        self._subscriptions, self._revision = current, revision

    def _matches(self, entry: Entry, now: datetime) -> Iterable[Match]:
        for key, finding in self._finder.find(entry.article, entry.source).items():
            subscription = self._subscriptions.get(key) if isinstance(key, int) else None
            if subscription:
                yield _match(subscription, entry, finding, now)

    def _alerts(
        self, entries: Sequence[Entry], matches: Sequence[Match], topics: Mapping[int, Sequence[Topic]], now: datetime
    ) -> list[Delivery]:
        """Alerts for strong matches of `@即时` subscriptions with fresh articles, grouped by person."""
        newest = max(self._archive.days(), default=None)
        known = {entry.id: entry for entry in entries}
        wanted: dict[Address, dict[str, list[Match]]] = {}
        for match in matches:
            subscription = self._subscriptions[match.subscription_id]
            loud = subscription.mode is Mode.ALERT and match.finding.strength is Strength.STRONG
            if loud and not _stale(known[match.entry_id], newest, now):
                wanted.setdefault(match.address, {}).setdefault(match.uid, []).append(match)
        deliveries: list[Delivery] = []
        for address, by_article in wanted.items():
            deliveries += self._alert(address, by_article, known, topics, now)
        return deliveries

    def _alert(
        self,
        address: Address,
        by_article: Mapping[str, Sequence[Match]],
        known: Mapping[int, Entry],
        topics: Mapping[int, Sequence[Topic]],
        now: datetime,
    ) -> list[Delivery]:
        subscriber = self._desk.subscriptions.subscriber(address)
        if subscriber is None or subscriber.paused:
            return []
        told = self._desk.outbox.alerted(address)
        fresh = [group for uid, group in by_article.items() if uid not in told]
        items = [
            self._item(n, known[group[0].entry_id], group, topics[group[0].entry_id])
            for n, group in enumerate(fresh, 1)
        ]
        t, today = texts(subscriber.language), calendar.local_day(now, subscriber.timezone)
        if len(items) <= SINGLE_ALERTS:
            return [_alert_delivery(address, i, compose.alert(i, t, today), now) for i in items]
        title = t("alert.many", count=len(items))
        self._desk.memory.show(address, title, [_shown(item) for item in items])
        return _alert_parts(address, items, fit(compose.alert_list(items, t, today)), now)

    def _item(self, number: int, entry: Entry, matches: Sequence[Match], topics: Sequence[Topic]) -> compose.Item:
        mine = [self._subscriptions[m.subscription_id] for m in matches if m.subscription_id in self._subscriptions]
        best = max((m.finding for m in matches), key=lambda finding: finding.score)
        return compose.Item(
            number=number,
            entry=entry,
            finding=best,
            names=tuple(dict.fromkeys(s.name or s.query for s in mine)),
            queries=tuple(dict.fromkeys(s.query for s in mine)),
            topics=tuple(topics),
        )

    # -- digests -----------------------------------------------------------------------------------------------------

    def digests_due(self) -> int:
        """Freeze the digests that have fallen due into rows; returns how many people were served."""
        now = self._clock()
        due = self._desk.subscriptions.digests_due(now)
        for subscriber in due:
            with self._desk.atomic():
                self._digest(subscriber, now)
        return len(due)

    def _digest(self, subscriber: Subscriber, now: datetime) -> None:
        """One person's digest, their cursor and their next time, in the caller's transaction."""
        due_at = subscriber.next_digest_at or now
        items, alerted, last = self.digest_items(subscriber)
        if items or subscriber.even_nothing:
            day = calendar.local_day(now, subscriber.timezone)
            message = self.digest_pages(subscriber, items, day, alerted)[0]
            t = texts(subscriber.language)
            self._desk.memory.show(subscriber.address, t("digest.title.short"), [_shown(item) for item in items])
            key = f"digest:{subscriber.address}:{calendar.local_day(due_at, subscriber.timezone)}"
            parts = fit(message)
            self._desk.outbox.add(
                [_delivery(f"{key}:{n}", subscriber.address, Lane.DIGEST, part, now) for n, part in enumerate(parts, 1)]
            )
        following = (
            calendar.next_digest(now, subscriber.digest_at, subscriber.timezone) if subscriber.digest_at else None
        )
        self._desk.subscriptions.keep(replace(subscriber, digested=last, next_digest_at=following))

    def digest_items(self, subscriber: Subscriber) -> tuple[list[compose.Item], tuple[str, ...], int]:
        """What a digest would hold now: numbered items, headlines alerted meanwhile, the last match it takes."""
        self.refresh()
        matches = self._desk.outbox.matches_after(subscriber.address, subscriber.digested)
        last = max((match.id for match in matches), default=subscriber.digested)
        told = self._desk.outbox.told(subscriber.address, subscriber.digested)
        rung = self._desk.outbox.alerted(subscriber.address)
        by_article: dict[str, list[Match]] = {}
        for match in matches:
            if match.uid not in told and self._speaks(match):
                by_article.setdefault(match.uid, []).append(match)
        found = [(entry, group) for uid, group in by_article.items() if (entry := self._archive.latest(uid))]
        items = [
            self._item(0, entry, group, self._desk.outbox.topics(entry.id))
            for entry, group in found
            if entry.uid not in rung
        ]
        alerted = tuple(entry.article.headline for entry, _ in found if entry.uid in rung)
        return [replace(item, number=n) for n, item in enumerate(ordered(items), 1)], alerted, last

    def _speaks(self, match: Match) -> bool:
        subscription = self._subscriptions.get(match.subscription_id)
        return subscription is not None and subscription.mode is not Mode.SILENT

    def digest_pages(
        self, subscriber: Subscriber, items: Sequence[compose.Item], day: date, alerted: tuple[str, ...] = ()
    ) -> tuple[Message, ...]:
        """The digest as messages, page by page."""
        t = texts(subscriber.language)
        almanac = compose.Almanac(today=day, forecast=tuple(self._archive.forecasts(day)), alerted=alerted)
        title = t.styled("digest.title", day=t.day(day), weekday=t.weekday(day), count=len(items))
        if not items:
            title = title + "\n" + t("digest.nothing")
        return compose.digest(Styled("🌅 ") + title, almanac, items, t)

    # -- sending -----------------------------------------------------------------------------------------------------

    async def send_due(self, channels: Mapping[str, Channel]) -> int:
        """Send what is due, one message a chat at a time; returns how many calls were made."""
        deliveries = self._desk.outbox.claim(self._clock(), LEASE, IN_FLIGHT)
        await asyncio.gather(*(self._send(delivery, channels) for delivery in deliveries))
        return len(deliveries)

    async def _send(self, delivery: Delivery, channels: Mapping[str, Channel]) -> None:
        channel = channels.get(delivery.address.channel)
        if channel is None:
            outcome: Outcome = Later(f"no channel {delivery.address.channel!r} in this process", wait=60)
        else:
            note = texts(self._language(delivery.address))("alert.repeat")
            outcome = await channel.send(delivery.address, worded(delivery, note))
        self._settle(delivery, outcome)

    def _language(self, address: Address) -> str:
        subscriber = self._desk.subscriptions.subscriber(address)
        return subscriber.language if subscriber else ""

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        now = self._clock()
        step = decide(delivery, outcome, now)
        with self._desk.atomic():
            self._desk.outbox.settle(step, now, outcome.message_id if isinstance(outcome, Sent) else "")
            match outcome:
                case Moved(to=to):
                    self._desk.outbox.redirect(delivery.address, replace(delivery.address, to=to))
                case Dead(why=why, gone=gone):
                    self._desk.outbox.note(delivery, why)
                    if gone:
                        self._pause(delivery.address)
                case Later(why=why) | Uncertain(why=why):
                    self._desk.outbox.note(delivery, why)
        if step.state is State.DEAD:
            log.error("delivery %s to %s put aside: %s", delivery.key, delivery.address, outcome)

    def _pause(self, address: Address) -> None:
        """A chat that cannot be reached hears nothing until it writes again."""
        subscriber = self._desk.subscriptions.subscriber(address)
        if subscriber:
            self._desk.subscriptions.keep(replace(subscriber, paused=True))


def _match(subscription: Subscription, entry: Entry, finding: Finding, now: datetime) -> Match:
    return Match(
        subscription_id=subscription.id,
        address=subscription.address,
        entry_id=entry.id,
        uid=entry.uid,
        finding=finding,
        found_at=now,
    )


def _stale(entry: Entry, newest: date | None, now: datetime) -> bool:
    """Old news: an issue from before STALE while a newer one is known (an archive read in, a page corrected late)."""
    day = entry.article.day
    return newest is not None and day < newest and day < (now - STALE).date()


def _delivery(key: str, address: Address, lane: Lane, message: Message, due_at: datetime) -> Delivery:
    return Delivery(key=key, address=address, lane=lane, message=message, due_at=due_at)


def _alert_delivery(address: Address, item: compose.Item, message: Message, now: datetime) -> Delivery:
    return _delivery(f"alert:{address}:{item.entry.uid}", address, Lane.ALERT, message, now)


def _alert_parts(
    address: Address, items: Sequence[compose.Item], parts: Sequence[Message], now: datetime
) -> list[Delivery]:
    """Several alerts as one message (in several parts if it must be), and a silent row for each of the other articles.

    The rows keep the promise that no article is alerted twice: each article has its key, whichever message told it.
    """
    uids = [item.entry.uid for item in items]
    told = [_alert_delivery(address, item, Message(body=Styled()), now) for item in items[len(parts) :]]
    rows = [_delivery(f"alert:{address}:{uid}", address, Lane.ALERT, part, now) for uid, part in zip(uids, parts)]
    return rows + [replace(row, state=State.SENT) for row in told]


def _shown(item: compose.Item) -> Shown:
    return Shown(number=item.number, uid=item.entry.uid, queries=item.queries, names=item.names)
