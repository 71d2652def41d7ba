"""Subscribers and subscriptions in SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.model import Address, Match, Mode, Mute, Subscriber, Subscription, Welcome
from bot.sqlite import matches
from bot.sqlite.instants import instant, instant_or_none, stamp, stamp_or_none
from bot.times import LONGEST_QUIET, SET_BACK, QuietHours, Slot, Timetable
from watchers.codec import from_json, to_json
from watchers.warning import Colour

Row = Mapping[str, Any]  # Any: a row of the database

# The columns of a subscriber that change; the address is the key, and when somebody joined stays as it was.
CHANGING = (
    "language", "timezone", "digest_at", "next_digest_at", "planned_at", "served", "digested", "even_nothing",
    "mentions", "quiet", "release_at", "mutes", "remind", "remind_at", "paused", "gone", "place", "level", "welcome",
    "cap", "paused_until",
)  # fmt: skip
KEEP = (
    f"INSERT INTO subscribers (address, joined_at, {', '.join(CHANGING)}) "
    f"VALUES (:address, :joined_at, {', '.join(':' + name for name in CHANGING)}) "
    f"ON CONFLICT(address) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in CHANGING)}"
)

# Planning writes the present, and held alerts are looked at within a day: instants further ahead than that were written
# by a clock that has been set back.
DUE = """
SELECT * FROM subscribers WHERE paused = 0 AND (
    next_digest_at <= :now OR planned_at > :plan_ahead
    OR address IN (SELECT address FROM held JOIN subscriptions ON subscriptions.id = subscription_id)
        AND (coalesce(release_at, 0) <= :now OR release_at > :release_ahead))
ORDER BY next_digest_at LIMIT :limit"""

# Of a subscriber's held alerts those of subscriptions still in force.
HELD = """
SELECT matches.* FROM subscriptions JOIN held ON held.subscription_id = subscriptions.id
    JOIN matches ON matches.subscription_id = held.subscription_id AND matches.uid = held.uid
