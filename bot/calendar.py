"""When a person's digest falls due, in their own time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_day(at: datetime, timezone: str) -> date:
    """The calendar day that it is for the person."""
    return at.astimezone(ZoneInfo(timezone)).date()


def next_digest(now: datetime, at: time, timezone: str) -> datetime:
    """The first instant after `now` at which it is `at` on the person's clock, in UTC.

    An hour that the clock skips (summer time begins) gives the first minute after the gap; an hour that comes twice
    gives its first coming, so that every local day has exactly one digest.
    """
    zone = ZoneInfo(timezone)
    day = now.astimezone(zone).date() - timedelta(days=1)
    while True:
        due = _instant(day, at, zone)
        if due > now:
            return due
        day += timedelta(days=1)


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
