"""The official sentence of a warning, taken apart: 中牟县气象台｜发布｜暴雨｜橙色｜预警信号.

The wording is that of the national rules on warning signals (气象灾害预警信号发布与传播办法) and of the offices that
joined them: issuer, act, hazard, colour; sometimes the time before the act, the rank behind in brackets, the colour
before the hazard, or 将…升级为….
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from watchers.variants import simplified
from watchers.warning import Colour
from watchers.widths import fold

COLOURS = {"蓝": Colour.BLUE, "黄": Colour.YELLOW, "橙": Colour.ORANGE, "红": Colour.RED}
# Hong Kong's black rainstorm signal is graver than red, for which the four colours have nothing.
_COLOUR_SIGNS = {**COLOURS, "黑": Colour.RED}
_LATIN_COLOURS = {
    "blue": Colour.BLUE, "yellow": Colour.YELLOW, "amber": Colour.YELLOW, "orange": Colour.ORANGE, "red": Colour.RED,
}  # fmt: skip
# Ⅰ级（特别严重）红 … Ⅳ级（一般）蓝. Offices write the numerals as U+2160 signs, Latin letters or Chinese ones.
_RANKS = {
    **dict.fromkeys(("Ⅰ", "I", "一"), Colour.RED), **dict.fromkeys(("Ⅱ", "II", "二"), Colour.ORANGE),
    **dict.fromkeys(("Ⅲ", "III", "三"), Colour.YELLOW), **dict.fromkeys(("Ⅳ", "IV", "四"), Colour.BLUE),
}  # fmt: skip

_WHEN = r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?\d{1,2}[时:]\d{0,2}分?"
# 预警信息发布中心 is an office, not an act.
_ACT = (
    r"(?:变更|更新|继续|升级|降级|重新|联合)?发布(?!中心|平台|系统|单位)|变更|更新|继续|升级|降级"
    r"|解除|取消|撤销|终止|撤除"
)
_SENTENCE = re.compile(rf"(?P<issuer>.{{2,60}}?)[,:]?(?P<when>{_WHEN})?(?P<act>{_ACT})了?(?P<rest>.+)")
_CHANGE = re.compile(
    rf"(?P<issuer>.{{2,60}}?)[,:]?(?:{_WHEN})?[将把](?P<hazard>.{{1,30}}?)[蓝黄橙红]色预警(?:信号)?"
    r"(?:升级|降级|升|降|变更|更新|调整|上调|下调|提升)(?:发布)?[为至成](?P<rest>.*?[蓝黄橙红]色.*)"
)
_LIFTED = re.compile(r"解除|取消|撤销|终止|撤除")
_OVER = re.compile(
    r"(?:解除|取消|撤销|终止).{0,40}?(?:预警|信号|警报|警告|警戒|特报)|(?:预警|信号|警报|警告|警戒|特报).{0,6}?(?:解除|取消|撤销|终止)"
)
_CALLED = re.compile(r"预警|警告|警报|警戒|特报")
_COLOUR = re.compile(r"([蓝黄橙红白黑])色?(?=预警|警告|警报|警戒|信号)|([蓝黄橙红白黑])色")
_LATIN_COLOUR = re.compile(r"\b(blue|yellow|amber|orange|red)\b", re.IGNORECASE)
_RANK = re.compile(r"(Ⅰ|Ⅱ|Ⅲ|Ⅳ|IV|I{1,3}|[一二三四])级")
_BRACKETED = re.compile(r"[\[【〔(/][^\[【〔(]{0,12}?级?(?:/[^\])】〕]{0,8})?[\])】〕]?$")
# No headline is longer; what is longer is somebody's attempt on our patterns.
_LONGEST = 300
_CHINESE = re.compile("[\u4e00-\u9fff]")
_EDGES = ' ,.:;、。!-·()[]【】“”"的'


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What the official sentence says, in simplified characters. `lifted`: it ends the warning."""

    issuer: str
    hazard: str
    colour: Colour | None
    lifted: bool


def sentence(headline: str) -> Sentence | None:
    """The sentence of a headline; None where it does not have that form."""
    text = _plain(headline)
    if found := _CHANGE.match(text):
        return Sentence(
            issuer=found["issuer"], hazard=hazard(found["hazard"]), colour=colour(found["rest"]), lifted=False
        )
    found = _SENTENCE.match(text)
    if not found or not _CALLED.search(found["rest"]):
        return None
    what = hazard(found["rest"])
    lifted = bool(_LIFTED.match(found["act"]))
    issuer = found["issuer"].strip(_EDGES)
    return Sentence(issuer=issuer, hazard=what, colour=colour(found["rest"]), lifted=lifted) if what else None


def hazard(words: str) -> str:
    """The hazard alone: 暴雨橙色预警信号[Ⅱ级/严重] → 暴雨; words in other languages come back as they are."""
    if not _CHINESE.search(words):
        return " ".join(words.split())
    text = _plain(words)
    called = _CALLED.search(text)
    before = text[: called.start()] if called else text
    bare = _RANK.sub("", _COLOUR.sub("", _BRACKETED.sub("", before) or before))
    return bare.strip(_EDGES)


def colour(words: str) -> Colour | None:
    """The colour that the words name, else that of the rank; None where there is neither, or it is white."""
    text = simplified(fold(words[:_LONGEST]))
    if found := _COLOUR.search(text):
        return _COLOUR_SIGNS.get(found[1] or found[2])
    if latin := _LATIN_COLOUR.search(text):
        return _LATIN_COLOURS[latin[1].lower()]
    rank = _RANK.search(text)
    return _RANKS[rank[1]] if rank else None


def says_over(headline: str) -> bool:
    """Whether the headline says that a warning is lifted, in whatever order."""
    return bool(_OVER.search(_plain(headline)))


def _plain(text: str) -> str:
    return simplified("".join(fold(text[:_LONGEST]).split()))
