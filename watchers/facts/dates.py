"""Dates as newspapers print them, mostly without a year: 6月9日, 2026 年 10 月 25 日, 16日, 3月底."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from watchers.facts.numerals import cardinal

_NUMBER = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
# The first day of a span may leave its 日 to the last: 11月7—8日.
_TO_A_DAY = r"(?=\s?(?:—{1,2}|–|-|~|至|到|、|和)\s?[0-9]{1,2}\s?[日号](?!内))"
_DATE = re.compile(
    r"(?:(?P<year>(?<![0-9])(?:1[5-9]|20)[0-9]{2}|[今本当明次去])\s?年的?\s?)?"
    rf"(?P<month>(?<![0-9一二三四五六七八九十]){_NUMBER})\s?月\s?(?:(?P<day>{_NUMBER})(?:\s?[日号]|{_TO_A_DAY})|(?P<last>月?[底末]))"
    r"|(?P<end>(?:本|这个|下个?)月[底末]|[今本]年(?:年)?底|20[0-9]{2}年年?[底末]|(?<![0-9去前往历])年底(?=[之以]?前)"
    # 月底前 alone is this month's; 每月底 is none.
    r"|(?<![0-9一二三四五六七八九十每上前各个当次月])月[底末](?=[之以]?前|截止|结束))"
    r"|(?:(?P<of>20[0-9]{2}|[今本明])\s?年)?(?P<quarter>第?[一二三四]季度|上半年)[末底]"
    r"|(?P<iso>(?<![0-9])20[0-9]{2}(?P<mark>[-./])[0-9]{1,2}(?P=mark)[0-9]{1,2}(?![0-9]))"
    r"|(?<![0-9.])(?<![^本当下]月)(?<!提前)(?<!提前[0-9][至到~-])(?P<alone>[0-9]{1,2})(?:日|号(?![线楼院门馆厅口窗令文机店井厂棚地车]))(?!内)"
)
# The hour that may stand behind a date: (星期五)17:30, 晚7时整, 中午12点.
DAYPART = r"(?:[上下中]午|凌晨|早上?|傍晚|晚[上间]?|夜间|午夜|当[天日])?"
HOUR = r"[0-9]{1,2}(?:\s?[:∶]\s?[0-9]{2}|[时点](?:钟|整|半|[0-9]{1,2}分)?)|[零一二三四五六七八九十]{1,3}[时点]"
# A date may itself stand in brackets, behind the day of the week: 周日(9月13日)晚8点前.
CLOCK = rf"\)?\s?(?:\([^)]{{1,8}}\))?\s?{DAYPART}\s?(?:{HOUR})?\s?(?:\([^)]{{1,8}}\))?\s?"
_QUARTERS = {"一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "上半年": 6}  # and the month in which they end
_FARTHEST = 310  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A date as it stands at [start, end) of a text. `year`, `month` None when not printed; `day` 0: month's end."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int


def printed_dates(text: str, issued: date) -> Iterator[Printed]:
    """Dates in half-width `text`, in order; a bare 12日 takes the month of the date before it."""
    year: int | None = None
    month: int | None = None
    for found in _DATE.finditer(text):
        start = found.start()
        if found["iso"]:
            year, month, day = (int(part) for part in re.split(r"[-./]", found["iso"]))
        elif found["end"]:
            year, month, day = _end(found["end"], issued)
        elif found["quarter"]:
            year, month, day = _year(found["of"], issued), _QUARTERS[found["quarter"][-3:]], 0
        elif found["alone"]:
            day = int(found["alone"])
            if (lead := text[max(0, start - 2) : start]) in ("本月", "下月"):
                year, month, _ = _end(lead, issued)
                start -= len(lead)
        else:
            year, month = _year(found["year"], issued), int(cardinal(found["month"]) or 0)
            day = int(cardinal(found["day"]) or 0) if found["day"] else 0
        yield Printed(start=start, end=found.end(), year=year, month=month, day=day)


def _year(printed: str | None, issued: date) -> int | None:
    if not printed:
        return None
    return int(printed) if printed.isdecimal() else issued.year + (printed in "明次") - (printed == "去")


def _end(printed: str, issued: date) -> tuple[int, int, int]:
    """The end of this month, of the next or of the year, which name no figure: 本月底, 下月底, 年底前."""
    if printed.startswith("20"):
        return int(printed[:4]), 12, 0
    month = 12 if "年" in printed else issued.month + printed.startswith("下")
    return issued.year + (month > 12), (month - 1) % 12 + 1, 0


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none (2月30日); `day` 0 is the last of the month."""
    try:
        if day:
            return date(year, month, day)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def later(day: date, days: int) -> date | None:
    """`days` after `day`, None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def to_come(printed: Printed, issued: date) -> date | None:
    """The date as a deadline: this year's, next year's if the month lies before the issue's month.

    None where that is almost a year away: nobody prints in June what must be done by next May without saying 明年.
    """
    month = printed.month or issued.month + (printed.day < issued.day)
    year = printed.year or issued.year + (month < issued.month)
    day = calendar_day(year + (month > 12), (month - 1) % 12 + 1, printed.day)
    return day if printed.year or not day or (day - issued).days <= _FARTHEST else None


def nearest(printed: Printed, issued: date) -> date | None:
    """The date as a forecast: in the year (and month) that puts it nearest to the issue."""
    years = [printed.year] if printed.year else [issued.year - 1, issued.year, issued.year + 1]
    months = [printed.month] if printed.month else range(1, 13)
    found = [day for year in years for month in months if (day := calendar_day(year, month, printed.day))]
    return min(found, key=lambda day: abs(day - issued), default=None)
