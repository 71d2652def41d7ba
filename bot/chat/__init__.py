"""One conversation core for every channel: an update comes in, an answer is written to the outbox.

The update is a stored row. Answering it, its effect and the answer's delivery are one transaction, so a kill at any
instruction leaves either the waiting update or the finished work, never half of it and never the same work twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import count

from bot import calendar, pace
from bot.chat import agenda, archive, history, importing, settings, silence, sky, sources, subscribing, trend, warnings
from bot.chat.choices import choose
from bot.chat.commands import nearest, read
from bot.chat.turn import Anew, Reply, Room, Turn
from bot.model import Address, Delivery, Incoming, Lane, Subscriber
from bot.outbox import fit
from bot.ports import FLOOD
from bot.texts import DEFAULT, spoken, texts
from bot.times import Timetable
from watchers.errors import BaoxiaoError, TroubleError
from watchers.ports import Clock
from watchers.scouting import Scouted
from watchers.variants import simplified

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
    "warnings": warnings.warnings,
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
    "source": sources.source,
    "history": history.history,
    "resend": history.resend,
    "weather": sky.weather,
    "trend": trend.trend_,
    "calendar": agenda.calendar,
    "remind": agenda.remind,
    "cancel": settings.cancel,
}


# What is looked for is kept as it was typed. Settings are said in few words, which are known in simplified characters.
AS_TYPED = frozenset({"sub", "try", "trend", "search", "import", "source"})

# What anyone in a group may do: it changes nothing for the others.
LOOKING = frozenset(
    {
        "weather",
        "trend",
        "calendar",
        "start",
        "help",
        "list",
        "try",
        "today",
        "search",
        "warnings",
        "article",
        "why",
        "sources",
        "history",
    }
)
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
        self._looks = count()

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

    def scouted(self, address: Address, found: Scouted | BaoxiaoError) -> None:
        """Tell an operator what was found at the address that they asked about."""
        now = self._clock()
        with self._room.desk.atomic():
            reply = sources.scouted(self._turn(address, now), found)
            self._say(address, f"scout:{address}:{now.isoformat()}:{next(self._looks)}", reply, now)

    def tell(self, address: Address, reply: Reply) -> None:
        """Tell a chat what was worked out for it meanwhile."""
        now = self._clock()
        with self._room.desk.atomic():
            self._say(address, f"beside:{address}:{now.isoformat()}:{next(self._looks)}", reply, now)

    def sorry(self, address: Address) -> None:
        """Tell a chat that what it asked could not be worked out."""
        self.tell(address, self._turn(address, self._clock()).say("fault"))

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
        turn = self._turn(incoming.address, now, incoming.language)
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
            return ANSWERS[line.command](turn, line.rest if line.command in AS_TYPED else simplified(line.rest))
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

    def _turn(self, address: Address, now: datetime, tag: str = "") -> Turn:
        """`tag`: the language of the person's app, which a newcomer is spoken to in."""
        store = self._room.desk.subscriptions
        subscriber = store.subscriber(address)
        if subscriber is None:
            subscriber = self._newcomer(address, now, tag)
            store.keep(subscriber)
        elif subscriber.gone:  # it writes, so it can be reached again
            subscriber = replace(subscriber, paused=False, gone=False)
            store.keep(subscriber)
        return Turn(room=self._room, subscriber=subscriber, now=now)

    def _newcomer(self, address: Address, now: datetime, tag: str = "") -> Subscriber:
        given = self._defaults
        newcomer = Subscriber(
            address=address,
            language=spoken(tag) if tag else texts(given.language).language,
            timezone=given.timezone,
            timetable=Timetable((given.digest_at,)),
            joined_at=now,
        )
        return calendar.planned(newcomer, now, anew=True)

    def _reply(self, incoming: Incoming, reply: Reply, now: datetime) -> None:
        outbox = self._room.desk.outbox
        under = outbox.known_as(incoming.address, incoming.under) if incoming.under else 0
        self._say(incoming.address, f"reply:{incoming.key}", reply, now, under)

    def _say(self, address: Address, key: str, reply: Reply, now: datetime, under: int = 0) -> None:
        """`under`: the delivery whose button was pressed."""
        parts = [part for message in reply for part in fit(message)]
        self._room.desk.outbox.add(
            [
                Delivery(
                    key=f"{key}:{n}",
                    address=address,
                    lane=Lane.REPLY,
                    message=part,
                    due_at=now,
                    refers=under if isinstance(part, Anew) else 0,
                )
                for n, part in enumerate(parts, 1)
            ]
        )
