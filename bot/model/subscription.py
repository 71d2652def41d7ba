"""What somebody wants to be told, and what of it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.address import Address
from bot.model.subscriber import Mute


class Mode(StrEnum):
    """How a subscription speaks: at once, in the daily digest, or only when asked."""

    ALERT = "alert"
    DIGEST = "digest"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One thing that somebody wants to be told. `number` is how its owner calls it; `query` is canonical text.

    It is silent until `muted_until`; a moment that is past silences nothing.
    """

    id: int
    address: Address
    number: int
    query: str
    name: str
    mode: Mode
    created_at: datetime
    muted_until: datetime | None = None


class Act(StrEnum):
    """What can be taken back."""

    UNSUB = "unsub"
    EDIT = "edit"
    DIGEST = "digest"
    MUTE = "mute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How what was changed was before: the subscriptions whole, or what the person had chosen."""

    subscriptions: tuple[Subscription, ...] = ()
    timetable: str = ""
    mutes: tuple[Mute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that a person did and may take back. `about`: what it was done to, in the person's words."""

    id: int
    address: Address
    act: Act
    about: str
    before: Before
    at: datetime
    undone_at: datetime | None = None
