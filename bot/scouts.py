"""First looks at sources that operators ask for in the chat: beside the loop, for a server may take half a minute."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future

from bot.chat import Chat
from bot.lookout import Lookout
from bot.model import Address
from bot.visiting import Hand
from bot.wiring import House
from watchers.errors import BaoxiaoError, FetchError
from watchers.ports import Clock
from watchers.scouting import Scouted, scout

log = logging.getLogger(__name__)

# Each may take a minute: whoever asks for more is told to wait.
MOST_WAITING = 5


class Scouts:
    """The Scouting port. `chat` answers when a look is over; `written` is called after that."""

    def __init__(
        self, hand: Hand, watchers: Lookout, clock: Clock, chat: Callable[[], Chat], written: Callable[[], None]
    ) -> None:
        self._hand, self._watchers, self._clock = hand, watchers, clock
        self._chat, self._written = chat, written

    def begin(self, address: Address, url: str, name: str) -> bool:
        if self._hand.waiting >= MOST_WAITING:
            return False

        def look(house: House) -> Scouted:
            watchers = self._watchers
            return scout(watchers.web, watchers.apart, watchers, url, self._clock(), name)

        loop = asyncio.get_running_loop()
        future = self._hand.do(look)
        future.add_done_callback(lambda done: loop.call_soon_threadsafe(self._tell, address, done))
        return True

    def _tell(self, address: Address, done: Future[Scouted]) -> None:
        if done.cancelled():
            return
        self._chat().scouted(address, _outcome(done))
        self._written()


def _outcome(done: Future[Scouted]) -> Scouted | BaoxiaoError:
    try:
        return done.result()
    except BaoxiaoError as wrong:
        return wrong
    except Exception:
        log.exception("a source could not be looked at")
        return FetchError("试读时程序出错，详情在日志里。")
