"""Where a line of mixed Chinese and Latin text may end.

Chinese has no spaces, so a wrapper that looks for them leaves ragged lines and puts 。at the head of the next one. The
rules here are those every Chinese text is set by (避头尾): no closing punctuation at the head of a line, no opening
punctuation at its end, `——` and `……` in one piece; Latin words and numbers stay whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

CLOSING = frozenset("。，、；：？！）》」』】〉〕｝”’…·～％℃,.;:?!)]}%>›»")
OPENING = frozenset("（《「『【〈〔｛“‘([{<‹«￥$＃#@")
PAIRED = frozenset("—…")


def cells(ch: str) -> int:
    """How many columns a character takes in a terminal: 0, 1 or 2 (ambiguous ones such as “ count 1)."""
    if ch < "\u0300":
        return 1
    if unicodedata.category(ch) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WF" else 1


def wrap(text: str, width: float, size: Callable[[str], float] = cells) -> list[tuple[int, int]]:
    """The lines of `text` as [start, end), none wider than `width` in the unit of `size`.

    A newline always ends a line; spaces at an end are left out. A piece that fits no line is cut
    where the line is full.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        found += [(start + a, start + b) for a, b in _paragraph(paragraph, width, size)]
        start += len(paragraph) + 1
    return found


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbouring characters."""
    if after == " " or _hangs(after) or before == "\u200d":
        return False
    if before == " ":
        return True
    if after in CLOSING or before in OPENING or before == after in PAIRED:
        return False
    return _wide(before) or _wide(after)


def _paragraph(text: str, width: float, size: Callable[[str], float]) -> Iterator[tuple[int, int]]:
    start, last, used = 0, 0, 0.0
    for at, ch in enumerate(text):
        if at > start and may_break(text[at - 1], ch):
            last = at
        used += size(ch)
        while used > width and ch != " " and at > start:  # what is carried over may be too wide itself
            end = last if last > start else at
            yield start, start + len(text[start:end].rstrip(" "))
            start, last = end, end
            used = sum(map(size, text[start : at + 1]))
    yield start, start + len(text[start:].rstrip(" "))


def _wide(ch: str) -> bool:
    return unicodedata.east_asian_width(ch) in "WF" or ch in "“”‘’…—·"


def _hangs(ch: str) -> bool:
    """Accents, joiners and variation signs belong to the character before them."""
    return ch >= "\u0300" and unicodedata.category(ch) in ("Mn", "Me", "Cf")
