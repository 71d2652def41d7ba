"""A query → the one text that stands for it: `parse` reads it back as the same query."""

from __future__ import annotations

from bot.errors import QueryError
from bot.model import Mode
from bot.query.nodes import All, Edge, Either, Named, Node, Not, Part, Query, Term, Trait, Where, Within
from bot.query.tokens import Kind, tokens

PART_NAMES = {Part.TITLE: "标题", Part.BODY: "正文"}
TRAIT_NAMES = {Trait.SOURCE: "来源", Trait.PAGE: "版", Trait.AREA: "地区", Trait.TYPE: "类", Trait.AUTHOR: "作者"}
MODE_NAMES = {Mode.ALERT: "即时", Mode.DIGEST: "日报", Mode.SILENT: "静音"}
_EDGE_SIGNS = {Edge.JUDGED: "", Edge.SURE: "=", Edge.ANY: "宽:"}


def canonical(query: Query) -> str:
    """The text of a query, with its name and mode: `(贷款、融资) 小微 -招聘 => 小微融资 @日报`."""
    name = f"=> {query.name}" if query.name else ""
    mode = f"@{MODE_NAMES[query.mode]}" if query.mode else ""
    return " ".join(part for part in (written(query.root), name, mode) if part)


def written(node: Node) -> str:
    match node:
        case All(parts):
            return " ".join(map(bracketed_list, parts))
        case Either(parts):
            return "、".join([*(_listed(part) for part in parts[:-1]), bracketed(parts[-1])])
        case Not(part):
            return f"-{bracketed(part)}"
        case Within(where, part):
            return f"{PART_NAMES[where]}:{bracketed(part)}"
        case Where(trait, values):
            return f"{TRAIT_NAMES[trait]}:{'、'.join(map(_value, values))}"
        case Named(name):
            return f"#{name}"
        case Term():
            return _EDGE_SIGNS[node.edge] + (f"“{node.text}”" if node.exact else node.text)


def bracketed(node: Node) -> str:
    """The node in brackets if it has parts that could drift apart."""
    return f"({written(node)})" if isinstance(node, All | Either) else written(node)


def bracketed_list(node: Node) -> str:
    """For a place between blanks: brackets that a reader does not need but likes."""
    return f"({written(node)})" if isinstance(node, Either) else written(node)


def _listed(node: Node) -> str:
    """For a place before a list mark, where a prefix would hold on: brackets end it."""
    prefixed = isinstance(node, Within | Where | Not) or (isinstance(node, Term) and node.edge is Edge.ANY)
    return f"({written(node)})" if prefixed else bracketed(node)


def _value(text: str) -> str:
    """A name that would not read back as one word (且, a blank inside) was written in quotation marks."""
    try:
        found = [(token.kind, token.text) for token in tokens(text)]
    except QueryError:
        found = []
    return text if found == [(Kind.WORD, text)] else f"“{text}”"
