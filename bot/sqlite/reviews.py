"""Who looks back on the week, and when, in SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.model import Address
from bot.reviews import Review
from bot.sqlite.instants import instant_or_none, stamp, stamp_or_none
from bot.times import SET_BACK, Slot, Timetable

Row = Mapping[str, Any]  # Any: a row of the database

KEEP = """
INSERT INTO reviews (address, timetable, next_at, planned_at, served) VALUES (?, ?, ?, ?, ?)
ON CONFLICT(address) DO UPDATE SET timetable = excluded.timetable, next_at = excluded.next_at,
    planned_at = excluded.planned_at, served = excluded.served"""
DUE = """
SELECT reviews.* FROM reviews JOIN subscribers ON subscribers.address = reviews.address
WHERE paused = 0 AND (next_at <= :now OR reviews.planned_at > :ahead) ORDER BY next_at LIMIT :limit"""


class SqliteReviews:
    """Adapter of the Reviews port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def review(self, address: Address) -> Review | None:
        rows = self._db.query("SELECT * FROM reviews WHERE address = ?", [str(address)])
        return next((_review(row) for row in rows), None)

    def keep(self, review: Review) -> None:
        self._db.execute(
            KEEP,
            [
                str(review.address),
                str(review.timetable),
                stamp_or_none(review.next_at),
                stamp_or_none(review.planned_at),
                review.served and str(review.served),
            ],
        )

    def end(self, address: Address) -> None:
        self._db.execute("DELETE FROM reviews WHERE address = ?", [str(address)])

    def due(self, now: datetime, limit: int) -> Sequence[Review]:
        values = {"now": stamp(now), "ahead": stamp(now + SET_BACK), "limit": limit}
        return [_review(row) for row in self._db.query(DUE, values)]


def _review(row: Row) -> Review:
    return Review(
        address=Address.parse(row["address"]),
        timetable=Timetable.parse(row["timetable"]),
        next_at=instant_or_none(row["next_at"]),
        planned_at=instant_or_none(row["planned_at"]),
        served=row["served"] and Slot.parse(row["served"]),
    )
