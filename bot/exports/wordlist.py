"""Subscriptions in forms that other programs read.

A group of TrendRadar's `frequency_words.txt` holds alternatives, what must be there and what must not: a query of that
shape becomes a group, what the form cannot say is written as a remark, so that nobody believes it was taken along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.exports.own import Subscribed
from bot.query import All, Edge, Either, Node, Not, Pattern, Query, Term, canonical, parse

REMARK = "# "


def lines(subscriptions: Sequence[Subscribed]) -> str:
    """A query a line, with its name and mode: what `/import` and several lines of `/sub` read."""
    return "".join(_line(one) + "\n" for one in subscriptions)


def _line(one: Subscribed) -> str:
    return canonical(replace(parse(one.query), name=one.name, mode=one.mode))


def wordlist(subscriptions: Sequence[Subscribed]) -> str:
    """TrendRadar's form: a group for each query, a blank line between them."""
    return "\n\n".join(_group(one) for one in subscriptions) + "\n"


def _group(one: Subscribed) -> str:
    query = parse(one.query)
    said = _shape(query)
    if said is None:
        return f"{REMARK}{_line(one)}"
    name = [f"[{one.name}]"] if one.name and not set(one.name) & set("[]") else []
    return "\n".join([*name, *said, *([f"@{query.most}"] if query.most else [])])


def _shape(query: Query) -> list[str] | None:
    """The lines of a group; None when the query has another shape."""
    parts = query.root.parts if isinstance(query.root, All) else (query.root,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    lists = [part for part in wanted if isinstance(part, Either)]
    some: Sequence[Node] = lists[:1]
    required = [one for one in wanted if one not in some]
    if not some and len(required) == 1:
        some, required = required, []
    signed = [
        *(("", leaf) for part in some for leaf in _leaves(part)),
        *(("+", part) for part in required),
        *(("!", leaf) for part in parts if isinstance(part, Not) for leaf in _leaves(part.part)),
    ]
    said = [_word(sign, leaf) for sign, leaf in signed]
    return [word for word in said if word] if said and all(said) else None


def _leaves(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Either) else (node,)


def _word(sign: str, node: Node) -> str:
    """A line of a group; empty where the form has none for it."""
    if isinstance(node, Pattern):
        return f"{sign}/{node.source}/" if node.any_case else ""
    plain = isinstance(node, Term) and node.edge is Edge.JUDGED and not node.begins
    if not plain or not isinstance(node, Term) or node.text[:1] in "+!@#[/＋！＠" or "=>" in node.text:
        return ""
    return sign + node.text
