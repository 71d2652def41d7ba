"""Printed text → the stream that terms are looked for in, with the way back to the printed offsets.

Widths, case and traditional characters are folded; blanks and line breaks beside Chinese characters are transparent,
so that a word broken by a line or a column still reads as one, and so are quotation marks (“十五五”规划 is 十五五规划)
and the invisible marks of web pages. Where a mark was taken out, an edge stays that no word runs across.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

from watchers.variants import simplified, table
from watchers.widths import fold

# Signs that only look like another one: radicals and compatibility characters that PDF fonts put for 汉字, small forms.
_ALIKE = {
    code: alike
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAD9), (0xFE50, 0xFE6B))
    for code in range(first, last + 1)
    if len(alike := normalize("NFKC", chr(code))) == 1
}
# What takes no room in print: soft hyphen, zero-width blanks, direction marks, byte order mark.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_OUT = re.compile(rf"[\s{_UNSEEN}]+|[\"“”„‟「」『』〝〞《》〈〉]")
_BLANK = re.compile(rf"[\s{_UNSEEN}]+")
_QUOTES = re.compile("[“”„‟「」『』〝〞]")
_BROKEN = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Stream:
    """`places[i]` is the printed offset of `text[i]`; an edge at i lies before `text[i]`."""

    text: str
    places: tuple[int, ...] | range
    edges: frozenset[int]

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """The printed offsets of a run of the stream."""
        return self.places[start], self.places[end - 1] + 1

    def streamed(self, start: int, end: int) -> tuple[int, int]:
        """The run of the stream that a printed run stands for; empty when all of it was taken out."""
        return bisect_left(self.places, start), bisect_left(self.places, end)


def stream(text: str, *, heading: bool = False) -> Stream:
    """The stream of `text`; in a heading a blank parts two phrases, in running text it is an accident of printing."""
    low = _lower(_plain(text))
    thin, places, cuts = _thinned(low, _OUT)
    return Stream(thin, places, frozenset(at for at, out in cuts if heading or not _BLANK.match(out)))


def _thinned(text: str, out: re.Pattern[str]) -> tuple[str, tuple[int, ...] | range, list[tuple[int, str]]]:
    """The text without what `out` finds, its places, and what was taken out before which place of the rest.

    Between two Latin letters a blank stays where one stood.
    """
    pieces: list[str] = []
    places: list[int] = []
    cuts: list[tuple[int, str]] = []
    begin = 0
    for gone in out.finditer(text):
        pieces.append(text[begin : gone.start()])
        places.extend(range(begin, gone.start()))
        begin = gone.end()
        cuts.append((len(places), gone[0]))
        if any(map(str.isspace, gone[0])) and _latin(text, gone.start() - 1) and _latin(text, begin):
            pieces.append(" ")
            places.append(gone.start())
    if not begin:
        return text, range(len(text)), cuts
    pieces.append(text[begin:])
    places.extend(range(begin, len(text)))
    return "".join(pieces), tuple(places), cuts


@lru_cache(8192)
def term_stream(text: str) -> str:
    """A term as it looks in a stream."""
    return stream(text.strip()).text


def pattern_stream(text: str) -> Stream:
    """The text as regular expressions see it: case and marks as printed, one kind of quotation mark, no breaks."""
    plain = _BROKEN.sub("\ufffd", _QUOTES.sub('"', _plain(text)))
    thin, places, _ = _thinned(plain, _BLANK)
    return Stream(thin, places, frozenset())


def same_letters(printed: str, term: str) -> bool:
    """Whether a printed run is the term with its very case; widths, blanks and traditional characters do not count."""
    return _bare(printed) == _bare(term)


def _bare(text: str) -> str:
    return _OUT.sub("", simplified(fold(text)))


def _plain(text: str) -> str:
    """Widths and characters folded. A search for what has to be folded costs a thirtieth of folding for nothing."""
    text = fold(text)
    return text.translate(_folds()) if _folded().search(text) else text


@cache
def _folded() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, map(chr, _folds())))}]")


@cache
def _folds() -> Mapping[int, str]:
    alike = {code: simplified(sign) for code, sign in _ALIKE.items()}
    return {**table(), **alike}


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one := sign.lower()) == 1 else sign for sign in text)


def _latin(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()
