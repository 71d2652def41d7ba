"""A query → the one text that stands for it: `parse` reads it back as the same query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.errors import QueryError
from bot.model import Mode
from bot.query.measures import COLOURS, money
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
    Term,
    Trait,
    Where,
    Within,
)
from bot.query.tokens import tokens
from bot.query.vocabulary import Kind

PART_NAMES = {Part.TITLE: "标题", Part.BODY: "正文"}
TRAIT_NAMES = {
    Trait.SOURCE: "来源",
    Trait.PAGE: "版",
    Trait.AREA: "地区",
    Trait.TYPE: "类",
    Trait.AUTHOR: "作者",
    Trait.WARNING: "预警",
}
MODE_NAMES = {Mode.ALERT: "即时", Mode.DIGEST: "日报", Mode.SILENT: "静音"}
_EDGE_SIGNS = {Edge.JUDGED: "", Edge.SURE: "=", Edge.ANY: "宽:"}


def canonical(query: Query, *, spelt: bool = False) -> str:
    """The text of a query, with its name and mode: `(贷款、融资) 小微 -招聘 => 小微融资 @日报`.

    `spelt`: with 且 and 或 for people who wrote them, 郑州 且 (暴雨 或 大风).
    """
    most = f"@{query.most}" if query.most else ""
    name = f"=> {query.name}" if query.name else ""
    mode = f"@{MODE_NAMES[query.mode]}" if query.mode else ""
    return " ".join(part for part in (written(query.root, spelt), name, most, mode) if part)


def bare(query: Query) -> str:
    """A query as it is kept: its name and mode stand beside it."""
    return canonical(replace(query, name="", mode=None))


def written(node: Node, spelt: bool = False) -> str:
    match node:
        case All(parts):
            return (" 且 " if spelt else " ").join(_in_brackets(part, (Either, Near), spelt) for part in parts)
        case Either(parts) if spelt:
            return " 或 ".join(_in_brackets(part, (All, Near), spelt) for part in parts)
        case Either(parts):
            return _list(parts)
        case Near(parts, gaps):
            first, *more = map(_alone, parts)
            return " ".join([first, *(f"~{gap} {part}" for gap, part in zip(gaps, more, strict=True))])
        case AtLeast(count, parts):
            return f"{count}之({'、'.join(map(_alone, parts))})"
        case Not(Not() as part):
            return f"-({written(part, spelt)})"  # two dashes in a row read as one
        case Not(part):
            return f"-{bracketed(part, spelt)}"
        case Within(where, part):
            return f"{PART_NAMES[where]}:{bracketed(part, spelt)}"
        case Where(trait, values):
            return f"{TRAIT_NAMES[trait]}:{'、'.join(map(_value, values))}"
        case Named(name):
            return f"#{name}"
        case Pattern(source, any_case):
            return f"/{_slashed(source)}/{'i' if any_case else ''}"
        case Level(sign, colour):
            return f"级别{sign}{COLOURS[colour]}"
        case Money(sign, cny):
            return f"金额{sign}{money(cny)}"
        case Dated(days, since, until):
            return f"日期:{days}天" if days else f"日期:{_dates(since, until)}"
        case Term():
            return _EDGE_SIGNS[node.edge] + (f"“{node.text}”" if node.exact else node.text) + "*" * node.begins


def bracketed(node: Node, spelt: bool = False) -> str:
    """The node in brackets if it has parts that could drift apart."""
    return _in_brackets(node, (All, Either, Near), spelt)


def _in_brackets(node: Node, kinds: tuple[type, ...], spelt: bool) -> str:
    return f"({written(node, spelt)})" if isinstance(node, kinds) else written(node, spelt)


def _list(parts: Sequence[Node]) -> str:
    """甲、乙、丙. Before a mark a prefix would hold on to what follows: brackets end it."""
    return "、".join([*map(_alone, parts[:-1]), bracketed(parts[-1])])


def _alone(node: Node) -> str:
    return f"({written(node)})" if _holds_on(node) else bracketed(node)


def _holds_on(node: Node) -> bool:
    return isinstance(node, Within | Where | Not) or (isinstance(node, Term) and node.edge is Edge.ANY)


def _slashed(source: str) -> str:
    """A slash with its backslash; what has one keeps it."""
    return re.sub(r"\\.|/", lambda found: "\\/" if found[0] == "/" else found[0], source)


def _dates(since: date | None, until: date | None) -> str:
    if since and since == until:
        return since.isoformat()
    return f"{since or ''}..{until or ''}"


def _value(text: str) -> str:
    """A name that would not read back as one word (且, a blank inside) was written in quotation marks."""
    try:
        found = [(token.kind, token.text, token.begins) for token in tokens(text)]
    except QueryError:
        found = []
    return text if found == [(Kind.WORD, text, False)] else f"“{text}”"
