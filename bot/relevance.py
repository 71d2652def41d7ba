"""In which order a search shows what it found: how well an article meets the words, and how old it is. Pure.

Who searches wants the article that is about the thing, and of several the newer; so age lowers what an article is
worth, but never by so much that a mere mention of this morning goes before what is about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.model import Finding, Hit
from watchers.model import Entry


class Order(StrEnum):
    """What goes first: the value is what a button says."""

    RELEVANT = "r"
    NEWEST = "n"


class Reason(StrEnum):
    """What raised an article, the weightiest first."""

    HEADLINE = "headline"
    ABOUT = "about"
    SEVERAL = "several"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """What an article is worth for a search, 0..1, and why it stands where it does."""

    worth: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """An article that was found, with its place."""

    entry: Entry
    finding: Finding
    rank: Rank


# How well the text is met (the finding's own score), where, and by how many of the words that were asked for.
_MET, _WHERE, _SEVERAL = 0.7, 0.2, 0.1
# A headline is what the article is about; what stands in the body may be said by the way.
_FIELDS = {"headline": 1.0, "kicker": 0.7, "subhead": 0.7, "column": 0.4, "body": 0.2, "captions": 0.1}
_ENOUGH_WORDS = 4
_ABOUT = 0.5
# Of its worth an article keeps this much however old it is; the rest halves every two months, the time in which a
# notice, a subsidy or a building site is over.
_LASTING, _HALVES = 0.6, 60
_FRESH = 7


def rank(finding: Finding, day: date, today: date) -> Rank:
    """`day`: the paper's; one that is dated ahead is as fresh as today's."""
    where = max((_field(hit) for hit in finding.hits), default=0.0)
    words = len({hit.term for hit in finding.hits if hit.sure})
    several = min(max(words - 1, 0), _ENOUGH_WORDS - 1) / (_ENOUGH_WORDS - 1)
    age = max((today - day).days, 0)
    fresh = _LASTING + (1 - _LASTING) * 0.5 ** (age / _HALVES)
    told = (
        (Reason.HEADLINE, where == 1.0),
        (Reason.ABOUT, finding.score >= _ABOUT),
        (Reason.SEVERAL, words > 1),
        (Reason.FRESH, age < _FRESH),
    )
    worth = (_MET * finding.score + _WHERE * where + _SEVERAL * several) * fresh
    return Rank(worth=worth, reasons=tuple(reason for reason, holds in told if holds))


def _field(hit: Hit) -> float:
    """A doubtful place counts half: 和服 in 产品和服务."""
    return _FIELDS.get(hit.field, 0.0) * (1.0 if hit.sure else 0.5)


def ranked(found: Iterable[tuple[Entry, Finding]], order: Order, today: date) -> Sequence[Ranked]:
    """All of it in that order; what is equal stands the newer first, and in the order of the paper."""
    every = [
        Ranked(entry=entry, finding=finding, rank=rank(finding, entry.article.day, today)) for entry, finding in found
    ]
    if order is Order.NEWEST:
        return sorted(every, key=lambda one: (-one.entry.article.day.toordinal(), -one.rank.worth, one.entry.id))
    return sorted(every, key=lambda one: (-one.rank.worth, -one.entry.article.day.toordinal(), one.entry.id))
