"""Matches → one digest a person and day, frozen into rows when it falls due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot import calendar, compose
from bot.compose.digest import ordered
from bot.dispatch.matching import Matching, shown
from bot.model import Delivery, Lane, Match, Message, Subscriber
from bot.outbox import fit
from bot.ports import Desk
from bot.styled import Styled
from bot.texts import texts
from watchers.ports import Archive, Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a digest would hold now: numbered items, headlines that rang meanwhile, the last match that it takes."""

    items: tuple[compose.Item, ...]
    alerted: tuple[str, ...]
    last: int


class Digesting:
    """Gathers, composes and freezes digests."""

    def __init__(self, archive: Archive, desk: Desk, matching: Matching, clock: Clock) -> None:
        self._archive, self._desk, self._matching, self._clock = archive, desk, matching, clock

    def freeze_due(self) -> int:
        """Freeze the digests that have fallen due into rows; returns how many people were served.

        Rows, the person's cursor and their next time change in one transaction, so a digest is made once a day however
        often the process dies; one that fell into downtime comes after it, once.
        """
        now = self._clock()
        due = self._desk.subscriptions.digests_due(now)
        for subscriber in due:
            with self._desk.atomic():
                self._freeze(subscriber, now)
        return len(due)

    def _freeze(self, subscriber: Subscriber, now: datetime) -> None:
        contents = self.contents(subscriber)
        if contents.items or contents.alerted or subscriber.even_nothing:
            self._desk.outbox.add(self._rows(subscriber, contents, now))
        at = subscriber.digest_at
        following = calendar.next_digest(now, at, subscriber.timezone) if at else None
        self._desk.subscriptions.keep(replace(subscriber, digested=contents.last, next_digest_at=following))

    def _rows(self, subscriber: Subscriber, contents: Contents, now: datetime) -> list[Delivery]:
        """The first page goes out; the rest is reached by its button, over the same frozen list.

        The key names the day and where the digest begins: who moves their digest to a later hour gets a second one on
        that day, with what came after the first, and it must not pass for a repeat.
        """
        address, t = subscriber.address, texts(subscriber.language)
        day = calendar.local_day(subscriber.next_digest_at or now, subscriber.timezone)
        page = self.pages(subscriber, contents, calendar.local_day(now, subscriber.timezone))[0]
        self._desk.memory.show(address, t("digest.title.short"), [shown(item) for item in contents.items])
        key = f"digest:{address}:{day}:{subscriber.digested}"
        return [
            Delivery(key=f"{key}:{n}", address=address, lane=Lane.DIGEST, message=part, due_at=now)
            for n, part in enumerate(fit(page), 1)
        ]

    def contents(self, subscriber: Subscriber) -> Contents:
        """What this person has not been told yet."""
        self._matching.refresh()
        outbox = self._desk.outbox
        matches = outbox.matches_after(subscriber.address, subscriber.digested)
        told, rung = outbox.told(subscriber.address, subscriber.digested), outbox.alerted(subscriber.address)
        by_article: dict[str, list[Match]] = {}
        for match in matches:
            if match.uid not in told and self._matching.speaks(match):
                by_article.setdefault(match.uid, []).append(match)
        found = [(entry, group) for uid, group in by_article.items() if (entry := self._archive.latest(uid))]
        items = [self._matching.item(0, entry, group) for entry, group in found if entry.uid not in rung]
        return Contents(
            items=tuple(replace(item, number=n) for n, item in enumerate(ordered(items), 1)),
            alerted=tuple(entry.article.headline for entry, _ in found if entry.uid in rung),
            last=max((match.id for match in matches), default=subscriber.digested),
        )

    def pages(self, subscriber: Subscriber, contents: Contents, today: date) -> Sequence[Message]:
        """The digest as messages, page by page."""
        t = texts(subscriber.language)
        almanac = compose.Almanac(today=today, forecast=tuple(self._archive.forecasts(today)), alerted=contents.alerted)
        title = t.styled("digest.title", day=t.day(today), weekday=t.weekday(today))
        if contents.items:
            title = title + t("digest.count", count=len(contents.items))
        if not contents.items and not contents.alerted:
            title = title + "\n" + t("digest.nothing")
        return compose.digest(Styled("🌅 ") + title, almanac, contents.items, t)
