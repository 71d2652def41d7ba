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
from bot.chat import (
    agenda,
    archive,
    area,
    articles,
    editing,
    exporting,
    favourites,
    helping,
    history,
    importing,
    issues,
    listing,
    privacy,
    profile,
    replies,
    reviewing,
    rooms,
    searching,
    settings,
    silence,
    sky,
    sources,
    subscribing,
    trend,
    undo,
    warnings,
    welcome,
)
from bot.chat.choices import choose
from bot.chat.commands import Line, nearest, read
from bot.chat.turn import Anew, Farewell, Reply, Room, Toast, Turn
from bot.model import Address, Delivery, Hall, Incoming, Lane, Subscriber, Welcome
from bot.outbox import fit
from bot.ports import FAREWELL, FLOOD
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
    "start": welcome.start,
    "help": helping.help_,
    "sub": subscribing.subscribe,
    "unsub": subscribing.unsubscribe,
    "unsub_all": subscribing.unsubscribe_all,
    "list": listing.listing,
    "edit": editing.edit,
    "undo": undo.undo,
    "packs": subscribing.packs,
    "import": importing.import_,
    "export": exporting.export,
    "try": subscribing.try_,
    "today": archive.today,
    "search": searching.search,
    "warnings": warnings.warnings,
    "issue": issues.issue,
    "article": articles.article,
    "why": archive.why,
    "profile": profile.profile,
    "digest": settings.digest,
    "review": reviewing.review,
    "area": area.area,
    "level": area.level,
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
    "privacy": privacy.privacy,
    "delete_me": privacy.delete_me,
    "saved": favourites.saved,
    "channel": rooms.channel,
    "bind": rooms.bind,
    "cap": rooms.cap,
    "reply": replies.numbered,  # no command: the number of an item that a reply left open
    "cancel": settings.cancel,
    "welcome": welcome.answer,  # no command: what is said while somebody is shown around
}


