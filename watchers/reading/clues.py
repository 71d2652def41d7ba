"""The roles that come into question for a line, each with the weighted clues that speak for and against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from watchers.reading import headings, passages
from watchers.reading.features import PLACE
from watchers.reading.headings import Clue
from watchers.reading.model import Role
from watchers.reading.place import Ahead, Place

# Captions are one or two sentences; a longer text tells of its picture itself (图为…).
_LONGEST_CAPTION = 120

Weigher = Callable[[Place], Iterator[Clue]]


@dataclass(slots=True)
class Guess:
    """A role that a line could play, how much speaks for it, and the foremost reason."""

    role: Role
    score: float
    reason: str


def guesses(place: Place) -> list[Guess]:
    """The roles that come into question for a line; running text of any length has few."""
    return [_summed(role, weigher(place)) for role, weigher in weighers(place)]


def _summed(role: Role, clues: Iterator[Clue]) -> Guess:
    total, best, reason = 0.0, 0.0, "nothing speaks against it"
    for weight, why in clues:
        total += weight
        if weight > best:
            best, reason = weight, why
    return Guess(role, total, reason)


def weighers(place: Place) -> list[tuple[Role, Weigher]]:
    """The roles that come into question, with what weighs them."""
    certain = _certain(place)
    if certain:
        return [certain]
    if place.look.titled:
        return _headings(place)
    if place.look.length > _LONGEST_CAPTION and not place.look.pictured:
        return [(Role.BODY, passages.body)]
    return [(Role.BODY, passages.body), (Role.CAPTION, passages.text_caption)]


def _certain(place: Place) -> tuple[Role, Weigher] | None:
    """What only one role can explain."""
    unit, look = place.unit, place.look
    if unit.opening:
        return Role.BODY, _dated
    if unit.jump_in:
        return Role.BODY, _continued
    if look.people is not None:
        return Role.BYLINE, _named
    if look.credit:
        return Role.CREDITS, _staffed
    if look.signs:
        return Role.BODY, _given
    return None if unit.text else (Role.BODY, _jumping)


def _dated(_: Place) -> Iterator[Clue]:
    yield 6.0, "opens with a dateline"


def _continued(_: Place) -> Iterator[Clue]:
    yield 6.0, "goes on from another page"


def _named(_: Place) -> Iterator[Clue]:
    yield 6.0, "names its reporters and nothing else"


def _staffed(_: Place) -> Iterator[Clue]:
    yield 6.0, "names staff by their tasks"


def _given(_: Place) -> Iterator[Clue]:
    yield 4.0, "who gives the notice, and when"


def _jumping(_: Place) -> Iterator[Clue]:
    yield 4.0, "a jump mark or a signature on its own line"


def _headings(place: Place) -> list[tuple[Role, Weigher]]:
    found: list[tuple[Role, Weigher]] = [
        (Role.HEADLINE, headings.headline),
        (Role.CAPTION, passages.caption),
        (Role.BODY, passages.short_body),
    ]
    if place.ahead is not Ahead.OPENED:
        found.append((Role.SUBHEADING, headings.subheading))
    if place.below > 1:
        found.append((Role.COLUMN, headings.column))
    if place.tight or place.look.teaser:
        found.append((Role.TEASER, headings.teaser))
    if place.look.masthead or _below_masthead(place):
        found.append((Role.MASTHEAD, headings.masthead))
    if place.look.bare:
        found.append((Role.BYLINE, passages.bare_names))
    return found


def _below_masthead(place: Place) -> bool:
    """Labels of a paper's own channels stand together at the top, some without a telling word."""
    look = place.look
    short = look.length <= 5 and len(look.pieces) == 1 and place.below > 1
    if place.unit.line.marks or look.column:
        return False
    return short and place.before is not None and place.before.masthead and not PLACE.match(place.unit.text)
