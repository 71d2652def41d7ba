"""How grave a warning is of which an article tells: of a warning itself as it says, else read from the printed words.

What it reads: a colour of the Chinese warning signals beside 预警 (橙色预警, 暴雨红色预警信号, 橙色高温预警) in the
headline with its kicker and subhead, else in the opening of the text. What it does not: whether the warning is for the
reader's district, whether it is still in force when the paper is read, and warnings told without their colour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from watchers.model import Article
from watchers.warning import Colour

COLOURS = {"蓝": Colour.BLUE, "黄": Colour.YELLOW, "橙": Colour.ORANGE, "红": Colour.RED}
SIGNS = {colour: sign for sign, colour in COLOURS.items()}
# The lead of a Chinese news item says what happened within two or three lines of print.
OPENING = 120

# The hazards of the national rules on warning signals (气象灾害预警信号发布与传播办法, 2007), and those that provinces
# and the offices for water, forests, the sea and the air add. Only they stand between colour and 预警: 红色教育基地
# makes no warning.
_HAZARD = (
    r"台风|暴雨|雷雨|暴雪|寒潮|低温|强降温|大风|沙尘暴|沙尘|高温|干旱|雷暴|雷电|冰雹|强对流|强降雨|霜冻|大雾|雾霾|霾|"
    r"道路结冰|冰冻|地质灾害|山洪|洪水|内涝|森林火险|火险|海浪|风暴潮|海冰|空气重污染|重污染天气|气象|灾害|天气|风险"
)
_MENTION = re.compile(rf"(?P<colour>[蓝黄橙红])色\s?(?:(?:{_HAZARD})\s?){{0,3}}预警")
_CLAUSE = re.compile(r"[，,。；;！!？?：:、\s]")
# 升级为红色预警, 变更为橙色预警: what holds from now on is what follows. The hazard may stand between (升级为高温红色).
_BECOMES = re.compile(r"(?:升级?|降级?|调整?|变更|更改|提升|上升|下调|上调|转)(?:为|至|到|成)[\u4e00-\u9fff]{0,6}$")
_ENDS_BEFORE = re.compile(r"(?:解除|取消|撤销|撤除)[^，,。；;！!]{0,12}$")
_ENDS_AFTER = re.compile(r"^(?:信号|警报)?(?:已经?|被|均|于[^，,。；;]{1,12}|正式)?(?:全部)?(?:解除|取消|撤销|撤除)")
# An exercise tells of a warning that nobody has issued.
_EXERCISE = re.compile(r"演练|演习|桌面推演")


@dataclass(frozen=True, slots=True)
class Warned:
    """An article tells of a warning of this colour, by these printed words."""

    colour: Colour
    words: str


def warned(article: Article) -> Warned | None:
    """The gravest warning that the article says is in force; None where it tells of none by its colour."""
    if signal := article.warning:
        if signal.over or signal.colour is None:
            return None
        return Warned(signal.colour, f"{signal.hazard}{SIGNS[signal.colour]}色预警")
    if exercise(article):
        return None
    return _gravest(_head(article)) or _gravest(article.body[:OPENING])


def exercise(article: Article) -> bool:
    """Whether the article tells of an exercise, by its headings; a warning itself is none."""
    return article.warning is None and _EXERCISE.search(_head(article)) is not None


def _head(article: Article) -> str:
    return "\n".join((article.kicker, article.headline, article.subhead))


def _gravest(text: str) -> Warned | None:
    found = [one for one in _MENTION.finditer(text) if not _ended(text, one)]
    becomes = [one for one in found if _BECOMES.search(text[: one.start()])]
    told = [Warned(COLOURS[one["colour"]], one.group()) for one in becomes or found]
    return max(told, key=lambda one: one.colour, default=None)


def _ended(text: str, mention: re.Match[str]) -> bool:
    before = _CLAUSE.split(text[: mention.start()])[-1]
    return bool(_ENDS_BEFORE.search(before) or _ENDS_AFTER.match(text[mention.end() :]))


def grave_enough(level: Colour | None, article: Article) -> bool:
    """Whether it may ring for who wants to hear at once only of warnings of that colour and above.

    What is no warning, and a warning of which nobody says how grave it is, may.
    """
    signal = article.warning
    return level is None or signal is None or signal.colour is None or signal.colour >= level


def passes(floor: Colour | None, article: Article) -> bool:
    """Whether an alert about this article comes through quiet hours whose floor is that colour; without one none."""
    told = warned(article)
    return floor is not None and told is not None and told.colour >= floor
