"""What the signs of the language mean for an article: patterns, nearness, counts, levels, sums, days, characters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.finder import WordFinder
from bot.lexicon import load
from bot.match import Matcher
from bot.match.stream import pattern_stream, stream
from bot.model import Finding, Strength
from bot.query import parse
from watchers.model import Amount, Article, Facts
from watchers.variants import simplified, spellings, table

# Three sentences of nobody's interest, so that what follows is no longer the lead.
FILLER = "会议听取了有关情况的汇报，与会人员进行了充分的讨论，大家一致认为这项工作已经取得了阶段性的进展。" * 8


def article(body: str = "", headline: str = "", **fields: str) -> Article:
    return Article(paper="商都日报", day=date(2026, 6, 8), headline=headline, body=body, **fields)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load())


def met(matcher: Matcher, query: str, paper: Article) -> Finding | None:
    """The finding; the same whether the query is asked alone or stands among the matcher's."""
    alone = matcher.meet(parse(query), paper)
    matcher.put("it", parse(query))
    found = matcher.find(paper).get("it")
    matcher.drop("it")
    assert found == alone
    return alone


def shown(matcher: Matcher, query: str, paper: Article) -> list[str]:
    found = met(matcher, query, paper)
    assert found
    return [getattr(paper, hit.field)[hit.start : hit.end] for hit in found.hits]


# -- regular expressions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "body", "printed"),
    [
        ("/第.批/", "公布第三批名单。", "第三批"),
        ("/第.批名单/", "公布第三\n\n批名单。", "第三\n\n批名单"),
        ("/Covid-\\d+/", "警惕 Covid-19 反弹。", "Covid-19"),
        ("/covid/i", "警惕 Covid-19 反弹。", "Covid"),
        ("/“[^”]+”工程/", "实施“扬帆”工程。", "“扬帆”工程"),
        ("/金额（约）?：\\d+/", "金额：５００元。", "金额：５００"),
        ("/mini LED/", "生产mini\nLED屏。", "mini\nLED"),
        ("/颱風.{1,3}號/", "台风第9号来了。", "台风第9号"),
    ],
)
def test_a_pattern_is_shown_where_it_is_printed(matcher: Matcher, query: str, body: str, printed: str) -> None:
    assert shown(matcher, query, article(body)) == [printed]


@pytest.mark.parametrize(
    ("query", "body"),
    [("/covid/", "警惕 Covid-19 反弹。"), ("标题:/第.批/", "公布第三批名单。"), ("/^名单/", "公布名单。")],
)
def test_a_pattern_that_is_not_there_is_no_hit(matcher: Matcher, query: str, body: str) -> None:
    assert met(matcher, query, article(body, "消息")) is None


def test_a_pattern_in_a_headline_says_more_than_one_deep_in_the_body(matcher: Matcher) -> None:
    strong, weak = (
        met(matcher, "/第.批/", article("", "第三批名单")),
        met(matcher, "/第.批/", article(FILLER + "第三批。")),
    )
    assert strong
    assert weak
    assert (strong.strength, weak.strength) == (Strength.STRONG, Strength.WEAK)


def test_a_pattern_can_be_excluded_and_combined(matcher: Matcher) -> None:
    assert met(matcher, "名单 -/第.批/", article("公布名单。"))
    assert met(matcher, "名单 -/第.批/", article("公布第三批名单。")) is None
    assert met(matcher, "/第.批/ 名单", article("公布第三批名单。"))


def test_half_a_character_in_an_article_harms_no_pattern(matcher: Matcher) -> None:
    assert shown(matcher, "/第.批/", article("坏\ud800字，第三批。")) == ["第三批"]


# -- nearness ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "body", "is_met"),
    [
        ("养老 ~5 补贴", "养老服务补贴发放。", True),
        ("养老 ~5 补贴", "补贴用于养老。", True),
        ("养老 ~2 补贴", "养\n老\n\n服 务补\n贴发放。", True),
        ("养老 ~1 补贴", "养老服务补贴发放。", False),
        ("养老 ~5 补贴", "养老服务中心昨日启用，补贴另行通知。", False),
        ("养老 ~5 补贴、津贴", "养老金津贴发放。", True),
        ("养老 ~5 补贴 ~5 发放", "养老补贴，今日发放。", True),
        ("养老 ~5 补贴 ~5 发放", "养老补贴的标准由各地自行确定后发放。", False),
        ("养老 ~9 /[0-9]+元/", "养老补贴每月200元。", True),
        ("标题:养老 ~5 补贴", "养老补贴。", False),
        ("融资 ~5 融资", "融资难，融资贵。", True),
        ("融资 ~5 融资", "融资难。", False),
    ],
)
def test_near_words(matcher: Matcher, query: str, body: str, is_met: bool) -> None:
    assert (met(matcher, query, article(body)) is not None) is is_met


