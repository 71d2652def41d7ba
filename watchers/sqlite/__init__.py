"""The news side's store on SQLite: one file, shared with the bot, which keeps its own tables in it."""

from __future__ import annotations

from watchers.sqlite.archive import SqliteArchive
from watchers.sqlite.copies import backup, restore
from watchers.sqlite.database import APPLICATION_ID, damage, migrate, open_database, refuse_damaged
from watchers.sqlite.store import SqliteNewsStore
from watchers.sqlite.trouble import explained, told

__all__ = [
    "APPLICATION_ID",
    "SqliteArchive",
    "SqliteNewsStore",
    "backup",
    "damage",
    "explained",
    "migrate",
    "open_database",
    "refuse_damaged",
    "restore",
    "told",
]
