"""Many articles → what suits a business, and what does not: each offer once, the fullest article for it, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.profile.fitting import fit
from bot.profile.model import Profile
from bot.profile.offer import Offer
from bot.profile.reasons import Fit, State, Verdict
from watchers.facts.places import Gazetteer
from watchers.model import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An offer and the article that tells of it. `others` counts further articles about the same one."""

    entry: Entry
    fit: Fit
    others: int = 0


def suiting(weighed: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those that fit or may fit."""
    return tuple(one for one in weighed if one.fit.verdict is not Verdict.NOT)


def weighed(
    profile: Profile, told: Iterable[tuple[Entry, Sequence[Offer]]], places: Gazetteer, today: date
) -> tuple[Candidate, ...]:
    """What fits, what may fit, what does not: the less is open the better, then the newest, then the fullest."""
    same: dict[str, list[tuple[Entry, Offer]]] = {}
    for entry, offers in told:
        for offer in offers:
            same.setdefault(offer.key, []).append((entry, offer))
    chosen = [_fullest(group, profile, places, today) for group in same.values()]
    return tuple(sorted(chosen, key=_rank))


def _fullest(group: Sequence[tuple[Entry, Offer]], profile: Profile, places: Gazetteer, today: date) -> Candidate:
    """The article that says most of an offer, of equals the newest; a later one may have ended it."""
    entry, offer = max(group, key=lambda one: (one[1].fullness, one[0].article.day, one[0].id))
    return Candidate(entry=entry, fit=fit(profile, offer, places, today), others=len(group) - 1)


def _rank(one: Candidate) -> tuple[int, int, int, int, int]:
    left_open = sum(reason.state is State.OPEN for reason in one.fit.reasons)
    return (one.fit.verdict, left_open, -one.entry.article.day.toordinal(), -one.fit.offer.fullness, one.entry.id)
