"""The nouns of the news side: sources, issues, pages, articles and the facts read from them.

Plain values: frozen, slotted, keyword-only, tuples inside. Instants are aware UTC datetimes and end in `_at`;
`day` is the local date that the paper prints. Text is as printed unless a field says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """How a source is watched. `[[sources]] kind = "…"` in the configuration."""

    FOLDER = "folder"
    EPAPER = "epaper"
    FEED = "feed"
    POLICY = "policy"
    WARNINGS = "warnings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that is watched, as the operator configured it.

    `location` is a folder or an address; `every` is the time between two visits; `paper` is the name that readers
    see (the source's own name when the configuration gives none).
    """

    name: str
    kind: Kind
    location: str
    every: timedelta
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page (版) of an issue as raw text, before it is read.

    `label` is what is printed on it: "1", "A02"; empty when nobody knows.
    """

    label: str
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One day's newspaper of one paper (一期)."""

    paper: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastDay:
    """One day of a printed forecast. `text` and `wind` as printed; temperatures in ℃, None when not printed."""

    date: date
    text: str
    wind: str = ""
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which something can be done. `words` is the printed clause, shown beside the computed date."""

    date: date
    what: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money. `text` as printed with what it is the amount of; `cny` its value in yuan."""

    text: str
    cny: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an article states, read by rules. Empty means that it is not printed, never a guess.

    `places` are full names from the gazetteer (郑州市, 金水区), broadest first; `documents` are titles without 《》;
    `programmes` are named financing programmes and platforms.
    """

    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    amounts: tuple[Amount, ...] = ()
    forecast: tuple[ForecastDay, ...] = ()
    programmes: tuple[str, ...] = ()


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article (稿件), as a reader would cut it out.

    `page` is the label of the page on which its headline stands, `pages` all pages in reading order when a jump was
    joined; `order` is its place on that page, from 1. `body` holds paragraphs joined by a newline, false breaks mended.
    `jump_to`/`jump_from` are page numbers that the paper names and that are *not* joined in here. `summary` is a
    source's own abstract where it gives one; `url` where the article can be opened.
    """

    paper: str
    day: date
    headline: str
    body: str
    page: str = ""
    pages: tuple[str, ...] = ()
    order: int = 1
    kicker: str = ""
    subhead: str = ""
    column: str = ""
    byline: str = ""
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    dateline: str = ""
    jump_to: int | None = None
    jump_from: int | None = None
    captions: tuple[str, ...] = ()
    summary: str = ""
    url: str = ""
    file: str = ""
    facts: Facts = NO_FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the append-only log: an article as it stood when it was seen.

    `id` grows with every line and is what cursors point at; `uid` stays the same when the paper corrects the article,
    `version` then counts up from 1. `replaced` tells that a later version exists.
    """

    id: int
    uid: str
    version: int
    source: str
    seen_at: datetime
    article: Article
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A line that is to be appended to the log: version 1 under a new `uid`, or the next version of a known one."""

    uid: str
    version: int
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one look at a source brought: the articles of one issue, and where to go on next time.

    `bookmark` is the watcher's own memory, opaque to everyone else; `remaining` counts the harvests still to come in
    this visit (for progress), `waiting` the files that are still being written; `notes` are sentences for the operator
    about what cannot be read: all that hold now, not only the new ones, so that a mended file takes its note along.
    """

    bookmark: str
    issue: Issue | None = None
    articles: tuple[Article, ...] = ()
    remaining: int = 0
    waiting: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The right to visit a source, held until `until` (a lease): nobody else visits it meanwhile.

    `failures` counts the visits in a row that went wrong, `notes` is what the last harvest had to say.
    """

    source: Source
    bookmark: str
    until: datetime
    failures: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a source is doing, for `status` and `sources`."""

    source: Source
    due_at: datetime
    last_good_at: datetime | None = None
    last_new_at: datetime | None = None
    last_day: date | None = None
    articles: int = 0
    failures: int = 0
    last_error: str = ""
    notes: tuple[str, ...] = ()
