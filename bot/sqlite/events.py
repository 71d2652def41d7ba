"""What operators are to hear, in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from bot.ledger import Concern, Event
from bot.sqlite.instants import instant, stamp
from watchers.codec import from_json, to_json

# Dead letters of which nothing was written yet. Those of notices themselves are left out: an operator who cannot be
# reached would cause the next notice for ever.
BURIED = """
SELECT id, attempts, address, error FROM deliveries WHERE state = 'dead' AND lane <> :notice
    AND NOT EXISTS (SELECT 1 FROM events WHERE key = 'dead:' || deliveries.id || ':' || deliveries.attempts)
ORDER BY id LIMIT 200"""


class SqliteEvents:
    """Adapter of the Events port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, events: Sequence[Event]) -> None:
        with self._db.atomic():
            for event in events:
                self._db.execute(
                    """INSERT INTO events (concern, subject, key, text, fills, at) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT(key) DO NOTHING""",
                    [
                        event.concern.value,
                        event.subject,
                        event.key,
                        event.text,
                        to_json(event.values),
                        stamp(event.at),
                    ],
                )

    def untold(self) -> Sequence[Event]:
        return [_event(row) for row in self._db.query("SELECT * FROM events WHERE told_at IS NULL ORDER BY id")]

    def tell(self, events: Sequence[Event], now: datetime) -> None:
        with self._db.atomic():
            for event in events:
                self._db.execute("UPDATE events SET told_at = ? WHERE id = ?", [stamp(now), event.id])

    def told_within(self, span: timedelta, now: datetime) -> Sequence[Concern]:
        rows = self._db.query(
            "SELECT DISTINCT concern, told_at FROM events WHERE told_at > ? AND told_at <= ?",
            [stamp(now - span), stamp(now)],
        )
        return [Concern(row["concern"]) for row in rows]

    def latest(self, concern: Concern, subject: str) -> Event | None:
        rows = self._db.query(
            "SELECT * FROM events WHERE concern = ? AND subject = ? ORDER BY id DESC LIMIT 1", [concern.value, subject]
        )
        return next((_event(row) for row in rows), None)

    def buried(self, notice_lane: int, now: datetime) -> Sequence[Event]:
        return [
            Event(
                concern=Concern.DEAD,
                key=f"dead:{row['id']}:{row['attempts']}",
                text="notice.dead",
                at=now,
                subject=str(row["id"]),
                values=(("number", str(row["id"])), ("address", row["address"]), ("error", row["error"])),
            )
            for row in self._db.query(BURIED, {"notice": notice_lane})
        ]


def _event(row: Any) -> Event:  # Any: a row of the database
    return Event(
        id=row["id"],
        concern=Concern(row["concern"]),
        subject=row["subject"],
        key=row["key"],
        text=row["text"],
        values=from_json(row["fills"], tuple[tuple[str, str], ...]),
        at=instant(row["at"]),
    )
