"""A line with what is known of its surroundings, as far as its role is weighed by them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from watchers.reading.features import Traits
from watchers.reading.lines import Unit


class Ahead(IntEnum):
    """What follows a run of heading-like lines."""

    NOTHING = 0
    TEXT = 1
    OPENED = 2
    SIGNED = 3
    OTHER = 4


@dataclass(slots=True)
class Place:
    """A unit with its surroundings. `below` counts the heading-like lines from here to the end of the run (1: last).

    `goes_on` and `inside` are nats: how surely the unfinished text above goes on in this line, or behind it.
    """

    unit: Unit
    look: Traits
    before: Traits | None
    after_gap: int
    ahead: Ahead
    run: int
    below: int
    parallel: int
    likeness: float
    tight: bool
    banner: bool
    pictures: bool
    bridged: bool
    plain_next: bool
    closes_before: bool
    goes_on: float
    inside: float
    echo: bool
    deck_next: bool
    stranger: bool
    begins_below: bool
    close_under: bool
    notice: bool
    board: bool
    between_pictures: bool
    unsigned: bool = False
    behind_text: bool = False
    illustrated: bool = False
