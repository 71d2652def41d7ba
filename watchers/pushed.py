"""What other systems hand over by themselves: an item, a warning's document, the text of a page; what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# The source of what is handed over without saying for which.
SOURCE = "推送"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article. `id` is its sender's own name for it: what comes again under the same one is not taken twice.

    Without `id`, what comes again under the same `url` is a correction. `day` None: today. `source` as readers see it.
    """

    title: str
    body: str = ""
    url: str = ""
    day: date | None = None
    source: str = SOURCE
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A warning in the Common Alerting Protocol, as it came."""

    body: bytes
    source: str = SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The raw text of one page (版) of a paper, as it came."""

    body: bytes
    paper: str
    day: date
    page: str
    source: str = SOURCE


Pushed = Item | Document | Print


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The articles that it is, all of them in the log by now; `new`: the log has grown by it."""

    uids: tuple[str, ...]
    new: bool
