"""An update comes in, an answer is written to the outbox.

The update is a stored row. Answering it, its effect and the answer's delivery are one transaction, so a kill at any
instruction leaves either the waiting update or the finished work, never half of it and never the same work twice.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot import pace
from bot.chat import meant
from bot.chat.addressing import Addressing, Defaults, Heard
from bot.chat.published import Parted, parted
from bot.chat.turn import Anew, Farewell, Reply, Room, Toast
from bot.chat.unready import Known, UnreadyError
from bot.model import Address, Delivery, Hall, Incoming, Lane
from bot.outbox import fit
from bot.ports import FAREWELL, FLOOD
from watchers.errors import TroubleError
from watchers.ports import Clock

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

    def waiting(self, but: Collection[str] = (), most: int = BATCH) -> Sequence[Incoming]:
        """The next updates, in the order of their arrival, without those with these keys."""
        return self._room.desk.inbox.waiting(most, but)

    def hall_of(self, incoming: Incoming) -> str:
        """The hall (@name or id) about which the channel is to be asked before this is answered, or ""."""
        return meant.wanted(self._room.desk, incoming, self._clock())

    def answer(
        self,
        incoming: Incoming,
        trusted: bool | None = True,
        hall: Hall | None = None,
        heard: bool = False,
        known: Known | None = None,
    ) -> str:
        """Answer one of them. Who is not `trusted` (a group's member who does not administer it) may only look.

        `trusted` None: the channel could not be asked about them, so what they may do is unknown.

        `hall`: what was learned of the one that `hall_of` named. Returns what is to be shown for a moment to who
        pressed a button, unless that was `heard` already: then all is written as messages.

        `known`: what has been worked out for this answer; raises UnreadyError when it needs something else, and then
        nothing has happened. None: whatever it needs is worked out at once, and everybody waits.
        """
        now = self._clock()
        try:
            with self._room.desk.atomic():
                flooded = self._flooded(incoming, now)
                heard_of = Heard(incoming=incoming, now=now, trusted=trusted, hall=hall, known=known)
                reply = self._addressing.answer(heard_of) if flooded is None else flooded
                said = self._reply(incoming, reply, now, heard)
                self._room.desk.inbox.done(incoming, now, error="" if flooded is None else FLOOD)
                return said
        except (TroubleError, UnreadyError):
            raise  # the database fails, not the line: it waits, and is answered when the trouble has passed
        except Exception as fault:  # Whatever one line does, the next one must be answered, and this one not be lost.
            log.exception("update %s could not be answered", incoming.key)
            with self._room.desk.atomic():
                sorry = self._addressing.turn(incoming.address, now).say("fault")
                self._reply(incoming, sorry, now)
                self._room.desk.inbox.done(incoming, now, error=type(fault).__name__)
        return ""

    def meanwhile(self, incoming: Incoming, reply: Reply) -> None:
        """Say, once, that the answer takes a while; the line waits for it."""
        with self._room.desk.atomic():
            self._say(incoming.address, f"meanwhile:{incoming.key}", reply, self._clock())

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
        if incoming.broadcast and incoming.data:
            return self._reply_apart(
                incoming, parted(self._room.desk, incoming, reply, under is not None, heard), under
            )
        toasts = [one for one in reply if isinstance(one, Toast)] if incoming.callback_id and not heard else []
        rest = [one for one in reply if one not in toasts]
        self._say(incoming.address, f"reply:{incoming.key}", rest, now, under.id if under else 0)
        return "\n".join(one.body.text for one in toasts)

    def _reply_apart(self, incoming: Incoming, reply: Parted, under: Delivery | None) -> str:
        """A press in a channel is answered to who pressed."""
        key, now = f"reply:{incoming.key}", self._clock()
        self._say(incoming.address, key, reply.posted, now, under.id if under else 0)
        if reply.to:
            self._say(reply.to, f"{key}:apart", reply.told, now)
        return reply.words

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
