"""What has to be done by when: each matter once, however many articles tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.compose.items import Item
from bot.compose.matters import ACT, Matter, matter, pairs
from bot.compose.moved import Moves, moves
from watchers.model import Deadline

# How far ahead a deadline is worth a line at the top: long enough to write a letter, short enough to be news.
HORIZON_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A matter in a list: the deadline, the article that is shown for it, and all (number, day) that tell the same.

    `was`: the day until which it was told before, where it was put off or brought forward.
    """

    deadline: Deadline
    item: Item
    told: tuple[tuple[int, date], ...]
    was: date | None = None


def due(items: Sequence[Item], today: date, days: int = HORIZON_DAYS) -> list[Due]:
    """What the reader can still do within `days`, soonest first, each matter once.

    What an article asks for that only mentions the reader's words, or is muted, is not asked of them.
    """
    known = moves((entry, item.story) for item in items for entry in (item.entry, *item.same))
    groups = list[list[_Found]]()
    for found in _coming(items, today, days, known):
        group = next((group for group in groups if any(found.matter.same(other.matter) for other in group)), None)
        if group is None:
            groups.append([found])
        else:
            group.append(found)
    return sorted(map(_chosen, groups), key=lambda one: (one.deadline.date, one.item.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A deadline of an item as it stands now, and the day that the article prints."""

    matter: Matter
    deadline: Deadline
    item: Item
    printed: date
    was: date | None


def _coming(items: Iterable[Item], today: date, days: int, known: Moves) -> Iterator[_Found]:
    for item in items:
        entry = item.entry
        for printed in entry.article.facts.deadlines if item.strong and not item.muted else ():
            now = known.deadline(entry, printed)
            if 0 <= (now.date - today).days <= days:
                about = matter(entry.article, now, item.story)
                was = known.was(entry, printed)
                yield _Found(matter=about, deadline=now, item=item, printed=printed.date, was=was)


def _chosen(group: Sequence[_Found]) -> Due:
    """The article in which the reader learns best how: whose headline speaks of it, with the hour and a phone."""
    best = max(group, key=_use)
    told = {(one.item.number, day) for one in group for day in (one.printed, one.deadline.date)}
    return Due(
        deadline=best.deadline,
        item=best.item,
        told=tuple(sorted(told)),
        was=next((one.was for one in group if one.was), None),
    )


def _use(found: _Found) -> tuple[int, int]:
    """More is better; of equals the first of the list is taken. Not the one whose day no longer holds."""
    about, item = found.matter, found.item
    names = {*about.documents, *about.programmes, ACT.sub("", found.deadline.what)}
    spoken = any(not about.title.isdisjoint(pairs(name)) for name in names)
    holds = found.printed == found.deadline.date
    return 4 * holds + 2 * spoken + bool(found.deadline.time) + bool(item.entry.article.facts.phones), -item.number
