"""New databases for tests, without the migrations that make them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.sqlite import migrations as of_chat
from watchers import sqlite
from watchers.sqlite import database as opening


class Tables:
    """A new database is a copy of one that the migrations have made: to run them for each takes 25 ms.

    Where they are themselves the matter, `really_prepared` and `really_migrate` are put back (tests/store).
    """

    def __init__(self, folder: Path) -> None:
        self.really_prepared, self.really_migrate = opening._prepared, sqlite.migrate
        self._news, self._both = (opening.open_database(folder / name) for name in ("news.db", "both.db"))
        self.really_migrate(self._both, of_chat)
        self._new: sqlite3.Connection | None = None

    def prepared(self, db: Database, path: Path) -> Database:
        if not path.exists() or not path.stat().st_size:
            self._news.conn.backup(db.conn)
            self._new = db.conn
        return self.really_prepared(db, path)

    def migrate(self, db: Database, schema: Migrations) -> None:
        if schema is of_chat and db.conn is self._new and not db.conn.total_changes:
            self._both.conn.backup(db.conn)
        self._new = None
        self.really_migrate(db, schema)

    def close(self) -> None:
        self._news.close()
        self._both.close()
