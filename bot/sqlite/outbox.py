"""Deliveries in SQLite: claim → send → settle, by rows affected; with the matches that cause them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from bot.model import Address, Delivery, Lane, Live, Match, Message, State
from bot.sqlite import live, matches, moving, queue
from bot.sqlite.instants import instant, instant_or_none, stamp, stamp_or_none
from watchers.codec import from_json, to_json

Row = Mapping[str, Any]  # Any: a row of the database

# One that was withdrawn because it was over is due again when it goes on after all.
ADD = """
INSERT INTO deliveries (key, address, lane, message, state, due_at, until, about, entry_id, refers)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET message = excluded.message, state = excluded.state,
    due_at = excluded.due_at, until = excluded.until, entry_id = excluded.entry_id
WHERE deliveries.state = 'withdrawn' AND excluded.entry_id > deliveries.entry_id"""

# What stands in the chat under this name; what only changes it bears the same name.
NAMED = f"""
SELECT * FROM deliveries WHERE message_id = :name AND message_id <> '' AND chat = :chat
    AND NOT (refers <> 0 AND lane IN ({int(Lane.REPLY)}, {int(Lane.CHANGE)})) ORDER BY id DESC LIMIT 1"""
NEWEST = f"""
SELECT * FROM deliveries WHERE address = :address AND message_id <> ''
    AND NOT (refers <> 0 AND lane IN ({int(Lane.REPLY)}, {int(Lane.CHANGE)})) ORDER BY id DESC LIMIT :limit"""
# Rows without words stand for articles told in another row.
RUNG = """
SELECT count(*) AS n FROM deliveries WHERE address = :address AND lane = :lane AND due_at >= :since
    AND state NOT IN ('dead', 'withdrawn') AND json_extract(message, '$.body.text') <> ''"""

# Keys end with the story; what stands before it may bear an earlier name of the address.
ALERTED_BY = """
SELECT message FROM deliveries WHERE address = :address AND lane = :lane AND state NOT IN ('dead', 'withdrawn')
    AND EXISTS (SELECT 1 FROM json_each(:stories) WHERE substr(deliveries.key, -length(value) - 1) = ':' || value)
