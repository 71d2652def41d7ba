"""`@5`: no more of a subscription in one digest than it asks for; the best ones, for a digest is in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from bot.compose.items import Item
from bot.query import parse

REMEMBERED = 4096


def capped(items: Iterable[Item], spared: Collection[str] = ()) -> list[Item]:
    """The items without those of which every subscription has had its number. `spared`: stories that stay anyway."""
    had: Counter[str] = Counter()
    kept = []
    for item in items:
        caps = [(query, _most(query)) for query in item.queries]
        if item.story in spared or not caps or any(not most or had[query] < most for query, most in caps):
            kept.append(item)
            had.update(item.queries)
    return kept


def _most(query: str) -> int:
    return _parsed(query) if "@" in query else 0


@lru_cache(REMEMBERED)
def _parsed(query: str) -> int:
    return parse(query).most
