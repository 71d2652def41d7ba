"""When a paper's issue is usually up, weekday by weekday, from what was seen; so when to look, and when it is late.

Papers put their issue up within an hour or so of the same time, some of them not at all on some weekdays. Looking every
few minutes around that hour and seldom at others costs the paper's server less than looking evenly all day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median_low

from watchers.times import BEIJING

# Where nothing was seen yet: e-papers come between the end of printing and the end of the morning.
EARLIEST, LATEST = timedelta(hours=4), timedelta(hours=12)
BEFORE, AFTER = timedelta(minutes=40), timedelta(minutes=90)
# Around the expected hour at the source's own pace, never above it; far from it six times as seldom.
SELDOM = 6
# Behind the latest hour that was seen by so much it is late; three issues make a habit.
GRACE = timedelta(minutes=90)
HABIT = 3
# Weeks that a habit is made of; the newest count.
WEEKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A day's issue: the minute of the day when it was first seen, None when the day passed without one.

    Known only where it had been looked for shortly before: an issue that lay there already tells no hour.
    """

    day: date
    minute: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """When a day's issue is expected: from `first` on, by `late` at the latest. `rests`: this weekday has none.

    `usual` is the usual instant; None where too little was seen, and then `late` is only the end of the morning.
    """

    first: datetime
    late: datetime
    usual: datetime | None = None
    rests: bool = False


def expected(arrivals: Sequence[Arrival], day: date) -> Expected:
    """What the arrivals of the last weeks say about `day`: those of the same weekday, else all."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    recent = [one for one in arrivals if timedelta() < day - one.day <= timedelta(weeks=WEEKS)]
    same = [one for one in recent if one.day.weekday() == day.weekday()]
    rests = len(same) >= HABIT and all(one.minute is None for one in same[-HABIT:])
    minutes = [one.minute for one in same if one.minute is not None]
    if len(minutes) < HABIT:
        minutes = [one.minute for one in recent if one.minute is not None]
    if len(minutes) < HABIT:
        return Expected(first=midnight + EARLIEST, late=midnight + LATEST + GRACE, rests=rests)
    usual, latest = (midnight + timedelta(minutes=minute) for minute in (median_low(minutes), max(minutes)))
    return Expected(first=usual - BEFORE, late=latest + GRACE, usual=usual, rests=rests)


def next_look(arrivals: Sequence[Arrival], day: date, now: datetime, every: timedelta) -> datetime:
    """When to look again for the issue of `day` that is not there at `now`."""
    hope = expected(arrivals, day)
    seldom = now + every * SELDOM
    if now < hope.first:
        return min(seldom, hope.first) if not hope.rests else seldom
    if hope.rests:
        return seldom
    return now + every if now < hope.late + AFTER else now + every * SELDOM / 2
