"""Telephone numbers in print, and the figures beside them that are none. All sentences are our own."""

from __future__ import annotations

import pytest

from watchers.facts.phones import phones
from watchers.facts.sentences import sentences


def told(body: str, *organisations: str) -> list[tuple[str, str]]:
    return [(phone.number, phone.whose) for phone in phones(tuple(sentences(body)), organisations)]


def numbers(body: str) -> list[str]:
    return [number for number, _ in told(body)]


WITH_AREA = """
    0371-67186655 0371—67186655 0371－６７１８６６５５ (0371)67186655 （0371）67186655 0371——67186655 +86-371-67186655
"""


@pytest.mark.parametrize("printed", [*WITH_AREA.split(), "0371 6718 6655", "86 371 67186655"])
def test_a_number_with_its_area_has_one_form(printed: str) -> None:
    assert numbers(f"详询{printed}。") == ["0371-67186655"]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("客服热线400-118-2233。", "400-118-2233"),
        ("客服热线400 1182 233。", "400-118-2233"),
        ("客服热线4001182233。", "400-118-2233"),
        ("请致电 138 0000 5678。", "13800005678"),
        ("手机：138-0000-5678", "13800005678"),
        ("联系电话：6718 6655。", "67186655"),
        ("电话0371-67186655转806。", "0371-67186655转806"),
        ("可拨打12345反映。", "12345"),
        ("市民可通过12345政务热线反映。", "12345"),
        ("电力服务热线95598全天受理。", "95598"),
    ],
)
def test_every_other_form(body: str, number: str) -> None:
    assert numbers(body) == [number]


@pytest.mark.parametrize(
    "body",
    [
        "订单号13800005678，卡号62220212345678。",
        "全年接待12345人次，产值67186655元。",
        "2026年5月12日，第110届，96公里，95598户。",
        "编号0371202605110001的车主中奖。",
        "平台办理67186655件。",
        "增长12.345%。",
    ],
)
def test_other_figures_are_no_numbers(body: str) -> None:
    assert numbers(body) == []


def test_a_second_number_needs_no_word_of_its_own() -> None:
    assert numbers("咨询电话：67181111、67182222，或0371-67183333/67184444。") == [
        "67181111", "67182222", "0371-67183333", "67184444",
    ]  # fmt: skip
    assert numbers("电话由67181111变更为67182222。") == ["67181111", "67182222"]


@pytest.mark.parametrize(
    ("body", "whose"),
    [
        ("招生咨询电话：67181111。", "招生咨询电话"),
        ("监督电话：67181111。", "市茶业局监督电话"),
        ("联系人：李老师，电话67181111。", "李老师"),
        ("联系人：小赵；联系方式：67181111。", "小赵联系方式"),
        ("请致电13800005678与李师傅联系。", "李师傅"),
    ],
)
def test_whose_it_is(body: str, whose: str) -> None:
    assert told(f"市茶业局发布公告。{body}", "市茶业局")[0][1] == whose


def test_the_owner_is_not_guessed_among_several() -> None:
    body = "市茶业局、市渡口办联合发文。咨询电话：67181111。"
    assert told(body, "市茶业局", "市渡口办") == [("67181111", "咨询电话")]


def test_a_list_gives_each_its_own_label() -> None:
    assert told("值班电话：茶山县 62181111，渡口县 69821111。") == [("62181111", "茶山县"), ("69821111", "渡口县")]


def test_a_list_by_districts_needs_no_blank() -> None:
    assert told("报修电话：东区65001111，西区65002222。") == [("65001111", "东区"), ("65002222", "西区")]


def test_the_name_of_a_hotline_may_follow_it() -> None:
    assert told("拨打12345便民热线。") == [("12345", "便民热线")]
