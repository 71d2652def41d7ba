"""What people write about time: digest times and weekdays, quiet hours, how long to keep silent. Pure reading."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta

from bot import days
from bot.times import WEEK, QuietHours, Timetable
from watchers.warning import Colour

# 7:30, 7点半, 07:30, 20, 20时15分, 晚上8点, 8pm.
_CLOCK = (
    r"(?P<part>早上|早晨|清晨|凌晨|上午|中午|下午|傍晚|晚上|夜里|早|晚)?\s*"
    r"(?<!\d)(?P<hour>2[0-4]|[01]?\d)(?:\s*[:点时h](?:(?P<half>半)|(?P<minute>[0-5]?\d)(?!\d)\s*分?)?)?(?!\d)\s*"
    r"(?P<noon>am|pm)?"
)
TIME = re.compile(_CLOCK)
AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚", "pm"})

CHINESE_DAYS = "一二三四五六日"
EVERY_DAY, WORKDAYS, WEEKEND = tuple(range(7)), tuple(range(5)), (5, 6)
# Chinese public holidays move working days about by decree, each year anew: 工作日 is Monday to Friday here.
GROUPS = {
    "每天": EVERY_DAY, "天天": EVERY_DAY, "每日": EVERY_DAY, "daily": EVERY_DAY, "everyday": EVERY_DAY,
    "every day": EVERY_DAY,
    "工作日": WORKDAYS, "平日": WORKDAYS, "weekdays": WORKDAYS, "weekday": WORKDAYS, "workdays": WORKDAYS,
    "双休日": WEEKEND, "周末": WEEKEND, "weekends": WEEKEND, "weekend": WEEKEND,
}  # fmt: skip
_TO = r"\s*(?:-|~|至|到|to)\s*"
_GROUP = re.compile("|".join(sorted(GROUPS, key=len, reverse=True)))
_CHINESE = re.compile(
    r"每?(?:周|星期|礼拜)(?P<days>[一二三四五六日天]+)(?:" + _TO + r"(?:周|星期|礼拜)?(?P<last>[一二三四五六日天]))?"
)
_LATIN = re.compile(
    r"(?P<first>mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:" + _TO + r"(?P<last>mon|tue|wed|thu|fri|sat|sun)[a-z]*)?"
)
_BETWEEN = re.compile(r"(?:[\s,、;]|和|及|与|的|\band\b|\bat\b|\bon\b|\bevery\b(?!\s*day)|\beach\b)+")

# 七点半, 十二点一刻, 二十点零五分: as figures. 周二十点 is Tuesday at ten.
_DIGITS = "零一二三四五六七八九"
_HOUR = re.compile(r"(?<![周期拜至到])(二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九])(?=[点时钟])")
_MINUTE = re.compile(
    r"(?<=[点时])([一三])刻"
    r"|(?<=[点时])([零〇]?[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)(?=分|\b|$|\s)"
)
_SHARP = re.compile(r"(?<=[点时])(?:钟|整)|\s*o['’]?clock\b")
# 0730 and 7.30.
_RUN = re.compile(r"(?<![\d:.])(?:([01]\d|2[0-3])([0-5]\d)|([01]?\d|2[0-3])\.([0-5]\d))(?![\d:.])")
_HALF_DAY = re.compile(r"\b([ap])\.m\.?")
_NAMED = (
    (re.compile(r"(?:正午|中午)(?!\s*\d)|\bnoon\b|\bmidday\b"), "12:00"),
    (re.compile(r"午夜|\bmidnight\b"), "0:00"),
)
# A part of the day is no time, but it is not hard to guess which is meant.
_PART = re.compile(
    r"(?P<early>早上|早晨|清晨|上午|早|\bmornings?\b)"
    r"|(?P<late>傍晚|晚上|夜里|晚间|晚|\bevenings?\b|\bnights?\b|\btonight\b)"
)
BREAKFAST, SUPPER = "07:30", "20:00"

# More digests a day than this are alerts, and those come by themselves.
MOST_TIMES = 6

_QUIET = re.compile(_CLOCK + r"\s*(?:-|~|—|–|至|到|to)+\s*" + _CLOCK.replace("?P<", "?P<to_"))
_FLOOR = re.compile(
    r"(?:例外|除外|除了|except)?[\s,、:]*(?P<colour>蓝|黄|橙|红|blue|yellow|orange|red)色?(?:预警)?(?:以上|除外)?"
)
COLOURS = {
    "蓝": Colour.BLUE, "黄": Colour.YELLOW, "橙": Colour.ORANGE, "红": Colour.RED,
    "blue": Colour.BLUE, "yellow": Colour.YELLOW, "orange": Colour.ORANGE, "red": Colour.RED,
}  # fmt: skip

_LASTING = re.compile(
    r"(?P<count>\d{1,4}|半|一|两|二|三|四|五|六|七|十)\s*个?(?P<unit>小时|钟头|天|日|周|星期|礼拜|月|hours?|days?|weeks?|months?|h|d|w)$"
)
COUNTS = {"半": 0.5, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "十": 10}
UNITS = {
    "小时": 1, "钟头": 1, "h": 1, "hour": 1, "天": 24, "日": 24, "d": 24, "day": 24,
    "周": 168, "星期": 168, "礼拜": 168, "w": 168, "week": 168, "月": 720, "month": 720,
}  # fmt: skip
_UNTIL = re.compile(
    r"^(?:先|就|for\b|直?到|至|until\b|till\b|to\b)+|(?:再(?:说|恢复|开始)?|为止|之前|以前|以?后|恢复)+$"
)
# Who wants longer silence than a year wants no subscription.
LONGEST_MUTE = timedelta(days=366)


def plain(text: str) -> str:
    """Half-width, lower case, no blanks around: what the readers below expect."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def timetable(text: str, known: Timetable | None = None) -> Timetable | None:
    """What `text` asks for, or None when some of it is not understood.

    Weekdays without a time change those of `known`; a time without weekdays means every day.
    """
    rest, weekdays, times = figures(text), set[int](), set[time]()
    while rest:
        if found := _BETWEEN.match(rest):
            pass
        elif found := _GROUP.match(rest):
            weekdays.update(GROUPS[found.group()])
        elif found := _CHINESE.match(rest):
            weekdays.update(_chinese_days(found))
        elif found := _LATIN.match(rest):
            weekdays.update(_span(WEEK.index(found["first"]), WEEK.index(found["last"] or found["first"])))
        elif (found := TIME.match(rest)) and (at := _time(found)):
            times.add(at)
        else:
            return None
        rest = rest[found.end() :]
    if weekdays and not times and known:
        times = set(known.times)
    return Timetable(tuple(times), tuple(weekdays or EVERY_DAY)) if times else None


