"""When two articles ask for the same, or tell of the same event: each matter is told once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from watchers.model import Article, Deadline, Event

# Words that say what is to be done, and nothing about what: 报名, 意见反馈, 首批申报.
ACT = re.compile(
    "向[^，。]{2,14}?(?=反馈|提出)|[意建]见?议?(?:征[集求]|反馈|收集)|(?:反馈|提出|征[集求])(?:意见|建议)|意见|建议|反馈|征集"
    "|报名|申[请报]|登记|填报|报送|投稿|预约|办理|提交|缴费|缴纳|确认|参加|截止|[首第][一二三四]?批|并"
)
_OPINION = re.compile("意见|建议|反馈|征[求集]")
# (草案征求意见稿) behind the name of what is drafted.
DRAFT = re.compile(r"[(（][^()（）]*[)）]$")
# So many letter pairs in common, and two headlines are about one thing (停车场立法…, 停车场怎么建 has two).
_ALIKE = 3
# 听证会 is the name of nothing, 龙湖龙舟邀请赛 of one thing; 立法听证会 and 停车场听证会 share two letter pairs.
_NAME, _SHARED = 5, 2
# Whose power is cut: 航海路沿线停电 and 兴华街沿线停电 are two, however alike they are told.
_SPOT = re.compile("[一-鿿]{2}(?:大道|大街|小区|社区|路|街|巷|桥|村|镇|县|区(?!域))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """By what it is seen that two articles tell the same: the days, what it is, and what it is about."""

    first: date
    last: date
    what: str
    documents: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    story: str = ""
    event: bool = False

    def same(self, other: Matter) -> bool:
        """贴息申报 and 首批财政贴息申报 of one day are one thing told at other length; of two documents, two.

        Where the words only say what is done (报名, 意见反馈), the articles must have something more in common.
        """
        if (self.first, self.last, self.event) != (other.first, other.last, other.event) or self._apart(other):
            return False
        if _OPINION.search(self.what) and _OPINION.search(other.what):
            return self._related(other)
        if not _runs_through(self.what, other.what) and not _runs_through(other.what, self.what):
            return False
        return self._related(other) or bool(ACT.sub("", self.what) and ACT.sub("", other.what))

    def continues(self, earlier: Matter) -> bool:
        """Whether it is the same, whatever the days say: what is done must be alike, and what it is about."""
        if self.event != earlier.event or self._apart(earlier):
            return False
        alike = _runs_through(self.what, earlier.what) or _runs_through(earlier.what, self.what)
        asked = bool(_OPINION.search(self.what) and _OPINION.search(earlier.what))
        shared = len(pairs(self.what) & pairs(earlier.what))
        named = min(len(ACT.sub("", self.what)), len(ACT.sub("", earlier.what))) >= _NAME
        return (self._related(earlier) and (alike or asked or shared >= _SHARED)) or (alike and named)

    def _apart(self, other: Matter) -> bool:
        """Of two documents, two programmes, or two streets."""
        spots = frozenset(_SPOT.findall(self.what)), frozenset(_SPOT.findall(other.what))
        both = (self.documents, other.documents), (self.programmes, other.programmes), spots
        return any(ours and theirs and ours.isdisjoint(theirs) for ours, theirs in both)

    def _related(self, other: Matter) -> bool:
        return bool(
            self.documents & other.documents
            or self.programmes & other.programmes
            or (self.story and self.story == other.story)
            or len(self.title & other.title) >= _ALIKE
        )


def matter(article: Article, one: Deadline | Event, story: str = "") -> Matter:
    first, last = (one.date, one.date) if isinstance(one, Deadline) else (one.first or one.last, one.last)
    return Matter(
        first=first,
        last=last,
        what=one.what,
        documents=frozenset(DRAFT.sub("", name) for name in article.facts.documents[:1]),
        programmes=frozenset(article.facts.programmes),
        title=pairs(f"{article.kicker} {article.headline}"),
        story=story,
        event=isinstance(one, Event),
    )


def _runs_through(short: str, long: str) -> bool:
    """Whether all of `short` stands in `long` in its order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(text) if a.isalnum() and b.isalnum())
