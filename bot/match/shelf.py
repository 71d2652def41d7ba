"""The topic packs as queries, found by any of their names."""

from __future__ import annotations

from collections.abc import Sequence, Set
from difflib import get_close_matches
from functools import cache

from bot.errors import QueryError
from bot.match.sieve import Sieve
from bot.model import Pack
from bot.query import Named, Node, Trait, Where, literal, parse, refuse, walk
from watchers.errors import ConfigError

# Subscriptions are kept in one form, whatever language their owner reads.
WRITTEN = "zh-Hans"
# A suggestion that shares no character with what was written is no help.
NEAR = 0.4


class Shelf:
    """Packs by name, title or alias. Raises ConfigError when a pack's query is wrong or itself names a pack."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self.packs = tuple(packs)
        self._roots = {pack.name: _root(pack) for pack in packs}
        self._sieves = {name: Sieve(root) for name, root in self._roots.items()}
        self._names = {name.casefold(): pack.name for pack in packs for name in _names(pack)}

    def check(self, root: Node) -> None:
        """Raises QueryError for the first pack in a query that does not exist."""
        for node in walk(root):
            for name in named(node):
                self.find(name, node.at if isinstance(node, Named | Where) else 0)

    def find(self, called: str, at: int = 0) -> str:
        """The stable name of a pack that is called so; raises QueryError with the nearest one there is."""
        name = self._names.get(called.casefold())
        if name is None:
            nearest = get_close_matches(called.casefold(), self._names, 1, NEAR)
            if nearest:
                raise refuse("unknown_pack", at, name=called, nearest=nearest[0])
            raise refuse("no_pack", at, name=called)
        return name

    def title(self, called: str) -> str:
        """The title under which a pack, however it was called, is written down."""
        name = self.find(called)
        return next(pack.title(WRITTEN) for pack in self.packs if pack.name == name)

    def root(self, name: str) -> Node:
        return self._roots[name]

    def shown(self, name: str, terms: Set[str]) -> Node:
        """Of a pack's root what an article in which these folded terms stand can meet."""
        return self._sieves[name].through(terms)


@cache  # each thread has a shelf of its own, and to read all packs takes 15 ms
def _root(pack: Pack) -> Node:
    try:
        root = parse(pack.query).root
    except QueryError as wrong:
        raise ConfigError(f"主题包「{pack.name}」写得不对：{wrong}") from wrong
    if any(named(node) for node in walk(root)):
        raise ConfigError(f"主题包「{pack.name}」里不能再用别的主题包。")
    # A pack is itself a list of what may stand for its subject; it means what is written in it.
    return literal(root)


def named(node: Node) -> tuple[str, ...]:
    """The packs that a node itself refers to."""
    if isinstance(node, Named):
        return (node.name,)
    return node.values if isinstance(node, Where) and node.trait is Trait.TYPE else ()


def _names(pack: Pack) -> tuple[str, ...]:
    return (pack.name, *(title for _, title in pack.titles), *pack.aliases)
