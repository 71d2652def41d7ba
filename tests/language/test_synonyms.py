"""Synonyms: what stands for what, what never does, how it is shown, and what is wrong with a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.compose import reason
from bot.config import bot_config
from bot.lexicon import load
from bot.match import Matcher
from bot.model import Finding, Pack, Strength, Synonyms
from bot.query import parse
from bot.synonyms import OURS, read
from bot.synonyms import load as synonyms
from bot.texts import texts
from watchers.errors import ConfigError
from watchers.model import Article

PACKS = (Pack(name="parking", titles=(("zh-Hans", "停车"),), aliases=(), query="停车"),)
WORDS = Synonyms(
    same=(("地铁", "轨道交通"), ("公积金", "住房公积金"), ("人工智能", "ai")), covers=(("停车", ("违停", "乱停")),)
)
LATE = "会议听取了有关情况的汇报，与会人员进行了充分的讨论，大家一致认为这项工作已经取得了阶段性的进展。" * 8


def article(body: str = "", headline: str = "") -> Article:
    return Article(paper="", day=date(2026, 6, 8), headline=headline, body=body)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load(), PACKS, WORDS)


def shown(found: Finding | None, paper: Article) -> list[tuple[str, str, str]]:
    """(the user's term, what stands in the text, the synonym)"""
    assert found
    return [(hit.term, getattr(paper, hit.field)[hit.start : hit.end], hit.instead) for hit in found.hits]


@pytest.mark.parametrize(
    ("query", "body", "expected"),
    [
        ("地铁", "轨道交通三期获批。", ("地铁", "轨道交通", "轨道交通")),
        ("轨道交通", "地铁三期获批。", ("轨道交通", "地铁", "地铁")),
        ("停车", "路口违停多。", ("停车", "违停", "违停")),
        ("住房公积金", "公积金提额。", ("住房公积金", "公积金", "公积金")),
        ("人工智能", "用AI读片。", ("人工智能", "AI", "ai")),
        ("正文:地铁", "轨道交通三期获批。", ("地铁", "轨道交通", "轨道交通")),
        ("地鐵", "轨道交通三期获批。", ("地鐵", "轨道交通", "轨道交通")),
    ],
)
def test_another_word_stands_for_the_one_that_was_asked_for(
    matcher: Matcher, query: str, body: str, expected: tuple[str, str, str]
) -> None:
    paper = article(body)
    assert shown(matcher.meet(parse(query), paper), paper) == [expected]


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("=地铁", "轨道交通三期获批。"),
        ("“地铁”", "轨道交通三期获批。"),
        ("宽:地铁", "轨道交通三期获批。"),
        ("违停", "一处停车场开工。"),  # covered, but does not cover
        ("#停车", "路口违停多。"),  # a pack means what is written in it
        ("人工智能", "进口maintain手册。"),
    ],
)
def test_what_no_synonym_stands_for(matcher: Matcher, query: str, body: str) -> None:
    assert matcher.meet(parse(query), article(body)) is None


def test_an_exclusion_means_the_word_itself(matcher: Matcher) -> None:
    for query in ("路口 -停车", "路口 -(停车、护栏)"):
        assert matcher.meet(parse(query), article("路口违停多。"))
        assert matcher.meet(parse(query), article("路口停车难。")) is None


def test_the_word_itself_is_worth_more(matcher: Matcher) -> None:
    word, other = (matcher.meet(parse("停车"), article(LATE + body)) for body in ("停车不易。", "违停不少。"))
    assert word
    assert other
    assert other.score < word.score


def test_a_synonym_in_the_headline_is_what_the_article_is_about(matcher: Matcher) -> None:
    found = matcher.meet(parse("停车"), article("内容。", "整治违停"))
    assert found
    assert found.strength is Strength.STRONG


def test_a_synonym_inside_the_word_is_no_second_place(matcher: Matcher) -> None:
    paper = article("住房公积金提额。")
    assert shown(matcher.meet(parse("住房公积金"), paper), paper) == [("住房公积金", "住房公积金", "")]


