"""What somebody wants to be told, and what of it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.address import Address
from bot.model.subscriber import Favourite, Mute
from bot.openings import Sign
from bot.profile.model import Profile, Suited


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

    SUB = "sub"
    UNSUB = "unsub"
    CHANGE = "change"
    """How a subscription speaks, or for how long it is silent."""
    EDIT = "edit"
    DIGEST = "digest"
    MUTE = "mute"
    IMPORT = "import"
    PROFILE = "profile"
    SETTINGS = "settings"
    UNSAVE = "unsave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How what was changed was before: the subscriptions whole, or what the person had chosen.

    `signs`: what of the person's taste the change was a sign against. `made` are the ids of subscriptions that were not
    there, `chosen` the settings as an export says them. `profile` is the business profile (an empty one: there was
    none; None: it was not touched), `suited` what had been found for it. `dropped` is what was no favourite any more,
    `saved` the uids of what became one.
    """

    subscriptions: tuple[Subscription, ...] = ()
    timetable: str = ""
    mutes: tuple[Mute, ...] = ()
    signs: tuple[Sign, ...] = ()
    made: tuple[int, ...] = ()
    chosen: str = ""
    profile: Profile | None = None
    suited: tuple[Suited, ...] = ()
    dropped: tuple[Favourite, ...] = ()
    saved: tuple[str, ...] = ()


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
