"""Whose turn it is: which deliveries are claimed next, by lane and age, and when there may be more to claim."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from bot.model import Address, Lane
from bot.sqlite import live
from bot.sqlite.instants import instant, stamp
from bot.times import LONGEST_PAUSE
from watchers.codec import to_json

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

# When something changes by itself for what is due: its time comes, a pause ends, a chat has rested.
NEXT_READY = f"""
SELECT min(at) AS at FROM (
    SELECT min(due_at) AS at FROM deliveries INDEXED BY deliveries_later
        WHERE state = 'due' AND due_at > :now AND {CHANNELS} AND address NOT IN ({GONE})
    UNION ALL SELECT min(until) FROM holds WHERE since <= :now AND until > :now
        AND EXISTS (SELECT 1 FROM deliveries WHERE state = 'due' AND chat = holds.chat AND address NOT IN ({GONE}))
    UNION ALL SELECT min(rest.value) FROM json_each(:resting) AS rest
        WHERE EXISTS (SELECT 1 FROM deliveries WHERE state = 'due' AND chat = rest.key AND address NOT IN ({GONE})))"""

# Nobody knows whether it arrived: the process or the answer was lost while it was being sent.
DOUBT = "UPDATE deliveries SET state = 'due', doubts = doubts + 1, lease_until = NULL WHERE state = 'sending'"
LAPSED = f"""{DOUBT} AND (lease_until <= :now OR lease_until > :never)
    AND chat NOT IN (SELECT value FROM json_each(:resting))"""
# Planned, as a lease may be, by a clock that was ahead.
MEND = "UPDATE deliveries SET due_at = :now WHERE state = 'due' AND due_at > :farthest"


def lapse(db: Database, now: datetime, lease: timedelta, resting: Collection[Address]) -> None:
    """What was being sent for longer than anything can be is due again; so is what a clock that was ahead planned."""
    rest = to_json([str(chat) for chat in resting])
    db.execute(LAPSED, {"now": stamp(now), "never": stamp(now + 2 * lease), "resting": rest})
    db.execute(MEND, {"now": stamp(now), "farthest": stamp(now + LONGEST_PAUSE)})


def claimed(
    db: Database, now: datetime, lease: timedelta, limit: int, channels: Collection[str], resting: Collection[Address]
) -> Iterator[Row]:
    """Rows that are being sent from now on, one a chat, as they stand.

    What is claimed may turn out to be over; then its chat, and others, have their turn.
    """
    values = {
        "now": stamp(now),
        "until": stamp(now + lease),
        "channels": to_json(sorted(channels)),
        "resting": to_json([str(chat) for chat in resting]),
    }
    while chats := _next_chats(db, values, limit):
        taken = list(db.query(CLAIM, {**values, "chats": to_json(chats)}))
        standing = [one for row in taken if (one := live.as_it_stands(db, row, now))]
        yield from standing
        limit -= len(standing)
        if len(standing) == len(taken):
            break


def _next_chats(db: Database, values: Mapping[str, object], limit: int) -> list[str]:
    chats: dict[str, None] = {}
    for lane in Lane:
        for (chat,) in db.execute(QUEUE, {**values, "lane": int(lane)}):
            if len(chats) >= limit:
                return list(chats)
            chats[chat] = None
    return list(chats)[:limit]


def next_ready(
    db: Database, now: datetime, channels: Collection[str], resting: Mapping[Address, datetime]
) -> datetime | None:
    """The next instant at which time alone may make something claimable."""
    values = {
        "now": stamp(now),
        "channels": to_json(sorted(channels)),
        "resting": to_json({str(chat): stamp(at) for chat, at in resting.items()}),
    }
    return next((instant(row["at"]) for row in db.query(NEXT_READY, values) if row["at"] is not None), None)
