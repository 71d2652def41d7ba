"""A warning as it is remembered between two visits: an Episode while it lasts, an Ended to know it by afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from watchers.warning import ENDED, Colour, Stage

Key = tuple[str, str, str]
"""Issuer, hazard, area: what makes a warning this one, where identifiers do not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One warning from its first document to its end.

    `name` is the identifier that it was first known by, and its article's for ever. `ids` → a digest of the message
    (empty for one that is only referred to). `began_at`: issue of the first message seen. `until`: when it is over if
    nothing more comes, printed (`expires_at`) or not. `last_refers`: what the message that holds now refers to.

    `told`: readers are to hear of it at once, `alarmed`: a version that said so was harvested; the first without the
    second is news. `dirty`: it changed since it was last harvested, which was with colour `shown` if `published`.
    `missing`: in how many complete lists in a row it was not. `heir`: headline of the message that took its place.
    """

    name: str
    ids: Mapping[str, str]
    issuer: str
    hazard: str
    area: str
    within: tuple[str, ...]
    areas: tuple[str, ...]
    places: tuple[str, ...]
    identifier: str
    headline: str
    began_at: datetime
    issued_at: datetime
    until: datetime
    stage: Stage
    colour: Colour | None = None
    was: Colour | None = None
    expires_at: datetime | None = None
    last_refers: tuple[str, ...] = ()
    text: str = ""
    url: str = ""
    told: bool = True
    alarmed: bool = False
    published: bool = False
    dirty: bool = True
    shown: Colour | None = None
    in_list: bool = False
    missing: int = 0
    tries: int = 0
    ended_at: datetime | None = None
    listed: bool = False
    heir: str = ""

    @property
    def key(self) -> Key:
        return self.issuer, self.hazard, self.area

    @property
    def over(self) -> bool:
        return self.stage in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What is kept of a warning that is over, so that no late or repeated message brings it back.

    `keep_until`: by then whatever could still come about it has expired. `cancelled` as against expired.
    """

    ids: Mapping[str, str]
    key: Key
    ended_at: datetime
    keep_until: datetime
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """All warnings that a source has told of and that are not forgotten."""

    episodes: tuple[Episode, ...] = ()
    past: tuple[Ended, ...] = field(default=())
