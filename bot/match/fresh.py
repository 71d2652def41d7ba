"""The queries of the hour, and all of a small installation: each one filed under the signs of its gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.match.gates import Gate, Gates
from bot.match.index import TermIndex
from bot.query import Node


@dataclass(frozen=True, slots=True)
class _Put:
    root: Node
    terms: tuple[str, ...]
    gate: Gate


class Fresh:
    """Queries by text. A query is looked at when a sign is there that it cannot do without."""

    def __init__(self, gates: Gates, index: TermIndex) -> None:
        self._gates, self._index = gates, index
        self._put: dict[str, _Put] = {}
        self._by_sign: dict[str, dict[str, None]] = {}
        self._always: dict[str, None] = {}

    def __len__(self) -> int:
        return len(self._put)

    def __contains__(self, text: str) -> bool:
        return text in self._put

    def put(self, text: str, root: Node) -> None:
        put = self._put[text] = _Put(root, self._gates.terms(root), self._gates.gate(root))
        for term in put.terms:
            self._index.add(term, parted=self._gates.parted(term))
        for sign in put.gate or ():
            self._by_sign.setdefault(sign, {})[text] = None
        if put.gate is None:
            self._always[text] = None

    def drop(self, text: str) -> None:
        put = self._put.pop(text)
        for term in put.terms:
            self._index.remove(term)
        for sign in put.gate or ():
            del self._by_sign[sign][text]
            if not self._by_sign[sign]:
                del self._by_sign[sign]
        self._always.pop(text, None)

    def all(self) -> Iterator[tuple[str, Node]]:
        return ((text, put.root) for text, put in self._put.items())

    def called(self, signs: Iterable[str]) -> Iterator[tuple[str, Node]]:
        """The queries to be looked at, each once."""
        texts = dict(self._always)
        for sign in signs:
            texts.update(self._by_sign.get(sign, {}))
        return ((text, self._put[text].root) for text in texts)
