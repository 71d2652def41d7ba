"""The subscription language: `郑州 (暴雨、大风) -演练 => 出行 @即时`. Pure.

Text → `parse` → Query; `canonical` writes it back, `explain` says it in a sentence. What the language means for an
article is `bot.match`'s business.
"""

from __future__ import annotations

from bot.query.canonical import bare, canonical, written
from bot.query.explain import explain
from bot.query.nodes import (
    All,
    AtLeast,
    Dated,
    Edge,
    Either,
    Level,
    Money,
    Named,
    Near,
    Node,
    Not,
    Part,
    Pattern,
    Query,
    Sign,
    Term,
    Trait,
    Where,
    Within,
    asks,
    children,
    joined,
    literal,
    renamed,
    walk,
)
from bot.query.parsing import parse
from bot.query.patterns import spans
from bot.query.refusals import refuse
from bot.query.twins import sense

__all__ = [
    "All",
    "AtLeast",
    "Dated",
    "Edge",
    "Either",
    "Level",
    "Money",
    "Named",
    "Near",
    "Node",
    "Not",
    "Part",
    "Pattern",
    "Query",
    "Sign",
    "Term",
    "Trait",
    "Where",
    "Within",
    "asks",
    "bare",
    "canonical",
    "children",
    "explain",
    "joined",
    "literal",
    "parse",
    "refuse",
    "renamed",
    "sense",
    "spans",
    "walk",
    "written",
]
