"""What people write for a day: 今天, 昨天, 6月9日, 6-9, 2026-06-09, 9日, 上周五, yesterday, 9 June; 下周一. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_WORDS = {
    "大前天": 3, "前天": 2, "昨天": 1, "昨日": 1, "今天": 0, "今日": 0, "当天": 0, "明天": -1,
    "yesterday": 1, "today": 0, "tomorrow": -1,
}  # fmt: skip
_AHEAD = {
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "today": 0, "tomorrow": 1,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEK = "一二三四五六日"
_ENGLISH_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
# Half-width, lower case. Where figures stand alone no figure or letter stands beside them: 21世纪, 12345热线.
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<year>20\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*[日号]?",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        r"(?<!\d)(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})(?!\d)\s*[日号]?",
        r"(?<![\dA-Za-z./-])(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\w./-])",
        r"(?<![\d月.-])(?P<day>\d{1,2})[日号](?!楼|线|院)",
        rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:\s+(?P<year>20\d\d))?(?!\w)",
        rf"(?<!\w){_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?(?!\w)",
    )
)
LEAP = 2024
_WORD = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_WEEKDAY = re.compile(
    r"(?P<last>上)?(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?![\u4e00-\u9fff])"
    r"|(?<!\w)(?:last\s+)?(?P<english>mon|tue|wed|thu|fri|sat|sun)[a-z]*day(?!\w)"
)
_AHEAD_WORD = re.compile("|".join(sorted(_AHEAD, key=len, reverse=True)))
_AHEAD_WEEKDAY = re.compile(
    r"(?P<next>下)?(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])?(?![\u4e00-\u9fff])"
    r"|(?<!\w)(?P<following>next\s+)?(?P<english>mon|tue|wed|thu|fri|sat|sun)[a-z]*day(?!\w)|(?<!\w)next\s+week(?!\w)"
)
_NEXT_MONTH = re.compile(r"下个?月(?:初)?|(?<!\w)next\s+month(?!\w)")


def found(text: str, today: date) -> tuple[date | None, str]:
    """The day that a line names, and the line without it; None when it names none.

    A day without its year is the last one of that name that is not further ahead than tomorrow.
    """
    line = unicodedata.normalize("NFKC", text).strip()
    low = line.lower()
    for form in _FORMS:
        if (place := form.search(low)) and (day := _day(place, today)):
            return day, _without(line, place)
    if place := _WORD.search(low):
        return today - timedelta(days=_WORDS[place.group()]), _without(line, place)
    if place := _WEEKDAY.search(low):
        return _weekday(place, today), _without(line, place)
    return None, line


def coming(text: str, today: date) -> tuple[date | None, str]:
    """The day to come that a line names, and the line without it: 明天, 周五, 下周一, 6月15日.

    Today is meant only by 今天. A day without its year or month is the next one of that name.
    """
    line = unicodedata.normalize("NFKC", text).strip()
    low = line.lower()
    for form in _FORMS:
        if place := form.search(low):
            return _next(place, today), _without(line, place)
    if place := _AHEAD_WORD.search(low):
        return today + timedelta(days=_AHEAD[place.group()]), _without(line, place)
    if place := _NEXT_MONTH.search(low):
        return date(today.year + today.month // 12, today.month % 12 + 1, 1), _without(line, place)
    if place := _AHEAD_WEEKDAY.search(low):
        return _next_weekday(place, today), _without(line, place)
    return None, line


def _next(place: re.Match[str], today: date) -> date | None:
    month, day = _month(place), int(place["day"])
    if year := place.groupdict().get("year"):
        return _date(int(year), month or 0, day)
    if month:
        years = range(today.year, today.year + 9)
        return next((one for year in years if (one := _date(year, month, day)) and one > today), None)
    months = (today.year * 12 + today.month - 1 + on for on in range(3))
    return next((one for n in months if (one := _date(n // 12, n % 12 + 1, day)) and one > today), None)


def _next_weekday(place: re.Match[str], today: date) -> date:
    """周五 is the next one, 下周五 that of the week to come; 下周 its Monday, 周末 Saturday."""
    if place["english"]:
        wanted = _ENGLISH_WEEK.index(place["english"])
    else:
        wanted = "一二三四五六日".index({"天": "日", "末": "六"}.get(place["day"] or "", place["day"] or "一"))
    monday = today - timedelta(days=today.weekday() - 7)
    if place["next"] or place["following"] or not (place["day"] or place["english"]):
        return monday + timedelta(days=wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def impossible(text: str) -> str:
    """The date in a line that no calendar has, as it is written there: 6月31日, 2026-02-30, 13月1日; "" without any."""
    line = unicodedata.normalize("NFKC", text).strip()
    for form in _FORMS:
        if place := form.search(line.lower()):
            return "" if _there_is(place) else line[place.start() : place.end()].strip()
    return ""


def _there_is(place: re.Match[str]) -> bool:
    """Of a date without its year it is enough that some year has it, of a day without its month some month."""
    month, day = _month(place) or 1, int(place["day"])
    return _date(int(place.groupdict().get("year") or LEAP), month, day) is not None


def _month(place: re.Match[str]) -> int | None:
    parts = place.groupdict()
    named = parts.get("name")
    return _MONTHS.index(named) + 1 if named else int(parts["month"]) if parts.get("month") else None


def _without(line: str, place: re.Match[str]) -> str:
    return " ".join((line[: place.start()] + " " + line[place.end() :]).split()).strip(" ,，、的")


def _day(place: re.Match[str], today: date) -> date | None:
    month = _month(place)
    latest, day = today + timedelta(days=1), int(place["day"])
    if year := place.groupdict().get("year"):
        return _date(int(year), month or 0, day)
    if month:  # 29 February has come within the last eight years, even about 1900
        years = range(today.year, today.year - 9, -1)
        return next((one for year in years if (one := _date(year, month, day)) and one <= latest), None)
    months = ((latest.year * 12 + latest.month - 1 - back) for back in range(3))
    return next((one for n in months if (one := _date(n // 12, n % 12 + 1, day)) and one <= latest), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(place: re.Match[str], today: date) -> date:
    """周五 is the last Friday, today if it is one; 上周五 the one of the week before this."""
    if place["english"]:
        wanted = _ENGLISH_WEEK.index(place["english"])
    else:
        wanted = _WEEK.index("日" if place["day"] == "天" else place["day"])
    if place["last"]:
        return today - timedelta(days=today.weekday() + 7 - wanted)
    return today - timedelta(days=(today.weekday() - wanted) % 7)
