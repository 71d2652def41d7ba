"""The tables of the news side. Nobody but this package writes them."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("watchers")

TABLES = """
CREATE TABLE sources (
    name         TEXT PRIMARY KEY,
    settings     TEXT NOT NULL,               -- Source as JSON
    bookmark     TEXT NOT NULL DEFAULT '',
    notes        TEXT NOT NULL DEFAULT '[]',  -- what its last harvest had to say
    due_at       TEXT NOT NULL,
    lease_until  TEXT,                        -- NULL: nobody is visiting it; also tells whose visit it is
    failures     INTEGER NOT NULL DEFAULT 0,  -- in a row
    last_error   TEXT NOT NULL DEFAULT '',
    last_good_at TEXT,
    last_new_at  TEXT,
    retired      INTEGER NOT NULL DEFAULT 0   -- no longer configured; its articles stay
);

-- The log. Rows are only appended; AUTOINCREMENT, because a cursor must never meet an id again.
CREATE TABLE articles (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uid           TEXT NOT NULL,
    version       INTEGER NOT NULL,
    source        TEXT NOT NULL REFERENCES sources (name),
    paper         TEXT NOT NULL,
    day           TEXT NOT NULL,
    page          TEXT NOT NULL,
    seen_at       TEXT NOT NULL,
    first_seen_at TEXT NOT NULL,              -- seen_at of version 1
    value         TEXT NOT NULL,              -- Article as JSON
    replaced_by   INTEGER REFERENCES articles (id),
    UNIQUE (uid, version)
);
-- replaced_by stands in the indexes too, so that counting need not look at the rows.
CREATE INDEX articles_by_issue ON articles (source, day, paper, replaced_by) WHERE replaced_by IS NULL;
CREATE INDEX articles_by_day ON articles (day, replaced_by) WHERE replaced_by IS NULL;
CREATE INDEX articles_by_first_sight ON articles (first_seen_at) WHERE replaced_by IS NULL;

-- Only current versions. Contentless: the text stands in articles, so it is not stored a second time. The tokens are
-- made by us (pairs of characters, folded), so the simplest tokenizer splits them again at the blanks.
CREATE VIRTUAL TABLE article_search USING fts5 (headline, body, content='', tokenize='ascii');
"""


@migrations()
def articles_and_sources(db: Database) -> None:
    db.executescript(TABLES)


@migrations()
def joined_articles(db: Database) -> None:
    """What was known by itself and became a part of another article: uids as JSON, on the lines of the whole."""
    db.execute("ALTER TABLE articles ADD COLUMN joined TEXT NOT NULL DEFAULT '[]'")


@migrations()
def planned_at(db: Database) -> None:
    """When `due_at` was reckoned: a plan from the future was made by a clock that has been set back since."""
    db.execute("ALTER TABLE sources ADD COLUMN planned_at TEXT")
