"""What is said of a financing programme. All sentences are our own."""

from __future__ import annotations

import pytest

from watchers.facts.financing import financing
from watchers.facts.sentences import sentences
from watchers.model import Phone, Programme

BANK = "茶山银行"


def terms(body: str, *names: str) -> list[Programme]:
    told = tuple(sentences(body))
    phones = [Phone(number="0371-67181111")] if "67181111" in body else []
    return list(financing(told, names, [name for name in (BANK, "市茶业局") if name in body], phones))


def test_everything_that_a_notice_says() -> None:
    body = (
        "市茶业局联合茶山银行推出“茶农贷”，面向茶农和合作社，单户最高可贷50万元，期限最长3年，"
        "年化利率3.2%。咨询电话0371-67181111。"
    )
    assert terms(body, "茶农贷") == [
        Programme(
            name="茶农贷", provider=BANK, amount="50万元", rate="年化利率3.2%", term="3年", who="茶农和合作社",
            hotline="0371-67181111",
        )
    ]  # fmt: skip


def test_absent_is_absent() -> None:
    assert terms("“茶农贷”受欢迎。", "茶农贷") == [Programme(name="茶农贷")]


@pytest.mark.parametrize(
    ("terms_printed", "amount"),
    [
        ("每棚可贷2万元，一户最多50万元。", "50万元"),
        ("额度由30万元提高到50万元。", "50万元"),
        ("5000万元封顶。", "5000万元"),
        ("累计发放贷款50万元。", ""),
        ("完成授信10.3亿元。", ""),
    ],
)
def test_the_most_that_one_can_get_and_no_total(terms_printed: str, amount: str) -> None:
    assert terms(f"茶山银行推出“茶农贷”，{terms_printed}", "茶农贷")[0].amount == amount


@pytest.mark.parametrize(
    "rate", ["年利率低至3.1%", "利率在LPR基础上下浮20个基点", "担保费率不高于0.5%", "贴息比例为年1个百分点"]
)
def test_rates(rate: str) -> None:
    assert terms(f"茶山银行推出“茶农贷”，{rate}。", "茶农贷")[0].rate == rate


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("茶山银行专为青年茶农打造“茶农贷”。", "青年茶农"),
        ("茶山银行推出“茶农贷”，35岁以下茶农均可申请。", "35岁以下茶农"),
        ("茶山银行向区内茶企推出“茶农贷”。", "区内茶企"),
        ("茶山银行向一家茶企发放首笔“茶农贷”。", ""),
        ("茶山银行推出“茶农贷”，该产品可申请续期。", ""),
    ],
)
def test_who_may_apply(body: str, who: str) -> None:
    assert terms(body, "茶农贷")[0].who == who


def test_terms_belong_to_the_programme_named_last_and_end_with_the_paragraph() -> None:
    body = "“茶农贷”期限3年。“渡口贷”期限5年。\n期限最长9年的是别的贷款。"
    assert [one.term for one in terms(body, "茶农贷", "渡口贷")] == ["3年", "5年"]
    assert terms("“茶农贷”上线。\n期限最长9年。", "茶农贷")[0].term == ""


def test_a_platform_has_no_terms_of_the_programmes_on_it() -> None:
    shelf, loan = terms("“茶商通”平台上线“茶农贷”，单户最高50万元。", "茶商通", "茶农贷")
    assert (shelf.amount, loan.amount) == ("", "50万元")


def test_a_loan_of_the_state_is_noted_with_its_terms_only() -> None:
    assert terms("创业担保贷款最高50万元，期限3年。")[0] == Programme(name="创业担保贷款", amount="50万元", term="3年")
    assert terms("她靠创业担保贷款开了店。") == []


def test_the_provider_may_follow() -> None:
    assert terms("这就是“茶农贷”。茶山银行推出的这一产品很受欢迎。", "茶农贷")[0].provider == BANK
