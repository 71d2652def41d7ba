"""Whose morning has come, of what they were told, and of what they were reminded, in SQLite."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.model import Address, Lane, Subscriber
from bot.sqlite.instants import instant, stamp
from bot.sqlite.subscriptions import read_subscriber
from watchers.codec import to_json

# A morning is planned a day ahead; one that is further off was planned by a clock that has been set back.
AHEAD = timedelta(days=2)
DUE = """
SELECT * FROM subscribers WHERE paused = 0 AND remind <> '' AND coalesce(next_digest_at, :ahead) > :now
    AND (remind_at IS NULL OR remind_at <= :now OR remind_at > :ahead) ORDER BY remind_at LIMIT :limit"""

# Articles that were really told: not of a subscription that was silent, muted or ended, nor waiting for a digest yet.
TOLD = """
SELECT matches.uid, min(found_at) AS at FROM subscriptions
    JOIN subscribers ON subscribers.address = subscriptions.address
    JOIN json_each(:uids) AS wanted
    JOIN matches ON matches.subscription_id = subscriptions.id AND matches.uid = wanted.value
WHERE subscriptions.address = :address AND ended_at IS NULL AND coalesce(muted_until, 0) <= :now AND NOT passed_over
    AND json_extract(finding, '$.strength') = 'strong' AND (matches.id <= digested OR mode = 'alert')
GROUP BY matches.uid"""


class SqliteReminders:
    """Adapter of the Reminders port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def due(self, now: datetime, limit: int) -> Sequence[Subscriber]:
        moments = {"now": stamp(now), "ahead": stamp(now + AHEAD)}
        return [read_subscriber(row) for row in self._db.query(DUE, {**moments, "limit": limit})]

    def told(self, address: Address, uids: Collection[str], now: datetime) -> Mapping[str, datetime]:
        values = {"address": str(address), "uids": to_json(sorted(uids)), "now": stamp(now)}
        return {row["uid"]: instant(row["at"]) for row in self._db.query(TOLD, values)} if uids else {}

    def reminded(self, address: Address) -> frozenset[str]:
        """The address stands in the key, too, as it was then: a chat that moved has been reminded all the same."""
        rows = self._db.query(
            "SELECT key FROM deliveries WHERE address = ? AND lane = ?", [str(address), int(Lane.REMINDER)]
        )
        return frozenset(":".join(row["key"].rsplit(":", 3)[1:]) for row in rows)
