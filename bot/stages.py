"""The stages of the service: loops on the event loop that work while there is work, and sleep until they are woken."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.errors import ChannelError
from bot.trouble import Trouble
from watchers.errors import StoreError

log = logging.getLogger(__name__)

PAUSE_AFTER_FAULT = 2.0

Work = Callable[[], Awaitable[bool]]
"""One step of a stage; True when there is more to do at once."""


class Stage:
    """A loop that works while there is work and sleeps until it is woken."""

    def __init__(self, name: str, work: Work, trouble: Trouble) -> None:
        self.name, self._work, self._trouble, self._woken = name, work, trouble, asyncio.Event()
        self._alarm: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        self._woken.set()

    def wake_in(self, wait: timedelta) -> None:
        """Once more after a while, exactly; a later call replaces the earlier."""
        if self._alarm:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_later(max(0.0, wait.total_seconds()), self.wake)

    async def run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                while await self._work():
                    await asyncio.sleep(0)
            except ChannelError:
                raise  # the channel as a whole is refused: the service cannot go on
            except Exception as wrong:
                complain(self.name, wrong, self._trouble)
                await asyncio.sleep(PAUSE_AFTER_FAULT)


def complain(name: str, wrong: Exception, trouble: Trouble) -> None:
    """Say in the log what went wrong with a stage; trouble of the database is said once for all of them."""
    if trouble.met(wrong):
        return
    if isinstance(wrong, StoreError):
        log.error("%s: %s", name, wrong)
    else:
        log.error("%s failed; going on", name, exc_info=wrong)
