"""Sources that a command took in: kept beside the configured ones, and given up; and who claims which kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from contracts.samples import MINUTE, NOW, article, first, put, source
from watchers.model import Harvest, Kind
from watchers.sqlite import SqliteNewsStore, open_database

FEED = replace(source("街坊", "https://example.cn/feed"), kind=Kind.FEED)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_database(tmp_path / "baoxiao.db")
    yield db
    db.close()


@pytest.fixture
def store(db: Database) -> SqliteNewsStore:
    return SqliteNewsStore(db)


def names(store: SqliteNewsStore) -> dict[str, bool]:
    return {one.source.name: one.adopted for one in store.health()}


def test_the_configuration_does_not_retire_what_was_taken_in(store: SqliteNewsStore) -> None:
    store.enlist([source()], NOW)
    assert store.adopt(FEED, NOW)
    store.enlist([source("另一家")], NOW)
    assert names(store) == {"另一家": False, "街坊": True}
    visit = store.claim(NOW, MINUTE, names=("街坊",))
    assert visit
    assert visit.source == FEED


def test_a_configured_source_of_that_name_wins(store: SqliteNewsStore) -> None:
    store.enlist([source()], NOW)
    assert not store.adopt(replace(FEED, name="晨光"), NOW)
    store.adopt(FEED, NOW)
    ours = source("街坊")
    store.enlist([ours], NOW)
    assert names(store) == {"街坊": False}
    assert [one.source for one in store.health()] == [ours]
    assert not store.dismiss("街坊"), "it is the configuration's now"
    store.enlist([], NOW)
    assert names(store) == {}


def test_given_up_and_taken_in_again(store: SqliteNewsStore) -> None:
    store.adopt(FEED, NOW)
    put(store, first(article()), name="街坊")
    assert store.dismiss("街坊")
    assert not store.dismiss("街坊")
    assert names(store) == {}
    assert store.claim(NOW + timedelta(days=1), MINUTE, due_only=False) is None
    assert store.adopt(FEED, NOW)
    visit = store.claim(NOW, MINUTE)
    assert visit
    assert visit.bookmark == "b", "it goes on where it was"
    store.save(visit, Harvest(bookmark="c"), (), NOW)
    store.settle(visit, NOW + MINUTE, NOW)
    assert store.adopt(replace(FEED, location="https://example.cn/other"), NOW)
    moved = store.claim(NOW, MINUTE)
    assert moved
    assert moved.bookmark == "", "another address is another thing"


def test_each_thread_claims_its_own_kinds(store: SqliteNewsStore) -> None:
    store.enlist([source(), replace(FEED, name="早报")], NOW)
    store.adopt(replace(FEED, name="推送", kind=Kind.PUSH, location=""), NOW - MINUTE)
    web = store.claim(NOW, MINUTE, kinds=(Kind.FEED, Kind.EPAPER))
    assert web
    assert web.source.name == "早报"
    assert store.claim(NOW, MINUTE, kinds=(Kind.FEED,)) is None
    both = [visit.source.name for visit in (store.claim(NOW, MINUTE), store.claim(NOW, MINUTE)) if visit]
    assert both == ["晨光"], "what is pushed is not looked for, unless somebody asks for it"
    assert store.claim(NOW, MINUTE, kinds=(Kind.PUSH,))
