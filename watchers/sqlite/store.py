"""The log of articles and the timetable of sources for those who fill them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from watchers.codec import from_json, to_json
from watchers.errors import StoreError
from watchers.model import Article, Entry, Harvest, Issue, Revision, Source, SourceHealth, Visit
from watchers.sqlite.rows import ENTRY, Row, entry
from watchers.sqlite.search import columns
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
    bookmark = CASE WHEN :moved THEN '' ELSE bookmark END,
    notes = CASE WHEN :moved THEN '[]' ELSE notes END,
    due_at = CASE WHEN :moved OR :back THEN :now WHEN failures THEN min(due_at, :never) ELSE min(due_at, :pace) END,
    lease_until = CASE WHEN lease_until > :never THEN NULL ELSE lease_until END
"""
CLAIM = """
UPDATE sources SET lease_until = :until WHERE name = (
    SELECT name FROM sources
    WHERE NOT retired AND (lease_until IS NULL OR lease_until <= :now OR lease_until > :never)
        AND (due_at <= :now OR planned_at > :ahead OR NOT :due_only)
        AND (:anyone OR name IN (SELECT value FROM json_each(:names)))
    ORDER BY due_at, name LIMIT 1
) RETURNING settings, bookmark, failures, notes
"""
SAVE = """
UPDATE sources SET bookmark = :bookmark, notes = :notes,
    last_new_at = CASE WHEN :news THEN :now ELSE last_new_at END
WHERE name = :name AND lease_until = :until
"""
APPEND = """
INSERT INTO articles (uid, version, source, paper, day, page, seen_at, first_seen_at, value, joined)
VALUES (:uid, :version, :source, :paper, :day, :page, :now,
    coalesce((SELECT first_seen_at FROM articles WHERE uid = :uid AND version = 1), :now), :value, :joined)
RETURNING id
"""
WAS_PART = """
SELECT 1 FROM articles AS part JOIN articles AS whole ON whole.id = part.replaced_by AND whole.uid != part.uid
WHERE part.uid = ? AND part.version = ?
"""
PARTS = f"""
SELECT {ENTRY}, max(version) FROM articles
WHERE uid IN (SELECT value FROM json_each(:uids)) AND uid NOT IN (SELECT value FROM json_each(:standing)) GROUP BY uid
"""
SETTLE_GOOD = """
UPDATE sources SET lease_until = NULL, due_at = :due_at, planned_at = :now, failures = 0, last_error = '',
    last_good_at = :now
WHERE name = :name AND lease_until = :until
"""
SETTLE_BAD = """
UPDATE sources SET lease_until = NULL, due_at = :due_at, planned_at = :now, failures = failures + 1,
    last_error = :error
WHERE name = :name AND lease_until = :until
"""
POSTPONE = """
UPDATE sources SET lease_until = NULL, due_at = :due_at, planned_at = :now WHERE name = :name AND lease_until = :until
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
            self._db.execute("UPDATE sources SET retired = -1 WHERE NOT retired")  # a write first: it takes the lock
            before = {row["name"]: row for row in self._db.query("SELECT name, settings, retired FROM sources")}
            for source in sources:
                self._db.execute(ENLIST, _enlisted(source, before.get(source.name), now))
            self._db.execute("UPDATE sources SET retired = 1 WHERE retired")

    def claim(self, now: datetime, lease: timedelta, names: Sequence[str] = (), due_only: bool = True) -> Visit | None:
        until = now + lease
        wanted = {
            "now": text(now),
            "until": text(until),
            "never": text(now + LONGEST_PLAN),
            "ahead": text(now + SET_BACK),
            "due_only": due_only,
            "anyone": not names,
            "names": to_json(list(names)),
        }
        with told():
            rows = list(self._db.query(CLAIM, wanted))
        return next((_visit(row, until) for row in rows), None)

    def current(self, source: str, issue: Issue) -> Sequence[Entry]:
        where = "source = ? AND day = ? AND paper = ? AND replaced_by IS NULL ORDER BY id"
        with told():
            found = self._db.query(
                f"SELECT {ENTRY} FROM articles WHERE {where}", (source, issue.day.isoformat(), issue.paper)
            )
            standing = tuple(map(entry, found))
            return (*standing, *self._parts(standing))

    def _parts(self, standing: Sequence[Entry]) -> Sequence[Entry]:
        """What became a part of these articles and does not stand alone again, as it stood last."""
        uids = {uid for one in standing for uid in one.joined}
        if not uids:
            return ()
        wanted = {"uids": to_json(sorted(uids)), "standing": to_json([one.uid for one in standing])}
        return tuple(map(entry, self._db.query(PARTS, wanted)))

    def save(self, visit: Visit, harvest: Harvest, revisions: Sequence[Revision], now: datetime) -> Sequence[Entry]:
        name = visit.source.name
        moved = {
            "name": name,
            "until": text(visit.until),
            "bookmark": harvest.bookmark,
            "notes": to_json(harvest.notes),
            "news": bool(revisions),
            "now": text(now),
        }
        with told(), self._db.atomic():
            if self._db.execute(SAVE, moved).rowcount != 1:
                raise StoreError(f"来源 {name} 正由另一个报晓读取，这次读到的没有存：请只运行一个报晓。")
            return tuple(self._append(name, revision, now) for revision in revisions)

    def settle(self, visit: Visit, due_at: datetime, now: datetime, error: str = "") -> None:
        outcome = {**_plan(visit, due_at, now), **({"error": error} if error else {})}
        with told():
            self._db.execute(SETTLE_BAD if error else SETTLE_GOOD, outcome)

    def postpone(self, visit: Visit, due_at: datetime, now: datetime) -> None:
        with told():
            self._db.execute(POSTPONE, _plan(visit, due_at, now))

    def health(self) -> Sequence[SourceHealth]:
        with told():
            return tuple(map(_health, self._db.query(HEALTH)))

    def _append(self, source: str, revision: Revision, now: datetime) -> Entry:
        article = revision.article
        row = {
            "uid": revision.uid,
            "version": revision.version,
            "source": source,
            "paper": article.paper,
            "day": article.day.isoformat(),
            "page": article.page,
            "now": text(now),
            "value": to_json(article),
            "joined": to_json(revision.joined),
        }
        line = next(iter(self._db.query(APPEND, row)))["id"]
        if revision.version > 1:
            self._supersede(revision, line)
        for uid in revision.joined:
            self._replace("uid = ?", uid, by=line)
        self._db.execute(
            "INSERT INTO article_search (rowid, headline, body) VALUES (?, ?, ?)", (line, *columns(article))
        )
        return Entry(
            id=line,
            uid=revision.uid,
            version=revision.version,
            source=source,
            seen_at=now,
            article=article,
            joined=revision.joined,
        )

    def _supersede(self, revision: Revision, line: int) -> None:
        """Mark the version before as replaced; one that was a part of another article is so already."""
        before = (revision.uid, revision.version - 1)
        if self._replace("uid = ? AND version = ?", *before, by=line):
            return
        if not list(self._db.query(WAS_PART, before)):
            raise StoreError(f"稿件 {revision.uid} 没有第 {revision.version - 1} 版可以更正：请重新读取这一期。")

    def _replace(self, where: str, *values: object, by: int) -> bool:
        """Mark a standing line as replaced, and take it out of the index: FTS5 wants its tokens for that."""
        mark = f"UPDATE articles SET replaced_by = ? WHERE {where} AND replaced_by IS NULL RETURNING id, value"
        gone = list(self._db.query(mark, (by, *values)))
        for row in gone:
            self._db.execute(
                "INSERT INTO article_search (article_search, rowid, headline, body) VALUES ('delete', ?, ?, ?)",
                (row["id"], *columns(from_json(row["value"], Article))),
            )
        return bool(gone)


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


def _visit(row: Row, until: datetime) -> Visit:
    return Visit(
        source=from_json(row["settings"], Source),
        bookmark=row["bookmark"],
        until=until,
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
    )