def test_only_the_near_places_are_shown(matcher: Matcher) -> None:
    paper = article("养老服务补贴。" + FILLER + "养老院。")
    assert shown(matcher, "养老 ~5 补贴", paper) == ["养老", "补贴"]


def test_nearness_reaches_over_no_field(matcher: Matcher) -> None:
    assert met(matcher, "养老 ~50 补贴", article("补贴。", "养老")) is None


# -- counts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "is_met"),
    [
        ("2之(暴雨、大风、冰雹)", True),
        ("2之(暴雨、雷电、冰雹)", False),
        ("3之(暴雨、大风、冰雹、停课)", True),
        ("2之((标题:暴雨)、停课、冰雹)", True),
        ("2之((标题:大风)、停课、冰雹)", False),
        ("学校 -2之(暴雨、大风、冰雹)", False),
        ("2之(/暴.{1}/、/停课|停工/、冰雹)", True),
    ],
)
def test_at_least_some(matcher: Matcher, query: str, is_met: bool) -> None:
    paper = article("大风来袭，学校停课。", "暴雨")
    assert (met(matcher, query, paper) is not None) is is_met


def test_the_best_of_them_decide_and_all_are_shown(matcher: Matcher) -> None:
    paper = article(FILLER + "也有冰雹。", "暴雨大风")
    assert shown(matcher, "2之(暴雨、大风、冰雹)", paper) == ["暴雨", "大风", "冰雹"]
    two, both = met(matcher, "2之(暴雨、大风、冰雹)", paper), met(matcher, "暴雨 大风", paper)
    assert two
    assert both
    assert two.score == both.score


# -- beginnings, case, edges -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "body", "is_met"),
    [
        ("mac*", "进口MacBook一台。", True),
        ("mac*", "新款mac上市。", True),
        ("mac*", "在iMac上。", False),
        ("mac", "进口MacBook一台。", False),
        ("宽:ac", "进口MacBook一台。", True),
        ("=“UN”", "UN报告。", True),
        ("=“UN”", "un 报告。", False),
        ("“UN”", "un 报告。", True),
        ("=“ＵＮ”", "ＵＮ报告。", True),
        ("=“颱風UN”", "台风UN。", True),
    ],
)
def test_latin_words(matcher: Matcher, query: str, body: str, is_met: bool) -> None:
    assert (met(matcher, query, article(body)) is not None) is is_met


# -- what stands beside the words --------------------------------------------------------------------------------------

WARNING = article("市气象台发布暴雨橙色预警信号，请注意防范。", "郑州发布暴雨橙色预警")


@pytest.mark.parametrize(
    ("query", "is_met"),
    [
        ("级别>=橙", True),
        ("级别>橙", False),
        ("级别=橙", True),
        ("级别<=黄", False),
        ("级别<红", True),
        ("预警:暴雨", True),
        ("预警:暴雨 级别>=黄", True),
        ("预警:大风", False),
        ("预警:(大风、暴雨)", True),
        ("預警:暴雨", True),
        ("-级别>=橙 暴雨", False),
    ],
)
def test_warnings(matcher: Matcher, query: str, is_met: bool) -> None:
    assert (met(matcher, query, WARNING) is not None) is is_met


def test_the_words_of_a_warning_are_shown(matcher: Matcher) -> None:
    assert shown(matcher, "级别>=黄", WARNING) == ["橙色预警"]
    assert shown(matcher, "预警:暴雨", WARNING) == ["暴雨橙色预警"]


@pytest.mark.parametrize(
    "paper",
    [
        article("队员们按预案展开救援。", "我市举行暴雨红色预警应急演练"),
        article("暴雨过后，市民出行恢复正常，高温预警发布。", "雨后见晴"),
        article(FILLER + "去年曾发布暴雨预警。"),
    ],
)
def test_what_tells_of_no_such_warning(matcher: Matcher, paper: Article) -> None:
    assert met(matcher, "预警:暴雨", paper) is None


