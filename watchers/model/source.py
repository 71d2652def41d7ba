"""What is watched, as the operator configured it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """How a source is watched. `[[sources]] kind = "…"` in the configuration, but for PUSH: that comes by itself."""

    FOLDER = "folder"
    EPAPER = "epaper"
    FEED = "feed"
    POLICY = "policy"
    WARNINGS = "warnings"
    PUSH = "push"


WATCHED = tuple(kind for kind in Kind if kind is not Kind.PUSH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where things stand on the pages of a `policy` source, as CSS selectors; empty where the structure tells it.

    `item` is one line of the list page; `title` (a link) and `date` stand in it; `body` is on the document's own page.
    """

    item: str = ""
    title: str = ""
    date: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that is watched, as the operator configured it.

    `location` is a folder or an address, empty where the watcher knows it by `paper`; `every` is the time between two
    visits; `paper` is the name that readers see (the source's own name when the configuration gives none).

    `full_text`: a feed's short entries are read in full from their pages. `back`: how many days before today are caught
    up. `area`: only warnings for this place, full name, for what lies in it, and for what it lies in; empty for all.
    """

    name: str
    kind: Kind
    location: str
    every: timedelta
    paper: str
    full_text: bool = False
    back: int = 7
    area: str = ""
    selectors: Selectors = Selectors()
