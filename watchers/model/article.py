"""Issues, pages, articles, and the log's lines of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from watchers.model.facts import NO_FACTS, Facts
from watchers.warning import WarningSignal


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
class IssueSize:
    """An issue as the archive has it: how many pages with articles, and how many articles."""

    issue: Issue
    pages: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article (稿件), as a reader would cut it out.

    `page` is the label of the page on which its headline stands, `pages` all pages in reading order when a jump was
    joined; `order` is its place on that page, from 1. `body` holds paragraphs joined by a newline, false breaks mended.
    `jump_to`/`jump_from` are page numbers that the paper names and that are *not* joined in here. `summary` is a
    source's own abstract where it gives one; `url` where the article can be opened, `pictures` and `pdf` (the printed
    page) where these can. `key` is what its source calls it, for ever and whatever else of it changes; empty where the
    source has no names for its articles. `warning` is the warning that the article *is*, not one that it tells of.
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
    pictures: tuple[str, ...] = ()
    pdf: str = ""
    summary: str = ""
    url: str = ""
    file: str = ""
    key: str = ""
    warning: WarningSignal | None = None
    facts: Facts = NO_FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the append-only log: an article as it stood when it was seen.

    `id` grows with every line and is what cursors point at; `uid` stays the same when the paper corrects the article,
    `version` then counts up from 1. `replaced` tells that a later version exists, or that the article is now a part of
    another one; `joined` are the uids of articles that were known by themselves before they became a part of this one.
    """

    id: int
    uid: str
    version: int
    source: str
    seen_at: datetime
    article: Article
    replaced: bool = False
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A line that is to be appended to the log: version 1 under a new `uid`, or the next version of a known one.

    `joined` are all uids that are parts of it from now on; those that still stood by themselves are replaced by it.
    """

    uid: str
    version: int
    article: Article
    joined: tuple[str, ...] = ()
