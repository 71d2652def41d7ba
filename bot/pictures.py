"""What can be drawn, as values: small enough to stand in a message that waits, so that a picture is drawn when it goes.

Each says in words (`alt`) what it shows, for those who cannot see it and for channels without pictures. Drawing is the
business of `bot.drawing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from watchers.warning import Colour


class Rain(IntEnum):
    """How much falls, as forecasts say it: 小雨 or 阵雨, 中雨, 大雨, 暴雨 and more; snow by the same steps."""

    NONE = 0
    LIGHT = 1
    MODERATE = 2
    HEAVY = 3
    STORM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWeather:
    """A day of the week's weather. `name` is what stands under it (今天, 周四); temperatures in ℃."""

    name: str
    day: date
    text: str
    low: int | None = None
    high: int | None = None
    rain: Rain = Rain.NONE
    snow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Temperatures:
    """The days of a forecast as two lines and what falls."""

    title: str
    days: tuple[DayWeather, ...]
    source: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How many articles a day, from `first` on, one figure a day."""

    title: str
    first: date
    counts: tuple[int, ...]
    unit: str
    average: str
    source: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A place and the warnings in force there, gravest first: (colour, hazard)."""

    name: str
    warnings: tuple[tuple[Colour | None, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Districts:
    """Which warnings are in force where, a line for each place."""

    title: str
    districts: tuple[District, ...]
    source: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One of these. (Not a union of them: what is kept as JSON must tell by itself which it is.)"""

    temperatures: Temperatures | None = None
    trend: Trend | None = None
    districts: Districts | None = None

    @property
    def alt(self) -> str:
        """What it shows, in words."""
        shown = self.temperatures or self.trend or self.districts
        return shown.alt if shown else ""
