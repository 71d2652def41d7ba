"""When somebody is told once more of a deadline: pure reckoning in days and in the person's own mornings."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from bot import calendar
from bot.model import Subscriber
from bot.times import Timetable

# Where no digest says when the person's day begins.
NINE = Timetable((time(9),))
# Who was told within a day knows it still.
FRESH = timedelta(days=1)
# Papers print deadlines some two months ahead; who wants more than five reminders of one wants a calendar.
FARTHEST, MOST = 60, 5
DAY = timedelta(days=1)

_STEPS = re.compile(r"\d{1,3}(?:\s*(?:天|日|days?|d))?(?:[\s,、;]+\d{1,3}(?:\s*(?:天|日|days?|d))?)*")

_SAME_DAY = re.compile(r"当[天日]|到期(?:当|那)[天日]|(?:on )?(?:the |that |same )*(?:today|day)(?!s?\s*before)\b")
_AROUND = re.compile(r"提前|[和与及前]|\b(?:and|before)\b")
_EVE = re.compile(r"[提之]?前一[天日]|(?:the )?(?:day before|eve)\b")


def time_on(person: Subscriber, day: date) -> datetime:
    """When the person's day begins: with the first digest of that day, at nine where there is none."""
    for timetable in (person.timetable, NINE):
        for _, at in calendar.slots(timetable, person.timezone, day) if timetable else ():
            return at
    raise AssertionError("nine comes every day")


def next_time(person: Subscriber, now: datetime) -> datetime:
    """The next beginning of a day of theirs, later than `now`."""
    day = calendar.local_day(now, person.timezone) - DAY
    while (at := time_on(person, day)) <= now:
        day += DAY
    return at


def step(person: Subscriber, deadline: date, found_at: datetime, now: datetime) -> int | None:
    """Which of the person's reminders (days before) has its turn now; None when none has.

    On its day, or later where that day was missed (a pause, a machine that was off): then the nearest one alone.
    None for whom the article was new on that day or came after it: they have just read of the deadline.
    """
    left = (deadline - calendar.local_day(now, person.timezone)).days
    chosen = min((days for days in person.remind if days >= left), default=None) if left >= 0 else None
    if chosen is None or found_at + FRESH > time_on(person, deadline - chosen * DAY):
        return None
    return chosen


def steps(text: str) -> tuple[int, ...] | None:
    """`7 3 1 0`, `7天、当天`: days before, the most first; None when it is not understood. () is never an answer."""
    said = unicodedata.normalize("NFKC", text).strip().lower()
    said = _AROUND.sub(" ", _SAME_DAY.sub(" 0 ", _EVE.sub(" 1 ", said))).strip()
    if not _STEPS.fullmatch(said):
        return None
    days = sorted({int(word) for word in re.findall(r"\d+", said)}, reverse=True)
    return tuple(days) if len(days) <= MOST and days[0] <= FARTHEST else None
