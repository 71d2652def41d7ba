"""Queries of plain words, read at a glance.

Nine queries in ten are words with blanks, list marks and exclusions. The parser takes 0.1 ms for each, which for half a
million of them is a minute at every start; what has this simple form means what stands there. A test holds it against
the parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.query import All, Either, Node, Not, Term
from bot.query.nodes import joined
from bot.query.vocabulary import BOTH_WORDS, EITHER_WORDS, EXCLUDES
from watchers.variants import simplified

_WORD = "[A-Za-z一-鿿][A-Za-z0-9一-鿿]+"
_LIST = f"{_WORD}(?:、{_WORD})+"
_PART = rf"(?:{_LIST}|-?{_WORD}|-?\({_LIST}\))"
_PLAIN = re.compile(f"{_PART}(?: {_PART})*")
_RESERVED = frozenset(word.casefold() for word in (*BOTH_WORDS, *EITHER_WORDS, *EXCLUDES, "NOT"))
# Longer ones may break a limit, which the parser knows.
_LONGEST = 200

Clause = tuple[bool, tuple[str, ...]]
"""Whether it is excluded, and its alternatives."""


def plain(text: str) -> list[Clause] | None:
    """The clauses that must all hold; None when the text is for the parser."""
    if len(text) > _LONGEST or not _PLAIN.fullmatch(text):
        return None
    clauses = [(part[0] == "-", tuple(part.strip("-()").split("、"))) for part in text.split(" ")]
    if all(out for out, _ in clauses) or any(_strange(word) for _, words in clauses for word in words):
        return None
    return clauses


def rooted(clauses: Sequence[Clause]) -> Node:
    """The root that the parser makes of them."""
    parts: list[Node] = []
    for out, words in clauses:
        node = joined(Either, [Term(word) for word in words]) if len(words) > 1 else Term(words[0])
        parts.append(Not(node) if out else node)
    return joined(All, parts) if len(parts) > 1 else parts[0]


@lru_cache(4096)
def _strange(word: str) -> bool:
    """Words of the language; and 二之 before a bracket is a count."""
    return word[-1] == "之" or simplified(word).casefold() in _RESERVED
