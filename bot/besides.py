"""Answers that take a second are worked out in small pieces, one after the other, while others are answered between."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence

from bot.chat import Chat
from bot.model import Address, Message

log = logging.getLogger(__name__)

Work = Iterator[Sequence[Message] | None]


class Besides:
    """The Beside port. `chat` tells what comes of it; `written` is called after that."""

    def __init__(self, chat: Callable[[], Chat], written: Callable[[], None]) -> None:
        self._chat, self._written = chat, written
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def __call__(self, address: Address, work: Work) -> None:
        task = asyncio.create_task(self._go(address, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """What is under way is given up; whoever waits for it asks again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _go(self, address: Address, work: Work) -> None:
        async with self._turn:
            try:
                for said in work:
                    if said is not None:
                        self._chat().tell(address, said)
                    await asyncio.sleep(0)
            except Exception:  # whatever one question does, the next one is worked out
                log.exception("what %s asked could not be worked out", address)
                self._chat().sorry(address)
            self._written()
