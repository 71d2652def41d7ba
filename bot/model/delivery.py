"""A message on its way: its life, and how a call ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from bot.model.address import Address
from bot.model.message import Message


class Lane(IntEnum):
    """What goes first when several messages wait.

    A CHANGE alters a message that is there already: it rings nobody, so it lets all pass that does. A REMINDER is about
    days: it may come behind everything.
    """

    REPLY = 0
    ALERT = 1
    DIGEST = 2
    NOTICE = 3
    CHANGE = 4
    REMINDER = 5


class State(StrEnum):
    """The life of a delivery: due → sending → sent | due again | dead. What waits is `due`.

    `withdrawn`: what it says was no longer true when its turn came (a warning over by then, a change overtaken by the
    next one), so it was rightly not sent; nobody has to look after it, as after a dead letter.
    """

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message on its way: one row, one API call, frozen content. `key` makes a second recording harmless.

    `attempts` counts calls begun, `doubts` those whose answer was lost (the message may have arrived).

    What tells of a warning says which (`about`, the uid) as of which line of the log (`entry_id`), and until when it
    may be told as live (`until`; of a CHANGE: until when what it says holds). `refers` is the delivery whose message
    this one changes (in the lane CHANGE, and where a REPLY is the answer to a button of that message) or answers,
    `target` the channel's name of that message, "" if it was never sent; only a claimed delivery knows it.
    """

    key: str
    address: Address
    lane: Lane
    message: Message
    due_at: datetime
    id: int = 0
    state: State = State.DUE
    attempts: int = 0
    doubts: int = 0
    until: datetime | None = None
    about: str = ""
    entry_id: int = 0
    refers: int = 0
    target: str = ""

    @property
    def in_place(self) -> bool:
        """Whether it is put in the place of the message that it refers to."""
        return self.lane is Lane.CHANGE or (self.lane is Lane.REPLY and self.refers != 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A warning's message in a chat: the delivery `id` that told of it first, sent or on its way.

    `told` is the line of the log that was told last, by it or by what refers to it, 0 while nothing was; `known` the
    last line of which anything was written, told or not. `bare`: it was told among other things, and there is no
    message of its own that could change.
    """

    id: int
    address: Address
    uid: str
    told: int = 0
    known: int = 0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it."""

    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Not taken, for a passing reason; `wait` seconds when the channel named them."""

    why: str
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The answer was lost: it may have arrived."""

    why: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Refused for good. `gone` tells that the whole chat is unreachable (blocked, deactivated)."""

    why: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has a new id (a group became a supergroup)."""

    to: str


@dataclass(frozen=True, slots=True)
class Astray:
    """The forum topic is closed or deleted; the chat itself is there."""

    why: str


Outcome = Sent | Later | Uncertain | Dead | Moved | Astray
