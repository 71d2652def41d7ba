"""What a chat opened or silenced: small weights for its subscriptions, for topics and papers, that fade in a month.

What is in front of people's eyes every day teaches nothing; what they ask to see more of, or no more of, does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# What interested somebody a month ago says nothing about today.
LASTS = timedelta(days=30)
# Somebody who opens everything has a few dozen topics, papers and queries; more is a machine.
MOST = 200
# Asking for the text or the reason is interest, silence is the contrary, and a stronger sign: it takes more.
OPENED, SILENCED = 1.0, -3.0


class About(StrEnum):
    """What of an article an opening speaks for."""

    QUERY = "query"
    TOPIC = "topic"
    PAPER = "paper"


Sign = tuple[About, str]
Habits = Mapping[Sign, float]
"""Weights as they stand now: above zero what was opened, below what was silenced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """`weight` as it was at `at`."""

    about: About
    what: str
    weight: float
    at: datetime


def faded(weight: float, at: datetime, now: datetime) -> float:
    """What is left of it: nothing after LASTS; what a clock that has been set back wrote counts in full."""
    gone = max(timedelta(), now - at) / LASTS
    return weight * max(0.0, 1.0 - gone)
