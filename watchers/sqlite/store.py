"""The log of articles and the timetable of sources for those who fill them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from watchers.codec import from_json, to_json
from watchers.errors import StoreError
from watchers.model import (
    WATCHED,
    Entry,
    Fault,
    Found,
    Harvest,
    Issue,
    Kind,
    Look,
    Raw,
    Revision,
    SeenDay,
    Source,
    SourceHealth,
    Visit,
)
from watchers.ports import NOTHING_FOUND
from watchers.sqlite import log, looks, raw
from watchers.sqlite.rows import Row
from watchers.sqlite.stamps import instant, text
from watchers.sqlite.trouble import told

# No visit is planned, and none lasts, longer than this beyond its source's own pace; a later time in the table was
# written under a wrong clock.
LONGEST_PLAN = timedelta(hours=1)
# What was planned later than now was planned before the clock was set back, and is due now: else the source would not
# be looked at until that future comes. Corrections smaller than this happen every day and make no visit come early.
SET_BACK = timedelta(seconds=5)

ENLIST = """
INSERT INTO sources (name, settings, due_at) VALUES (:name, :settings, :now)
ON CONFLICT (name) DO UPDATE SET
    settings = :settings,
    retired = 0,
    adopted = 0,
    bookmark = CASE WHEN :moved THEN '' ELSE bookmark END,
    notes = CASE WHEN :moved THEN '[]' ELSE notes END,
    due_at = CASE WHEN :moved OR :back THEN :now WHEN failures THEN min(due_at, :never) ELSE min(due_at, :pace) END,
    lease_until = CASE WHEN lease_until > :never THEN NULL ELSE lease_until END
"""
ADOPT = """
INSERT INTO sources (name, settings, due_at, adopted) VALUES (:name, :settings, :now, 1)
ON CONFLICT (name) DO UPDATE SET
    settings = :settings,
    retired = 0,
    adopted = 1,
    bookmark = CASE WHEN :moved THEN '' ELSE bookmark END,
    notes = CASE WHEN :moved THEN '[]' ELSE notes END,
    failures = 0,
    last_error = '',
    due_at = :now
WHERE adopted OR retired
"""
CLAIM = """
UPDATE sources SET lease_until = :until, holder = :until WHERE name = (
    SELECT name FROM sources
    WHERE NOT retired AND (lease_until IS NULL OR lease_until <= :now OR lease_until > :never)
        AND (due_at <= :now OR planned_at > :ahead OR NOT :due_only)
        AND (:anyone OR name IN (SELECT value FROM json_each(:names)))
        AND json_extract(settings, '$.kind') IN (SELECT value FROM json_each(:kinds))
    ORDER BY due_at, name LIMIT 1
) RETURNING settings, bookmark, failures, notes
"""
SAVE = """
UPDATE sources SET bookmark = :bookmark, notes = :notes,
    last_new_at = CASE WHEN :news THEN :now ELSE last_new_at END,
    lease_until = max(lease_until, :renewed)
WHERE name = :name AND holder = :until AND lease_until IS NOT NULL
"""
SETTLE_GOOD = """
UPDATE sources SET lease_until = NULL, due_at = :due_at, planned_at = :now, failures = 0, last_error = '',
    last_good_at = :now
WHERE name = :name AND holder = :until AND lease_until IS NOT NULL
"""
SETTLE_BAD = """
UPDATE sources SET lease_until = NULL, due_at = :due_at, planned_at = :now, failures = failures + 1,
    last_error = :error
WHERE name = :name AND holder = :until AND lease_until IS NOT NULL
"""
POSTPONE = """
UPDATE sources SET lease_until = NULL, due_at = :due_at, planned_at = :now
WHERE name = :name AND holder = :until AND lease_until IS NOT NULL
"""
HEALTH = """
SELECT *,
    (SELECT count(*) FROM articles WHERE source = name AND replaced_by IS NULL) AS articles,
    (SELECT max(day) FROM articles WHERE source = name AND replaced_by IS NULL) AS last_day
