"""Of the warnings for one place, which to show: city and county warn of the same rain, and the county knows better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watchers.facts.places import Gazetteer
from watchers.warning import WarningSignal


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One hazard at one place: the warning for the finest area, and those of what this lies in, finest first."""

    finest: WarningSignal
    broader: tuple[WarningSignal, ...] = ()

    @property
    def gravest(self) -> WarningSignal:
        """The one to be guided by: a red one of the city outweighs a yellow one of the county. The finest of equals."""
        return max((self.finest, *self.broader), key=lambda one: one.colour or 0)


def finest(warnings: Sequence[WarningSignal], gazetteer: Gazetteer) -> tuple[Group, ...]:
    """Groups in the order of their finest warning in `warnings`; what is over is left out.

    A warning is broader when it is of the same hazard and the finer one's area lies in its own. A city's warning
    stands under each of its counties that warns of that hazard itself, and alone only where none does.
    """
    live = _distinct(warnings)
    groups = []
    for one in live:
        above = _above(one, gazetteer)
        if any(other.hazard == one.hazard and one.area in _above(other, gazetteer) for other in live):
            continue
        broader = [other for other in live if other.hazard == one.hazard and other.area in above]
        broader.sort(key=lambda other: -above.index(other.area))
        groups.append(Group(finest=one, broader=tuple(broader)))
    return tuple(groups)


def _distinct(warnings: Sequence[WarningSignal]) -> list[WarningSignal]:
    """Those in force, each once: services hand on each other's warnings under the same identifier."""
    live = [one for one in warnings if not one.over]
    return list({one.identifier or place: one for place, one in enumerate(live)}.values())


def _above(one: WarningSignal, gazetteer: Gazetteer) -> tuple[str, ...]:
    """What the area lies in, broadest first; the gazetteer's word where the warning does not say."""
    return one.within or gazetteer.parents(one.area)
