"""Instants as text in the database."""

from __future__ import annotations

from datetime import UTC, datetime

FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def text(instant: datetime) -> str:
    """ISO 8601 in UTC, always with microseconds: it sorts as text, and whoever opens the database can read it."""
    return f"{instant.astimezone(UTC):{FORMAT}}"


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
