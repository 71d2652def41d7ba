"""The printed forecast: one entry a day, as it stands in the weather column.

A day's entry is a date and then, within the same sentence, the sky (晴转多云), the wind (东北风3级) and the
temperatures (20℃~32℃). Prose about the weather (“最高气温36℃的高温日”) is not an entry: the sky must follow the date
at once, and there must be a temperature, or at least two such days in a row of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from watchers.facts.dates import Printed, later, nearest, printed_dates
from watchers.model import ForecastDay
from watchers.widths import fold

_SKY = (
    r"(?:晴|多云|阴|[小中大暴](?:[到转至][中大暴])?[雨雪]|阵雨|阵雪|雷雨|雷阵雨|雷暴|雨夹雪|冻雨|毛毛雨|冰雹|雾|霾"
    r"|浮尘|扬沙|沙尘|降水|降雨|雨)"
)
# What may stand between the date and the sky.
_LEADS = (
    r"(?:白天|夜里|夜间|上午|下午|早晨|晚上|凌晨|到|至|全[省市区县]|我[省市县区]|[一-鿿]{2,5}[市县区]|天气|预计"
    r"|有|为|以|局部|部分地区|大部|\([^)]{1,6}\)|[:,)\s])"
)
_ENTRY = re.compile(rf"{_LEADS}{{0,6}}?(?={_SKY})")
_RELATIVE = {"今天": 0, "今日": 0, "今夜": 0, "今晚": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_WORD = re.compile("大后天|今天|今日|今夜|今晚|明天|明日|后天")
_SPAN = re.compile(r"\s?[至到~—–-]{1,2}\s?")
_STOP = re.compile(r"[;。\n](?!\s*(?:预计)?(?:最高|最低|气温|温度))")
_DEGREE = r"(?:℃|°C|摄氏度|度(?!假))"
_FIGURE = r"(?:零下|-|−)?[0-9]{1,2}"
_TO = r"\s?(?:——|~|-|—|–|至|到|/)\s?"
_RANGE = re.compile(rf"({_FIGURE}){_DEGREE}?{_TO}({_FIGURE}){_DEGREE}")
_HIGHEST = re.compile(rf"(?:最高|高温)[^0-9零;。-]{{0,10}}({_FIGURE})(?:{_DEGREE}?{_TO}({_FIGURE}))?{_DEGREE}")
_LOWEST = re.compile(rf"(?:最低|低温)[^0-9零;。-]{{0,10}}({_FIGURE})(?:{_DEGREE}?{_TO}{_FIGURE})?{_DEGREE}")
_LIST_SKY = re.compile(rf"(?:{_SKY}|天|转|间|到|有|夹|伴|或|夜里|夜间|白天|局部|部分地区|并|,)+")
_LONGEST = 120
_MOST_DAYS = 15


def forecast(body: str, issued: date) -> tuple[ForecastDay, ...]:
    """The forecast days of a body, in order of date, each once."""
    text = fold(body)
    if not re.search(_SKY, text):
        return ()
    entries: dict[date, ForecastDay] = {}
    for day in _days(body, text, issued):
        if day.date < issued - timedelta(days=1):  # a record of past weather
            continue
        entries[day.date] = _merged(entries[day.date], day) if day.date in entries else day
    kept = [day for day in entries.values() if _has_degrees(day) or len(entries) > 1]
    return tuple(sorted(kept, key=lambda day: day.date))


def _has_degrees(day: ForecastDay) -> bool:
    return day.low is not None or day.high is not None


def _merged(first: ForecastDay, second: ForecastDay) -> ForecastDay:
    """Two entries for one day (day and night, or prose and list): what the first leaves out, the second may say."""
    if not _has_degrees(first) and _has_degrees(second):
        return second
    return ForecastDay(
        date=first.date,
        text=first.text,
        wind=first.wind or second.wind,
        low=second.low if first.low is None else first.low,
        high=second.high if first.high is None else first.high,
    )


def _days(body: str, text: str, issued: date) -> Iterator[ForecastDay]:
    marks = sorted(_marks(text, issued), key=lambda mark: mark[0])
    for index, (_, end, day) in enumerate(marks):
        limit = min(marks[index + 1][0] if index + 1 < len(marks) else len(text), end + _LONGEST)
        last = day
        if index + 1 < len(marks) and _SPAN.fullmatch(text, end, marks[index + 1][0]):
            continue
        if index and _SPAN.fullmatch(text, marks[index - 1][1], marks[index][0]):
            day = marks[index - 1][2]
        begun = _ENTRY.match(text, end, limit)
        if not begun:
            continue
        stop = _STOP.search(text, begun.end(), limit)
        entry = _entry(body, text, begun.end(), stop.start() if stop else limit)
        yield from _spread(entry, day, last)


def _spread(entry: ForecastDay | None, first: date, last: date) -> Iterator[ForecastDay]:
    """An entry for several days (14日至16日) once for each of them."""
    for offset in range(min((last - first).days + 1, _MOST_DAYS) if entry else 0):
        if entry and (day := later(first, offset)):
            yield ForecastDay(date=day, text=entry.text, wind=entry.wind, low=entry.low, high=entry.high)


def _marks(text: str, issued: date) -> Iterator[tuple[int, int, date]]:
    """Where days are named: start, end, date."""
    month: int | None = None
    for printed in printed_dates(text, issued):
        month = printed.month or month
        day = nearest(_in_month(printed, month), issued)
        if day:
            yield printed.start, printed.end, day
    for found in _WORD.finditer(text):
        if day := later(issued, _RELATIVE[found[0]]):
            yield found.start(), found.end(), day


def _in_month(printed: Printed, month: int | None) -> Printed:
    return Printed(start=printed.start, end=printed.end, year=printed.year, month=month, day=printed.day)


def _entry(body: str, text: str, start: int, end: int) -> ForecastDay | None:
    """The entry at [start, end); None when it is prose: no temperature, and more than the sky before the next pause."""
    sky, wind = _clauses(body, text, start, end)
    low, high = _degrees(text[start:end])
    if not sky or (low is None and high is None and not _LIST_SKY.fullmatch(text[start:end].strip())):
        return None
    return ForecastDay(date=date.min, text=",".join(sky), wind=",".join(wind), low=low, high=high)


def _clauses(body: str, text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Clauses about the sky and about the wind, as printed."""
    sky: list[str] = []
    wind: list[str] = []
    for clause in re.finditer(r"[^,;。\n\s]+", text[start:end]):
        printed = body[start + clause.start() : start + clause.end()]
        if re.search(r"风|[0-9]级", clause[0]):
            wind.append(printed)
        elif not re.search(_DEGREE, clause[0]) and re.search(_SKY, clause[0]):
            sky.append(printed)
    return sky, wind


def _degrees(text: str) -> tuple[int | None, int | None]:
    """Lowest and highest of the day. “最低4到5度，最高12到13度” gives ranges for both: the outer ends are the day's."""
    low, high = _LOWEST.search(text), _HIGHEST.search(text)
    if low or high:
        return (_figure(low[1]) if low else None), (_figure(high[2] or high[1]) if high else None)
    if found := _RANGE.search(text):
        ends = sorted((_figure(found[1]), _figure(found[2])))
        return ends[0], ends[1]
    return None, None


def _figure(text: str) -> int:
    return -int(text[-2:].lstrip("下-−")) if text[0] in "零-−" else int(text)
