"""For whom a line is meant: the chat where it was said, or the hall that a person drives from their private one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time

from bot import calendar, pace
from bot.chat import meant, privacy, readers, rooms, wayback
from bot.chat.commands import Line, read
from bot.chat.routing import answer, is_personal, looks_only
from bot.chat.turn import Reply, Room, Turn
from bot.chat.unready import Known
from bot.model import Address, Behalf, Delivery, Hall, Incoming, Subscriber, Welcome
from bot.texts import DEFAULT, spoken, texts
from bot.times import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a newcomer gets until they choose."""

    language: str = DEFAULT
    timezone: str = "Asia/Shanghai"
    digest_at: time = time(7, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An update, when it came, and what is known of who speaks: see `Chat.answer`."""

    incoming: Incoming
    now: datetime
    trusted: bool | None = True
    hall: Hall | None = None
    known: Known | None = None


class Addressing:
    """Finds the subscriber whom an update is about; who is new is taken in."""

    def __init__(self, room: Room, defaults: Defaults) -> None:
        self._room, self._defaults = room, defaults

    def answer(self, heard: Heard) -> Reply:
        """The answer for whoever is meant."""
        incoming, now, desk = heard.incoming, heard.now, self._room.desk
        if incoming.moved_to:
            return self._moved(incoming)
        if incoming.joins:
            desk.halls.invited(pace.chat(incoming.address), incoming.person)
        named = meant.named(incoming)
        if named and read(named.line).command not in meant.OWN:
            return self._for_named(heard, named)
        if named:
            return self._own(replace(heard, incoming=replace(incoming, text=named.line)))
        to = meant.behalf(desk, incoming, now)
        return self._for(heard, to) if to else self._own(heard)

    def _moved(self, incoming: Incoming) -> Reply:
        """A group has become a supergroup: all that it has is found under its new id from now on."""
        chat = pace.chat(incoming.address)
        for old in (*self._room.desk.halls.kin(chat), chat):
            self._room.desk.outbox.redirect(old, replace(old, to=incoming.moved_to))
        return []

    def _own(self, heard: Heard) -> Reply:
        """A line of one's own; what stands behind `/channel @name` is done for that at once."""
        incoming = heard.incoming
        line = Line() if incoming.data else read(incoming.text)
        if line.command == "channel" and heard.trusted is None:
            return self.turn(incoming.address, heard.now).say("group.unsure")
        reply = self._said(heard, incoming.address)
        at_once = meant.further(line.rest) if line.command == "channel" else ""
        begun = at_once and rooms.allowed(heard.hall)
        to = meant.behalf(self._room.desk, replace(incoming, text=at_once), heard.now) if begun else None
        return self._for(replace(heard, incoming=meant.for_hall(incoming, at_once)), to) if to else reply

    def _for(self, heard: Heard, to: Behalf) -> Reply:
        """Done for the hall that somebody speaks for, or to which a message belongs."""
        place, halls, hall, now = heard.incoming.address, self._room.desk.halls, heard.hall, heard.now
        why = "channel.unsure" if heard.trusted is None else rooms.lost(halls, place, to, hall, now)
        if why:
            return self.turn(place, now).say(why, title=to.title)
        rooms.goes_on(halls, place, to, hall, now)
        return self._signed(heard, replace(to, title=hall.title) if hall else to)

    def _for_named(self, heard: Heard, named: meant.Named) -> Reply:
        """Done once for the hall that the line names."""
        own, hall = self.turn(heard.incoming.address, heard.now, heard.incoming.language), heard.hall
        why = "group.unsure" if heard.trusted is None else rooms.refused(hall)
        if why or hall is None:
            return own.say(why, name=named.name)
        line = meant.for_hall(heard.incoming, named.line)
        return self._signed(replace(heard, incoming=line), Behalf(address=hall.address, title=hall.title))

    def _signed(self, heard: Heard, to: Behalf) -> Reply:
        return rooms.signed(to, self._said(heard, to.address), self._pressed(heard.incoming))

    def _pressed(self, incoming: Incoming) -> Delivery | None:
        chat = pace.chat(incoming.address)
        return self._room.desk.outbox.delivered(chat, incoming.under) if incoming.under else None

    def _said(self, heard: Heard, to: Address) -> Reply:
        """`to`: the chat that is meant, or the hall."""
        incoming, desk = heard.incoming, self._room.desk
        turn = self.turn(rooms.home(desk.halls, to), heard.now, incoming.language, new=not incoming.data)
        group = incoming.group or to != incoming.address
        turn = replace(
            turn, group=group, said=incoming, pressed=self._pressed(incoming), hall=heard.hall, known=heard.known
        )
        if incoming.data and desk.subscriptions.subscriber(turn.address) is None:
            return privacy.stranger(turn)
        if turn.group and is_personal(incoming):
            return turn.say("profile.private")
        if looks_only(incoming):
            return answer(turn, incoming)
        if not heard.trusted:
            return readers.answer(turn, heard.trusted)
        return wayback.kept(turn, lambda: answer(turn, incoming))

    def turn(self, address: Address, now: datetime, tag: str = "", new: bool = True) -> Turn:
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
