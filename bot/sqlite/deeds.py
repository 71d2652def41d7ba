"""What people did and may take back, in SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.model import Act, Address, Before, Deed
from bot.sqlite.instants import instant, instant_or_none, stamp
from watchers.codec import from_json, to_json

NOTHING = "{}"
Row = Mapping[str, Any]  # Any: a row of the database


class SqliteDeeds:
    """Adapter of the Deeds port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, address: Address, act: Act, about: str, before: Before, now: datetime) -> int:
        rows = self._db.query(
            "INSERT INTO deeds (address, act, about, before, at) VALUES (?, ?, ?, ?, ?) RETURNING id",
            [str(address), act.value, about, to_json(before), stamp(now)],
        )
        return int(next(iter(list(rows)))["id"])

    def deed(self, address: Address, deed_id: int) -> Deed | None:
        rows = self._db.query("SELECT * FROM deeds WHERE id = ? AND address = ?", [deed_id, str(address)])
        return next((_deed(row) for row in rows), None)

    def recent(self, address: Address, since: datetime, limit: int) -> Sequence[Deed]:
        rows = self._db.query(
            "SELECT * FROM deeds WHERE address = ? AND at >= ? AND undone_at IS NULL ORDER BY id DESC LIMIT ?",
            [str(address), stamp(since), limit],
        )
        return [_deed(row) for row in rows]

    def regretted(self, address: Address) -> int:
        sql = "SELECT max(id) AS id FROM deeds WHERE address = ? AND undone_at IS NOT NULL"
        return next(int(row["id"] or 0) for row in self._db.query(sql, [str(address)]))

    def undone(self, deed_id: int, now: datetime) -> None:
        self._db.execute("UPDATE deeds SET undone_at = ? WHERE id = ?", [stamp(now), deed_id])

    def fade(self, since: datetime) -> None:
        old = f"at < ? AND (before <> '{NOTHING}' OR about <> '')"
        # Looked at every minute, and mostly nothing is there: reading takes no lock of those who write.
        if next(iter(self._db.query(f"SELECT 1 FROM deeds WHERE {old} LIMIT 1", [stamp(since)])), None):
            self._db.execute(f"UPDATE deeds SET before = '{NOTHING}', about = '' WHERE {old}", [stamp(since)])


def _deed(row: Row) -> Deed:
    return Deed(
        id=row["id"],
        address=Address.parse(row["address"]),
        act=Act(row["act"]),
        about=row["about"],
        before=from_json(row["before"], Before),
        at=instant(row["at"]),
        undone_at=instant_or_none(row["undone_at"]),
    )
