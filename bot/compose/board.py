"""Warnings in force as a board: a line for each place, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence

from bot import warnings
from bot.compose.warning import title
from bot.pictures import District, Districts, Picture
from bot.texts import Texts
from watchers.model import Entry
from watchers.warning import Colour, WarningSignal

# What a phone shows at once. The message names the others.
MOST_DRAWN = 16
# A warning or two are read faster than looked at.
FEWEST_DRAWN = 3
# So many letters stand before the first sign.
BRIEF, BRIEF_LATIN = 8, 17


def board(entries: Sequence[Entry], place: str, at: str, t: Texts) -> Picture | None:
    """The picture of these warnings; None for so few that words are enough. `at`: the moment, as the reader says it."""
    rows: dict[str, list[WarningSignal]] = {}
    for signal in map(warnings.signal_of, entries):
        for area in signal.areas or (signal.area,):
            rows.setdefault(area, []).append(signal)
    if len(rows) < FEWEST_DRAWN:
        return None
    graded = sorted(rows.items(), key=lambda row: ([-grade for grade in _grades(row[1])], row[0]))
    left = len(rows) - MOST_DRAWN
    source = t("board.source", at=at, count=len(entries)) + (t("board.more", count=left) if left > 0 else "")
    drawn = tuple(_district(area, signals, t) for area, signals in graded[:MOST_DRAWN])
    head = t("board.title.place", place=t.spot(place)) if place else t("board.title")
    alt = t("picture.alt", text=t("board.alt", count=len(rows), gravest=_gravest(graded[0], t)))
    return Picture(districts=Districts(title=head, districts=drawn, source=source, alt=alt))


def _grades(signals: Sequence[WarningSignal]) -> list[int]:
    return sorted((warnings.grade(one) for one in signals), reverse=True)


def _district(area: str, signals: Sequence[WarningSignal], t: Texts) -> District:
    """Each sign says its hazard and its colour in a word: who does not see colours reads it."""
    ordered = sorted(signals, key=lambda one: (-warnings.grade(one), one.hazard))
    signs: dict[tuple[Colour | None, str], None] = {(one.colour, _sign(one, t)): None for one in ordered}
    name, most = t.spot(area), BRIEF_LATIN if t.spot(area).isascii() else BRIEF
    return District(name=name if len(name) <= most else name[: most - 1] + "…", warnings=tuple(signs))


def _sign(one: WarningSignal, t: Texts) -> str:
    hazard = t.hazard(one.hazard)
    return f"{hazard} {t(f'board.colour.{one.colour.name.lower()}')}" if one.colour else hazard


def _gravest(row: tuple[str, Sequence[WarningSignal]], t: Texts) -> str:
    area, signals = row
    worst = max(signals, key=warnings.grade)
    return t("board.gravest", area=t.spot(area), title=title(worst, t))
