"""Whether a line break tore a word: how much better two edges read as one text than as two, by how common words are."""

from __future__ import annotations

import re
from collections.abc import Callable
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
    head, tail, weight = left.group(), right.group(), words.weight
    if not _crossed(head, tail, weight):
        return 0.0
    best = _best(head + tail, weight)
    return best[-1] - best[len(head)] - _best(tail, weight)[-1]


_Weight = Callable[[str], float | None]


def _crossed(head: str, tail: str, weight: _Weight) -> bool:
    """Whether the list has a word that begins in `head` and ends in `tail`."""
    whole, at = head + tail, len(head)
    ways = [whole[at - i : at + j] for i, j in _ACROSS if i <= at and j <= len(tail)]
    return any(map(weight, ways))


def _best(text: str, weight: _Weight) -> list[float]:
    """The weight of the likeliest way to cut each beginning of `text` into words, the empty one first."""
    best = [0.0]
    for end in range(1, len(text) + 1):
        sign = weight(text[end - 1])
        most = best[-1] + (_UNKNOWN if sign is None else sign)
        for start in range(end - 1):
            word = weight(text[start:end])
            if word is not None and best[start] + word > most:
                most = best[start] + word
        best.append(most)
    return best
