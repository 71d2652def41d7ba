"""Marks as they are set in Chinese: pages come with narrow ones, one paper's with both kinds on one line."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.styled import Styled

_WIDE = dict(zip(",:;!?", "，：；！？", strict=True))
_HAN = r"[\u4e00-\u9fff“”《》〈〉‘’、。，：；！？（）【】]"
# Between figures or Latin letters they are no marks of a sentence: 1,372, 17:30, a?b; a comma before 12日 is.
_NARROW = re.compile(r"(?<=[^\x00-\x7f])[,:;!?]|[,:;!?](?=[^\x00-\x7f])|(?<=\w),(?=\d{1,2}(?!\d))")
_BRACKETS = re.compile(r"\(([^()\n]*)\)")
_ENTITY = re.compile(r"&#?\w{1,10};\Z", re.ASCII)
_A_HAN = re.compile(_HAN)
_REMEMBERED = 2048


@lru_cache(_REMEMBERED)
def typeset(text: str) -> str:
    """The text with wide marks beside Chinese characters, letter for letter as long as before."""
    if text.isascii():
        return text
    return _NARROW.sub(_mark, _BRACKETS.sub(_bracketed, text))


def _mark(found: re.Match[str]) -> str:
    """The end of &nbsp; is no mark: a page that prints such a thing is shown printing it."""
    if found[0] == ";" and _ENTITY.search(found.string, 0, found.end()):
        return found[0]
    return _WIDE[found[0]]


def _bracketed(found: re.Match[str]) -> str:
    """Both of a pair, or none: (CPI)2.1% behind 消费价格指数 opens beside a character and closes beside a figure."""
    around = found.string[max(0, found.start() - 1) : found.end() + 1]
    return f"（{found[1]}）" if _A_HAN.search(around) else found[0]


def set_in(styled: Styled) -> Styled:
    return Styled(typeset(styled.text), styled.marks)