def probable(text: str, known: Timetable | None = None) -> Timetable | None:
    """What `晚上`, `工作日早上` probably mean, which name a part of the day and no time; None of other texts."""
    said = figures(text)
    if any(letter.isdigit() for letter in said) or not _PART.search(said):
        return None
    return timetable(_PART.sub(lambda part: f" {BREAKFAST if part['early'] else SUPPER} ", said), known)


def figures(text: str) -> str:
    """A line with its times in figures: 七点半 → 7点半, 0730 and 7.30 → 07:30, noon → 12:00."""
    said = _HALF_DAY.sub(r"\1m", plain(text))
    for named, at in _NAMED:
        said = named.sub(at, said)
    said = _HOUR.sub(lambda found: str(_number(found[1])), said)
    said = _MINUTE.sub(lambda found: f"{_number(found[1]) * 15 if found[1] else _number(found[2]):02}", said)
    said = _SHARP.sub("", said)
    return _RUN.sub(lambda found: f"{found[1] or found[3]}:{found[2] or found[4]}", said)


def _number(said: str) -> int:
    """二十一 → 21, 零五 → 5."""
    said = said.replace("〇", "零").replace("两", "二")
    tens, ten, ones = said.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + sum(map(_DIGITS.index, ones))


def _chinese_days(found: re.Match[str]) -> tuple[int, ...]:
    weekdays = [CHINESE_DAYS.index("日" if day == "天" else day) for day in found["days"]]
    if not found["last"]:
        return tuple(weekdays)
    last = CHINESE_DAYS.index("日" if found["last"] == "天" else found["last"])
    return (*weekdays, *_span(weekdays[-1], last))


