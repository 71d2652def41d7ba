"""What the service does for itself and its operators: backups, notices, the endpoint, trouble of the database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from bot.errors import ChannelError
from bot.keeping import Keeping
from bot.ledger import Concern
from bot.listening import Listener
from bot.metrics import Gauges
from bot.model import Message
from bot.texts import texts
from bot.trouble import Trouble
from bot.wiring import House
from watchers.errors import ConfigError, StoreError, refusal

if TYPE_CHECKING:
    from bot.ports import Channel

log = logging.getLogger(__name__)

PAUSE_AFTER_TROUBLE = 2.0
# When the database cannot be written operators are called directly, no more often than this.
CALL_EVERY = timedelta(hours=1)
# A backup that still fails is told again after a day.
REMIND = timedelta(days=1)

T = TypeVar("T")


class Upkeep:
    """The service's housekeeping. `wake` wakes the sender, `worker` is the thread for blocking work."""

    def __init__(
        self, house: House, channels: Mapping[str, Channel], worker: Executor, wake: Callable[[], None]
    ) -> None:
        self._house, self._channels, self._worker, self._wake = house, channels, worker, wake
        self._clock, self._bot = house.clock, house.config.bot
        self.trouble = Trouble(house.clock, self._call_operators)
        self._keeping = self._keeper()
        self._endpoint: Listener | None = None
        self._calls: set[asyncio.Task[None]] = set()
        self._called_at: datetime | None = None
        self._going = True

    async def start(self, doubtful: int) -> None:
        """`doubtful` messages were being sent when the last process ended. Raises ConfigError when a port is taken."""
        if doubtful:
            key = f"crash:{self._clock().isoformat()}"
            self._house.notices.add(Concern.CRASH, key, "notice.crash", count=str(doubtful))
        listen = self._bot.metrics
        if listen is None:
            return
        gauges = Gauges(lambda: self._house.health(self.trouble.sentence))
        self._endpoint = Listener(listen.host, listen.port, gauges)
        try:
            await self._endpoint.start()
        except OSError as wrong:
            where = f"{listen.host}:{listen.port}"
            raise ConfigError(f"[metrics] listen：{where} 用不了（{refusal(wrong)}）：请换一个端口。") from wrong

    async def stop(self) -> None:
        """A backup under way is given up; nobody is called any more."""
        self._going = False
        for call in self._calls:
            call.cancel()
        if self._endpoint:
            await self._endpoint.stop()

    def _keeper(self) -> Keeping | None:
        folder, path = self._bot.backups, self._house.config.news.path
        if folder is None:
            return None
        return Keeping(path, folder, self._bot.keep, self._bot.timezone, self._clock, lambda: self._going)

    async def back_up(self) -> bool:
        """A backup when a good hour has come, in the worker thread; a failure is told, and tried again."""
        if self._keeping is None or not self._keeping.due():
            return False
        try:
            made = await asyncio.get_running_loop().run_in_executor(self._worker, self._keeping.make)
        except StoreError as wrong:
            if self._going:
                log.error("自动备份没有成功：%s", wrong)
                self._backup_event("notice.backup.failing", error=str(wrong))
            return False
        log.info("已备份到 %s", made)
        self._backup_event("notice.backup.well")
        return False

    def _backup_event(self, text: str, **values: str) -> None:
        """Told when the state changes, and while it fails once a day."""
        now, last = self._clock(), self._house.desk.events.latest(Concern.BACKUP, "")
        failing = text == "notice.backup.failing"
        was_failing = last is not None and last.text == "notice.backup.failing"
        if failing != was_failing or (failing and last and not timedelta(0) <= now - last.at < REMIND):
            self._house.notices.add(Concern.BACKUP, f"backup:{now.isoformat()}", text, **values)

    async def notify(self) -> bool:
        notices = self._house.notices
        if episode := self.trouble.passing():
            zone = ZoneInfo(self._bot.timezone)
            since, until = (f"{at.astimezone(zone):%H:%M:%S}" for at in (episode.began_at, episode.last_at))
            key = f"store:{episode.began_at.isoformat()}"
            notices.add(Concern.STORE, key, "notice.store.passed", what=episode.sentence, since=since, until=until)
            self.trouble.over()
            log.info("数据库恢复正常")
        notices.look()
        if notices.tell():
            self._wake()
        return False

    def _call_operators(self, sentence: str) -> None:
        """Said once in the log; and straight to the operators, for no row can be written for them now."""
        log.error("数据库出了问题，会自动再试：%s", sentence)
        now = self._clock()
        if self._called_at is None or not timedelta(0) <= now - self._called_at < CALL_EVERY:
            self._called_at = now
            task = asyncio.get_running_loop().create_task(self._call(sentence), name="calling operators")
            self._calls.add(task)
            task.add_done_callback(self._calls.discard)

    async def _call(self, sentence: str) -> None:
        said = Message(body=texts(self._bot.language).styled("notice.store", what=sentence))
        for operator in self._bot.operators:
            if channel := self._channels.get(operator.channel):
                with suppress(ChannelError):  # the sender meets it, too, and ends the service
                    await channel.send(operator, said)

    async def standing(self, deed: Callable[[], T]) -> T:
        """What the database answers, or has kept: asked again while it is in trouble."""
        while True:
            try:
                return deed()
            except Exception as wrong:
                if not self.trouble.met(wrong):
                    raise
                await asyncio.sleep(PAUSE_AFTER_TROUBLE)