WHERE subscriptions.address = ? AND ended_at IS NULL ORDER BY matches.id"""


class SqliteSubscriptions:
    """Adapter of the Subscriptions port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def subscriber(self, address: Address) -> Subscriber | None:
        rows = self._db.query("SELECT * FROM subscribers WHERE address = ?", [str(address)])
        return next((read_subscriber(row) for row in rows), None)

    def subscribers(self) -> Sequence[Subscriber]:
        return [read_subscriber(row) for row in self._db.query("SELECT * FROM subscribers ORDER BY joined_at, address")]

    def keep(self, subscriber: Subscriber) -> None:
        self._db.execute(
            KEEP,
            {
                "address": str(subscriber.address),
                "joined_at": stamp(subscriber.joined_at),
                "language": subscriber.language,
                "timezone": subscriber.timezone,
                "digest_at": subscriber.timetable and str(subscriber.timetable),
                "next_digest_at": stamp_or_none(subscriber.next_digest_at),
                "planned_at": stamp_or_none(subscriber.planned_at),
                "served": subscriber.served and str(subscriber.served),
                "digested": subscriber.digested,
                "even_nothing": subscriber.even_nothing,
                "mentions": subscriber.mentions,
                "quiet": subscriber.quiet and str(subscriber.quiet),
                "release_at": stamp_or_none(subscriber.release_at),
                "mutes": to_json(subscriber.mutes) if subscriber.mutes else None,
                "remind": " ".join(map(str, subscriber.remind)),
                "remind_at": stamp_or_none(subscriber.remind_at),
                "paused": subscriber.paused,
                "paused_until": stamp_or_none(subscriber.paused_until if subscriber.paused else None),
                "gone": subscriber.gone,
                "place": subscriber.place,
                "level": subscriber.level,
                "welcome": subscriber.welcome.value,
                "cap": subscriber.cap,
            },
        )

    def digests_due(self, now: datetime, limit: int | None = None) -> Sequence[Subscriber]:
        moments = {"now": now, "plan_ahead": now + SET_BACK, "release_ahead": now + LONGEST_QUIET}
        most = -1 if limit is None else limit
        rows = self._db.query(DUE, {name: stamp(at) for name, at in moments.items()} | {"limit": most})
        return [read_subscriber(row) for row in rows]

    def rested(self, now: datetime, limit: int) -> Sequence[Subscriber]:
        sql = "SELECT * FROM subscribers WHERE paused_until <= ? AND paused AND NOT gone LIMIT ?"
        return [read_subscriber(row) for row in self._db.query(sql, [stamp(now), limit])]

    def hold(self, matches: Sequence[Match], until: datetime) -> None:
        with self._db.atomic():
            for match in matches:
                self._db.execute(
                    "INSERT INTO held (subscription_id, uid) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    [match.subscription_id, match.uid],
                )
                self._db.execute(
                    "UPDATE subscribers SET release_at = ? WHERE address = ?", [stamp(until), str(match.address)]
                )

    def held(self, address: Address) -> Sequence[Match]:
        return [matches.match(row) for row in self._db.query(HELD, [str(address)])]

    def let_go(self, address: Address) -> None:
        with self._db.atomic():
            self._db.execute(
                "DELETE FROM held WHERE subscription_id IN (SELECT id FROM subscriptions WHERE address = ?)",
                [str(address)],
            )
            self._db.execute("UPDATE subscribers SET release_at = NULL WHERE address = ?", [str(address)])

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

    def revise(self, subscription_id: int, query: str, name: str, mode: Mode) -> None:
        self._change(
            "UPDATE subscriptions SET query = ?, name = ?, mode = ? WHERE id = ?",
            [query, name, mode.value, subscription_id],
        )

    def mute(self, subscription_id: int, until: datetime | None) -> None:
        self._change("UPDATE subscriptions SET muted_until = ? WHERE id = ?", [stamp_or_none(until), subscription_id])

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

    def counted(self) -> tuple[int, int]:
        rows = self._db.query(
            """SELECT (SELECT count(*) FROM subscribers) AS people,
                (SELECT count(*) FROM subscriptions WHERE ended_at IS NULL) AS wishes"""
        )
        return next((int(row["people"]), int(row["wishes"])) for row in rows)

    def revision(self) -> int:
        rows = self._db.query("SELECT value FROM cursors WHERE name = 'subscriptions'")
        return next((int(row["value"]) for row in rows), 0)

    def changed(self, after: int) -> Sequence[tuple[int, Subscription | None]]:
        rows = self._db.query("SELECT * FROM subscriptions WHERE revision > ? ORDER BY id", [after])
        return [(row["id"], None if row["ended_at"] else _subscription(row)) for row in rows]

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


def read_subscriber(row: Row) -> Subscriber:
    """A row of the table as a subscriber."""
    return Subscriber(
        address=Address.parse(row["address"]),
        language=row["language"],
        timezone=row["timezone"],
        timetable=row["digest_at"] and Timetable.parse(row["digest_at"]),
        joined_at=instant(row["joined_at"]),
        next_digest_at=instant_or_none(row["next_digest_at"]),
        planned_at=instant_or_none(row["planned_at"]),
        served=row["served"] and Slot.parse(row["served"]),
        digested=row["digested"],
        even_nothing=bool(row["even_nothing"]),
        mentions=bool(row["mentions"]),
        quiet=row["quiet"] and QuietHours.parse(row["quiet"]),
        release_at=instant_or_none(row["release_at"]),
        mutes=from_json(row["mutes"], tuple[Mute, ...]) if row["mutes"] else (),
        remind=tuple(map(int, row["remind"].split())),
        remind_at=instant_or_none(row["remind_at"]),
        paused=bool(row["paused"]),
        paused_until=instant_or_none(row["paused_until"]),
        gone=bool(row["gone"]),
        place=row["place"],
        level=row["level"] and Colour(row["level"]),
        welcome=Welcome(row["welcome"]),
        cap=row["cap"],
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
        muted_until=instant_or_none(row["muted_until"]),
    )
