"""Regular expressions: google-re2, the only place that knows it. Linear in the text, whatever the pattern.

Python's `re` and the `regex` package back-track: thirty characters can hold them for hours, and nothing can stop them
inside a process. RE2 gives up back-references and look-around for that, and is named a pattern's mistake by its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Protocol

import re2

from bot.errors import QueryError
from bot.query.nodes import Pattern
from bot.query.refusals import refuse
from watchers.variants import simplified

LONGEST_PATTERN = 500
# What one pattern may cost to hold. RE2's own limit is eight times as much; nothing that people write comes near.
MOST_MEMORY = 1 << 20
REMEMBERED = 4096
# What RE2 says is wrong (beginning of its message) → which of our sentences says it.
_WRONG = (
    ("missing )", "regex_open"),
    ("unexpected )", "regex_close"),
    ("missing ]", "regex_class"),
    ("invalid character class", "regex_class"),
    ("no argument", "regex_repeat"),
    ("bad repetition", "regex_repeat"),
    ("invalid repetition size", "regex_large"),
    ("pattern too large", "regex_large"),
    ("invalid perl operator", "regex_look"),
    ("invalid named capture", "regex_look"),
    ("invalid escape", "regex_escape"),
    ("trailing \\", "regex_escape"),
)


class _Match(Protocol):
    def span(self) -> tuple[int, int]: ...


class Regex(Protocol):
    """A compiled pattern."""

    def search(self, text: str | bytes) -> _Match | None: ...

    def finditer(self, text: str) -> Iterator[_Match]: ...


@lru_cache(REMEMBERED)
def compiled(pattern: Pattern) -> Regex:
    """The pattern ready to search. Raises QueryError, pointing into the query, when it is none or meets everything."""
    if len(pattern.source) > LONGEST_PATTERN:
        raise refuse("regex_long", pattern.at, length=len(pattern.source), limit=LONGEST_PATTERN)
    options = re2.Options()
    options.log_errors, options.max_mem, options.case_sensitive = False, MOST_MEMORY, not pattern.any_case
    try:
        regex: Regex = re2.compile(simplified(pattern.source), options=options)
    except re2.error as wrong:
        raise _named(pattern, wrong) from None
    if regex.search("") or regex.search("的"):
        raise refuse("regex_all", pattern.at, sign=f"/{pattern.source}/")
    return regex


def spans(pattern: Pattern, text: str, most: int) -> list[tuple[int, int]]:
    """Where the pattern is met, at most `most` places; empty runs are none."""
    found = (match.span() for match in compiled(pattern).finditer(text))
    return list(islice((span for span in found if span[0] < span[1]), most))


def _named(pattern: Pattern, wrong: re2.error) -> QueryError:
    said = wrong.args[0]
    message = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    what, _, part = message.partition(": ")
    code = next((code for begin, code in _WRONG if what.startswith(begin)), "regex_wrong")
    place = pattern.source.find(part) if part and part != pattern.source else -1
    return refuse(code, pattern.at + max(place + 1, 0), sign=part or pattern.source, said=message)
