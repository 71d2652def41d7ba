"""Times as warnings print them: ISO 8601, `2026/09/19 22:40` without a zone, RFC 822 in feeds."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from watchers.times import BEIJING

_PLAIN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]*(?:(\d{1,2})[:时](\d{1,2})?(?:[:分](\d{1,2})?)?)?"
)


def instant(printed: str) -> datetime | None:
    """The instant in UTC; None where it is none. Without a zone it is Beijing time."""
    text = printed.strip()[:64]
    for read in (datetime.fromisoformat, _plain, parsedate_to_datetime):
        try:
            found = read(text)
            zoned = found if found.tzinfo else found.replace(tzinfo=BEIJING)
            return zoned.astimezone(UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def _plain(text: str) -> datetime:
    found = _PLAIN.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=BEIJING)
