"""When a source is visited: the words of the configuration, and the next time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from watchers.errors import ConfigError
from watchers.model import Kind

# What papers, offices and servers of China print and mean when they name no zone; it has had no summer time since 1991.
BEIJING = timezone(timedelta(hours=8))

SHORTEST = timedelta(seconds=1)
LONGEST = timedelta(days=7)
# A source that does not answer is asked again within the hour: notices and warnings lose their worth in a day.
LONGEST_BACK_OFF = timedelta(hours=1)
# Ten doublings take one second beyond LONGEST_BACK_OFF already; the bound only keeps the arithmetic small.
MOST_DOUBLINGS = 12

# How often each kind is looked at when nothing is said: a folder costs nothing, other people's servers do, and a
# warning is worth most in its first minutes.
EVERY = {Kind.FOLDER: "30s", Kind.EPAPER: "10m", Kind.FEED: "15m", Kind.POLICY: "30m", Kind.WARNINGS: "2m"}

UNITS = {
    "s": 1, "秒": 1, "秒钟": 1,
    "m": 60, "分": 60, "分钟": 60,
    "h": 3600, "小时": 3600, "时": 3600,
    "d": 86400, "天": 86400,
}  # fmt: skip
WHEN = re.compile(r"每?隔?\s*([0-9]{1,6})\s*个?\s*(" + "|".join(sorted(UNITS, key=len, reverse=True)) + ")")


def every(when: str) -> timedelta:
    """The time between two visits: "30s", "5m", "1h", "1d", "每5分钟"; raises ConfigError."""
    found = WHEN.fullmatch(when.strip().lower())
    if not found:
        raise ConfigError(f"看不懂时间 {when!r}：请写成 30s、5m、1h 或“每5分钟”。")
    span = timedelta(seconds=int(found[1]) * UNITS[found[2]])
    if not SHORTEST <= span <= LONGEST:
        raise ConfigError(f"时间 {when!r} 太短或太长：请写 1 秒到 7 天之间。")
    return span


def next_due(now: datetime, every: timedelta, failures: int) -> datetime:
    """The next visit: after `every`, twice as late with each failure in a row, at most an hour later than usual."""
    wait: timedelta = every * 2 ** min(failures, MOST_DOUBLINGS)
    return now + max(every, min(wait, LONGEST_BACK_OFF))
