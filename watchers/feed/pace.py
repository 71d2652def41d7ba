"""How often a feed wants to be looked at: ttl, the syndication module of RSS 1.0, skipHours."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from watchers.feed.model import Pace

# What a feed asks for is granted as far as a day: `ttl` is often a number that nobody thought about.
SLOWEST = timedelta(days=1)

_TTL = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(r"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(r"<sy:updateFrequency>\s*(\d{1,4})\s*<", re.IGNORECASE)
_SKIPPED = re.compile(r"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_MINUTES = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}


def pace(head: str) -> Pace:
    """What the XML before the first entry asks for. RSS 0.91 counts the hours of a day from 1, 2.0 from 0."""
    ttl, period, skipped = _TTL.search(head), _PERIOD.search(head), _SKIPPED.search(head)
    minutes = int(ttl[1]) if ttl else 0
    if period:
        often = _FREQUENCY.search(head)
        minutes = max(minutes, _MINUTES[period[1].lower()] // max(1, int(often[1]) if often else 1))
    hours = {int(hour) % 24 for hour in _HOUR.findall(skipped[1]) if int(hour) <= 24} if skipped else set()
    return Pace(minutes=minutes, hours=tuple(sorted(hours)) if len(hours) < 24 else ())


def look_at(asked: Pace, every: timedelta, now: datetime) -> datetime | None:
    """When to look next, where the feed asks for less than `every`; None where our own pace will do."""
    wait = min(max(every, timedelta(minutes=asked.minutes)), max(every, SLOWEST))
    at = now + wait
    while at.hour in asked.hours and at - now < SLOWEST:
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at if at > now + every else None
