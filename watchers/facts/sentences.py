"""Sentences of a body: the span within which a fact and the words that explain it must stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watchers.widths import fold

# A list without a full stop must not grow without bound; 400 characters hold the longest printed sentence.
_SENTENCE = re.compile(r"[^。;!?\n]{1,400}[。;!?]?")
_CLAUSE_ENDS = ",。;!?\n"  # not the colon: 截止时间:6月1日10:00 is one clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """`text` folded to half width for the rules, `printed` the same characters as the paper has them."""

    text: str
    printed: str
    ends_paragraph: bool = False


def sentences(printed: str) -> Iterator[Sentence]:
    """The sentences of a text, a semicolon ending one too: lists of deadlines and amounts are printed with it."""
    folded = fold(printed)
    for found in _SENTENCE.finditer(folded):
        start, end = found.span()
        yield Sentence(text=found[0], printed=printed[start:end], ends_paragraph=folded[end : end + 1] in ("", "\n"))


def clause_start(text: str, at: int) -> int:
    """Where the clause that contains position `at` begins."""
    return max(text.rfind(mark, 0, at) for mark in _CLAUSE_ENDS) + 1


def clause_end(text: str, at: int) -> int:
    """Where the clause that contains position `at` ends, its closing mark left out."""
    return min((end for mark in _CLAUSE_ENDS if (end := text.find(mark, at)) >= 0), default=len(text))
