"""Why a page was read as it was: every block with the clues that decided, and the role that came second."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from watchers.model import Page
from watchers.reading.clues import weighers
from watchers.reading.context import places
from watchers.reading.headings import Clue
from watchers.reading.labels import Label, Rival, labels, rivals
from watchers.reading.lines import lines, unit
from watchers.reading.model import Block, Reading, Role
from watchers.reading.page import read_page
from watchers.reading.place import Place
from watchers.reading.seams import NO_WORDS, Words

# Marks at the edges of a line are certain; nothing was weighed for them.
_EDGES = frozenset({Role.DATELINE, Role.JUMP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One block of a reading, explained.

    `weighed` is the role that its line got at first; when it differs from the block's, `block.reason` tells why the
    page as a whole made it another. `clues` are (weight, reason), the heaviest first; weights are in the order of log
    odds. `rival` is the role that came second and by how much the page reads worse with it.
    """

    block: Block
    weighed: Role
    clues: tuple[Clue, ...] = ()
    rival: Rival | None = None


def explain(page: Page, *, paper: str, day: date, words: Words = NO_WORDS) -> tuple[Reading, tuple[Remark, ...]]:
    """A page's reading and a remark on each of its blocks, in page order."""
    reading = read_page(page, paper=paper, day=day, words=words)
    found = places([unit(line) for line in lines(page.text)], words)
    starts = [place.unit.line.start for place in found]
    given, second = labels(found), rivals(found)

    def remark(block: Block) -> Remark:
        at = bisect_right(starts, block.start) - 1
        return _remark(block, found[at], given[at], second[at])

    return reading, tuple(remark(block) for block in reading.blocks)


def _remark(block: Block, place: Place, label: Label, rival: Rival | None) -> Remark:
    if block.role in _EDGES or not place.unit.start <= block.start < place.unit.end:
        return Remark(block=block, weighed=block.role)
    return Remark(block=block, weighed=label.role, clues=_clues(place, label.role), rival=rival)


def _clues(place: Place, role: Role) -> tuple[Clue, ...]:
    found: Sequence[Clue] = [clue for one, weigher in weighers(place) if one is role for clue in weigher(place)]
    return tuple(sorted((clue for clue in found if clue[0]), key=lambda clue: -abs(clue[0])))
