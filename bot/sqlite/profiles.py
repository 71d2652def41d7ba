"""Business profiles in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.model import Address
from bot.profile.model import Profile, Suited
from bot.sqlite.instants import instant_or_none, stamp, stamp_or_none
from watchers.codec import from_json, to_json


class SqliteProfiles:
    """Adapter of the Profiles port."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, address: Address) -> Profile | None:
        rows = self._db.query("SELECT profile FROM profiles WHERE address = ?", [str(address)])
        return next((from_json(row["profile"], Profile) for row in rows), None)

    def keep(self, address: Address, profile: Profile) -> None:
        self._db.execute(
            "INSERT INTO profiles (address, profile) VALUES (?, ?) "
            "ON CONFLICT(address) DO UPDATE SET profile = excluded.profile",
            [str(address), to_json(profile)],
        )

    def remove(self, address: Address) -> bool:
        with self._db.atomic():
            self._db.execute("DELETE FROM suited WHERE address = ?", [str(address)])
            return bool(self._db.execute("DELETE FROM profiles WHERE address = ?", [str(address)]).rowcount)

    def all(self) -> Sequence[tuple[Address, Profile]]:
        rows = self._db.query("SELECT address, profile FROM profiles ORDER BY address")
        return [(Address.parse(row["address"]), from_json(row["profile"], Profile)) for row in rows]

    def note(self, address: Address, suited: Sequence[Suited]) -> None:
        with self._db.atomic():
            for one in suited:
                self._db.execute(
                    """INSERT INTO suited (address, offer, uid, name, fits, told, ring_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT(address, offer) DO UPDATE SET uid = excluded.uid, name = excluded.name,
                        fits = excluded.fits, told = excluded.told, ring_at = excluded.ring_at""",
                    [str(address), one.offer, one.uid, one.name, one.fits, one.told, stamp_or_none(one.ring_at)],
                )

    def suited(self, address: Address) -> Sequence[Suited]:
        rows = self._db.query("SELECT * FROM suited WHERE address = ? ORDER BY id", [str(address)])
        return [
            Suited(
                offer=row["offer"],
                uid=row["uid"],
                name=row["name"],
                fits=bool(row["fits"]),
                told=bool(row["told"]),
                ring_at=instant_or_none(row["ring_at"]),
            )
            for row in rows
        ]

    def ringing(self, now: datetime) -> Sequence[Address]:
        rows = self._db.query(
            "SELECT DISTINCT address FROM suited WHERE told = 0 AND ring_at IS NOT NULL AND ring_at <= ?", [stamp(now)]
        )
        return [Address.parse(row["address"]) for row in rows]
