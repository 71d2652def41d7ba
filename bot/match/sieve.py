"""What of a long list of alternatives an article can meet: a pack has a hundred, of which a few words stand there."""

from __future__ import annotations

from collections.abc import Set

from bot.match.stream import term_stream
from bot.query import All, Either, Near, Node, Term, Within


class Sieve:
    """The root of a pack, whose terms are literal; its alternatives are filed under words they cannot do without."""

    def __init__(self, root: Node) -> None:
        first, *self._rest = root.parts if isinstance(root, All) else (root,)
        self._alternatives = first.parts if isinstance(first, Either) else (first,)
        self._by_sign: dict[str, list[int]] = {}
        for number, part in enumerate(self._alternatives):
            self._by_sign.setdefault(_sign(part), []).append(number)
        self._always = self._by_sign.pop("", [])

    def through(self, terms: Set[str]) -> Node:
        """The root without the alternatives that none of an article's `terms` calls up: it is met by the same."""
        called = {number for sign in self._by_sign.keys() & terms for number in self._by_sign[sign]}
        shown = Either(tuple(self._alternatives[number] for number in sorted(called.union(self._always))))
        return All((shown, *self._rest)) if self._rest else shown


def _sign(node: Node) -> str:
    """A folded term without which the node is not met; "" when there is none to name."""
    match node:
        case Term(text):
            return term_stream(text)
        case All(parts) | Near(parts):
            return next(filter(None, map(_sign, parts)), "")
        case Within(part=part):
            return _sign(part)
        case _:
            return ""
