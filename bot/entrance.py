"""The push endpoint of the running service: the porter takes in what is handed over, and it is matched at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from bot.calendar import local_day
from bot.config import Listen
from bot.hidden import Secret
from bot.listening import Listener
from bot.lookout import Lookout, understand
from bot.push import Push
from bot.visiting import Hand
from bot.wiring import House, reader
from watchers.errors import BusyError, ConfigError, refusal
from watchers.handed import Hands, take
from watchers.ports import Clock
from watchers.pushed import Pushed, Taken

TRIES, PAUSE = 10, 0.1


class Entrance:
    """Opens a door at `listen` for who shows `token`. `news` is called when the log has grown."""

    def __init__(
        self,
        listen: Listen,
        token: Secret,
        timezone: str,
        clock: Clock,
        *,
        porter: Hand,
        watchers: Lookout,
        news: Callable[[], None],
    ) -> None:
        self._listen, self._timezone, self._clock = listen, timezone, clock
        self._porter, self._news = porter, news
        self._hands = Hands(read=reader, understand=understand, warnings=watchers.handed)
        self._listener = Listener(self._listen.host, self._listen.port, Push(token, self.take))

    async def start(self) -> None:
        """Raises ConfigError when the port is taken."""
        try:
            await self._listener.start()
        except OSError as wrong:
            where = f"{self._listen.host}:{self._listen.port}"
            raise ConfigError(f"[push] listen：{where} 用不了（{refusal(wrong)}）：请换一个端口。") from wrong

    async def stop(self) -> None:
        await self._listener.stop()

    async def take(self, pushed: Pushed) -> Taken:
        """Into the log; raises what `watchers.handed.take` raises."""
        taken = await asyncio.wrap_future(self._porter.do(partial(self._taken, pushed)))
        if taken.new:
            self._news()
        return taken

    def _taken(self, pushed: Pushed, house: House) -> Taken:
        """Tried again for a moment: a visitor may just be looking whether a warning of the same source is over."""
        for _ in range(TRIES - 1):
            with suppress(BusyError):
                return self._take(pushed, house)
            time.sleep(PAUSE)
        return self._take(pushed, house)

    def _take(self, pushed: Pushed, house: House) -> Taken:
        now = self._clock()
        return take(house.news, self._hands, pushed, now, local_day(now, self._timezone))
