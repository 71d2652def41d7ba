"""How grave a warning is, by the printed words; each sentence is written for this test after the way papers put it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.urgency import passes, warned
from watchers.model import Article
from watchers.warning import Colour


def article(headline: str, body: str = "", kicker: str = "", subhead: str = "") -> Article:
    return Article(paper="晚风报", day=date(2026, 7, 1), headline=headline, body=body, kicker=kicker, subhead=subhead)


@pytest.mark.parametrize(
    ("headline", "colour"),
    [
        ("市气象台发布大风蓝色预警", Colour.BLUE),
        ("暴雨黄色预警信号发布", Colour.YELLOW),
        ("高温橙色预警持续 明日仍超38℃", Colour.ORANGE),
        ("我市拉响暴雨红色预警", Colour.RED),
        ("橙色高温预警生效", Colour.ORANGE),
        ("红色雷雨大风预警发布", Colour.RED),
        ("橙色 预警", Colour.ORANGE),
        ("大风蓝色预警和暴雨黄色预警同时生效", Colour.YELLOW),
        ("暴雨橙色预警信号升级为红色预警信号", Colour.RED),
        ("暴雨红色预警信号降为橙色预警信号", Colour.ORANGE),
        ("高温红色预警变更为高温黄色预警", Colour.YELLOW),
        ("解除暴雨红色预警，发布大风蓝色预警", Colour.BLUE),
    ],
)
def test_the_colour_that_is_printed(headline: str, colour: Colour) -> None:
    told = warned(article(headline))
    assert told is not None
    assert told.colour is colour
    assert told.words in headline


@pytest.mark.parametrize(
    "headline",
    [
        "市气象台解除暴雨红色预警信号",
        "暴雨橙色预警信号已解除",
        "高温黄色预警于今日18时解除",
        "全市防汛红色预警演练今日举行",
        "红色旅游热度攀升",
        "蓝色港湾项目开工",
        "建立地质灾害预警机制",
        "红色教育基地预警设备上线前夕",
        "",
    ],
)
def test_no_warning_in_force(headline: str) -> None:
    assert warned(article(headline)) is None


def test_where_it_is_read() -> None:
    lead = "市气象台昨日16时发布暴雨橙色预警信号，预计未来3小时有强降雨。"
    assert warned(article("强降雨来了", lead)) is not None
    assert warned(article("强降雨来了", "气象常识。" * 40 + lead)) is None, "an explainer names colours far down"
    assert warned(article("请勿外出", kicker="高温红色预警")) is not None
    assert warned(article("请勿外出", subhead="高温红色预警")) is not None
    head = warned(article("大风蓝色预警", "去年此时曾发布暴雨红色预警。"))
    assert head is not None
    assert head.colour is Colour.BLUE, "the headline says what this is about"


def test_the_floor_is_the_lowest_that_passes() -> None:
    story = article("暴雨橙色预警")
    assert [passes(floor, story) for floor in (None, *Colour)] == [False, True, True, True, False]
    assert not passes(Colour.BLUE, article("渡口停航"))
