"""A House in a temporary folder: a clock that the test sets, pages that the test writes, a channel that only listens.

    house = House(tmp_path)                                  # or House(tmp_path, finder=Substrings(), read=blocks)
    house.hands.set(house.hands() + timedelta(hours=2))       # the hands of its clock
    house.page("晨光日报/2026-05-11/01.txt", "…")
    house.take_in()                                          # visit the folder, match what is new
    house.hear(PERSON, "/sub 渡口")                           # one line of a chat, answered
    ear = Ear()
    house.send(ear)                                          # all that is due
    assert "渡口" in ear.told[-1][1].body.text

Without `finder` and `read` the real ones are used; they load a dictionary, which takes a third of a second.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path

from bot import wiring
from bot.config import BotConfig, bot_config
from bot.configured import Config
from bot.errors import QueryError
from bot.model import Address, Finding, Hall, Hit, Incoming, Message, Outcome, Sent, Strength, Topic
from bot.ports import Finder
from watchers.config import news_config
from watchers.folder import LocalFolder
from watchers.ingest import visit_due
from watchers.model import Article, Issue, Kind, Page
from watchers.paper import folder_watcher
from watchers.ports import Reader, Watcher

DAWN = datetime(2026, 5, 10, 21, 30, tzinfo=UTC)  # 05:30 on 11 May in Shanghai
PERSON = Address("fake", "1")


@cache
def _defaults() -> BotConfig:
    """Listing the time zones takes 8 ms, and some tests open a house a hundred times."""
    return bot_config({}, Path("config.toml"))


@dataclass
class Clock:
    """Stands where it was set."""

    at: datetime = DAWN

    def __call__(self) -> datetime:
        return self.at

    def set(self, at: datetime) -> None:
        self.at = at


class House(wiring.House):
    """A wiring.House over `folder`: the database, and the watched folder `papers` with one source, 来源."""

    def __init__(
        self, folder: Path, clock: Clock | None = None, *, finder: Finder | None = None, read: Reader | None = None
    ) -> None:
        self.papers = folder / "papers"
        self.papers.mkdir(exist_ok=True)
        self.hands, self._finder, self._read, self._heard = clock or Clock(), finder, read, 0
        source = {"name": "来源", "kind": "folder", "path": str(self.papers)}
        file = folder / "config.toml"
        news = news_config({"sources": [source]}, file)
        super().__init__(Config(file=file, news=news, bot=_defaults()), self.hands)
        self.news.enlist(self.config.news.sources, self.hands())

    @cached_property
    def finder(self) -> Finder:
        return self._finder or wiring.finder()

    @cached_property
    def watchers(self) -> Mapping[Kind, Watcher]:
        return {Kind.FOLDER: folder_watcher(LocalFolder(), self._read or wiring.reader())}

    def page(self, name: str, text: str) -> None:
        """Write a page into the watched folder, still since a minute."""
        path = self.papers / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        settled = (self.hands() - timedelta(minutes=1)).timestamp()
        os.utime(path, (settled, settled))

    def take_in(self) -> None:
        """Visit what is due and match what is new, as the service does."""
        while visit_due(self.news, self.watchers, self.clock):
            pass
        while self.matching.match_new():
            pass

    def hear(self, address: Address, text: str = "", *, data: str = "") -> None:
        """One line, or one pressed button, and its answer (which waits in the outbox)."""
        self._heard += 1
        said = Incoming(key=f"heard:{self._heard}", address=address, text=text, data=data)
        self.desk.inbox.store([said], self.hands())
        while waiting := self.chat.waiting():
            for incoming in waiting:
                self.chat.answer(incoming)

    def send(self, ear: Ear) -> None:
        """Send until nothing is due."""

        async def all_of_it() -> None:
            while await self.sending.send_due({"fake": ear}):
                pass

        asyncio.run(all_of_it())


@dataclass
class Ear:
    """A channel that takes everything down. `outcomes` says what it answers to an address; else Sent."""

    told: list[tuple[Address, Message]] = field(default_factory=list)
    edited: list[tuple[Address, str, Message]] = field(default_factory=list)
    refused: list[tuple[Address, Message]] = field(default_factory=list)
    outcomes: dict[Address, Outcome] = field(default_factory=dict)

    async def send(self, address: Address, message: Message) -> Outcome:
        outcome = self.outcomes.get(address, Sent(str(len(self.told))))
        (self.told if isinstance(outcome, Sent) else self.refused).append((address, message))
        return outcome

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        outcome = self.outcomes.get(address, Sent(message_id))
        if isinstance(outcome, Sent):
            self.edited.append((address, message_id, message))
        return outcome

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        return None

    async def administers(self, address: Address, person: str) -> bool:
        return True

    async def hall(self, name: str, person: str) -> Hall | None:
        return None

    def texts(self, address: Address = PERSON) -> list[str]:
        return [message.body.text for to, message in self.told if to == address]


class Substrings:
    """A Finder for which a query is a string that the headline or the body holds: strong in the headline."""

    def __init__(self) -> None:
        self._queries: dict[Hashable, str] = {}

    def check(self, query: str) -> str:
        return query

    def put_all(self, queries: Sequence[tuple[Hashable, str]]) -> Sequence[tuple[Hashable, QueryError]]:
        self._queries.update(queries)
        return ()

    def drop(self, key: Hashable) -> None:
        self._queries.pop(key, None)

    def tidying(self) -> None:
        return None

    def find(self, article: Article, source: str = "") -> Mapping[Hashable, Finding]:
        met = ((key, self.meet(query, article, source)) for key, query in self._queries.items())
        return {key: finding for key, finding in met if finding}

    def meet(self, query: str, article: Article, source: str = "") -> Finding | None:
        for name, text, strength in (
            ("headline", article.headline, Strength.STRONG),
            ("body", article.body, Strength.WEAK),
        ):
            if (at := text.find(query)) >= 0:
                hit = Hit(term=query, field=name, start=at, end=at + len(query))
                return Finding(strength=strength, score=0.9 if strength is Strength.STRONG else 0.3, hits=(hit,))
        return None

    def meet_all(self, query: str, articles: Iterable[tuple[Article, str]]) -> Sequence[Finding | None]:
        return [self.meet(query, article, source) for article, source in articles]

    def meet_each(
        self, queries: Sequence[str], articles: Iterable[tuple[Article, str]]
    ) -> Iterator[Sequence[Finding | None]]:
        return ([self.meet(query, article, source) for query in queries] for article, source in articles)

    def clues(self, query: str) -> Collection[str] | None:
        return (query,)

    def topics(self, article: Article) -> Sequence[Topic]:
        return ()

    def keywords(self, article: Article) -> Sequence[str]:
        return ()

    def words(self, run: str) -> Sequence[str]:
        return (run,)


def blocks(issue: Issue, pages: Sequence[Page]) -> Sequence[Article]:
    """A Reader for which each block of lines is an article, its first line the headline."""
    found: list[Article] = []
    for page in pages:
        for order, block in enumerate(page.text.strip().split("\n\n"), 1):
            headline, _, body = block.partition("\n")
            found.append(
                Article(
                    paper=issue.paper,
                    day=issue.day,
                    headline=headline,
                    body=body,
                    page=page.label,
                    pages=(page.label,),
                    order=order,
                    file=page.file,
                )
            )
    return found
