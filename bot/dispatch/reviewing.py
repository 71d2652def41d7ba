"""A person's week → one message: when they ask for it, or when its time has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import calendar
from bot.compose import warning
from bot.compose.digest import best_first
from bot.compose.review import Week, best_of, review
from bot.dispatch.alerts import over
from bot.dispatch.front import Front
from bot.dispatch.items import merged, shown
from bot.dispatch.matching import Matching
from bot.model import Delivery, Lane, Match, Message, Subscriber
from bot.outbox import fit
from bot.ports import Desk
from bot.reviews import Review
from bot.texts import texts
from bot.times import SET_BACK
from watchers.model import Entry
from watchers.ports import Archive

# Today and the six days before it.
WEEK = timedelta(days=6)
# Who meets more in a week follows everything, and gets the best of the newest of it.
MOST_MATCHES = 2000
# Who had nothing of a paper for two months does not wait for it.
DEPENDS, MOST_LOOKED_AT = timedelta(days=60), 300


class Reviewing:
    """Gathers a week, and freezes those that fall due, with the planning of digests and a timetable of its own."""

    def __init__(self, archive: Archive, desk: Desk, matching: Matching) -> None:
        self._archive, self._desk, self._matching, self._wishes = archive, desk, matching, matching.wishes
        self._front = Front(archive, desk, matching)

    def freeze_due(self, now: datetime, most: int) -> int:
        """Serve at most so many people whose time has come; returns how many that were."""
        self._front.forget()
        due = self._desk.reviews.due(now, most)
        for one in due:
            with self._desk.atomic():
                self._serve(one, now)
        return len(due)

    def _serve(self, one: Review, now: datetime) -> None:
        """In quiet hours when they end; what a clock that has been set back planned is planned anew."""
        person = self._desk.subscriptions.subscriber(one.address)
        if person is None:
            self._desk.reviews.end(one.address)
            return
        if one.planned_at and one.planned_at > now + SET_BACK:
            one = planned(one, person, now)
        if one.next_at is not None and one.next_at <= now:
            if end := calendar.quiet_until(now, person.quiet, person.timezone):
                self._desk.reviews.keep(replace(one, next_at=end))
                return
            slot = calendar.last_slot(one.timetable, person.timezone, now)
            key = f"review:{one.address}:{slot.day}T{slot.at:%H%M}"
            message = self.week(person, now)
            self._desk.outbox.add(
                [
                    Delivery(key=f"{key}:{n}", address=one.address, lane=Lane.DIGEST, message=part, due_at=now)
                    for n, part in enumerate(fit(message), 1)
                ]
            )
            one = _after(one, person, now)
        self._desk.reviews.keep(one)

    def week(self, person: Subscriber, now: datetime) -> Message:
        """The last seven days; its numbers mean its articles from now on."""
        self._wishes.refresh()
        t, today = texts(person.language), calendar.local_day(now, person.timezone)
        taste = self._front.taste(person, now)
        found = self._found(person, now)
        every = merged(self._matching.listing.item(entry, group) for entry, group in found if not entry.article.warning)
        chosen = best_of(best_first(every, taste))
        items = [replace(item, number=n) for n, item in enumerate(chosen, 1)]
        opened = self._front.opened(person, today, now, {item.story for item in items})
        further = [replace(item, number=n) for n, item in enumerate(opened, len(items) + 1)]
        strong = [item for item in every if item.strong]
        theirs = self._matching.warnings.concern
        warned = [one for one, group in found if one.article.warning and theirs(person, one, group)]
        papers = {entry.article.paper for item in strong for entry in (item.entry, *item.same)}
        self._desk.memory.show(person.address, t("review.short"), [shown(item) for item in (*items, *further)])
        week = Week(
            first=today - WEEK,
            last=today,
            count=len(strong),
            papers=len(papers),
            items=tuple(items),
            opened=tuple(further),
            warnings=_warnings(warned, person, now),
            silent=self._silent(person, now, today),
        )
        return review(week, t)

    def _silent(self, person: Subscriber, now: datetime, today: date) -> tuple[tuple[str, date], ...]:
        """Newspapers that brought the person something lately and of which no issue came this week; their last day.

        A feed or an office may have nothing to say for weeks; a newspaper that does not come is not being read.
        """
        met = self._desk.outbox.met_since(person.address, now - DEPENDS, MOST_LOOKED_AT)
        papers = {entry.article.paper for one in met if (entry := self._archive.entry(one))}
        newest = {one.issue.paper: one.issue.day for one in self._archive.newest_issues()} if papers else {}
        return tuple((name, day) for name, day in sorted(newest.items()) if name in papers and day < today - WEEK)

    def _found(self, person: Subscriber, now: datetime) -> Sequence[tuple[Entry, Sequence[Match]]]:
        """Articles dated in the week, as they stand now, without what the person silenced."""
        by_article: dict[str, tuple[Entry, list[Match]]] = {}
        today = calendar.local_day(now, person.timezone)
        for match in self._desk.outbox.matches_dated(person.address, today - WEEK, today, MOST_MATCHES):
            entry = self._archive.latest(match.uid)
            if entry is None or entry.article.day < today - WEEK or not self._wishes.speaks(match, now):
                continue
            if current := self._wishes.brought(match, entry):
                by_article.setdefault(entry.uid, (entry, []))[1].append(current)
        return [one for one in by_article.values() if not self._matching.placing.hushed(person, one[0], now)]


def _warnings(entries: Sequence[Entry], person: Subscriber, now: datetime) -> tuple[str, ...]:
    reader = warning.Reader(t=texts(person.language), timezone=person.timezone, now=now)
    return tuple(
        warning.ended_line(one, reader) if over(one, now) else warning.line(one, reader).text for one in entries
    )


def planned(one: Review, person: Subscriber, now: datetime) -> Review:
    """The review with its next time; nothing is promised for what lies before `now`."""
    return _with(one, calendar.planned(_as_digest(one, person), now, anew=True))


def _after(one: Review, person: Subscriber, now: datetime) -> Review:
    return _with(one, calendar.served(_as_digest(one, person), now))


def _as_digest(one: Review, person: Subscriber) -> Subscriber:
    """Planned as a digest is, which knows of time zones, skipped hours and clocks that jump."""
    return replace(
        person, timetable=one.timetable, next_digest_at=one.next_at, planned_at=one.planned_at, served=one.served
    )


def _with(one: Review, plan: Subscriber) -> Review:
    return replace(one, next_at=plan.next_digest_at, planned_at=plan.planned_at, served=plan.served)
