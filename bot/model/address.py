"""Where a message goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: a chat of a channel, and in a forum the topic. Written `channel:to[:topic]`."""

    channel: str
    to: str
    topic: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (self.channel, self.to, self.topic) if part)

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address that `str()` wrote; raises ValueError."""
        channel, _, rest = text.partition(":")
        to, _, topic = rest.partition(":")
        if not channel or not to:
            raise ValueError(f"{text!r} is no address: channel:to[:topic] is wanted, for instance telegram:42")
        return cls(channel, to, topic)