def _span(first: int, last: int) -> tuple[int, ...]:
    """Monday to Friday; Saturday to Monday goes over the week's end."""
    return tuple(day % 7 for day in range(first, last + 1 + (7 if last < first else 0)))


def _time(found: re.Match[str], prefix: str = "") -> time | None:
    hour, half = int(found[prefix + "hour"]), found[prefix + "half"]
    minute = 30 if half else int(found[prefix + "minute"] or 0)
    marks = {found[prefix + "part"], found[prefix + "noon"]}
    if hour < 12 and marks & AFTERNOON:
        hour += 12
    elif hour == 12 and marks & {"am", "凌晨", "夜里"}:
        hour = 0
    if hour == 24 and not minute:
        hour = 0
    return time(hour, minute) if hour < 24 else None


def quiet_hours(text: str) -> QuietHours | None:
    """22:30-7:00, 晚上10点半到早上7点 例外 橙; None when it is not understood.

    Raises ValueError when begin and end are one.
    """
    said = figures(text)
    found = _QUIET.match(said)
    if not found:
        return None
    begin, end, rest = _time(found), _time(found, "to_"), said[found.end() :].strip(" ,、;()")
    floor = _FLOOR.fullmatch(rest) if rest else None
    if begin is None or end is None or (rest and not floor):
        return None
    return QuietHours(begin, end, COLOURS[floor["colour"]] if floor else None)


def lasting(word: str) -> timedelta | None:
    """1天, 7d, 两周, 12小时, a whole word; None when it is no length of time, or none at all."""
    found = _LASTING.match(plain(word))
    if not found:
        return None
    count = COUNTS[found["count"]] if found["count"] in COUNTS else int(found["count"])
    unit = found["unit"] if found["unit"] in UNITS else found["unit"].removesuffix("s")
    return timedelta(hours=count * UNITS[unit]) or None


def until(text: str, wall: datetime) -> datetime | None:
    """When a silence ends that is asked for at `wall`: 3天, 到周五, 到6月15日早上8点, 到晚上八点, until Friday.

    On the wall's clock; a day without a time ends with its beginning. None when it is not understood, or past.
    """
    said = _UNTIL.sub("", plain(text)).strip(" ,，。")
    if said.isdecimal():  # 3 is a number, of a subscription perhaps
        return None
    length = lasting(said.replace(" ", ""))
    if length and not (said.endswith("日") and plain(text)[:1] in "到至"):  # 到5日 is a date
        return wall + length
    day, rest = days.coming(said, wall.date())
    at = TIME.fullmatch(figures(rest)) if rest else None
    clock = _time(at) if at else None
    if rest and clock is None:
        return None
    if day:
        end = datetime.combine(day, clock or time(), tzinfo=wall.tzinfo)
        return end if end > wall else None
    if clock is None:
        return None
    end = datetime.combine(wall.date(), clock, tzinfo=wall.tzinfo)
    return end if end > wall else end + timedelta(days=1)


def split_lasting(text: str) -> tuple[str, timedelta | None]:
    """`商都日报 7天` → what, and how long at its end; without a length the whole text."""
    words = plain(text).split()
    for size in (1, 2):  # `7 days` is two words
        whole = len(words) >= size and (size == 1 or words[-1].isalpha())
        length = lasting("".join(words[-size:])) if whole else None
        if length:
            return " ".join(text.split()[: len(words) - size]), length
    return " ".join(text.split()), None
