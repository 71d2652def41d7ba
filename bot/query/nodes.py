"""What a query is made of. Plain values that compare by meaning: where a part was typed (`at`) does not count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.model import Mode
from watchers.warning import Colour


class Edge(StrEnum):
    """How a term asks for word boundaries. `judged`: certain and doubtful ones; `sure`: only certain; `any`: none."""

    JUDGED = "judged"
    SURE = "sure"
    ANY = "any"


class Part(StrEnum):
    """A part of the text in which terms can be asked for."""

    TITLE = "title"
    BODY = "body"


class Trait(StrEnum):
    """What an article has beside its text."""

    SOURCE = "source"
    PAGE = "page"
    AREA = "area"
    TYPE = "type"
    AUTHOR = "author"
    WARNING = "warning"


class Sign(StrEnum):
    """How a level or a sum compares."""

    AT_LEAST = ">="
    MORE = ">"
    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Term:
    """A run of characters. `exact`: nothing may stand between them (“…”); with Edge.SURE letters keep their case.

    `begins`: a Latin word may go on after it (`mac*`). `literal`: no synonym may stand for it; nobody writes that.
    """

    text: str
    edge: Edge = Edge.JUDGED
    exact: bool = False
    at: int = field(default=0, compare=False)
    begins: bool = False
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression in RE2's syntax, its widths folded as everything typed."""

    source: str
    any_case: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Each part stands within `gaps[i]` characters of the one before it, on either side. Parts are words."""

    parts: tuple[Node, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`count` of the parts are met: more than one, fewer than all."""

    count: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class Within:
    """`part` is looked for in one part of the text only."""

    where: Part
    part: Node


@dataclass(frozen=True, slots=True)
class Where:
    """The article's trait is one of `values`."""

    trait: Trait
    values: tuple[str, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Named:
    """A topic pack by its name, title or alias."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Level:
    """The article tells of a warning of such a colour."""

    sign: Sign
    colour: Colour
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Money:
    """The article states such a sum, in yuan."""

    sign: Sign
    cny: int
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Dated:
    """The paper's day: one of the last `days`, or from `since` to `until`, both included."""

    days: int = 0
    since: date | None = None
    until: date | None = None
    at: int = field(default=0, compare=False)


Leaf = Term | Pattern | Where | Named | Level | Money | Dated
Node = Leaf | All | Either | Near | AtLeast | Not | Within
# What an article has beside its words: nothing that could be looked for in a headline.
Aside = Where | Level | Money | Dated


def changed(node: Node, leaf: Callable[[Leaf], Leaf]) -> Node:
    """The same query with `leaf(one)` in the place of every leaf."""
    match node:
        case All(parts=parts) | Either(parts=parts) | Near(parts=parts) | AtLeast(parts=parts):
            return replace(node, parts=tuple(changed(part, leaf) for part in parts))
        case Not(part=part) | Within(part=part):
            return replace(node, part=changed(part, leaf))
        case _:
            return leaf(node)


def literal(node: Node) -> Node:
    """The same query without the help of synonyms."""
    return changed(node, lambda leaf: replace(leaf, literal=True) if isinstance(leaf, Term) else leaf)


def renamed(node: Node, name: Callable[[str], str]) -> Node:
    """The same query with every topic pack called by `name(what it was called)`."""

    def called(leaf: Leaf) -> Leaf:
        if isinstance(leaf, Named):
            return replace(leaf, name=name(leaf.name))
        if isinstance(leaf, Where) and leaf.trait is Trait.TYPE:
            return replace(leaf, values=tuple(map(name, leaf.values)))
        return leaf

    return changed(node, called)


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody wants to read. `name` and `mode` are only there when they were written with it.

    `most`: no more than so many articles in one digest; 0: no limit.
    """

    root: Node
    name: str = ""
    mode: Mode | None = None
    most: int = 0


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case All(parts) | Either(parts) | Near(parts) | AtLeast(parts=parts):
            return parts
        case Not(part) | Within(part=part):
            return (part,)
        case _:
            return ()


def walk(node: Node, *, positive: bool = False) -> Iterator[Node]:
    """The node and everything below it, in the order of writing; `positive` leaves out what is excluded."""
    if positive and isinstance(node, Not):
        return
    yield node
    for child in children(node):
        yield from walk(child, positive=positive)


def asks(node: Node) -> bool:
    """Whether the node asks for something to be there, rather than only for something not to be."""
    match node:
        case All(parts):
            return any(map(asks, parts))
        case Either(parts) | Near(parts) | AtLeast(parts=parts):
            return all(map(asks, parts))
        case Not():
            return False
        case Within(part=part):
            return asks(part)
        case _:
            return True


def joined(kind: type[All] | type[Either], parts: Sequence[Node]) -> Node:
    """`kind` over the parts, flat and without repetitions; a single part stands for itself."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else kind(unique)
