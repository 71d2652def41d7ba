"""Subscribers and subscriptions in SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlite_utils import Database

from bot.model import Address, Mode, Subscriber, Subscription
from bot.sqlite.instants import instant, instant_or_none, stamp, stamp_or_none

Row = Mapping[str, Any]  # Any: a row of the database


class SqliteSubscriptions:
    """Adapter of the Subscriptions port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def subscriber(self, address: Address) -> Subscriber | None:
        rows = self._db.query("SELECT * FROM subscribers WHERE address = ?", [str(address)])
        return next((_subscriber(row) for row in rows), None)

    def subscribers(self) -> Sequence[Subscriber]:
        return [_subscriber(row) for row in self._db.query("SELECT * FROM subscribers ORDER BY joined_at, address")]

    def keep(self, subscriber: Subscriber) -> None:
        self._db.execute(
            """INSERT INTO subscribers
                (address, language, timezone, digest_at, joined_at, next_digest_at, digested, even_nothing, paused,
                gone)
            VALUES (:address, :language, :timezone, :digest_at, :joined_at, :next_digest_at, :digested, :even_nothing,
                :paused, :gone)
            ON CONFLICT(address) DO UPDATE SET language = excluded.language, timezone = excluded.timezone,
                digest_at = excluded.digest_at, next_digest_at = excluded.next_digest_at,
                digested = excluded.digested, even_nothing = excluded.even_nothing, paused = excluded.paused,
                gone = excluded.gone""",
            {
                "address": str(subscriber.address),
                "language": subscriber.language,
                "timezone": subscriber.timezone,
                "digest_at": subscriber.digest_at and subscriber.digest_at.strftime("%H:%M"),
                "joined_at": stamp(subscriber.joined_at),
                "next_digest_at": stamp_or_none(subscriber.next_digest_at),
                "digested": subscriber.digested,
                "even_nothing": subscriber.even_nothing,
                "paused": subscriber.paused,
                "gone": subscriber.gone,
            },
        )

    def digests_due(self, now: datetime) -> Sequence[Subscriber]:
        rows = self._db.query(
            "SELECT * FROM subscribers WHERE paused = 0 AND next_digest_at <= ? ORDER BY next_digest_at, address",
            [stamp(now)],
        )
        return [_subscriber(row) for row in rows]

    def subscribe(self, address: Address, query: str, name: str, mode: Mode, now: datetime) -> Subscription:
        with self._db.atomic():
            rows = self._db.query(
                """INSERT INTO subscriptions (address, number, query, name, mode, created_at)
                VALUES (:address, (SELECT coalesce(max(number), 0) + 1 FROM subscriptions WHERE address = :address),
                    :query, :name, :mode, :now) RETURNING *""",
                {"address": str(address), "query": query, "name": name, "mode": mode.value, "now": stamp(now)},
            )
            subscription = _subscription(next(iter(list(rows))))
            touch(self._db)
        return subscription

    def retune(self, subscription_id: int, mode: Mode) -> None:
        self._change("UPDATE subscriptions SET mode = ? WHERE id = ?", [mode.value, subscription_id])

    def unsubscribe(self, subscription_ids: Sequence[int], now: datetime) -> None:
        with self._db.atomic():
            for wanted in subscription_ids:
                self._change(
                    "UPDATE subscriptions SET ended_at = ? WHERE id = ? AND ended_at IS NULL", [stamp(now), wanted]
                )

    def resubscribe(self, subscription_ids: Sequence[int]) -> None:
        with self._db.atomic():
            for wanted in subscription_ids:
                self._change("UPDATE subscriptions SET ended_at = NULL WHERE id = ?", [wanted])

    def of(self, address: Address) -> Sequence[Subscription]:
        rows = self._db.query(
            "SELECT * FROM subscriptions WHERE address = ? AND ended_at IS NULL ORDER BY number", [str(address)]
        )
        return [_subscription(row) for row in rows]

    def subscription(self, subscription_id: int) -> Subscription | None:
        rows = self._db.query("SELECT * FROM subscriptions WHERE id = ?", [subscription_id])
        return next((_subscription(row) for row in rows), None)

    def all(self) -> Sequence[Subscription]:
        rows = self._db.query("SELECT * FROM subscriptions WHERE ended_at IS NULL ORDER BY id")
        return [_subscription(row) for row in rows]

    def revision(self) -> int:
        rows = self._db.query("SELECT value FROM cursors WHERE name = 'subscriptions'")
        return next((int(row["value"]) for row in rows), 0)

    def _change(self, sql: str, values: Sequence[object]) -> None:
        with self._db.atomic():
            self._db.execute(sql, list(values))
            touch(self._db)


def touch(database: Database) -> None:
    """Make the revision grow: some subscription is another one now."""
    database.execute(
        "INSERT INTO cursors (name, value) VALUES ('subscriptions', 1) "
        "ON CONFLICT(name) DO UPDATE SET value = value + 1"
    )


def _subscriber(row: Row) -> Subscriber:
    return Subscriber(
        address=Address.parse(row["address"]),
        language=row["language"],
        timezone=row["timezone"],
        digest_at=row["digest_at"] and time.fromisoformat(row["digest_at"]),
        joined_at=instant(row["joined_at"]),
        next_digest_at=instant_or_none(row["next_digest_at"]),
        digested=row["digested"],
        even_nothing=bool(row["even_nothing"]),
        paused=bool(row["paused"]),
        gone=bool(row["gone"]),
    )


def _subscription(row: Row) -> Subscription:
    return Subscription(
        id=row["id"],
        address=Address.parse(row["address"]),
        number=row["number"],
        query=row["query"],
        name=row["name"],
        mode=Mode(row["mode"]),
        created_at=instant(row["created_at"]),
    )
