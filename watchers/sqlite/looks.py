"""What the watchdog remembers of each source: how its visits went, and when its days came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from watchers.codec import from_json, to_json
from watchers.model import Found, Look, SeenDay
from watchers.sqlite.stamps import instant, text

# Eight weeks show each weekday eight times, and reach over the longest holidays with as much on either side.
MEMORY = timedelta(days=60)
# A daily makes two runs a day (it brought something, then nothing): with a bad day now and then these are two months.
MOST_LOOKS = 200

# An issue of a slow server is read in so long, in many visits of some seconds.
PIECES = timedelta(minutes=10)

LAST = "SELECT id, begun_at, found FROM looks WHERE source = ? ORDER BY id DESC LIMIT 1"
FORGET = """
DELETE FROM looks WHERE source = :source AND (at < :old
    OR id <= (SELECT id FROM looks WHERE source = :source ORDER BY id DESC LIMIT 1 OFFSET :most))
"""
DAYS = """
SELECT day, first_at, (
    SELECT count(*) FROM articles
    WHERE articles.source = days_seen.source AND articles.day = days_seen.day AND replaced_by IS NULL
) AS articles
FROM days_seen WHERE source = ? AND day >= ? ORDER BY day
"""


def remember(db: Database, source: str, found: Found, now: datetime) -> None:
    """A visit came to this. Those that came to the same nothing, one after the other, are one row."""
    last = next(iter(db.query(LAST, [source])), None)
    if last and (together := _together(from_json(last["found"], Found), instant(last["begun_at"]), found, now)):
        row = [text(now), to_json(together), last["id"]]
        db.execute("UPDATE looks SET at = max(at, ?), times = times + 1, found = ? WHERE id = ?", row)
        return
    row = [source, text(now), text(now), to_json(found)]
    db.execute("INSERT INTO looks (source, begun_at, at, times, found) VALUES (?, ?, ?, 1, ?)", row)
    db.execute(FORGET, {"source": source, "old": text(now - MEMORY), "most": MOST_LOOKS})


def _together(before: Found, begun_at: datetime, found: Found, now: datetime) -> Found | None:
    """Both as one, where they came to the same nothing, or are pieces of one long visit; else None."""
    if not _brought(before) and before == found:
        return found
    if not (_brought(before) and _brought(found)) or now - begun_at >= PIECES or (before.fault or found.fault):
        return None
    return Found(
        new=before.new + found.new,
        changed=before.changed + found.changed,
        articles=before.articles + found.articles,
        issues=before.issues + found.issues,
    )


def _brought(found: Found) -> bool:
    return bool(found.new or found.changed)


def see(db: Database, source: str, days: Iterable[date], now: datetime) -> None:
    """Articles of these days came; only the first time counts."""
    fresh = "INSERT INTO days_seen (source, day, first_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    if [day for day in days if db.execute(fresh, [source, day.isoformat(), text(now)]).rowcount]:
        db.execute("DELETE FROM days_seen WHERE source = ? AND first_at < ?", [source, text(now - MEMORY)])


def looks(db: Database, source: str) -> tuple[Look, ...]:
    """The latest last."""
    return tuple(
        Look(
            begun_at=instant(row["begun_at"]),
            at=instant(row["at"]),
            times=row["times"],
            found=from_json(row["found"], Found),
        )
        for row in db.query("SELECT * FROM looks WHERE source = ? ORDER BY id", [source])
    )


def days(db: Database, source: str) -> tuple[SeenDay, ...]:
    """The latest last; at most as many weeks as are remembered before the last one."""
    latest = next(db.query("SELECT max(first_at) AS at FROM days_seen WHERE source = ?", [source]))["at"]
    if latest is None:
        return ()
    oldest = (instant(latest) - MEMORY).date().isoformat()
    return tuple(
        SeenDay(day=date.fromisoformat(row["day"]), first_at=instant(row["first_at"]), articles=row["articles"])
        for row in db.query(DAYS, [source, oldest])
    )
