"""Lists whose pages can be turned, in SQLite."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from bot.leaflets import KEPT, Leaflet
from bot.model import Address, Message
from bot.ports import Shown
from watchers.codec import from_json, to_json


class SqliteLeaflets:
    """Adapter of the Leaflets port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(self, address: Address, title: str, pages: Sequence[Message], items: Sequence[Shown]) -> int:
        rows = self._db.query(
            "INSERT INTO leaflets (address, title, items, pages) VALUES (?, ?, ?, ?) RETURNING id",
            [str(address), title, to_json(tuple(items)), to_json(tuple(pages))],
        )
        made = int(next(iter(list(rows)))["id"])
        self._db.execute(
            """DELETE FROM leaflets WHERE address = :address AND id <= (SELECT id FROM leaflets
                WHERE address = :address ORDER BY id DESC LIMIT 1 OFFSET :kept)""",
            {"address": str(address), "kept": KEPT},
        )
        return made

    def leaflet(self, address: Address, leaflet_id: int) -> tuple[Leaflet, Sequence[Shown]] | None:
        rows = self._db.query("SELECT * FROM leaflets WHERE id = ? AND address = ?", [leaflet_id, str(address)])
        for row in rows:
            pages = from_json(row["pages"], tuple[Message, ...])
            items = from_json(row["items"], tuple[Shown, ...])
            return Leaflet(id=row["id"], title=row["title"], pages=pages), items
        return None
