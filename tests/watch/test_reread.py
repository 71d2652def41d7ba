"""Kept pages are read again by a better reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from contracts.samples import DAY, ISSUE, MINUTE, NOW, source
from epaper import serving
from epaper.papers import SYSTEMS, paper
from epaper.serving import FakeWeb
from watchers.epaper import epaper_watcher
from watchers.errors import LayoutError, MissingError
from watchers.ingest import keep, visit_now
from watchers.model import Article, Harvest, Kind, Raw, Source
from watchers.ports import Fetch, Watcher
from watchers.reread import kept_fetch, reread
from watchers.sqlite import SqliteArchive, SqliteNewsStore, open_database

PAGES = {f"http://paper/{n}": f"第{n}条\n正文{n}。".encode() for n in range(1, 4)}


def watcher(fetch: Fetch, better: bool) -> Watcher:
    """Reads the pages that are there; the `better` one reads their bodies, too, and stops at an ugly one."""

    def watch(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        for url in PAGES:
            try:
                page = fetch(url)
            except MissingError:
                continue
            title, _, body = page.body.decode().partition("\n")
            if better and "丑" in title:
                raise LayoutError("这一页认不出来。")
            article = Article(paper=ISSUE.paper, day=DAY, headline=title, body=body if better else "", key=url, url=url)
            raw = Raw(url=url, body=page.body, content_type=page.content_type)
            yield Harvest(bookmark=f"到{url}", issue=ISSUE, articles=(article,), raw=(raw,), notes=("原来的话",))

    return watch


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteNewsStore]:
    database = open_database(tmp_path / "baoxiao.db")
    store = SqliteNewsStore(database)
    store.enlist([source()], NOW)
    pages = {Raw(url=url, body=body) for url, body in PAGES.items()}
    visit = store.claim(NOW, MINUTE)
    assert visit
    store.save(visit, Harvest(bookmark="", raw=tuple(sorted(pages, key=lambda page: page.url))), (), NOW)
    store.settle(visit, NOW, NOW)
    first = watcher(kept_fetch(store, "晨光", NOW), better=False)
    assert visit_now(store, {Kind.FOLDER: first}, "晨光", lambda: NOW)
    yield store
    database.close()


def again(store: SqliteNewsStore, since: datetime = NOW) -> list[int]:
    claimed = store.claim(NOW + MINUTE, MINUTE, due_only=False)
    assert claimed
    added: list[int] = []
    better = watcher(kept_fetch(store, "晨光", since), better=True)
    reread(store, better, claimed, lambda: NOW + MINUTE, lambda harvest, lines: added.extend(e.version for e in lines))
    return added


def test_what_is_read_differently_is_a_new_version(store: SqliteNewsStore) -> None:
    assert again(store) == [2, 2, 2]
    assert [entry.article.body for entry in SqliteArchive(store._db).after(3, 9)] == ["正文1。", "正文2。", "正文3。"]
    assert again(store) == []


def test_the_source_goes_on_where_it_was(store: SqliteNewsStore) -> None:
    again(store)
    visit = store.claim(NOW + MINUTE, MINUTE)
    assert visit
    assert (visit.bookmark, visit.notes, visit.failures) == ("到http://paper/3", ("原来的话",), 0)
    assert store.kept("晨光", NOW + timedelta(seconds=1)) == (), "and its pages are as old as they are"


def test_pages_from_before_are_missing(store: SqliteNewsStore) -> None:
    assert again(store, since=NOW + MINUTE) == []
    with pytest.raises(MissingError):
        kept_fetch(store, "晨光", NOW)("http://elsewhere/")


def test_a_page_that_still_cannot_be_read_is_told(store: SqliteNewsStore) -> None:
    visit = store.claim(NOW, MINUTE, due_only=False)
    assert visit
    ugly = Raw(url="http://paper/2", body="丑\n".encode())
    store.save(visit, Harvest(bookmark=visit.bookmark, raw=(ugly,)), (), NOW)
    store.settle(visit, NOW, NOW)
    with pytest.raises(LayoutError):
        again(store)
    assert SqliteArchive(store._db).last_id() == 4
    assert store.claim(NOW + MINUTE, MINUTE), "nobody holds it"


def test_an_epaper_is_read_again_without_its_site(tmp_path: Path) -> None:
    site = FakeWeb({**SYSTEMS["F1 A"].files(paper(DAY))})
    paper_source = serving.source(SYSTEMS["F1 A"].front(DAY))
    database = open_database(tmp_path / "baoxiao.db")
    store = SqliteNewsStore(database)
    store.enlist([paper_source], serving.NOON)
    of_web = epaper_watcher(site, serving.apart, lambda article: article)
    while (report := visit_now(store, {Kind.EPAPER: of_web}, paper_source.name, lambda: serving.NOON)) and (
        report.unfinished or report.new
    ):
        assert report.error == ""
    claimed = store.claim(serving.NOON, MINUTE, due_only=False)
    assert claimed
    read = [entry for entry in SqliteArchive(database).after(0, 99) if not entry.replaced]
    assert len(read) >= 5
    poor = tuple(replace(entry.article, body="没有读全。") for entry in read)
    keep(store, claimed, Harvest(bookmark=claimed.bookmark, articles=poor), serving.NOON)
    asked = len(site.asked)

    versions: list[int] = []
    kept = epaper_watcher(kept_fetch(store, paper_source.name, serving.NOON), serving.apart, lambda article: article)
    reread(store, kept, claimed, lambda: serving.NOON, lambda _, lines: versions.extend(e.version for e in lines))
    assert versions == [3] * len(read)
    now = [entry for entry in SqliteArchive(database).after(0, 99) if not entry.replaced]
    assert {entry.article for entry in now} == {entry.article for entry in read}
    assert len(site.asked) == asked
    database.close()
