"""The watcher of government notices: look at the list, read what is new on it, look at the newest again once a day.

What was seen on the list waits in the bookmark until it is read, so that a visit may end after any document. The first
visit takes what the first page has of the last days; later ones go on to the next page while everything is new. The
pages are kept under the addresses that were asked for, so that they can be read again over the kept ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from watchers.codec import to_json
from watchers.errors import FetchError, LaterError, LayoutError, MissingError, ParseError
from watchers.model import Article, Harvest, Raw, Source
from watchers.policy import memory as remembering
from watchers.policy.addresses import is_file
from watchers.policy.article import article, file_document, published
from watchers.policy.document import read_document
from watchers.policy.listing import read_list
from watchers.policy.memory import MOST_FAILURES, Memory, Recent, Waiting
from watchers.policy.model import Document, Listing, Row
from watchers.ports import Apart, Fetch, Fetched, Understand, Watcher
from watchers.times import BEIJING

# One harvest has a few documents, each one request: a visit can end after any of them.
BUNCH = 3
# A list that was away for weeks is caught up so far; more new pages in a row are another list.
MOST_PAGES = 10
_PAGES = "text/html, application/xhtml+xml, application/json;q=0.9, */*;q=0.8"
_HOME = re.compile(r"/?(?:index|default|main)?(?:\.\w{3,5})?")
_FILE_TYPE = re.compile(r"application/(?:pdf|msword|vnd\.|zip|octet-stream|ofd|x-rar|kswps)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a visit works with."""

    fetch: Fetch
    apart: Apart
    understand: Understand
    source: Source
    now: datetime

    @property
    def today(self) -> date:
        """The day in China, where the lists are made."""
        return self.now.astimezone(BEIJING).date()


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of some documents, and the memory after them."""

    memory: Memory
    articles: tuple[Article, ...] = ()
    raw: tuple[Raw, ...] = ()
    stopped: LaterError | None = None


def policy_watcher(fetch: Fetch, apart: Apart, understand: Understand) -> Watcher:
    """A watcher of `Kind.POLICY`. It raises LayoutError when the list is no list any more."""

    def watch(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        desk = _Desk(fetch, apart, understand, source, now)
        memory = remembering.recall(bookmark)
        lists: list[Raw] = []
        if not _interrupted(memory, now, source.every):
            memory = _look(desk, memory, lists)
        waiting = remembering.due(memory, now, source.every)
        bunches: list[Sequence[Waiting | Recent]] = [waiting[at : at + BUNCH] for at in range(0, len(waiting), BUNCH)]
        if again := remembering.stale(memory, now, BUNCH):
            bunches.append(again)
        for done, bunch in enumerate(bunches or [()], 1):
            read = _read(desk, memory, bunch)
            memory = read.memory
            yield Harvest(
                bookmark=to_json(memory),
                articles=read.articles,
                remaining=0 if read.stopped else max(len(bunches) - done, 0),
                notes=remembering.notes(memory),
                raw=(*lists, *read.raw),
            )
            lists.clear()
            if read.stopped:
                raise read.stopped

    return watch


def _interrupted(memory: Memory, now: datetime, every: timedelta) -> bool:
    """Whether the last visit was ended before everything was read: then the list need not be asked again yet."""
    unread = any(not one.tried_at for one in memory.waiting)
    return unread and memory.listed_at is not None and timedelta() <= now - memory.listed_at < every


def _look(desk: _Desk, memory: Memory, raw: list[Raw]) -> Memory:
    """The memory after a look at the list; what is new waits in it. `raw` gets its page."""
    asked = desk.source.location
    got = desk.fetch(asked, memory.validator, _PAGES)
    if got.unchanged:
        return replace(memory, listed_at=desk.now)
    listing = _list(desk, got, asked)
    raw.append(Raw(url=asked, body=got.body, content_type=got.content_type))
    remembering.check_layout(memory, listing)
    if memory.first:
        memory = replace(memory, since=desk.today - timedelta(days=desk.source.back))
        rows: tuple[Row, ...] = listing.rows
    else:
        rows = _all_new(desk, memory, listing)
    fresh = remembering.unknown(memory, rows)
    return replace(
        remembering.listed(memory, rows, fresh, len(listing.rows), desk.now),
        validator=got.validator,
    )


def _all_new(desk: _Desk, memory: Memory, listing: Listing) -> tuple[Row, ...]:
    """The rows of the list, with those of its next pages for as long as whole pages are new."""
    rows, asked = list(listing.rows), {desk.source.location}
    for _ in range(MOST_PAGES - 1):
        loose = [row for row in listing.rows if not row.pinned]
        there = listing.following
        if not there or there in asked or len(remembering.unknown(memory, loose)) < len(loose):
            break
        asked.add(there)
        try:
            listing = _list(desk, desk.fetch(there, "", _PAGES), there)
        except (MissingError, ParseError):  # a script's next page that was guessed wrong, or the last one
            break
        rows += listing.rows
    return tuple(rows)


def _list(desk: _Desk, got: Fetched, asked: str) -> Listing:
    _check_place(asked, got, "列表页")
    return desk.apart(read_list, got.body, got.content_type, got.url, desk.source.selectors, desk.today)


def _check_place(asked: str, got: Fetched, what: str) -> None:
    """Who is sent to the home page of a site instead of a page of it has been told that the page is gone."""
    before, after = urlsplit(asked), urlsplit(got.url)
    if _HOME.fullmatch(after.path) and not after.query and not _HOME.fullmatch(before.path):
        raise LayoutError(f"{what}转到了网站首页：它可能撤下或搬走了，请用浏览器打开网址看看。")


def _read(desk: _Desk, memory: Memory, bunch: Sequence[Waiting | Recent]) -> _Read:
    """Some documents, each by one request; one that cannot be read does not keep the others back."""
    articles: list[Article] = []
    raw: list[Raw] = []
    for one in bunch:
        try:
            found, memory = _news(desk, memory, one, raw)
        except LaterError as later:
            return _Read(memory, tuple(articles), tuple(raw), later)
        except (FetchError, ParseError) as wrong:
            found, memory = _not_read(desk, memory, one, str(wrong))
        if found:
            articles.append(desk.understand(found))
    return _Read(memory, tuple(articles), tuple(raw))


def _news(desk: _Desk, memory: Memory, one: Waiting | Recent, raw: list[Raw]) -> tuple[Article | None, Memory]:
    """A document as an article, None where there is nothing new; `raw` gets its page."""
    validator = one.validator if isinstance(one, Recent) else ""
    document, mark = _document(desk, one.row, validator, raw)
    if isinstance(one, Recent):
        memory = remembering.told(memory, replace(one, looked_at=desk.now, validator=mark))
        return (article(desk.source, one.row, one.day, document) if document else None), memory
    day = published(one.row, document, desk.today)
    if memory.since and day < memory.since:
        return None, remembering.without(memory, one.row)
    memory = remembering.told(memory, Recent(row=one.row, day=day, validator=mark, looked_at=desk.now))
    return article(desk.source, one.row, day, document), memory


def _document(desk: _Desk, row: Row, validator: str, raw: list[Raw]) -> tuple[Document | None, str]:
    """The document of a row and its validator; None where it is as it was."""
    if is_file(row.url):
        return (None if validator else file_document(row)), "file"
    got = desk.fetch(row.url, validator, _PAGES)
    if got.unchanged:
        return None, got.validator or validator
    if _FILE_TYPE.match(got.content_type) or got.body.startswith(b"%PDF"):
        return file_document(row), got.validator
    _check_place(row.url, got, "文件页")
    body = desk.source.selectors.body
    document = desk.apart(read_document, got.body, got.content_type, got.url, row.title, body)
    raw.append(Raw(url=row.url, body=got.body, content_type=got.content_type))
    return document, got.validator


def _not_read(desk: _Desk, memory: Memory, one: Waiting | Recent, why: str) -> tuple[Article | None, Memory]:
    """A document that was told stays as it is; a new one is tried again, and in the end told by its title alone."""
    if isinstance(one, Recent):
        return None, remembering.told(memory, replace(one, looked_at=desk.now))
    if one.failures + 1 < MOST_FAILURES:
        return None, remembering.failed(memory, one, why, desk.now)
    day = published(one.row, None, desk.today)
    memory = remembering.told(memory, Recent(row=one.row, day=day, looked_at=desk.now))
    return article(desk.source, one.row, day), memory
