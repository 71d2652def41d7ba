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
class Common:
    """Shares 0..1 of the article that has less of it; `shared` and the like are weights of marks.

    `runs` of four characters, `pairs` of content characters; `heading` is how much of one headline stands in the other
    article, `own_heading` the same of the new one's; `points` are logarithms of odds for one story.
    """

    runs: float
    pairs: float
    heading: float
    own_heading: float
    numbers: float
    names: float
    places: float
    shared: float
    fresh: float
    fresh_numbers: float
    points: float

    @property
    def score(self) -> float:
        """The same as a probability."""
        return 1 / (1 + math.exp(-self.points))


# A share counts as known only from some weight of marks on; with none it is a half, for neither side.
_PRIOR, _NEITHER = 1.0, 0.5
_NUMBERS, _NAMES, _PLACES, _DAYS = (
    (Sort.NUMBER,),
    (Sort.NAME, Sort.QUOTE, Sort.DOCUMENT, Sort.LINE),
    (Sort.PLACE,),
    (Sort.DATE, Sort.NEAR),
)
_FACTS = _NUMBERS + _NAMES + _PLACES
# Weights by logistic regression over the developing part of tests/stories, rounded. Numbers and days decide; words
# weigh little, because forms use the same ones for every event, and more the fewer numbers there are to go by.
_BASE = -7.9
_OF_RUNS, _OF_PAIRS, _OF_BARE_PAIRS, _OF_NUMBERS, _OF_NAMES, _OF_PLACES, _OF_DAYS = 1.2, 0.8, 2.4, 5.4, 0.7, 1.1, 4.7
# Several telling numbers shared say more than their share alone; five of them say it all.
_OF_PLENTY, _PLENTY = 1.6, 5.0


def common(new: Sketch, old: Sketch) -> Common:
    short, long = (new, old) if new.size <= old.size else (old, new)
    runs = grams.contained(short.runs, long.runs, RUNS)
    lead = grams.contained(short.lead, long.lead, LEAD_PAIRS)
    rest = grams.contained(short.lead, long.rest, REST_PAIRS)
    pairs = max(lead, rest)
    numbers, ours, theirs = _share(new, old, _NUMBERS)
    own_heading = grams.contained(new.head, old.lead, LEAD_PAIRS)
    old_heading = grams.contained(old.head, new.lead, LEAD_PAIRS)
    kinds = [_share(new, old, sorts)[0] for sorts in (_NAMES, _PLACES, _DAYS)]
    told, known = _weights(new, _FACTS), _weights(old, _FACTS)
    in_common = ours.keys() & theirs.keys()
    shared_numbers = sum(ours[number] for number in in_common)
    points = (
        _BASE
        + _OF_RUNS * runs
        + _OF_PAIRS * pairs
        + _OF_BARE_PAIRS * pairs / (1 + min(sum(ours.values()), sum(theirs.values())))
        + _OF_NUMBERS * numbers
        + sum(of * share for of, share in zip((_OF_NAMES, _OF_PLACES, _OF_DAYS), kinds, strict=True))
        + _OF_PLENTY * min(shared_numbers / _PLENTY, 1.0)
    )
    return Common(
        runs=runs,
        pairs=pairs,
        heading=max(own_heading, old_heading),
        own_heading=own_heading,
        numbers=numbers,
        names=kinds[0],
        places=kinds[1],
        shared=sum(told[mark] for mark in told.keys() & known.keys()),
        fresh=sum(told[mark] for mark in told.keys() - known.keys()),
        fresh_numbers=sum(ours[number] for number in ours.keys() - theirs.keys()),
        points=points,
    )


def _share(new: Sketch, old: Sketch, sorts: tuple[Sort, ...]) -> tuple[float, Mapping[str, float], Mapping[str, float]]:
    """How much of the marks of these sorts the poorer one shares, and the weights of both."""
    ours, theirs = _weights(new, sorts), _weights(old, sorts)
    shared = sum(min(ours[key], theirs[key]) for key in ours.keys() & theirs.keys())
    least = min(sum(ours.values()), sum(theirs.values()))
    return (shared + _NEITHER * _PRIOR) / (least + _PRIOR), ours, theirs


def _weights(sketch: Sketch, sorts: tuple[Sort, ...]) -> dict[str, float]:
    return dict(_weighed(sketch.marks, sorts))


@lru_cache(maxsize=4096)
def _weighed(marks: tuple[str, ...], sorts: tuple[Sort, ...]) -> tuple[tuple[str, float], ...]:
    return tuple((value(mark), weight(mark)) for mark in marks if mark[0] in sorts)
