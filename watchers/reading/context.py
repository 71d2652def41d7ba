"""What stands around a line: the run of heading-like lines it is in, what that run leads to, and whether the text below
goes on with the matter of the text above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from watchers.reading.features import Traits, traits
from watchers.reading.lines import Unit
from watchers.reading.vocabulary import NOTHING, Vocabulary, runs

_WINDOW = 6
# How far around a break its torn word is searched: about a page, in lines and in signs of each.
_NEAR, _NEAR_SIGNS = 60, 1000
_CLOSING_SIGNS = ",、。;:!?)”》%"
_HAN_ONLY = re.compile(r"[一-鿿]+")
# `本报记者 甲 文/图`: there is a picture, so there may be a caption.
_PICTURES = re.compile(r"[图摄]")


class Ahead(IntEnum):
    """What follows a run of heading-like lines."""

    NOTHING = 0
    TEXT = 1
    OPENED = 2
    SIGNED = 3
    OTHER = 4


@dataclass(slots=True)
class Place:
    """A unit with its surroundings. `below` counts the heading-like lines from here to the end of the run (1: last)."""

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


def places(units: Sequence[Unit]) -> list[Place]:
    """The units of a page with their surroundings, in order."""
    looks = [traits(unit) for unit in units]
    _extend_credits(units, looks)
    _recognise_text(units, looks)
    _recognise_boxes(looks)
    aheads, below = _aheads(units, looks)
    tight = _tight(units)
    found: list[Place] = []
    run = 0
    for i, (unit, look) in enumerate(zip(units, looks, strict=True)):
        run = (run + 1 if found and found[-1].look.titled else 1) if look.titled else 0
        last = i + 1 == len(units)
        found.append(
            Place(
                unit=unit,
                look=look,
                before=looks[i - 1] if i else None,
                after_gap=0 if last else units[i + 1].line.gap,
                ahead=aheads[i],
                run=run + below[i] - 1 if run else 0,
                below=below[i],
                parallel=0,
                likeness=0.5,
                tight=tight[i],
                pictures=bool(i)
                and looks[i - 1].people is not None
                and _PICTURES.search(units[i - 1].text) is not None,
                bridged=look.titled and not last and _bridged(units, i),
                banner=not last and 0 < unit.line.marks < units[i + 1].line.marks,
                plain_next=not last and _plain(units[i + 1], looks[i + 1]),
                closes_before=bool(i) and (units[i - 1].jump_out is not None or looks[i - 1].closed),
            )
        )
    _compare(found)
    return found


def _extend_credits(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Lines that touch a staff line are part of its block: the team above it, names that ran over below it."""
    for i in range(len(units) - 1, 0, -1):
        if looks[i].credit and units[i].line.gap == 0 and looks[i - 1].titled:
            looks[i - 1] = replace(looks[i - 1], credit=True, titled=False)
    for i in range(1, len(units)):
        if looks[i - 1].credit and units[i].line.gap == 0 and looks[i].titled and looks[i].bare:
            looks[i] = replace(looks[i], credit=True, titled=False)


def _recognise_text(units: Sequence[Unit], looks: list[Traits]) -> None:
    """Lines that look like headings but surely are the first half of the text below them."""
    for i in range(len(units) - 1):
        look = looks[i]
        doubtful = look.titled and not units[i].line.marks and not look.closed and _plain(units[i + 1], looks[i + 1])
        if doubtful and (look.sentence or _quote_goes_on(units[i].text, units[i + 1].text) or _torn_word(units, i)):
            looks[i] = replace(look, titled=False, broken=True)


def _recognise_boxes(looks: list[Traits]) -> None:
    """Pairs of a short and a long line, again and again without any text between: a box, the long lines its text."""
    pair = [_box_pair(looks, i) for i in range(len(looks) - 1)]
    for i in range(len(pair) - 2):
        if pair[i] and pair[i + 2] and abs(looks[i].length - looks[i + 2].length) <= 1:
            for j in (i + 1, i + 3):
                looks[j] = replace(looks[j], titled=False, broken=False)


def _box_pair(looks: Sequence[Traits], i: int) -> bool:
    short, long = looks[i], looks[i + 1]
    return short.titled and long.titled and short.length <= 8 and long.length >= max(12, 2 * short.length)


def _quote_goes_on(above: str, below: str) -> bool:
    """A quotation opened above and closed first thing below."""
    if above.count("“") <= above.count("”"):
        return False
    closes, opens = below.find("”"), below.find("“")
    return closes >= 0 and (opens < 0 or closes < opens)


def _torn_word(units: Sequence[Unit], i: int) -> bool:
    """Whether four signs across the break stand together elsewhere."""
    above, below = units[i].text, units[i + 1].text
    bridges = [above[-left:] + below[: 4 - left] for left in (1, 2, 3)]
    return any(len(bridge) == 4 and _HAN_ONLY.fullmatch(bridge) and _found_near(units, i, bridge) for bridge in bridges)


def _found_near(units: Sequence[Unit], i: int, words: str) -> bool:
    near = [*units[max(0, i - _NEAR) : i], *units[i + 1 : i + _NEAR]]
    return any(words in other.text[:_NEAR_SIGNS] for other in near)


