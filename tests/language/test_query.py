"""The subscription language: what is accepted, what it means, what is refused and with which advice."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.model import Mode
from bot.query import (
    All,
    AtLeast,
    Dated,
    Edge,
    Either,
    Level,
    Money,
    Named,
    Near,
    Node,
    Not,
    Part,
    Pattern,
    Query,
    Sign,
    Term,
    Trait,
    Where,
    Within,
    canonical,
    explain,
    parse,
    sense,
    written,
)
from bot.query.nodes import joined
from watchers.warning import Colour


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


@pytest.mark.parametrize("text", ["郑好融！", "郑好融？ ", "郑好融~", "【郑好融】", "郑好融……", "【郑好融】！！ @日报"])
def test_how_it_is_said_is_no_word_either(text: str) -> None:
    assert parse(text).root == Term("郑好融")
    assert canonical(parse("Yahoo! 停车 !招聘 “好!”")) == "Yahoo 停车 -招聘 “好!”"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("鄭好融", "郑好融 => 融 @即时", True),
        ("停车、违停", "违停、停车", True),
        ("停车、违停，公交；地铁", "停车、违停、公交、地铁", True),
        ("停车 违停 -招聘", "-招聘 违停 停车", True),
        ("标题:IPO", "标题:ipo", True),
        ("=“UN”", "=“un”", False),
        ("停车 ~5 违停", "违停 ~5 停车", False),
        ("停车、违停", "停车 违停", False),
        ("停车 @5", "停车", False),
    ],
)
def test_twins_ask_for_the_same_however_typed(one: str, other: str, same: bool) -> None:
    assert (sense(parse(one)) == sense(parse(other))) is same


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
        ("地铁 标体:暴雨", "unknown_field", 3),
        ("标题:(地铁 正文:暴雨)", "field_in_field", 0),
        ("来源:(甲 乙)", "value", 0),
        ("地铁 不含 招聘", "colon", 3),
        ("地铁 @明天", "mode", 3),
        ("地铁 => 甲 @日报 @即时", "twice", 12),
        ("@日报 地铁", "tail", 0),
        ("https://example.org", "stray", 0),
    ],
)
def test_refusals_point_at_the_character(text: str, code: str, at: int) -> None:
    refused = refusal(text)
    assert (refused.code, refused.at) == (code, at)
    assert "{" not in str(refused)


HOSTILE = [
    "x" * 10_000,
    "、".join(["暴雨"] * 1000),
    "、".join(f"词{n}" for n in range(1000)),
    "(" * 500 + "地铁" + ")" * 500,
    "-" * 1000 + "地铁",
    "标题:" * 300 + "地铁",
    "2之(" * 300 + "甲、乙" + ")" * 300,
    " ~5 ".join(["甲乙"] * 300),
    "=" * 1500 + "地铁",
    "地\x00铁",
    "\ud800",
    "\u202e地铁\u202c",
    "' OR 1=1--",
    "地铁'; DROP TABLE articles;--",
    "/(a+)+$/",
    "/(" * 200 + ")" * 200 + "/",
    "/" + "(" * 240 + "a" + ")*" * 240 + "/",
    "/" + "(甲|乙|丙)?" * 60 + "丁/",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_refused_or_understood(text: str) -> None:
    deep = sys.getrecursionlimit()
    query, refused = attempt(text)
    if query is not None:
        assert parse(canonical(query)) == query
        assert explain(query, "zh-Hans")
        assert explain(query, "en")
    else:
        assert refused is not None
        str(refused).encode()
    assert sys.getrecursionlimit() == deep


def test_positions_are_those_of_the_typed_text() -> None:
    # é is typed as two characters and folds to one: that may not shift the place.
    assert refusal("㎡㎡ cafe\u0301 )").at == 9


def test_mixed_operators_show_both_readings_which_can_be_sent_back() -> None:
    refused = refusal("郑州 且 暴雨 或 大风")
    assert (refused.code, refused.at) == ("mixed", 3)
    assert parse(refused.details["first"]).root == All((Term("郑州"), EITHER))
    assert parse(refused.details["second"]).root == Either((All((Term("郑州"), Term("暴雨"))), Term("大风")))


def test_both_readings_are_of_the_whole_query() -> None:
    refused = refusal("标题:郑州 且 暴雨 或 大风 -演练 => 出行 @即时")
    first, second = parse(refused.details["first"]), parse(refused.details["second"])
    assert (first.name, first.mode) == (second.name, second.mode) == ("出行", Mode.ALERT)
    assert first.root == All((Within(Part.TITLE, Term("郑州")), EITHER, Not(Term("演练"))))
    assert refusal("学校 (郑州 且 暴雨 或 大风)").details["first"].startswith("学校 且 ")


def test_limits_are_named() -> None:
    assert refusal("暴" * 2001).details["limit"] == "2000"
    assert refusal("、".join(f"词{n}" for n in range(201))).details == {"count": "201", "limit": "200"}
    assert refusal("(" * 21 + "地铁" + ")" * 21).code == "too_deep"
    assert parse("(" * 20 + "地铁" + ")" * 20).root == Term("地铁")
    assert refusal("地铁 => " + "名" * 41).code == "name_long"


def test_the_nearest_field_is_offered() -> None:
    assert refusal("sorce:甲").details["nearest"] == "source"


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
        (
            "=“UN” mac*",
            "同时含有「UN」（大小写也要一样）和以「mac」开头的词",
            "contains “UN” (with its capitals) and a word beginning with “mac”",
        ),
        (
            "养老 ~10 补贴、津贴",
            "含有相距 10 字以内的「养老」和（「补贴」或「津贴」）",
            "contains “养老” and (“补贴” or “津贴”) within 10 characters of each other",
        ),
        (
            "2之(甲乙、丙丁、戊己) -/第.批/",
            "含有「甲乙」、「丙丁」和「戊己」中的至少 2 个，不含符合正则 /第.批/ 的字句",
            "contains at least 2 of “甲乙”, “丙丁” and “戊己”, does not contain text matching /第.批/",
        ),
        (
            "2之((标题:甲乙)、(版:1)、丙丁)",
            "至少符合 2 条：（标题里含有「甲乙」）、（在第 1 版）、（含有「丙丁」）",
            "meets at least 2 of these: (the headline contains “甲乙”), (stands on page 1), (contains “丙丁”)",
        ),
        (
            "预警:暴雨 级别>=橙",
            "讲的是「暴雨」预警，有橙色及以上预警",
            "tells of a rainstorm (暴雨) warning, tells of a warning of level orange or above",
        ),
        (
            "融资 金额>=500万 日期:7天 @5",
            "含有「融资」，有 500 万元以上的金额，最近 7 天见报，每份日报最多 5 篇",
            "contains “融资”, states a sum of at least 5,000,000 yuan, is from the last 7 days, at most 5 in a digest",
        ),
        (
            "地铁 日期:2026-06",
            "含有「地铁」，2026年6月1日到2026年6月30日见报",
            "contains “地铁”, is from 2026-06-01 to 2026-06-30",
        ),
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
    st.builds(Term, st.sampled_from(["mac", "win"]), st.sampled_from(Edge), begins=st.just(True)),
)
PATTERNS = st.builds(Pattern, st.sampled_from(["第.批", "a/b", r"\\/甲", '"[^"]+"', "^关于.{0,8}$"]), st.booleans())
SPOKEN = st.one_of(TERMS, PATTERNS)
DAYS = st.dates(date(1999, 1, 1), date(2031, 12, 31))
MEASURES = st.one_of(
    st.builds(Level, st.sampled_from(Sign), st.sampled_from(Colour)),
    st.builds(
        Money,
        st.sampled_from(Sign),
        st.one_of(st.integers(0, 10**12 - 1), st.sampled_from([15_000, 10**8, 123_400_000, 28 * 10**12])),
    ),
)
DATES = st.one_of(
    st.builds(Dated, days=st.integers(1, 3660)),
    st.builds(Dated, since=DAYS),
    st.builds(Dated, until=DAYS),
    st.tuples(DAYS, DAYS).map(lambda two: Dated(since=min(two), until=max(two))),
)
WHERES = st.builds(
    Where, st.sampled_from(Trait), st.lists(st.one_of(WORDS, RUNS), min_size=1, max_size=3, unique=True).map(tuple)
)
NAMED = st.builds(Named, st.sampled_from(["融资", "weather"]))


SPOKEN_OR_NAMED = st.one_of(SPOKEN, NAMED)
LEAVES = st.one_of(SPOKEN_OR_NAMED, WHERES, MEASURES)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3, inside: bool = False) -> Node:
    """Any query that can be typed; `inside` a field only words and what is made of them."""
    kinds = [
        "leaf",
        "near",
        *(["either", "all", "some"] if depth else []),
        *(["within"] if depth and not inside else []),
    ]
    match draw(st.sampled_from(kinds)):
        case "near":
            sides = draw(st.lists(st.lists(SPOKEN, min_size=1, max_size=2, unique=True), min_size=2, max_size=3))
            gaps = tuple(draw(st.integers(1, 500)) for _ in sides[1:])
            return Near(tuple(joined(Either, list(side)) for side in sides), gaps)
        case "within":
            return Within(draw(st.sampled_from(Part)), draw(trees(depth - 1, True)))
        case "either":
            return joined(Either, [draw(trees(depth - 1, inside)) for _ in range(2)])
        case "some":
            parts = tuple(dict.fromkeys(draw(trees(depth - 1, inside)) for _ in range(3)))
            return AtLeast(2, parts) if len(parts) == 3 else parts[0]
        case "all":
            both = [draw(trees(depth - 1, inside)) for _ in range(2)]
            unwanted = [Not(draw(trees(depth - 1, inside)))] if draw(st.booleans()) else []
            dated = [draw(DATES)] if not inside and draw(st.booleans()) else []
            return joined(All, [*both, *unwanted, *dated])
        case _:
            return draw(SPOKEN_OR_NAMED if inside else LEAVES)


@settings(max_examples=150)
@given(trees(), st.sampled_from(["", "我的 词", "a => b"]), st.sampled_from([None, *Mode]), st.sampled_from([0, 5]))
def test_canonical_text_reads_back_as_the_same_query(root: Node, name: str, mode: Mode | None, most: int) -> None:
    query = Query(root, name, mode, most)
    assert parse(canonical(query)) == query
    assert explain(query, "zh-Hans")
    assert explain(query, "en")


@settings(max_examples=50)
@given(trees())
def test_the_spelt_form_is_the_same_query(root: Node) -> None:
    assert parse(written(root, spelt=True)).root == root


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
        "@5",
        "1,000",
        "~10",
        "2之(",
        "级别>=橙",
        "金额<5万",
        "日期:7天",
        "/第.批/",
        "mac*",
        "EntryTitle=",
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
