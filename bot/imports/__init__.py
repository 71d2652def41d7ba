"""Word lists of other systems → queries of ours, line by line: taken, taken with a change, not taken. Pure.

    read("+地铁\n郑州\n!招聘\n@5").entries  # one Entry: 郑州 地铁 -招聘 @5

Nothing is guessed: what has no counterpart is named with its reason, and what changes its meaning says how.
"""

from __future__ import annotations

import re

from bot.imports.entries import Change, Entry, Feed, Imported, Left
from bot.imports.lines import alerts, keyword_alerts, lines
from bot.imports.marks import unmarked
from bot.imports.miniflux import miniflux
from bot.imports.opml import opml
from bot.imports.trendradar import trendradar

__all__ = ["READERS", "Change", "Entry", "Feed", "Imported", "Left", "kind_of", "read", "unmarked"]

READERS = {
    "trendradar": trendradar,
    "miniflux": miniflux,
    "opml": opml,
    "alerts": alerts,
    "keywords": keyword_alerts,
    "lines": lines,
}
_LOOKS = (
    ("opml", re.compile(r"\A\s*<(?:\?xml|opml|!DOCTYPE)", re.IGNORECASE)),
    ("miniflux", re.compile(r"^\s*Entry[A-Z]\w*=", re.MULTILINE)),
    ("alerts", re.compile(r"\A\s*\"?query\"?\s*,", re.IGNORECASE)),
    ("keywords", re.compile(r"\A\s*/subscribe\s", re.IGNORECASE)),
    (
        "trendradar",
        re.compile(r"^\s*(?:\[(?:GLOBAL_FILTER|WORD_GROUPS)\]|@\d+|\[[^\]]+\]|[+!！＋]\S.*)\s*$", re.MULTILINE),
    ),
)


def kind_of(text: str) -> str:
    """Whose list this is, by the signs that only it has; what looks like none is a query a line."""
    return next((kind for kind, look in _LOOKS if look.search(text)), "lines")


def read(text: str, kind: str = "") -> Imported:
    """The list as queries. `kind` is a key of READERS; without it the list is known by its look."""
    return READERS[kind or kind_of(text)](text)