FROM sources WHERE NOT retired ORDER BY name
"""


class SqliteNewsStore:
    """The NewsStore port. One object, and its connection, for one thread at a time."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def enlist(self, sources: Sequence[Source], now: datetime) -> None:
        with told(), self._db.atomic():
            # A write first: it takes the lock.
            self._db.execute("UPDATE sources SET retired = -1 WHERE NOT retired AND NOT adopted")
            before = {row["name"]: row for row in self._db.query("SELECT name, settings, retired FROM sources")}
            for source in sources:
                self._db.execute(ENLIST, _enlisted(source, before.get(source.name), now))
            self._db.execute("UPDATE sources SET retired = 1 WHERE retired")

    def adopt(self, source: Source, now: datetime) -> bool:
        with told():
            known = list(self._db.query("SELECT settings, retired FROM sources WHERE name = ?", (source.name,)))
            wanted = _enlisted(source, known[0] if known else None, now)
            return self._db.execute(ADOPT, wanted).rowcount == 1

    def dismiss(self, name: str) -> bool:
        with told():
            gone = "UPDATE sources SET retired = 1, adopted = 0 WHERE name = ? AND adopted RETURNING name"
            return bool(list(self._db.query(gone, (name,))))

    def claim(
        self,
        now: datetime,
        lease: timedelta,
        names: Sequence[str] = (),
        due_only: bool = True,
        kinds: Sequence[Kind] = WATCHED,
    ) -> Visit | None:
        until = now + lease
        wanted = {
            "now": text(now),
            "until": text(until),
            "never": text(now + LONGEST_PLAN),
            "ahead": text(now + SET_BACK),
            "due_only": due_only,
            "anyone": not names,
            "names": to_json(list(names)),
            "kinds": to_json(list(kinds)),
        }
        with told(), self._lightly():
            rows = list(self._db.query(CLAIM, wanted))
        return next((_visit(row, until, lease) for row in rows), None)

    def current(self, source: str, issue: Issue) -> Sequence[Entry]:
        with told():
            return log.current(self._db, source, issue)

    def keyed(self, source: str, keys: Collection[str]) -> Mapping[str, Entry]:
        with told():
            return log.keyed(self._db, source, keys)

    def save(self, visit: Visit, harvest: Harvest, revisions: Sequence[Revision], now: datetime) -> Sequence[Entry]:
        name = visit.source.name
        moved = {
            "name": name,
            "until": text(visit.until),
            "bookmark": harvest.bookmark,
            "notes": to_json(harvest.notes),
            "news": bool(revisions),
            "now": text(now),
            "renewed": text(now + visit.lease),
        }
        with told(), self._db.atomic():
            if self._db.execute(SAVE, moved).rowcount != 1:
                raise StoreError(f"来源 {name} 正由另一个报晓读取，这次读到的没有存：请只运行一个报晓。")
            raw.keep(self._db, name, harvest.raw, now)
            looks.see(self._db, name, {one.article.day for one in revisions}, now)
            return tuple(log.append(self._db, name, revision, now) for revision in revisions)

    def settle(
        self, visit: Visit, due_at: datetime, now: datetime, error: str = "", found: Found = NOTHING_FOUND
    ) -> None:
        if error and found.fault is None:
            found = replace(found, fault=Fault.UNREADABLE)
        outcome = {**_plan(visit, due_at, now), **({"error": error} if error else {})}
        self._end(SETTLE_BAD if error else SETTLE_GOOD, outcome, found, now)

    def postpone(self, visit: Visit, due_at: datetime, now: datetime) -> None:
        self._end(POSTPONE, _plan(visit, due_at, now), Found(fault=Fault.LATER), now)

    def _end(self, how: str, outcome: dict[str, str], found: Found, now: datetime) -> None:
        """Without effect, and without trace, when somebody else holds the lease by now."""
        with told(), self._lightly(), self._db.atomic():
            if self._db.execute(how, outcome).rowcount == 1:
                looks.remember(self._db, outcome["name"], found, now)

    @contextmanager
    def _lightly(self) -> Iterator[None]:
        """What a power cut may take back, because the next start does it anew: who holds a lease, when a visit is due.

        It reaches the disk with the next durable write. Bringing each to disk at once takes some milliseconds, while
        all others wait to write, and of a source without news it would be all that there is to write.
        """
        if self._db.conn.in_transaction:  # the setting belongs to the whole of it
            yield
            return
        self._db.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            self._db.execute("PRAGMA synchronous = FULL")

    def recover(self) -> None:
        with told(), self._db.atomic():
            self._db.execute("UPDATE sources SET lease_until = NULL, holder = NULL WHERE lease_until IS NOT NULL")

    def looks(self, source: str) -> Sequence[Look]:
        with told():
            return looks.looks(self._db, source)

    def days_seen(self, source: str) -> Sequence[SeenDay]:
        with told():
            return looks.days(self._db, source)

    def kept(self, source: str, since: datetime) -> Sequence[str]:
        with told():
            return raw.addresses(self._db, source, since)

    def raw(self, source: str, url: str) -> Raw | None:
        with told():
            return raw.page(self._db, source, url)

    def health(self) -> Sequence[SourceHealth]:
        with told():
            return tuple(map(_health, self._db.query(HEALTH)))


def _plan(visit: Visit, due_at: datetime, now: datetime) -> dict[str, str]:
    return {
        "name": visit.source.name,
        "until": text(visit.until),
        "due_at": text(due_at),
        "now": text(now),
    }


def _enlisted(source: Source, row: Row | None, now: datetime) -> dict[str, object]:
    """The values of ENLIST. A source that looks elsewhere now starts afresh; one that comes back is due at once."""
    before = from_json(row["settings"], Source) if row else source
    return {
        "name": source.name,
        "settings": to_json(source),
        "now": text(now),
        "moved": (before.kind, before.location) != (source.kind, source.location),
        "back": bool(row and row["retired"] == 1),
        "pace": text(now + source.every),
        "never": text(now + max(source.every, LONGEST_PLAN)),
    }


def _visit(row: Row, until: datetime, lease: timedelta) -> Visit:
    return Visit(
        source=from_json(row["settings"], Source),
        bookmark=row["bookmark"],
        until=until,
        lease=lease,
        failures=row["failures"],
        notes=from_json(row["notes"], tuple[str, ...]),
    )


def _health(row: Row) -> SourceHealth:
    return SourceHealth(
        source=from_json(row["settings"], Source),
        due_at=instant(row["due_at"]),
        last_good_at=instant(row["last_good_at"]) if row["last_good_at"] else None,
        last_new_at=instant(row["last_new_at"]) if row["last_new_at"] else None,
        last_day=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
        articles=row["articles"],
        failures=row["failures"],
        last_error=row["last_error"],
        notes=from_json(row["notes"], tuple[str, ...]),
        adopted=bool(row["adopted"]),
    )
