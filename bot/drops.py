"""Files that people drop into a chat: fetched from the channel before the line is answered, and nobody waits but they.

What a file holds is not stored with the update: after a kill it is fetched again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.model import Dropped, Incoming
from bot.ports import Channel, Filing
from watchers.charset import decode
from watchers.errors import ParseError

log = logging.getLogger(__name__)

# Two hundred subscriptions, the most there can be, are some 30 kB as JSON; a list of feeds may be longer.
MOST_BYTES = 200_000
AT_ONCE = 2
SECONDS = 20.0


class Drops:
    """`wake` is called when a file has come, or cannot be had."""

    def __init__(self, channels: Mapping[str, Channel], wake: Callable[[], None]) -> None:
        self._channels, self._wake = channels, wake
        self._room = asyncio.Semaphore(AT_ONCE)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._here: dict[str, Incoming] = {}

    def complete(self, incoming: Incoming) -> Incoming | None:
        """The update with the text of its file, or why there is none; None while the file is being fetched."""
        file = incoming.dropped
        if file is None or file.size > MOST_BYTES:
            return incoming
        if found := self._here.pop(incoming.key, None):
            return found
        if incoming.key not in self._tasks:
            task = asyncio.create_task(self._fetch(incoming, file))
            self._tasks[incoming.key] = task
        return None

    async def stop(self) -> None:
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetch(self, incoming: Incoming, file: Dropped) -> None:
        channel = self._channels.get(incoming.address.channel)
        raw: bytes | None = None
        try:
            async with self._room, asyncio.timeout(SECONDS):
                raw = await channel.fetch(file.id, MOST_BYTES) if isinstance(channel, Filing) else None
        except TimeoutError:
            log.warning("a dropped file did not come within %.0f s", SECONDS)
        except Exception:  # a fault of ours: the person is told that it did not come
            log.exception("a dropped file could not be fetched")
        self._here[incoming.key] = replace(incoming, dropped=_read(file, raw))
        del self._tasks[incoming.key]
        self._wake()


def _read(file: Dropped, raw: bytes | None) -> Dropped:
    if raw is None:
        return file
    if not raw.strip():
        return replace(file, size=0)
    try:
        return replace(file, text=decode(raw))
    except ParseError as error:
        return replace(file, why=str(error))
