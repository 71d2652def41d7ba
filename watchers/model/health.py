"""How a source has done: what its visits found, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from watchers.model.source import Source


class Fault(StrEnum):
    """In what way a visit did not go well. LATER: the source asked for time, which is nobody's failure."""

    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"
    LAYOUT = "layout"
    PROGRAM = "program"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one visit came to: new articles, corrected ones, and how many there were to read in how many harvests."""

    new: int = 0
    changed: int = 0
    articles: int = 0
    issues: int = 0
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Visits of one source that came to the same, one after the other, as the watchdog remembers them.

    `times` visits, the first at `begun_at`, the last at `at`. Those that brought something are one only where they are
    pieces of a long one; then `found` is their sum.
    """

    begun_at: datetime
    at: datetime
    found: Found
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDay:
    """A day of a source's articles: when its first one was seen, and how many there are."""

    day: date
    first_at: datetime
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a source is doing, for `status` and `sources`. `adopted`: by a command, not by the configuration."""

    source: Source
    due_at: datetime
    last_good_at: datetime | None = None
    last_new_at: datetime | None = None
    last_day: date | None = None
    articles: int = 0
    failures: int = 0
    last_error: str = ""
    notes: tuple[str, ...] = ()
    adopted: bool = False
