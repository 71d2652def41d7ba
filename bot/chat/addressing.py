"""For whom a line is meant: the chat where it was said, or the hall that a person drives from their private one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time

from bot import calendar, pace
from bot.chat import privacy, rooms
from bot.chat.commands import Line, read
from bot.chat.routing import answer, is_personal, looks_only
from bot.chat.turn import Reply, Room, Toast, Turn
from bot.model import Address, Hall, Incoming, Subscriber, Welcome
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
    trusted: bool = True
    hall: Hall | None = None


class Addressing:
    """Finds the subscriber whom an update is about; who is new is taken in."""

    def __init__(self, room: Room, defaults: Defaults) -> None:
        self._room, self._defaults = room, defaults

    def answer(self, heard: Heard) -> Reply:
        """The answer for whoever is meant."""
        incoming, now, hall = heard.incoming, heard.now, heard.hall
        halls = self._room.desk.halls
        if incoming.joins:
            halls.invited(pace.chat(incoming.address), incoming.person)
        driving = rooms.driven(self._room.desk, incoming, now)
        if driving is None:
            reply = self._said(heard, incoming.address)
            line = Line() if incoming.data else read(incoming.text)
            at_once = rooms.further(line.rest) if line.command == "channel" else ""
            begun = at_once and rooms.allowed(hall) and halls.driven(incoming.address, now)
            return self.answer(replace(heard, incoming=replace(incoming, text=at_once))) if begun else reply
        address, title = driving
        if refused := rooms.lost(halls, incoming.address, address, hall):
            return self.turn(incoming.address, now).say(refused, title=title)
        rooms.goes_on(halls, incoming.address, hall, now)
        return rooms.signed(title, self._said(heard, address))

    def _said(self, heard: Heard, to: Address) -> Reply:
        """`to`: the chat that is meant, or the hall."""
        incoming, desk = heard.incoming, self._room.desk
        turn = self.turn(rooms.home(desk.halls, to), heard.now, incoming.language, new=not incoming.data)
        pressed = desk.outbox.delivered(pace.chat(incoming.address), incoming.under) if incoming.under else None
        group = incoming.group or to != incoming.address
        turn = replace(turn, group=group, said=incoming, pressed=pressed, hall=heard.hall)
        if incoming.data and desk.subscriptions.subscriber(turn.address) is None:
            return privacy.stranger(turn)
        if turn.group and is_personal(incoming):
            return turn.say("profile.private")
        if not heard.trusted and not looks_only(incoming):
            refused = turn.t.styled("channel.readers" if incoming.broadcast else "group.admins_only")
            return [Toast(body=refused)]
        return answer(turn, incoming)

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
