"""A warning as an article: the official sentence as headline, the text below, its state beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from watchers.model import Article, Source
from watchers.ports import Understand
from watchers.times import BEIJING
from watchers.warning import Colour, Stage, WarningSignal
from watchers.weather.episode import Episode
from watchers.weather.naming import says_over, sentence

KEY = "warning:"
_SIGNS = {Colour.BLUE: "蓝色", Colour.YELLOW: "黄色", Colour.ORANGE: "橙色", Colour.RED: "红色"}
_RANK = re.compile(r"\s*[\[【（(/][^\[【（(]*[级IⅠⅡⅢⅣ一-四][^\[【（(]*[\])】）]?$")
_SAYS_CHANGE = re.compile("升级|降级|升为|降为|升至|降至|上调|下调|调整为|升級|降級")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def article(one: Episode, source: Source, understand: Understand) -> Article:
    """The article of an episode as it stands. Its day is that of the first issue, however long it lasts."""
    told = Article(
        paper=source.paper,
        day=one.began_at.astimezone(BEIJING).date(),
        headline=headline(one),
        body=_body(one),
        url=one.url,
        key=KEY + one.name,
        warning=signal(one),
    )
    read = understand(told)
    return replace(read, facts=replace(read.facts, places=one.places))


def signal(one: Episode) -> WarningSignal:
    """The state of an episode, for those who decide whom to tell: of an end that was announced, when it was."""
    announced = one.stage is Stage.CANCELLED and not one.listed
    return WarningSignal(
        hazard=one.hazard,
        issuer=one.issuer,
        area=one.area,
        stage=one.stage,
        issued_at=one.ended_at if announced and one.ended_at else one.issued_at,
        colour=one.colour,
        was=one.was,
        expires_at=one.expires_at,
        identifier=one.identifier,
        listed=one.listed,
        within=one.within,
        areas=one.areas,
    )


def headline(one: Episode) -> str:
    """The printed headline where it says what has happened, else the sentence that says it in the official form."""
    printed = _printed(one)
    match one.stage:
        case Stage.CANCELLED if one.heir:
            return f"{_subject(one)}已由新的预警代替"
        case Stage.CANCELLED if one.listed:
            return f"{_subject(one)}已不再列出"
        case Stage.CANCELLED:
            return printed if says_over(printed) else _lifted(one, printed)
        case Stage.EXPIRED:
            return f"{_subject(one)}已失效"
        case Stage.RAISED | Stage.LOWERED if one.was and one.colour and not _SAYS_CHANGE.search(printed):
            verb = "升级为" if one.stage is Stage.RAISED else "降级为"
            return f"{one.issuer}将{one.hazard}{_SIGNS[one.was]}预警信号{verb}{_SIGNS[one.colour]}"
        case _:
            return printed


def _printed(one: Episode) -> str:
    """As printed, without what the county lies in and without the rank in brackets, which the colour says too."""
    said = sentence(one.headline)
    bare = _RANK.sub("", one.headline.strip())
    if said and said.issuer.endswith(one.issuer) and bare.startswith(said.issuer):
        return one.issuer + bare[len(said.issuer) :]
    return bare or _subject(one)


def _subject(one: Episode) -> str:
    """The warning itself: 中牟县气象台暴雨橙色预警信号; a headline in another form stays what it is."""
    said = sentence(one.headline)
    if not said or not one.issuer:
        return _RANK.sub("", one.headline.strip()) or f"{one.issuer}{one.hazard}预警"
    signs = f"{_SIGNS[one.colour]}预警信号" if one.colour else "预警"
    return f"{one.issuer}{one.hazard}{signs}"


def _lifted(one: Episode, printed: str) -> str:
    signs = f"{_SIGNS[one.colour]}预警信号" if one.colour else "预警"
    if one.issuer and _CHINESE.search(one.hazard):
        return f"{one.issuer}解除{one.hazard}{signs}"
    return f"{printed}（已解除）"


def _body(one: Episode) -> str:
    paragraphs = [line for line in one.text.split("\n") if line] or [f"{_printed(one)}（{_clock(one.issued_at)}）。"]
    return "\n".join(([_end(one)] if one.over else []) + paragraphs)


def _end(one: Episode) -> str:
    """When and how it ended, in one sentence."""
    when = _clock(one.ended_at or one.until)
    if one.heir:
        return f"该预警已于{when}由新的预警代替：{one.heir.rstrip('。')}。"
    if one.listed:
        return f"发布方的预警列表里已没有这条预警（{when}起），视为解除；没有见到解除通告。"
    return f"该预警已于{when}{'失效' if one.stage is Stage.EXPIRED else '解除'}。"


def _clock(at: datetime) -> str:
    """9月20日0时43分, Beijing time, as the offices print it."""
    local = at.astimezone(BEIJING)
    return f"{local.month}月{local.day}日{local.hour}时{local.minute:02d}分"