@pytest.mark.parametrize(
    ("query", "is_met"),
    [("金额>=500万", True), ("金额>500万", False), ("金额=500万", True), ("金额<100万", False), ("金额>=1亿", False)],
)
def test_sums(matcher: Matcher, query: str, is_met: bool) -> None:
    facts = Facts(amounts=(Amount(text="补助500万元", cny=5_000_000),))
    paper = replace(article("安排补助500万元。"), facts=facts)
    assert (met(matcher, query, paper) is not None) is is_met
    # Nobody has read the facts: the sums are read from the text.
    assert (met(matcher, query, article("安排补助500万元。")) is not None) is is_met


def test_the_printed_sum_is_shown(matcher: Matcher) -> None:
    assert any(text.endswith("500万元") for text in shown(matcher, "金额>=500万", article("安排补助500万元。")))


@pytest.mark.parametrize(
    ("query", "is_met"),
    [
        ("地铁 日期:2026-06-08", True),
        ("地铁 日期:2026-06", True),
        ("地铁 日期:2026-06-09..", False),
        ("地铁 日期:..2026-06-07", False),
        ("地铁 日期:2026-06-01..2026-06-08", True),
        ("地铁 -日期:2026-06-08", False),
        ("地铁 日期:7天", True),
    ],
)
def test_days(matcher: Matcher, query: str, is_met: bool) -> None:
    assert (met(matcher, query, article("地铁开通。")) is not None) is is_met


def test_the_last_days_are_reckoned_from_today() -> None:
    today = date(2026, 6, 14)
    finder = WordFinder(load(), (), lambda: today)
    finder.put_all([("week", "地铁 日期:7天"), ("six", "地铁 日期:6天")])
    assert set(finder.find(article("地铁开通。"))) == {"week"}
    assert finder.meet("地铁 日期:7天", article("地铁开通。"))
    today = date(2026, 6, 15)
    assert not finder.find(article("地铁开通。"))
    assert finder.meet("地铁 日期:7天", article("地铁开通。")) is None


# -- characters -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "body", "printed"),
    [
        ("颱風", "台风逼近。", "台风"),
        ("台风", "颱風逼近。", "颱風"),
        ("臺灣", "台湾同胞。", "台湾"),
        ("台湾", "臺灣同胞。", "臺灣"),
        ("發展", "经济发展。", "发展"),
        ("地铁", "地\u200b铁开通。", "地\u200b铁"),
        ("地铁", "地\u00ad铁开通。", "地\u00ad铁"),
        ("“專精特新”", "专精特\n新企业。", "专精特\n新"),
    ],
)
def test_traditional_and_simplified_characters_are_one(matcher: Matcher, query: str, body: str, printed: str) -> None:
    assert shown(matcher, query, article(body)) == [printed]


def test_traits_are_read_in_either_kind_of_characters(matcher: Matcher) -> None:
    paper = replace(article("開通。", byline="记者 张三"), facts=Facts(places=("金水区",)))
    for query in ("地區:金水區", "作者:張三", "來源:商都日報"):
        assert met(matcher, query, paper), query


def test_the_table_keeps_every_character_in_its_place() -> None:
    assert len(table()) > 3000
    assert all(len(simple) == 1 and ord(simple) != code for code, simple in table().items())
    assert simplified("臺灣颱風，mini 台风") == "台湾台风，mini 台风"
    # What is simplified already stays, but for one chain (薴 → 苧 → 苎).
    assert sum(simplified(simple) != simple for simple in table().values()) <= 1
    assert spellings("台风") == ("台风", "颱風")
    assert spellings("mini") == ("mini",)
    assert spellings("\ud800风")


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("臺灣颱风地铁 \n\u200b“”Aa1，,。\u3000Ｚ"), max_size=30))
def test_streams_lead_back_to_what_is_printed(text: str) -> None:
    for one in (stream(text), stream(text, heading=True), pattern_stream(text)):
        assert len(one.places) == len(one.text)
        assert list(one.places) == sorted(set(one.places))
        for at in range(len(one.text)):
            assert one.streamed(*one.printed(at, at + 1)) == (at, at + 1)
