"""What conversations remember, in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.model import Address
from bot.ports import Shown
from bot.sqlite.instants import stamp
from watchers.codec import from_json, to_json


class SqliteMemory:
    """Adapter of the Memory port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def show(self, address: Address, title: str, items: Sequence[Shown]) -> None:
        self._db.execute(
            "INSERT INTO shown (address, title, items) VALUES (?, ?, ?) "
            "ON CONFLICT(address) DO UPDATE SET title = excluded.title, items = excluded.items",
            [str(address), title, to_json(tuple(items))],
        )

    def shown(self, address: Address) -> tuple[str, Sequence[Shown]]:
        rows = self._db.query("SELECT title, items FROM shown WHERE address = ?", [str(address)])
        return next(((row["title"], from_json(row["items"], tuple[Shown, ...])) for row in rows), ("", ()))

    def offer(self, address: Address, text: str, now: datetime) -> int:
        rows = self._db.query(
            "INSERT INTO offers (address, text, made_at) VALUES (?, ?, ?) RETURNING id",
            [str(address), text, stamp(now)],
        )
        return int(next(iter(list(rows)))["id"])

    def offered(self, address: Address, offer_id: int) -> str | None:
        rows = self._db.query("SELECT text FROM offers WHERE id = ? AND address = ?", [offer_id, str(address)])
        return next((str(row["text"]) for row in rows), None)

    def expect(self, address: Address, command: str) -> None:
        self._db.execute(
            "INSERT INTO expected (address, command) VALUES (?, ?) "
            "ON CONFLICT(address) DO UPDATE SET command = excluded.command",
            [str(address), command],
        )

    def expected(self, address: Address) -> str:
        rows = self._db.query("SELECT command FROM expected WHERE address = ?", [str(address)])
        return next((str(row["command"]) for row in rows), "")
