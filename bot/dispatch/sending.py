"""What waits in the outbox → the channels: claim, send, settle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.errors import ChannelError
from bot.model import Address, Dead, Delivery, Later, Moved, Outcome, Sent, State, Uncertain
from bot.outbox import decide, worded
from bot.ports import Channel, Desk
from bot.texts import texts
from watchers.ports import Clock

log = logging.getLogger(__name__)

# Longer than the slowest call of a channel may take.
LEASE = timedelta(seconds=60)
# Telegram's client library slows down above eighty requests in flight and needs eight for a decent rate.
IN_FLIGHT = 16


class Sending:
    """Brings deliveries to their channels, one at a time for each chat, a slow chat holding up no other."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock
        self._flying: set[asyncio.Task[None]] = set()
        self._refused: ChannelError | None = None

    def begin_due(self, channels: Mapping[str, Channel], landed: Callable[[], None]) -> int:
        """Begin to send what is due and return how many; `landed` is called whenever one is settled.

        Raises ChannelError when a channel has refused us as a whole.
        """
        if self._refused:
            raise self._refused
        room = IN_FLIGHT - len(self._flying)
        claimed = self._desk.outbox.claim(self._clock(), LEASE, room, channels) if room else ()
        for delivery in claimed:
            task = asyncio.create_task(self._send(delivery, channels[delivery.address.channel]))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)
            task.add_done_callback(lambda _: landed())
        return len(claimed)

    async def send_due(self, channels: Mapping[str, Channel]) -> int:
        """The same, waiting until all that was begun is settled."""
        begun = self.begin_due(channels, lambda: None)
        if self._flying:
            await asyncio.wait(self._flying)
        return begun

    async def _send(self, delivery: Delivery, channel: Channel) -> None:
        try:
            outcome = await self._call(delivery, channel)
        except ChannelError as refused:  # nothing was sent, and nothing can be until somebody mends it
            self._refused = refused
            outcome = Later(str(refused))
        except Exception as fault:  # a fault of ours: what it left behind is unknown
            log.exception("sending %s failed", delivery.key)
            outcome = Uncertain(type(fault).__name__)
        self._settle(delivery, outcome)

    async def _call(self, delivery: Delivery, channel: Channel) -> Outcome:
        note = texts(self._language(delivery.address))("alert.repeat")
        return await channel.send(delivery.address, worded(delivery, note))

    def _language(self, address: Address) -> str:
        subscriber = self._desk.subscriptions.subscriber(address)
        return subscriber.language if subscriber else ""

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write down how it went, and what follows for the chat, in one transaction."""
        now = self._clock()
        step = decide(delivery, outcome, now)
        if isinstance(outcome, Dead) and outcome.gone and not self._desk.subscriptions.subscriber(delivery.address):
            step = replace(
                step, state=State.DEAD
            )  # nobody's chat: nothing would hold it, and it would be tried for ever
        with self._desk.atomic():
            self._desk.outbox.settle(step, now, outcome.message_id if isinstance(outcome, Sent) else "")
            match outcome:
                case Moved(to=to):
                    self._desk.outbox.redirect(delivery.address, replace(delivery.address, to=to))
                case Dead(why=why, gone=gone):
                    self._desk.outbox.note(delivery, why)
                    if gone:
                        self._hold(delivery.address)
                case Later(why=why) | Uncertain(why=why):
                    self._desk.outbox.note(delivery, why)
        if step.state is State.DEAD:
            log.error("delivery %s to %s put aside: %s", delivery.key, delivery.address, outcome)

    def _hold(self, address: Address) -> None:
        """A chat that cannot be reached hears nothing until it writes again, and nothing is lost meanwhile."""
        subscriber = self._desk.subscriptions.subscriber(address)
        if subscriber:
            self._desk.subscriptions.keep(replace(subscriber, paused=True, gone=True))
            log.warning("%s cannot be reached any more and is paused", address)
