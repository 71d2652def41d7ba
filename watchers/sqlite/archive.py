"""The log of articles for those who read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from watchers.codec import to_json
from watchers.model import Article, Entry, Facts, ForecastDay, Issue, IssueSize
from watchers.sqlite.rows import ENTRY, Row, entry
from watchers.sqlite.search import each, either, expression
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

# As the index has it, word for word.
STANDING = "replaced_by IS NULL AND json_extract(value, '$.warning.stage') NOT IN ('cancelled', 'expired')"

# The same, likewise. A quotation mark within a text is escaped there, so this is found in no text.
DATED = """replaced_by IS NULL AND (instr(value, '"deadlines":[{') > 0 OR instr(value, '"events":[{') > 0)"""
# Deadlines are printed weeks before, some plans a season.
DATED_REACH = timedelta(days=183)

# An article of a newspaper: a page is printed beside it, or its source is one, though nobody knows its pages.
PRINTED = """replaced_by IS NULL AND (page <> '' OR source IN (
    SELECT name FROM sources WHERE json_extract(settings, '$.kind') IN ('folder', 'epaper')))"""
SIZE = "SELECT paper, day, count(DISTINCT page) AS pages, count(*) AS articles FROM articles"


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

    def origins(self, entry_ids: Collection[int]) -> frozenset[str]:
        wanted = "SELECT DISTINCT source FROM articles WHERE id IN (SELECT value FROM json_each(?))"
        return frozenset(row["source"] for row in self._rows(wanted, to_json(sorted(entry_ids))))

    def latest(self, uid: str) -> Entry | None:
        standing = self._entries("uid = ? AND replaced_by IS NULL", uid) or self._entries(f"id IN ({WHOLE})", uid)
        return next(iter(standing), None)

    def versions(self, uid: str) -> Sequence[Entry]:
        return self._entries("uid = ? ORDER BY version", uid)

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

    def holding_each(self, groups: Sequence[Collection[str]], limit: int, newest: bool = False) -> Sequence[Entry]:
        return self._matching(each(groups), limit, newest)

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

    def newest_issues(self) -> Sequence[IssueSize]:
        latest = f"SELECT paper, max(day) FROM articles WHERE {PRINTED} GROUP BY paper"
        return self._sizes(f"(paper, day) IN ({latest}) AND {PRINTED} GROUP BY paper, day ORDER BY day DESC, paper")

    def issues_of(self, paper: str, limit: int) -> Sequence[IssueSize]:
        return self._sizes(f"paper = ? AND {PRINTED} GROUP BY day ORDER BY day DESC LIMIT ?", paper, limit)

    def of_issue(self, issue: Issue) -> Sequence[Entry]:
        found = self._entries(f"paper = ? AND day = ? AND {PRINTED}", issue.paper, issue.day.isoformat())
        return sorted(found, key=_paper_order)

    def _sizes(self, where: str, *values: object) -> Sequence[IssueSize]:
        return tuple(
            IssueSize(
                issue=Issue(paper=row["paper"], day=date.fromisoformat(row["day"])),
                pages=row["pages"],
                articles=row["articles"],
            )
            for row in self._rows(f"{SIZE} WHERE {where}", *values)
        )

    def warnings_in_force(self, now: datetime) -> Sequence[Entry]:
        return tuple(one for one in self._entries(f"{STANDING} ORDER BY id") if _lasts(one.article, now))

    def forecasts(self, day: date) -> Sequence[tuple[Entry, ForecastDay]]:
        where = "replaced_by IS NULL AND day BETWEEN ? AND ? AND value LIKE ? ORDER BY day DESC, id"
        printed = (day - FORECAST_REACH).isoformat(), day.isoformat(), f'%"forecast":[%{day.isoformat()}%'
        return [
            (one, forecast)
            for one in self._entries(where, *printed)
            for forecast in one.article.facts.forecast
            if forecast.date == day
        ]

    def dating(self, first: date, last: date) -> Sequence[Entry]:
        found = self._entries(f"{DATED} AND day >= ? ORDER BY id", (first - DATED_REACH).isoformat())
        return tuple(one for one in found if _falls_within(one.article.facts, first, last))

    def _entries(self, where: str, *values: object) -> tuple[Entry, ...]:
        return tuple(map(entry, self._rows(f"SELECT {ENTRY} FROM articles WHERE {where}", *values)))

    def _rows(self, sql: str, *values: object) -> list[Row]:
        with told():
            return list(self._db.query(sql, values))


def _falls_within(facts: Facts, first: date, last: date) -> bool:
    return any(first <= one.date <= last for one in facts.deadlines) or any(
        first <= one.last and (one.first or one.last) <= last for one in facts.events
    )


def _lasts(article: Article, now: datetime) -> bool:
    signal = article.warning
    return signal is not None and (signal.expires_at is None or signal.expires_at > now)


def _paper_order(one: Entry) -> tuple[date, str, str, int, int, int]:
    """Day by day, paper by paper; pages as numbered (2 before 10, A10 before B1), pages without a label last."""
    article = one.article
    letter = article.page[:1] if article.page[:1].isalpha() else ""
    digits = "".join(char for char in article.page if char.isdecimal())
    return article.day, article.paper, letter, int(digits or 10_000), article.order, one.id
