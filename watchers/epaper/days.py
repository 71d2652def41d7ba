"""Which day's issue a page says that it is. Sites answer with yesterday's issue, and 200, until today's is up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from watchers.epaper.addresses import day_in
from watchers.epaper.remarks import remark
from watchers.markup import Node
from watchers.widths import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_DAY = re.compile(
    r"(?<!\d)(?P<y>20\d\d)\s*(?P<s>[年./-])\s*(?P<m>\d{1,2}|[A-Za-z]{3,9})\s*[月./-]\s*(?P<d>\d{1,2})(?!\d)"
)
# The masthead of a paper prints the weekday beside the date; a date inside a text does not.
_WEEKDAY = re.compile(r"\s*日?\s*[(,，]?\s*(?:星期|周|礼拜)")
_DATE_NAME = re.compile(r"date|riqi|rq|today", re.IGNORECASE)
_LONGEST = 80
# A calendar beside the page holds all days of a month; the date of the page is one.
_FEW = 3


def printed_days(text: str, root: Node, hrefs: Iterable[str]) -> tuple[date, ...]:
    """The days that speak for the issue, the surest first: the system's remark, the masthead, the title, the links.

    Empty where the page does not say. `hrefs` are the links to articles as they are written.
    """
    found = dict.fromkeys((*_remarked(text), *_headed(root), *_linked(hrefs)))
    if not found:
        alone = dict.fromkeys(_all(root.text))
        found = alone if len(alone) == 1 else found
    return tuple(found)


def _remarked(text: str) -> Iterator[date]:
    yield from _all(remark(text, "founder-date"))


def _headed(root: Node) -> Iterator[date]:
    named = [
        node for node in root.all()
        if _DATE_NAME.search(f"{node.attribute('id')} {node.attribute('class')}") and len(node.raw) < _LONGEST * 10
    ]  # fmt: skip
    dates = [day for node in named if len(node.text) < _LONGEST for day in _all(node.text)]
    if len(dict.fromkeys(dates)) <= _FEW:
        yield from dates
    words = fold(root.text)
    yield from (day for found, day in _matches(words) if _WEEKDAY.match(words, found.end()))
    for title in root.all("title"):
        yield from _all(title.raw)


def _linked(hrefs: Iterable[str]) -> Iterator[date]:
    counts = Counter(day for href in hrefs if (day := day_in(f"http://x/{href}")))
    if counts:
        yield counts.most_common(1)[0][0]


def _all(text: str) -> Iterator[date]:
    return (day for _, day in _matches(fold(text)))


def _matches(text: str) -> Iterator[tuple[re.Match[str], date]]:
    for found in _DAY.finditer(text):
        month = int(found["m"]) if found["m"].isdecimal() else _MONTHS.get(found["m"].lower(), 0)
        try:
            yield found, date(int(found["y"]), month, int(found["d"]))
        except ValueError:
            continue
