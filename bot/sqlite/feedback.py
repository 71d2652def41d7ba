"""Who gave which feedback, in SQLite; what they said is in the message to the operator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.model import Address
from bot.sqlite.instants import instant, stamp


class SqliteFeedback:
    """Adapter of the Feedback port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, address: Address, person: Address | None, now: datetime) -> int:
        sql = "INSERT INTO feedback (address, person, at) VALUES (?, ?, ?) RETURNING id"
        values = [str(address), str(person or ""), stamp(now)]
        return int(next(iter(list(self._db.query(sql, values))))["id"])

    def since(self, address: Address, at: datetime) -> Sequence[datetime]:
        sql = "SELECT at FROM feedback WHERE address = ? AND at > ? ORDER BY id"
        return [instant(row["at"]) for row in self._db.query(sql, [str(address), stamp(at)])]

    def writer(self, number: int) -> Address | None:
        rows = self._db.query("SELECT address FROM feedback WHERE id = ?", [number])
        return next((Address.parse(row["address"]) for row in rows), None)
