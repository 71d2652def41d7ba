"""Printed text → the stream that terms are looked for in, with the way back to the printed offsets.

Widths and case are folded; blanks and line breaks beside Chinese characters are transparent, so that a word broken by
a line or a column still reads as one, and so are quotation marks (“十五五”规划 is 十五五规划). Where a mark was taken
out, an edge stays that no word runs across.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from watchers.widths import fold

# Signs that only look like another one: radicals and compatibility characters that PDF fonts put for 汉字, small forms.
_ALIKE = {
    code: alike
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAD9), (0xFE50, 0xFE6B))
    for code in range(first, last + 1)
    if len(alike := normalize("NFKC", chr(code))) == 1
}
_OUT = re.compile(r"\s+|[\"“”„‟「」『』〝〞《》〈〉]")


@dataclass(frozen=True, slots=True)
class Stream:
    """`places[i]` is the printed offset of `text[i]`; an edge at i lies before `text[i]`."""

    text: str
    places: tuple[int, ...] | range
    edges: frozenset[int]

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """The printed offsets of a run of the stream."""
        return self.places[start], self.places[end - 1] + 1


def stream(text: str, *, heading: bool = False) -> Stream:
    """The stream of `text`; in a heading a blank parts two phrases, in running text it is an accident of printing."""
    low = _lower(fold(text).translate(_ALIKE))
    pieces: list[str] = []
    places: list[int] = []
    edges: set[int] = set()
    begin = 0
    for out in _OUT.finditer(low):
        pieces.append(low[begin : out.start()])
        places.extend(range(begin, out.start()))
        begin = out.end()
        if not out[0].isspace() or heading:
            edges.add(len(places))
        if out[0].isspace() and _latin(low, out.start() - 1) and _latin(low, begin):
            pieces.append(" ")
            places.append(out.start())
    if not places:
        return Stream(low, range(len(low)), frozenset())
    pieces.append(low[begin:])
    places.extend(range(begin, len(low)))
    return Stream("".join(pieces), tuple(places), frozenset(edges))


def term_stream(text: str) -> str:
    """A term as it looks in a stream."""
    return stream(text.strip()).text


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one := sign.lower()) == 1 else sign for sign in text)


def _latin(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()
