"""Messages that live as long as a warning: withdrawn, brought up to date and overtaken, in SQLite.

A change is always a row of its own, whatever has become of the message that it changes: waiting, under way, sent. So
whoever writes it need not know, and a kill between any two steps changes nothing. When the message's own turn comes
while a change still waits, it takes the change's place, and goes out as things stand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.model import Address, Lane, Live
from bot.sqlite.instants import stamp
from watchers.codec import to_json

Row = Mapping[str, Any]  # Any: a row of the database

CHANGE, REPLY = int(Lane.CHANGE), int(Lane.REPLY)

# The indexes are named, as in the outbox: SQLite's planner prefers the one on `state` alone, and with it reads all that
# waits.

# What is over is not told as if it were not. A change is always told: it says itself that something is over.
OVER = f"""
UPDATE deliveries INDEXED BY deliveries_until SET state = 'withdrawn', settled_at = :now
WHERE state = 'due' AND until IS NOT NULL AND until <= :now AND lane <> {CHANGE} RETURNING id, doubts"""
# Nobody was told of it, so nobody is told how it went on.
ORPHANED = """
UPDATE deliveries INDEXED BY deliveries_referring SET state = 'withdrawn', settled_at = :now
WHERE state = 'due' AND refers <> 0 AND refers IN (SELECT value FROM json_each(:ids))"""
WAITING_CHANGE = f"""
SELECT * FROM deliveries WHERE refers = :id AND refers <> 0 AND lane = {CHANGE} AND state = 'due'
ORDER BY id DESC LIMIT 1"""
SUPERSEDED = f"""
UPDATE deliveries SET state = 'withdrawn' WHERE refers = :id AND refers <> 0 AND state = 'due' AND CASE lane
    WHEN {CHANGE} THEN id < (SELECT max(id) FROM deliveries WHERE refers = :id AND refers <> 0 AND lane = {CHANGE})
    WHEN {REPLY} THEN id < (SELECT max(id) FROM deliveries WHERE refers = :id AND refers <> 0 AND lane = {REPLY})
    ELSE entry_id < (SELECT max(entry_id) FROM deliveries WHERE refers = :id AND refers <> 0) END"""
LIVES = """
SELECT id, address, about, json_extract(message, '$.body.text') = '' AS bare,
    (SELECT coalesce(max(one.entry_id), 0) FROM
    (SELECT mine.entry_id AS entry_id, mine.state AS state
    UNION ALL SELECT entry_id, state FROM deliveries AS later WHERE later.refers = mine.id AND later.refers <> 0) AS one
    WHERE one.state IN ('sent', 'sending')) AS told,
    max(entry_id, coalesce((SELECT max(later.entry_id) FROM deliveries AS later
        WHERE later.refers = mine.id AND later.refers <> 0), 0)) AS known
FROM deliveries AS mine INDEXED BY {index}
WHERE {whose} AND about <> '' AND refers = 0 AND state NOT IN ('withdrawn', 'dead') ORDER BY id"""
MET = """
SELECT uid, subscription_id FROM subscriptions JOIN matches ON subscription_id = subscriptions.id
WHERE subscriptions.address = :address AND uid IN (SELECT value FROM json_each(:uids)) ORDER BY subscription_id"""


def withdraw_over(db: Database, now: datetime) -> None:
    """What waits and is over by now, and what refers to it; the end is still told where the begin may have arrived."""
    gone = list(db.query(OVER, {"now": stamp(now)}))
    if unheard := [row["id"] for row in gone if not row["doubts"]]:
        db.execute(ORPHANED, {"now": stamp(now), "ids": to_json(unheard)})


def as_it_stands(db: Database, row: Row, now: datetime) -> Row | None:
    """A claimed row with the newest change that waits for it; None when what it tells of is over: it is withdrawn.

    Unless it may have arrived: then it goes once more, as the end of what was perhaps told.
    """
    newest = next(iter(db.query(WAITING_CHANGE, {"id": row["id"]})), None) if row["about"] else None
    if newest is None:
        return row
    db.execute(ORPHANED, {"now": stamp(now), "ids": to_json([row["id"]])})
    over = newest["until"] is not None and newest["until"] <= stamp(now)
    if over and not row["doubts"]:
        db.execute(
            "UPDATE deliveries SET state = 'withdrawn', attempts = attempts - 1, lease_until = NULL, settled_at = ?"
            " WHERE id = ?",
            [stamp(now), row["id"]],
        )
        return None
    values = [newest["message"], newest["entry_id"], None if over else newest["until"], row["id"]]
    changed = db.query("UPDATE deliveries SET message = ?, entry_id = ?, until = ? WHERE id = ? RETURNING *", values)
    return next(iter(list(changed)))


def target(db: Database, refers: int) -> str:
    """What the channel calls the message of a delivery; "" when it has not taken it."""
    rows = db.query("SELECT message_id FROM deliveries WHERE id = ?", [refers]) if refers else ()
    return next((str(row["message_id"]) for row in rows), "")


def supersede(db: Database, refers: Collection[int]) -> None:
    for one in refers:
        db.execute(SUPERSEDED, {"id": one})


def lives(db: Database, uid: str) -> Sequence[Live]:
    return [_live(row) for row in db.query(LIVES.format(index="deliveries_live", whose="about = ?"), [uid])]


def lives_of(db: Database, address: Address) -> Sequence[Live]:
    sql = LIVES.format(index="deliveries_live_of", whose="address = ?")
    return [_live(row) for row in db.query(sql, [str(address)])]


def met(db: Database, address: Address, uids: Collection[str]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for row in db.query(MET, {"address": str(address), "uids": to_json(sorted(uids))}) if uids else ():
        found[row["uid"]] = (*found.get(row["uid"], ()), row["subscription_id"])
    return found


def _live(row: Row) -> Live:
    return Live(
        id=row["id"],
        address=Address.parse(row["address"]),
        uid=row["about"],
        told=row["told"],
        known=row["known"],
        bare=bool(row["bare"]),
    )
