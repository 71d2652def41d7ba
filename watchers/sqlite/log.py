"""The log of articles: what stands in an issue, what a source calls its articles, and one more line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlite_utils import Database

from watchers.codec import from_json, to_json
from watchers.errors import StoreError
from watchers.model import Article, Entry, Issue, Revision
from watchers.sqlite.rows import ENTRY, entry
from watchers.sqlite.search import columns
from watchers.sqlite.stamps import text

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
KEYED = f"""
SELECT {ENTRY}, max(version), called FROM (
    SELECT key AS called, uid AS known FROM article_keys
    WHERE source = :source AND key IN (SELECT value FROM json_each(:keys))
) JOIN articles ON uid = known GROUP BY called
"""
NAME = """
INSERT INTO article_keys (source, key, uid) VALUES (?, ?, ?) ON CONFLICT (source, key) DO UPDATE SET uid = excluded.uid
"""
PARTS = f"""
SELECT {ENTRY}, max(version) FROM articles
WHERE uid IN (SELECT value FROM json_each(:uids)) AND uid NOT IN (SELECT value FROM json_each(:standing)) GROUP BY uid
"""


def current(db: Database, source: str, issue: Issue) -> Sequence[Entry]:
    """As the port says."""
    where = "source = ? AND day = ? AND paper = ? AND replaced_by IS NULL ORDER BY id"
    found = db.query(f"SELECT {ENTRY} FROM articles WHERE {where}", (source, issue.day.isoformat(), issue.paper))
    standing = tuple(map(entry, found))
    return (*standing, *_parts(db, standing))


def _parts(db: Database, standing: Sequence[Entry]) -> Sequence[Entry]:
    """What became a part of these articles and does not stand alone again, as it stood last."""
    uids = {uid for one in standing for uid in one.joined}
    if not uids:
        return ()
    wanted = {"uids": to_json(sorted(uids)), "standing": to_json([one.uid for one in standing])}
    return tuple(map(entry, db.query(PARTS, wanted)))


def keyed(db: Database, source: str, keys: Collection[str]) -> Mapping[str, Entry]:
    """As the port says."""
    if not keys:
        return {}
    return {row["called"]: entry(row) for row in db.query(KEYED, {"source": source, "keys": to_json(sorted(keys))})}


def append(db: Database, source: str, revision: Revision, now: datetime) -> Entry:
    """Write a line, its key and its place in the index, and mark what it replaces."""
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
    line = next(iter(db.query(APPEND, row)))["id"]
    if revision.version > 1:
        _supersede(db, revision, line)
    if article.key:
        db.execute(NAME, (source, article.key, revision.uid))
    for uid in revision.joined:
        _replace(db, "uid = ?", uid, by=line)
    db.execute("INSERT INTO article_search (rowid, headline, body) VALUES (?, ?, ?)", (line, *columns(article)))
    return Entry(
        id=line,
        uid=revision.uid,
        version=revision.version,
        source=source,
        seen_at=now,
        article=article,
        joined=revision.joined,
    )


def _supersede(db: Database, revision: Revision, line: int) -> None:
    """Mark the version before as replaced; one that was a part of another article is so already."""
    before = (revision.uid, revision.version - 1)
    if _replace(db, "uid = ? AND version = ?", *before, by=line):
        return
    if not list(db.query(WAS_PART, before)):
        raise StoreError(f"稿件 {revision.uid} 没有第 {revision.version - 1} 版可以更正：请重新读取这一期。")


def _replace(db: Database, where: str, *values: object, by: int) -> bool:
    """Mark a standing line as replaced, and take it out of the index: FTS5 wants its tokens for that."""
    mark = f"UPDATE articles SET replaced_by = ? WHERE {where} AND replaced_by IS NULL RETURNING id, value"
    gone = list(db.query(mark, (by, *values)))
    for row in gone:
        db.execute(
            "INSERT INTO article_search (article_search, rowid, headline, body) VALUES ('delete', ?, ?, ?)",
            (row["id"], *columns(from_json(row["value"], Article))),
        )
    return bool(gone)
