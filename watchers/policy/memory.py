"""The bookmark of a list: which documents are known, which wait to be read, which are looked at again now and then."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from watchers.codec import recalled
from watchers.errors import LayoutError
from watchers.policy.addresses import key
from watchers.policy.model import Listing, Row
from watchers.widths import bare

# A list shows 15 to 30 lines a page; so many are known that a cached or reordered page brings nothing back.
MOST_KNOWN = 600
# Documents are corrected in their first days: the newest are looked at again, each once a day.
MOST_RECENT = 30
AGAIN = timedelta(days=1)
# So many visits may go wrong for a document before readers are told of it without its text.
MOST_FAILURES = 3
# From so many lines on, a list does not shrink to one or none overnight.
MANY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A document that was listed and is not read yet; `why` its page could not be read the last time."""

    row: Row
    failures: int = 0
    why: str = ""
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A document that was told, with the day that it was told under; `looked_at` None when it is due at once."""

    row: Row
    day: date
    validator: str = ""
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """`known` and `titles` are short digests of addresses, and of titles with their days, newest last.

    `since`: what is older was there before the first visit and is not news. `rows` and `dated` tell what the list
    looked like at its last visit, `listed_at` when that was; None before the first.
    """

    validator: str = ""
    listed_at: datetime | None = None
    since: date | None = None
    rows: int = 0
    dated: bool = False
    known: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    recent: tuple[Recent, ...] = ()

    @property
    def first(self) -> bool:
        """Whether the list was never read."""
        return self.listed_at is None


def recall(bookmark: str) -> Memory:
    """The memory in a bookmark; without a usable one the list is read as for the first time."""
    return recalled(bookmark, Memory)


def check_layout(memory: Memory, listing: Listing) -> None:
    """Raises LayoutError where the list is not what it was: shrunk to nothing, or without its dates."""
    if len(listing.rows) < 2 and memory.rows >= MANY:
        raise LayoutError(
            f"列表原来有 {memory.rows} 条，现在只剩 {len(listing.rows)} 条：网页可能改版了，请用浏览器打开网址看看。"
        )
    if memory.dated and memory.rows >= MANY and not any(row.day for row in listing.rows):
        raise LayoutError("列表原来每条都有日期，现在一个也没有：网页可能改版了，请用浏览器打开网址看看。")


def unknown(memory: Memory, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that are new, in their order.

    Where not one address is known, the site may have got new addresses: there a known title of the same day is none.
    """
    fresh = [row for row in rows if not _old(memory, row) and _address(row) not in memory.known]
    if memory.known and not any(_address(row) in memory.known for row in rows):
        fresh = [row for row in fresh if _title(row) not in memory.titles]
    return tuple(fresh)


def listed(memory: Memory, rows: Sequence[Row], fresh: tuple[Row, ...], shown: int, now: datetime) -> Memory:
    """The memory after a look at the list: `rows` all that were seen, of which `fresh` are new, `shown` on page one."""
    here = {key(row.url): row for row in rows}
    waiting = [replace(one, row=here.get(key(one.row.url), one.row)) for one in memory.waiting]
    upwards = fresh[::-1]  # a list that says no more than the day has the newest of it on top
    newest_last = sorted(upwards, key=lambda row: row.day or now.date())
    return replace(
        memory,
        listed_at=now,
        rows=shown,
        dated=all(row.day for row in rows),
        known=_remembered(memory.known, [_address(row) for row in reversed(rows)]),
        titles=_remembered(memory.titles, [_title(row) for row in reversed(rows)]),
        waiting=(*waiting, *(Waiting(row=row) for row in newest_last)),
        recent=tuple(_followed(one, here) for one in memory.recent if key(one.row.url) in here or shown < memory.rows),
    )


def told(memory: Memory, recent: Recent) -> Memory:
    """The memory after a document was told, or looked at again."""
    name = key(recent.row.url)
    others = [one for one in memory.recent if key(one.row.url) != name]
    newest = sorted((*others, recent), key=lambda one: one.day, reverse=True)[:MOST_RECENT]
    return replace(without(memory, recent.row), recent=tuple(newest))


def without(memory: Memory, row: Row) -> Memory:
    """The memory after a document need not be read any more."""
    return replace(memory, waiting=tuple(one for one in memory.waiting if key(one.row.url) != key(row.url)))


def failed(memory: Memory, waiting: Waiting, why: str, now: datetime) -> Memory:
    """The memory after a document could not be read."""
    again = replace(waiting, failures=waiting.failures + 1, why=why, tried_at=now)
    name = key(waiting.row.url)
    return replace(memory, waiting=tuple(again if key(one.row.url) == name else one for one in memory.waiting))


def due(memory: Memory, now: datetime, every: timedelta) -> tuple[Waiting, ...]:
    """What is to be read now; what failed a moment ago waits for the next visit."""
    return tuple(one for one in memory.waiting if not one.tried_at or now - one.tried_at >= every / 2)


def stale(memory: Memory, now: datetime, most: int) -> tuple[Recent, ...]:
    """What is to be looked at again now, longest ago first."""
    old = [one for one in memory.recent if not one.looked_at or now - one.looked_at >= AGAIN]
    return tuple(sorted(old, key=lambda one: (one.looked_at is not None, one.looked_at or now))[:most])


def notes(memory: Memory) -> tuple[str, ...]:
    """What the operator is told of documents that could not be read."""
    return tuple(
        f"《{one.row.title[:40]}》没有读成（第 {one.failures} 次，{one.why.rstrip('。')}）："
        f"会再试，满 {MOST_FAILURES} 次就先只报标题。"
        for one in memory.waiting
        if one.failures
    )


def _followed(one: Recent, here: dict[str, Row]) -> Recent:
    """A document that is listed under another title now was changed: it is due at once."""
    row = here.get(key(one.row.url))
    if row is None or bare(row.title) == bare(one.row.title):
        return one
    return replace(one, row=row, looked_at=None, validator="")


def _old(memory: Memory, row: Row) -> bool:
    return bool(row.day and memory.since and row.day < memory.since)


def _remembered(before: Sequence[str], names: Collection[str]) -> tuple[str, ...]:
    """What was known and these, the latest last, not more than MOST_KNOWN."""
    again = set(names)
    return tuple(dict.fromkeys((*(name for name in before if name not in again), *names)))[-MOST_KNOWN:]


def _address(row: Row) -> str:
    return _digest(key(row.url))


def _title(row: Row) -> str:
    return _digest(f"{bare(row.title)}{row.day}")


def _digest(text: str) -> str:
    """40 bits: two of some hundred documents meet in them once in a million lists."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()
