"""The log of articles for those who read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from watchers.model import Entry, ForecastDay
from watchers.sqlite.rows import ENTRY, Row, entry
from watchers.sqlite.search import either, expression
from watchers.sqlite.stamps import text
from watchers.sqlite.trouble import told

# Long-range forecasts in newspapers (旬, 月) reach a month ahead at most.
FORECAST_REACH = timedelta(days=31)
# A headline is a fiftieth of an article and says what it is about; four times the weight is the usual middle course
# between counting it like the body and letting it decide alone.
RANK = "bm25(article_search, 4.0, 1.0)"

# From a part to the article that it became a part of, which may have become a part in its turn.
WHOLE = """
WITH RECURSIVE chain (id, replaced_by) AS (
    SELECT id, replaced_by FROM articles WHERE uid = ?
    UNION SELECT later.id, later.replaced_by FROM chain JOIN articles AS later ON later.id = chain.replaced_by
) SELECT id FROM chain WHERE replaced_by IS NULL ORDER BY id DESC LIMIT 1
"""


class SqliteArchive:
    """The Archive port."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def after(self, cursor: int, limit: int) -> Sequence[Entry]:
        return self._entries("id > ? ORDER BY id LIMIT ?", cursor, limit)

    def last_id(self) -> int:
        return int(self._rows("SELECT coalesce(max(id), 0) AS id FROM articles")[0]["id"])

    def entry(self, entry_id: int) -> Entry | None:
        return next(iter(self._entries("id = ?", entry_id)), None)

    def latest(self, uid: str) -> Entry | None:
        standing = self._entries("uid = ? AND replaced_by IS NULL", uid) or self._entries(f"id IN ({WHOLE})", uid)
        return next(iter(standing), None)

    def seen_between(self, start: datetime, end: datetime) -> Sequence[Entry]:
        where = "replaced_by IS NULL AND first_seen_at >= ? AND first_seen_at < ? ORDER BY first_seen_at, id"
        return self._entries(where, text(start), text(end))

    def dated_between(self, first: date, last: date) -> Sequence[Entry]:
        where = "replaced_by IS NULL AND day BETWEEN ? AND ? ORDER BY day, id"
        return sorted(self._entries(where, first.isoformat(), last.isoformat()), key=_paper_order)

    def search(self, words: Sequence[str], limit: int, newest: bool = False) -> Sequence[Entry]:
        return self._matching(expression(words), limit, newest)

    def holding(self, words: Collection[str], limit: int, newest: bool = False) -> Sequence[Entry]:
        return self._matching(either(words), limit, newest)

    def _matching(self, query: str, limit: int, newest: bool) -> Sequence[Entry]:
        if not query:
            return ()
        order = "rowid DESC" if newest else f"{RANK}, rowid DESC"
        hits = f"SELECT rowid FROM article_search WHERE article_search MATCH ? ORDER BY {order} LIMIT ?"
        ids = [row["rowid"] for row in self._rows(hits, query, limit)]
        found = {one.id: one for one in self._entries(f"id IN ({', '.join('?' * len(ids))})", *ids)}
        return tuple(found[one] for one in ids)

    def days(self) -> Mapping[date, int]:
        sql = "SELECT day, count(*) AS n FROM articles WHERE replaced_by IS NULL GROUP BY day ORDER BY day DESC"
        return {date.fromisoformat(row["day"]): row["n"] for row in self._rows(sql)}

    def forecasts(self, day: date) -> Sequence[tuple[Entry, ForecastDay]]:
        where = "replaced_by IS NULL AND day BETWEEN ? AND ? AND value LIKE ? ORDER BY day DESC, id"
        printed = (day - FORECAST_REACH).isoformat(), day.isoformat(), f'%"forecast":[%{day.isoformat()}%'
        return [
            (one, forecast)
            for one in self._entries(where, *printed)
            for forecast in one.article.facts.forecast
            if forecast.date == day
        ]

    def _entries(self, where: str, *values: object) -> tuple[Entry, ...]:
        return tuple(map(entry, self._rows(f"SELECT {ENTRY} FROM articles WHERE {where}", *values)))

    def _rows(self, sql: str, *values: object) -> list[Row]:
        with told():
            return list(self._db.query(sql, values))


def _paper_order(one: Entry) -> tuple[date, str, str, int, int, int]:
    """Day by day, paper by paper; pages as numbered (2 before 10, A10 before B1), pages without a label last."""
    article = one.article
    letter = article.page[:1] if article.page[:1].isalpha() else ""
    digits = "".join(char for char in article.page if char.isdecimal())
    return article.day, article.paper, letter, int(digits or 10_000), article.order, one.id
