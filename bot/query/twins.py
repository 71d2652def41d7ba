"""When two queries ask for the same, however they were typed: 鄭好融 and 郑好融, 停车、违停 and 违停、停车."""

from __future__ import annotations

from dataclasses import replace

from bot.query.canonical import written
from bot.query.nodes import All, AtLeast, Edge, Either, Leaf, Node, Not, Query, Term, Within, changed
from watchers.variants import simplified


def sense(query: Query) -> str:
    """The text by which queries that ask for the same are known. Name and mode do not count."""
    return written(_sorted(changed(query.root, _folded))) + (f" @{query.most}" if query.most else "")


def _folded(leaf: Leaf) -> Leaf:
    """As the matcher reads it: with simplified characters, and capitals count only in =“UN”."""
    if not isinstance(leaf, Term):
        return leaf
    text = simplified(leaf.text)
    return replace(leaf, text=text if leaf.exact and leaf.edge is Edge.SURE else text.casefold())


def _sorted(node: Node) -> Node:
    """The order of what is asked for has no meaning, but for words that stand near each other."""
    match node:
        case All(parts=parts) | Either(parts=parts) | AtLeast(parts=parts):
            return replace(node, parts=tuple(sorted(map(_sorted, parts), key=written)))
        case Not(part=part) | Within(part=part):
            return replace(node, part=_sorted(part))
        case _:
            return node
