"""Finding the queries that an article meets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from bot.errors import QueryError
from bot.model import Finding, Topic
from watchers.model import Article


class Finder(Protocol):
    """Finds the queries that an article meets, however many there are."""

    def check(self, text: str) -> str:
        """The query as it is kept, its topics by their titles; raises QueryError when it cannot be matched."""

    def put_all(self, queries: Sequence[tuple[Hashable, str]]) -> Sequence[tuple[Hashable, QueryError]]:
        """Take queries (texts of the subscription language) in, one or a million; a key's earlier query is replaced.

        Those that are refused come back with the reason.
        """

    def drop(self, key: Hashable) -> None:
        """Forget a query; nothing happens when the key is not there."""

    def tidying(self) -> Callable[[], Callable[[], None]] | None:
        """When many queries are new: work for another thread, and what it returns is to be called in this one.

        Meanwhile the finder goes on as it is. One tidying at a time.
        """

    def find(self, article: Article, source: str = "") -> Mapping[Hashable, Finding]:
        """Keys and findings, to be read before the finder takes in or drops anything."""

    def meet(self, query: str, article: Article, source: str = "") -> Finding | None:
        """The same judgement for one query, for previews, search and reasons."""

    def meet_all(self, query: str, articles: Iterable[tuple[Article, str]]) -> Sequence[Finding | None]:
        """The same for many articles, each with the name of its source: getting ready for a query costs most of it."""

    def meet_each(
        self, queries: Sequence[str], articles: Iterable[tuple[Article, str]]
    ) -> Iterator[Sequence[Finding | None]]:
        """The same for some queries, article by article: reading an article costs most of it."""

    def clues(self, query: str) -> Collection[str] | None:
        """Runs of characters of which one stands in every article that meets the query; None: it can do without."""

    def topics(self, article: Article) -> Sequence[Topic]: ...

    def keywords(self, article: Article) -> Sequence[str]:
        """What the article is about, three to eight names and words."""

    def words(self, run: str) -> Sequence[str]:
        """The words of which a run of Chinese characters is most probably made, in simplified characters."""
