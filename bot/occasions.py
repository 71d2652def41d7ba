"""What stands in a calendar: deadlines and events that articles print, as days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A deadline, or an event from the `first` day to the `last`.

    `uid` stays what it is when the article is corrected, so that a calendar changes its entry and does not double it;
    `version` counts corrections from 0. `article` is the uid of the article, `details` are lines: the printed words,
    the source. `headline` is the article's; `place` and `url` are empty where there is none. `was`: the day on which it
    would have been before it was put off. `time`: the hours of what lasts several days, as printed; of a single day the
    summary says them.
    """

    uid: str
    article: str
    summary: str
    details: str
    headline: str
    first: date
    last: date
    seen_at: datetime
    version: int = 0
    place: str = ""
    url: str = ""
    deadline: bool = False
    was: date | None = None
    time: str = ""
