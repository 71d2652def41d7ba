"""Names of organisations, where they begin, and what only tells a kind. All names are our own."""

from __future__ import annotations

import pytest

from watchers.facts.organisations import organisations
from watchers.gazetteer import load


def named(text: str) -> list[str]:
    return list(organisations(text, load().mentions(text))[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("记者从市水利局获悉", "市水利局"),
        ("由荥阳市林业局牵头", "荥阳市林业局"),
        ("市文化广电和旅游局说", "市文化广电和旅游局"),
        ("市公安局交通警察支队提醒", "市公安局交通警察支队"),
        ("市市场监管局抽检", "市市场监管局"),
        ("市民政局牵头", "市民政局"),
        ("市委网信办部署", "市委网信办"),
        ("团市委组织", "团市委"),
        ("国家税务总局明确", "国家税务总局"),
        ("财政部安排资金", "财政部"),
        ("郑州海关统计", "郑州海关"),
        ("河南省慈善联合总会接受捐赠", "河南省慈善联合总会"),
        ("近日，青禾茶业股份有限公司上市", "青禾茶业股份有限公司"),
        ("与北京大数据科技有限公司签约", "北京大数据科技有限公司"),
        ("成功引进郑州青禾机械公司", "郑州青禾机械公司"),
        ("国网郑州供电公司提醒", "国网郑州供电公司"),
        ("农业银行新密市支行放款", "农业银行新密市支行"),
        ("上述项目由青禾控股集团投资", "青禾控股集团"),
        ("市第二中学开放校园", "市第二中学"),
        ("郑州大学第一附属医院义诊", "郑州大学第一附属医院"),
    ],
)
def test_a_name_begins_with_its_place_its_rank_or_behind_the_last_foreign_word(text: str, name: str) -> None:
    assert named(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "各保险公司和三甲医院，五家三甲医院，建立合作社，破解银行难题，智能工厂",
        "郑州某商贸有限公司遗失公章，涉事公司致歉",
        "市委、市政府要求，省委常委出席，荥阳市委部署",
        "城市更新局面一新，市民到大厅办事，超市管理中心",
        "集团军，大学生，医院感染，银行卡，市场监管部门，区客厅",
        "郑州同级别医院，当地物业公司",
    ],
)
def test_a_kind_is_no_name(text: str) -> None:
    assert named(text) == []


def test_two_names_beside_each_other_stay_two() -> None:
    assert named("市公安局和市城管局联合执法") == ["市公安局", "市城管局"]
    assert named("省科技厅联合人民银行河南省分行推出") == ["省科技厅", "人民银行河南省分行"]


def test_an_office_does_not_reach_over_another_place() -> None:
    assert named("金水区携手惠济区农业农村局办展") == ["惠济区农业农村局"]


def test_short_forms_are_told_and_not_listed_again() -> None:
    text = "青禾茶业股份有限公司（以下简称“青禾茶业”）投产。荥阳市林业局巡查，市林业局提醒。"
    names, shorts = organisations(text, load().mentions(text))
    assert names == ("青禾茶业股份有限公司", "荥阳市林业局")
    assert shorts == {"青禾茶业": "青禾茶业股份有限公司", "市林业局": "荥阳市林业局"}
