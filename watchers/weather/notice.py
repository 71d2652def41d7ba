"""What a document says of a warning, in whatever form it came: plain values, fit to cross to another process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watchers.warning import Colour


class Form(StrEnum):
    """What a document is, which decides what its silence means.

    A LIST says what is in force: what is missing from it is not. A FEED points to messages, MESSAGES are such: each
    says what changed, and none says anything by being gone.
    """

    LIST = "list"
    FEED = "feed"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message or list item about one warning.

    `issuer` and `areas` as printed, empty where not told; `codes` are administrative division codes of six digits (nine
    for towns). `references` are identifiers of earlier messages about the same warning, `names` further ones of this
    message (a feed's own). `follows`: it only claims to continue another one. `ends`: it says that the warning is over.
    `text` holds paragraphs joined by a newline.
    """

    identifier: str
    headline: str
    hazard: str
    issued_at: datetime
    issuer: str = ""
    colour: Colour | None = None
    expires_at: datetime | None = None
    codes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    follows: bool = False
    ends: bool = False
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry of a feed and where its document stands. `inline` is what the entry itself tells, where that suffices.

    `key` changes with the entry, `name` is its identifier alone.
    """

    key: str
    name: str
    url: str
    inline: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A document as it was read.

    `pages` and `count`: how many pages the list has and how many warnings they hold together, as it says itself (0:
    it does not); `items` are those that it does hold. `silent` are messages that are no public warning (tests,
    exercises, drafts, receipts), `broken` those that could not be read.
    """

    form: Form
    notices: tuple[Notice, ...] = ()
    links: tuple[Link, ...] = ()
    pages: int = 1
    count: int = 0
    items: int = 0
    silent: int = 0
    broken: int = 0
