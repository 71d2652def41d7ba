"""What a day is called in a calendar, where nothing stands beside it: 听证会 alone says nothing in three weeks."""

from __future__ import annotations

import re

from bot.compose.items import brief, clock
from bot.compose.matters import ACT, DRAFT
from bot.compose.typeset import typeset
from bot.texts import Texts
from watchers.model import Article, Deadline, Event

# What a phone shows of an entry in the week.
MOST = 30
# Shorter, a subject is cut beyond recognition; then the thing itself is cut.
_ROOM = 8
# Names of many things. What is left without them is the name of this one, if it has so many letters.
_KINDS = re.compile(
    "听证会?|(?:座谈|发布|说明|推介|宣讲|招聘|洽谈|启动|表彰|交流|咨询)会?|[会仪]式|开幕|闭幕|典礼|活动|正式|试?运[营行]"
    "|开[放业园馆工通赛展班课售]|[决初复预]赛|比赛|演出|展览|讲座|培训|考试|会议|资格|审核|审查|公示|意见|立法|时间|举[办行]"
)
_NAME = 5
# 停车场立法听证会 needs no 停车场建设管理条例 before it: its own letters stand in that.
_ENOUGH = 3
# 听证会（停车场立法征求意见首日收到建议1372条): a headline in brackets, for want of a name.
_HEADED = re.compile(r"（[^（）]*）$")
_LENT = re.compile("贷|贴息|融资|授信|担保|奖补|补贴")
_CONSULTED = re.compile("听证|公示|意见|建议|征[求集]")
# 听证会延期至6月18日: when, the calendar says.
_WHEN = re.compile(r"(?:将|拟|定|于|在|延期|顺延|推迟|改期|提前|延|改|至|到)*(?:\d{1,2}月)?\d{1,2}日.*$")


def deadline_name(article: Article, one: Deadline, t: Texts) -> str:
    """停车场建设管理条例 听证会报名截止 17时."""
    key = "calendar.deadline.hour" if one.time else "calendar.deadline"
    what = typeset(one.what.removesuffix("截止"))
    return _named(_subject(article, one.what), t(key, what=t.matter(what), time=t.clock(clock(one.time))))


def event_name(article: Article, one: Event, t: Texts) -> str:
    """第三届嵩阳星空音乐季 开幕式."""
    what = typeset(_bare(one.what))
    hour = t("calendar.at", time=t.hours(clock(one.time))) if one.time and one.first in (None, one.last) else ""
    named = _named(_paper(article, one.what) or _larger(article, one) or _subject(article, one.what), t.matter(what))
    return named + hour if len(named + hour) <= MOST else named


def _named(subject: str, what: str) -> str:
    """What it is about and what takes place, as far as both fit and neither says the other."""
    most = MOST * (2 if what.isascii() else 1)  # Latin letters are half as wide
    room, own = most - len(what) - 1, _own(what)
    if not subject or subject in what or room < _ROOM or (len(own) >= _ENOUGH and own in subject):
        return brief(what, most)
    return f"{brief(subject, room)} {what}"


def _bare(what: str) -> str:
    bare = _WHEN.sub("", _HEADED.sub("", what)).rstrip("，,、 ")
    return bare or what


def _telling(what: str) -> bool:
    return len(_own(what)) >= _NAME


def _own(what: str) -> str:
    """What is left of a name without what many things are called."""
    return ACT.sub("", _KINDS.sub("", _bare(what)))


def _larger(article: Article, one: Event) -> str:
    """Of what it is a part: the event with the longest name of its own that the article tells of."""
    if _telling(one.what):
        return ""
    others = [_bare(other.what) for other in article.facts.events if other.what != one.what and _telling(other.what)]
    return typeset(max(others, key=len, default=""))


def _subject(article: Article, what: str) -> str:
    """The paper that the public is asked about, the one loan, else what the headline says; "" if `what` says it."""
    if (paper := _paper(article, what)) or _telling(what):
        return paper
    programmes = article.facts.programmes
    return typeset(programmes[0] if _LENT.search(what) and len(programmes) == 1 else article.headline)


def _paper(article: Article, what: str) -> str:
    document = _without_place(DRAFT.sub("", next(iter(article.facts.documents), "")), article)
    return document if len(document) >= _NAME and _CONSULTED.search(what) else ""


def _without_place(document: str, article: Article) -> str:
    """郑州市停车场建设管理条例: of which city, its readers know."""
    place = next((name for name in article.facts.places if document.startswith(name)), "")
    return document.removeprefix(place)
