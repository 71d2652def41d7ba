"""What an article meets, as a mapping of keys. Of the queries of a great stock the reason is worked out when read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterable, Iterator, Mapping
from functools import cached_property

from bot.match.roll import Roll
from bot.model import Finding

Texts = Callable[[], Iterable[str]]
Work = Callable[[str], Finding | None]


class Found(Mapping[Hashable, Finding]):
    """Keys → findings; all keys of one query share one. To be read before the matcher changes.

    Which queries are met is settled. `given` are findings by query; how the others, `stocked`, are called, and their
    findings from `work`, is worked out when it is asked for.
    """

    def __init__(self, roll: Roll, given: Mapping[str, Finding], stocked: Texts, work: Work) -> None:
        self._roll, self._stocked, self._work = roll, stocked, work
        self._given, self._known = given, dict(given)

    def __getitem__(self, key: Hashable) -> Finding:
        text = self._roll.text(key)
        found = self._of(text) if text is not None and text in self._queries else None
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Hashable]:
        for text in self._met():
            yield from self._roll.keys(text)

    def __len__(self) -> int:
        return sum(len(self._roll.keys(text)) for text in self._met())

    def items(self) -> ItemsView[Hashable, Finding]:
        return _Items(self)

    def pairs(self) -> Iterator[tuple[Hashable, Finding]]:
        for text in self._met():
            keys = self._roll.keys(text)
            found = self._of(text) if keys else None
            if found:
                yield from ((key, found) for key in keys)

    def _met(self) -> Iterator[str]:
        yield from self._given
        # While a stock is made anew a query may be in both tiers.
        yield from (text for text in self._stocked() if text not in self._given)

    @cached_property
    def _queries(self) -> frozenset[str]:
        return frozenset(self._met())

    def _of(self, text: str) -> Finding | None:
        found = self._known.get(text) or self._work(text)
        if found:
            self._known[text] = found
        return found


class _Items(ItemsView[Hashable, Finding]):
    """Goes by queries, not by keys: a million keys may share some thousand findings."""

    _mapping: Found

    def __iter__(self) -> Iterator[tuple[Hashable, Finding]]:
        return self._mapping.pairs()
