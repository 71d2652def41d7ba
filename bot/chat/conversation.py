"""An update comes in, an answer is written to the outbox.

The update is a stored row. Answering it, its effect and the answer's delivery are one transaction, so a kill at any
instruction leaves either the waiting update or the finished work, never half of it and never the same work twice.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from bot import pace
from bot.chat import rooms, sources
from bot.chat.addressing import Addressing, Defaults, Heard
from bot.chat.turn import Anew, Farewell, Reply, Room, Toast
from bot.model import Address, Delivery, Hall, Incoming, Lane
from bot.outbox import fit
from bot.ports import FAREWELL, FLOOD
from watchers.errors import BaoxiaoError, TroubleError
from watchers.ports import Clock
from watchers.scouting import Scouted

log = logging.getLogger(__name__)

BATCH = 20
# Twice what a quick hand types. Who says more in a minute is a program, or stuck; the rest of it is not answered.
MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 60


class Chat:
    """Answers what waits in the inbox."""

    def __init__(self, room: Room, clock: Clock, defaults: Defaults) -> None:
        self._room, self._clock = room, clock
        self._addressing = Addressing(room, defaults)
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
                heard_of = Heard(incoming=incoming, now=now, trusted=trusted, hall=hall)
                reply = self._addressing.answer(heard_of) if flooded is None else flooded
                said = self._reply(incoming, reply, now, heard)
                self._room.desk.inbox.done(incoming, now, error="" if flooded is None else FLOOD)
                return said
        except TroubleError:
            raise  # the database fails, not the line: it waits, and is answered when the trouble has passed
        except Exception as fault:  # Whatever one line does, the next one must be answered, and this one not be lost.
            log.exception("update %s could not be answered", incoming.key)
            with self._room.desk.atomic():
                sorry = self._addressing.turn(incoming.address, now).say("fault")
                self._reply(incoming, sorry, now)
                self._room.desk.inbox.done(incoming, now, error=type(fault).__name__)
        return ""

    def scouted(self, address: Address, found: Scouted | BaoxiaoError) -> None:
        """Tell an operator what was found at the address that they asked about."""
        now = self._clock()
        with self._room.desk.atomic():
            reply = sources.scouted(self._addressing.turn(address, now), found)
            self._say(address, f"scout:{address}:{now.isoformat()}:{next(self._looks)}", reply, now)

    def tell(self, address: Address, reply: Reply) -> None:
        """Tell a chat what was worked out for it meanwhile."""
        now = self._clock()
        with self._room.desk.atomic():
            self._say(address, f"beside:{address}:{now.isoformat()}:{next(self._looks)}", reply, now)

    def sorry(self, address: Address) -> None:
        """Tell a chat that what it asked could not be worked out."""
        self.tell(address, self._addressing.turn(address, self._clock()).say("fault"))

    def _flooded(self, incoming: Incoming, now: datetime) -> Reply | None:
        """The answer to somebody who says far too much: one sentence, once; None to everybody else.

        A terminal is somebody's own machine, and a pipe may bring as much as it likes.
        """
        if incoming.address.channel != pace.LIMITED:
            return None
        lines, said = self._room.desk.inbox.crowd(incoming, MINUTE)
        if lines < MOST_A_MINUTE:
            return None
        return [] if said else self._addressing.turn(incoming.address, now).say("flood", most=MOST_A_MINUTE)

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
