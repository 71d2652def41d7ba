"""The official sentence in the forms that offices give it."""

from __future__ import annotations

import pytest

from watchers.warning import Colour
from watchers.weather.naming import colour, hazard, says_over, sentence
from watchers.weather.offices import is_office, unsigned

B, Y, O, R = Colour.BLUE, Colour.YELLOW, Colour.ORANGE, Colour.RED  # noqa: E741
RANKS = ["[Ⅱ级/严重]", "[II级/严重]", "【Ⅱ级/严重】", "/Ⅱ级/严重", "[Ⅱ/严重]", "（Ⅱ级）", ""]


@pytest.mark.parametrize("act", ["发布", "变更发布", "更新发布", "继续发布", "更新", "变更", "升级发布", "联合发布"])
@pytest.mark.parametrize("rank", RANKS)
def test_an_issue(act: str, rank: str) -> None:
    found = sentence(f"中牟县气象台{act}暴雨橙色预警信号{rank}")
    assert found
    assert (found.issuer, found.hazard, found.colour, found.lifted) == ("中牟县气象台", "暴雨", O, False)


@pytest.mark.parametrize(
    ("printed", "issuer", "what", "shade", "lifted"),
    [
        ("河南省气象台解除大雾黄色预警", "河南省气象台", "大雾", Y, True),
        ("郑州市气象台取消雷电黄色预警信号", "郑州市气象台", "雷电", Y, True),
        ("郑州市气象台2026年7月20日10时30分发布暴雨红色预警信号", "郑州市气象台", "暴雨", R, False),
        ("郑州市气象台20日10时发布暴雨红色预警信号", "郑州市气象台", "暴雨", R, False),
        ("中牟县气象台将暴雨黄色预警信号升级为橙色", "中牟县气象台", "暴雨", O, False),
        ("中牟县气象台将暴雨黄色预警信号升级为暴雨橙色预警信号", "中牟县气象台", "暴雨", O, False),
        ("登封市气象台将高温红色预警降级为橙色预警信号", "登封市气象台", "高温", O, False),
        (
            "河南省自然资源厅与河南省气象局联合发布地质灾害气象风险橙色预警",
            "河南省自然资源厅与河南省气象局",
            "地质灾害气象风险",
            O,
            False,
        ),
        (
            "郑州市突发事件预警信息发布中心发布重污染天气橙色预警",
            "郑州市突发事件预警信息发布中心",
            "重污染天气",
            O,
            False,
        ),
        ("中央气象台发布暴雨蓝色预警", "中央气象台", "暴雨", B, False),
        ("南召县气象台发布红色高温预警信号", "南召县气象台", "高温", R, False),
        ("广州市气象台发布台风白色预警信号", "广州市气象台", "台风", None, False),
        ("水利部发布山洪灾害Ⅲ级预警", "水利部", "山洪灾害", Y, False),
        ("林州市气象台 发布 森林火险 橙色 预警信号", "林州市气象台", "森林火险", O, False),
        ("嘉義縣氣象站發布大雨黃色預警", "嘉义县气象站", "大雨", Y, False),
    ],
)
def test_other_forms(printed: str, issuer: str, what: str, shade: Colour | None, lifted: bool) -> None:
    found = sentence(printed)
    assert found
    assert (found.issuer, found.hazard, found.colour, found.lifted) == (issuer, what, shade, lifted)


@pytest.mark.parametrize("printed", ["", "今日多云转晴", "Gale Watch in force", "气象台发布天气预报", "发布"])
def test_what_is_no_such_sentence(printed: str) -> None:
    assert sentence(printed) is None


def test_hazard_and_colour_alone() -> None:
    assert hazard("暴雨橙色预警") == "暴雨"
    assert hazard("Wind Advisory") == "Wind Advisory"
    assert colour("2; yellow; Moderate") is Y
    assert colour("紅色") is R
    assert colour("黑色暴雨警告") is R
    assert colour("Ⅳ级") is B
    assert colour("一般") is None


@pytest.mark.parametrize(
    ("printed", "over"), [("暴雨预警解除", True), ("取消黑色暴雨警告信号", True), ("解除限行", False)]
)
def test_says_over(printed: str, over: bool) -> None:
    assert says_over(printed) is over


def test_offices_are_shown_and_persons_are_not() -> None:
    assert all(map(is_office, ("水利署", "中牟县气象台", "防汛抗旱指挥部", "香港天文台", "应急管理局")))
    assert not any(map(is_office, ("薛见山", "李四", "欧阳见山", "台", "Bo Xiaohu")))


@pytest.mark.parametrize(
    ("signed", "bare"),
    [
        ("请注意防范。签发：薛见山", "请注意防范。"),
        ("请注意防范。（预报员：薛见山、顾一苇）", "请注意防范。"),
        ("请注意防范。\n审核人：薛见山 签发人：顾一苇", "请注意防范。"),
        ("薛见山提醒注意防范。", "提醒注意防范。"),
    ],
)
def test_whoever_signed_is_left_out(signed: str, bare: str) -> None:
    assert unsigned(signed, "薛见山") == bare
