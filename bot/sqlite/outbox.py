"""Matches and deliveries in SQLite: claim → send → settle, by rows affected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from bot.model import Address, Delivery, Finding, Lane, Live, Match, Message, State
from bot.sqlite import halls, live
from bot.sqlite.instants import instant, instant_or_none, stamp, stamp_or_none
from bot.sqlite.subscriptions import touch
from bot.times import LONGEST_PAUSE
from watchers.codec import from_json, to_json

Row = Mapping[str, Any]  # Any: a row of the database

# A chat that must not be called now: one of its deliveries is being sent, or waits for its repeat (the second part does
# not overtake the first); the channel asked for a pause; nobody is there; or the sender's own limits say so. A pause
# that begins in the future is none: the clock was put back. The indexes are named because SQLite's planner prefers
# the one on `state` alone, and with it reads everything that is due.
BUSY = """
    SELECT chat FROM deliveries INDEXED BY deliveries_sending WHERE state = 'sending'
    UNION ALL SELECT chat FROM deliveries INDEXED BY deliveries_later
        WHERE state = 'due' AND attempts > 0 AND due_at > :now
    UNION ALL SELECT chat FROM holds WHERE since <= :now AND until > :now
    UNION ALL SELECT value FROM json_each(:resting)"""
GONE = "SELECT address FROM subscribers WHERE gone"
CHANNELS = "substr(address, 1, instr(address, ':') - 1) IN (SELECT value FROM json_each(:channels))"

# Who is next in a lane. The rows are read one by one and only as far as needed: ten thousand may wait.
QUEUE = f"""
SELECT chat FROM deliveries WHERE state = 'due' AND lane = :lane AND due_at <= :now AND {CHANNELS}
    AND chat NOT IN ({BUSY}) AND address NOT IN ({GONE}) ORDER BY due_at, id"""

# The next delivery of a chat: by lane, then in the order of writing (a repeat has a later due time than those behind
# it, and must not fall behind them).
CLAIM = f"""
UPDATE deliveries SET state = 'sending', attempts = attempts + 1, lease_until = :until, begun_at = :now WHERE id IN (
    SELECT (SELECT id FROM deliveries WHERE state = 'due' AND chat = one.value AND due_at <= :now
            AND address NOT IN ({GONE}) ORDER BY lane, id LIMIT 1) FROM json_each(:chats) AS one)
RETURNING *"""

# One that was withdrawn because it was over is due again when it goes on after all.
ADD = """
INSERT INTO deliveries (key, address, lane, message, state, due_at, until, about, entry_id, refers)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET message = excluded.message, state = excluded.state,
    due_at = excluded.due_at, until = excluded.until, entry_id = excluded.entry_id
