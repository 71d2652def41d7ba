"""When people are told, on their own clocks: digest times and quiet hours in the time zones of this world.

A digest time of a local day is a slot. A person gets one digest a slot, whatever happens to clocks and time zones:
what was `served` is never served again, and what lies before `planned_at` was not promised.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import Subscriber
from bot.times import SET_BACK, QuietHours, Slot, Timetable

DAY = timedelta(days=1)


def local_day(at: datetime, timezone: str) -> date:
    """The calendar day that it is for the person."""
    return at.astimezone(ZoneInfo(timezone)).date()


def midnight(day: date, timezone: str) -> datetime:
    """When the day began for the person."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(timezone)).astimezone(UTC)


def planned(person: Subscriber, now: datetime, *, anew: bool = False) -> Subscriber:
    """The person with their next digest: the first slot since the last planning that was not served yet.

    Slots that went by since then give one that is due at once: after downtime, or after a journey east. `anew`
    promises nothing for what lies before `now`: the timetable has just been chosen. A digest that falls into quiet
    hours comes at their end.
    """
    wrong = person.planned_at is not None and person.planned_at > now + SET_BACK
    since = now if anew or wrong or person.planned_at is None else person.planned_at
    person = replace(person, planned_at=since, served=None if wrong else person.served, next_digest_at=None)
    if person.timetable is None:
        return person
    due = next_slot(person.timetable, person.timezone, since, person.served)[1]
    return replace(person, next_digest_at=quiet_until(due, person.quiet, person.timezone) or due)


def woken(person: Subscriber, now: datetime) -> Subscriber:
    """The person after a pause: what was found meanwhile comes with the next digest."""
    return planned(replace(person, paused=False, paused_until=None), now, anew=True)


def served(person: Subscriber, now: datetime) -> Subscriber:
    """The person after a digest made `now`: all slots that have come are dealt with by it, the next is planned."""
    if person.timetable is None:
        return planned(person, now, anew=True)
    return planned(replace(person, served=last_slot(person.timetable, person.timezone, now)), now, anew=True)


def next_slot(timetable: Timetable, timezone: str, after: datetime, last: Slot | None = None) -> tuple[Slot, datetime]:
    """The first slot whose instant lies after `after`, and that is later than the slot `last`, with its instant."""
    day = local_day(after, timezone) - DAY
    if last and last.day > day:
        day = last.day
    while True:
        for slot, due in slots(timetable, timezone, day):
            if due > after and (last is None or slot > last):
                return slot, due
        day += DAY


def last_slot(timetable: Timetable, timezone: str, now: datetime) -> Slot:
    """The latest slot that has come."""
    day = local_day(now, timezone) + DAY
    while True:
        come = [slot for slot, due in slots(timetable, timezone, day) if due <= now]
        if come:
            return come[-1]
        day -= DAY


def slots(timetable: Timetable, timezone: str, day: date) -> Iterator[tuple[Slot, datetime]]:
    """The slots of a local day with their instants (UTC), in order.

    A time that the clock skips (summer time begins) comes in the first minute after the gap; a time that comes twice
    counts at its first coming. So every local day has each of its digest times exactly once.
    """
    if day.weekday() in timetable.weekdays:
        zone = ZoneInfo(timezone)
        yield from ((Slot(day, at), _instant(day, at, zone)) for at in timetable.times)


def quiet_until(now: datetime, quiet: QuietHours | None, timezone: str) -> datetime | None:
    """When the quiet hours end in which `now` lies (UTC): the clock shows their end then. None outside of them.

    They last from the first coming of their begin on one day to the first coming of their end on the same or the next
    day, so an hour that comes twice does not make them begin again.
    """
    if quiet is None:
        return None
    zone = ZoneInfo(timezone)
    over = DAY if quiet.end < quiet.begin else timedelta()
    today = local_day(now, timezone)
    for day in (today - DAY, today):
        end = _instant(day + over, quiet.end, zone)
        if _instant(day, quiet.begin, zone) <= now < end:
            return end
    return None


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    wall = datetime.combine(day, at, tzinfo=zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    # In the gap: with fold=1 Python reckons with the offset after the jump, which lands before it; step to the jump.
    before = wall.replace(fold=1).astimezone(UTC)
    offset = before.astimezone(zone).utcoffset()
    while before.astimezone(zone).utcoffset() == offset:
        before += timedelta(minutes=1)
    return before
