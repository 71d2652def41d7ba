"""The dates of lists and addresses: 2017-10-13, 2017/04/11, 2024.03.01, 2026年4月9日, [10-13], and 09 above 2026-04."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

# A notice dated a little ahead is one put up in the evening or before a holiday; one far ahead is a slip of the pen.
AHEAD = timedelta(days=7)
# A list is in order but for what was put up late; what lies further ahead than this belongs to the year before.
OUT_OF_ORDER = timedelta(days=45)

_YEAR, _MONTH, _DAY = r"(?P<y>(?:19|20)\d\d)", r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12]\d|0?[1-9])"
FULL = re.compile(rf"(?<!\d){_YEAR}\s?(?:[-/.]|年)\s?{_MONTH}\s?(?:[-/.]|月)\s?{_DAY}(?!\d)日?")
_SHORT = re.compile(rf"[\[(（［【]?\s*{_MONTH}\s?(?:[-/.]|月)\s?{_DAY}日?\s*[\])）］】]?")
# Drawn as a leaf of a calendar: the day large, year and month below it; or month and day, and the year.
_LEAVES = (
    re.compile(rf"{_DAY}日?\x1f{_YEAR}\s?(?:[-/.]|年)\s?{_MONTH}月?"),
    re.compile(rf"{_YEAR}\s?(?:[-/.]|年)\s?{_MONTH}月?\x1f{_DAY}日?"),
    re.compile(rf"{_MONTH}\s?(?:[-/.]|月)\s?{_DAY}日?\x1f{_YEAR}年?"),
    re.compile(rf"{_YEAR}年?\x1f{_MONTH}\s?(?:[-/.]|月)\s?{_DAY}日?"),
)
_BRACKETED = re.compile(rf"[\[(（［【]\s*(?:{_YEAR}\s?[-/.年]\s?)?{_MONTH}\s?[-/.月]\s?{_DAY}日?\s*[\])）］】]")
_BARE_END = re.compile(r"\s(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}$|^(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s")
_CLOCK = re.compile(r"\s*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2})?秒?\s*")
_IN_ADDRESS = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?=[/_.]|$)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)(?P<m>\d\d)/(?P<d>\d\d)/"),
    re.compile(r"(?<![0-9a-f])(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\d{6})?(?![0-9a-f])"),
)
# What stands before a date that is not the day on which the document was put up.
_OTHER_DAY = re.compile(r"截[止至]|结束|到期|有效|失效|废止|实施|施行|生效|至\s*$|[-—~～]\s*$")
_PUBLISHED = re.compile(r"发布|公布|公开|发文|时间|日期|发表")
_LONGEST = 30  # characters of a run that can be a date with its label; an abstract is longer and names other days


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A date as a list prints it; `year` None where only month and day are printed."""

    month: int
    day: int
    year: int | None = None

    def on(self, year: int) -> date | None:
        """The date in its own year, else in this one; None where there is no such day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


def is_date(run: str) -> bool:
    """Whether a piece of text is nothing but a date, perhaps with the time of the day."""
    plain = run.strip(" []()（）［］【】")
    found = FULL.match(plain)
    rest = plain[found.end() :] if found else ""
    return bool(found and (not rest or _CLOCK.fullmatch(rest))) or bool(_SHORT.fullmatch(run.strip()))


def has_day(runs: Sequence[str]) -> bool:
    """Whether a date stands among these pieces of text, whichever it is."""
    short = (run for run in runs if len(run) <= _LONGEST)
    return any(is_date(run) or FULL.search(run) for run in short) or _leaf(runs) is not None


def printed_day(runs: Sequence[str], today: date) -> Printed | None:
    """The day on which something was put up, of the pieces of text that stand beside its title.

    Of several dates the one that is called the publication's, else the latest that has come, because a document is
    written before it is put up; dates that end or begin something are not asked.
    """
    found = [one for run in runs if len(run) <= _LONGEST for one in _full(run)]
    named = [printed for printed, before in found if _PUBLISHED.search(before)]
    fitting = [printed for printed in named or [printed for printed, _ in found] if _come(printed, today)]
    if fitting:
        return max(fitting, key=lambda printed: (printed.year or 0, printed.month, printed.day))
    return _leaf(runs) or next((_read(short) for run in runs if (short := _SHORT.fullmatch(run.strip()))), None)


def without_day(title: str) -> tuple[str, Printed | None]:
    """A title without the date that was glued to its end or beginning, and that date.

    Only a date in brackets, or one of digits parted by a blank: 2026年4月9日 at the beginning is a part of the title.
    """
    for found in _BRACKETED.finditer(title):
        if found.end() == len(title) or (found.start() == 0 and len(found[0]) < len(title)):
            return (title[: found.start()] + title[found.end() :]).strip(), _read(found)
    for pair in _pairs(_BARE_END.search(title)):
        return title.replace(pair[0], "").strip(), pair[1]
    return title, None


def address_day(url: str) -> date | None:
    """The date in an address: t20171013_842368, /art/2024/3/1/, /2026/04-09/, /202604/09/; None where it has none."""
    for pattern in _IN_ADDRESS:
        if found := pattern.search(url):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue
    return None


def days(printed: Sequence[Printed | None], addresses: Sequence[date | None], today: date) -> list[date | None]:
    """The days of a list in its order; where no date is printed, the address's.

    What has no year gets that of its address, else the last one in which the list stays in order, newest first.
    """
    found: list[date | None] = []
    before = today
    for one, address in zip(printed, addresses, strict=True):
        day = _dated(one, address, before, today) if one else address
        if day and day <= today + AHEAD:
            before = min(day, today)
            found.append(day)
        else:
            found.append(address if address and address <= today + AHEAD else None)
    return found


def _dated(printed: Printed, address: date | None, before: date, today: date) -> date | None:
    if printed.year:
        return printed.on(printed.year)
    if address:
        near = [day for year in (-1, 0, 1) if (day := printed.on(address.year + year))]
        return min(near, key=lambda day: abs(day - address), default=None)
    latest = today + timedelta(days=1) if before == today else min(before + OUT_OF_ORDER, today + timedelta(days=1))
    fitting = (day for year in range(latest.year, latest.year - 9, -1) if (day := printed.on(year)) and day <= latest)
    return next(fitting, None)


def _full(run: str) -> Iterator[tuple[Printed, str]]:
    """Dates with a year in a piece of text, each with what stands before it."""
    end = 0
    for found in FULL.finditer(run):
        before = run[end : found.start()]
        end = found.end()
        if not _OTHER_DAY.search(before) and (printed := _read(found)):
            yield printed, before


def _leaf(runs: Sequence[str]) -> Printed | None:
    """A date drawn as a leaf of a calendar: two neighbouring pieces of text and nothing else in them."""
    pairs = (f"{one.strip()}\x1f{other.strip()}" for one, other in pairwise(runs))
    return next((_read(found) for pair in pairs for leaf in _LEAVES if (found := leaf.fullmatch(pair))), None)


def _come(printed: Printed, today: date) -> bool:
    day = printed.on(today.year)
    return day is not None and day <= today + AHEAD


def _pairs(found: re.Match[str] | None) -> Iterator[tuple[str, Printed]]:
    """The one match with its date; a pattern of two halves has the groups of both."""
    if found and (full := FULL.search(found[0])) and (printed := _read(full)):
        yield found[0], printed


def _read(found: re.Match[str]) -> Printed | None:
    groups = found.groupdict()
    printed = Printed(year=int(groups["y"]) if groups.get("y") else None, month=int(found["m"]), day=int(found["d"]))
    return printed if printed.on(2024) else None