ORDER BY id"""


class SqliteOutbox:
    """Adapter of the Outbox port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def cursor(self) -> int:
        rows = self._db.query("SELECT value FROM cursors WHERE name = 'matched'")
        return next((int(row["value"]) for row in rows), 0)

    def record(self, cursor: int, found: Sequence[Match], deliveries: Sequence[Delivery]) -> None:
        with self._db.atomic():
            self._db.execute(
                "INSERT INTO cursors (name, value) VALUES ('matched', ?) "
                "ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)",
                [cursor],
            )
            matches.keep(self._db, found)
            self.add(deliveries)

    def add(self, deliveries: Sequence[Delivery]) -> None:
        with self._db.atomic():
            for delivery in deliveries:
                self._db.execute(
                    ADD,
                    [
                        delivery.key,
                        str(delivery.address),
                        int(delivery.lane),
                        to_json(delivery.message),
                        delivery.state.value,
                        stamp(delivery.due_at),
                        stamp_or_none(delivery.until),
                        delivery.about,
                        delivery.entry_id,
                        delivery.refers,
                    ],
                )
            live.supersede(self._db, {delivery.refers for delivery in deliveries if delivery.refers})

    def delivered(self, chat: Address, message_id: str) -> Delivery | None:
        rows = self._db.query(NAMED, {"chat": str(chat), "name": message_id})
        return next((_delivery(row) for row in rows), None)

    def newest(self, address: Address, limit: int) -> Sequence[Delivery]:
        return [_delivery(row) for row in self._db.query(NEWEST, {"address": str(address), "limit": limit})]

    def rung(self, address: Address, since: datetime) -> int:
        rows = self._db.query(RUNG, {"address": str(address), "since": stamp(since), "lane": int(Lane.ALERT)})
        return next(int(row["n"]) for row in rows)

    def lives(self, uid: str) -> Sequence[Live]:
        return live.lives(self._db, uid)

    def lives_of(self, address: Address) -> Sequence[Live]:
        return live.lives_of(self._db, address)

    def met(self, address: Address, uids: Collection[str]) -> Mapping[str, tuple[int, ...]]:
        return live.met(self._db, address, uids)

    def claim(
        self,
        now: datetime,
        lease: timedelta,
        limit: int,
        channels: Collection[str],
        resting: Mapping[Address, datetime] | None = None,
    ) -> Sequence[Delivery]:
        with self._db.atomic():
            queue.lapse(self._db, now, lease, resting or ())
            live.withdraw_over(self._db, now)
            rows = list(queue.claimed(self._db, now, lease, limit, channels, resting or ()))
            claimed = [self._delivery(row) for row in rows]
        return sorted(claimed, key=lambda d: (d.lane, d.due_at, d.id))

    def _delivery(self, row: Row) -> Delivery:
        return replace(_delivery(row), target=live.target(self._db, row["refers"]))

    def next_ready(
        self, now: datetime, channels: Collection[str], resting: Mapping[Address, datetime]
    ) -> datetime | None:
        return queue.next_ready(self._db, now, channels, resting)

    def calls_since(self, since: datetime) -> Sequence[tuple[Address, datetime]]:
        rows = self._db.query("SELECT address, begun_at FROM deliveries WHERE begun_at >= ?", [stamp(since)])
        return [(Address.parse(row["address"]), instant(row["begun_at"])) for row in rows]

    def hold(self, chat: Address, now: datetime, until: datetime) -> None:
        with self._db.atomic():
            self._db.execute("DELETE FROM holds WHERE until <= ? OR since > ?", [stamp(now), stamp(now)])
            self._db.execute(
                "INSERT INTO holds (chat, since, until) VALUES (?, ?, ?) "
                "ON CONFLICT(chat) DO UPDATE SET until = max(until, excluded.until)",
                [str(chat), stamp(now), stamp(until)],
            )

    def settle(self, delivery: Delivery, now: datetime, message_id: str = "") -> None:
        self._db.execute(
            """UPDATE deliveries SET state = ?, due_at = ?, attempts = ?, doubts = ?, message = ?, lease_until = NULL,
                message_id = ?, settled_at = ? WHERE id = ? AND state = 'sending' AND attempts = ?""",
            [
                delivery.state.value,
                stamp(delivery.due_at),
                delivery.attempts,
                delivery.doubts,
                to_json(delivery.message),
                message_id,
                stamp(now),
                delivery.id,
                delivery.attempts,
            ],
        )
        if delivery.in_place and delivery.state is State.SENT:  # what the chat shows now
            self._db.execute(
                "UPDATE deliveries SET first_message = coalesce(first_message, message), message = ? WHERE id = ?",
                [to_json(delivery.message), delivery.refers],
            )

    def note(self, delivery: Delivery, error: str) -> None:
        self._db.execute("UPDATE deliveries SET error = ? WHERE id = ?", [error, delivery.id])

    def recover(self, now: datetime) -> int:
        return self._db.execute(queue.DOUBT).rowcount

    def redirect(self, old: Address, new: Address) -> None:
        moving.redirect(self._db, old, new)

    def next_due(self) -> datetime | None:
        rows = self._db.query(
            "SELECT min(due_at) AS due_at FROM deliveries WHERE state = 'due' "
            "AND address NOT IN (SELECT address FROM subscribers WHERE gone)"
        )
        return next((instant(row["due_at"]) for row in rows if row["due_at"] is not None), None)

    def waiting(self) -> Mapping[State, int]:
        rows = self._db.query("SELECT state, count(*) AS n FROM deliveries GROUP BY state")
        return {State(row["state"]): int(row["n"]) for row in rows}

    def matches_after(self, address: Address, match_id: int) -> Sequence[Match]:
        return matches.after(self._db, address, match_id)

    def count_in(self, found: Sequence[Match]) -> None:
        with self._db.atomic():
            matches.keep(self._db, found, passed_over=True)

    def matches_dated(self, address: Address, first: date, last: date, limit: int) -> Sequence[Match]:
        return matches.dated(self._db, address, first, last, limit)

    def matches_of(self, address: Address, uids: Collection[str]) -> Sequence[Match]:
        return matches.of_article(self._db, address, uids)

    def met_since(self, address: Address, since: datetime, limit: int) -> Sequence[int]:
        return matches.entries_since(self._db, address, since, limit)

    def hits(self, address: Address, first: date) -> Mapping[int, tuple[int, date]]:
        return matches.hits(self._db, address, first)

    def pass_over(self, address: Address, after: int, up_to: int, told: Collection[int]) -> None:
        matches.pass_over(self._db, address, after, up_to, told)

    def told(self, address: Address, up_to: int) -> frozenset[str]:
        return matches.told(self._db, address, up_to)

    def alerted(self, address: Address) -> frozenset[str]:
        rows = self._db.query(
            "SELECT key FROM deliveries WHERE address = ? AND lane = ? AND state NOT IN ('dead', 'withdrawn')",
            [str(address), int(Lane.ALERT)],
        )
        return frozenset(row["key"].rpartition(":")[2] for row in rows)

    def alerted_by(self, address: Address, stories: Collection[str]) -> Sequence[str]:
        values = {"address": str(address), "lane": int(Lane.ALERT), "stories": json.dumps([*stories])}
        messages = (from_json(row["message"], Message) for row in self._db.query(ALERTED_BY, values))
        return list(dict.fromkeys(uid for message in messages for _, uid in message.listed))


def _delivery(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        key=row["key"],
        address=Address.parse(row["address"]),
        lane=Lane(row["lane"]),
        message=from_json(row["message"], Message),
        state=State(row["state"]),
        due_at=instant(row["due_at"]),
        attempts=row["attempts"],
        doubts=row["doubts"],
        until=instant_or_none(row["until"]),
        about=row["about"],
        entry_id=row["entry_id"],
        refers=row["refers"],
    )
