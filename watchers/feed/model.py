"""What a feed says, whichever of its formats it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed. All texts are plain, paragraphs joined by a newline, empty where nothing is written.

    `name` is what the feed itself calls it (guid, id), as written; `text` the fullest text that it gives and `summary`
    its abstract, if it gives both; `more`: it says itself that its text goes on elsewhere (…, 阅读全文). `at` is when
    it was published, or else changed; None where it does not say so in a way that can be understood.
    """

    name: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    summary: str = ""
    author: str = ""
    section: str = ""
    at: datetime | None = None
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often the feed itself wants to be looked at: every so many `minutes`, and never in these `hours` (UTC)."""

    minutes: int = 0
    hours: tuple[int, ...] = ()


NO_PACE = Pace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as it came. `items` in its own order, usually the newest first.

    `cut`: its end is missing, so that more was to come; `rest`: the XML of those parts of a very large feed that are
    not read yet; `notes` are sentences about entries that cannot be read.
    """

    items: tuple[Item, ...]
    title: str = ""
    pace: Pace = NO_PACE
    cut: bool = False
    rest: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
