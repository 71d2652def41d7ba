"""What everybody asks for: the subscriptions in force, as the store has them and as the finder knows them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot import mutes
from bot.model import Finding, Match, Mode, Strength, Subscription
from bot.ports import Finder, Subscriptions
from watchers.model import Entry

log = logging.getLogger(__name__)


class Wishes:
    """Keeps the finder up to date; what it finds becomes matches here."""

    def __init__(self, store: Subscriptions, finder: Finder) -> None:
        self._store, self._finder = store, finder
        self._known: dict[int, Subscription] = {}
        self.revision = -1

    def refresh(self) -> None:
        """Bring the finder up to date with the subscriptions, if any of them changed."""
        revision = self._store.revision()
        if revision == self.revision:
            return
        if revision < max(0, self.revision):  # what it had changed with was taken back: begin again
            self.revision = -1
        if self.revision < 0:
            self.beginning()()
            return
        for key, subscription in self._store.changed(self.revision):
            self._change(key, subscription)
        self.revision = revision

    def beginning(self) -> Callable[[], None]:
        """All subscriptions, read here and now; the work of taking them in may be done in another thread."""
        revision, every = self._store.revision(), self._store.all()

        def work() -> None:
            self._begin(every)
            self.revision = revision

        return work

    def _begin(self, every: Sequence[Subscription]) -> None:
        self._known = {subscription.id: subscription for subscription in every}
        for key, wrong in self._finder.put_all([(subscription.id, subscription.query) for subscription in every]):
            log.warning("subscription %s finds nothing: %s", key, wrong)

    def _change(self, key: int, subscription: Subscription | None) -> None:
        known = self._known.pop(key, None)
        if subscription is None:
            self._finder.drop(key)
            return
        self._known[key] = subscription
        if known is None or known.query != subscription.query:
            for _, wrong in self._finder.put_all([(key, subscription.query)]):
                log.warning("subscription %s finds nothing: %s", key, wrong)

    def of(self, subscription_id: int) -> Subscription | None:
        """The subscription as it was when the finder was last brought up to date; None where it is not in force."""
        return self._known.get(subscription_id)

    def words(self, subscription_id: int) -> tuple[str, str]:
        """Query and name of a subscription, as an item shows them."""
        mine = self.of(subscription_id)
        return (mine.query, mine.name) if mine else ("", "")

    def matches(self, entry: Entry, now: datetime) -> Iterator[Match]:
        """Everybody's matches with an article."""
        for key, finding in self._finder.find(entry.article, entry.source).items():
            subscription = self.of(key) if isinstance(key, int) else None
            if subscription:
                yield met(subscription, entry, finding, now)

    def brought(self, match: Match, entry: Entry) -> Match | None:
        """The match as it stands with this article; one of a part that was joined since is looked at anew."""
        if match.uid == entry.uid:
            return match
        subscription = self.of(match.subscription_id)
        finding = self._finder.meet(subscription.query, entry.article, entry.source) if subscription else None
        found = replace(match, uid=entry.uid, entry_id=entry.id, day=entry.article.day)
        return replace(found, finding=finding) if finding else None

    def audible(self, match: Match, now: datetime) -> bool:
        """Whether the match's subscription is in force and not muted."""
        subscription = self.of(match.subscription_id)
        return subscription is not None and audible(subscription, now)

    def speaks(self, match: Match, now: datetime) -> bool:
        """Whether a match's subscription wants to be in the digest."""
        subscription = self.of(match.subscription_id)
        return subscription is not None and audible(subscription, now) and subscription.mode is not Mode.SILENT

    def loud(self, match: Match) -> bool:
        """Whether a match is one for which its subscription rings."""
        subscription = self.of(match.subscription_id)
        return subscription is not None and rings(subscription, match.finding)


def audible(subscription: Subscription, now: datetime) -> bool:
    """Whether a subscription is not muted."""
    return not mutes.silent(subscription, now)


def rings(subscription: Subscription, finding: Finding) -> bool:
    """Whether a subscription rings for an article that it has met so."""
    return subscription.mode is Mode.ALERT and finding.strength is Strength.STRONG


def met(subscription: Subscription, entry: Entry, finding: Finding, now: datetime) -> Match:
    """What is kept of a subscription that has met an article."""
    return Match(
        subscription_id=subscription.id,
        address=subscription.address,
        entry_id=entry.id,
        uid=entry.uid,
        finding=finding,
        found_at=now,
        day=entry.article.day,
    )
