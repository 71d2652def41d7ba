"""What waits in the outbox → the channels: claim, send, settle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import pace
from bot.errors import ChannelError
from bot.model import Address, Astray, Dead, Delivery, Lane, Later, Message, Moved, Outcome, Sent, State, Uncertain
from bot.outbox import decide, worded
from bot.ports import FAREWELL, Channel, Desk
from bot.texts import texts
from watchers.ports import Clock

log = logging.getLogger(__name__)

# Longer than the slowest call of a channel may take.
LEASE = timedelta(seconds=60)
# A second's worth of Telegram's 30 messages when each answer takes a second; httpx slows down above eighty.
IN_FLIGHT = 32
PAUSE_AFTER_FAULT = 2.0


class Sending:
    """Brings deliveries to their channels, one at a time for each chat, a slow chat holding up no other."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock
        self._flying: dict[asyncio.Task[None], Delivery] = {}
        self._refused: ChannelError | None = None
        self._unwritable = False
        self._legible = False  # whether the database's log may still hold what was deleted
        self._pace = pace.remembered(desk.outbox.calls_since(clock() - pace.MEMORY))
        self._looked_at = clock()

    def begin_due(self, channels: Mapping[str, Channel], landed: Callable[[], None]) -> int:
        """Begin to send what is due and may go, and return how many; `landed` is called whenever one is settled.

        Raises ChannelError when a channel has refused us as a whole.
        """
        if self._refused:
            raise self._refused
        if self._legible:
            self._legible = not self._desk.oblivion.settle()
        self._looked_at = now = self._clock()
        room, reached = self._room(channels)
        claimed = self._claimed(now, room, reached) if room and reached else ()
        self._pace = pace.begun(self._pace, (delivery.address for delivery in claimed), now)
        for delivery in claimed:
            task = asyncio.create_task(self._send(delivery, channels[delivery.address.channel]))
            self._flying[task] = delivery
            task.add_done_callback(self._flying.pop)
            task.add_done_callback(lambda _: landed())
        return len(claimed)

    def _claimed(self, now: datetime, room: int, channels: Collection[str]) -> Sequence[Delivery]:
        """What is to be sent now, each with its attempt written down before the call."""
        with self._desk.atomic():
            claimed = self._desk.outbox.claim(now, LEASE, room, channels, self._resting())
            self._desk.history.began(claimed, now)
        return claimed

    def next_at(self, channels: Mapping[str, Channel]) -> datetime | None:
        """When to begin again after a `begin_due` that found nothing, unless something lands or is written before."""
        now = self._looked_at
        _, reached = self._room(channels)
        ready = self._desk.outbox.next_ready(now, reached, self._resting()) if reached else None
        free = pace.free_at(self._pace, len(self._flying), now) if len(reached) < len(channels) else None
        return min((at for at in (ready, free) if at), default=None)

    async def send_due(self, channels: Mapping[str, Channel]) -> int:
        """The same, waiting until all that was begun is settled."""
        try:
            return self.begin_due(channels, lambda: None)
        finally:
            if self._flying:
                await asyncio.wait(list(self._flying))

    def _room(self, channels: Collection[str]) -> tuple[int, Collection[str]]:
        """How many calls may begin now, and on which channels."""
        places = IN_FLIGHT - len(self._flying)
        allowed = pace.room(self._pace, len(self._flying), self._looked_at)
        if pace.LIMITED not in channels or allowed > 0:
            return min(places, allowed) if pace.LIMITED in channels else places, channels
        return places, [name for name in channels if name != pace.LIMITED]

    def _resting(self) -> Mapping[Address, datetime]:
        """Chats that may not be called now, until when; those that are being called, whatever the clock says."""
        now = self._looked_at
        flying = {pace.chat(delivery.address): now + LEASE for delivery in self._flying.values()}
        return {**pace.resting(self._pace, now), **flying}

    async def _send(self, delivery: Delivery, channel: Channel) -> None:
        try:
            outcome = await self._call(delivery, channel)
        except ChannelError as refused:  # nothing was sent, and nothing can be until somebody mends it
            self._refused = refused
            outcome = Later(str(refused))
        except Exception as fault:  # a fault of ours: what it left behind is unknown
            log.exception("sending %s failed", delivery.key)
            outcome = Uncertain(type(fault).__name__)
        self._pace = pace.answered(self._pace, delivery.address, outcome, self._clock())
        await self._write_down(delivery, outcome)

    async def _write_down(self, delivery: Delivery, outcome: Outcome) -> None:
        """Until it stands: what is known now would be a doubt after the lease, and a doubt is a second copy."""
        for _ in range(int(LEASE.total_seconds() / PAUSE_AFTER_FAULT)):
            try:
                self._settle(delivery, outcome)
            except Exception as fault:  # the disk is full, somebody holds the database
                self._say_unwritable(delivery, fault)
                await asyncio.sleep(PAUSE_AFTER_FAULT)
            else:
                self._say_writable()
                return

    def _say_unwritable(self, delivery: Delivery, fault: Exception) -> None:
        """Once, however many deliveries try again how often: an outage must not fill the disk with its own log."""
        if not self._unwritable:
            self._unwritable = True
            log.error("how %s went cannot be written down, tried again with all that follow: %s", delivery.key, fault)

    def _say_writable(self) -> None:
        if self._unwritable:
            self._unwritable = False
            log.info("how deliveries went can be written down again")

    async def _call(self, delivery: Delivery, channel: Channel) -> Outcome:
        if delivery.lane is Lane.CHANGE and not delivery.target:
            return Sent()  # what was never sent needs no change
        if delivery.in_place and delivery.target:
            return await channel.edit(delivery.address, delivery.target, delivery.message)
        note = texts(self._language(delivery.address))("alert.repeat")
        return await channel.send(delivery.address, replace(worded(delivery, note), reply_to=delivery.target))

    def _language(self, address: Address) -> str:
        subscriber = self._desk.subscriptions.subscriber(address)
        return subscriber.language if subscriber else ""

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write down how it went, and what follows for the chat, in one transaction."""
        now = self._clock()
        step = decide(delivery, outcome, now)
        if isinstance(outcome, Dead) and outcome.gone and not self._desk.subscriptions.subscriber(delivery.address):
            step = replace(step, state=State.DEAD)  # nobody's chat: nothing would hold it, and it would go on for ever
        with self._desk.atomic():
            self._desk.outbox.settle(step, now, outcome.message_id if isinstance(outcome, Sent) else "")
            self._desk.history.ended(delivery, outcome, now)
            match outcome:
                case Moved(to=to):
                    self._desk.outbox.redirect(delivery.address, replace(delivery.address, to=to))
                case Astray(why=why):
                    self._desk.outbox.note(delivery, why)
                    if delivery.address.topic:
                        self._back_to_general(delivery, now)
                case Dead(why=why, gone=gone):
                    self._desk.outbox.note(delivery, why)
                    if gone:
                        self._let_go(delivery.address, now)
                case Later(why=why, wait=float(wait)):
                    self._desk.outbox.note(delivery, why)
                    self._desk.outbox.hold(pace.chat(delivery.address), now, now + timedelta(seconds=wait))
                case Later(why=why) | Uncertain(why=why):
                    self._desk.outbox.note(delivery, why)
            if delivery.key.startswith(FAREWELL) and step.state in (State.SENT, State.DEAD):
                self._forget(delivery)
        if step.state is State.DEAD:
            log.error("delivery %s to %s put aside: %s", delivery.key, delivery.address, outcome)

    def _forget(self, delivery: Delivery) -> None:
        """The last word leaves no trace. Who has written again meanwhile is somebody new, and stays."""
        if self._desk.subscriptions.subscriber(delivery.address):
            self._desk.oblivion.erase(delivery.id)
        else:
            self._desk.oblivion.forget(delivery.address)
        self._legible = True

    def _back_to_general(self, delivery: Delivery, now: datetime) -> None:
        """The topic is closed: what was told there is told in the general one from now on, after a word about it."""
        lost, chat = delivery.address, pace.chat(delivery.address)
        self._desk.outbox.redirect(lost, chat)
        if self._desk.halls.bound(chat) == lost.topic:
            self._desk.halls.bind(chat, "")
        told = texts(self._language(chat)).styled("bind.astray")
        key = f"astray:{lost}:{delivery.id}"
        self._desk.outbox.add(
            [Delivery(key=key, address=chat, lane=Lane.REPLY, message=Message(body=told), due_at=now)]
        )
        log.warning("the topic of %s is closed or deleted: told in the general one from now on", lost)

    def _let_go(self, address: Address, now: datetime) -> None:
        """A chat that cannot be reached hears nothing until it writes again, and nothing is lost meanwhile."""
        subscriber = self._desk.subscriptions.subscriber(address)
        if subscriber:
            self._desk.subscriptions.keep(replace(subscriber, paused=True, gone=True))
            self._tell_host(address, now)
            log.warning("%s cannot be reached any more and is paused", address)

    def _tell_host(self, address: Address, now: datetime) -> None:
        """Who asked us into a group may not know that we cannot write there; only who talks to us can be told."""
        person = self._desk.halls.host(pace.chat(address))
        host = self._desk.subscriptions.subscriber(Address(address.channel, person)) if person else None
        if host is None or host.gone or host.address == address:
            return
        told = texts(host.language).styled("hall.shut", chat=address.to)
        key = f"shut:{address}:{now.isoformat()}"
        self._desk.outbox.add(
            [Delivery(key=key, address=host.address, lane=Lane.NOTICE, message=Message(body=told), due_at=now)]
        )
