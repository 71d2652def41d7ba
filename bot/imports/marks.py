"""The marks of lists as people write them: 1. 停车, 2、地铁; ① 户外招牌; 一、停水; - 停电. They are no words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CHINESE = r"[一二三四五六七八九十]{1,3}"
# A mark says nothing by itself where several lines begin with one of its kind. A figure that a figure follows is a
# sum (1.5亿), a dash alone an exclusion: it marks a list where a blank follows it, or nothing but one word.
_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:第\s*)?\d{1,3}\s*(?:[条号]\s*)?[.．、)）:：]\s*(?!\d)",
        r"[(（\[【]\s*\d{1,3}\s*[)）\]】]\s*",
        r"[0-9]\ufe0f?\u20e3\s*",
        rf"(?:第\s*)?{_CHINESE}\s*[、.．)）:：]\s*",
        rf"[(（]\s*{_CHINESE}\s*[)）]\s*",
        r"[A-Za-z]\s*[.．)）、]\s+",
        r"[-–—−*+]\s+(?:\[[ xX]?\]\s*)?",
        r"[-–—−](?=[^\s-]+$)",
    )
)
# What nobody looks for, 1. and a blank among it: gone also from a single line.
_SIGNS = re.compile(r"(?:(?:\d{1,2}[.．)）]\s+(?=\S)|[①-⑳⓪❶-❿⑴-⒇㊀-㊉•●○◦▪▫■□◆◇★☆※→▶►✓✔☐☑·・]\ufe0f?\s*))+")
_LEAST = 2


def unmarked(lines: Sequence[str]) -> list[str]:
    """The lines without the marks of a list. What would be nothing without its mark stays."""
    bare = [_without(_SIGNS, line) for line in lines]
    marking = [kind for kind in _KINDS if sum(map(bool, map(kind.match, bare))) >= _LEAST]
    for kind in marking[:1]:
        bare = [_without(kind, line) for line in bare]
    return bare


def _without(mark: re.Pattern[str], line: str) -> str:
    found = mark.match(line)
    return line[found.end() :].strip() or line if found else line
