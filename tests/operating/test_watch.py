"""The watchdog over many sources: a few at a time, and all when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.health import AT_ONCE, FRESH, Watch
from contracts.samples import MINUTE, NOW, source
from house import Clock
from watchers.model import SourceHealth
from watchers.sqlite import SqliteNewsStore, open_database
from watchers.watchdog import Condition

NAMES = [f"来源{n:02}" for n in range(2 * AT_ONCE + 3)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteNewsStore]:
    database = open_database(tmp_path / "baoxiao.db")
    store = SqliteNewsStore(database)
    store.enlist([source(name) for name in NAMES], NOW)
    yield store
    database.close()


def test_each_look_takes_those_that_waited_longest(store: SqliteNewsStore) -> None:
    clock = Clock(NOW)
    watch, seen = Watch(store, clock), list[str]()
    for _ in range(3):
        judged = watch.look()
        assert len(judged) == AT_ONCE
        seen += [one.health.source.name for one in judged]
        clock.set(clock() + timedelta(seconds=5))
    assert set(seen) == set(NAMES)
    assert seen[: len(NAMES)] == NAMES


def test_whoever_asks_hears_of_all_and_of_none_too_late(store: SqliteNewsStore) -> None:
    clock = Clock(NOW)
    watch = Watch(store, clock)
    watch.look()
    assert [one.health.source.name for one in watch.all()] == NAMES
    for minute in (1, 2):
        visit = store.claim(NOW + minute * MINUTE, MINUTE, names=(NAMES[-1],), due_only=False)
        assert visit
        store.settle(visit, NOW, NOW + minute * MINUTE, "连不上。")
    clock.set(NOW + FRESH - timedelta(seconds=1))
    assert watch.all()[-1].verdict.condition is Condition.WELL, "as it was judged a while ago"
    clock.set(NOW + FRESH)
    assert watch.all()[-1].verdict.condition is Condition.FAILING


def test_a_source_that_is_gone_is_forgotten_and_a_clock_set_back_is_no_freshness(store: SqliteNewsStore) -> None:
    clock = Clock(NOW + timedelta(days=3650))
    watch = Watch(store, clock)
    assert len(watch.all()) == len(NAMES)
    store.enlist([source(NAMES[0])], NOW)
    clock.set(NOW)
    (left,) = watch.all()
    assert (left.health.source.name, left.at) == (NAMES[0], NOW)
    assert isinstance(left.health, SourceHealth)
