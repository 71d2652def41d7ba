"""What people see: one call's text, buttons, picture or file."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.address import Address
from bot.pictures import Picture
from bot.styled import Styled, join


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice under a message. `data` comes back when it is pressed: at most 64 bytes, ids only.

    One with a `url` (http or https) opens that instead, and has no data.
    """

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a message. `name` ends in what it is (.ics, .json, .opml); `text` is its content, UTF-8."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Behalf:
    """The group or channel for which something is said in somebody's private chat, and how it is called."""

    address: Address
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one API call sends. `buttons` are rows; `silent`: it comes without a sound.

    Under a `picture` or a `file` stands at most a quarter of the text that a message may have else (CAPTION_UNITS).

    `reply_to` is the channel's own name of the message that this one answers; it is known only when this is sent.

    `listed` are the articles that it tells of: their numbers in it, and their uids. `behalf`: it answers for that group
    or channel, and what is done with it is done for that; None where it is for the chat in which it stands.

    `menu`: the language in which the chat's own menu of commands is from now on; "" leaves it as it is,
    "none" takes it away.
    """

    body: Styled
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    file: Attachment | None = None
    silent: bool = False
    reply_to: str = ""
    listed: tuple[tuple[int, str], ...] = ()
    behalf: Behalf | None = None
    menu: str = ""

    @property
    def in_words(self) -> Styled:
        """The text, before it what the picture shows: for where that cannot be seen."""
        return join("\n", [self.picture.alt if self.picture else "", self.body])
