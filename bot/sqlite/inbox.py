"""Updates from the channels in SQLite: stored first, confirmed to the channel after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.model import Incoming
from bot.ports import FLOOD
from bot.sqlite.instants import stamp
from watchers.codec import from_json, to_json

# Who sends a thousand lines waits for them; who sends one does not wait for the thousand.
WAITING = """
SELECT incoming FROM (
    SELECT id, key, incoming, row_number() OVER (PARTITION BY speaker ORDER BY id) AS turn FROM inbox
    WHERE handled_at IS NULL)
WHERE key NOT IN (SELECT value FROM json_each(:but)) ORDER BY turn, id LIMIT :limit"""
CROWD = """
SELECT count(*) AS lines, coalesce(sum(before.error = :flood), 0) AS floods FROM inbox AS this JOIN inbox AS before
    ON before.speaker = this.speaker AND before.id < this.id
    AND before.received_at BETWEEN this.received_at - :span AND this.received_at
WHERE this.key = :key"""


class SqliteInbox:
    """Adapter of the Inbox port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def offset(self, channel: str) -> int:
        rows = self._db.query("SELECT value FROM cursors WHERE name = ?", [f"offset:{channel}"])
        return next((int(row["value"]) for row in rows), 0)

    def store(self, incoming: Sequence[Incoming], now: datetime, channel: str = "", offset: int = 0) -> int:
        fresh = 0
        with self._db.atomic():
            for update in incoming:
                fresh += self._db.execute(
                    "INSERT INTO inbox (key, incoming, received_at) VALUES (?, ?, ?) ON CONFLICT(key) DO NOTHING",
                    [update.key, to_json(update), stamp(now)],
                ).rowcount
            if channel:
                self._db.execute(
                    "INSERT INTO cursors (name, value) VALUES (?, ?) "
                    "ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)",
                    [f"offset:{channel}", offset],
                )
        return fresh

    def waiting(self, limit: int, but: Collection[str] = ()) -> Sequence[Incoming]:
        values = {"limit": limit, "but": to_json(sorted(but))}
        return [from_json(row["incoming"], Incoming) for row in self._db.query(WAITING, values)]

    def crowd(self, incoming: Incoming, span: timedelta) -> tuple[int, bool]:
        values = {"key": incoming.key, "span": span // timedelta(microseconds=1), "flood": FLOOD}
        row = next(self._db.query(CROWD, values))
        return row["lines"], bool(row["floods"])

    def done(self, incoming: Incoming, now: datetime, error: str = "") -> None:
        self._db.execute("UPDATE inbox SET handled_at = ?, error = ? WHERE key = ?", [stamp(now), error, incoming.key])