def test_many_queries_are_found_by_synonyms_too(matcher: Matcher) -> None:
    many = Matcher(load(), PACKS, WORDS)
    for key in ("地铁", "停车 路口", "路口 -停车", "=地铁", "违停"):
        many.put(key, parse(key))
    assert set(many.find(article("路口违停多。"))) == {"停车 路口", "路口 -停车", "违停"}
    assert set(many.find(article("轨道交通三期获批。"))) == {"地铁"}


@pytest.mark.parametrize(
    ("language", "expected"), [("zh-Hans", "（按同义词「违停」）"), ("en", "(as a synonym, “违停”)")]
)
def test_why_names_the_synonym(matcher: Matcher, language: str, expected: str) -> None:
    paper = article("路口违停多。")
    told = reason(paper, [("", "", matcher.meet(parse("停车"), paper))], texts(language), paper.day)
    assert expected in told.text


@pytest.mark.parametrize(
    ("query", "body", "whole"),
    [
        ("建国", "后来赵建国报道。", "赵建国"),
        ("牛", "老人牛思魁爱种树。", "牛思魁"),
        ("平等", "和平等理念。", "和平等"),
    ],
)
def test_why_names_what_a_doubtful_word_may_be_a_part_of(matcher: Matcher, query: str, body: str, whole: str) -> None:
    paper = article(body)
    found = matcher.meet(parse(query), paper)
    assert found
    assert [hit.part_of for hit in found.hits if not hit.sure] == [whole]
    told = reason(paper, [("", "", found)], texts("zh-Hans"), paper.day)
    assert f"可能只是「{whole}」的一部分" in told.text


# -- files -----------------------------------------------------------------------------------------------------------


def test_ours_are_many_and_right() -> None:
    ours = read(OURS)
    assert len(ours.same) + len(ours.covers) >= 60
    Matcher(load(), (), ours)


def test_the_operators_are_added_to_ours(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('same = [["郑好办", "郑州市政务服务平台"]]\n[covers]\n"集市" = ["庙会"]\n', "utf-8")
    ours, both = synonyms(), synonyms(path)
    assert both.same == (*ours.same, ("郑好办", "郑州市政务服务平台"))
    assert both.covers[-1] == ("集市", ("庙会",))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("same = [[", "不是正确的 TOML"),
        ('sames = [["甲乙", "丙丁"]]', "不认识「sames」"),
        ('same = "地铁"', "same 应是一列词组"),
        ('same = [["地铁"]]', "「地铁」只有一个词"),
        ('same = ["地铁"]', "每一组应是一列词"),
        ('same = [["地铁", "轨"]]', "至少两个字"),
        ('same = [["地铁", 5]]', "至少两个字"),
        ('same = [["地铁", "轻轨"], ["轻轨", "有轨"]]', "「轻轨」在 same 里出现了两次"),
        ('same = [["地铁", "轻轨 -停运"]]', "里有 -"),
        ('covers = ["停车"]', "covers 应写成小节"),
        ('[covers]\n"停车" = []', "应是一列词"),
        ('[covers]\n"停车" = ["停车"]', "写在了自己的右边"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=complaint) as refused:
        read(path)
    assert str(path) in str(refused.value)


def test_the_operators_file_lies_beside_the_configuration(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    assert bot_config({"bot": {"synonyms": "own.toml"}}, file).synonyms == tmp_path / "own.toml"
    assert bot_config({}, file).synonyms is None


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="读不了同义词文件"):
        read(tmp_path / "none.toml")


def test_the_great_stock_knows_them_as_well() -> None:
    many = Matcher(load(), PACKS, WORDS)
    filling = [(number, f"第{number}号令") for number in range(2100)]
    asked = ("地铁", "停车 路口", "路口 -停车", "=地铁", "违停")
    assert many.put_all([*filling, *((query, query) for query in asked)]) == []
    assert set(many.find(article("路口违停多。"))) == {"停车 路口", "路口 -停车", "违停"}
    assert set(many.find(article("轨道交通三期获批。"))) == {"地铁"}
