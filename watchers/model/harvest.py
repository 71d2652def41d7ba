"""What one look at a source brought, and how visits end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from watchers.model.article import Article, Issue
from watchers.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A page of the web as it came, kept so that a better reader can read it again."""

    url: str
    body: bytes
    content_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one look at a source brought: the articles of one issue, and where to go on next time.

    `bookmark` is the watcher's own memory, opaque to everyone else; `remaining` counts the harvests still to come in
    this visit (for progress), `waiting` the files that are still being written; `notes` are sentences for the operator
    about what cannot be read: all that hold now, not only the new ones, so that a mended file takes its note along.
    `raw` are the pages that were read, as they came. `look_at`: when to look next, where the watcher knows better than
    the source's own pace; the last harvest of a visit decides.
    """

    bookmark: str
    issue: Issue | None = None
    articles: tuple[Article, ...] = ()
    remaining: int = 0
    waiting: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    raw: tuple[Raw, ...] = ()
    look_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The right to visit a source, held until `until` (a lease): nobody else visits it meanwhile.

    `failures` counts the visits in a row that went wrong, `notes` is what the last harvest had to say. `lease` is how
    long each harvest may take: every save begins it anew, and `until` stays the name of this visit.
    """

    source: Source
    bookmark: str
    until: datetime
    failures: int = 0
    notes: tuple[str, ...] = ()
    lease: timedelta = timedelta(0)
