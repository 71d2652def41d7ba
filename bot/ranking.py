"""What a person should read first, and why: every part of a standing has a reason and an amount.

Amounts are shares of what being about the subscription is worth (1): habits and nearness settle what is otherwise
alike, they never lift a passing mention above an article that is about the matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bot.model import Finding, Strength, Topic
from bot.openings import About, Habits, Sign
from watchers.model import Article

# News halves in weight with every two days: yesterday's is still read, last week's is background.
HALVES_AFTER_DAYS = 2.0
FRESH = 0.3
# Five openings within a month are a habit; more do not make it stronger.
HABIT, FULL_HABIT = 0.3, 5.0
HERE, AROUND = 0.25, 0.12
# A letter takes two weeks; what ends tomorrow counts in full.
SOON_DAYS, SOON = 14, 0.25
# The fourth report on a topic has to be better than the first on another by a good deal.
CROWDED = 0.12


# Where an article says something itself; its paper, place and authors stand beside it.
_SAID = frozenset(("kicker", "headline", "subhead", "column", "body", "captions"))


def in_words(finding: Finding | None) -> bool:
    """Whether the article says what was asked for; not by the words are found a paper, a place, a day."""
    return finding is None or any(hit.field in _SAID for hit in finding.hits)


def worth(finding: Finding | None) -> tuple[bool, bool, float]:
    """By which of several findings an article is told: what a whole paper brings hides nothing that is about words."""
    strong = finding is None or finding.strength is Strength.STRONG
    return strong, in_words(finding), finding.score if finding else 0.0


class Reason(StrEnum):
    """Why something stands where it stands."""

    ABOUT = "about"  # how much the article is about what was asked
    FRESH = "fresh"
    HABIT = "habit"  # what the person opened or silenced before
    HERE = "here"  # it names the person's place, or a part of it
    AROUND = "around"  # it names what that place lies in
    SOON = "soon"  # something has to be done soon


@dataclass(frozen=True, slots=True)
class Standing:
    """The sum of its reasons; whoever has more stands before."""

    reasons: tuple[tuple[Reason, float], ...]

    @property
    def score(self) -> float:
        return sum(amount for _, amount in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """What is known of a reader. `inside` are the places in theirs, theirs among them, `around` what it lies in.

    `scores` remembers what was reckoned: ten thousand readers of one town are shown the same few hundred articles.
    """

    today: date
    habits: Habits = field(default_factory=lambda: MappingProxyType({}))
    inside: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    scores: dict[object, float] = field(default_factory=dict, compare=False, repr=False)


def signs(article: Article, queries: Sequence[str], topics: Sequence[Topic]) -> tuple[Sign, ...]:
    """What an opening of the article speaks for: the queries that brought it, its first topic, its paper."""
    topic = [(About.TOPIC, one.name) for one in topics[:1]]
    return (*((About.QUERY, query) for query in queries), *topic, (About.PAPER, article.paper))


def standing(
    article: Article, finding: Finding | None, queries: Sequence[str], topics: Sequence[Topic], taste: Taste
) -> Standing:
    """How far up an article belongs in this reader's list."""
    parts = [
        (Reason.ABOUT, finding.score if finding else 0.0),
        (Reason.FRESH, _fresh(article, taste.today)),
        (Reason.HABIT, _habit(signs(article, queries, topics), taste.habits) if taste.habits else 0.0),
        (Reason.HERE, HERE if not taste.inside.isdisjoint(article.facts.places) else 0.0),
        (Reason.SOON, _soon(article, taste.today)),
    ]
    if not parts[3][1] and not taste.around.isdisjoint(article.facts.places):
        parts.append((Reason.AROUND, AROUND))
    return Standing(tuple(part for part in parts if part[1]))


def crowded(score: float, before: int) -> float:
    """What is left of a standing after so many of the same topic."""
    return score - CROWDED * before


def _fresh(article: Article, today: date) -> float:
    share: float = 0.5 ** (max(0, (today - article.day).days) / HALVES_AFTER_DAYS)
    return FRESH * share


def _habit(about: Sequence[Sign], habits: Mapping[Sign, float]) -> float:
    """The strongest of them: who opens everything of one paper does not love each of its topics."""
    weights = [habits[sign] for sign in about if sign in habits]
    strongest = max(weights, key=abs, default=0.0)
    return HABIT * max(-1.0, min(1.0, strongest / FULL_HABIT))


def _soon(article: Article, today: date) -> float:
    left = min(((one.date - today).days for one in article.facts.deadlines if one.date >= today), default=-1)
    return SOON * (1 - left / (SOON_DAYS + 1)) if 0 <= left <= SOON_DAYS else 0.0
