"""What is kept of a query that is met: its strength, and the hits that say why."""

from __future__ import annotations

from collections.abc import Sequence

from bot.match.meaning import Met
from bot.match.reading import FIELDS, Place
from bot.match.weight import STRONG
from bot.model import Finding, Hit, Strength

# More than these show nothing further, and they are stored with every match.
MOST_HITS = 20
_ORDER = {field: number for number, field in enumerate(("paper", "page", *FIELDS, "byline"))}


def finding(met: Met | None) -> Finding | None:
    if met is None:
        return None
    strength = Strength.STRONG if met.score >= STRONG else Strength.WEAK
    return Finding(strength=strength, score=round(met.score, 3), hits=_shown(met.places))


def _shown(places: Sequence[Place]) -> tuple[Hit, ...]:
    """The hits that say most, in the order of the text."""
    if len(places) == 1:
        return (places[0].hit,)
    apart = places if len(places) <= MOST_HITS else dict.fromkeys(places)
    best = sorted(apart, key=lambda place: -place.worth)[:MOST_HITS]
    return tuple(sorted(dict.fromkeys(place.hit for place in best), key=_in_text))


def _in_text(hit: Hit) -> tuple[int, int, int]:
    return _ORDER[hit.field], hit.start, hit.end
