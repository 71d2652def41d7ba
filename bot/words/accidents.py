"""Readings in which grammar parts a run that frequencies keep together (过程中|将, 成本高|等). Pure.

Both halves are words of their own there, so no longer word runs across an edge and a lattice sees nothing amiss. Each
rule asks for the sign that ends or begins the run and for what such a half needs beside it; few runs get past that.
"""

from __future__ import annotations

import re

from bot.words.compounds import NUMERALS
from bot.words.lattice import MEASURES, Lattice
from bot.words.people import SURNAMES

# 中|将, 上|将: a place word after a noun, and what will be.
_PLACES = frozenset("中上")
_RANKED = re.compile("[军衔率,。;、:!?和与等的说称]|司令|出席|指挥|表示|$")
_RANKS_BEFORE = frozenset("军名位任是为授升役、")
# 高|等|问题: an adjective that ends a list, and what lists are of.
_ADJECTIVES = frozenset("高低大小多少难差慢")
_LISTED = re.compile(
    "(?:多重|多种|诸多|一些|各种|多个)?(?:问题|情况|原因|因素|特点|现象|困难|难题|优点|优势|弊端|缺点|顽疾|难点|压力|挑战|风险|影响|毛病|痛点)"
)
# 三人|均, 五人|才: a number takes the measure, and leaves an adverb.
_ADVERBS = frozenset("均才皆")
# 为民|办|一件: for whom, what is done, and how much of it.
_DEEDS = frozenset("办解建修送谋")
_COUNTED = re.compile(r"\d|[一二三四五六七八九十百千两几]|[了好成实]")
# 从|小处|入手, 从|大局|出发: the frame around what one begins with.
_FRAME = re.compile(r"[^\W\d_]{1,5}?(?:入手|着手|做起|抓起|出发|起步|切入|破题)")
_LAST = frozenset("将等所") | _ADVERBS | _DEEDS


def accident(lattice: Lattice, start: int, end: int) -> bool:
    """Whether grammar parts [start, end)."""
    text = lattice.text
    first, last = text[start], text[end - 1]
    if first == "从" and _FRAME.match(text, end):
        return True
    if last not in _LAST or not start:
        return False
    before = text[start - 1]
    if last == "所":  # 研究|所需|的
        return text[end + 1 : end + 2] == "的" and lattice.known(end - 1, end + 1)
    if end - start != 2:
        return False
    if last == "将":
        return first in _PLACES and before.isalpha() and before not in _RANKS_BEFORE and _goes_on(text, end)
    if last == "等":
        listed = first in _ADJECTIVES and _LISTED.match(text, end) is not None
        return listed or (
            first != "不" and text[end : end + 1] == "人" and len(lattice.words(end)) == 1
        )  # 张三、李中|等人
    if last in _ADVERBS:
        return first in MEASURES and (before in NUMERALS or before.isdigit())
    return before == "为" and lattice.known(start - 1, start + 1) and _COUNTED.match(text, end) is not None


def _goes_on(text: str, at: int) -> bool:
    """Whether something is told that will be: no mark, rank or name follows."""
    return _RANKED.match(text, at) is None and text[at] not in SURNAMES
