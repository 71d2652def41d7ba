"""What waits in the inbox → answers, and nobody waits for what a channel is asked about somebody else.

Three things have to be said to or asked of a channel, and each may hang for as long as a network may: that a pressed
button was heard, whether who speaks in a group may change what it is told, and whether who speaks for a channel from
their private chat may do that. They go beside the answering, few at a time; only the lines of the chat in question wait
for the answers to questions.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass

from bot import pace
from bot.chat import Chat, looks_only
from bot.drops import Drops
from bot.model import Address, Hall, Incoming
from bot.ports import Channel

log = logging.getLogger(__name__)

# Eight calls are left beside the sender's 32 (httpx slows down above some forty).
PRESSES_AT_ONCE, QUESTIONS_AT_ONCE = 5, 3
# Telegram shows that a button waits for some ten seconds; an answer that has not gone out by then helps nobody.
PRESS_SECONDS = 5.0
# A button that has to wait for an answer about somebody is heard by then: nobody should doubt that they pressed it.
PATIENCE_SECONDS = 1.0
# Who administers a group is asked again after this long: many lines in a row are one question.
KNOWN_SECONDS = 10.0
MOST_KNOWN = 1000
# How long what is being said about buttons may take when the service stops.
LEAVING_SECONDS = 1.0

Who = tuple[Address, str]
"""(chat, person); the chat may be one that is called by its name."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the person who speaks stands to what they speak of: `trusted` with the group, `hall` where they drive one."""

    trusted: bool
    hall: Hall | None = None


TRUSTED = Standing(True)


class Answering:
    """Answers by `chat` what people said on `channels`.

    `written` is called after each answer, which waits in the outbox then; `wake` when there is more to answer.
    """

    def __init__(
        self, chat: Chat, channels: Mapping[str, Channel], *, written: Callable[[], None], wake: Callable[[], None]
    ) -> None:
        self._chat, self._channels, self._written, self._wake = chat, channels, written, wake
        self._presses, self._questions = asyncio.Semaphore(PRESSES_AT_ONCE), asyncio.Semaphore(QUESTIONS_AT_ONCE)
        self._heard: set[str] = set()
        self._patient: set[str] = set()
        self._asked: set[Who] = set()
        self._known: dict[Who, tuple[float, Standing]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._drops = Drops(channels, wake)

    async def answer_waiting(self) -> int:
        """Answer of the next lines those that may be answered now; returns how many that were."""
        answered, held = 0, set[Address]()
        for incoming in self._chat.waiting():
            room = pace.chat(incoming.address)
            standing = None if room in held else self._standing(incoming)
            if standing is None:
                held.add(room)  # what was said after it is answered after it
                self._hear_in_time(incoming)
                continue
            whole = self._drops.complete(incoming)
            if whole is None:
                held.add(room)
                continue
            said = ""
            try:
                heard = incoming.key in self._heard
                said = self._chat.answer(whole, standing.trusted, standing.hall, heard)
            finally:
                self._patient.discard(incoming.key)
                self._hear(incoming, said)
            self._heard.discard(incoming.key)
            self._written()
            answered += 1
            await asyncio.sleep(0)  # sending has its turn after each
        return answered

    async def stop(self) -> None:
        """What is being said goes out if it goes soon."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LEAVING_SECONDS)
        for task in self._tasks:
            task.cancel()
        await self._drops.stop()

    def _hear(self, incoming: Incoming, said: str = "") -> None:
        """Tell the channel, once, that the button was heard, and what it did where that is a short word.

        Nobody waits for that.
        """
        channel = self._channels.get(incoming.address.channel)
        if incoming.callback_id and channel and incoming.key not in self._heard:
            self._heard.add(incoming.key)
            self._begin(self._acknowledge(channel, incoming.callback_id, said))

    def _hear_in_time(self, incoming: Incoming) -> None:
        """Somebody has to be asked first: the button waits a little, then it is heard without a word."""
        if incoming.callback_id and incoming.key not in self._heard | self._patient:
            self._patient.add(incoming.key)
            self._begin(self._hear_soon(incoming))

    async def _hear_soon(self, incoming: Incoming) -> None:
        await asyncio.sleep(PATIENCE_SECONDS)
        if incoming.key in self._patient:
            self._patient.discard(incoming.key)
            self._hear(incoming)

    async def _acknowledge(self, channel: Channel, callback_id: str, said: str) -> None:
        async with self._presses:
            with suppress(TimeoutError):
                async with asyncio.timeout(PRESS_SECONDS):
                    await channel.acknowledge(callback_id, said)

    def _standing(self, incoming: Incoming) -> Standing | None:
        """What the person may do here; None while that is being asked."""
        name = self._chat.hall_of(incoming)
        if not name and (not incoming.group or looks_only(incoming)):
            return TRUSTED
        channel = self._channels.get(incoming.address.channel)
        if channel is None:
            return Standing(not incoming.group)
        chat = Address(incoming.address.channel, name) if name else pace.chat(incoming.address)
        who = chat, incoming.person
        at, standing = self._known.get(who, (float("-inf"), TRUSTED))
        if asyncio.get_running_loop().time() - at < KNOWN_SECONDS:
            return standing
        if who not in self._asked:
            self._asked.add(who)
            self._begin(self._ask(channel, who, bool(name)))
        return None

    async def _ask(self, channel: Channel, who: Who, drives: bool) -> None:
        standing = Standing(drives)  # who cannot be shown to administer a group does not
        try:
            async with self._questions:
                if drives:
                    standing = Standing(True, await channel.hall(who[0].to, who[1]))
                else:
                    standing = Standing(await channel.administers(*who))
        except Exception:  # a fault of ours
            log.exception("who administers %s could not be asked", who[0])
        finally:
            self._asked.discard(who)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[who] = asyncio.get_running_loop().time(), standing
        self._wake()

    def _begin(self, deed: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(deed)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
