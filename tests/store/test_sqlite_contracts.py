"""The SQLite adapter keeps the contracts of both ports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from contracts.archive import ArchiveContract, Fill
from contracts.news_store import NewsStoreContract
from contracts.samples import NOW, put, source
from watchers.model import Revision
from watchers.sqlite import SqliteArchive, SqliteNewsStore, open_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_database(tmp_path / "baoxiao.db")
    yield db
    db.close()


class TestSqliteNewsStore(NewsStoreContract):
    @pytest.fixture
    def store(self, db: Database) -> SqliteNewsStore:
        return SqliteNewsStore(db)


class TestSqliteArchive(ArchiveContract):
    @pytest.fixture
    def archive(self, db: Database) -> SqliteArchive:
        return SqliteArchive(db)

    @pytest.fixture
    def fill(self, db: Database) -> Fill:
        store = SqliteNewsStore(db)
        store.enlist([source()], NOW)

        def append(revisions: Sequence[Revision], now: datetime) -> tuple[int, ...]:
            return put(store, revisions, now)

        return append
