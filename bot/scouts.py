"""First looks at sources that operators ask for in the chat: beside the loop, for a server may take half a minute."""

from __future__ import annotations

import logging
from concurrent.futures import Future

from bot.lookout import Lookout
from bot.visiting import Hand
from bot.wiring import House
from watchers.errors import BaoxiaoError, FetchError
from watchers.ports import Clock
from watchers.scouting import scout

log = logging.getLogger(__name__)

# Each may take a minute: whoever asks for more is told to wait.
MOST_WAITING = 5


class Scouts:
    """What the chat knows as Scouting."""

    def __init__(self, hand: Hand, watchers: Lookout, clock: Clock) -> None:
        self._hand, self._watchers, self._clock = hand, watchers, clock

    def begin(self, url: str, name: str) -> Future[object] | None:
        if self._hand.waiting >= MOST_WAITING:
            return None

        def look(house: House) -> object:
            watchers = self._watchers
            try:
                return scout(watchers.web, watchers.apart, watchers, url, self._clock(), name)
            except BaoxiaoError as wrong:
                return wrong
            except Exception:
                log.exception("a source could not be looked at")
                return FetchError("试读时程序出错，详情在日志里。")

        return self._hand.do(look)
