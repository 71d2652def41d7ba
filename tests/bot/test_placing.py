"""A story once: where articles are placed, over the real tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import sqlite
from bot.dispatch.placing import Placing
from bot.ports import Stories
from watchers.model import Article, Entry
from watchers.sqlite import migrate, open_database

DAY = date(2026, 6, 9)
SEEN = datetime(2026, 6, 9, 0, 0, tzinfo=UTC)
OPENING = (
    "6月8日上午，鹿溪湿地公园二期正式开园。公园占地1260亩，新建木栈道8.6公里、观鸟台12座，总投资3.4亿元，"
    "全天免费开放。开园首日接待市民2.1万人次，园方提醒，周末客流集中，请乘坐46路公交前往。"
)
RETOLD = (
    "占地1260亩的鹿溪湿地公园二期6月8日开门迎客，8.6公里木栈道、12座观鸟台让市民有了新去处，"
    "首日就来了2.1万人次。这个投资3.4亿元的公园全天免费，坐46路公交就到。"
)
OTHER = (
    "6月8日上午，银杏街道举办反诈宣传进社区活动，民警用3个真实案例讲解刷单返利骗局，现场发放资料400份，"
    "280名居民参加，活动还设置了有奖问答。"
)


@pytest.fixture
def stories(tmp_path: Path) -> Iterator[Stories]:
    database = open_database(tmp_path / "b.db")
    migrate(database, sqlite.migrations)
    yield sqlite.desk(database).stories
    database.close()


def entry(uid: str, body: str, headline: str, day: date = DAY, version: int = 1) -> Entry:
    article = Article(paper="样报", day=day, headline=headline, body=body)
    return Entry(id=1, uid=uid, version=version, source="样报", seen_at=SEEN, article=article)


def test_a_rewrite_joins_the_story_and_another_event_does_not(stories: Stories) -> None:
    placing = Placing(stories)
    first = placing.place(entry("a", OPENING, "鹿溪湿地公园二期开园"))
    again = placing.place(entry("b", RETOLD, "湿地公园二期开门迎客", day=date(2026, 6, 10)))
    other = placing.place(entry("c", OTHER, "反诈宣传进社区"))
    assert (first.story, again.story, other.story) == ("a", "a", "c")
    assert placing.story("b") == "a"
    assert placing.story("unheard of") == "unheard of"


def test_an_article_is_placed_once_and_a_correction_keeps_its_place(stories: Stories) -> None:
    placing = Placing(stories)
    placing.place(entry("a", OPENING, "鹿溪湿地公园二期开园"))
    kept = placing.place(entry("b", RETOLD, "湿地公园二期开门迎客"))
    corrected = placing.place(replace(entry("b", OTHER, "更正"), version=2))
    assert corrected == kept


def test_what_is_weeks_apart_is_never_the_same_story(stories: Stories) -> None:
    placing = Placing(stories)
    placing.place(entry("a", OPENING, "鹿溪湿地公园二期开园"))
    later = placing.place(entry("b", OPENING, "鹿溪湿地公园二期开园", day=date(2026, 7, 9)))
    assert later.story == "b"


def test_parts_of_one_article_are_one_story_under_all_its_names(stories: Stories) -> None:
    placing = Placing(stories)
    for uid, body in (("a", OPENING), ("b", OTHER), ("c", OTHER[:60])):
        placing.place(entry(uid, body, f"标题{uid}", day=DAY if uid != "c" else date(2026, 7, 30)))
    placing.place(replace(entry("b", OTHER, "标题b", version=2), joined=("c",)))
    whole = placing.place(replace(entry("a", OPENING + OTHER, "标题a", version=2), joined=("b", "c")))
    for known in (placing, Placing(stories)):
        assert {known.story(uid) for uid in "abc"} == {whole.story} == {"a"}
        assert {known.called(name) for name in "abc"} == {"a"}
        assert set(known.names("a")) == {"a", "b", "c"}
