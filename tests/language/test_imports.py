"""Word lists of other systems: what each line becomes, and that nothing is lost in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.imports import READERS, Change, Entry, Feed, Left, kind_of, read, unmarked
from bot.query import canonical, parse

TRENDRADAR = """\
# 关注的词
[GLOBAL_FILTER]
抽奖
/直播间|福袋/

[WORD_GROUPS]
[小微]
融资
贷款 => 钱
+郑州
!招聘
@5

/第.批/gi => 名单

AI 大模型

!只有排除

/(?=甲)乙/
丙丁
"""


def told(text: str, kind: str = "") -> list[tuple[int, str]]:
    """(line, query or why there is none)."""
    return [(entry.number, entry.query or str(entry.left)) for entry in read(text, kind).entries]


def only(text: str, kind: str = "") -> Entry:
    (entry,) = read(text, kind).entries
    return entry


def test_trendradar_groups_become_queries() -> None:
    everywhere = "抽奖、/直播间|福袋/i"
    assert told(TRENDRADAR) == [
        (7, f"(融资、贷款) 郑州 -(招聘、{everywhere}) => 小微 @5"),
        (14, f"/第.批/i -({everywhere}) => 名单"),
        (16, f"“AI 大模型” -({everywhere})"),
        (18, "only_excludes"),
        (20, "query"),
        (20, f"丙丁 -({everywhere})"),
    ]


def test_what_changes_its_meaning_is_named() -> None:
    changes = {entry.number: set(entry.changes) for entry in read(TRENDRADAR).entries if entry.query}
    assert changes[7] == {Change.WORDS, Change.EXCLUDES_HERE, Change.EXCLUDES_ALL, Change.NAMES}
    assert changes[14] == {Change.FLAGS, Change.EXCLUDES_ALL}
    assert only("融资", "trendradar").changes == (Change.WORDS,)


def test_what_is_literal_there_stays_literal_here() -> None:
    assert only("+标题:甲、乙", "trendradar").query == "“标题:甲、乙”"
    assert only("-8℃", "trendradar").query == "“-8℃”"
    assert only("5G", "trendradar").query == "5G"


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("EntryTitle=(?i)地铁|公交", ["标题:(“地铁”、“公交”)"]),
        ("EntryTitle=地铁\nEntryContent=第.批", ["(标题:“地铁”)、正文:/第.批/"]),
        (
            "EntryTitle=地铁\n\nblock\nEntryTitle=招聘\nEntryAuthor=张三\nEntryDate=before:2020-01-01",
            ["标题:“地铁” -((标题:“招聘”)、作者:张三) -日期:..2019-12-31"],
        ),
        ("屏蔽：\nEntryTitle=招聘", ["only_excludes"]),
        ("EntryTitle=地铁\n这一行没有等号", ["标题:“地铁”", "not_a_rule"]),
        ("EntryTitle=地铁\nEntryURL=example\nEntryDate=max-age:30d", ["标题:“地铁”", "query", "date_alone"]),
        ("EntryTitle=(地铁", ["query"]),
    ],
)
def test_miniflux_rules_become_one_query(text: str, queries: list[str]) -> None:
    assert kind_of(text) == "miniflux"
    assert [said for _, said in told(text)] == queries


def test_capitals_count_in_miniflux_and_not_here() -> None:
    assert Change.ANY_CASE in only("EntryTitle=Metro").changes
    assert Change.ANY_CASE not in only("EntryTitle=(?i)Metro").changes
    assert only("EntryTitle=M.tro").changes == ()


def test_a_line_of_a_search_engine_is_a_query() -> None:
    text = '"专精特新" OR 小巨人 -招聘\nintitle:地铁\n# 说明\n\n#融资\n甲乙 且 丙丁 或 戊己\nsite:news.example 地铁'
    assert told(text) == [
        (1, "(“专精特新”、小巨人) -招聘"),
        (2, "标题:地铁"),
        (5, "#融资"),
        (6, "query"),
        (7, "来源:news.example 地铁"),
    ]
    assert read(text).entries[-1].changes == (Change.SITE,)


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("1. 停车\n2. 地铁\n10. 融资", ["停车", "地铁", "融资"]),
        ("1、停车\n2、地铁", ["停车", "地铁"]),
        ("1）停车\n2）地铁", ["停车", "地铁"]),
        ("（1）停车\n（2）地铁", ["停车", "地铁"]),
        ("一、停车\n二、地铁", ["停车", "地铁"]),
        ("①停车\n② 地铁", ["停车", "地铁"]),
        ("- 停车\n- 地铁", ["停车", "地铁"]),
        ("-停车\n-地铁", ["停车", "地铁"]),
        ("• 停车", ["停车"]),
        ("1.5亿元\n2.5亿元", ["1.5亿元", "2.5亿元"]),
        ("10号线\n3号线", ["10号线", "3号线"]),
        ("停车\n-招聘 融资\n-兼职 贷款", ["停车", "-招聘 融资", "-兼职 贷款"]),
        ("1、停车", ["1、停车"]),
        ("1. 停车\n十、地铁\n- 停水 停电\n（6）融资", ["停车", "地铁", "停水 停电", "融资"]),
        ("• 停车\n【9】停水", ["停车", "停水"]),
        ("✅ 停车", ["停车"]),
        ("第一，停车\n第二，地铁", ["停车", "地铁"]),
        ("1 停车\n2 地铁", ["停车", "地铁"]),
        ("地铁\n2 停车\n5 公交", ["地铁", "2 停车", "5 公交"]),
        ("1、停车\n2 地铁", ["1、停车", "2 地铁"]),
        ("十、停车\n地铁", ["十、停车", "地铁"]),
    ],
)
def test_the_marks_of_a_list_are_no_words(text: str, queries: list[str]) -> None:
    """Where several lines begin with marks, of whichever kinds; what can be a word stays one."""
    assert [canonical(parse(one)) for one in read(text).queries] == [canonical(parse(one)) for one in queries]
    assert unmarked(["- 停车"]) == ["- 停车"], "a single one is an exclusion"
    assert unmarked(["1. 停车"]) == ["停车"], "a figure with a dot and a blank is no word"
    assert unmarked(["1.5亿 融资"]) == ["1.5亿 融资"]


def test_the_frequency_of_an_alert_becomes_the_mode() -> None:
    text = 'query,language,frequency\n"""专精特新"" 郑州",zh,DAILY\n地铁,zh,WEEKLY\n暴雨,zh,AS_IT_HAPPENS\n,zh,DAILY'
    assert told(text) == [(2, "“专精特新” 郑州 @日报"), (3, "地铁 @日报"), (4, "暴雨 @即时"), (5, "empty")]
    assert read(text).entries[1].changes == (Change.WEEKLY,)


