"""What waits in the outbox → the channels: claim, send, settle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.model import Address, Dead, Delivery, Later, Moved, Outcome, Sent, State, Uncertain
from bot.outbox import decide, worded
from bot.ports import Channel, Desk
from bot.texts import texts
from watchers.ports import Clock

log = logging.getLogger(__name__)

# Longer than the slowest call of a channel may take.
LEASE = timedelta(seconds=60)
# Telegram's client library slows down above eighty requests in flight and needs eight for a decent rate.
IN_FLIGHT = 8
NO_CHANNEL_WAIT = 60.0


class Sending:
    """Brings deliveries to their channels, at most one a chat at a time."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    async def send_due(self, channels: Mapping[str, Channel]) -> int:
        """Send what is due; returns how many calls were made."""
        deliveries = self._desk.outbox.claim(self._clock(), LEASE, IN_FLIGHT)
        await asyncio.gather(*(self._send(delivery, channels.get(delivery.address.channel)) for delivery in deliveries))
        return len(deliveries)

    async def _send(self, delivery: Delivery, channel: Channel | None) -> None:
        if channel is None:
            here: Outcome = Later(f"no channel {delivery.address.channel!r} in this process", wait=NO_CHANNEL_WAIT)
            self._settle(delivery, here)
            return
        note = texts(self._language(delivery.address))("alert.repeat")
        self._settle(delivery, await channel.send(delivery.address, worded(delivery, note)))

    def _language(self, address: Address) -> str:
        subscriber = self._desk.subscriptions.subscriber(address)
        return subscriber.language if subscriber else ""

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write down how it went, and what follows for the chat, in one transaction."""
        now = self._clock()
        step = decide(delivery, outcome, now)
        with self._desk.atomic():
            self._desk.outbox.settle(step, now, outcome.message_id if isinstance(outcome, Sent) else "")
            match outcome:
                case Moved(to=to):
                    self._desk.outbox.redirect(delivery.address, replace(delivery.address, to=to))
                case Dead(why=why, gone=gone):
                    self._desk.outbox.note(delivery, why)
                    if gone:
                        self._pause(delivery.address)
                case Later(why=why) | Uncertain(why=why):
                    self._desk.outbox.note(delivery, why)
        if step.state is State.DEAD:
            log.error("delivery %s to %s put aside: %s", delivery.key, delivery.address, outcome)

    def _pause(self, address: Address) -> None:
        """A chat that cannot be reached hears nothing until it writes again."""
        subscriber = self._desk.subscriptions.subscriber(address)
        if subscriber:
            self._desk.subscriptions.keep(replace(subscriber, paused=True))
