"""Money as newspapers print it, and the numbers beside it that are none. All sentences are our own."""

from __future__ import annotations

import pytest

from watchers.facts.amounts import amounts
from watchers.facts.numerals import cardinal


def values(body: str, headline: str = "") -> list[int]:
    return [amount.cny for amount in amounts(headline, body)]


@pytest.mark.parametrize(
    ("body", "cny"),
    [
        ("银行为这家苗圃授信2000万元。", [20_000_000]),
        ("该园总投资约1.2亿元，年产值逾３.５亿元。", [120_000_000, 350_000_000]),
        ("全市生产总值突破1.5万亿元。", [1_500_000_000_000]),
        ("筹得善款三百五十万元。", [3_500_000]),
        ("一期花去3亿8000万元。", [380_000_000]),
        ("每户补助1,500元。", [1500]),
        ("一亩梨园收入6000多元，合作社收入3000多万元。", [6000, 30_000_000]),
        ("去年营收超百亿元。", [10_000_000_000]),
        ("新引进超亿元项目3个，亿元以上项目7个。", [100_000_000, 100_000_000]),
        ("完成投资120亿，同比增长8%。", [12_000_000_000]),
        ("每户可借5至10万元。", [50_000, 100_000]),
        ("每户可借5万元～20万元。", [50_000, 200_000]),
        ("票价五十元。", [50]),
        ("5000万元至亿元项目23个。", [50_000_000, 100_000_000]),
        ("投资规模２０余亿元。", [2_000_000_000]),
    ],
)
def test_money_is_read_with_its_value(body: str, cny: list[int]) -> None:
    assert values(body) == cny


@pytest.mark.parametrize(
    "body",
    [
        "平台已有88万户注册，归集66亿条数据，仓库存粮7000吨。",
        "用户规模突破50亿。",
        "工厂进口设备花去500万美元。",
        "总有数十亿元的订单和几百元的零活。",
        "设备值两三百万元。",
        "三元桥边多元化经营，元宇宙项目9个，打破二元结构，第一单元。",
        "着力打造千亿级产业集群。",
    ],
)
def test_other_numbers_are_no_money(body: str) -> None:
    assert values(body) == []


def test_the_words_say_what_it_is_the_amount_of() -> None:
    found = amounts("", "银行为苗圃授信2000万元，总投资5亿元的温室开工，全镇引进超亿元项目10个。")
    assert [amount.text for amount in found] == ["苗圃授信2000万元", "总投资5亿元", "超亿元项目10个"]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("让茶厂拿到了第一笔180万元信用贷款。", ["第一笔180万元信用贷款"]),
        ("给予最高300万元一次性奖补。", ["最高300万元一次性奖补"]),
        ("区里设立2亿元茶业基金，撬动投资。", ["2亿元茶业基金"]),
        ("市级设立规模5亿元的风险补偿资金池。", ["规模5亿元的风险补偿资金池"]),
        ("其中投资超10亿元。随着总投资12亿元的茶城开工。", ["投资超10亿元", "总投资12亿元"]),
        ("责令改正，处1000元以上5000元以下罚款。", ["处1000元以上5000元以下罚款"] * 2),
        ("由茶山机械公司投资26亿元建设。", ["茶山机械公司投资26亿元"]),
        ("首笔3.2亿元昨日到位。", ["首笔3.2亿元"]),
        ("短信说：58万元“惠茶贷”获批。", ["58万元“惠茶贷”获批"]),
        ("平均月薪7200元，最高年薪45万元。", ["平均月薪7200元", "最高年薪45万元"]),
    ],
)
def test_a_sum_is_shown_with_the_noun_beside_it(body: str, texts: list[str]) -> None:
    assert [amount.text for amount in amounts("", body)] == texts


def test_a_price_in_parts_of_a_yuan_has_no_whole_value() -> None:
    assert values("每度电不超过0.9元，车票3.5元，住宿168.5元。") == [168]


def test_text_stays_as_printed() -> None:
    assert amounts("", "总投资１２亿元")[0].text == "总投资１２亿元"


def test_an_exact_sum_is_listed_once_and_a_class_each_time() -> None:
    assert values("签约金额432亿元。大会上签下的432亿元中，农业占三成。") == [43_200_000_000]
    assert values("超亿元项目10个，另有1个超亿元项目在谈。") == [100_000_000, 100_000_000]


def test_the_headline_counts_only_when_the_body_has_no_sum() -> None:
    assert values("投资总额达432亿元。", "签约逾四百亿元") == [43_200_000_000]
    assert values("签约仪式昨日举行。", "签约逾四百亿元") == [40_000_000_000]


@pytest.mark.parametrize(
    ("body", "bound"),
    [
        ("总投资5亿元。", "exact"),
        ("总投资达5亿元。", "exact"),
        ("总投资逾5亿元。", "over"),
        ("总投资5亿余元。", "over"),
        ("总投资5亿元以上。", "over"),
        ("补贴不低于5亿元。", "over"),
        ("总投资约5亿元。", "about"),
        ("总投资近5亿元。", "about"),
        ("总投资5亿元左右。", "about"),
        ("最高可贷5亿元。", "upto"),
        ("贷款不超过5亿元。", "upto"),
        ("补助5亿元以内。", "upto"),
        ("补助5亿元封顶。", "upto"),
        ("上限由5亿元调整。", "upto"),
    ],
)
def test_how_exactly_a_sum_is_stated(body: str, bound: str) -> None:
    assert [amount.bound.value for amount in amounts("", body)] == [bound]


def test_a_limit_that_is_raised_is_a_limit_twice() -> None:
    found = amounts("", "最高额度由30万元提高到50万元。")
    assert [(amount.cny, amount.bound.value) for amount in found] == [(300_000, "upto"), (500_000, "upto")]


@pytest.mark.parametrize(
    ("body", "of"),
    [
        ("区里总投资约5亿元。", ["总投资"]),
        ("给予50万元一次性奖励。", ["一次性奖励"]),
        ("设立规模5亿元的风险补偿资金池。", ["风险补偿资金池"]),
        ("开园以来税收突破2100万元。", ["税收"]),
        ("茶厂拿到180万元“惠茶贷”。", ["惠茶贷"]),
        ("租房补贴标准：博士每月1500元，硕士每月1000元。", ["租房补贴", "租房补贴"]),
        ("村里分红78万元，一顿饭只收30元。", ["分红", ""]),
        ("私装地锁最高罚5000元。", ["罚"]),
        ("茶企发放总额近2亿元。", ["茶企发放总额"]),
        ("通用航空发动机维修和改装项目投资9.6亿元。", ["改装项目投资"]),
        ("她攒了5000元。", [""]),
    ],
)
def test_what_a_sum_is_the_amount_of(body: str, of: list[str]) -> None:
    assert [amount.of for amount in amounts("", body)] == of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十五", 15),
        ("三百", 300),
        ("一百零五", 105),
        ("1.5万亿", 1_500_000_000_000),
        ("1万2千", 12_000),
        ("亿", 100_000_000),
    ],
)
def test_cardinals(text: str, number: int) -> None:
    assert cardinal(text) == number


@pytest.mark.parametrize("text", ["", "两三百", "元", "3元", "三x"])
def test_what_is_no_one_number(text: str) -> None:
    assert cardinal(text) is None