def test_words_and_channels_become_a_query_a_word() -> None:
    assert told("/subscribe 暴雨,大风 日报甲,日报乙\n/subscribe /第.批/ig") == [
        (1, "暴雨 来源:日报甲、日报乙"),
        (1, "大风 来源:日报甲、日报乙"),
        (2, "/第.批/i"),
    ]


OPML = """<?xml version="1.0"?>
<opml version="2.0"><body><outline text="报纸">
  <outline text="甲报" type="rss" xmlUrl="https://a.example/rss"/>
  <outline title="乙报" xmlUrl="http://b.example/feed"/>
  <outline text="又是甲" xmlUrl="https://a.example/rss"/>
  <outline text="本地" xmlUrl="file:///etc/passwd"/>
</outline></body></opml>
"""


def test_feeds_are_named_with_their_addresses() -> None:
    found = read(OPML)
    assert found.feeds == (
        Feed(name="甲报", address="https://a.example/rss"),
        Feed(name="乙报", address="http://b.example/feed"),
    )
    assert told(OPML) == [(6, "no_address")]
    assert found.queries == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml>&x;</opml>', Left.DTD),
        (
            "<!DOCTYPE opml [" + "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 40)) + "]><opml/>",
            Left.DTD,
        ),
        ("<opml>" * 10_000, Left.XML),
        ("<opml><body>", Left.XML),
        ("<opml/>", Left.EMPTY),
        ("<opml>\ud800</opml>", Left.EMPTY),
        (
            "<opml>" + "".join(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(2100)) + "</opml>",
            Left.TOO_MANY,
        ),
    ],
    ids=["file", "laughs", "deep", "half", "nothing", "surrogate", "many"],
)
def test_a_document_that_cannot_be_trusted_is_refused(text: str, why: Left) -> None:
    assert only(text, "opml").left is why


@pytest.mark.parametrize(
    ("text", "kind"), [("地铁\n高铁", "lines"), ("融资\n@5", "trendradar"), ("[a]\n融资", "trendradar")]
)
def test_a_list_is_known_by_its_look(text: str, kind: str) -> None:
    assert kind_of(text) == kind


PIECES = st.sampled_from(
    [
        "融资",
        "+郑州",
        "!招聘",
        "\n",
        "\n\n",
        "@5",
        "[名]",
        " => 乙",
        "/第.批/",
        "EntryTitle=",
        "(?i)",
        "|",
        ",",
        '"',
        "#",
        "query,",
        "<opml>",
        "\x00",
    ]
)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["", *READERS]))
def test_any_list_is_read_and_what_is_taken_is_a_query(text: str, kind: str) -> None:
    for entry in read(text, kind).entries:
        assert (entry.left is None) == bool(entry.query)
        assert (entry.error is not None) == (entry.left is Left.QUERY)
        if entry.query:
            assert canonical(parse(entry.query)) == entry.query
