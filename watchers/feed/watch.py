"""The watcher of feeds: one request, the entries that are new or changed, oldest first, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchers.codec import to_json
from watchers.errors import BaoxiaoError
from watchers.feed.entries import article
from watchers.feed.identity import Recognised, recognised
from watchers.feed.memory import Memory, Wanted, recall, settled
from watchers.feed.model import Feed, Item
from watchers.feed.pace import look_at
from watchers.feed.reading import read_feed
from watchers.feed.syndication import read_part
from watchers.fulltext import full_text
from watchers.model import Article, Harvest, Source
from watchers.ports import Apart, Fetch, Fetched, Understand, Watcher

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
# Entries a harvest: their facts take a tenth of a second. With full texts each costs a request and a second.
BUNCH, FULL_BUNCH = 50, 4
# A visit may be ended after any bunch, and the next reads the feed again: a huge one must be through in so many.
MOST_VISITS = 20
# A description is made of the first one or two hundred characters by most sites; what is no longer may be all there
# is, and then the page says so.
SHORT = 200
# A page that cannot be had is asked for again after half an hour, an hour, two: what is not there by then never was.
MOST_TRIES = 4
AGAIN = timedelta(minutes=30)


def feed_watcher(fetch: Fetch, apart: Apart, understand: Understand) -> Watcher:
    """A watcher of `Kind.FEED`: RSS, RDF, Atom and JSON Feed."""

    def watch(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        memory = recall(bookmark)
        again = any(one.at <= now for one in memory.wanted.values())
        # A page that is tried again needs its entry, and an unchanged feed has none.
        fetched = fetch(source.location, "" if again else memory.validator, ACCEPT)
        if fetched.unchanged:
            later = look_at(memory.pace, source.every, now)
            if later:
                yield Harvest(bookmark=bookmark, notes=memory.notes, look_at=later)
            return
        visit = _Visit(fetch, apart, understand, source, now)
        feed = visit.feed(fetched)
        # Of a feed whose end is missing the whole is wanted again.
        yield from visit.harvests(feed, memory, bookmark, "" if feed.cut else fetched.validator)

    return watch


@dataclass(frozen=True, slots=True)
class _Visit:
    """One visit to one feed."""

    fetch: Fetch
    apart: Apart
    understand: Understand
    source: Source
    now: datetime

    def feed(self, fetched: Fetched) -> Feed:
        """The whole feed, a very large one read part by part, so that no call takes long."""
        feed = self.apart(read_feed, fetched.body, fetched.content_type, fetched.url)
        for text in feed.rest:
            more = self.apart(read_part, text, fetched.url)
            feed = replace(
                feed, items=(*feed.items, *more.items), notes=tuple(dict.fromkeys((*feed.notes, *more.notes)))
            )
        return feed

    def harvests(self, feed: Feed, memory: Memory, bookmark: str, validator: str) -> Iterator[Harvest]:
        told = [item for item in feed.items if item.title or item.text]
        found = recognised(told, memory, self.now)
        notes = _notes(feed, len(feed.items) - len(told))
        # Until the last bunch is kept, nothing is asked for conditionally: the rest would never come again.
        memory = replace(memory, validator="", pace=feed.pace, notes=notes)
        size = FULL_BUNCH if self.source.full_text else max(BUNCH, len(found) // MOST_VISITS)
        bunches = _bunches(self._due(found, memory), size)
        for done, bunch in enumerate(bunches, 1):
            articles, memory = self._kept(bunch, memory)
            if done < len(bunches):
                yield Harvest(
                    bookmark=to_json(memory), articles=articles, remaining=len(bunches) - done, notes=memory.notes
                )
        known = {**{one.name: one.known for one in found if not one.changed}, **memory.known}
        memory = replace(memory, known=known, validator=validator)
        memory = settled(memory, [one.name for one in reversed(found)])
        later = look_at(memory.pace, self.source.every, self.now)
        last, written = (articles if bunches else ()), to_json(memory)
        if last or later or written != bookmark:
            yield Harvest(bookmark=written, articles=last, notes=memory.notes, look_at=later)

    def _due(self, found: Sequence[Recognised], memory: Memory) -> list[Recognised]:
        """What is to be written, oldest first; undated entries in the order in which feeds grow, from their end."""
        due = [one for one in reversed(found) if one.changed or self._again(one, memory)]
        return sorted(due, key=lambda one: min(one.item.at or self.now, self.now))

    def _again(self, one: Recognised, memory: Memory) -> bool:
        wanted = memory.wanted.get(one.name)
        return wanted is not None and wanted.at <= self.now

    def _kept(self, bunch: Sequence[Recognised], memory: Memory) -> tuple[tuple[Article, ...], Memory]:
        articles = []
        known, wanted = dict(memory.known), dict(memory.wanted)
        for one in bunch:
            text, missed = self._text(one.item)
            tries = wanted.pop(one.name).tries if one.name in wanted else 0
            if missed and tries + 1 < MOST_TRIES:
                wanted[one.name] = Wanted(tries + 1, self.now + AGAIN * 2**tries)
            if missed and one.name in memory.known and one.name not in memory.wanted:
                continue  # its article has its whole text; that a page fails once is no reason to shorten it
            if one.changed or not missed:
                articles.append(self.understand(article(one, self.source.paper, text)))
            known[one.name] = one.known
        return tuple(articles), replace(memory, known=known, wanted=wanted)

    def _text(self, item: Item) -> tuple[str, bool]:
        """The text of an entry, in full where it is short and the source says so; and whether its page is missed."""
        if not (self.source.full_text and item.link and (item.more or len(item.text) < SHORT)):
            return item.text, False
        try:
            page = self.fetch(item.link)
            whole = self.apart(full_text, page.body, page.content_type, item.title, item.text)
        except BaoxiaoError:
            return item.text, True  # the teaser now, the text when the page is there
        return (whole if len(whole) > len(item.text) else item.text), False


def _bunches(due: Sequence[Recognised], size: int) -> list[Sequence[Recognised]]:
    return [due[at : at + size] for at in range(0, len(due), size)]


def _notes(feed: Feed, empty: int) -> tuple[str, ...]:
    cut = ("订阅源只来了一半，先用已到的，下次再取整份。",) if feed.cut else ()
    silent = (f"有 {empty} 条没有标题也没有正文，没有收。",) if empty else ()
    return (*feed.notes, *cut, *silent)
