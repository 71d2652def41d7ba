"""Whether a line break tore a word: how much better two edges read as one text than as two, by how common words are."""

from __future__ import annotations

import re
from typing import Protocol

# Words of Chinese are short: four signs on either side of the break decide.
_REACH = 4
_BEFORE = re.compile(rf"[一-鿿]{{1,{_REACH}}}$")
_AFTER = re.compile(rf"[一-鿿]{{1,{_REACH}}}")
# How a word of up to four signs can lie across a break.
_ACROSS = tuple((i, j) for i in range(1, _REACH + 1) for j in range(1, _REACH + 1) if i + j <= 4)
# A sign that the list does not have, in logarithms; a word list counts such as one in its tens of millions.
_UNKNOWN = -18.0


class Words(Protocol):
    """How common words are."""

    def weight(self, word: str) -> float | None:
        """Natural logarithm of the word's share of running words; None when unknown."""


class NoWords:
    """No word list: no break is known to tear a word."""

    def weight(self, word: str) -> float | None:
        return None


NO_WORDS = NoWords()


def seam(above: str, below: str, words: Words) -> float:
    """How many nats are gained by reading the end of `above` and the start of `below` as one text; 0: no word is torn.

    `接` | `种疫苗` gains some five, because 接种 is a word and 接 is rarely written alone. Both are folded.
    """
    left, right = _BEFORE.search(above[-_REACH:]), _AFTER.match(below)
    if left is None or right is None:
        return 0.0
    head, tail = left.group(), right.group()
    if not any(words.weight(head[-i:] + tail[:j]) for i, j in _ACROSS if i <= len(head) and j <= len(tail)):
        return 0.0
    return _best(head + tail, words) - _best(head, words) - _best(tail, words)


def _best(text: str, words: Words) -> float:
    """The weight of the likeliest way to cut `text` into words."""
    best = [0.0]
    for end in range(1, len(text) + 1):
        ways = [best[start] + weight for start in range(end) if (weight := _weight(text[start:end], words)) is not None]
        best.append(max(ways))
    return best[-1]


def _weight(word: str, words: Words) -> float | None:
    known = words.weight(word)
    return _UNKNOWN if known is None and len(word) == 1 else known
