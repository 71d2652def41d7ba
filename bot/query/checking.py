"""What the grammar allows and no one can mean."""

from __future__ import annotations

from collections.abc import Sequence

from bot.query.canonical import written
from bot.query.nodes import All, AtLeast, Dated, Either, Leaf, Node, asks, joined, walk
from bot.query.refusals import MOST_TERMS, refuse


def check(root: Node) -> None:
    """Raises QueryError for what is too much, and for what nearly every article would meet."""
    every = leaves(root)
    if len(every) > MOST_TERMS:
        raise refuse("too_many", every[MOST_TERMS].at, count=len(every), limit=MOST_TERMS)
    for node in walk(root):
        if isinstance(node, Either) and not all(map(asks, node.parts)):
            raise refuse("not_in_either", begin(node), advice=apart(node.parts))
        if isinstance(node, Either | AtLeast) and any(isinstance(part, Dated) for part in node.parts):
            raise refuse("date_in_either", begin(node))
    if not asks(root):
        raise refuse("only_not", begin(root), advice=f"郑州 {written(root)}")
    if all(isinstance(node, Dated) for node in walk(root, positive=True) if isinstance(node, Leaf)):
        raise refuse("only_date", begin(root), advice=f"郑州 {written(root)}")


def apart(parts: Sequence[Node]) -> str:
    """The alternatives together, then what is excluded, as it was probably meant."""
    wanted = [part for part in parts if asks(part)]
    rest = [part for part in parts if not asks(part)]
    first = [joined(Either, wanted)] if wanted else []
    return written(joined(All, [*first, *rest]))


def begin(node: Node) -> int:
    """Where the first of the node's leaves was typed."""
    return min(leaf.at for leaf in leaves(node))


def leaves(node: Node) -> list[Leaf]:
    """What the node is made of in the end, in the order of writing."""
    return [leaf for leaf in walk(node) if isinstance(leaf, Leaf)]
