"""Which time zone people mean: an IANA name, a city, or so many hours from Greenwich, 东八区.

IANA's own zones of whole hours are named the wrong way round for everybody (Etc/GMT+8 lies eight hours *behind*
Greenwich, as POSIX has it), so these names are never shown, and `GMT+8` is read as it is meant.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from zoneinfo import available_timezones

from watchers.widths import fold

CHINA = "Asia/Shanghai"
# What people call a zone where IANA's name would not occur to them.
CITIES = {
    **dict.fromkeys(("北京", "北京时间", "上海", "郑州", "中国", "beijing", "peking", "china", "cst"), CHINA),
    "乌鲁木齐": "Asia/Urumqi", "新疆": "Asia/Urumqi", "香港": "Asia/Hong_Kong", "台北": "Asia/Taipei",
    "台湾": "Asia/Taipei", "澳门": "Asia/Macau", "新加坡": "Asia/Singapore",
    "吉隆坡": "Asia/Kuala_Lumpur", "曼谷": "Asia/Bangkok",
    "东京": "Asia/Tokyo", "日本": "Asia/Tokyo", "首尔": "Asia/Seoul", "迪拜": "Asia/Dubai", "莫斯科": "Europe/Moscow",
    "伦敦": "Europe/London", "英国": "Europe/London", "柏林": "Europe/Berlin", "巴黎": "Europe/Paris",
    "纽约": "America/New_York", "多伦多": "America/Toronto", "洛杉矶": "America/Los_Angeles",
    "旧金山": "America/Los_Angeles", "温哥华": "America/Vancouver", "san_francisco": "America/Los_Angeles",
    "悉尼": "Australia/Sydney", "墨尔本": "Australia/Melbourne", "奥克兰": "Pacific/Auckland",
    "utc": "UTC", "gmt": "UTC", "格林尼治": "UTC",
}  # fmt: skip
_HOURS = re.compile(r"(?:utc|gmt)?_?([+\-−])_?0?(\d{1,2})(?::?00)?")
_ZONE = re.compile(r"(东|西)(十[一二]?|[一二三四五六七八九]|\d{1,2})(?:时?区)?")
_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九十")} | {"十一": 11, "十二": 12}
# Zones of whole hours go from twelve behind Greenwich to fourteen ahead.
_WEST, _EAST = 12, 14


def zone(text: str) -> str | None:
    """The IANA zone that `text` names; None when it names none, or several."""
    asked = _asked(text)
    if (offset := _offset(asked)) is not None:
        return _of(offset)
    if asked in CITIES:
        return CITIES[asked]
    known = _known()
    named = [name for low, name in known.items() if low.endswith(f"/{asked}") and low.count("/") == 1]
    return known.get(asked) or (named[0] if len(named) == 1 else None)


def near(text: str) -> str | None:
    """A zone whose name looks like `text`, for who slipped."""
    asked, known = _asked(text), _known()
    cities = {low.rpartition("/")[2]: name for low, name in known.items()}
    found = difflib.get_close_matches(asked, [*known, *cities], n=1, cutoff=0.7)
    return (known.get(found[0]) or cities[found[0]]) if found else None


def said(zone: str) -> str:
    """The zone as people may read it: UTC-8 for Etc/GMT+8."""
    behind = re.fullmatch(r"Etc/GMT([+-]\d+)", zone)
    return f"UTC{-int(behind[1]):+d}" if behind else zone


def _asked(text: str) -> str:
    return "_".join(fold(text).lower().split())


@cache
def _known() -> dict[str, str]:
    """Every zone by its name in lower case, but for those whose names say the opposite."""
    return {name.lower(): name for name in available_timezones() if not name.startswith("Etc/GMT")}


def _offset(asked: str) -> int | None:
    if hours := _HOURS.fullmatch(asked):
        ahead = int(hours[2])
        return ahead if hours[1] == "+" else -ahead
    if belt := _ZONE.fullmatch(asked):
        far = int(belt[2]) if belt[2].isdecimal() else _DIGITS[belt[2]]
        return far if belt[1] == "东" else -far
    return None


def _of(offset: int) -> str | None:
    """Eight hours ahead is China to those who read Chinese papers, and its clock has no summer time either."""
    if offset == 8:
        return CHINA
    if not -_WEST <= offset <= _EAST:
        return None
    return f"Etc/GMT{-offset:+d}" if offset else "UTC"
