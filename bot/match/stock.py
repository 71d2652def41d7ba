"""The great mass of queries, as columns of numbers: which of half a million are met is asked of all of them at once.

Every query is filed under its anchors, the one of its conditions that is rarest; only queries with an anchor that
holds are looked at, and each further condition is one look of numpy for all that are left. Of 520,000 queries an
article of 800 characters calls up some 60,000, of which half are met: a loop in Python takes 40 ms for it, counting how
many conditions hold 20 ms, this 2 ms. A stock never changes; another one is made beside it, by numpy alone, so that
the event loop goes on meanwhile.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, islice

import numpy as np
import numpy.typing as npt

from bot.match.atoms import ALWAYS, WIDTH, Atoms, Filed

# Copying so many texts takes a millisecond.
BLOCK = 1 << 15

Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Rows:
    """Queries to be stocked: their texts, the anchors of all of them in one array, WIDTH conditions for each."""

    texts: list[str] = field(default_factory=list)
    counts: array[int] = field(default_factory=lambda: array("i"))
    anchors: array[int] = field(default_factory=lambda: array("i"))
    conditions: array[int] = field(default_factory=lambda: array("i"))

    def add(self, text: str, filed: Filed) -> None:
        self.texts.append(text)
        self.counts.append(len(filed.anchors))
        self.anchors.extend(filed.anchors)
        self.conditions.extend(filed.conditions)
        self.conditions.extend((ALWAYS,) * (WIDTH - len(filed.conditions)))


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of atoms when a stock was made; numbers from `size` on are younger than it."""

    size: int
    at_first: Flags
    late: Flags
    out: bytes
    members: Numbers
    groups: Numbers


class _Filing:
    """Values by key: those of a key lie side by side."""

    def __init__(self, keys: Numbers, values: Numbers, size: int) -> None:
        order = np.argsort(keys, kind="stable")
        self._values = values[order]
        begins = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(keys, minlength=size), out=begins[1:])
        self._begins = begins

    def under(self, keys: Sequence[int]) -> Numbers:
        """The values of all the keys."""
        if not keys:
            return self._values[:0]
        begins = self._begins
        return np.concatenate([self._values[begins[key] : begins[key + 1]] for key in keys])


class _Texts:
    """A list in blocks. A longer one shares the full blocks: copying half a million would hold everything up."""

    def __init__(self, blocks: Sequence[Sequence[str]]) -> None:
        self._blocks = blocks

    def __len__(self) -> int:
        return sum(map(len, self._blocks))

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._blocks)

    def and_more(self, texts: Iterable[str]) -> _Texts:
        full = [block for block in self._blocks if len(block) == BLOCK]
        rest = chain(*self._blocks[len(full) :], texts)
        return _Texts([*full, *iter(lambda: tuple(islice(rest, BLOCK)), ())])

    def at(self, rows: Numbers) -> Iterator[str]:
        blocks = self._blocks
        return (blocks[row // BLOCK][row % BLOCK] for row in rows.tolist())


class Stock:
    """Queries by row. Make one with `stocked`."""

    def __init__(
        self, texts: _Texts, counts: Numbers, anchors: Numbers, conditions: Sequence[Numbers], known: Known
    ) -> None:
        self.texts, self.counts, self.anchors, self.conditions = texts, counts, anchors, conditions
        self._known = known
        owners = np.repeat(np.arange(len(texts), dtype=np.int32), counts)
        bound = (conditions[0] != ALWAYS)[owners]
        self._free = _Filing(anchors[~bound], owners[~bound], known.size)
        self._bound = _Filing(anchors[bound], owners[bound], known.size)
        self._groups = _Filing(known.members, known.groups, known.size)
        self._everywhere = np.flatnonzero(counts == 0).astype(np.int32)
        self._hesitant = np.logical_or.reduce([known.late[column] for column in conditions])
        self._holds = known.at_first.copy()
        self._met = np.zeros(len(texts), np.bool_)

    def __len__(self) -> int:
        return len(self.texts)

    def met(self, live: Iterable[int], holds: Callable[[int], bool]) -> Numbers:
        """The rows of the queries that are met. `live`: the atoms of which the article shows a sign, each once."""
        known, truth = self._known, self._holds
        shown = [number for number in live if number < known.size]
        found = [number for number in shown if not known.out[number] and holds(number)]
        fallen = [number for number in shown if known.out[number] and not holds(number)]
        groups = self._groups.under(found)
        truth[found] = truth[groups] = True
        truth[fallen] = False
        rows = np.concatenate([self._bound.under(found), self._everywhere])
        for column in self.conditions:
            rows = rows[truth[column[rows]]]
        truth[found] = truth[groups] = False
        truth[fallen] = True
        return self._settled(np.concatenate([rows, self._free.under(found)]), holds)

    def _settled(self, rows: Numbers, holds: Callable[[int], bool]) -> Numbers:
        """Each row once, those left out whose late conditions do not hold."""
        met = self._met
        met[rows] = True
        once = np.flatnonzero(met).astype(np.int32)
        met[once] = False
        hesitant = once[self._hesitant[once]]
        numbers = np.stack([column[hesitant] for column in self.conditions])
        asked = np.unique(numbers[self._known.late[numbers]]).tolist()
        fallen = [number for number in asked if not holds(number)]
        if not fallen:
            return once
        # A late condition of these does not hold; every other one does.
        out = hesitant[np.isin(numbers, fallen).any(axis=0)]
        met[once], met[out] = True, False
        kept = once[met[once]]
        met[once] = False
        return kept


def known(atoms: Atoms) -> Known:
    """A copy of what a stock needs to know, so that it can be made while new atoms come."""
    size = len(atoms)
    at_first = np.array(atoms.at_first, np.bool_)
    late = np.zeros(size, np.bool_)
    late[list(atoms.late)] = True
    return Known(
        size=size,
        at_first=at_first,
        late=late,
        out=(at_first & ~late).tobytes(),
        members=np.array(atoms.members, np.int32),
        groups=np.array(atoms.groups, np.int32),
    )


def stocked(old: Stock | None, gone: Collection[str], rows: Rows, known: Known) -> Stock:
    """The old stock without what is gone, and the new rows."""
    counts = np.array(rows.counts, np.int32)
    anchors = np.array(rows.anchors, np.int32)
    conditions = [np.array(rows.conditions[column::WIDTH], np.int32) for column in range(WIDTH)]
    if old is None:
        return Stock(_Texts(()).and_more(rows.texts), counts, anchors, conditions, known)
    if gone:
        old = _without(old, gone, known)
    return Stock(
        old.texts.and_more(rows.texts),
        np.concatenate([old.counts, counts]),
        np.concatenate([old.anchors, anchors]),
        [np.concatenate(pair) for pair in zip(old.conditions, conditions, strict=True)],
        known,
    )


def _without(old: Stock, gone: Collection[str], known: Known) -> Stock:
    keep = np.fromiter((text not in gone for text in old.texts), np.bool_, len(old))
    return Stock(
        _Texts(()).and_more(compress(old.texts, keep)),
        old.counts[keep],
        old.anchors[np.repeat(keep, old.counts)],
        [column[keep] for column in old.conditions],
        known,
    )
