"""The bookmark of a feed: which entries are known, and what is to be tried again.

An entry is known by a digest of what the feed calls it, and remembered with a digest of what it says, so that twenty
thousand of them take a megabyte. Those that are in the feed are kept, and of the others the latest.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from watchers.codec import recalled
from watchers.feed.model import NO_PACE, Pace

# A feed holds 20 to 100 entries; what is gone from it for ten times as long comes back only by a fault of the site.
REMEMBERED = 1000


class Known(NamedTuple):
    """An entry that was seen: a digest of its title and text, its day, and its article's key where that is another
    than its own name, because the site calls it something else by now."""

    said: str
    day: date
    key: str = ""


class Wanted(NamedTuple):
    """An entry whose full text could not be had: how often it was tried, and when to try again."""

    tries: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """`known` and `wanted` by the names of entries, the latest last; `validator` of the feed that was read whole."""

    validator: str = ""
    known: dict[str, Known] = field(default_factory=dict)
    wanted: dict[str, Wanted] = field(default_factory=dict)
    pace: Pace = NO_PACE
    notes: tuple[str, ...] = ()


def recall(bookmark: str) -> Memory:
    """The memory in a bookmark; without a usable one everything is new, and the log knows its articles by key."""
    return recalled(bookmark, Memory)


def settled(memory: Memory, present: Collection[str]) -> Memory:
    """With what is in the feed last, and no more of the others than is needed."""
    others = [name for name in memory.known if name not in present]
    kept = [*others[max(0, len(others) - max(0, REMEMBERED - len(present))) :], *present]
    known = {name: memory.known[name] for name in kept if name in memory.known}
    return replace(memory, known=known, wanted={name: one for name, one in memory.wanted.items() if name in present})
