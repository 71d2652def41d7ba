"""What people do in a chat."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A file that a person put into the chat. `id` is the channel's name of it, `size` in bytes, 0 of an
    empty one.

    `text` is what it holds, once it was fetched; `why` a sentence that says why it cannot be read.
    """

    id: str
    name: str
    size: int
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Something a person did in a chat: a line of text, or a button (`data`). `key` is unique for each update.

    `under` is the channel's own name of the message under which a pressed button stands, "" where nobody knows;
    `reply_to` its name of the message that a line answers. `joins`: the person asked us into this chat just now.
    `broadcast`: it happened in a channel, where whatever we answer is published. `moved_to`: this chat has another id
    from now on. `shared`: what was sent instead of text, "location", "sticker" and the like.
    """

    key: str
    address: Address
    text: str = ""
    data: str = ""
    language: str = ""
    callback_id: str = ""
    group: bool = False
    person: str = ""
    under: str = ""
    reply_to: str = ""
    joins: bool = False
    broadcast: bool = False
    dropped: Dropped | None = None
    moved_to: str = ""
    shared: str = ""
