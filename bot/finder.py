"""The Finder of the bot: subscription texts in, findings out, over the word matcher and the topic packs.

The seam at which a faster matcher slots in: whoever asks knows only the port.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

from bot.errors import QueryError
from bot.keywords import Dictionary, keywords
from bot.match import NO_SYNONYMS, NOWHERE, Matcher
from bot.model import Finding, Pack, Synonyms, Topic
from bot.query import canonical, parse
from bot.topics import classify, topic_matcher
from bot.words import Lexicon, cut
from watchers.facts.places import Gazetteer
from watchers.model import Article
from watchers.variants import simplified

# A digest asks for the topics of the same few hundred articles for every subscriber.
REMEMBERED = 2048


class WordList(Lexicon, Dictionary, Protocol):
    """All that is asked of a list of words."""


class WordFinder:
    """Adapter-free implementation of the Finder port. Not for two threads at once."""

    def __init__(
        self,
        lexicon: WordList,
        packs: Sequence[Pack],
        today: Callable[[], date | None] = lambda: None,
        synonyms: Synonyms = NO_SYNONYMS,
        gazetteer: Gazetteer = NOWHERE,
    ) -> None:
        """`today`: the day from which `日期:7天` is reckoned; without it every article is fresh.

        `gazetteer`: without it a warning holds only for the place that it names.
        """
        self._lexicon = lexicon
        self._matcher = Matcher(lexicon, packs, synonyms, gazetteer)
        self._today = today
        self._topics = topic_matcher(lexicon, packs)
        self._parsed = lru_cache(REMEMBERED)(parse)
        self._classified = lru_cache(REMEMBERED)(lambda article: classify(article, self._topics))

    def check(self, text: str) -> str:
        return canonical(self._matcher.settled(self._parsed(text)))

    def put_all(self, queries: Sequence[tuple[Hashable, str]]) -> Sequence[tuple[Hashable, QueryError]]:
        return self._matcher.put_all(queries)

    def drop(self, key: Hashable) -> None:
        self._matcher.drop(key)

    def tidying(self) -> Callable[[], Callable[[], None]] | None:
        return self._matcher.tidying()

    def find(self, article: Article, source: str = "") -> Mapping[Hashable, Finding]:
        return self._matcher.find(article, source=source, today=self._today())

    def meet(self, query: str, article: Article, source: str = "") -> Finding | None:
        return self._matcher.meet(self._parsed(query), article, source=source, today=self._today())

    def meet_all(self, query: str, articles: Iterable[tuple[Article, str]]) -> Sequence[Finding | None]:
        return self._matcher.meet_all(self._parsed(query), articles, today=self._today())

    def meet_each(
        self, queries: Sequence[str], articles: Iterable[tuple[Article, str]]
    ) -> Iterator[Sequence[Finding | None]]:
        return self._matcher.meet_each([*map(self._parsed, queries)], articles, today=self._today())

    def clues(self, query: str) -> Collection[str] | None:
        return self._matcher.clues(self._parsed(query))

    def topics(self, article: Article) -> Sequence[Topic]:
        return self._classified(article)

    def keywords(self, article: Article) -> Sequence[str]:
        return keywords(article, self._lexicon)

    def words(self, run: str) -> Sequence[str]:
        return cut(simplified(run), self._lexicon)
