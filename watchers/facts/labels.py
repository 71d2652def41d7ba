"""The time of an event behind a label, as notices print it: 活动时间:5月16日, 话剧《潮起》 时间:4月17日, a row.

The label names the event itself (停电时间, 春季班开课时间), or what was named before it does, or the heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from watchers.facts.actions import ACTION
from watchers.facts.happenings import OUTAGE, Named, mentioned
from watchers.facts.sentences import Sentence, clause_start
from watchers.facts.spans import Days
from watchers.facts.venues import labelled_venue

_TIME_WORDS = r"(?:时\s?间|日\s?期|展\s?期|会\s?期)(?:定|设)?[为是:在于从自]*\s?$"
# The label before the day, with the thing whose time it is; or the bare word at the beginning of a line.
_LABEL = re.compile(
    r"(?P<label>[一-鿿A-Za-z“”]{0,14}?(?:活动|举[办行]|开展|展览|展出|演出|[比竞]赛|[考笔面初复]试|讲座|开放|施工|停[电水气暖]|会议|开幕|直播"
    r"|培训|招聘会?|宣讲会?|义诊|集市|管制|封闭|检修|作业|开[班课学]|上课|授课|课程|行程|游园|展示|放映|体验|拍卖会?|竞价|停运|[闭停][馆诊]|听证会?"
    rf"|召开|展销|绕行|维护|升级|双选会))(?:具体)?(?:{_TIME_WORDS}|安排[:为]\s?$)"
)
_BARE_LABEL = re.compile(
    rf"^\s*(?:[0-9一二三四五六七八九十]{{1,2}}[、.]|\([0-9一二三四五六七八九十]{{1,2}}\)|[★●■◆▲·*])?\s?{_TIME_WORDS}"
)
_INLINE_LABEL = re.compile(r"(?P<name>[^,。;:]{2,24})[\s|│]+(?:演出|活动|展览|比赛)?时间[为:]\s?$")
_ROW = re.compile(r"\s*(?:[0-9一二三四五六七八九十]{1,2}[、.])?\s?(?P<label>[一-鿿A-Za-z0-9“”()《》]{2,16})[:]\s?")
_LISTS = re.compile(r"(?:安排|日程|预告|时间表|场次|[如以]下)[^,。;]{0,4}[:]?\s*$")
_BEGINS = re.compile("开[班课学]|上课|[考笔面初复]试$")
_NOT_ITS_LABEL = re.compile(r"打印|查询|受理|案发|生产|出版")
_BACK = 6  # sentences between the name of an event and the line with its time
_TITLE = 24  # characters of a heading that stand for a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The sentence `at` of a text that appeared on the day `issued` under `titles`, the lines of its heading."""

    text: Sequence[Sentence]
    at: int
    issued: date
    titles: Sequence[str]

    @property
    def told(self) -> str:
        return self.text[self.at].text

    @property
    def title(self) -> str:
        """The first line of the heading, short enough to stand for a name."""
        return self.titles[0][:_TITLE] if self.titles else ""

    def before(self) -> list[str]:
        """The sentences before it, the last first."""
        return [one.text for one in reversed(self.text[max(0, self.at - _BACK) : self.at])]

    def behind(self, count: int) -> list[str]:
        return [one.text for one in self.text[self.at + 1 : self.at + 1 + count]]

    def topic(self, own: str = "") -> str:
        """The event that its words `own`, the sentences before or the heading name, the nearest first."""
        return next(filter(None, map(mentioned, (own, *self.before(), *self.titles))), "")


def labelled(passage: Passage, days: Days) -> Named | None:
    """The event whose time the label before the days gives, None where no such label stands there."""
    begin = clause_start(passage.told, days.start)
    own = passage.told[begin : days.start]
    if ACTION.search(own) or _NOT_ITS_LABEL.search(own):
        return None
    if inline := _INLINE_LABEL.search(own):
        return Named(what=inline["name"].strip(), start=begin, end=days.start)
    if label := _LABEL.search(own):
        return _by_its_label(passage, label["label"], begin, days)
    if not _BARE_LABEL.match(own):
        return _row(passage, own, days)
    above = passage.before()[:1]
    if above and ACTION.search(above[0]) and not mentioned(above[0]):
        return None  # 一、报名 ↵ 时间:…
    name = passage.topic(own)
    if not name and any(map(labelled_venue, passage.behind(2))):
        name = passage.title
    return Named(what=name, start=begin, end=days.start) if name else None


def _by_its_label(passage: Passage, label: str, begin: int, days: Days) -> Named | None:
    if stops := re.search(OUTAGE, label):
        return Named(what=stops[0], start=begin, end=begin, outage=True)
    title = passage.title
    if _BEGINS.search(label):
        name = f"{label}（{title}）" if title else label
    else:
        name = passage.topic(passage.told[: days.start]) or title
    return Named(what=name, start=begin, end=days.start) if name else None


def _row(passage: Passage, own: str, days: Days) -> Named | None:
    """A row of a list under what it lists: 宣讲会安排: ↵ 海洋大学:10月14日19:00,…"""
    row = _ROW.fullmatch(own)
    lead = next((one for one in passage.before() if _LISTS.search(one)), "") if row else ""
    if not row or not (name := mentioned(lead)):
        return None
    return Named(what=f"{name}（{row['label']}）", start=0, end=days.start)
