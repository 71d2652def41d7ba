"""What a conversation goes by between two lines, over a restart too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.leaflets import Leaflet
from bot.model import Act, Address, Before, Deed, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An item of the list that a chat was shown last: what `/why 2` and `/article 2` mean by 2.

    `queries` are the canonical queries that brought it there, `names` how they are called; `muted` that the person had
    asked for silence about it.
    """

    number: int
    uid: str
    queries: tuple[str, ...]
    names: tuple[str, ...] = ()
    muted: bool = False


class Memory(Protocol):
    """What a conversation has to remember between two lines, also over a restart."""

    def show(self, address: Address, title: str, items: Sequence[Shown]) -> None:
        """Replace the list that the chat was shown last."""

    def shown(self, address: Address) -> tuple[str, Sequence[Shown]]:
        """Its title and items; ("", ()) when there is none."""

    def offer(self, address: Address, text: str, now: datetime) -> int:
        """Keep a text that a button will act upon; the id goes into the button."""

    def offered(self, address: Address, offer_id: int) -> str | None:
        """The text, if it was offered to this very chat."""

    def expect(self, address: Address, command: str) -> None:
        """The chat's next plain line belongs to `command`; "" ends the waiting."""

    def expected(self, address: Address) -> str: ...


class Deeds(Protocol):
    """What people did that can be taken back."""

    def add(self, address: Address, act: Act, about: str, before: Before, now: datetime) -> int:
        """Remember a deed; the id goes into the button that takes it back."""

    def deed(self, address: Address, deed_id: int) -> Deed | None:
        """The deed, if it was done by this very chat."""

    def recent(self, address: Address, since: datetime, limit: int) -> Sequence[Deed]:
        """Those done since then and not taken back, the newest first."""

    def regretted(self, address: Address) -> int:
        """The id of the newest deed that this chat has taken back; 0: none."""

    def undone(self, deed_id: int, now: datetime) -> None:
        """It was taken back."""

    def fade(self, since: datetime) -> None:
        """Of what was done before then nothing is kept of how it had been."""


class Leaflets(Protocol):
    """Lists of several pages, the latest few of each chat."""

    def keep(self, address: Address, title: str, pages: Sequence[Message], items: Sequence[Shown]) -> int:
        """Keep a list whose pages can be turned; the id goes into its buttons."""

    def leaflet(self, address: Address, leaflet_id: int) -> tuple[Leaflet, Sequence[Shown]] | None:
        """The list, and what its numbers mean, if it was made for this very chat and is still kept."""
