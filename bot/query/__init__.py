"""The subscription language: `郑州 (暴雨、大风) -演练 => 出行 @即时`. Pure.

Text → `parse` → Query; `canonical` writes it back, `explain` says it in a sentence. What the language means for an
article is `bot.match`'s business.
"""

from __future__ import annotations

from bot.query.canonical import canonical, written
from bot.query.explain import explain
from bot.query.nodes import (
    All,
    Edge,
    Either,
    Named,
    Node,
    Not,
    Part,
    Query,
    Term,
    Trait,
    Where,
    Within,
    asks,
    children,
    renamed,
    walk,
)
from bot.query.parsing import parse
from bot.query.refusals import refuse

__all__ = [
    "All",
    "Edge",
    "Either",
    "Named",
    "Node",
    "Not",
    "Part",
    "Query",
    "Term",
    "Trait",
    "Where",
    "Within",
    "asks",
    "canonical",
    "children",
    "explain",
    "parse",
    "refuse",
    "renamed",
    "terms",
    "walk",
    "written",
]


def terms(query: Query) -> tuple[str, ...]:
    """The words that the query asks for, in the order of writing; excluded ones and packs are not among them."""
    wanted = (node.text for node in walk(query.root, positive=True) if isinstance(node, Term))
    return tuple(dict.fromkeys(wanted))
