"""A warning (预警) of the weather service or of another office, and where it is in its life.

A warning is one thing for as long as it is in force: renewed, raised, lowered, and at last cancelled or expired. What
makes it this one is who issued it, against what, and for where; its documents only tell how it goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Colour(IntEnum):
    """How grave a weather warning is: the four colours of China's warning signals (预警信号)."""

    BLUE = 1
    YELLOW = 2
    ORANGE = 3
    RED = 4


class Stage(StrEnum):
    """Where a warning is in its life. RENEWED: told again, as grave as before."""

    NEW = "new"
    RENEWED = "renewed"
    RAISED = "raised"
    LOWERED = "lowered"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


ENDED = frozenset({Stage.CANCELLED, Stage.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSignal:
    """A warning (预警信号) as it stands at one moment of its life.

    `hazard` as the office names it (暴雨, 雷雨大风); `colour` None where none is told; `area` the full name of the
    place it is for (金水区, 河南省), or as printed where the gazetteer does not know it; `issuer` the office (never the
    forecaster's own name). `identifier` is that of the last document about it. `was` is the colour before this stage,
    where it had another. `listed` tells that its end was not announced: it is only no longer listed.

    `within` is what the area lies in, broadest first, also where the gazetteer lacks the area itself. Where a warning
    names several places, these are `areas`, and `area` is what they all lie in (joined by 、 if nothing is).
    """

    hazard: str
    issuer: str
    area: str
    stage: Stage
    issued_at: datetime
    colour: Colour | None = None
    was: Colour | None = None
    expires_at: datetime | None = None
    identifier: str = ""
    listed: bool = False
    within: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether it is not in force any more."""
        return self.stage in ENDED
