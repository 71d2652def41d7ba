"""Days that are counted, not printed: 自5月12日起为期30日, 公告发布之日起10个工作日内, 公示5个工作日,从5月21日算起.

A notice that is dated by its own publication (公告发布之日, 见报之日, 即日) begins on the day of the issue. “…起30日内”
does not count its first day (民法典第二百零一条: 开始的当日不计入), “为期30日” counts it, as the spans that are printed
with their length do (9月3日至12日,共10天). Working days are Monday to Friday: which days the State Council moves is
known for one year at a time and stands in no article. A holiday within the period puts the true end later, so that who
keeps to the counted day is in time; only a working Saturday that makes up for a holiday after the period puts it a day
earlier. Whoever shows the day says that it was counted, beside the printed words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from watchers.facts.dates import calendar_day, later
from watchers.facts.numerals import cardinal

_NUMBER = r"[0-9]{1,3}|[一二三四五六七八九十两]{1,3}|半(?=个?[月年])"
_COUNT = (
    rf"(?:\([^)]{{1,6}}\))?(?P<days>{_NUMBER})\s?(?:\([^)]{{1,6}}\))?\s?"
    r"(?P<unit>个?(?:工作)?(?:自然)?[日天]|个月|个?(?:周|星期)(?![一二三四五六日末])|年)"
)
_LASTS = re.compile(
    r"起?,?[^,。;0-9]{0,10}?,?(?:为期|共|[展工会]期为?|时间为|期限为|持续|连续|历时"
    r"|(?:公示|公告|征求意见|意见征集|受理|报名)期?)" + _COUNT
)
_DURATION = re.compile(r"(?:为期|[展工会]期为?|持续|连续|历时)" + _COUNT)
_WITHIN = re.compile(rf"起,?{_COUNT}之?内")
# The length may stand before its first day: 公示时间为5个工作日,从5月21日算起.
_LENGTH_BEFORE = re.compile(rf"(?:期限?|时[间限])(?:[为是:]|共)?{_COUNT}(?:\([^)]{{1,12}}\))?[,(]?[自从]?$")
_COUNTS_FROM = re.compile(r"(?:\([^)]{1,8}\))?(?:起算|算起|开始计?算?|起)")
_PRINTING = r"(?:发布|公布|发出|刊登|刊载|刊发|登载|登报|见报|张贴|公示|公告|公开)"
# 期满, 届满, 送达 before 之日 name another day, and so does what is no notice: 成绩公布之日, 收到通知之日.
_PUBLICATION = (
    rf"(?:即日|(?<!收到)(?<!决定)(?:公告|通告|公示|启事|通知|声明|征求意见稿|草案){_PRINTING}?之日"
    r"|本(?:公告|通告|通知)[印下]发之日"
    rf"|(?:见报|刊登|登报)之日|(?<=[自从]){_PRINTING}之日)"
)
_FROM_PUBLICATION = re.compile(
    rf"{_PUBLICATION}起,?{_COUNT}(?:之?内|为?止)"
    # 征求意见时间为自公告之日起二十日 needs no 内; 经过三十日即视为送达 is no time to do anything in
    rf"|(?:期限?|时[间限])(?:[为是:]|共)?[自从]?{_PUBLICATION}起,?"
    rf"{_COUNT.replace('days', 'length').replace('unit', 'units')}(?![后满届]|即?视)"
)
_SATURDAY = 5
_REACH = 40  # characters beside a date that say how long something lasts


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length of time as printed at [start, end) of a text, in days, or working days, and months.

    `with_first`: the day on which it begins is one of its days.
    """

    start: int
    end: int
    days: int = 0
    working: bool = False
    months: int = 0
    with_first: bool

    def over(self, first: date) -> date | None:
        """The last day of the period that begins on `first`; None beyond the calendar."""
        if self.months:
            day = _months_after(first, self.months)
            return later(day, self.days - self.with_first) if day else None
        if not self.working:
            return later(first, self.days - self.with_first)
        left, day = self.days, later(first, -1) if self.with_first else first
        while day and left:
            day = later(day, 1)
            left -= bool(day and day.weekday() < _SATURDAY)
        return day


def _months_after(day: date, months: int) -> date | None:
    """The same day of a later month, that month's last where it has none (民法典第二百零二条)."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return calendar_day(year, month, day.day) or calendar_day(year, month, 0)


def period_from(text: str, start: int, end: int) -> Period | None:
    """The period that begins on the date at [start, end) of a half-width text."""
    reach = end + _REACH
    if lasts := _LASTS.match(text, end, reach):
        return _period(lasts, lasts["days"], lasts["unit"], with_first=True)
    if within := _WITHIN.match(text, end, reach):
        return _period(within, within["days"], within["unit"], with_first=False)
    if not _COUNTS_FROM.match(text, end):
        return None
    if before := _LENGTH_BEFORE.search(text, max(0, start - _REACH), start):
        return _period(before, before["days"], before["unit"], with_first=True)
    return None


def duration(text: str) -> Period | None:
    """How long something that the sentence tells lasts, wherever it says so: 为期三天的茶会, …断交施工,工期45天."""
    found = _DURATION.search(text)
    return _period(found, found["days"], found["unit"], with_first=True) if found else None


def period_from_publication(text: str) -> Period | None:
    """The first period of a half-width text that begins on the day on which the notice is published."""
    if "日起" not in text or not (found := _FROM_PUBLICATION.search(text)):
        return None
    return _period(found, found["days"] or found["length"], found["unit"] or found["units"], with_first=False)


def _period(found: re.Match[str], number: str, unit: str, *, with_first: bool) -> Period | None:
    """None for a number that says none. Half a month is fifteen days, as offices count it."""
    count = 0 if number == "半" else int(cardinal(number) or 0)
    if not count and number != "半":
        return None
    days = months = 0
    if "月" in unit:
        days, months = (15, 0) if number == "半" else (0, count)
    elif "年" in unit:
        months = 6 if number == "半" else 12 * count
    else:
        days = 7 * count if re.search("周|星期", unit) else count
    start, end = found.span()
    return Period(start=start, end=end, days=days, working="工作" in unit, months=months, with_first=with_first)
