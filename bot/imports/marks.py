"""The marks of lists as people write them: 1. 停车, 2、地铁; ① 户外招牌; 一、停水; - 停电. They are no words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CHINESE = r"[一二三四五六七八九十]{1,3}"
# A mark says nothing by itself where several lines begin with one, be they of several kinds. A figure that a figure
# follows is a sum (1.5亿), a dash alone an exclusion: it marks where a blank follows it, or nothing but one word.
_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:第\s*)?\d{1,3}\s*(?:[条号]\s*)?[.．、)）:：]\s*(?!\d)",
        r"[(（\[【]\s*\d{1,3}\s*[)）\]】]\s*",
        r"[0-9]\ufe0f?\u20e3\s*",
        rf"(?:第\s*)?{_CHINESE}\s*[、.．)）:：]\s*",
        rf"第\s*(?:{_CHINESE}|\d{{1,3}})\s*[,，]\s*",
        rf"[(（]\s*{_CHINESE}\s*[)）]\s*",
        r"[A-Za-z]\s*[.．)）、]\s+",
        r"[-–—−*+]\s+(?:\[[ xX]?\]\s*)?",
        r"[-–—−](?=[^\s-]+$)",
    )
)
# What nobody looks for, 1. and a blank among it: gone also from a single line.
_SIGNS = re.compile(
    r"(?:(?:\d{1,2}[.．)）]\s+(?=\S)|[①-⑳⓪❶-❿⑴-⒇㊀-㊉•●○◦▪▫■□◆◇★☆※→▶►✓✔☐☑✅☒➤➜➡➢🔸🔹🔶🔷🔴🔵🟢🟡🟠🟣⭐🌟📌📍👉·・]\ufe0f?\s*))+"
)
_BARE = re.compile(r"(?P<number>\d{1,3})\s+(?=\D)")
_LEAST = 2


def unmarked(lines: Sequence[str]) -> list[str]:
    """The lines without the marks of a list. What would be nothing without its mark stays."""
    bare = [_without(_SIGNS, line) for line in lines]
    marks = [_mark(number, line) for number, line in enumerate(bare, 1)]
    if sum(mark is _BARE for mark in marks) < _LEAST:
        marks = [None if mark is _BARE else mark for mark in marks]
    marked = sum(bool(mark) or line != before for mark, line, before in zip(marks, bare, lines, strict=True))
    if marked < _LEAST:
        return bare
    return [_without(mark, line) if mark else line for mark, line in zip(marks, bare, strict=True)]


def _mark(number: int, line: str) -> re.Pattern[str] | None:
    """The kind of mark with which the line begins. A number without a sign counts where it is the line's own."""
    bare = _BARE.match(line)
    if bare and int(bare["number"]) == number:
        return _BARE
    return next((kind for kind in _KINDS if kind.match(line)), None)


def _without(mark: re.Pattern[str], line: str) -> str:
    found = mark.match(line)
    return line[found.end() :].strip() or line if found else line
