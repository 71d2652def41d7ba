"""What a comparison of a profile with an offer comes to: a verdict, and a reason for each criterion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bot.profile.offer import Aspect, Offer
from watchers.model import Deadline


class Verdict(IntEnum):
    """Best first."""

    FITS = 0
    MAY = 1
    NOT = 2


class State(IntEnum):
    """What one criterion says. SAID: told for information, it decides nothing."""

    MET = 0
    OPEN = 1
    FAILED = 2
    SAID = 3


NOTES = (
    "untold", "unsized", "size", "sole", "standing", "farmers", "large", "technology", "trade", "paper", "place",
    "inside", "short", "below", "guarantee", "purpose", "founded", "barred", "deadline",
)  # fmt: skip
"""What a reason may have to add, beside "unsaid": the article does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One criterion: the article's `words`, and the `note` (a key of the texts) that says what is open or wrong."""

    aspect: Aspect
    state: State
    words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The verdict, with its reasons in the order of Aspect.

    `missing`: what the article does not say; `untold`: what the owner has not told, though the offer asks for it.
    """

    offer: Offer
    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: tuple[Aspect, ...] = ()
    untold: tuple[Aspect, ...] = ()
    until: Deadline | None = None

    def reason(self, aspect: Aspect) -> Reason | None:
        return next((one for one in self.reasons if one.aspect is aspect), None)
