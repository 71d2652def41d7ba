"""How people are reached, and what helps to say things."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, runtime_checkable

from bot.model import Address, Hall, Message, Outcome
from bot.pictures import Picture

Draw = Callable[[Picture], Awaitable[bytes | None]]
"""A picture as PNG; None where it cannot be drawn, or not soon enough."""


class LanguageModel(Protocol):
    """Somebody who can put an article into a sentence."""

    name: str

    async def say(self, messages: tuple[tuple[str, str], ...]) -> str:
        """The answer to (role, text) messages; raises ModelError."""

    async def close(self) -> None: ...


class Channel(Protocol):
    """A way to reach people."""

    async def send(self, address: Address, message: Message) -> Outcome:
        """One call, one message; every failure is an Outcome."""

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        """Put this in the place of a message of ours; once or twice makes no difference.

        Sent, too, where there is nothing left to change: it reads so already, it was deleted, it is too old.
        """

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        """Tell the channel that a button was heard; of one that nobody waits for any more it need not know.

        Raises UnansweredError when it may not have been told.
        """

    async def administers(self, address: Address, person: str) -> bool:
        """Whether a person may change what a group is told. Raises UnansweredError when nobody says so now."""

    async def hall(self, name: str, person: str) -> Hall | None:
        """The group or channel of that @name or id, as one person and we stand to it; None where there is none.

        Raises UnansweredError when that cannot be learned now.
        """


@runtime_checkable
class Filing(Protocol):
    """A channel into which people can drop files."""

    async def fetch(self, file_id: str, most: int) -> bytes | None:
        """The content of a file, at most `most` bytes; None when it is longer or cannot be had. Never raises."""
