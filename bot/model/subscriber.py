"""Who talks to us, what they chose for themselves, and the halls that they speak for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.address import Address
from bot.times import REMIND, QuietHours, Slot, Timetable
from watchers.warning import Colour


class Muted(StrEnum):
    """What a subscriber can silence, beside a subscription."""

    SOURCE = "source"
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """Nothing about `what` until then: a source by the name that readers see, or a story by its uid.

    `title` is what the person sees of a story.
    """

    kind: Muted
    what: str
    until: datetime
    title: str = ""


class Welcome(StrEnum):
    """How far somebody has come in getting to know us: the question that is asked next."""

    PLACE = "place"
    PACKS = "packs"
    DIGEST = "digest"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A chat that talks to us. `timetable` is local time in `timezone` (IANA); None means no digest.

    `next_digest_at` is the instant at which the next digest falls due, planned at `planned_at`; `served` the last
    digest time that was dealt with; `digested` the id of the last match that a digest has taken; `even_nothing` asks
    for a digest on quiet days too, `mentions` for a line about articles that only mention a word. `release_at`: before
    it nobody need look whether held alerts may go. `remind`: so many days before a deadline the person is told of it
    once more, `remind_at` when that is looked at next. `paused_until`: when a pause ends by itself. `gone`: the chat
    cannot be reached (blocked); it is paused then, and what was on its way is held, until it writes again. `place`:
    where they are, by its full name; `level`: warnings below that colour ring nobody, and wait for the digest. `cap`:
    more alerts a day than this are not sent one by one, but in the digest; 0 is no cap.
    """

    address: Address
    language: str
    timezone: str
    timetable: Timetable | None
    joined_at: datetime
    next_digest_at: datetime | None = None
    planned_at: datetime | None = None
    served: Slot | None = None
    digested: int = 0
    even_nothing: bool = False
    mentions: bool = True
    quiet: QuietHours | None = None
    release_at: datetime | None = None
    mutes: tuple[Mute, ...] = ()
    remind: tuple[int, ...] = REMIND
    remind_at: datetime | None = None
    paused: bool = False
    paused_until: datetime | None = None
    gone: bool = False
    place: str = ""
    level: Colour | None = None
    welcome: Welcome = Welcome.DONE
    cap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Favourite:
    """An article that a person put aside; `title` is what they see of it when it is gone from the archive."""

    id: int
    address: Address
    uid: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A group or channel as its messenger has it: its name with @, if any, or its title.

    `posts`: we may write there; `administered`: by the person for whom it was asked.
    """

    address: Address
    title: str
    posts: bool
    administered: bool
