"""The dates of feeds, as they are written: RFC 822, ISO 8601, and in Chinese.

A time without a zone is Beijing's: sites that leave it out mean the clock on their own wall. So does `CST`, which Java
writes on every server that stands in China (Tue Nov 03 09:12:00 CST 2026), and which is Chicago's only in the RFC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from watchers.times import BEIJING
from watchers.widths import fold

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPOKEN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_WEEKDAY = re.compile(r"[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?\s*,?\s*")
# 04 十一月 2026, 4 11月 2026: RFC 822 by a server that speaks Chinese.
_CHINESE_MONTH = re.compile(r"\b(\d{1,2})\s+(\d{1,2}|[一二三四五六七八九]|十[一二]?)月\s+(\d{4})\b")
_DAY = r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
_ZONE = r"(?P<zone>Z|UTC|GMT|(?:GMT|UTC)?[+-]\d\d(?::?\d\d)?|CST)?"
_NUMERIC = re.compile(
    rf"{_DAY}(?:\s*[T ]?\s*(?P<half>上午|下午|晚上|晚间|凌晨|早上|中午|傍晚)?\s*"
    rf"(?P<hour>\d{{1,2}})\s*[:时点]\s*(?P<minute>\d{{1,2}})?\s*分?\s*(?::?(?P<second>\d{{1,2}})秒?)?(?:[.,](?P<part>\d{{1,9}}))?)?\s*{_ZONE}",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?Z?"
)
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
_JAVA = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) ([A-Z]{3,4}) (\d{4})")
_CLOCKLESS = re.compile(r"[A-Za-z]{3} \d{4}\s*$")
_OURS = re.compile(r"(:\d\d)\s*(?:CST)?\s*$")
# No feed is older than feeds; 1970 and the year 1 are what programs write for "unknown".
_LONGEST = 100
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def moment(written: str) -> datetime | None:
    """The instant in UTC; None where it cannot be understood, or lies before there were feeds."""
    if len(written) > _LONGEST:
        return None
    text = _WEEKDAY.sub(" ", fold(written)).strip()
    try:
        at = text and (_numeric(text) or _stamp(text) or _letter(text))
        return at if at and at >= EARLIEST else None
    except (ValueError, OverflowError):
        return None


def _numeric(text: str) -> datetime | None:
    """2026-11-03T09:12:00+08:00, 2026年11月3日 下午3:05, 20261103091200."""
    found = _NUMERIC.fullmatch(text) or _COMPACT.fullmatch(text)
    if not found:
        return None
    said = found.groupdict()
    hour = int(said["hour"] or 0)
    if said.get("half") in ("下午", "晚上", "晚间", "傍晚", "中午") and 1 <= hour < 12 and hour + 12 < 24:
        hour += 0 if said["half"] == "中午" and hour > 10 else 12
    part = int((said.get("part") or "0").ljust(6, "0")[:6])
    clock = timedelta(
        hours=hour, minutes=int(said["minute"] or 0), seconds=min(int(said["second"] or 0), 59), microseconds=part
    )
    day = datetime(int(said["y"]), int(said["m"]), int(said["d"]), tzinfo=_zone(said.get("zone") or _tail(text)))
    return (day + clock).astimezone(UTC) if clock < timedelta(hours=24, minutes=1) else None


def _tail(text: str) -> str:
    return "Z" if text[-1] in "Zz" else ""


def _zone(written: str) -> timezone:
    name = written.upper().replace(":", "")
    if name in ("Z", "UTC", "GMT"):
        return UTC
    signed = re.sub(r"^(?:GMT|UTC)", "", name)
    if signed[:1] not in ("+", "-"):
        return BEIJING
    away = timedelta(hours=int(signed[1:3]), minutes=int(signed[3:5] or 0))
    return timezone(away if signed[0] == "+" else -away)


def _stamp(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970."""
    return datetime.fromtimestamp(int(text[:10]), UTC) if _STAMP.fullmatch(text) else None


def _letter(text: str) -> datetime | None:
    """RFC 822 and its relatives: Tue, 03 Nov 2026 09:12:00 +0800."""
    english = _CHINESE_MONTH.sub(lambda found: f"{found[1]} {_month(found[2])} {found[3]}", text)
    english = _JAVA.sub(r"\2 \1 \5 \3 \4", english)
    if _CLOCKLESS.search(english):
        english += " 00:00:00"
    # The library takes what has no zone for Greenwich's, and CST for Chicago's.
    parts = parsedate_tz(_OURS.sub(r"\1 +0800", english))
    if parts is None:
        return None
    year, month, day, hour, minute, second = parts[:6]
    at = datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    return at - timedelta(seconds=parts[9] or 0)


def _month(written: str) -> str:
    return _MONTHS[int(written) - 1 if written.isdigit() else _SPOKEN.index(written)]
