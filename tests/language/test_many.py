"""A million subscriptions: whatever tier a query lies in, it means what it means alone."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Hashable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.lexicon import load
from bot.match import Matcher, matcher
from bot.match.index import TermIndex
from bot.match.plain import plain, rooted
from bot.model import Pack, Synonyms
from bot.query import parse
from watchers.model import Article, Facts

PACKS = (
    Pack(name="weather", titles=(("zh-Hans", "天气预警"),), aliases=("天气",), query="暴雨、大风 -演练"),
    Pack(name="money", titles=(("zh-Hans", "融资"),), aliases=(), query="融资、贷款、(小微 企业)"),
)
SYNONYMS = Synonyms(same=(("补贴", "补助"),))
WORDS = [
    "农业",
    "融资",
    "小微",
    "企业",
    "中小微企业",
    "和服",
    "服务",
    "动车",
    "机动车",
    "国银",
    "银行",
    "乡村振兴",
    "产业发展",
    "发展",
    "产业",
    "郑州",
    "郑州市",
    "市委",
    "会议",
    "AI",
    "mac",
    "machine",
    "大学",
    "大学生",
    "5G",
    "牛",
    "暴雨",
    "大风",
    "补贴",
    "补助",
    "演练",
]
LEAVES: tuple[Callable[[random.Random], str], ...] = (
    *[lambda dice: dice.choice(WORDS)] * 8,
    lambda dice: "=" + dice.choice(WORDS),
    lambda dice: "宽:" + dice.choice(WORDS),
    lambda dice: f"“{dice.choice(WORDS)}”",
    lambda dice: "标题:" + dice.choice(WORDS),
    lambda dice: f"正文:({dice.choice(WORDS)}、{dice.choice(WORDS)})",
    lambda dice: "地区:" + dice.choice(("郑州", "金水", "金水区", "惠济区")),
    lambda dice: "来源:" + dice.choice(("商都", "晨报", "folder-1")),
    lambda dice: "版:" + dice.choice(("A02", "1")),
    lambda dice: dice.choice(("#天气", "类:融资", "mac*", "/企.{2}/", "日期:7天", "作者:张三", "级别>=橙")),
    lambda dice: "2之({}、{}、{})".format(*dice.sample(WORDS, 3)),
    lambda dice: "{} ~10 {}".format(*dice.sample(WORDS, 2)),
)
DAY = date(2026, 6, 8)


def wish(dice: random.Random, matcher: Matcher) -> str:
    while True:
        text = expression(dice, 0)
        try:
            matcher.check(parse(text))
        except QueryError:
            continue
        return text


def expression(dice: random.Random, depth: int) -> str:
    kind = dice.random()
    if depth > 2 or kind < 0.35:
        return dice.choice(LEAVES)(dice)
    if kind < 0.6:
        parts = (dice.choice(("", "", "", "-")) + inner(dice, depth) for _ in range(dice.choice((2, 2, 3, 8))))
        return " ".join(parts)
    if kind < 0.85:
        return "、".join(inner(dice, depth) for _ in range(dice.choice((2, 3))))
    return f"{inner(dice, depth)} -({expression(dice, depth + 1)})"


def inner(dice: random.Random, depth: int) -> str:
    text = expression(dice, depth + 1)
    return f"({text})" if " " in text or "、" in text else text


def article(dice: random.Random) -> Article:
    def text(length: int) -> str:
        return "".join(dice.choice((*WORDS, "，", "。", "的", "在", "和", "产品", "\n", "全面")) for _ in range(length))

    return Article(
        paper=dice.choice(("商都日报", "晨报")),
        day=DAY,
        headline=text(3),
        body=text(dice.choice((3, 8, 20, 40))),
        page=dice.choice(("A02", "1", "")),
        byline=dice.choice(("", "记者张三")),
        facts=Facts(places=dice.choice(((), ("郑州市", "金水区")))),
    )


@pytest.mark.parametrize("seed", range(2))
def test_every_tier_finds_what_each_query_finds_alone(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher, "MOST_FRESH", 10)
    monkeypatch.setattr(matcher, "MOST_GONE", 0.02)
    dice = random.Random(seed)
    many, alone = Matcher(load(), PACKS, SYNONYMS), Matcher(load(), PACKS, SYNONYMS)
    wanted: dict[Hashable, str] = {}
    settle: Callable[[], None] | None = None
    tidied = 0
    for _ in range(160):
        deed = dice.random()
        if deed < 0.45:
            key, text = (
                dice.randrange(50),
                wish(dice, alone) if dice.random() < 0.8 or not wanted else min(wanted.values()),
            )
            many.put(key, parse(text))
            wanted[key] = text
        elif deed < 0.6 and wanted:
            many.drop(gone := dice.choice(list(wanted)))
            del wanted[gone]
        elif deed < 0.65:
            some = [(dice.randrange(50), wish(dice, alone)) for _ in range(dice.choice((5, 20)))]
            assert not many.put_all(some)
            wanted.update(some)
        elif deed < 0.8:
            if settle:
                settle()
                settle = None
            elif work := many.tidying():
                settle, tidied = work(), tidied + 1
        else:
            paper = article(dice)
            found = many.find(paper, source="folder-1", today=DAY)
            expected = {
                key: finding
                for key, text in wanted.items()
                if (finding := alone.meet(parse(text), paper, source="folder-1", today=DAY))
            }
            assert set(found) == set(expected)
            assert dict(found.items()) == expected
            assert len(found) == len(expected)
    assert tidied > 1


def test_one_query_is_worked_out_once_for_all_who_ask_for_it() -> None:
    many = Matcher(load())
    assert not many.put_all([(key, "郑州 地铁") for key in range(100)])
    found = many.find(Article(paper="晨报", day=DAY, headline="", body="郑州地铁今日开通。"))
    assert sorted(map(str, found)) == sorted(map(str, range(100)))
    assert len({id(finding) for finding in found.values()}) == 1
    many.drop(7)
    assert 7 not in many.find(Article(paper="晨报", day=DAY, headline="", body="郑州地铁今日开通。"))


def test_one_query_asked_about_many_articles_is_answered_as_about_each() -> None:
    dice, asked = random.Random(1), Matcher(load(), PACKS, SYNONYMS)
    papers = [(article(dice), dice.choice(("", "folder-1"))) for _ in range(20)]
    for text in (wish(dice, asked) for _ in range(10)):
        query = parse(text)
        alone = [asked.meet(query, paper, source=source, today=DAY) for paper, source in papers]
        assert asked.meet_all(query, papers, today=DAY) == alone


def test_what_is_refused_comes_back_with_the_reason_and_the_rest_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (2000, 1):
        monkeypatch.setattr(matcher, "MOST_FRESH", most)
        many = Matcher(load(), PACKS)
        refused = many.put_all([("a", "郑州"), ("b", "(郑州"), ("c", "#没有的"), ("d", "郑州")])
        assert [key for key, _ in refused] == ["b", "c"]
        assert set(many.find(Article(paper="晨报", day=DAY, headline="郑州", body=""))) == {"a", "d"}


def test_a_small_installation_does_not_load_numpy() -> None:
    program = (
        "import sys; from bot.wiring import finder; found = finder(); found.put_all([(1, '郑州 地铁')]);"
        "found.tidying(); sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


# -- plain queries ---------------------------------------------------------------------------------------------------

PLAIN_WORDS = st.sampled_from(
    ["郑州", "地铁", "AI大模型", "且", "或者", "不含", "NOT", "and", "二之", "mac", "的", "牛", "5G"]
)
PLAIN_LISTS = st.lists(PLAIN_WORDS, min_size=1, max_size=3).map("、".join)
PLAIN_PARTS = st.tuples(st.sampled_from(["", "", "-"]), PLAIN_LISTS, st.booleans()).map(
    lambda part: f"{part[0]}({part[1]})" if part[2] else part[0] + part[1]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PLAIN_PARTS, min_size=1, max_size=4).map(" ".join))
def test_what_is_read_at_a_glance_is_what_the_parser_reads(text: str) -> None:
    clauses = plain(text)
    if clauses is not None:
        assert rooted(clauses) == parse(text).root


@pytest.mark.parametrize("text", ["郑州", "郑州 地铁", "暴雨、大风", "(暴雨、大风) 郑州 -演练", "郑州 -(演练、招聘)"])
def test_the_usual_queries_are_read_at_a_glance(text: str) -> None:
    assert plain(text)


# -- the trie --------------------------------------------------------------------------------------------------------


def naive(terms: Sequence[str], text: str) -> set[tuple[str, int, int]]:
    ends = ((term, at, at + len(term)) for term in terms for at in range(len(text)) if text.startswith(term, at))
    return set(ends)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("甲乙丙", min_size=1, max_size=12), min_size=1, max_size=12),
    st.text("甲乙丙丁", max_size=40),
    st.randoms(use_true_random=False),
)
def test_terms_come_and_go_and_every_occurrence_is_found(terms: list[str], text: str, dice: random.Random) -> None:
    index = TermIndex()
    for term in terms:
        index.add(term)
    gone = dice.sample(terms, dice.randrange(len(terms)))
    left = list(terms)
    for term in gone:
        index.remove(term)
        left.remove(term)
    whole = text + dice.choice(terms) + text
    found = list(index.scan(whole))
    assert set(found) == naive(left, whole)
    assert len(found) == len(set(found))


def test_an_adverb_in_the_middle_goes_with_its_term() -> None:
    index = TermIndex()
    index.add("乡村振兴", parted=True)
    index.add("乡村")
    assert set(index.scan("乡村全面振兴")) == {("乡村振兴", 0, 6), ("乡村", 0, 2)}
    index.remove("乡村振兴")
    assert set(index.scan("乡村全面振兴")) == {("乡村", 0, 2)}
