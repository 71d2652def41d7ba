"""What people sent, and the marks on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.model import Incoming

FLOOD = "flood"
"""The `error` of an update that was not answered because its sender had said too much."""


FAREWELL = "farewell:"
"""How the key of a last word begins: the delivery is deleted with all its traces when it has been sent."""


class Inbox(Protocol):
    """What people sent, stored before the channel is told that it was received."""

    def offset(self, channel: str) -> int:
        """Where to go on asking the channel."""

    def store(self, incoming: Sequence[Incoming], now: datetime, channel: str = "", offset: int = 0) -> int:
        """Keep updates (known keys are ignored) and the channel's offset in one transaction; how many are new."""

    def waiting(self, limit: int, but: Collection[str] = ()) -> Sequence[Incoming]:
        """Not handled yet. Everybody's first line comes before anybody's second; else in the order of arrival.

        Without those whose keys are in `but`; they are their speaker's first lines nevertheless.
        """

    def crowd(self, incoming: Incoming, span: timedelta) -> tuple[int, bool]:
        """How much the same person said in the same chat in the `span` before this, and whether any of it was FLOOD."""

    def done(self, incoming: Incoming, now: datetime, error: str = "") -> None: ...
