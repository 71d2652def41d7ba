"""The finer signs of the language: patterns, nearness, counts, levels, sums, days."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import QueryError
from bot.model import Mode
from bot.query import (
    All,
    AtLeast,
    Dated,
    Either,
    Level,
    Money,
    Near,
    Node,
    Not,
    Part,
    Pattern,
    Sign,
    Term,
    Trait,
    Where,
    Within,
    parse,
)
from watchers.warning import Colour


def refusal(text: str) -> QueryError:
    with pytest.raises(QueryError) as refused:
        parse(text)
    return refused.value


BOTH = All((Term("郑州"), Term("地铁")))
EITHER = Either((Term("暴雨"), Term("大风")))


# -- patterns, nearness, counts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("/第.批/", Pattern("第.批")),
        ("/un/i", Pattern("un", any_case=True)),
        ("标题:/^第.批$/", Within(Part.TITLE, Pattern("^第.批$"))),
        (r"/24\/7 服务/", Pattern("24/7 服务")),
        (r"/甲\\/", Pattern(r"甲\\")),
        ("/“[^”]+”工程/", Pattern('"[^"]+"工程')),
        ("/第.批/、名单", Either((Pattern("第.批"), Term("名单")))),
        ("km/h", Term("km/h")),
    ],
)
def test_regular_expressions_stand_between_slashes(text: str, root: Node) -> None:
    assert parse(text).root == root


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("地铁 /第.批", "regex_half", 3),
        ("地铁 /第.批/gm", "regex_flags", 8),
        ("/(甲/", "regex_open", 0),
        ("/甲)/", "regex_close", 0),
        ("/[甲/", "regex_class", 0),
        ("/*甲/", "regex_repeat", 1),
        ("/甲(?=乙)/", "regex_look", 2),
        (r"/(甲)\1/", "regex_escape", 4),
        ("/((甲{100}){100}){100}/", "regex_large", 4),
        ("/.*/", "regex_all", 0),
        ("/[一-龥]/", "regex_all", 0),
        ("地铁 //", "nothing", 3),
        ("/" + "甲" * 501 + "/", "regex_long", 0),
    ],
)
def test_a_wrong_expression_is_named_at_its_place(text: str, code: str, at: int) -> None:
    refused = refusal(text)
    assert (refused.code, refused.at) == (code, at)
    assert "{" not in str(refused).replace(refused.details.get("sign", "\0"), "")


def test_nearness_holds_between_words_and_lists_of_them() -> None:
    assert parse("养老 ~10 补贴").root == Near((Term("养老"), Term("补贴")), (10,))
    assert parse("养老~10补贴、津贴").root == Near((Term("养老"), Either((Term("补贴"), Term("津贴")))), (10,))
    assert parse("甲乙 ~5 丙丁 ~9 戊己").root == Near((Term("甲乙"), Term("丙丁"), Term("戊己")), (5, 9))
    assert parse("郑州 养老 ~10 补贴").root == All((Term("郑州"), Near((Term("养老"), Term("补贴")), (10,))))


def test_what_stands_before_the_first_near_word_holds_for_both() -> None:
    near = Near((Term("养老"), Term("补贴")), (10,))
    assert parse("标题:养老 ~10 补贴").root == Within(Part.TITLE, near)
    assert parse("医院 -养老 ~10 补贴").root == All((Term("医院"), Not(near)))


def test_a_range_of_numbers_is_a_word() -> None:
    assert parse("20~30万").root == Term("20~30万")


@pytest.mark.parametrize(
    "text", ["2之(甲乙、丙丁、戊己)", "二之（甲乙，丙丁，戊己）", "两之(甲乙 丙丁 戊己)", "2之(甲乙、丙丁、丙丁、戊己)"]
)
def test_at_least_some_of_several(text: str) -> None:
    assert parse(text).root == AtLeast(2, (Term("甲乙"), Term("丙丁"), Term("戊己")))


def test_one_of_them_is_either_and_all_of_them_is_both() -> None:
    assert parse("1之(暴雨、大风)").root == EITHER
    assert parse("2之(郑州、地铁)").root == BOTH
    assert parse("2之(标题:暴雨、大风、(雷电 冰雹))").root == AtLeast(
        2, tuple(Within(Part.TITLE, node) for node in (*EITHER.parts, All((Term("雷电"), Term("冰雹")))))
    )


def test_a_star_opens_the_end_of_a_latin_word() -> None:
    assert parse("mac*").root == Term("mac", begins=True)
    assert parse("mac*、win*").root == Either((Term("mac", begins=True), Term("win", begins=True)))
    assert refusal("地铁*").code == "star_chinese"
    assert refusal("m*").code == "star_short"


# -- levels, sums, days -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sign", "colour"),
    [
        ("级别>=橙", Sign.AT_LEAST, Colour.ORANGE),
        ("级别≥橙色", Sign.AT_LEAST, Colour.ORANGE),
        ("级别：黄色以上", Sign.AT_LEAST, Colour.YELLOW),
        ("level > blue", Sign.MORE, Colour.BLUE),
        ("级别:红", Sign.EQUAL, Colour.RED),
        ("級別<橙", Sign.LESS, Colour.ORANGE),
    ],
)
def test_levels(text: str, sign: Sign, colour: Colour) -> None:
    assert parse(text).root == Level(sign, colour)


@pytest.mark.parametrize(
    ("text", "sign", "cny"),
    [
        ("金额>=500万", Sign.AT_LEAST, 5_000_000),
        ("金额＞1.5亿元", Sign.MORE, 150_000_000),
        ("amount<3,000", Sign.LESS, 3000),
        ("金额:三百万以下", Sign.AT_MOST, 3_000_000),
        ("金额=2千万", Sign.EQUAL, 20_000_000),
    ],
)
def test_sums(text: str, sign: Sign, cny: int) -> None:
    assert parse(text).root == Money(sign, cny)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("日期:7天", Dated(days=7)),
        ("date:30d", Dated(days=30)),
        ("日期:近3天", Dated(days=3)),
        ("日期:今天", Dated(days=1)),
        ("日期:2026-01-01..", Dated(since=date(2026, 1, 1))),
        ("日期>=2026-01-01", Dated(since=date(2026, 1, 1))),
        ("日期:..2026-06-01", Dated(until=date(2026, 6, 1))),
        ("日期:2026-01..2026-02", Dated(since=date(2026, 1, 1), until=date(2026, 2, 28))),
        ("日期:2026年5月", Dated(since=date(2026, 5, 1), until=date(2026, 5, 31))),
        ("日期:2026-05-03", Dated(since=date(2026, 5, 3), until=date(2026, 5, 3))),
    ],
)
def test_days(text: str, node: Dated) -> None:
    assert parse("地铁 " + text).root == All((Term("地铁"), node))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("级别>=紫", "level"),
        ("级别>=", "nothing"),
        ("金额>=很多", "amount"),
        ("金额>=999999999999亿", "amount"),
        ("地铁 日期:2026-02-30", "date"),
        ("地铁 日期:昨天", "date"),
        ("地铁 日期:0天", "date"),
        ("地铁 日期:9999天", "date_long"),
        ("地铁 日期:2026-06..2026-05", "date_order"),
        ("日期:7天", "only_date"),
        ("地铁、日期:7天", "date_in_either"),
        ("标题:级别>=橙", "field_in_field"),
        ("来源:mac*", "value"),
        ("来源:/甲/", "value"),
        ("甲乙 ~", "near"),
        ("甲乙 ~10", "nothing"),
        ("甲乙 ~0 丙丁", "far"),
        ("甲乙 ~10 (丙丁 戊己)", "near_what"),
        ("甲乙 ~10 来源:丙", "near_what"),
        ("3之(甲乙、丙丁)", "count"),
        ("2之(甲乙、-丙丁、戊己)", "not_in_either"),
        ("地铁 @0", "cap"),
        ("地铁 @5 @6", "twice"),
        ("@5 地铁", "tail"),
        ("地\x00铁", "broken"),
        ("地\ud800铁", "broken"),
        ("EntryTag=地铁", "entry_field"),
        ("EntryDate=soon", "entry_value"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_to_write_it(text: str, code: str) -> None:
    refused = refusal(text)
    assert refused.code == code
    assert 0 <= refused.at <= len(text)


def test_a_number_of_articles_a_day() -> None:
    query = parse("融资 => 小微 @5 @日报")
    assert (query.name, query.most, query.mode) == ("小微", 5, Mode.DIGEST)


def test_names_of_fields_and_signs_may_be_traditional() -> None:
    assert parse("標題:地鐵 @即時") == parse("标题:地鐵 @即时")
    assert parse("預警:颱風").root == Where(Trait.WARNING, ("颱風",))


def test_rules_of_miniflux_are_understood() -> None:
    assert parse("EntryTitle=(?i)地铁|公交").root == Within(
        Part.TITLE, Either((Term("地铁", exact=True), Term("公交", exact=True)))
    )
    assert parse(r"EntryContent=第.批 EntryDate=max-age:30d").root == All(
        (Within(Part.BODY, Pattern("第.批")), Dated(days=30))
    )
    # Both ends are left out there, and included here.
    assert parse("地铁 EntryDate=between:2026-01-01,2026-01-10").root == All(
        (Term("地铁"), Dated(since=date(2026, 1, 2), until=date(2026, 1, 9)))
    )


def test_invisible_marks_are_not_part_of_a_word() -> None:
    assert parse("地\u202e铁 \u200b郑州\ufeff").root == All((Term("地铁"), Term("郑州")))
