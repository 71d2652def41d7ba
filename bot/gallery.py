"""Pictures as PNG: drawn in a process of their own when a message with one goes, and kept for the next who want them.

matplotlib takes half a second to load and a quarter of a second to draw, so it does neither here; its process is ended
when nothing has been drawn for a while.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType

from bot.pictures import Picture
from watchers.apart import Workshop

log = logging.getLogger(__name__)

# A picture takes 30 to 140 kB.
MOST_KEPT = 32
# A first picture waits for the interpreter and for matplotlib: two seconds, on a busy machine more. The sender's lease
# of a minute has to hold this and the call that follows.
DRAWING_SECONDS, PATIENCE_SECONDS = 8.0, 12.0
IDLE_SECONDS = 300.0


class Gallery:
    """`draw` is the Draw port. `async with` ends its process."""

    def __init__(self, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._kept: dict[Picture, bytes] = {}
        self._under_way: dict[Picture, asyncio.Task[bytes | None]] = {}
        self._workshop: Workshop | None = None
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")
        self._bell: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Gallery:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bell:
            self._bell.cancel()
        self._rest()
        self._hand.shutdown(wait=False, cancel_futures=True)

    async def draw(self, picture: Picture) -> bytes | None:
        """The PNG; None when it cannot be drawn, which is logged, or takes too long."""
        if picture in self._kept:
            self._kept[picture] = self._kept.pop(picture)  # the last used is the last to go
            return self._kept[picture]
        if picture not in self._under_way:
            self._under_way[picture] = asyncio.create_task(self._make(picture))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await asyncio.shield(self._under_way[picture])
        except TimeoutError:
            log.warning("a picture took too long; its words go without it")
            return None

    async def _make(self, picture: Picture) -> bytes | None:
        loop = asyncio.get_running_loop()
        try:
            image = await loop.run_in_executor(self._hand, partial(self._open(), _drawn, picture))
        except Exception as wrong:  # whatever it is: the words are what matters
            log.warning("a picture could not be drawn; its words go without it: %s", wrong)
            return None
        finally:
            del self._under_way[picture]
            self._rest_after_a_while(loop)
        self._kept[picture] = image
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return image

    def _open(self) -> Workshop:
        if self._workshop is None:
            self._workshop = Workshop(seconds=DRAWING_SECONDS)
        return self._workshop

    def _rest_after_a_while(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._bell:
            self._bell.cancel()
        self._bell = loop.call_later(self._idle_seconds, self._rest)

    def _rest(self) -> None:
        workshop, self._workshop = self._workshop, None
        if workshop:
            workshop.close()


def _drawn(picture: Picture) -> bytes:
    """Loads matplotlib where it runs, and that is not here."""
    from bot.drawing import drawn

    return drawn(picture)
