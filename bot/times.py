"""When people are told: the nouns of digest times and quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from watchers.warning import Colour

# A clock that is set back by more than this was wrong before: what was planned and served by it counts no more, or the
# person would hear nothing until that future comes. By less, and what was served stays served: that is a correction
# of hours, such as the eight of a computer whose hardware clock ran on Chinese time, and a repeat would be seen.
SET_BACK = timedelta(hours=12)
# No delivery waits longer than this by itself before it is tried again; the pauses that a channel asks for are kept
# apart. What is due later was planned by a clock that has been set back since.
LONGEST_PAUSE = timedelta(minutes=1)
# Quiet hours last less than a day, and no more than an hour is added to a day when summer time ends.
LONGEST_QUIET = timedelta(hours=25)

# What was done can be taken back so long: long enough to see that it was a slip, short enough that what was left behind
# stays left behind. Then nothing is kept of how it was before.
REGRET = timedelta(minutes=10)

# Days before a deadline: a week to get papers ready, three days to hand them in, a day for those who forgot, and the
# morning of the day itself, on which it can still be done.
REMIND = (7, 3, 1, 0)

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a person's digests come: at each of these local times, on these weekdays (0 is Monday; all by default).

    Times and weekdays are sorted and each is there once; whole minutes. Written `07:30 18:00` or `mon thu 08:00`.
    """

    times: tuple[time, ...]
    weekdays: tuple[int, ...] = tuple(range(7))

    def __post_init__(self) -> None:
        if not self.times or not self.weekdays:
            raise ValueError("a timetable has at least one time and one weekday")
        object.__setattr__(self, "times", tuple(sorted(set(self.times))))
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays))))

    def __str__(self) -> str:
        days = [] if len(self.weekdays) == 7 else [WEEK[day] for day in self.weekdays]
        return " ".join([*days, *(at.strftime("%H:%M") for at in self.times)])

    @classmethod
    def parse(cls, text: str) -> Timetable:
        """The timetable that `str()` wrote; raises ValueError."""
        words = text.split()
        days = tuple(WEEK.index(word) for word in words if word in WEEK)
        times = tuple(time.fromisoformat(word) for word in words if word not in WEEK)
        return cls(times, days or tuple(range(7)))


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One digest time of one local day: what a person gets one digest for. Written `2026-05-11 07:30`."""

    day: date
    at: time

    def __str__(self) -> str:
        return f"{self.day} {self.at:%H:%M}"

    @classmethod
    def parse(cls, text: str) -> Slot:
        """The slot that `str()` wrote; raises ValueError."""
        day, _, at = text.partition(" ")
        return cls(date.fromisoformat(day), time.fromisoformat(at))


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A person's quiet hours, from `begin` to before `end` on their clock, over midnight where begin is the later one.

    Alerts about warnings of the colour `floor` and above come through. Written `22:30-07:00` or `22:30-07:00 orange`.
    """

    begin: time
    end: time
    floor: Colour | None = None

    def __post_init__(self) -> None:
        if self.begin == self.end:
            raise ValueError("quiet hours that end when they begin are none")

    def __str__(self) -> str:
        floor = f" {self.floor.name.lower()}" if self.floor else ""
        return f"{self.begin:%H:%M}-{self.end:%H:%M}{floor}"

    @classmethod
    def parse(cls, text: str) -> QuietHours:
        """The quiet hours that `str()` wrote; raises ValueError, or KeyError for an unknown colour."""
        hours, _, floor = text.partition(" ")
        begin, _, end = hours.partition("-")
        return cls(time.fromisoformat(begin), time.fromisoformat(end), Colour[floor.upper()] if floor else None)
