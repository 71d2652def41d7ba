"""What two sketches have in common, and how strongly that speaks for one event."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.stories import grams
from bot.stories.marks import Sort, value, weight
from bot.stories.sketch import LEAD_PAIRS, REST_PAIRS, RUNS, Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Marks of some sorts: weights of what both have, of what only the new one has, of all that the poorer one has.

    `best` is the weight of the most telling shared mark.
    """

    shared: float
    fresh: float
    least: float
    best: float

    @property
    def share(self) -> float:
        """How much of the poorer one's marks is shared. From little it is not known: without any it is a half."""
        return (self.shared + _NEITHER * _PRIOR) / (self.least + _PRIOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """`runs` of four characters and `pairs` of content characters are shares 0..1 of the shorter article.

    `heading` is how much of one headline stands in the other article, `own_heading` the same of the new one's; `points`
    are logarithms of odds for one story.
    """

    runs: float
    pairs: float
    heading: float
    own_heading: float
    numbers: Overlap
    names: Overlap
    places: Overlap
    facts: Overlap
    points: float

    @property
    def score(self) -> float:
        """The points as a probability."""
        return 1 / (1 + math.exp(-self.points))


_PRIOR, _NEITHER = 1.0, 0.5
_NUMBERS = (Sort.NUMBER,)
_NAMES = (Sort.NAME, Sort.QUOTE, Sort.DOCUMENT, Sort.LINE)
_PLACES = (Sort.PLACE,)
_DAYS = (Sort.DATE, Sort.NEAR)
_FACTS = _NUMBERS + _NAMES + _PLACES
# Weights by logistic regression over tests/stories (the first batch), rounded. Numbers and days decide; words weigh
# little, because forms use the same ones for every event; words and names more, the fewer numbers there are (BARE).
_BASE = -8.6
_OF_RUNS, _OF_PAIRS, _OF_NUMBERS, _OF_NAMES, _OF_PLACES, _OF_DAYS = 0.9, 1.4, 5.4, 0.3, 0.9, 4.5
_OF_BARE_PAIRS, _OF_BARE_NAMES = 2.3, 2.2
# Several telling marks shared say more than their share alone; three exact numbers say all there is to say.
_OF_PLENTY, _PLENTY = 2.8, 5.0


def common(new: Sketch, old: Sketch) -> Common:
    short, long = (new, old) if new.size <= old.size else (old, new)
    runs = grams.contained(short.runs, long.runs, RUNS)
    lead = grams.contained(short.lead, long.lead, LEAD_PAIRS)
    pairs = max(lead, grams.contained(short.lead, long.rest, REST_PAIRS))
    own_heading = grams.contained(new.head, old.lead, LEAD_PAIRS)
    numbers, names, places = (_overlap(new, old, sorts) for sorts in (_NUMBERS, _NAMES, _PLACES))
    bare = 1 / (1 + numbers.least)
    return Common(
        runs=runs,
        pairs=pairs,
        heading=max(own_heading, grams.contained(old.head, new.lead, LEAD_PAIRS)),
        own_heading=own_heading,
        numbers=numbers,
        names=names,
        places=places,
        facts=_overlap(new, old, _FACTS),
        points=_BASE
        + _OF_RUNS * runs
        + (_OF_PAIRS + _OF_BARE_PAIRS * bare) * pairs
        + _OF_NUMBERS * numbers.share
        + _OF_NAMES * names.share
        + _OF_PLACES * places.share
        + _OF_DAYS * _overlap(new, old, _DAYS).share
        + _OF_PLENTY * min(numbers.shared / _PLENTY, 1.0)
        + _OF_BARE_NAMES * bare * min(names.shared / _PLENTY, 1.0),
    )


def _overlap(new: Sketch, old: Sketch, sorts: tuple[Sort, ...]) -> Overlap:
    ours, theirs = _weighed(new.marks, sorts), _weighed(old.marks, sorts)
    shared = [min(ours[mark], theirs[mark]) for mark in ours.keys() & theirs.keys()]
    return Overlap(
        shared=sum(shared),
        fresh=sum(ours[mark] for mark in ours.keys() - theirs.keys()),
        least=min(sum(ours.values()), sum(theirs.values())),
        best=max(shared, default=0.0),
    )


# One new article is held against many: its marks are weighed once.
@lru_cache(maxsize=512)
def _weighed(marks: tuple[str, ...], sorts: tuple[Sort, ...]) -> Mapping[str, float]:
    return {value(mark): weight(mark) for mark in marks if mark[0] in sorts}
