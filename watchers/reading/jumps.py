"""Jump marks: `(下转三版)` closes the part of an article that stands on this page, `(上接一版)` opens the rest.

Written against folded text. The number is Chinese or Arabic, with or without 第 and a letter (`A02`).
"""

from __future__ import annotations

import re

_NUMBER = r"第?\s*(?:[A-Za-z]\s*)?(?P<{0}>\d{{1,3}}|[〇零一二三四五六七八九十]{{1,3}})\s*版"
_MARK = r"[(\[【〔<《]\s*{0}\s*{1}[^()\[\]【】〔〕。]{{0,24}}[)\]】〕>》]"

# Brackets get lost; then only the place at the very edge of a paragraph and the whole wording make a mark.
_BARE = _NUMBER.format("bare")
# 紧接 and 紧转 are the older words for the same marks.
JUMP_IN = re.compile(
    r"\s*(?:" + _MARK.format("(?:上接|紧接|接)", _NUMBER.format("n")) + r"|上接\s*" + _BARE + r"(?=[\s《:]))"
)
JUMP_OUT = re.compile(_MARK.format("(?:下转|紧转|转)", _NUMBER.format("n")) + r"|下转\s*" + _BARE + r"\s*$")

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}


def marked_page(mark: re.Match[str]) -> int:
    """The page that a jump mark names."""
    return page_number(mark["n"] or mark["bare"])


def page_number(words: str) -> int:
    """The number that 三, 十二, 二十, 一二, 03 … stand for."""
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[sign]) for sign in ones))
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def label_number(label: str) -> int | None:
    """The page number inside a label such as "2", "A02", "第3版"; None when there is none."""
    digits = re.search(r"\d{1,4}", label)
    return int(digits.group()) if digits else None
