"""What chats opened and silenced, in SQLite."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from bot.model import Address
from bot.openings import LASTS, MOST, About, Habits, Sign, faded
from bot.sqlite.instants import instant, stamp


class SqliteOpenings:
    """Adapter of the Openings port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(self, address: Address, signs: Collection[Sign], weight: float, now: datetime) -> None:
        known = self.of(address, now) if signs else {}
        for about, what in signs:
            self._db.execute(
                "INSERT OR REPLACE INTO openings (address, about, what, weight, at) VALUES (?, ?, ?, ?, ?)",
                [str(address), about.value, what, known.get((about, what), 0.0) + weight, stamp(now)],
            )
        self._db.execute(
            """DELETE FROM openings WHERE address = :address AND (at < :old OR at < (SELECT at FROM openings
                WHERE address = :address ORDER BY at DESC LIMIT 1 OFFSET :most))""",
            {"address": str(address), "old": stamp(now - LASTS), "most": MOST},
        )

    def of(self, address: Address, now: datetime) -> Habits:
        rows = self._db.query(
            "SELECT about, what, weight, at FROM openings WHERE address = ? AND at > ?",
            [str(address), stamp(now - LASTS)],
        )
        return {(About(row["about"]), row["what"]): faded(row["weight"], instant(row["at"]), now) for row in rows}
