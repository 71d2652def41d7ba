"""The days of a sentence on which something takes place: one day, or a span with its first and its last.

Left out are days of something else: until when to apply, since when it is planned, when somebody told it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from watchers.facts.actions import ACTION
from watchers.facts.asking import BEFORE
from watchers.facts.dates import Printed, nearest, to_come
from watchers.facts.periods import duration
from watchers.facts.relative import told_dates
from watchers.facts.sentences import clause_start

_SPAN = re.compile(
    r"(?:\([^)]{1,8}\))?\s?(?:[上下]午|晚上?|凌晨|早上?|全[天日])?\s?(?:[0-9]{1,2}(?::[0-9]{2}|[时点](?:[0-9]{1,2}分)?)|[零一二三四五六七八九十]{1,3}[时点])?\s?起?(?:至"
    r"|到|—{1,2}|–|-|~|、|[和及与])\s?"
)
LASTS_TO = re.compile(r"(?:持续|延续|展[出期]|一直|将|开放|举办|办)(?:到|至)\s?$|,[至到]\s?$")
# A day of telling, not of taking place.
_TOLD = re.compile(
    r"[^,。;]{0,14}(?:截止|停止(?=报名|受理|登记))|,?(?:本报)?记者?[^,。;]{0,4}从[^,。;]{2,24}(?:获悉|了解到|得知)|[^,。;]{0,4}获悉"
)
_OTHER_DAY = re.compile(r"截[止至]|出生|成立于|原定|每年|周年|诞辰")
_PASSED = 31  # days
_TO_BE = re.compile("将|定于|拟于|即日")
_LONGEST = 200  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A day or span as it stands at [start, end) of a sentence."""

    start: int
    opened: int  # where the first day of a span ends
    end: int
    first: date
    last: date


def day_spans(text: str, issued: date) -> Iterator[Days]:
    """The days of a sentence, spans joined, without those by which or from which something else is to be done."""
    dates = told_dates(text, issued)
    index = since = 0
    while index < len(dates):
        first = last = dates[index]
        if index + 1 < len(dates) and _is_span(text, first.end, dates[index + 1].start):
            index += 1
            last = dates[index]
        index += 1
        begun = _begins(first, text, issued)
        ended = nearest(last, begun) if begun and last is not first else begun
        if begun and ended and begun <= ended and not _is_of_something_else(text, since, first, last):
            yield Days(start=first.start, opened=first.end, end=last.end, first=begun, last=ended)
        since = last.end


def _begins(printed: Printed, text: str, issued: date) -> date | None:
    """A day without a year is the nearest; but what is to happen (将, 定于) in nine months is not long past."""
    day = nearest(printed, issued)
    if day and not printed.year and (issued - day).days > _PASSED and _TO_BE.search(text):
        return to_come(printed, issued)
    return day


def _is_span(text: str, end: int, start: int) -> bool:
    """Whether two dates are the first and the last: 5月16日至20日; 今|明两天 has nothing between."""
    return end == start or bool(_SPAN.fullmatch(text, end, start))


def _is_of_something_else(text: str, since: int, first: Printed, last: Printed) -> bool:
    """By the words before it in its clause and behind the date before: 原定9月23日的运动会推迟至|9月28日."""
    before = text[max(since, clause_start(text, first.start)) : first.start]
    if not first.day:  # of a month's end only that something goes on until then
        return not LASTS_TO.search(text[: first.start])
    if text.startswith("截止", last.end) or BEFORE.match(text, last.end) or _OTHER_DAY.search(before):
        return True
    return bool(ACTION.search(before) or _TOLD.match(text, last.end))


def lasting(text: str, days: Days) -> date | None:
    """7月12日开营,为期7天; None where a span is printed, nothing says how long, or it is a programme of years."""
    lasts = duration(text) if days.first == days.last else None
    last = lasts.over(days.first) if lasts else None
    return last if last and (last - days.first).days <= _LONGEST else None
