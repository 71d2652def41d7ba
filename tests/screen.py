"""A terminal for the running service: lines are typed when the test likes, and what is shown is taken down.

screen = Screen("/sub 渡口")
service = Service(config, wall_clock, terminal=cast(Terminal, screen))
await screen.shows("已订阅")
screen.types("/list")
screen.presses("添加")
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.model import Address, Hall, Message, Outcome, Sent


class Screen:
    """To be made inside a running event loop."""

    under = ""

    def __init__(self, *lines: str) -> None:
        self._lines = asyncio.Queue[str]()
        self.messages: list[Message] = []
        self._changed = asyncio.Condition()
        for line in lines:
            self.types(line)

    @property
    def shown(self) -> list[str]:
        return [message.body.text for message in self.messages]

    def types(self, line: str) -> None:
        self._lines.put_nowait(line)

    def presses(self, label: str) -> None:
        """The last button of that label."""
        buttons = [button for message in self.messages for row in message.buttons for button in row]
        self.types(next(button.data for button in reversed(buttons) if button.label == label))

    async def shows(self, words: str) -> str:
        """The first message with these words, once it is there."""
        async with self._changed:
            await self._changed.wait_for(lambda: any(words in text for text in self.shown))
        return next(text for text in self.shown if words in text)

    # -- as the service knows a terminal

    async def read_lines(self) -> AsyncIterator[str]:
        while True:
            yield await self._lines.get()

    def choose(self, line: str) -> str | None:
        known = {button.data for message in self.messages for row in message.buttons for button in row}
        return line if line in known else None

    def replied(self, line: str) -> str | None:
        return None

    async def send(self, address: Address, message: Message) -> Outcome:
        async with self._changed:
            self.messages.append(message)
            self._changed.notify_all()
        return Sent(str(len(self.messages)))

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        return None

    async def administers(self, address: Address, person: str) -> bool:
        return True

    async def hall(self, name: str, person: str) -> Hall | None:
        return None
