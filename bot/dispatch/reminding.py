"""Deadlines that come near → one more word to those who were told of them, once for each of their days before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import calendar, reminders
from bot.compose.agenda import AHEAD, Reminder, once, reminder
from bot.compose.items import deadline_line
from bot.compose.moved import Moves, moves
from bot.dispatch.items import shown
from bot.dispatch.matching import Matching
from bot.model import Delivery, Lane, Message, State, Subscriber
from bot.outbox import fit
from bot.ports import Desk
from bot.styled import Styled
from bot.texts import Texts, texts
from watchers.model import Deadline, Entry
from watchers.ports import Archive, Clock

# Of what a chat was told last, this many hold the morning's digest.
LATEST = 10

Due = tuple[Entry, Deadline, int]
"""(article, its deadline, days before)."""


class Reminding:
    """Nothing waits: on each morning of a person it is looked at what the articles say now.

    So a deadline that was corrected is reminded of as it stands, and one that was taken back not at all.
    """

    def __init__(self, archive: Archive, desk: Desk, matching: Matching, clock: Clock) -> None:
        self._archive, self._desk, self._matching, self._clock = archive, desk, matching, clock
        # What the articles say is read once for the thousands whose morning comes together, until there are new ones.
        self._coming: dict[tuple[date, int], Sequence[Entry]] = {}
        self._moved: dict[date, Moves] = {}
        self._as_of = -1

    def remind_due(self, most: int) -> int:
        """Serve at most so many people whose morning has come; returns how many that were."""
        now = self._clock()
        due = self._desk.reminders.due(now, most)
        if due and self._as_of != (newest := self._archive.last_id()):
            self._coming.clear()
            self._moved.clear()
            self._as_of = newest
        with self._desk.atomic():
            for person in due:
                self._serve(person, now)
        return len(due)

    def _serve(self, person: Subscriber, now: datetime) -> None:
        """In quiet hours when they end; who is new here, or whose plan was made by a wrong clock, is planned first."""
        end = calendar.quiet_until(now, person.quiet, person.timezone)
        planned = person.remind_at is not None and person.remind_at <= now
        if planned and not end:
            self._desk.outbox.add(self._rows(person, now))
        at = end if planned and end else reminders.next_time(person, now)
        self._desk.subscriptions.keep(replace(person, remind_at=at))

    def _rows(self, person: Subscriber, now: datetime) -> list[Delivery]:
        """One message for all that is due; each deadline has a row of its own, so that none is told twice."""
        due = self._due(person, now)
        if not due:
            return []
        t, today = texts(person.language), calendar.local_day(now, person.timezone)
        said = self._said(person, today)
        fresh = [one for one in due if deadline_line(one[1], t, today).text not in said]
        parts = self._parts(person, fresh, t, today) if fresh else ()
        messages = [*parts, *[Message(body=Styled())] * len(due)]
        ordered = [*fresh, *(one for one in due if one not in fresh)]
        return [_row(person, *one, message, now) for one, message in zip(ordered, messages, strict=False)]

    def _parts(self, person: Subscriber, due: Sequence[Due], t: Texts, today: date) -> Sequence[Message]:
        """The message, and its numbers for /article, /why and /mute."""
        numbers = {uid: n for n, uid in enumerate(dict.fromkeys(entry.uid for entry, _, _ in due), 1)}
        items = self._matching.items_of(person.address, list({entry.uid: entry for entry, _, _ in due}.values()))
        every = [replace(item, entry=entry) for item in items for entry in (item.entry, *item.same)]
        listed = [shown(replace(item, number=numbers[item.entry.uid])) for item in every if item.entry.uid in numbers]
        self._desk.memory.show(person.address, t("remind.title"), sorted(listed, key=lambda one: one.number))
        known = self._moves(today)
        told = [
            Reminder(number=numbers[entry.uid], entry=entry, deadline=one, was=known.was(entry, one))
            for entry, one, _ in due
        ]
        return fit(reminder(once(told), t, today))

    def _said(self, person: Subscriber, today: date) -> str:
        """The digests of today: what stands in them under 今日要办, in the same words, was said this morning."""
        latest = self._desk.history.told(person.address, LATEST)
        days = ((one.delivery, calendar.local_day(one.delivery.due_at, person.timezone)) for one in latest)
        return "\n".join(row.message.body.text for row, day in days if row.lane is Lane.DIGEST and day == today)

    def _due(self, person: Subscriber, now: datetime) -> list[Due]:
        """Soonest first."""
        today = calendar.local_day(now, person.timezone)
        coming = self._within(today, max(person.remind, default=0))
        found = self._desk.reminders.told(person.address, [uid for entry in coming for uid in _uids(entry)], now)
        reminded = self._desk.reminders.reminded(person.address) if found else frozenset()
        known = self._moves(today) if found else Moves()
        due = [
            (known.teller(entry, printed), one, step)
            for entry in coming
            if (at := _first(entry, found)) and not self._matching.placing.hushed(person, entry, now)
            for printed in entry.article.facts.deadlines
            if (one := known.deadline(entry, printed))
            if (step := reminders.step(person, one.date, at, now)) is not None
            if not {_name(uid, one, step) for uid in _uids(known.teller(entry, printed))} & reminded
        ]
        once_each = {(entry.uid, one): (entry, one, step) for entry, one, step in due}
        return sorted(once_each.values(), key=lambda one: (one[1].date, one[0].id))

    def _moves(self, today: date) -> Moves:
        """What was put off, however far."""
        if today not in self._moved:
            story = self._matching.placing.story
            self._moved = {today: moves((one, story(one.uid)) for one in self._within(today, AHEAD.days))}
        return self._moved[today]

    def _within(self, today: date, days: int) -> Sequence[Entry]:
        if (today, days) not in self._coming:
            self._coming[today, days] = self._archive.dating(today, today + timedelta(days=days))
        return self._coming[today, days]


def _uids(entry: Entry) -> tuple[str, ...]:
    """An article answers to the names of its parts."""
    return (entry.uid, *entry.joined)


def _first(entry: Entry, found: Mapping[str, datetime]) -> datetime | None:
    return min((found[uid] for uid in _uids(entry) if uid in found), default=None)


def _name(uid: str, deadline: Deadline, step: int) -> str:
    return f"{uid}:{deadline.date}:{step}"


def _row(person: Subscriber, entry: Entry, one: Deadline, step: int, part: Message, now: datetime) -> Delivery:
    row = Delivery(
        key=f"remind:{person.address}:{_name(entry.uid, one, step)}",
        address=person.address,
        lane=Lane.REMINDER,
        message=part,
        due_at=now,
    )
    return row if part.body else replace(row, state=State.SENT)
