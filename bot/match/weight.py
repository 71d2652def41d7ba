"""What an occurrence says about its article: is that what it is about, or does it only mention it?

A headline says what an article is about, its lead (the first paragraph) nearly as much; what stands deep in the body
is said in passing, unless it is said again or says something very particular. An item of a long enumeration, a part of
an organisation's name, a doubtful word boundary count for less wherever they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from bot.match.stream import Stream

STRONG = 0.5

_FIELD = {"headline": 1.0, "kicker": 0.9, "subhead": 0.9, "column": 0.4, "summary": 0.6, "captions": 0.4}
# News is told from the top: what stands early in the body weighs more than what could be cut off at the end.
_LEAD, _EARLY, _BODY = 0.6, 0.4, 0.3
_EARLY_END = 300
# A compound of four characters (税收优惠, 超硬材料) is seldom written by the way, unlike its parts.
_PARTICULAR_LEAD, _PARTICULAR, _PARTICULAR_LENGTH = 0.75, 0.5, 4
# In a page-long text even that may be by the way; news items stay below.
_LONG = 1500
_ENUMERATED = 0.4
_NAMED = 0.35
# A doubtful place never makes a finding strong.
_DOUBTFUL, _DOUBTFUL_MOST = 0.6, 0.45

# The lead is the first paragraph, but at least this many characters (a first paragraph may be a mere dateline) …
_LEAD_LEAST = 120
# … and at most these: in essays the first paragraph is half a page.
_LEAD_MOST = 200

_ENDS = re.compile("[。!?;…]")
_CLAUSE_SIGNS = ",。!?;:…"
_CLAUSE = re.compile(f"[{_CLAUSE_SIGNS}]")
_PARAGRAPH = re.compile(r"\n+")
_STOPS = frozenset("。!?！？”」")

# 工商|银行, 离退休|党总支, 农业|科技有限|公司: the run begins the name of a body that acts, whatever it acts in.
_BODY_NAME = re.compile(
    r"[^\W\d_的了在和与及是对将为向从到把被等、a-z]{0,5}?"
    r"(?:公司|集团|银行|分行|支行|党总支|党支部|党委|党组|委员会|办公室|协会|学会|商会|基金会|联合会|总部"
    r"|研究院|学院|大学|医院|出版社|局(?!面|势|部|限))"
)
_PLACE_END = frozenset("省市区县镇乡村")
_BRAND = re.compile(r"[“「『]([^“”「」『』\n]{2,16})[”」』]")
_BRAND_LOOK = re.compile(r"·|号$|杯$|奖$|队$|节$")
_MOST_LISTED = 3
_LONGEST_ITEM = 10
# No further does one look for the ends of an enumeration; lists of names run to some 200 characters.
_LONGEST_CLAUSE = 300


class Ground:
    """What there is to know about the text around any place of a field; worked out once, when first asked for."""

    def __init__(self, name: str, printed: str, folded: Stream) -> None:
        self.name, self.printed, self.stream = name, printed, folded

    @cached_property
    def sentences(self) -> list[int]:
        """The ends of the sentences."""
        return [end.end() for end in _ENDS.finditer(self.stream.text)]

    @cached_property
    def lead(self) -> int:
        """Where the lead of the body ends: after its first paragraph that ends like one."""
        ends = (gap.start() for gap in _PARAGRAPH.finditer(self.printed) if self.printed[gap.start() - 1] in _STOPS)
        places = list(self.stream.places)
        end = bisect_right(places, next(ends, len(self.printed)) - 1)
        return min(max(end, _LEAD_LEAST), _LEAD_MOST)

    @cached_property
    def brands(self) -> list[tuple[int, int]]:
        """Printed spans of quoted proper names (“中原之星号”)."""
        return [name.span(1) for name in _BRAND.finditer(self.printed) if _BRAND_LOOK.search(name[1])]

    def enumerated(self, start: int, end: int) -> bool:
        """Whether the run stands in an item of a list of four or more, set off by 、."""
        text = self.stream.text
        stop = _CLAUSE.search(text, end, end + _LONGEST_CLAUSE)
        first = max(0, start - _LONGEST_CLAUSE)
        begin = max(first, *(text.rfind(sign, first, start) + 1 for sign in _CLAUSE_SIGNS))
        clause = text[begin : stop.start() if stop else end + _LONGEST_CLAUSE]
        if clause.count("、") < _MOST_LISTED:
            return False
        before, after = clause[: start - begin], clause[end - begin :]
        left, right = before.rpartition("、"), after.partition("、")
        # What follows 等 is what is said of the list, not an item of it.
        return bool((left[1] and "等" not in left[2]) or (right[1] and len(right[0]) <= _LONGEST_ITEM))

    def in_name(self, start: int, end: int) -> bool:
        """Whether the run is a part of the name of an organisation or of something with a quoted name."""
        text = self.stream.text
        if text[end - 1] not in _PLACE_END and _BODY_NAME.match(text, end):
            return True
        begin, stop = self.stream.printed(start, end)
        return any(low <= begin and stop <= high and stop - begin < high - low for low, high in self.brands)


def weight(ground: Ground, start: int, end: int, *, sure: bool, length: int) -> float:
    """What the run [start, end) of the field's stream is worth, 0..1, in an article of `length` characters."""
    worth = _FIELD.get(ground.name) or _by_place(ground, start, end, length)
    if ground.name == "body" and ground.enumerated(start, end):
        worth *= _ENUMERATED
    if ground.in_name(start, end):
        worth *= _NAMED
    return worth if sure else min(worth * _DOUBTFUL, _DOUBTFUL_MOST)


def _by_place(ground: Ground, start: int, end: int, length: int) -> float:
    particular = end - start >= _PARTICULAR_LENGTH and length <= _LONG
    if start < ground.lead:
        return _PARTICULAR_LEAD if particular else _LEAD
    if particular:
        return _PARTICULAR
    return _EARLY if start < _EARLY_END else _BODY
