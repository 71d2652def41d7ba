"""A source that asks for time gets it: its next visit moves, and nothing is held against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from contracts.samples import ISSUE, MINUTE, NOW, article, source
from watchers.errors import FetchError, LaterError, MissingError
from watchers.ingest import Report, visit_now
from watchers.model import Harvest, Kind, Source, SourceHealth
from watchers.sqlite import SqliteNewsStore, open_database


class Served:
    """One source, visited every five minutes, whose watcher does what `then` says after its harvests."""

    def __init__(self, store: SqliteNewsStore) -> None:
        self.store, self.then, self.harvests = store, None, 0
        store.enlist([source()], NOW)

    then: Exception | None
    harvests: int

    def watch(self, source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        for number in range(self.harvests):
            yield Harvest(bookmark=str(number), issue=ISSUE, articles=(article(f"第{number}篇"),), remaining=9)
        if self.then:
            raise self.then

    def visit(self, then: Exception | None, harvests: int = 0, now: datetime = NOW) -> Report:
        self.then, self.harvests = then, harvests
        report = visit_now(self.store, {Kind.FOLDER: self.watch}, "晨光", lambda: now)
        assert report
        return report

    @property
    def health(self) -> SourceHealth:
        return self.store.health()[0]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    database = open_database(tmp_path / "baoxiao.db")
    yield Served(SqliteNewsStore(database))
    database.close()


def test_the_visit_moves_and_is_no_failure(served: Served) -> None:
    report = served.visit(LaterError("一小时后再来。", timedelta(hours=1)))
    assert (report.error, report.later) == ("一小时后再来。", timedelta(hours=1))
    assert (served.health.due_at, served.health.failures, served.health.last_error) == (NOW + 60 * MINUTE, 0, "")
    assert served.health.last_good_at is None, "nor was it a good visit"
    assert served.store.claim(NOW + 59 * MINUTE, MINUTE) is None
    assert served.store.claim(NOW + 60 * MINUTE, MINUTE)


def test_who_brought_nothing_comes_no_sooner_than_usual(served: Served) -> None:
    served.visit(LaterError("一秒后再来。", timedelta(seconds=1)))
    assert served.health.due_at == NOW + 5 * MINUTE


def test_who_was_in_the_middle_goes_on_when_it_may(served: Served) -> None:
    report = served.visit(LaterError("二十秒后接着来。", timedelta(seconds=20)), harvests=2)
    assert report.issues == 2
    assert served.health.due_at == NOW + timedelta(seconds=20)
    visit = served.store.claim(NOW + timedelta(seconds=20), MINUTE)
    assert visit
    assert visit.bookmark == "1"


def test_failures_before_it_still_count_after_it(served: Served) -> None:
    for _ in range(2):
        served.visit(FetchError("连不上。"))
    served.visit(LaterError("等等。", timedelta(seconds=1)))
    assert (served.health.failures, served.health.last_error) == (2, "连不上。")
    served.visit(FetchError("连不上。"))
    assert (served.health.failures, served.health.due_at) == (3, NOW + 40 * MINUTE)


def test_failures_in_a_row_put_off_twice_as_long_up_to_an_hour(served: Served) -> None:
    waits = []
    for wrong in [FetchError("一"), MissingError("二"), FetchError("三"), FetchError("四"), FetchError("五"), None]:
        served.visit(wrong)
        waits.append((served.health.due_at - NOW) // MINUTE)
    assert waits == [10, 20, 40, 60, 60, 5]
    assert served.health.failures == 0
