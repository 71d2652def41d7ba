"""What rings: one person's alerts of one moment, each story once, whichever and however many subscriptions it meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot import calendar, compose, urgency
from bot.dispatch.alerts import capped, together
from bot.dispatch.items import merged, shown
from bot.dispatch.listing import Listing
from bot.dispatch.placing import Placing
from bot.dispatch.warning import Warnings
from bot.model import Address, Delivery, Match, Subscriber
from bot.outbox import fit
from bot.ports import Desk
from bot.texts import texts
from watchers.model import Entry

# So many alerts of one moment come one by one; more come as one message.
SINGLE_ALERTS = 3

News = tuple[Entry, Sequence[Match]]


class Ringing:
    """Writes alerts, or puts aside what quiet hours hold."""

    def __init__(self, desk: Desk, listing: Listing, placing: Placing, warnings: Warnings) -> None:
        self._desk, self._listing, self._placing, self._warnings = desk, listing, placing, warnings

    def alerts(
        self, address: Address, by_entry: Mapping[int, Sequence[Match]], known: Mapping[int, Entry], now: datetime
    ) -> list[Delivery]:
        """The alerts for one person's loud matches, by log line; `known` are the lines of the batch."""
        subscriber = self._desk.subscriptions.subscriber(address)
        if subscriber is None or subscriber.paused:
            return []
        story = self._placing.story
        told = self._placing.names_of(self._desk.outbox.alerted(address))
        told |= {story(match.uid) for match in self._desk.subscriptions.held(address)}
        news = [(known[entry_id], group) for entry_id, group in by_entry.items()]
        # A warning that is held rings all the same once it has risen above the person's floor.
        news = [one for one in news if one[0].article.warning or story(one[0].uid) not in told]
        news = [one for one in news if urgency.grave_enough(subscriber.level, one[0].article)]
        fresh = [(entry, group) for entry, group in news if not self._placing.hushed(subscriber, entry, now)]
        fresh = self._held_back(subscriber, fresh, now)
        warned = self._warnings.alerts(subscriber, [one for one in fresh if one[0].article.warning], max(known), now)
        return [*warned, *self._articles(subscriber, [one for one in fresh if not one[0].article.warning], now)]

    def _articles(self, subscriber: Subscriber, fresh: Sequence[News], now: datetime) -> list[Delivery]:
        address = subscriber.address
        stories = merged(self._listing.item(entry, group) for entry, group in fresh)
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

    def _held_back(self, person: Subscriber, news: Sequence[News], now: datetime) -> list[News]:
        """What may ring now; in quiet hours the rest is put aside until they end."""
        end = calendar.quiet_until(now, person.quiet, person.timezone)
        if end is None or person.quiet is None:
            return list(news)
        loud = [one for one in news if urgency.passes(person.quiet.floor, one[0].article)]
        self._desk.subscriptions.hold([match for one in news if one not in loud for match in one[1]], end)
        return loud
