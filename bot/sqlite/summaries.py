"""What language models wrote of articles, in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.retold import Retold
from bot.sqlite.instants import stamp

# Only the newest matches are looked at: an article that thousands meet has thousands of them.
NEWEST = 20_000
WANTED = f"""
SELECT entry_id, max(id) AS newest FROM matches
WHERE id > (SELECT coalesce(max(id), 0) - {NEWEST} FROM matches) AND found_at >= :since
    AND json_extract(finding, '$.strength') = 'strong'
    AND NOT EXISTS (SELECT 1 FROM summaries WHERE summaries.entry_id = matches.entry_id)
GROUP BY entry_id ORDER BY newest DESC LIMIT :limit"""


class SqliteSummaries:
    """Adapter of the Summaries port. A row without text was in vain; without a model, too, nobody was asked."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(self, entry_id: int, text: str, model: str, now: datetime) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO summaries (entry_id, text, model, at) VALUES (?, ?, ?, ?)",
            [entry_id, text, model, stamp(now)],
        )

    def of(self, entry_id: int) -> Retold | None:
        rows = self._db.query("SELECT text, model FROM summaries WHERE entry_id = ? AND text <> ''", [entry_id])
        return next((Retold(text=row["text"], model=row["model"]) for row in rows), None)

    def asked_since(self, since: datetime) -> int:
        rows = self._db.query("SELECT count(*) AS count FROM summaries WHERE at >= ? AND model <> ''", [stamp(since)])
        return next(int(row["count"]) for row in rows)

    def wanted(self, since: datetime, limit: int) -> Sequence[int]:
        rows = self._db.query(WANTED, {"since": stamp(since), "limit": limit})
        return [row["entry_id"] for row in rows]
