"""A week in one message: for whom, and when it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model import Address
from bot.times import Slot, Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """When a chat gets its week. `next_at`, `planned_at` and `served` as those of a subscriber's digests."""

    address: Address
    timetable: Timetable
    next_at: datetime | None = None
    planned_at: datetime | None = None
    served: Slot | None = None
