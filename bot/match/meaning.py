"""What a query means for an article: met or not, how strongly, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import sqrt

from bot.match.gates import NOWHERE, WEATHER
from bot.match.reading import Place, Reading
from bot.match.shelf import Shelf
from bot.match.traits import met_date, met_level, met_money, met_trait
from bot.match.weight import STRONG
from bot.model import Hit
from bot.query import (
    All,
    AtLeast,
    Dated,
    Either,
    Level,
    Money,
    Named,
    Near,
    Node,
    Not,
    Part,
    Pattern,
    Term,
    Trait,
    Where,
    Within,
    literal,
)
from watchers.facts.places import Gazetteer

# What every further place, or every further alternative that is met, adds to the best one.
_AGAIN = 0.35
# Repetition is weighed against the length of the text: this many characters are one article.
_USUAL_LENGTH = 800
# Two required words in one sentence speak of each other.
_TOGETHER = 0.25
# A trait that is met says nothing about strength.
GIVEN = 1.0


@dataclass(frozen=True)
class Met:
    """A node is met: `score` 0..1, and the places that show it."""

    score: float
    places: tuple[Place, ...] = ()

    @cached_property
    def characters(self) -> frozenset[tuple[str, int]]:
        """The characters of the article that show it, by field."""
        return frozenset((place.hit.field, at) for place in self.places for at in range(place.hit.start, place.hit.end))


class Meaning:
    """Evaluates queries for one article; what packs mean for it is worked out once."""

    def __init__(
        self,
        reading: Reading,
        shelf: Shelf,
        source: str,
        today: date | None = None,
        gazetteer: Gazetteer = NOWHERE,
    ) -> None:
        self.reading, self.shelf, self.source, self.today = reading, shelf, source, today
        self.gazetteer = gazetteer
        self._packs: dict[str, Met | None] = {}
        self._terms: dict[tuple[Term, Part | None], Met | None] = {}

    def holds(self, node: Node, scope: Part | None = None) -> bool:
        """Whether `of` would find the node met; of words no more is worked out than that needs."""
        match node:
            case Term():
                return self.reading.stands(node, scope)
            case Not(Term() as term):
                return not self.reading.surely(term, scope)
            case All(parts):
                return all(self.holds(part, scope) for part in parts)
            case Either(parts):
                return any(self.holds(part, scope) for part in parts)
            case Within(where, part):
                return self.holds(part, where)
            case Named(name) if not self._is_weather(name):
                return self.holds(self.shelf.shown(self.shelf.find(name), self.reading.terms))
            case _:
                return self.of(node, scope) is not None

    def of(self, node: Node, scope: Part | None = None) -> Met | None:
        match node:
            case Term():
                return self._term(node, scope)
            case Pattern():
                return self._words(self.reading.matches(node, scope))
            case All(parts):
                return self._all(parts, scope)
            case Either(parts):
                return self._either([met for part in parts if (met := self.of(part, scope))])
            case Near(parts, gaps):
                return self._near(parts, gaps, scope)
            case AtLeast(count, parts):
                return self._at_least(count, [met for part in parts if (met := self.of(part, scope))])
            case Not(part):
                return None if self._excluded(part, scope) else Met(GIVEN)
            case Within(where, part):
                return self.of(part, where)
            case Named(name):
                return self._pack(name)
            case Where(Trait.TYPE, values):
                return self._type(values)
            case Where():
                return self._trait(node, scope)
            case Level():
                return _given(met_level(self.reading.article, node))
            case Money():
                return _given(met_money(self.reading.article, node))
            case Dated():
                return Met(GIVEN) if met_date(self.reading.article, node, self.today) else None

    def _term(self, term: Term, scope: Part | None) -> Met | None:
        """Worked out once for all queries that ask for it."""
        if not self.reading.there(term):
            return None
        key = (term, scope)
        if key not in self._terms:
            self._terms[key] = self._words(self.reading.places(term, scope))
        return self._terms[key]

    def _words(self, places: tuple[Place, ...]) -> Met | None:
        if not places:
            return None
        worths = sorted((place.worth for place in places), reverse=True)
        score = worths[0] + _AGAIN * min(2.0, self._density()) * sum(worths[1:])
        return Met(_capped(score, places), places)

    def _either(self, found: Sequence[Met]) -> Met | None:
        """The best alternative; others confirm it where they stand elsewhere, in a long text less than in a short.

        Less, but not in proportion: that different words of one subject meet by chance is rarer than that one returns.
        """
        if not found:
            return None
        best, *rest = sorted(found, key=lambda met: -met.score)
        taken, more = best.characters, 0.0
        for met in rest:
            # The same characters confirm nothing: 融资 of 融资难 is not seen once more.
            if not met.characters <= taken:
                more += met.score
                taken |= met.characters
        if not rest and best.score == _capped(best.score, best.places):
            return best
        places = tuple(place for met in found for place in met.places)
        return Met(_capped(best.score + _AGAIN * min(1.0, sqrt(self._density())) * more, places), places)

    def _density(self) -> float:
        return _USUAL_LENGTH / max(self.reading.length, 1)

    def _all(self, parts: Sequence[Node], scope: Part | None) -> Met | None:
        found: list[Met] = []
        for part in parts:
            met = self.of(part, scope)
            if met is None:
                return None
            found.append(met)
        return _joint(found)

    def _at_least(self, count: int, found: Sequence[Met]) -> Met | None:
        """As if the best `count` of them had been required; the others are shown with them."""
        if len(found) < count:
            return None
        best = _joint(sorted(found, key=lambda met: -met.score)[:count])
        return Met(best.score, tuple(place for met in found for place in met.places))

    def _near(self, parts: Sequence[Node], gaps: Sequence[int], scope: Part | None) -> Met | None:
        """Only the places that stand near one of each neighbour count."""
        found = [met.places if (met := self.of(part, scope)) else () for part in parts]
        spans = [[(place, *self.reading.streamed(place.hit)) for place in places] for places in found]
        for here, gap in enumerate(gaps):
            spans[here + 1] = [one for one in spans[here + 1] if any(_within(one, other, gap) for other in spans[here])]
        for here, gap in reversed([*enumerate(gaps)]):
            spans[here] = [one for one in spans[here] if any(_within(one, other, gap) for other in spans[here + 1])]
        words = [self._words(tuple(place for place, _, _ in near)) for near in spans]
        both = [one for one in words if one]
        return _joint(both) if len(both) == len(parts) else None

    def _excluded(self, node: Node, scope: Part | None) -> bool:
        """What is excluded must certainly be there; a doubtful place or a synonym keeps no article from anyone."""
        met = self.of(literal(node), scope)
        return met is not None and (not met.places or any(place.hit.sure for place in met.places))

    def _type(self, values: Sequence[str]) -> Met | None:
        """To belong to a topic an article must be about it."""
        found = [met for value in values if (met := self._pack(value)) and met.score >= STRONG]
        return max(found, key=lambda met: met.score, default=None)

    def _pack(self, called: str) -> Met | None:
        name = self.shelf.find(called)
        if name not in self._packs:
            met = self.of(self.shelf.shown(name, self.reading.terms))
            if self._is_weather(name):
                met = Met(GIVEN, met.places if met else ())
            self._packs[name] = met and Met(met.score, tuple(_via(place, name) for place in met.places))
        return self._packs[name]

    def _is_weather(self, called: str) -> bool:
        """Whether the article is a warning, and the pack the one that all warnings belong to."""
        return self.reading.article.warning is not None and self.shelf.find(called) == WEATHER

    def _trait(self, node: Where, scope: Part | None) -> Met | None:
        hits = met_trait(self.reading.article, node, self.source, self.gazetteer)
        if hits is not None:
            return _given(hits)
        if node.trait is not Trait.AREA or self.reading.article.warning:
            return None
        # No gazetteer has read this article, or it does not know the place: what the text is about decides.
        met = self._either([met for value in node.values if (met := self.of(Term(value, literal=True), scope))])
        return met if met and met.score >= STRONG else None


def _given(hits: Sequence[Hit] | None) -> Met | None:
    """Something beside the words is met, and these places show it."""
    return None if hits is None else Met(GIVEN, tuple(Place(hit, GIVEN, (hit.field, -1)) for hit in hits))


def _joint(found: Sequence[Met]) -> Met:
    """All of these are required: the weakest decides, and they lift each other in one sentence."""
    places = tuple(place for met in found for place in met.places)
    score = min(met.score for met in found)
    if _together([met for met in found if met.places]):
        score = max(score, _capped(score + _TOGETHER, places))
    return Met(score, places)


def _within(one: tuple[Place, int, int], other: tuple[Place, int, int], gap: int) -> bool:
    """Whether two runs of one field stand apart, and no more than `gap` characters."""
    (here, start, end), (there, begin, stop) = one, other
    if here.hit.field != there.hit.field:
        return False
    return 0 <= begin - end <= gap or 0 <= start - stop <= gap


def _capped(score: float, places: Sequence[Place]) -> float:
    """At most 1; below strong when every single place is doubtful."""
    return min(score, 1.0 if any(place.hit.sure for place in places) else STRONG - 0.05)


def _together(found: Sequence[Met]) -> bool:
    """Whether the parts, two at least, stand in one sentence."""
    if len(found) < 2:
        return False
    return bool(frozenset.intersection(*(frozenset(place.sentence for place in met.places) for met in found)))


def _via(place: Place, name: str) -> Place:
    return replace(place, hit=replace(place.hit, via=name))
