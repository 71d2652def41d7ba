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
    ahead: Ahead
    run: int
    below: int
    tight: bool
    notice: bool
    board: bool
    between_pictures: bool
    after_gap: int = 0
    parallel: int = 0
    likeness: float = 0.5
    banner: bool = False
    pictures: bool = False
    bridged: bool = False
    plain_next: bool = False
    closes_before: bool = False
    goes_on: float = 0.0
    inside: float = 0.0
    echo: bool = False
    deck_next: bool = False
    stranger: bool = False
    begins_below: bool = False
    close_under: bool = False
    unsigned: bool = False
    behind_text: bool = False
    illustrated: bool = False
