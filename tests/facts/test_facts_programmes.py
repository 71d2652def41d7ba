"""Names of financing programmes, and the loan words that are none. All sentences are our own."""

from __future__ import annotations

import pytest

from watchers.facts.programmes import programmes


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("银行推出“茶农贷”“渡口e贷”，利率更低。", ("茶农贷", "渡口e贷")),
        ("“青好融”平台为茶厂授信。", ("青好融",)),
        ("市里建立科技茶人贷机制，银行放款更快。", ("科技茶人贷",)),
        ("依托“青易通”金融综合服务平台办理贷款。", ("青易通",)),
        ("“惠茶保”担保产品为贷款增信。", ("惠茶保",)),
        ("全国中小企业融资综合信用服务平台可查贷款进度。", ("全国中小企业融资综合信用服务平台",)),
        ("“茶农贷”连续两年排名第一。", ("茶农贷",)),
        ("“茶农贷”放款快。银行称“茶农贷”受欢迎。", ("茶农贷",)),
    ],
)
def test_programmes(body: str, names: tuple[str, ...]) -> None:
    assert programmes("", body) == names


@pytest.mark.parametrize(
    "body",
    [
        "银行发放信用贷、抵押贷和创业担保贷款。",
        "引导银行敢贷愿贷能贷会贷。",
        "茶企获贷率上升，银行审贷提速，推出知识产权质押贷。",
        "“青好办”平台上线，“三保”支出资金有保障。",
        "“专精特新”企业获得银行贷款。",
        "“水乳交融”的演出获得金奖。",
        "村民办好事，“信天游”唱响，银行员工参加。",
    ],
)
def test_no_programmes(body: str) -> None:
    assert programmes("", body) == ()
