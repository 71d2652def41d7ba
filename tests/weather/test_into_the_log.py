"""From a real server to the real log: a warning's whole life under one uid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from local_site import Site
from local_site import answer as http
from watchers import facts, gazetteer
from watchers.folder import LocalFolder
from watchers.http import Web
from watchers.ingest import Report, visit_due
from watchers.model import Article, Entry, Kind
from watchers.sqlite import SqliteArchive, SqliteNewsStore, open_database
from watchers.warning import Stage
from watchers.weather import warnings_watcher
from weather.written import HOUR, MINUTE, NOW, alarm_id, answer, apart, detail, item, signal, source

PATH = "/rest/findAlarm?pageNo=1&pageSize=300"


@dataclass(slots=True)
class Post:
    """A server, a log, and a clock that the test sets."""

    site: Site
    store: SqliteNewsStore
    archive: SqliteArchive
    web: Web
    now: datetime = NOW

    def visit(self, at: datetime) -> tuple[Report | None, list[Entry]]:
        """What a visit at this time added to the log; no report when nothing was due."""
        self.now, before = at, self.archive.last_id()
        watcher = warnings_watcher(self.web, LocalFolder(), apart, understood, gazetteer.load())
        report = visit_due(self.store, {Kind.WARNINGS: watcher}, lambda: self.now)
        return report, list(self.archive.after(before, 100))


def understood(article: Article) -> Article:
    return facts.understand(article, gazetteer.load())


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    site, database = Site(), open_database(tmp_path / "baoxiao.db")
    store = SqliteNewsStore(database)
    store.enlist([source(site.root + PATH, area="郑州市")], NOW)
    with Web(allowed=frozenset({site.place}), gap=0, robots=False) as web:
        yield Post(site=site, store=store, archive=SqliteArchive(database), web=web)
    site.close()
    database.close()


def test_a_life_under_one_uid(post: Post) -> None:
    yellow, red = item(NOW, colour="黄"), item(NOW + HOUR, colour="红", act="变更发布")
    text = "城区部分路段已有积水，请市民减少外出。"
    post.site.pages[f"/publish/alarm/{alarm_id(NOW)}.html"] = http(200, detail(text))
    post.site.pages[PATH] = http(200, answer([yellow]))
    _, told = post.visit(NOW)
    assert [signal(one.article).stage for one in told] == [Stage.NEW]
    assert told[0].article.body == text
    assert told[0].article.facts.places == ("河南省", "郑州市", "中牟县")
    assert told[0].article.url == f"{post.site.root}/publish/alarm/{alarm_id(NOW)}.html"

    post.site.pages[PATH] = http(200, answer([red]))
    _, raised = post.visit(NOW + HOUR)
    assert [(one.uid, one.version) for one in raised] == [(told[0].uid, 2)]
    assert signal(raised[0].article).stage is Stage.RAISED

    post.site.pages[PATH] = http(502)
    report, nothing = post.visit(NOW + 2 * HOUR)
    assert report
    assert report.error
    assert nothing == []

    post.site.pages[PATH] = http(200, answer([]))
    assert post.visit(NOW + 4 * HOUR)[1] == []
    _, lifted = post.visit(NOW + 5 * HOUR)
    assert [(one.uid, one.version) for one in lifted] == [(told[0].uid, 3)]
    assert signal(lifted[0].article).listed


def test_it_runs_out_in_time_though_the_server_has_been_away_for_hours(post: Post) -> None:
    issued = NOW - timedelta(minutes=23)
    post.site.pages[PATH] = http(200, answer([item(issued)]))
    _, told = post.visit(NOW)
    post.site.pages[PATH] = http(503)
    at, ended = NOW, list[Entry]()
    while not ended and at < NOW + 26 * HOUR:
        at += MINUTE
        ended = post.visit(at)[1]
    assert [(one.uid, signal(one.article).stage) for one in ended] == [(told[0].uid, Stage.EXPIRED)]
    assert issued + 24 * HOUR <= at <= issued + 24 * HOUR + timedelta(minutes=2)
    assert len(post.site.asked) < 40
