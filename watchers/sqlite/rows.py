"""Rows ↔ values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from watchers.codec import from_json
from watchers.model import Article, Entry
from watchers.sqlite.stamps import instant

Row = Mapping[str, Any]  # Any: what SQLite hands out

ENTRY = "id, uid, version, source, seen_at, value, replaced_by, joined"


def entry(row: Row) -> Entry:
    """The entry in a row with the columns ENTRY."""
    return Entry(
        id=row["id"],
        uid=row["uid"],
        version=row["version"],
        source=row["source"],
        seen_at=instant(row["seen_at"]),
        article=from_json(row["value"], Article),
        replaced=row["replaced_by"] is not None,
        joined=from_json(row["joined"], tuple[str, ...]),
    )
