"""Days that are told from the day of the issue: 昨日, 今明两天, 本周六, 下周三, 明起三天.

A week begins on Monday, as the State's calendar has it (GB/T 7408), so 本周日 of a paper of Saturday is its morrow. A
weekday by itself (每周六休息, 周一至周五) is a habit as often as a day; it names one only behind 于, 在 or 到. Beside
the date itself (本周六(5月16日), 5月16日周六) it says nothing more and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from watchers.facts.dates import Printed, later, printed_dates
from watchers.facts.numerals import cardinal

_DAYS = {"前": -2, "昨": -1, "今": 0, "当": 0, "明": 1, "后": 2}
_WEEKS = {"上": -7, "上个": -7, "本": 0, "这": 0, "这个": 0, "下": 7, "下个": 7}
_WEEKDAYS = "一二三四五六日"
_COUNT = r"[2-9两二三四五六七八九]"
_WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天]"
_WORD = re.compile(
    rf"(?P<from>[今明后])(?:[日天]?起|后)\s?(?P<count>{_COUNT})[日天]"
    rf"|(?P<pair>今明|明后)(?:两|2|二)?[日天]"
    r"|(?<![0-9从以])(?P<day>[昨今明后])(?:[日天](?![报头气])|[晚晨早](?![一-鿿]{0,2}报))"
    rf"|(?P<week>[本这]个?|[上下]个?)(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])"
    rf"(?:\s?(?P<to>[、和至到及])\s?(?:周|星期|礼拜)?(?P<other>[一二三四五六日天]))?"
    rf"|(?<=[于在到])(?:周|星期|礼拜)(?P<alone>[一二三四五六日天])(?![、和至到—-]|[上下晚]午?都)"
)
_BESIDE = re.compile(r"\s?[(,]?\s?")
_PRINTED = re.compile(r"[0-9一二三四五六七八九十]\s?[月日号]|20[0-9]{2}[-./]|[月年度][底末]")
_HINT = re.compile("[今昨明后周]|星期|礼拜")


@lru_cache(maxsize=512)  # a page's sentences: deadlines and events both ask for their days
def told_dates(text: str, issued: date) -> tuple[Printed, ...]:
    """The printed dates of a half-width text and those told from the issue's day, in order."""
    printed = tuple(printed_dates(text, issued)) if _PRINTED.search(text) else ()
    if not _HINT.search(text):
        return printed
    told = [one for pair in _told(text, issued) if not _stands_beside(text, pair, printed) for one in pair]
    return tuple(sorted((*printed, *told), key=lambda one: one.start))


def _stands_beside(text: str, pair: Sequence[Printed], printed: Sequence[Printed]) -> bool:
    start, end = pair[0].start, pair[-1].end
    return any(
        (end <= one.start and _BESIDE.fullmatch(text, end, one.start))
        or (one.end <= start and _BESIDE.fullmatch(text, one.end, start))
        for one in printed
    )


def _told(text: str, issued: date) -> Iterator[tuple[Printed, ...]]:
    """Each day, or the first and the last of several, as dates with nothing between them."""
    for found in _WORD.finditer(text):
        offsets = _offsets(found, issued.weekday())
        days = [later(issued, offset) for offset in offsets]
        cut = found.end() if len(days) == 1 else found.start() + 1
        marks = [(found.start(), cut), (cut, found.end())][: len(days)]
        if all(days):
            yield tuple(_at(start, end, day) for (start, end), day in zip(marks, days, strict=True) if day)


def _at(start: int, end: int, day: date) -> Printed:
    return Printed(start=start, end=end, year=day.year, month=day.month, day=day.day)


def _offsets(found: re.Match[str], today: int) -> list[int]:
    """How many days after the issue; two figures for the first and the last of several days."""
    if found["from"]:
        first = _DAYS[found["from"]]
        return [first, first + int(cardinal(found["count"]) or 1) - 1]
    if found["pair"]:
        return [_DAYS[letter] for letter in found["pair"]]
    if found["day"]:
        return [_DAYS[found["day"]]]
    if found["alone"]:
        return [(_weekday(found["alone"]) - today) % 7]
    begin = _WEEKS[found["week"]] - today
    if found["weekday"] == "末":
        return [begin + 5, begin + 6]
    days = [begin + _weekday(letter) for letter in (found["weekday"], found["other"]) if letter]
    return days if days == sorted(days) else days[:1]


def _weekday(letter: str) -> int:
    return _WEEKDAYS.index(letter.replace("天", "日"))
