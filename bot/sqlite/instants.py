"""Instants as SQLite keeps them: integer microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def stamp(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def instant(stamped: int) -> datetime:
    return EPOCH + timedelta(microseconds=stamped)


def stamp_or_none(at: datetime | None) -> int | None:
    return None if at is None else stamp(at)


def instant_or_none(stamped: int | None) -> datetime | None:
    return None if stamped is None else instant(stamped)
