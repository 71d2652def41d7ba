"""The carrier of what is handed over: not watched, but kept as everything is, so that it is matched and told alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from watchers import charset
from watchers.errors import BusyError, ConfigError, ParseError
from watchers.ingest import keep
from watchers.model import Article, Found, Harvest, Issue, Kind, Page, Source, Visit
from watchers.ports import NewsStore, Reader, Understand, Watcher
from watchers.pushed import Document, Item, Print, Pushed, Taken

# Taking in takes milliseconds, a page of some megabytes seconds.
LEASE = timedelta(minutes=1)
# There is nothing to look at; a warning that was handed over ends at its own time, which is told beforehand.
EVERY = timedelta(days=1)
# A list of warnings with none on it.
NONE = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>none</title></feed>'
LONGEST_NAME = 100
LONGEST_TITLE = 500
LONGEST_KEY = 1000

Warnings = Callable[[bytes, Source, str, datetime], Iterator[Harvest]]
"""(a CAP document, its source, the bookmark, now) → what it makes of the warnings that are in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What taking in needs beside a store. Each is made when it is first asked for: a reader loads a dictionary."""

    read: Callable[[], Reader]
    understand: Understand
    warnings: Warnings


def take(store: NewsStore, hands: Hands, pushed: Pushed, now: datetime, today: date) -> Taken:
    """Put into the log what was handed over, unless it is there. Durable when this returns.

    Raises ParseError when it cannot be what it should be, ConfigError when its source's name is that of a watched one,
    StoreError.
    """
    name = _plain(pushed.source, "source", LONGEST_NAME)
    match pushed:
        case Item():
            return _take_item(store, hands, name, pushed, now, today)
        case Document():
            visit = _claimed(store, name, now)
            told = partial(hands.warnings, pushed.body, visit.source, visit.bookmark, now)
            return _kept(store, visit, told, now)
        case Print():
            issue = Issue(paper=_plain(pushed.paper, "paper", LONGEST_NAME), day=pushed.day)
            page = Page(label=_plain(pushed.page, "page", LONGEST_NAME), text=charset.decode(pushed.body))
            articles = tuple(hands.read()(issue, [page]))
            if not articles:
                raise ParseError("这一版里没有读出稿件：请检查送来的是不是版面的文字。")
            visit = _claimed(store, name, now)
            harvest = Harvest(bookmark=visit.bookmark, issue=issue, articles=articles)
            return _kept(store, visit, lambda: (harvest,), now)


def pushed_watcher(warnings: Warnings) -> Watcher:
    """A watcher of `Kind.PUSH`: what has come by itself may still end by itself, when a warning runs out."""

    def watch(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        if bookmark:
            yield from warnings(NONE, source, bookmark, now)

    return watch


def _take_item(store: NewsStore, hands: Hands, name: str, item: Item, now: datetime, today: date) -> Taken:
    article = _article(item, name, today)
    if item.id and (known := store.keyed(name, [article.key]).get(article.key)):
        return Taken(uids=(known.uid,), new=False)
    visit = _claimed(store, name, now)
    harvest = Harvest(bookmark=visit.bookmark, articles=(hands.understand(article),))
    return _kept(store, visit, lambda: (harvest,), now)


def _article(item: Item, name: str, today: date) -> Article:
    title = _plain(item.title, "title", LONGEST_TITLE)
    lines = (_visible(line) for line in item.body.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    body = "\n".join(line for line in lines if line)
    if item.url and not item.url.lower().startswith(("http://", "https://")):
        raise ParseError("url 应是 http:// 或 https:// 开头的网址，请改正。")
    if not (item.url.isprintable() and max(len(item.url), len(item.id)) <= LONGEST_KEY):
        raise ParseError(f"url 和 id 不能超过 {LONGEST_KEY} 个字，也不能有控制字符，请改正。")
    article = Article(paper=name, day=item.day or today, headline=title, body=body, url=item.url)
    return replace(article, key=f"id:{item.id}" if item.id else item.url or _print(article))


def _print(article: Article) -> str:
    """A name for what has none: all that it says."""
    said = "\0".join((article.day.isoformat(), article.headline, article.body))
    return "said:" + hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _kept(store: NewsStore, visit: Visit, harvests: Callable[[], Iterable[Harvest]], now: datetime) -> Taken:
    """Save all, and give the source back whatever comes: it is nobody's fault but the sender's."""
    uids, new, found = list[str](), 0, 0
    due = now if visit.bookmark else now + EVERY  # a visitor finds out when the next of its warnings ends
    try:
        for harvest in harvests():
            added = keep(store, visit, harvest, now)
            new, found = new + len(added), found + len(harvest.articles)
            due = harvest.look_at or due
            uids += [entry.uid for entry in added] or _known(store, visit.source.name, harvest.articles)
    finally:
        store.settle(visit, due, now, found=Found(new=new, articles=found))
    return Taken(uids=tuple(dict.fromkeys(uids)), new=bool(new))


def _known(store: NewsStore, source: str, articles: Sequence[Article]) -> Iterator[str]:
    """The uids of articles that were in the log as they are."""
    keyed = store.keyed(source, [article.key for article in articles if article.key])
    yield from (keyed[article.key].uid for article in articles if article.key in keyed)
    bare = [article for article in articles if not article.key]
    for issue in dict.fromkeys(Issue(paper=article.paper, day=article.day) for article in bare):
        for entry in store.current(source, issue):
            if any(entry.article.headline == one.headline and entry.article.page == one.page for one in bare):
                yield entry.uid


def _claimed(store: NewsStore, name: str, now: datetime) -> Visit:
    """The source's row, held; made when this is the first that comes for it."""
    if visit := _claim(store, name, now):
        return visit
    known = next((one.source for one in store.health() if one.source.name == name), None)
    if known and known.kind is not Kind.PUSH:
        raise ConfigError(f"“{name}”是正在看的来源，送来的稿件请换一个 source 名字。")
    source = Source(name=name, kind=Kind.PUSH, location="", every=EVERY, paper=name)
    if not known and store.adopt(source, now) and (visit := _claim(store, name, now)):
        return visit
    raise BusyError(f"“{name}”正在存别的稿件，请稍后再送一次。")


def _claim(store: NewsStore, name: str, now: datetime) -> Visit | None:
    return store.claim(now, LEASE, names=(name,), due_only=False, kinds=(Kind.PUSH,))


def _plain(text: str, what: str, longest: int) -> str:
    """One line that people can read; raises ParseError when there is none."""
    plain = " ".join(_visible(text).split())
    if not plain or len(plain) > longest:
        raise ParseError(f"{what} 要有 1 到 {longest} 个字，请改正。")
    return plain


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\u3000" else " " for char in text).strip()