# What is looked for is kept as it was typed. Settings are said in few words, which are known in simplified characters.
AS_TYPED = frozenset({"sub", "try", "trend", "search", "import", "source", "edit"})

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
        "issue",
        "article",
        "why",
        "sources",
        "history",
        "privacy",
        "saved",
        "channel",
    }
)
# What is somebody's own, and neither told nor shown where others read along.
PERSONAL = frozenset({"profile"})
LOOKING_AT = frozenset(
    {"save", "saved", "list", "one", "help", "why", "article", "page", "found", "part", "rest", "changed", "leaf"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a newcomer gets until they choose."""

    language: str = DEFAULT
    timezone: str = "Asia/Shanghai"
    digest_at: time = time(7, 30)


def looks_only(incoming: Incoming) -> bool:
    """Whether an update only asks to see something."""
    if incoming.broadcast:  # thousands may press, and what is answered would be published; 收藏 is told to one alone
        return incoming.data.partition(":")[0] == "save"
    if incoming.data:
        return incoming.data.partition(":")[0] in LOOKING_AT
    if incoming.dropped:
        return False
    line = read(incoming.text)
    return bool(line.unknown) or line.command in LOOKING


def is_personal(incoming: Incoming) -> bool:
    """Whether an update is about what nobody else should read."""
    asked = incoming.data.partition(":")[0] if incoming.data else read(incoming.text).command
    return asked in PERSONAL


class Chat:
    """Answers what waits in the inbox."""

    def __init__(self, room: Room, clock: Clock, defaults: Defaults) -> None:
        self._room, self._clock, self._defaults = room, clock, defaults
        self._looks = count()

    def waiting(self) -> Sequence[Incoming]:
        """The next updates, in the order of their arrival."""
        return self._room.desk.inbox.waiting(BATCH)

    def hall_of(self, incoming: Incoming) -> str:
        """The hall (@name or id) about which the channel is to be asked before this is answered, or ""."""
        return rooms.wanted(self._room.desk, incoming, self._clock())

    def answer(self, incoming: Incoming, trusted: bool = True, hall: Hall | None = None, heard: bool = False) -> str:
        """Answer one of them. Who is not `trusted` (a group's member who does not administer it) may only look.

        `hall`: what was learned of the one that `hall_of` named. Returns what is to be shown for a moment to who
        pressed a button, unless that was `heard` already: then all is written as messages.
        """
        now = self._clock()
        try:
            with self._room.desk.atomic():
                flooded = self._flooded(incoming, now)
                reply = self._meant(incoming, now, trusted, hall) if flooded is None else flooded
                said = self._reply(incoming, reply, now, heard)
                self._room.desk.inbox.done(incoming, now, error="" if flooded is None else FLOOD)
                return said
        except TroubleError:
            raise  # the database fails, not the line: it waits, and is answered when the trouble has passed
        except Exception as fault:  # Whatever one line does, the next one must be answered, and this one not be lost.
            log.exception("update %s could not be answered", incoming.key)
            with self._room.desk.atomic():
                sorry = self._turn(incoming.address, now).say("fault")
                self._reply(incoming, sorry, now)
                self._room.desk.inbox.done(incoming, now, error=type(fault).__name__)
        return ""

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

    def _meant(self, incoming: Incoming, now: datetime, trusted: bool, hall: Hall | None) -> Reply:
        """The answer for whoever is meant: the chat itself, or the hall that a person drives from their private one."""
        halls = self._room.desk.halls
        if incoming.joins:
            halls.invited(pace.chat(incoming.address), incoming.person)
        driving = rooms.driven(self._room.desk, incoming, now)
        if driving is None:
            reply = self._said(incoming, incoming.address, now, trusted, hall)
            line = Line() if incoming.data else read(incoming.text)
            at_once = rooms.further(line.rest) if line.command == "channel" else ""
            begun = at_once and rooms.allowed(hall) and halls.driven(incoming.address, now)
            return self._meant(replace(incoming, text=at_once), now, trusted, hall) if begun else reply
        address, title = driving
        if refused := rooms.lost(halls, incoming.address, address, hall):
            return self._turn(incoming.address, now).say(refused, title=title)
        rooms.goes_on(halls, incoming.address, hall, now)
        return rooms.signed(title, self._said(incoming, address, now, trusted, hall))

    def _said(self, incoming: Incoming, to: Address, now: datetime, trusted: bool, hall: Hall | None) -> Reply:
        """`to`: the chat that is meant, or the hall."""
        desk = self._room.desk
        turn = self._turn(rooms.home(desk.halls, to), now, incoming.language, new=not incoming.data)
        pressed = desk.outbox.delivered(pace.chat(incoming.address), incoming.under) if incoming.under else None
        turn = replace(turn, group=incoming.group or to != incoming.address, said=incoming, pressed=pressed, hall=hall)
        if incoming.data and desk.subscriptions.subscriber(turn.address) is None:
            return privacy.stranger(turn)
        if turn.group and is_personal(incoming):
            return turn.say("profile.private")
        if not trusted and not looks_only(incoming):
            refused = turn.t.styled("channel.readers" if incoming.broadcast else "group.admins_only")
            return [Toast(body=refused)]
        if incoming.data:
            return choose(turn, incoming.data)
        if incoming.dropped:
            return importing.dropped(turn, incoming.dropped, read(incoming.text))
        if len(incoming.text) > LONGEST_LINE:
            return turn.say("unknown.long", length=len(incoming.text), most=LONGEST_LINE)
        memory = self._room.desk.memory
        line = read(incoming.text)
        expected, _, given = memory.expected(turn.address).partition(" ")
        if expected and line.command != "cancel":
            memory.expect(turn.address, "")
        if (about := replies.answer(turn, line)) is not None:
            return about
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
            return articles.article(turn, line.rest)  # a bare number is the item of the list that was just shown
        if expected not in ANSWERS:
            return subscribing.unknown(turn, line.rest)
        return ANSWERS[expected](turn, f"{given} {line.rest}".strip())

    def _turn(self, address: Address, now: datetime, tag: str = "", new: bool = True) -> Turn:
        """`tag`: the language of the person's app, which a newcomer is spoken to in. `new`: they are kept."""
        store = self._room.desk.subscriptions
        subscriber = store.subscriber(address)
        if subscriber is None:
            subscriber = self._newcomer(address, now, tag)
            if new:
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
            welcome=Welcome.PLACE,
        )
        return calendar.planned(newcomer, now, anew=True)

    def _reply(self, incoming: Incoming, reply: Reply, now: datetime, heard: bool = True) -> str:
        """Write the answer down; returns what is shown for a moment instead."""
        outbox, chat = self._room.desk.outbox, pace.chat(incoming.address)
        under = outbox.delivered(chat, incoming.under) if incoming.under else None
        toasts = [one for one in reply if isinstance(one, Toast)] if incoming.callback_id and not heard else []
        rest = [one for one in reply if one not in toasts]
        self._say(incoming.address, f"reply:{incoming.key}", rest, now, under.id if under else 0)
        return "\n".join(one.body.text for one in toasts)

    def _say(self, address: Address, key: str, reply: Reply, now: datetime, under: int = 0) -> None:
        """`under`: the delivery whose button was pressed."""
        parts = [part for message in reply for part in fit(message)]
        self._room.desk.outbox.add(
            [
                Delivery(
                    key=f"{FAREWELL if isinstance(part, Farewell) else ''}{key}:{n}",
                    address=address,
                    lane=Lane.REPLY,
                    message=part,
                    due_at=now,
                    refers=under if isinstance(part, Anew) else 0,
                )
                for n, part in enumerate(parts, 1)
            ]
        )
