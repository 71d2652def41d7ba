"""The service: watchers, matcher, digests, sender and chat in one process, woken by events and by a clock.

The tables are the events. After a write the next stage is woken at once; a tick wakes it anyway, so a lost wake costs a
second and never a message. What is due always comes from the database.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.configured import Config, push_token
from bot.entrance import Entrance
from bot.errors import ChannelError
from bot.model import Address, Incoming, Later
from bot.scouts import Scouts
from bot.stages import Stage, complain
from bot.texts import texts
from bot.upkeep import Upkeep
from bot.visiting import Told, Visiting
from bot.wiring import House
from watchers.ingest import Report
from watchers.ports import Clock
from watchers.schedule import Clockwork

if TYPE_CHECKING:
    from bot.ports import Channel
    from bot.telegram import Telegram
    from bot.terminal import Terminal, Words

log = logging.getLogger(__name__)

TICK = timedelta(seconds=1)
# So many digests are composed before others have their turn: some twenty milliseconds.
FREEZE_AT_ONCE = 20
# Backups and notices: nobody waits for them.
SLOW_TICK = timedelta(seconds=5)
DRAIN_SECONDS = 5.0
# A piece of matching takes half as long: people who ask meanwhile get two thirds of the time, the news the rest.
GIVEN_WAY_SECONDS = 0.1
TERMINAL = Address("terminal", "local")


class Service:
    """Runs until it is told to stop. `clock` is injected, so a day can be lived through in a test."""

    def __init__(
        self, config: Config, clock: Clock, *, telegram: Telegram | None = None, terminal: Terminal | None = None
    ) -> None:
        self._config, self._clock = config, clock
        self._telegram, self._terminal = telegram, terminal
        self._house = House(config, clock)
        if terminal:
            terminal.words = partial(words_for, self._house)
        self._channels: Mapping[str, Channel] = {
            name: channel for name, channel in (("telegram", telegram), ("terminal", terminal)) if channel
        }
        self._copying = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backup")
        self._upkeep = Upkeep(self._house, self._channels, self._copying, self._wake_sending)
        self._trouble = self._upkeep.trouble
        self._visiting = Visiting(
            config, clock, self._house.lookout, Told(news=self._news, visited=self._visited, fault=self._faulted)
        )
        self._stopping = asyncio.Event()
        self._match = Stage("matching", self._match_new, self._trouble)
        self._digest = Stage("digests", self._freeze, self._trouble)
        self._answer = Stage("answering", self._answer_waiting, self._trouble)
        self._send = Stage("sending", self._send_due, self._trouble)
        self._remind = Stage("reminders", self._remind_due, self._trouble)
        self._stages = (self._match, self._digest, self._remind, self._answer, self._send)
        self._slow_stages = (
            Stage("backup", self._upkeep.back_up, self._trouble),
            Stage("notices", self._upkeep.notify, self._trouble),
            Stage("tidying", self._tidy, self._trouble),
            Stage("retelling", self._retell, self._trouble),
        )

    @cached_property
    def _entrance(self) -> Entrance | None:
        push, token = self._config.bot.push, push_token(self._config)
        if not (push and token):
            return None
        zone, watchers = self._config.bot.timezone, self._house.lookout
        porter, news = self._visiting.porter, self._match.wake
        return Entrance(push.listen, token, zone, self._clock, porter=porter, watchers=watchers, news=news)

    @cached_property
    def _answering(self) -> Answering:
        return Answering(self._house.chat, self._channels, written=self._send.wake, wake=self._answer.wake)

    def stop(self) -> None:
        """Finish what is under way and end."""
        self._stopping.set()

    async def run(self) -> None:
        """Until `stop()`. Raises ChannelError when the channel refuses us as a whole (token, second poller)."""
        # The dictionary takes a third of a second and a million subscriptions a quarter of a minute, not of the loop's.
        await asyncio.to_thread(self._house.matching.wishes.beginning())
        gc.freeze()  # all that stays: looking for garbage among it would take half a second of the loop's, now and then
        now = self._clock()
        self._house.news.recover()
        self._house.news.enlist(self._config.news.sources, now)
        doubtful = self._house.desk.outbox.recover(now)
        if doubtful:
            log.warning("%d messages were being sent when the last process ended; they are sent again", doubtful)
        await self._upkeep.start(doubtful)
        self._loop = asyncio.get_running_loop()
        self._house.scouting = Scouts(self._visiting.scout, self._house.lookout, self._clock)
        if self._entrance:
            await self._entrance.start()
        self._visiting.start()
        clockwork = Clockwork()
        clockwork.every(TICK, "tick", self._tick, at_once=True)
        clockwork.every(SLOW_TICK, "slow tick", self._slow_tick, at_once=True)
        stages = (*self._stages, *self._slow_stages)
        tasks = [asyncio.create_task(stage.run(), name=stage.name) for stage in stages]
        tasks += [asyncio.create_task(talk, name="talking") for talk in self._talks()]
        ending = asyncio.create_task(self._stopped(), name="stopping")
        try:
            clockwork.start()
            done, _ = await asyncio.wait([ending, *tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in done - {ending}:
                task.result()  # a stage ends only by a fault that ends the service
        finally:
            self.stop()
            clockwork.stop()
            self._visiting.leave()
            if self._entrance:
                await self._entrance.stop()
            await self._upkeep.stop()
            await self._drain([ending, *tasks])

    def _wake_sending(self) -> None:
        self._send.wake()

    async def _tick(self) -> None:
        self._visiting.wake()
        for stage in self._stages:
            stage.wake()

    async def _slow_tick(self) -> None:
        for stage in self._slow_stages:
            stage.wake()

    async def _stopped(self) -> None:
        await self._stopping.wait()

    async def _drain(self, tasks: list[asyncio.Task[None]]) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._answering.stop()
        try:
            # What was just answered, and what is in flight; everything else is kept and goes out after the next start.
            await asyncio.wait_for(self._house.sending.send_due(self._channels), DRAIN_SECONDS)
        except (ChannelError, TimeoutError):
            pass  # said already, or waiting for the next start
        except Exception as wrong:
            if not self._trouble.met(wrong):
                raise
        if self._house.retelling:
            await self._house.retelling.close()
        await asyncio.to_thread(self._visiting.close)
        self._copying.shutdown(wait=True)
        self._house.close()

    def _talks(self) -> list[Coroutine[object, object, None]]:
        talks = [self._poll()] if self._telegram else []
        return [*talks, self._listen()] if self._terminal else talks

    # -- stages ------------------------------------------------------------------------------------------------------

    def _news(self) -> None:
        """Told by a visitor's thread, like the two below: the log has grown."""
        self._loop.call_soon_threadsafe(self._match.wake)

    def _visited(self, report: Report) -> None:
        if report.new or report.changed:
            log.info("%s: %d new articles, %d corrected", report.source, report.new, report.changed)

    def _faulted(self, wrong: Exception) -> None:
        """The visitor tries again after a while."""
        self._loop.call_soon_threadsafe(complain, "watching", wrong, self._trouble)

    async def _match_new(self) -> bool:
        await self._answering.calm(GIVEN_WAY_SECONDS)
        done = self._house.matching.match_new()
        if done:
            self._send.wake()
        return bool(done)

    async def _tidy(self) -> bool:
        """Many new subscriptions join the others: counted beside the loop, taken in by it."""
        work = self._house.finder.tidying()
        if work:
            settle = await asyncio.to_thread(work)
            settle()
        return False

    async def _retell(self) -> bool:
        return bool(self._house.retelling and await self._house.retelling.retell_next())

    async def _freeze(self) -> bool:
        if self._house.desk.outbox.cursor() < self._house.archive.last_id():
            self._match.wake()  # a digest waits for the matching of what has come in before its time
            return False
        if served := self._house.digesting.freeze_due(FREEZE_AT_ONCE):
            self._send.wake()
        return served == FREEZE_AT_ONCE

    async def _remind_due(self) -> bool:
        if self._house.desk.outbox.cursor() < self._house.archive.last_id():
            return False  # a correction that has just come in counts
        served = self._house.reminding.remind_due(FREEZE_AT_ONCE)
        if served:
            self._send.wake()
        return served == FREEZE_AT_ONCE

    async def _answer_waiting(self) -> bool:
        return bool(await self._answering.answer_waiting())

    async def _send_due(self) -> bool:
        begun = self._house.sending.begin_due(self._channels, self._send.wake)
        if not begun and (at := self._house.sending.next_at(self._channels)):
            self._send.wake_in(at - self._clock())
        return bool(begun)

    # -- what people say ---------------------------------------------------------------------------------------------

    async def _poll(self) -> None:
        """Updates are stored first; only the next poll, from a higher offset, confirms them to Telegram."""
        assert self._telegram is not None
        inbox = self._house.desk.inbox
        failures = 0
        while True:
            batch = await self._telegram.updates(await self._upkeep.standing(lambda: inbox.offset("telegram")))
            if isinstance(batch, Later):
                failures += 1
                pause = batch.wait if batch.wait is not None else min(2.0**failures, 60.0)
                log.warning("Telegram does not answer (%s); again in %.0f s", batch.why, pause)
                await asyncio.sleep(pause)
                continue
            failures = 0
            await self._upkeep.standing(partial(inbox.store, batch.incoming, self._clock(), "telegram", batch.offset))
            self._answer.wake()

    async def _listen(self) -> None:
        """The terminal's lines. Their end does not end the service: papers are still read, digests still made."""
        assert self._terminal is not None
        inbox = self._house.desk.inbox
        started = self._clock()
        number = 0
        async for line in self._terminal.read_lines():
            number += 1
            key = f"terminal:{started.isoformat()}:{number}"
            await self._upkeep.standing(partial(inbox.store, [heard(self._terminal, key, line)], self._clock()))
            self._answer.wake()
        await self._stopping.wait()


def heard(terminal: Terminal, key: str, line: str) -> Incoming:
    """A line of the terminal as an update: a number chooses a button, `>` answers a message, all else is text."""
    data = terminal.choose(line)
    if data:
        return Incoming(key=key, address=TERMINAL, data=data, under=terminal.under)
    if (said := terminal.replied(line)) is not None:
        return Incoming(key=key, address=TERMINAL, text=said, reply_to=terminal.under)
    return Incoming(key=key, address=TERMINAL, text=line)


def words_for(house: House) -> Words:
    """What the terminal says itself, in the language of who sits there."""
    from bot.terminal import Words

    known = house.desk.subscriptions.subscriber(TERMINAL)
    t = texts(known.language if known else house.config.bot.language)
    return Words(
        updated=t("terminal.updated"),
        file=t("terminal.file", name="{name}", size="{size}"),
        read=t("terminal.read", name="{name}"),
        items=t("terminal.items", number="{number}"),
    )


async def serve(service: Service) -> None:
    """Run a service until SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, service.stop)
    try:
        await service.run()
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