def _bridged(units: Sequence[Unit], i: int) -> bool:
    """Whether the signs on both sides of the break below stand together elsewhere: then a word was torn there."""
    above, below = units[i].text, units[i + 1].text
    if not below or units[i + 1].opening or units[i + 1].jump_in:
        return False
    if below[0] in _CLOSING_SIGNS or (above[-1].isdecimal() and below[0].isdecimal()):
        return True
    bridges = [words for words in (above[-1] + below[:2], above[-2:] + below[0]) if len(words) == 3]
    return any(_HAN_ONLY.fullmatch(words) and _found_near(units, i, words) for words in bridges)


def _plain(unit: Unit, look: Traits) -> bool:
    """Running text that opens nothing: it belongs to what stands above it."""
    opens = unit.opening or unit.jump_in or look.people is not None or look.credit
    return not look.titled and not opens and bool(unit.text)


def _tight(units: Sequence[Unit]) -> list[bool]:
    """Lines that touch a neighbour without a blank line between them."""
    gaps = [unit.line.gap for unit in units]
    first = [gap == 0 and i > 0 and not units[i].line.cut for i, gap in enumerate(gaps)]
    return [first[i] or (i + 1 < len(units) and first[i + 1]) for i in range(len(units))]


def _aheads(units: Sequence[Unit], looks: Sequence[Traits]) -> tuple[list[Ahead], list[int]]:
    aheads, below = [Ahead.NOTHING] * len(units), [0] * len(units)
    coming, count = Ahead.NOTHING, 0
    for i in range(len(units) - 1, -1, -1):
        unit, look = units[i], looks[i]
        if look.titled:
            count += 1
            aheads[i], below[i] = coming, count
            continue
        aheads[i] = coming
        if unit.opening or unit.jump_in:
            coming = Ahead.OPENED
        elif look.people is not None:
            coming = _byline(units, looks, i, coming, count)
        elif look.credit or not unit.text:
            coming = Ahead.OTHER
        else:
            coming = Ahead.TEXT
        count = 0
    return aheads, below


def _byline(units: Sequence[Unit], looks: Sequence[Traits], i: int, coming: Ahead, count: int) -> Ahead:
    """A byline with text under it opens an article; one with headings or nothing under it has signed the last."""
    if coming is Ahead.TEXT and count <= 1:
        return Ahead.OPENED
    following = looks[i + 1] if i + 1 < len(looks) else None
    if following is not None and (following.people is not None or following.credit):
        return coming
    return Ahead.SIGNED


def _compare(found: list[Place]) -> None:
    """Single heading-like lines above text that nothing opens: series and shared vocabulary decide what they are."""
    for i in range(len(found)):
        if found[i].look.titled and _lead(found, i):
            found[i].parallel = 2
    doubtful = [
        i for i, place in enumerate(found) if place.look.titled and place.run == 1 and place.ahead is Ahead.TEXT
    ]
    if not doubtful:
        return
    shapes = Counter(_shape(found[i]) for i in doubtful)
    words = Vocabulary(runs(place.unit.text) if not place.look.titled else NOTHING for place in found)
    for i in doubtful:
        found[i].parallel = shapes[_shape(found[i])] - 1
        above, beneath = _stretch(found, i, -1), _stretch(found, i, 1)
        found[i].likeness = words.likeness(words.union(above), words.union(beneath))


def _lead(found: Sequence[Place], i: int) -> bool:
    """The first sub-heading of a box stands right under its headline, and the next one looks like it."""
    place = found[i]
    if not (place.run > 1 and place.below == 1 and place.ahead is Ahead.TEXT and place.look.length <= 12):
        return False
    for other in found[i + 1 : i + 4]:
        if other.look.titled:
            alike = abs(other.look.length - place.look.length) <= 4
            return other.run == 1 and other.ahead is Ahead.TEXT and alike and len(place.look.pieces) == 1
    return False


def _shape(place: Place) -> tuple[object, ...]:
    """What parallel sub-headings share: numbering, a colon, quotation marks, or the lengths of their phrases."""
    look, text = place.look, place.unit.text
    if look.numbered:
        return ("numbered",)
    if look.colon:
        return ("colon",)
    if "“" in text:
        return ("quoted", text[0] == "“", text[-1] == "”", min(3, len(look.pieces)))
    return ("lengths", *(len(piece) for piece in look.pieces)) if len(look.pieces) > 1 else ("length", look.length // 2)


def _stretch(found: Sequence[Place], start: int, step: int) -> list[int]:
    """The running text on one side of a line, up to a sure boundary between articles."""
    taken: list[int] = []
    i = start + step
    while 0 <= i < len(found) and len(taken) < _WINDOW:
        place = found[i]
        if place.look.titled:
            if place.run > 1 or place.ahead is Ahead.OPENED:
                break
        elif place.unit.opening or place.unit.jump_in or place.unit.jump_out:
            if step < 0:
                taken.append(i)
            break
        elif place.unit.text and place.look.people is None:
            taken.append(i)
        i += step
    return taken
