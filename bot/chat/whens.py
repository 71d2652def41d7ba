"""A word for a time behind what is looked for: 停车 昨天, 公示 一周, 融资 6月9日, layoffs last week. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot import days, hours
from watchers.variants import simplified

DAY = timedelta(days=1)
_LAST = re.compile(
    r"(?P<text>.*?\S)\s+(?P<when>(?:(?:the\s+)?(?:last|past|this)\s+)?(?:\d{1,3}\s+)?[^\s\"“”「」:：]+)",
    re.DOTALL | re.IGNORECASE,
)
_LATELY = re.compile(r"^(?:最近|近|过去|(?:the\s+)?(?:last|past))\s*(?=[\d一两二三四五六七十半]|day|week|month)")
_PERIODS = {
    "本周": "week", "这周": "week", "这一周": "week", "这星期": "week", "this week": "week",
    "上周": "last week", "上星期": "last week", "上个星期": "last week", "last week": "last week",
    "本月": "month", "这个月": "month", "this month": "month",
    "上月": "last month", "上个月": "last month", "last month": "last month",
}  # fmt: skip
# 地铁 3号, 12345: a number that may be anything else.
_ONLY_A_NUMBER = re.compile(r"\d+号?|\d+(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `first` to `last`; `days`: the last so many of them, today among them."""

    first: date
    last: date
    days: int = 0

    @property
    def query(self) -> str:
        """As a condition of the subscription language."""
        if self.days:
            return f"日期:{self.days}天"
        return f"日期:{self.first}" if self.first == self.last else f"日期:{self.first}..{self.last}"


def behind(text: str, today: date) -> tuple[str, Span | None]:
    """The text without the time at its end; as it is where there is none, or nothing else."""
    found = _LAST.fullmatch(text.strip())
    if not found:
        return text.strip(), None
    said = " ".join(simplified(found["when"]).lower().split())
    if span := _span(said, today):
        return found["text"], span
    last = said.split()[-1]
    span = _span(last, today) if last != said else None
    return (text.strip()[: -len(last)].strip(), span) if span else (text.strip(), None)


def _span(said: str, today: date) -> Span | None:
    if period := _PERIODS.get(said):
        return _period(period, today)
    length = hours.lasting(_LATELY.sub("", said).replace(" ", ""))
    if length and length >= DAY:
        return Span(first=today - length + DAY, last=today, days=length // DAY)
    if _ONLY_A_NUMBER.fullmatch(said):
        return None
    day, rest = days.found(said, today)
    return Span(first=day, last=day) if day and not rest else None


def _period(name: str, today: date) -> Span:
    monday, begun = today - today.weekday() * DAY, today.replace(day=1)
    if name == "week":
        return Span(first=monday, last=today)
    if name == "last week":
        return Span(first=monday - 7 * DAY, last=monday - DAY)
    if name == "month":
        return Span(first=begun, last=today)
    return Span(first=(begun - DAY).replace(day=1), last=begun - DAY)
