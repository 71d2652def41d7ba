"""What people put aside, in SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.model import Address, Favourite
from bot.sqlite.instants import instant, stamp

Row = Mapping[str, Any]  # Any: a row of the database


class SqliteFavourites:
    """Adapter of the Favourites port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, address: Address, uid: str, title: str, now: datetime) -> bool:
        sql = (
            "INSERT INTO favourites (address, uid, title, at) VALUES (?, ?, ?, ?) ON CONFLICT(address, uid) DO NOTHING"
        )
        return bool(self._db.execute(sql, [str(address), uid, title, stamp(now)]).rowcount)

    def drop(self, address: Address, uid: str) -> bool:
        sql = "DELETE FROM favourites WHERE address = ? AND uid = ?"
        return bool(self._db.execute(sql, [str(address), uid]).rowcount)

    def of(self, address: Address, limit: int, skip: int = 0) -> Sequence[Favourite]:
        sql = "SELECT * FROM favourites WHERE address = ? ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"
        rows = self._db.query(sql, [str(address), limit, skip])
        return [_favourite(row) for row in rows]

    def counted(self, address: Address) -> int:
        rows = self._db.query("SELECT count(*) AS n FROM favourites WHERE address = ?", [str(address)])
        return next(int(row["n"]) for row in rows)

    def one(self, address: Address, uid: str) -> Favourite | None:
        rows = self._db.query("SELECT * FROM favourites WHERE address = ? AND uid = ?", [str(address), uid])
        return next((_favourite(row) for row in rows), None)


def _favourite(row: Row) -> Favourite:
    return Favourite(
        id=row["id"],
        address=Address.parse(row["address"]),
        uid=row["uid"],
        title=row["title"],
        at=instant(row["at"]),
    )
