"""What is handed over is in the log when it was taken: once, under one name, as every other article is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from contracts.samples import MINUTE, NOW, simple_reader, source
from watchers.errors import BusyError, ConfigError, ParseError
from watchers.handed import Hands, pushed_watcher, take
from watchers.ingest import visit
from watchers.model import Article, Harvest, Kind, Source
from watchers.ports import Reader
from watchers.pushed import Document, Item, Print, Pushed, Taken
from watchers.sqlite import SqliteArchive, SqliteNewsStore, open_database

TODAY = date(2026, 5, 11)
ITEM = Item(title="清凉寺路今日起封闭施工", body="请绕行。\r\n\r\n　　工期三十天。", url="https://example.cn/a/1")


def warnings(body: bytes, source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
    """One article a word of the document; it remembers the last word, and wants to look again in a minute."""
    for word in body.decode().split() if b"<feed" not in body else [f"{bookmark}解除"]:
        article = Article(paper=source.paper, day=TODAY, headline=word, body="", key=f"warning:{word}")
        yield Harvest(bookmark=word, articles=(article,), look_at=now + MINUTE)


def reader() -> Reader:
    return simple_reader


HANDS = Hands(read=reader, understand=lambda article: replace(article, byline="读过"), warnings=warnings)


class Door:
    """A store, its archive, and one hand."""

    def __init__(self, folder: Path) -> None:
        self.db = open_database(folder / "baoxiao.db")
        self.store, self.archive = SqliteNewsStore(self.db), SqliteArchive(self.db)

    def take(self, pushed: Pushed, now: datetime = NOW) -> Taken:
        return take(self.store, HANDS, pushed, now, TODAY)

    def headlines(self) -> list[str]:
        return [entry.article.headline for entry in self.archive.after(0, 100)]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    door = Door(tmp_path)
    yield door
    door.db.close()


def test_an_item_is_an_article(door: Door) -> None:
    taken = door.take(ITEM)
    assert taken.new
    (entry,) = door.archive.after(0, 10)
    assert taken.uids == (entry.uid,)
    article = entry.article
    assert (entry.source, article.paper, article.day) == ("推送", "推送", TODAY)
    assert (article.headline, article.body) == ("清凉寺路今日起封闭施工", "请绕行。\n工期三十天。")
    assert article.byline == "读过", "facts are read from it as from all"
    (health,) = door.store.health()
    assert (health.source.kind, health.articles, health.failures, health.adopted) == (Kind.PUSH, 1, 0, True)


def test_the_same_id_again_changes_nothing(door: Door) -> None:
    named = replace(ITEM, id="42")
    first = door.take(named)
    again = door.take(replace(named, title="别的标题", url="https://example.cn/b"), NOW + MINUTE)
    assert (again.uids, again.new) == (first.uids, False)
    assert len(door.headlines()) == 1
    other = door.take(replace(named, source="市政热线"))
    assert other.new, "another source may have the same names"


def test_the_same_address_again_is_a_correction(door: Door) -> None:
    first = door.take(ITEM)
    assert not door.take(ITEM).new
    mended = door.take(replace(ITEM, body="请绕行航海路。"))
    assert (mended.uids, mended.new) == (first.uids, True)
    assert [entry.version for entry in door.archive.after(0, 10)] == [1, 2]


def test_without_any_name_the_words_are_it(door: Door) -> None:
    bare = replace(ITEM, url="")
    first = door.take(bare)
    assert door.take(bare) == Taken(uids=first.uids, new=False)
    assert door.take(replace(bare, day=TODAY - timedelta(days=1))).new


def test_a_watched_source_keeps_its_name(door: Door) -> None:
    door.store.enlist([source("推送")], NOW)
    with pytest.raises(ConfigError, match="换一个 source"):
        door.take(ITEM)
    door.store.adopt(replace(source("街坊"), kind=Kind.FEED), NOW)
    with pytest.raises(ConfigError, match="换一个 source"):
        door.take(replace(ITEM, source="街坊"))
    assert door.take(replace(ITEM, source="市政热线")).new
    assert door.headlines() == [ITEM.title]


def test_what_was_given_up_comes_back_with_the_next_push(door: Door) -> None:
    door.take(ITEM)
    assert door.store.dismiss("推送")
    assert not door.take(ITEM).new
    assert [one.source.name for one in door.store.health()] == ["推送"]


def test_who_is_being_visited_is_busy(door: Door) -> None:
    door.take(ITEM)
    assert door.store.claim(NOW, MINUTE, kinds=(Kind.PUSH,), due_only=False)
    with pytest.raises(BusyError, match="再送一次"):
        door.take(replace(ITEM, url=""))
    assert not door.take(replace(ITEM, id=""), NOW + 2 * MINUTE).new


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (replace(ITEM, title=" \n "), "title"),
        (replace(ITEM, title="长" * 501), "title"),
        (replace(ITEM, source="\0"), "source"),
        (replace(ITEM, url="javascript:alert(1)"), "url"),
        (replace(ITEM, url="https://example.cn/\n"), "控制字符"),
        (replace(ITEM, id="x" * 1001), "id"),
    ],
)
def test_what_cannot_be_an_item(door: Door, wrong: Item, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        door.take(wrong)
    assert door.store.health() == ()


def test_control_characters_are_not_kept(door: Door) -> None:
    door.take(replace(ITEM, title="封闭\u202e施工\0", body="甲\x1b[31m乙"))
    (entry,) = door.archive.after(0, 10)
    assert (entry.article.headline, entry.article.body) == ("封闭 施工", "甲 [31m乙")


def test_a_page_is_read(door: Door) -> None:
    page = Print(
        body="渡口恢复开航\n今晨六点。\n\n桥头小学\n新操场。".encode("gb18030"), paper="晨光日报", day=TODAY, page="3"
    )
    taken = door.take(page)
    assert taken.new
    assert len(taken.uids) == 2
    assert [(one.article.paper, one.article.page) for one in door.archive.after(0, 9)] == [("晨光日报", "3")] * 2
    again = door.take(page)
    assert not again.new
    assert set(again.uids) == set(taken.uids)
    with pytest.raises(ParseError, match="PDF"):
        door.take(replace(page, body=b"%PDF-1.7"))


def test_warnings_go_through_their_life(door: Door) -> None:
    taken = door.take(Document(body="暴雨蓝色 暴雨黄色".encode()))
    assert (len(taken.uids), taken.new) == (2, True)
    (health,) = door.store.health()
    assert health.due_at == NOW + MINUTE, "when the warning runs out"
    assert door.store.claim(NOW, MINUTE, kinds=(Kind.PUSH,)) is None
    due = door.store.claim(NOW + MINUTE, MINUTE, kinds=(Kind.PUSH,))
    assert due
    watchers = {Kind.PUSH: pushed_watcher(warnings)}
    report = visit(door.store, watchers, due, lambda: NOW + MINUTE)
    assert (report.new, report.error) == (1, "")
    assert door.headlines() == ["暴雨蓝色", "暴雨黄色", "暴雨黄色解除"]


def test_an_item_leaves_the_memory_of_warnings_alone(door: Door) -> None:
    door.take(Document(body="大风".encode()))
    door.take(ITEM)
    visit = door.store.claim(NOW, MINUTE, kinds=(Kind.PUSH,), due_only=False)
    assert visit
    assert visit.bookmark == "大风"
    assert [one.due_at for one in door.store.health()] == [NOW], "and it is found out anew when the next one ends"