WHERE deliveries.state = 'withdrawn' AND excluded.entry_id > deliveries.entry_id"""

# When something changes by itself for what is due: its time comes, a pause ends, a chat has rested.
NEXT_READY = f"""
SELECT min(at) AS at FROM (
    SELECT min(due_at) AS at FROM deliveries INDEXED BY deliveries_later
        WHERE state = 'due' AND due_at > :now AND {CHANNELS} AND address NOT IN ({GONE})
    UNION ALL SELECT min(until) FROM holds WHERE since <= :now AND until > :now
        AND EXISTS (SELECT 1 FROM deliveries WHERE state = 'due' AND chat = holds.chat AND address NOT IN ({GONE}))
    UNION ALL SELECT min(rest.value) FROM json_each(:resting) AS rest
        WHERE EXISTS (SELECT 1 FROM deliveries WHERE state = 'due' AND chat = rest.key AND address NOT IN ({GONE})))"""

# What stands in the chat under this name; what only changes it bears the same name.
NAMED = f"""
SELECT * FROM deliveries WHERE message_id = :name AND message_id <> '' AND chat = :chat
    AND NOT (refers <> 0 AND lane IN ({int(Lane.REPLY)}, {int(Lane.CHANGE)})) ORDER BY id DESC LIMIT 1"""
# Rows without words stand for articles told in another row.
RUNG = """
SELECT count(*) AS n FROM deliveries WHERE address = :address AND lane = :lane AND due_at >= :since
    AND state NOT IN ('dead', 'withdrawn') AND json_extract(message, '$.body.text') <> ''"""

# Nobody knows whether it arrived: the process or the answer was lost while it was being sent.
DOUBT = "UPDATE deliveries SET state = 'due', doubts = doubts + 1, lease_until = NULL WHERE state = 'sending'"
LAPSED = f"""{DOUBT} AND (lease_until <= :now OR lease_until > :never)
    AND chat NOT IN (SELECT value FROM json_each(:resting))"""
# Planned, as a lease may be, by a clock that was ahead.
MEND = "UPDATE deliveries SET due_at = :now WHERE state = 'due' AND due_at > :farthest"


class SqliteOutbox:
    """Adapter of the Outbox port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def cursor(self) -> int:
        rows = self._db.query("SELECT value FROM cursors WHERE name = 'matched'")
        return next((int(row["value"]) for row in rows), 0)

    def record(self, cursor: int, matches: Sequence[Match], deliveries: Sequence[Delivery]) -> None:
        with self._db.atomic():
            self._db.execute(
                "INSERT INTO cursors (name, value) VALUES ('matched', ?) "
                "ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)",
                [cursor],
            )
            # Thousands who ask the same share one finding.
            written: dict[int, str] = {}
            for match in matches:
                finding = written.get(id(match.finding))
                if finding is None:
                    finding = written[id(match.finding)] = to_json(match.finding)
                self._keep(match, finding)
            self.add(deliveries)

    def _keep(self, match: Match, finding: str) -> None:
        self._db.execute(
            """INSERT INTO matches (subscription_id, address, entry_id, uid, finding, found_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT(subscription_id, uid) DO UPDATE SET entry_id = excluded.entry_id, finding = excluded.finding""",
            [
                match.subscription_id,
                str(match.address),
                match.entry_id,
                match.uid,
                finding,
                stamp(match.found_at),
            ],
        )

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
        rest = to_json([str(chat) for chat in resting or ()])
        values = {
            "now": stamp(now),
            "until": stamp(now + lease),
            "channels": to_json(sorted(channels)),
            "resting": rest,
        }
        with self._db.atomic():
            self._db.execute(LAPSED, {"now": stamp(now), "never": stamp(now + 2 * lease), "resting": rest})
            self._db.execute(MEND, {"now": stamp(now), "farthest": stamp(now + LONGEST_PAUSE)})
            live.withdraw_over(self._db, now)
            claimed = [self._delivery(row) for row in self._claimed(values, limit, now)]
        return sorted(claimed, key=lambda d: (d.lane, d.due_at, d.id))

    def _claimed(self, values: Mapping[str, object], limit: int, now: datetime) -> list[Row]:
        """What is claimed may turn out to be over; then its chat, and others, have their turn."""
        rows: list[Row] = []
        while chats := self._next_chats(values, limit - len(rows)):
            claimed = list(self._db.query(CLAIM, {**values, "chats": to_json(chats)}))
            standing = [one for row in claimed if (one := live.as_it_stands(self._db, row, now))]
            rows += standing
            if len(standing) == len(claimed):
                break
        return rows

    def _delivery(self, row: Row) -> Delivery:
        return replace(_delivery(row), target=live.target(self._db, row["refers"]))

    def _next_chats(self, values: Mapping[str, object], limit: int) -> list[str]:
        chats: dict[str, None] = {}
        for lane in Lane:
            for (chat,) in self._db.execute(QUEUE, {**values, "lane": int(lane)}):
                if len(chats) >= limit:
                    return list(chats)
                chats[chat] = None
        return list(chats)[:limit]

    def next_ready(
        self, now: datetime, channels: Collection[str], resting: Mapping[Address, datetime]
    ) -> datetime | None:
        rows = self._db.query(
            NEXT_READY,
            {
                "now": stamp(now),
                "channels": to_json(sorted(channels)),
                "resting": to_json({str(chat): stamp(at) for chat, at in resting.items()}),
            },
        )
        return next((instant(row["at"]) for row in rows if row["at"] is not None), None)

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
                "UPDATE deliveries SET message = ? WHERE id = ?", [to_json(delivery.message), delivery.refers]
            )

    def note(self, delivery: Delivery, error: str) -> None:
        self._db.execute("UPDATE deliveries SET error = ? WHERE id = ?", [error, delivery.id])

    def recover(self, now: datetime) -> int:
        return self._db.execute(DOUBT).rowcount

    def redirect(self, old: Address, new: Address) -> None:
        if old == new:
            return
        values = {"old": str(old), "new": str(new)}
        with self._db.atomic():
            touch(self._db)  # whoever remembers subscriptions remembers their addresses
            self._merge(values)
            self._db.execute(
                """UPDATE subscriptions SET address = :new, number = number +
                    (SELECT coalesce(max(number), 0) FROM subscriptions WHERE address = :new) WHERE address = :old""",
                values,
            )
            for table in ("matches", "deliveries", "offers", "deeds", "leaflets"):
                self._db.execute(f"UPDATE {table} SET address = :new WHERE address = :old", values)
            for table in ("shown", "expected", "openings", "reviews"):
                self._db.execute(f"UPDATE OR REPLACE {table} SET address = :new WHERE address = :old", values)
            halls.moved(self._db, old, new)

    def _merge(self, values: dict[str, str]) -> None:
        """One subscriber row of two: the older acquaintance stays, for a chat that moved may have written meanwhile.

        Each row has its own mark of how far digests went. What neither was told yet gets ids above all others, so that
        one mark serves both and nothing is lost or told again.
        """
        both = "SELECT * FROM subscribers WHERE address IN (:old, :new) ORDER BY joined_at, address = :new"
        rows = list(self._db.query(both, values))
        if len(rows) == 2:
            told = {f"told{n}": row["digested"] for n, row in enumerate(rows)}
            names = {f"address{n}": row["address"] for n, row in enumerate(rows)}
            top = next(self._db.query("SELECT coalesce(max(id), 0) AS top FROM matches"))["top"]
            self._db.execute(
                """UPDATE matches SET id = id + :top WHERE (address = :address0 AND id > :told0)
                    OR (address = :address1 AND id > :told1)""",
                {"top": top, **told, **names},
            )
            self._db.execute("DELETE FROM subscribers WHERE address = ?", [rows[1]["address"]])
            self._db.execute("UPDATE subscribers SET digested = ? WHERE address = ?", [top, rows[0]["address"]])
        self._db.execute("UPDATE subscribers SET address = :new WHERE address = :old", values)

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
        rows = self._db.query(
            """SELECT matches.* FROM matches JOIN subscriptions ON subscriptions.id = subscription_id
            WHERE matches.address = ? AND matches.id > ? AND ended_at IS NULL ORDER BY matches.id""",
            [str(address), match_id],
        )
        return [_match(row) for row in rows]

    def matches_since(self, address: Address, since: datetime, limit: int) -> Sequence[Match]:
        rows = self._db.query(
            """SELECT mine.* FROM (SELECT * FROM matches WHERE address = ? ORDER BY id DESC LIMIT ?) AS mine
            JOIN subscriptions ON subscriptions.id = subscription_id
            WHERE found_at >= ? AND ended_at IS NULL ORDER BY mine.id""",
            [str(address), limit, stamp(since)],
        )
        return [_match(row) for row in rows]

    def met_since(self, address: Address, since: datetime, limit: int) -> Sequence[int]:
        rows = self._db.query(
            "SELECT entry_id FROM (SELECT * FROM matches WHERE address = ? ORDER BY id DESC LIMIT ?) "
            "WHERE found_at >= ?",
            [str(address), limit, stamp(since)],
        )
        return [row["entry_id"] for row in rows]

    def matches_of(self, subscription_id: int, since: datetime) -> int:
        rows = self._db.query(
            "SELECT count(*) AS n FROM matches WHERE subscription_id = ? AND found_at >= ?",
            [subscription_id, stamp(since)],
        )
        return next(int(row["n"]) for row in rows)

    def hits(self, address: Address, since: datetime) -> Mapping[int, tuple[int, datetime]]:
        rows = self._db.query(
            "SELECT subscription_id, sum(found_at >= ?) AS n, max(found_at) AS last FROM matches WHERE address = ? "
            "GROUP BY subscription_id",
            [stamp(since), str(address)],
        )
        return {row["subscription_id"]: (int(row["n"]), instant(row["last"])) for row in rows}

    def pass_over(self, address: Address, after: int, up_to: int, told: Collection[int]) -> None:
        self._db.execute(
            "UPDATE matches SET passed_over = 1 WHERE address = ? AND id > ? AND id <= ? "
            "AND id NOT IN (SELECT value FROM json_each(?))",
            [str(address), after, up_to, to_json(sorted(told))],
        )

    def told(self, address: Address, up_to: int) -> frozenset[str]:
        rows = self._db.query(
            "SELECT uid FROM matches WHERE address = ? AND id <= ? AND NOT passed_over", [str(address), up_to]
        )
        return frozenset(row["uid"] for row in rows)

    def alerted(self, address: Address) -> frozenset[str]:
        rows = self._db.query(
            "SELECT key FROM deliveries WHERE address = ? AND lane = ? AND state NOT IN ('dead', 'withdrawn')",
            [str(address), int(Lane.ALERT)],
        )
        return frozenset(row["key"].rpartition(":")[2] for row in rows)


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


@lru_cache(1024)
def _finding(text: str) -> Finding:
    """Read once for all who asked the same: ten thousand digests hold the same few hundred findings."""
    return from_json(text, Finding)


def _match(row: Row) -> Match:
    return Match(
        id=row["id"],
        subscription_id=row["subscription_id"],
        address=Address.parse(row["address"]),
        entry_id=row["entry_id"],
        uid=row["uid"],
        finding=_finding(row["finding"]),
        found_at=instant(row["found_at"]),
    )
