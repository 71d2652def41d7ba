"""Occasions as a calendar file (iCalendar, RFC 5545), by icalendar, which folds lines at 75 octets and within no 汉字.

Pure: the same occasions give the same bytes, so that a file that is fetched every hour changes only with its content.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.occasions import Occasion

if TYPE_CHECKING:
    from icalendar import Alarm, Event

MAKER = "-//Baoxiao//baoxiao//ZH"
# Alarms ring at nine in the morning of their day: an event of whole days begins at midnight.
MORNING = timedelta(hours=9)
DAY = timedelta(days=1)


def calendar(occasions: Sequence[Occasion], name: str, remind: Sequence[int] = ()) -> str:
    """The file's content. `remind`: so many days before a deadline the calendar rings; `name` is what it is called."""
    from icalendar import Calendar  # 70 ms, which only those wait for who want a calendar

    made = Calendar()
    for key, value in (
        ("prodid", MAKER),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
    ):
        made.add(key, value)
    for one in occasions:
        made.add_component(_event(one, remind))
    text: str = made.to_ical().decode()
    return text


def _event(one: Occasion, remind: Sequence[int]) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.seen_at)
    event.add("last-modified", one.seen_at)
    event.add("sequence", one.version)
    event.add("summary", _plain(one.summary))
    event.add("description", _plain(one.details))
    event.add("dtstart", one.first)
    event.add("dtend", one.last + DAY)  # the day after: an end is the first moment that is not part of it
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because something ends on it
    if one.place:
        event.add("location", _plain(one.place))
    if one.url.isprintable() and one.url.startswith(("http://", "https://")):  # none with a line break in it
        event.add("url", one.url)
    if one.deadline:
        for days in remind:
            event.add_component(_alarm(one, days))
    return event


def _plain(text: str) -> str:
    """Without what could end a line of the file: a headline must not be able to write properties of its own."""
    return "".join(ch if ch == "\n" or unicodedata.category(ch) not in ("Cc", "Cs", "Zl", "Zp") else " " for ch in text)


def _alarm(one: Occasion, days: int) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _plain(one.summary))
    alarm.add("trigger", MORNING - days * DAY)
    return alarm
