"""The subscription language: what is accepted, what it means, what is refused and with which advice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.model import Mode
from bot.query import (
    All,
    Edge,
    Either,
    Named,
    Node,
    Not,
    Part,
    Query,
    Term,
    Trait,
    Where,
    Within,
    asks,
    canonical,
    explain,
    parse,
    terms,
)


def refusal(text: str) -> QueryError:
    with pytest.raises(QueryError) as refused:
        parse(text)
    return refused.value


BOTH = All((Term("郑州"), Term("地铁")))
EITHER = Either((Term("暴雨"), Term("大风")))


@pytest.mark.parametrize(
    "text", ["郑州 地铁", "郑州+地铁", "郑州　地铁", "郑州 且 地铁", "郑州 AND 地铁", "郑州&地铁", "+郑州 +地铁"]
)
def test_every_way_to_say_both(text: str) -> None:
    assert parse(text).root == BOTH


@pytest.mark.parametrize(
    "text", ["暴雨、大风", "暴雨，大风", "暴雨,大风", "暴雨|大风", "暴雨｜大风", "暴雨 或 大风", "暴雨 OR 大风"]
)
def test_every_way_to_say_either(text: str) -> None:
    assert parse(text).root == EITHER


@pytest.mark.parametrize("sign", ["-", "!", "！", "－", "—", "不含:", "不含：", "排除:", "NOT "])
def test_every_way_to_say_not(sign: str) -> None:
    assert parse(f"地铁 {sign}招聘").root == All((Term("地铁"), Not(Term("招聘"))))


@pytest.mark.parametrize("text", ["“专精特新”", '"专精特新"', "「专精特新」", "『专精特新』", "”专精特新“"])
def test_every_kind_of_quotation_mark(text: str) -> None:
    assert parse(text).root == Term("专精特新", exact=True)


def test_list_marks_bind_tighter_than_the_blank() -> None:
    assert parse("郑州 暴雨、大风").root == All((Term("郑州"), EITHER))
    assert parse("郑州 暴雨 或 大风").root == All((Term("郑州"), EITHER))


def test_brackets_group() -> None:
    assert parse("（郑州 暴雨）、大风").root == Either((All((Term("郑州"), Term("暴雨"))), Term("大风")))


@pytest.mark.parametrize("word", ["COVID-19", "A-股", "C++", "AT&T", "1+7+7", "12:30", "1,000", "5G", "km/h"])
def test_signs_inside_a_word_belong_to_it(word: str) -> None:
    assert parse(word).root == Term(word)


def test_a_comma_between_chinese_numbers_is_a_list_mark() -> None:
    assert parse("2025，2026").root == Either((Term("2025"), Term("2026")))


def test_a_prefix_holds_for_its_whole_list() -> None:
    assert parse("标题:暴雨、大风 郑州").root == All((Within(Part.TITLE, EITHER), Term("郑州")))
    assert parse("郑州 不含:暴雨、大风").root == All((Term("郑州"), Not(EITHER)))
    assert parse("标题:暴雨、正文:大风").root == Either(
        (Within(Part.TITLE, Term("暴雨")), Within(Part.BODY, Term("大风")))
    )


def test_a_spelt_or_ends_a_prefix() -> None:
    assert parse("标题:暴雨 或 大风").root == Either((Within(Part.TITLE, Term("暴雨")), Term("大风")))


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("来源:甲、乙", Trait.SOURCE),
        ("site:(甲、乙)", Trait.SOURCE),
        ("版：甲、乙", Trait.PAGE),
        ("AREA:甲、乙", Trait.AREA),
        ("类:甲、乙", Trait.TYPE),
        ("作者:甲、乙", Trait.AUTHOR),
    ],
)
def test_traits_take_lists(text: str, trait: Trait) -> None:
    assert parse(text).root == Where(trait, ("甲", "乙"))


def test_edges_are_asked_for() -> None:
    assert parse("=京东").root == Term("京东", Edge.SURE)
    assert parse("宽：京东").root == Term("京东", Edge.ANY)
    assert parse("=“UN”").root == Term("UN", Edge.SURE, exact=True)


def test_names_and_modes() -> None:
    query = parse("融资 小微 => 小微 融资 @日报")
    assert (query.name, query.mode) == ("小微 融资", Mode.DIGEST)
    assert parse("地铁 @即时").mode is Mode.ALERT
    assert parse("地铁 @silent").mode is Mode.SILENT
    assert parse("[出行] 地铁").name == "出行"


def test_a_closing_full_stop_is_no_word() -> None:
    assert parse("郑州 地铁。").root == BOTH


def test_repetitions_and_double_brackets_vanish() -> None:
    assert parse("((郑州)) 郑州 (地铁)").root == BOTH


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("", "empty", 0),
        ("=> 名称", "empty", 0),
        ("地铁 (暴雨", "open", 3),
        ("地铁) 暴雨", "close", 2),
        ("地铁 “暴雨", "quote", 3),
        ("地铁、", "nothing", 2),
        ("地铁 “ ”", "nothing", 3),
        ("地铁 -", "nothing", 3),
        ("暴雨、-大风", "not_in_either", 0),
        ("-招聘 -广告", "only_not", 1),
        ("的", "too_common", 0),
        ("地铁 在", "too_common", 3),
        ("地铁 标体:暴雨", "unknown_field", 3),
        ("标题:(地铁 正文:暴雨)", "field_in_field", 0),
        ("来源:(甲 乙)", "value", 0),
        ("地铁 不含 招聘", "colon", 3),
        ("地铁 @明天", "mode", 3),
        ("地铁 => 甲 @日报 @即时", "twice", 12),
        ("@日报 地铁", "tail", 0),
        ("地铁；暴雨", "stray", 2),
        ("https://example.org", "stray", 0),
    ],
)
def test_refusals_point_at_the_character(text: str, code: str, at: int) -> None:
    refused = refusal(text)
    assert (refused.code, refused.at) == (code, at)
    assert "{" not in str(refused)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("地铁 /第.批/", "/第.批/"),
        ("甲 ~10 乙", "~10"),
        ("2之(甲、乙)", "2之"),
        ("级别>=橙", "级别>="),
        ("金额＞500万", "金额>"),
        ("日期:7天", "日期:"),
        ("mac*", "mac*"),
        ("EntryTitle=地铁", "EntryTitle="),
        ("地铁 @5", "@5"),
    ],
)
def test_what_is_not_understood_yet_is_named_and_never_taken_as_text(text: str, sign: str) -> None:
    refused = refusal(text)
    assert (refused.code, refused.details["sign"]) == ("not_yet", sign)


def test_positions_are_those_of_the_typed_text() -> None:
    # é is typed as two characters and folds to one: that may not shift the place.
    assert refusal("㎡㎡ cafe\u0301 )").at == 9


def test_mixed_operators_show_both_readings_which_can_be_sent_back() -> None:
    refused = refusal("郑州 且 暴雨 或 大风")
    assert (refused.code, refused.at) == ("mixed", 3)
    assert parse(refused.details["first"]).root == All((Term("郑州"), EITHER))
    assert parse(refused.details["second"]).root == Either((All((Term("郑州"), Term("暴雨"))), Term("大风")))


def test_limits_are_named() -> None:
    assert refusal("暴" * 2001).details["limit"] == "2000"
    assert refusal("、".join(f"词{n}" for n in range(201))).details == {"count": "201", "limit": "200"}
    assert refusal("(" * 21 + "地铁" + ")" * 21).code == "too_deep"
    assert parse("(" * 20 + "地铁" + ")" * 20).root == Term("地铁")
    assert refusal("地铁 => " + "名" * 41).code == "name_long"


def test_the_nearest_field_is_offered() -> None:
    assert refusal("sorce:甲").details["nearest"] == "source"


def test_terms_are_the_wanted_ones() -> None:
    assert terms(parse("标题:甲乙 (丙丁、“戊己”) -庚辛 来源:日报")) == ("甲乙", "丙丁", "戊己")


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            "融资 (小微、中小微企业) -招聘",
            "同时含有「融资」和（「小微」或「中小微企业」），不含「招聘」",
            "contains “融资” and (“小微” or “中小微企业”), does not contain “招聘”",
        ),
        ("甲乙、丙丁、戊己", "含有「甲乙」、「丙丁」或「戊己」", "contains “甲乙”, “丙丁” or “戊己”"),
        ("标题:暴雨 版:1", "标题里含有「暴雨」，在第 1 版", "the headline contains “暴雨”, stands on page 1"),
        (
            "#天气预警 =高温",
            "同时含有主题「天气预警」和「高温」（只算确定的）",
            "contains the topic “天气预警” and “高温” (certain hits only)",
        ),
        (
            "标题:暴雨、来源:甲报",
            "（标题里含有「暴雨」）或（来源是「甲报」）",
            "(the headline contains “暴雨”) or (comes from “甲报”)",
        ),
        ("地铁 -版:4", "含有「地铁」，不要（在第 4 版）的", "contains “地铁”, not (stands on page 4)"),
    ],
)
def test_a_query_is_explained_in_a_sentence(text: str, zh: str, en: str) -> None:
    assert explain(parse(text), "zh-Hans") == zh
    assert explain(parse(text), "en") == en


# -- properties -----------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["郑州", "地铁", "暴雨", "C++", "AT&T", "COVID-19", "1,000", "12:30", "牛", "mini", "A02"])
RUNS = st.sampled_from(["专精特新", "mini LED", "且", "a、b (c)", "标题:暴雨", "-招聘", "=> 甲"])
TERMS = st.one_of(
    st.builds(Term, WORDS, st.sampled_from(Edge)),
    st.builds(Term, RUNS, st.sampled_from(Edge), st.just(True)),
)
WHERES = st.builds(
    Where, st.sampled_from(Trait), st.lists(st.one_of(WORDS, RUNS), min_size=1, max_size=3, unique=True).map(tuple)
)
LEAVES = st.one_of(TERMS, WHERES, st.builds(Named, st.sampled_from(["融资", "weather"])))


def flat(kind: type[All] | type[Either]) -> st.SearchStrategy[Node]:
    return st.lists(LEAVES, min_size=2, max_size=4, unique=True).map(lambda parts: kind(tuple(parts)))


def within(part: Node) -> Node:
    return Within(Part.TITLE, part)


SIMPLE: st.SearchStrategy[Node] = st.one_of(
    LEAVES, flat(Either), st.lists(TERMS, min_size=2, max_size=3, unique=True).map(lambda p: within(Either(tuple(p))))
)
ROOTS = st.one_of(
    SIMPLE,
    st.lists(st.one_of(SIMPLE, SIMPLE.map(Not)), min_size=2, max_size=5, unique=True)
    .map(lambda parts: All(tuple(parts)))
    .filter(asks),
    st.lists(st.one_of(LEAVES, flat(All), TERMS.map(within)), min_size=2, max_size=4, unique=True).map(
        lambda parts: Either(tuple(parts))
    ),
)


@given(ROOTS, st.sampled_from(["", "我的 词", "a => b"]), st.sampled_from([None, *Mode]))
def test_canonical_text_reads_back_as_the_same_query(root: Node, name: str, mode: Mode | None) -> None:
    query = Query(root, name, mode)
    assert parse(canonical(query)) == query


PIECES = st.sampled_from(
    [
        *"且或 、，|()（-!“”=@#+&:/*~[];。的é㎡",
        "郑州",
        "地铁",
        "C++",
        "AND",
        "标题:",
        "来源：",
        "宽:",
        "不含:",
        "=>",
        "@日报",
        "1,000",
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=40)))
def test_whatever_is_typed_is_either_refused_at_a_place_or_stable(text: str) -> None:
    query, refused = attempt(text)
    if query is None:
        assert refused is not None
        assert 0 <= refused.at <= len(text)
    else:
        assert parse(canonical(query)) == query
        assert explain(query, "zh-Hans")
        assert explain(query, "en")


def attempt(text: str) -> tuple[Query | None, QueryError | None]:
    try:
        return parse(text), None
    except QueryError as refused:
        return None, refused
