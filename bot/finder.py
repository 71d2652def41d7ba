"""The Finder of the bot: subscription texts in, findings out, over the word matcher and the topic packs.

The seam at which a faster matcher slots in: whoever asks knows only the port.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache

from bot.match import Matcher
from bot.model import Finding, Pack, Topic
from bot.query import canonical, parse
from bot.topics import classify, topic_matcher
from bot.words import Lexicon
from watchers.model import Article

# A digest asks for the topics of the same few hundred articles for every subscriber.
REMEMBERED = 2048


class WordFinder:
    """Adapter-free implementation of the Finder port. Not for two threads at once."""

    def __init__(self, lexicon: Lexicon, packs: Sequence[Pack]) -> None:
        self._matcher = Matcher(lexicon, packs)
        self._topics = topic_matcher(lexicon, packs)
        self._parsed = lru_cache(REMEMBERED)(parse)
        self._classified = lru_cache(REMEMBERED)(lambda article: classify(article, self._topics))

    def check(self, text: str) -> str:
        return canonical(self._matcher.settled(self._parsed(text)))

    def put(self, key: Hashable, query: str) -> None:
        self._matcher.put(key, self._parsed(query))

    def drop(self, key: Hashable) -> None:
        self._matcher.drop(key)

    def find(self, article: Article, source: str = "") -> Mapping[Hashable, Finding]:
        return self._matcher.find(article, source=source)

    def meet(self, query: str, article: Article, source: str = "") -> Finding | None:
        return self._matcher.meet(self._parsed(query), article, source=source)

    def topics(self, article: Article) -> Sequence[Topic]:
        return self._classified(article)
