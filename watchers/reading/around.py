"""What stands further off than a line's neighbours: who signs the text below it, whether its article has a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchers.reading.lines import Unit
from watchers.reading.place import Ahead, Place

# Three blank lines and more mark a removed picture.
_PICTURE_GAP = 3
# On a page with so many signed articles a text without signature is seldom one of its own.
_SIGNING = 3
# `本报记者 甲 文/图`: there is a picture, so there may be a caption.
PICTURES = re.compile(r"[图摄]")


def look_for_signatures(found: list[Place]) -> None:
    """Single headings over a text that nobody signs, on a page where others are signed."""
    if sum(place.unit.opening is not None or place.look.people is not None for place in found) < _SIGNING:
        return
    signed = False
    for i in range(len(found) - 1, -1, -1):
        place, look = found[i], found[i].look
        if look.titled:
            lone = place.run == 1 or place.unit.line.gap >= _PICTURE_GAP
            place.unsigned = not signed and not place.notice and lone and place.ahead is Ahead.TEXT
            signed = (look.bare is not None and place.closes_before) or (signed and place.run == 1)
        elif place.unit.opening or place.unit.jump_in:
            signed = False
        elif look.people is not None:
            signed = not (i > 0 and found[i - 1].look.titled)
        elif place.unit.closing:
            signed = True


def between_pictures(units: Sequence[Unit], i: int) -> bool:
    """A picture was removed above this line, and another one next to it."""
    if not i or units[i].line.gap < _PICTURE_GAP:
        return False
    return units[i - 1].line.gap >= _PICTURE_GAP or (i + 1 < len(units) and units[i + 1].line.gap >= _PICTURE_GAP)


def _signs_pictures(place: Place) -> bool:
    """`本报记者 甲 文/图`, on its own line or in front of the text."""
    unit, opening = place.unit, place.unit.opening
    if opening is not None:
        return PICTURES.search(unit.line.text[: opening.end - unit.line.start]) is not None
    return place.look.people is not None and PICTURES.search(unit.text) is not None


def look_for_pictures(found: list[Place]) -> None:
    """Which lines are in an article with a picture, and which heading-like ones stand below finished text."""
    illustrated, over = False, None
    gaps = [0, *(place.unit.line.gap for place in found[1:]), 0]
    for place, above, below in zip(found, gaps, gaps[1:], strict=False):
        if illustrated and _begins(place):
            illustrated = False
        illustrated = illustrated or above >= _PICTURE_GAP or below >= _PICTURE_GAP or _signs_pictures(place)
        place.illustrated = illustrated
        if over is not None:
            if place.look.titled:
                place.behind_text = over.behind_text if over.look.titled else over.look.closed
            elif place.unit.closing or (place.look.people is not None and not over.look.titled):
                illustrated = False  # signed: what follows is another article
        over = place


def _begins(place: Place) -> bool:
    """The dateline of an article, or the first of the heading lines that surely open one."""
    opens = place.run > 1 or place.ahead is Ahead.OPENED
    return place.unit.opening is not None or (place.look.titled and place.below == place.run and opens)
