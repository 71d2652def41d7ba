"""What an article is about: the topic packs that it clearly meets. Pure.

The packs are written in the language of the subscriptions, so that `#融资` in a subscription and the topic of an
article are the same judgement, and everybody can read why.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.match import Matcher
from bot.model import Finding, Pack, Topic
from bot.query import parse
from bot.words import Lexicon
from watchers.model import Article

# A subscriber wants to be told when in doubt, a label under an article should be right: it takes more than the 0.5 that
# makes a match strong, about two places that confirm each other.
ABOUT = 0.7
# So many words say why; more are noise.
MOST_WORDS = 5


def topic_matcher(lexicon: Lexicon, packs: Sequence[Pack]) -> Matcher:
    """A matcher that holds the packs themselves, under their names. Build it once, `classify` with it often."""
    matcher = Matcher(lexicon, packs)
    for pack in filter(lambda pack: pack.shelf, packs):
        matcher.put(pack.name, _query(pack.query))
    return matcher


_query = cache(parse)  # each thread has a matcher of its own, and to read all packs takes 15 ms


def classify(article: Article, matcher: Matcher) -> tuple[Topic, ...]:
    """The topics of an article, best first, each with the words that gave it. `matcher` is from `topic_matcher`."""
    found = {str(name): finding for name, finding in matcher.find(article).items() if finding.score >= ABOUT}
    topics = [Topic(name=name, score=finding.score, words=_words(finding)) for name, finding in found.items()]
    return tuple(sorted(topics, key=lambda topic: (-topic.score, topic.name)))


def _words(found: Finding) -> tuple[str, ...]:
    """The terms, in the order in which the article brings them."""
    return tuple(dict.fromkeys(hit.term for hit in found.hits))[:MOST_WORDS]
