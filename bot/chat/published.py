"""What a press in a channel brings: whatever were written there would be published to all its readers.

What changes a post in place stays there; everything else is for who pressed: a few words for a moment, or a message in
their private chat, if they have one with us.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.chat.turn import Anew, Reply, Toast
from bot.model import Address, Button, Incoming, Message
from bot.ports import Desk
from bot.texts import spoken, texts

# What Telegram shows for a moment at most (answerCallbackQuery).
MOMENT = 200
# Buttons that mean the same in whatever chat they are pressed; all others are bound to the channel.
ANYWHERE = frozenset({"article", "part", "rest", "changed", "save"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """`posted` in the channel, `told` to the person at `to`, and the `words` that are shown for a moment."""

    posted: Reply = ()
    told: Reply = ()
    to: Address | None = None
    words: str = ""


def parted(desk: Desk, incoming: Incoming, reply: Reply, known: bool, heard: bool) -> Parted:
    """`known`: the post under which it was pressed; `heard`: nothing can be shown for a moment any more."""
    posted = [one for one in reply if isinstance(one, Anew)][-1:] if known else []
    rest = [one for one in reply if not isinstance(one, Anew)]
    words = "\n".join(one.body.text for one in rest)
    home = Address(incoming.address.channel, incoming.person)
    person = desk.subscriptions.subscriber(home)
    reached = person is not None and not person.gone
    short = len(words) <= MOMENT and not any(one.file or one.picture for one in rest)
    if not rest or (short and not heard):
        return Parted(posted=posted, words=words)
    channel = desk.subscriptions.subscriber(incoming.address)
    said = person or channel
    t = texts(said.language if said else spoken(incoming.language))
    if not reached:
        return Parted(posted=posted, words=t("channel.open"))
    return Parted(posted=posted, told=[_privately(one) for one in rest], to=home, words=t("channel.told"))


def _privately(message: Message) -> Message:
    rows = (tuple(one for one in row if _works(one)) for row in message.buttons)
    kept: Sequence[tuple[Button, ...]] = [row for row in rows if row]
    said = Message(body=message.body) if isinstance(message, Toast) else message
    return replace(said, buttons=tuple(kept))


def _works(button: Button) -> bool:
    return bool(button.url) or button.data.partition(":")[0] in ANYWHERE
