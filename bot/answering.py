"""What waits in the inbox → answers, and nobody waits for what a channel is asked about somebody else.

Two things have to be said to or asked of a channel, and either may hang for as long as a network may: that a pressed
button was heard, and whether who speaks in a group may change what it is told. Both go beside the answering, few at a
time; only the lines of the chat in question wait for the second.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress

from bot import pace
from bot.chat import Chat, looks_only
from bot.model import Address, Incoming
from bot.ports import Channel

log = logging.getLogger(__name__)

# Eight calls are left beside the sender's 32 (httpx slows down above some forty).
PRESSES_AT_ONCE, QUESTIONS_AT_ONCE = 5, 3
# Telegram shows that a button waits for some ten seconds; an answer that has not gone out by then helps nobody.
PRESS_SECONDS = 5.0
# Who administers a group is asked again after this long: many lines in a row are one question.
KNOWN_SECONDS = 10.0
MOST_KNOWN = 1000
# How long what is being said about buttons may take when the service stops.
LEAVING_SECONDS = 1.0

Who = tuple[Address, str]
"""(chat, person)."""


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
        self._asked: set[Who] = set()
        self._known: dict[Who, tuple[float, bool]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def answer_waiting(self) -> int:
        """Answer of the next lines those that may be answered now; returns how many that were."""
        answered, held = 0, set[Address]()
        for incoming in self._chat.waiting():
            self._hear(incoming)
            room = pace.chat(incoming.address)
            trusted = None if room in held else self._trusted(incoming)
            if trusted is None:
                held.add(room)  # what was said after it is answered after it
                continue
            self._chat.answer(incoming, trusted)
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

    def _hear(self, incoming: Incoming) -> None:
        """Tell the channel, once, that the button was heard; its effect does not wait for that."""
        channel = self._channels.get(incoming.address.channel)
        if incoming.callback_id and channel and incoming.key not in self._heard:
            self._heard.add(incoming.key)
            self._begin(self._acknowledge(channel, incoming.callback_id))

    async def _acknowledge(self, channel: Channel, callback_id: str) -> None:
        async with self._presses:
            with suppress(TimeoutError):
                async with asyncio.timeout(PRESS_SECONDS):
                    await channel.acknowledge(callback_id)

    def _trusted(self, incoming: Incoming) -> bool | None:
        """Whether the person may command here; None while that is being asked."""
        if not incoming.group or looks_only(incoming):
            return True
        channel = self._channels.get(incoming.address.channel)
        if channel is None:
            return False
        who = pace.chat(incoming.address), incoming.person
        at, trusted = self._known.get(who, (float("-inf"), False))
        if asyncio.get_running_loop().time() - at < KNOWN_SECONDS:
            return trusted
        if who not in self._asked:
            self._asked.add(who)
            self._begin(self._ask(channel, who))
        return None

    async def _ask(self, channel: Channel, who: Who) -> None:
        try:
            async with self._questions:
                trusted = await channel.administers(*who)
        except Exception:  # a fault of ours: who cannot be shown to administer a group does not
            log.exception("who administers %s could not be asked", who[0])
            trusted = False
        finally:
            self._asked.discard(who)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[who] = asyncio.get_running_loop().time(), trusted
        self._wake()

    def _begin(self, deed: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(deed)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
