"""Which subscription has met which article, and why; what a digest has told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from bot.model import Address, Finding, Match
from bot.sqlite.instants import instant, stamp
from watchers.codec import from_json, to_json

Row = Mapping[str, Any]  # Any: a row of the database

# A later version of an article keeps the place of the match in the order of finding.
KEEP = """
INSERT INTO matches (subscription_id, address, entry_id, uid, finding, found_at, day, passed_over)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(subscription_id, uid) DO UPDATE
    SET entry_id = excluded.entry_id, finding = excluded.finding, day = excluded.day"""


def keep(db: Database, matches: Sequence[Match], passed_over: bool = False) -> None:
    """Write matches down: all at once, as an article may be met by tens of thousands."""
    db.conn.executemany(KEEP, _rows(matches, passed_over))


def _rows(matches: Iterable[Match], passed_over: bool) -> Iterator[tuple[object, ...]]:
    """Thousands who ask the same share one finding."""
    written: dict[int, str] = {}
    for match in matches:
        finding = written.get(id(match.finding))
        if finding is None:
            finding = written[id(match.finding)] = to_json(match.finding)
        day = (match.day or match.found_at.date()).isoformat()
        of = match.subscription_id, str(match.address), match.entry_id, match.uid
        yield (*of, finding, stamp(match.found_at), day, passed_over)


def after(db: Database, address: Address, match_id: int) -> Sequence[Match]:
    """Matches of one subscriber with an id above that no digest passed over, oldest first.

    Of subscriptions still in force.
    """
    rows = db.query(
        """SELECT matches.* FROM matches JOIN subscriptions ON subscriptions.id = subscription_id
        WHERE matches.address = ? AND matches.id > ? AND NOT passed_over AND ended_at IS NULL ORDER BY matches.id""",
        [str(address), match_id],
    )
    return [match(row) for row in rows]


def dated(db: Database, address: Address, first: date, last: date, limit: int) -> Sequence[Match]:
    """The matches of one subscriber with articles dated from `first` to `last`, of subscriptions still in force.

    The latest `limit`, in the order in which they were found.
    """
    rows = db.query(
        """SELECT * FROM (SELECT matches.* FROM matches INDEXED BY matches_dated
            JOIN subscriptions ON subscriptions.id = subscription_id
            WHERE matches.address = ? AND day BETWEEN ? AND ? AND ended_at IS NULL ORDER BY matches.id DESC LIMIT ?)
        ORDER BY id""",
        [str(address), first.isoformat(), last.isoformat(), limit],
    )
    return [match(row) for row in rows]


def of_article(db: Database, address: Address, uids: Collection[str]) -> Sequence[Match]:
    """How the subscriptions of an address, ended ones too, met an article under any of its names."""
    rows = db.query(
        """SELECT matches.* FROM subscriptions JOIN matches ON subscription_id = subscriptions.id
        WHERE subscriptions.address = ? AND uid IN (SELECT value FROM json_each(?)) ORDER BY subscription_id""",
        [str(address), to_json(sorted(uids))],
    )
    return [match(row) for row in rows]


def entries_since(db: Database, address: Address, at: datetime, limit: int) -> Sequence[int]:
    """The log lines that the last `limit` matches of one subscriber since then are about."""
    rows = db.query(
        "SELECT entry_id FROM (SELECT * FROM matches WHERE address = ? ORDER BY id DESC LIMIT ?) WHERE found_at >= ?",
        [str(address), limit, stamp(at)],
    )
    return [row["entry_id"] for row in rows]


def hits(db: Database, address: Address, first: date) -> Mapping[int, tuple[int, date]]:
    """Of each subscription of the address that has met anything: how much from that day on, and the latest day."""
    rows = db.query(
        "SELECT subscription_id, sum(day >= ?) AS n, max(day) AS last FROM matches WHERE address = ? "
        "GROUP BY subscription_id",
        [first.isoformat(), str(address)],
    )
    return {row["subscription_id"]: (int(row["n"]), date.fromisoformat(row["last"])) for row in rows}


def pass_over(db: Database, address: Address, after: int, up_to: int, told: Collection[int]) -> None:
    """A digest went by the matches with ids in (after, up_to], but for those that it told."""
    db.execute(
        "UPDATE matches SET passed_over = 1 WHERE address = ? AND id > ? AND id <= ? "
        "AND id NOT IN (SELECT value FROM json_each(?))",
        [str(address), after, up_to, to_json(sorted(told))],
    )


def told(db: Database, address: Address, up_to: int) -> frozenset[str]:
    """uids that this subscriber was told in a digest: by matches up to that id, none passed over."""
    rows = db.query("SELECT uid FROM matches WHERE address = ? AND id <= ? AND NOT passed_over", [str(address), up_to])
    return frozenset(row["uid"] for row in rows)


@lru_cache(1024)
def _finding(text: str) -> Finding:
    """Read once for all who asked the same: ten thousand digests hold the same few hundred findings."""
    return from_json(text, Finding)


def match(row: Row) -> Match:
    """A row of the table; the same finding is often read again, in many rows."""
    return Match(
        id=row["id"],
        subscription_id=row["subscription_id"],
        address=Address.parse(row["address"]),
        entry_id=row["entry_id"],
        uid=row["uid"],
        finding=_finding(row["finding"]),
        found_at=instant(row["found_at"]),
        day=date.fromisoformat(row["day"]),
    )
