"""One conversation core for every channel: an update comes in, an answer is written to the outbox.

The update is a stored row. Answering it, its effect and the answer's delivery are one transaction, so a kill at any
instruction leaves either the waiting update or the finished work, never half of it and never the same work twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot import calendar, pace
from bot.chat import archive, history, importing, settings, silence, subscribing
from bot.chat.choices import choose
from bot.chat.commands import nearest, read
from bot.chat.turn import Reply, Room, Turn
from bot.model import Address, Delivery, Incoming, Lane, Subscriber
from bot.outbox import fit
from bot.ports import FLOOD
from bot.texts import DEFAULT, texts
from bot.times import Timetable
from watchers.errors import TroubleError
from watchers.ports import Clock

__all__ = ["Chat", "Defaults", "Room"]

log = logging.getLogger(__name__)

BATCH = 20
# What Telegram takes as one message; a pipe could bring megabytes, and every refusal quotes what was said.
LONGEST_LINE = 4096
# Twice what a quick hand types. Who says more in a minute is a program, or stuck; the rest of it is not answered.
MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 60

ANSWERS: dict[str, Callable[[Turn, str], Reply]] = {
    "start": settings.start,
    "help": settings.help_,
    "sub": subscribing.subscribe,
    "unsub": subscribing.unsubscribe,
    "list": subscribing.listing,
    "packs": subscribing.packs,
    "import": importing.import_,
    "try": subscribing.try_,
    "today": archive.today,
    "search": archive.search,
    "article": archive.article,
    "why": archive.why,
    "digest": settings.digest,
    "quiet": silence.quiet,
    "mute": silence.mute,
    "unmute": silence.unmute,
    "tz": settings.timezone,
    "lang": settings.language,
    "pause": settings.pause,
    "resume": settings.resume,
    "sources": settings.sources,
    "history": history.history,
    "resend": history.resend,
    "cancel": settings.cancel,
}


# What anyone in a group may do: it changes nothing for the others.
LOOKING = frozenset({"start", "help", "list", "try", "today", "search", "article", "why", "sources", "history"})
LOOKING_AT = frozenset({"why", "article", "page"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a newcomer gets until they choose."""

    language: str = DEFAULT
    timezone: str = "Asia/Shanghai"
    digest_at: time = time(7, 30)


def looks_only(incoming: Incoming) -> bool:
    """Whether an update only asks to see something."""
    if incoming.data:
        return incoming.data.partition(":")[0] in LOOKING_AT
    line = read(incoming.text)
    return bool(line.unknown) or line.command in LOOKING


class Chat:
    """Answers what waits in the inbox."""

    def __init__(self, room: Room, clock: Clock, defaults: Defaults) -> None:
        self._room, self._clock, self._defaults = room, clock, defaults

    def waiting(self) -> Sequence[Incoming]:
        """The next updates, in the order of their arrival."""
        return self._room.desk.inbox.waiting(BATCH)

    def answer(self, incoming: Incoming, trusted: bool = True) -> None:
        """Answer one of them. Who is not `trusted` (a group's member who does not administer it) may only look."""
        now = self._clock()
        try:
            with self._room.desk.atomic():
                flooded = self._flooded(incoming, now)
                self._reply(incoming, self._said(incoming, now, trusted) if flooded is None else flooded, now)
                self._room.desk.inbox.done(incoming, now, error="" if flooded is None else FLOOD)
        except TroubleError:
            raise  # the database fails, not the line: it waits, and is answered when the trouble has passed
        except Exception as fault:  # Whatever one line does, the next one must be answered, and this one not be lost.
            log.exception("update %s could not be answered", incoming.key)
            with self._room.desk.atomic():
                sorry = self._turn(incoming.address, now).say("fault")
                self._reply(incoming, sorry, now)
                self._room.desk.inbox.done(incoming, now, error=type(fault).__name__)

    def _flooded(self, incoming: Incoming, now: datetime) -> Reply | None:
        """The answer to somebody who says far too much: one sentence, once; None to everybody else.

        A terminal is somebody's own machine, and a pipe may bring as much as it likes.
        """
        if incoming.address.channel != pace.LIMITED:
            return None
        lines, said = self._room.desk.inbox.crowd(incoming, MINUTE)
        if lines < MOST_A_MINUTE:
            return None
        return [] if said else self._turn(incoming.address, now).say("flood", most=MOST_A_MINUTE)

    def _said(self, incoming: Incoming, now: datetime, trusted: bool) -> Reply:
        turn = self._turn(incoming.address, now)
        if not trusted and not looks_only(incoming):
            return turn.say("group.admins_only")
        if incoming.data:
            return choose(turn, incoming.data)
        if len(incoming.text) > LONGEST_LINE:
            return turn.say("unknown.long", length=len(incoming.text), most=LONGEST_LINE)
        memory = self._room.desk.memory
        line = read(incoming.text)
        expected = memory.expected(incoming.address)
        if expected and line.command != "cancel":
            memory.expect(incoming.address, "")
        if line.command:
            return ANSWERS[line.command](turn, line.rest)
        if line.unknown:
            near = nearest(line.unknown)
            return (
                turn.say("unknown.near", command=line.unknown, near=near)
                if near
                else turn.say("unknown.command", command=line.unknown)
            )
        if not line.rest:
            return turn.say("unknown.empty")
        if line.rest.isdecimal() and expected not in ANSWERS:
            return archive.article(turn, line.rest)  # a bare number is the item of the list that was just shown
        return ANSWERS[expected](turn, line.rest) if expected in ANSWERS else subscribing.unknown(turn, line.rest)

    def _turn(self, address: Address, now: datetime) -> Turn:
        store = self._room.desk.subscriptions
        subscriber = store.subscriber(address)
        if subscriber is None:
            subscriber = self._newcomer(address, now)
            store.keep(subscriber)
        elif subscriber.gone:  # it writes, so it can be reached again
            subscriber = replace(subscriber, paused=False, gone=False)
            store.keep(subscriber)
        return Turn(room=self._room, subscriber=subscriber, now=now)

    def _newcomer(self, address: Address, now: datetime) -> Subscriber:
        given = self._defaults
        newcomer = Subscriber(
            address=address,
            language=texts(given.language).language,
            timezone=given.timezone,
            timetable=Timetable((given.digest_at,)),
            joined_at=now,
        )
        return calendar.planned(newcomer, now, anew=True)

    def _reply(self, incoming: Incoming, reply: Reply, now: datetime) -> None:
        parts = [part for message in reply for part in fit(message)]
        self._room.desk.outbox.add(
            [
                Delivery(
                    key=f"reply:{incoming.key}:{n}", address=incoming.address, lane=Lane.REPLY, message=part, due_at=now
                )
                for n, part in enumerate(parts, 1)
            ]
        )
