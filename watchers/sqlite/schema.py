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


@migrations()
def adopted_sources(db: Database) -> None:
    """Sources that a command took in: the configuration does not name them and must not retire them."""
    db.execute("ALTER TABLE sources ADD COLUMN adopted INTEGER NOT NULL DEFAULT 0")


@migrations()
def keys_of_articles(db: Database) -> None:
    """What a source calls its articles. One article may have had several keys: a site was made anew and renamed all."""
    db.execute(
        """CREATE TABLE article_keys (
            source TEXT NOT NULL, key TEXT NOT NULL, uid TEXT NOT NULL, PRIMARY KEY (source, key)) WITHOUT ROWID"""
    )


@migrations()
def holders_of_leases(db: Database) -> None:
    """Whose visit it is, apart from `lease_until`, which every save now moves on."""
    db.execute("ALTER TABLE sources ADD COLUMN holder TEXT")


@migrations()
def what_the_watchdog_remembers(db: Database) -> None:
    """Runs of visits that came to the same, and when the first article of each day came."""
    db.execute(
        """CREATE TABLE looks (
            id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, begun_at TEXT NOT NULL, at TEXT NOT NULL,
            times INTEGER NOT NULL, found TEXT NOT NULL)"""
    )
    db.execute("CREATE INDEX looks_by_source ON looks (source, id)")
    db.execute(
        """CREATE TABLE days_seen (
            source TEXT NOT NULL, day TEXT NOT NULL, first_at TEXT NOT NULL, PRIMARY KEY (source, day)) WITHOUT ROWID"""
    )
    db.execute("INSERT INTO days_seen SELECT source, day, min(first_seen_at) FROM articles GROUP BY source, day")


@migrations()
def pages_as_they_came(db: Database) -> None:
    """For reading them again; `body` is compressed by zlib."""
    db.execute(
        """CREATE TABLE raw (
            source TEXT NOT NULL, url TEXT NOT NULL, fetched_at TEXT NOT NULL, content_type TEXT NOT NULL,
            size INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (source, url))"""
    )
    db.execute("CREATE INDEX raw_by_age ON raw (fetched_at, size)")


@migrations()
def warnings_in_force(db: Database) -> None:
    """A dozen among a million articles."""
    db.execute(
        """CREATE INDEX articles_warnings ON articles (id) WHERE replaced_by IS NULL
            AND json_extract(value, '$.warning.stage') NOT IN ('cancelled', 'expired')"""
    )


@migrations()
def articles_by_paper(db: Database) -> None:
    """Issues are counted by the index alone."""
    db.execute("CREATE INDEX articles_by_paper ON articles (paper, day, page, source) WHERE replaced_by IS NULL")


@migrations()
def articles_with_dates(db: Database) -> None:
    """Those that print deadlines or events: one in ten."""
    db.execute(
        """CREATE INDEX articles_dated ON articles (day) WHERE replaced_by IS NULL
            AND (instr(value, '"deadlines":[{') > 0 OR instr(value, '"events":[{') > 0)"""
    )
