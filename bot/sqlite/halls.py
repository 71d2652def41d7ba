"""Groups, forums and channels, in SQLite: bound topics, who speaks for which, who asked us in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.model import Address, Hall
from bot.sqlite.instants import stamp

# An address of this chat: itself, or one of its topics. The colon's successor ends the range.
KIN = """
SELECT address FROM subscribers WHERE address = :chat OR (address >= :chat || ':' AND address < :chat || ';')
ORDER BY joined_at, address"""


class SqliteHalls:
    """Adapter of the Halls port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def bind(self, chat: Address, topic: str) -> None:
        with self._db.atomic():
            self._db.execute("DELETE FROM bound WHERE address = ?", [str(chat)])
            if topic:
                self._db.execute("INSERT INTO bound (address, topic) VALUES (?, ?)", [str(chat), topic])

    def bound(self, chat: Address) -> str:
        rows = self._db.query("SELECT topic FROM bound WHERE address = ?", [str(chat)])
        return next((str(row["topic"]) for row in rows), "")

    def kin(self, chat: Address) -> Sequence[Address]:
        return [Address.parse(row["address"]) for row in self._db.query(KIN, {"chat": str(chat)})]

    def drive(self, address: Address, hall: Hall, until: datetime) -> None:
        self._db.execute(
            "INSERT INTO driving (address, hall, title, until) VALUES (?, ?, ?, ?) ON CONFLICT(address) DO UPDATE "
            "SET hall = excluded.hall, title = excluded.title, until = excluded.until",
            [str(address), str(hall.address), hall.title, stamp(until)],
        )

    def driven(self, address: Address, now: datetime) -> tuple[Address, str] | None:
        rows = self._db.query("SELECT * FROM driving WHERE address = ? AND until > ?", [str(address), stamp(now)])
        return next(((Address.parse(row["hall"]), str(row["title"])) for row in rows), None)

    def leave(self, address: Address) -> None:
        self._db.execute("DELETE FROM driving WHERE address = ?", [str(address)])

    def invited(self, chat: Address, person: str) -> None:
        self._db.execute(
            "INSERT INTO hosts (address, person) VALUES (?, ?) "
            "ON CONFLICT(address) DO UPDATE SET person = excluded.person",
            [str(chat), person],
        )

    def host(self, chat: Address) -> str:
        rows = self._db.query("SELECT person FROM hosts WHERE address = ?", [str(chat)])
        return next((str(row["person"]) for row in rows), "")


def moved(database: Database, old: Address, new: Address) -> None:
    """What belongs to an address goes with it when it moves; what was there already stays."""
    values = {"old": str(old), "new": str(new)}
    for table in ("favourites", "bound", "hosts"):
        database.execute(f"UPDATE OR IGNORE {table} SET address = :new WHERE address = :old", values)
        database.execute(f"DELETE FROM {table} WHERE address = :old", values)
    database.execute("UPDATE driving SET hall = :new WHERE hall = :old", values)
