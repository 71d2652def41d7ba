"""What waits in the inbox → answers, and nobody waits for what a channel is asked about somebody else.

Three things have to be said to or asked of a channel, and each may hang for as long as a network may: that a pressed
button was heard, whether who speaks in a group may change what it is told, and whether who speaks for a channel from
their private chat may do that. They go beside the answering, few at a time; only the lines of the chat in question wait
for the answers to questions.

What an answer needs and what takes a second is worked out beside, too. Such a line stays in the inbox until it is
answered, so it is taken up again after a kill; what is said in the same chat after it is answered after it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot import pace
from bot.besides import Besides
from bot.chat import BATCH, Chat, looks_only
from bot.chat.unready import UnreadyError
from bot.drops import Drops
from bot.errors import UnansweredError
from bot.model import Address, Hall, Incoming
from bot.ports import Channel

log = logging.getLogger(__name__)

# Eight calls are left beside the sender's 32 (httpx slows down above some forty).
PRESSES_AT_ONCE, QUESTIONS_AT_ONCE = 5, 3
# Telegram shows that a button waits for some fifteen seconds; an answer that has not gone out by then helps nobody.
PRESS_SECONDS, PRESS_TRIES = 5.0, 3
# Of so many presses that wait are the first told before the work goes on, and for so long.
MOST_HEARD, FIRST_SECONDS = 500, 0.5
# A button that has to wait for an answer about somebody is heard by then: nobody should doubt that they pressed it.
PATIENCE_SECONDS = 1.0
# Somebody waits for the answer to a question about them: so long for one try, and so many of these.
QUESTION_SECONDS, QUESTION_TRIES = 3.0, 2
# Who administers a group is asked again after this long: many lines in a row are one question.
KNOWN_SECONDS = 10.0
MOST_KNOWN = 1000
# How long what is being said about buttons may take when the service stops.
LEAVING_SECONDS = 1.0

Who = tuple[Address, str]
"""(chat, person); the chat may be one that is called by its name."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the person who speaks stands to what they speak of: `trusted` with the group, `hall` where they drive one.

    `trusted` None: nobody says so now.
    """

    trusted: bool | None
    hall: Hall | None = None


TRUSTED, UNKNOWN = Standing(True), Standing(None)


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
        self._patient: dict[str, asyncio.Task[None]] = {}
        self._asked: set[Who] = set()
        self._known: dict[Who, tuple[float, Standing]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._drops = Drops(channels, wake)
        self._besides = Besides(wake)
        # The line for whose answer something is worked out, by its chat: what is said there after it waits for that.
        self._waited_for: dict[Address, str] = {}

    async def answer_waiting(self) -> int:
        """Answer of the next lines those that may be answered now; returns how many that were."""
        answered, held = 0, set[Address]()
        waiting = self._chat.waiting(self._besides.under_way)
        await self._hear_first(waiting)
        for incoming in waiting:
            room = pace.chat(incoming.address)
            if self._waited_for.get(room, incoming.key) != incoming.key:
                continue
            standing = None if room in held else self._standing(incoming)
            if standing is None:
                held.add(room)  # what was said after it is answered after it
                self._hear_in_time(incoming)
                continue
            whole = self._drops.complete(incoming)
            if whole is None:
                held.add(room)
                continue
            answered += self._answer(whole, standing)
            await asyncio.sleep(0)  # sending has its turn after each
        return answered

    async def calm(self, patience: float) -> None:
        """While something is worked out for people, whoever else has much to do lets them go first, so many seconds."""
        await self._besides.calm(patience)

    async def stop(self) -> None:
        """What is being said goes out if it goes soon."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LEAVING_SECONDS)
        for task in self._tasks:
            task.cancel()
        await self._drops.stop()
        await self._besides.stop()

    def _answer(self, incoming: Incoming, standing: Standing) -> bool:
        """Whether it is answered; else what it needs is being worked out."""
        said, key = "", incoming.key
        try:
            known = self._besides.known(key)
            said = self._chat.answer(incoming, standing.trusted, standing.hall, key in self._heard, known)
        except UnreadyError as unready:
            self._hear_in_time(incoming)
            self._work_out(incoming, unready)
            return False
        except BaseException:
            self._hear_now(incoming)
            raise
        self._hear_now(incoming, said)
        self._heard.discard(key)
        self._besides.answered(key)
        if self._waited_for.get(room := pace.chat(incoming.address)) == key:
            del self._waited_for[room]
        self._written()
        return True

    def _work_out(self, incoming: Incoming, unready: UnreadyError) -> None:
        if unready.meanwhile:
            self._chat.meanwhile(incoming, unready.meanwhile)
            self._written()
        else:
            self._waited_for[pace.chat(incoming.address)] = incoming.key
        self._besides.begin(incoming.key, unready)

    def _hear_now(self, incoming: Incoming, said: str = "") -> None:
        if waiting := self._patient.pop(incoming.key, None):
            waiting.cancel()  # who stops the service need not wait for it
        self._hear(incoming, said)

    async def _hear_first(self, waiting: Sequence[Incoming]) -> None:
        """Who pressed a button is told so before the work begins, also those whose turn comes much later.

        In a group the answer may be a word that is shown for a moment: there the press waits for it a little.
        """
        further: Sequence[Incoming] = ()
        if len(waiting) >= BATCH:
            further = self._chat.waiting({*self._besides.under_way, *self._heard}, MOST_HEARD)
        tasks = list[asyncio.Task[None]]()
        for incoming in {one.key: one for one in (*waiting, *further)}.values():
            if incoming.group:
                self._hear_in_time(incoming)
            elif task := self._hear(incoming):
                tasks.append(task)
        if len(tasks) > PRESSES_AT_ONCE:  # of a crowd the last would be told when the work for the first is done
            await asyncio.wait(tasks, timeout=FIRST_SECONDS)

    def _hear(self, incoming: Incoming, said: str = "") -> asyncio.Task[None] | None:
        """Tell the channel, once, that the button was heard, and what it did where that is a short word.

        Nobody need wait for that.
        """
        channel = self._channels.get(incoming.address.channel)
        if not (incoming.callback_id and channel) or incoming.key in self._heard:
            return None
        self._heard.add(incoming.key)
        return self._begin(self._acknowledge(channel, incoming.callback_id, said))

    def _hear_in_time(self, incoming: Incoming) -> None:
        """Somebody has to be asked first: the button waits a little, then it is heard without a word."""
        if incoming.callback_id and incoming.key not in self._heard | self._patient.keys():
            self._patient[incoming.key] = self._begin(self._hear_soon(incoming))

    async def _hear_soon(self, incoming: Incoming) -> None:
        await asyncio.sleep(PATIENCE_SECONDS)
        if self._patient.pop(incoming.key, None):
            self._hear(incoming)

    async def _acknowledge(self, channel: Channel, callback_id: str, said: str) -> None:
        """Tried again when its time ran out, for which we may have been too busy ourselves; others go first then."""
        for _ in range(PRESS_TRIES):
            with suppress(UnansweredError, TimeoutError):
                async with self._presses, asyncio.timeout(PRESS_SECONDS):
                    await channel.acknowledge(callback_id, said)
                return

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
        if standing is UNKNOWN:  # told to who waits; whoever speaks next is asked about again
            del self._known[who]
            return standing
        if asyncio.get_running_loop().time() - at < KNOWN_SECONDS:
            return standing
        if who not in self._asked:
            self._asked.add(who)
            self._begin(self._ask(channel, who, bool(name)))
        return None

    async def _ask(self, channel: Channel, who: Who, drives: bool) -> None:
        standing = UNKNOWN  # which is no answer, and above all not that they are nobody
        try:
            async with self._questions:
                standing = await self._answered(channel, who, drives)
        except (UnansweredError, TimeoutError) as why:
            log.warning("who administers %s is unknown: %s", who[0], str(why) or "no answer in time")
        except Exception:  # a fault of ours
            log.exception("who administers %s could not be asked", who[0])
        finally:
            self._asked.discard(who)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[who] = asyncio.get_running_loop().time(), standing
        self._wake()

    async def _answered(self, channel: Channel, who: Who, drives: bool) -> Standing:
        """Raises UnansweredError or TimeoutError after the last try: only a try finds out that a connection died."""
        for _ in range(QUESTION_TRIES - 1):
            with suppress(UnansweredError, TimeoutError):
                return await self._told(channel, who, drives)
        return await self._told(channel, who, drives)

    async def _told(self, channel: Channel, who: Who, drives: bool) -> Standing:
        async with asyncio.timeout(QUESTION_SECONDS):
            if drives:
                return Standing(True, await channel.hall(who[0].to, who[1]))
            return Standing(await channel.administers(*who))

    def _begin(self, deed: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(deed)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
