"""The sentences of a body, as places in it: whole ones only, quotes and brackets closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = "。！？!?"
_PAIRS = dict(zip("“‘「『（(《〈【〔", "”’」』）)》〉】〕", strict=True))
_CLOSING = frozenset(_PAIRS.values())
_SPEECH = "”」』"
# What a reader of pages could not make out.
_UNREADABLE = "\ufffd□■"
_DATED = re.compile(r"(?:\d{1,2}月\d{1,2}日|[昨今][日天]|近日|日前)[^。！？!?“]*[。！？!?]")
_SAID = re.compile("[说道称喊笑赞叹答问讲谈]|表示|介绍|感慨|感叹|告诉|坦言|回忆|兴奋|激动|大拇指")
# A line below this without an end is a dateline, a salutation, a signature; a longer one is a sentence torn in two.
_LINE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """body[start:end], white space at its edges left out. `paragraph` counts from 0.

    `whole`: it begins and ends where a sentence does, all that it opens it closes, and every character can be read.
    """

    start: int
    end: int
    text: str
    paragraph: int
    whole: bool


def sentences(body: str) -> list[Sentence]:
    """All of them in order. A paragraph ends each, but is none itself when it stands torn at its edge."""
    found: list[Sentence] = []
    begin, torn = 0, False
    for number, paragraph in enumerate(body.split("\n")):
        pieces = list(_pieces(paragraph))
        for place, (start, end) in enumerate(pieces):
            text = paragraph[start:end]
            ended = _ended(text)
            whole = ended and not (torn and place == 0) and _closed(text) and not set(text) & set(_UNREADABLE)
            found.append(Sentence(start=begin + start, end=begin + end, text=text, paragraph=number, whole=whole))
            torn = not ended and len(text) >= _LINE
        begin += len(paragraph) + 1
    return found


def _pieces(paragraph: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in [*_cuts(paragraph), len(paragraph)]:
        piece = paragraph[start:cut]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = cut


def _cuts(paragraph: str) -> Iterator[int]:
    """Places after a sentence's end.

    Inside a quotation none ends; after one that was announced by a colon it does, after another the speaker follows.
    """
    within: list[int] = []
    balanced = _closed(paragraph)
    for at, sign in enumerate(paragraph):
        if balanced and sign in _PAIRS:
            within.append(at)
        elif balanced and sign in _CLOSING:
            opened = within.pop()
            before = paragraph[opened - 1 : opened]
            alone = before in ("：", ":") if sign in _SPEECH else sign in "）)" and before in ("", *_ENDS)
            goes_on = paragraph[at + 1 : at + 2] in ("，", "、", "的", "。")
            alone = alone or (sign in _SPEECH and _new(paragraph[at + 1 :]))
            if alone and paragraph[at - 1] in _ENDS and not within and not goes_on:
                yield at + 1
        elif sign in _ENDS and not within:
            following = paragraph[at + 1 : at + 2]
            address = sign.isascii() and following.isascii() and following.isalnum()
            if not address and following not in (*_ENDS, *(() if balanced else _SPEECH)):
                yield at + 1
        elif sign in _SPEECH and at and paragraph[at - 1] in _ENDS:
            yield at + 1


def _new(text: str) -> bool:
    """Whether after a quotation something new is told (“…”6月8日，基地正式开工。) and not who said it."""
    dated = _DATED.match(text)
    return dated is not None and not _SAID.search(dated.group())


def _ended(text: str) -> bool:
    return text.rstrip("".join(_CLOSING))[-1:] in (*_ENDS, "…") if text else False


def _closed(text: str) -> bool:
    """Whether every bracket and quotation mark has its counterpart, in order."""
    opened: list[str] = []
    for sign in text:
        if sign in _PAIRS:
            opened.append(_PAIRS[sign])
        elif sign in _CLOSING and (not opened or opened.pop() != sign):
            return False
    return not opened
