"""The tables of the chat side. A change is a new migration below the old ones; old ones are never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("bot")


@migrations()
def m001_people_and_subscriptions(db: Database) -> None:
    db.execute(
        """CREATE TABLE subscribers (
            address TEXT PRIMARY KEY, language TEXT NOT NULL, timezone TEXT NOT NULL, digest_at TEXT,
            joined_at INTEGER NOT NULL, next_digest_at INTEGER, digested INTEGER NOT NULL DEFAULT 0,
            even_nothing INTEGER NOT NULL DEFAULT 0, paused INTEGER NOT NULL DEFAULT 0,
            gone INTEGER NOT NULL DEFAULT 0)"""
    )
    db.execute("CREATE INDEX subscribers_due ON subscribers(next_digest_at) WHERE paused = 0")
    db.execute(
        """CREATE TABLE subscriptions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, number INTEGER NOT NULL,
            query TEXT NOT NULL, name TEXT NOT NULL, mode TEXT NOT NULL, created_at INTEGER NOT NULL,
            ended_at INTEGER, UNIQUE(address, number))"""
    )
    db.execute("CREATE TABLE cursors (name TEXT PRIMARY KEY, value INTEGER NOT NULL)")


@migrations()
def m002_matches_and_deliveries(db: Database) -> None:
    db.execute(
        """CREATE TABLE matches (
            id INTEGER PRIMARY KEY AUTOINCREMENT, subscription_id INTEGER NOT NULL REFERENCES subscriptions(id),
            address TEXT NOT NULL, entry_id INTEGER NOT NULL, uid TEXT NOT NULL, finding TEXT NOT NULL,
            found_at INTEGER NOT NULL, UNIQUE(subscription_id, uid))"""
    )
    db.execute("CREATE INDEX matches_by_address ON matches(address, id)")
    db.execute(
        """CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, address TEXT NOT NULL,
            lane INTEGER NOT NULL, message TEXT NOT NULL, state TEXT NOT NULL, due_at INTEGER NOT NULL,
            lease_until INTEGER, attempts INTEGER NOT NULL DEFAULT 0, doubts INTEGER NOT NULL DEFAULT 0,
            message_id TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '', settled_at INTEGER)"""
    )
    db.execute("CREATE INDEX deliveries_due ON deliveries(lane, due_at, id) WHERE state = 'due'")
    db.execute("CREATE INDEX deliveries_sending ON deliveries(address) WHERE state = 'sending'")


@migrations()
def m003_conversations(db: Database) -> None:
    db.execute(
        """CREATE TABLE inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, incoming TEXT NOT NULL,
            received_at INTEGER NOT NULL, handled_at INTEGER, error TEXT NOT NULL DEFAULT '')"""
    )
    db.execute("CREATE INDEX inbox_waiting ON inbox(id) WHERE handled_at IS NULL")
    db.execute("CREATE TABLE shown (address TEXT PRIMARY KEY, title TEXT NOT NULL, items TEXT NOT NULL)")
    db.execute(
        """CREATE TABLE offers (
            id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, text TEXT NOT NULL,
            made_at INTEGER NOT NULL)"""
    )
    db.execute("CREATE TABLE expected (address TEXT PRIMARY KEY, command TEXT NOT NULL)")
