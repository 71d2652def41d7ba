"""Pages of the web as they came, compressed, so that a better reader can read them again."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from watchers.model import Raw
from watchers.sqlite.stamps import text

# Whoever makes a reader better hears of its fault from people, within days; a month leaves time for it.
KEEP = timedelta(days=30)
# An issue is some twelve pages and a hundred articles of 30 kB of HTML, 7 kB each when compressed: under 1 MB. So this
# is six or seven dailies for that month; and each of the automatic backups holds it once more.
MOST_BYTES = 200_000_000

KEPT = """
INSERT INTO raw (source, url, fetched_at, content_type, size, body)
VALUES (:source, :url, :now, :content_type, :size, :body)
ON CONFLICT (source, url) DO UPDATE SET
    fetched_at = :now, content_type = :content_type, size = :size, body = :body
"""
# The newest pages whose sizes together are within the bound stay; the index alone answers it.
BEYOND = """
SELECT rowid FROM (
    SELECT rowid, sum(size) OVER (ORDER BY fetched_at DESC, rowid DESC) AS so_far FROM raw
) WHERE so_far > ?
"""


def keep(db: Database, source: str, pages: Sequence[Raw], now: datetime) -> None:
    """Keep the pages in place of what stood at their addresses before, and let go of the oldest."""
    for page in pages:
        body = zlib.compress(page.body)
        row = {"source": source, "url": page.url, "now": text(now), "content_type": page.content_type}
        db.execute(KEPT, {**row, "size": len(body), "body": body})
    if pages:
        db.execute("DELETE FROM raw WHERE fetched_at < ?", [text(now - KEEP)])
        if next(db.query("SELECT sum(size) AS bytes FROM raw"))["bytes"] > MOST_BYTES:
            db.execute(f"DELETE FROM raw WHERE rowid IN ({BEYOND})", [MOST_BYTES])


def addresses(db: Database, source: str, since: datetime) -> tuple[str, ...]:
    """In the order in which they came."""
    wanted = "SELECT url FROM raw WHERE source = ? AND fetched_at >= ? ORDER BY fetched_at, rowid"
    return tuple(row["url"] for row in db.query(wanted, [source, text(since)]))


def page(db: Database, source: str, url: str) -> Raw | None:
    """What stood there last."""
    rows = db.query("SELECT url, content_type, body FROM raw WHERE source = ? AND url = ?", [source, url])
    return next(
        (Raw(url=row["url"], body=zlib.decompress(row["body"]), content_type=row["content_type"]) for row in rows), None
    )
