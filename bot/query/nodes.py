"""What a query is made of. Plain values that compare by meaning: where a part was typed (`at`) does not count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.model import Mode


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


@dataclass(frozen=True, slots=True)
class Term:
    """A run of characters. `exact`: nothing may stand between them (“…”); with Edge.SURE letters keep their case."""

    text: str
    edge: Edge = Edge.JUDGED
    exact: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
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


Node = Term | All | Either | Not | Within | Where | Named


def renamed(node: Node, name: Callable[[str], str]) -> Node:
    """The same query with every topic pack called by `name(what it was called)`."""
    match node:
        case Named(name=called):
            return replace(node, name=name(called))
        case Where(trait=Trait.TYPE, values=values):
            return replace(node, values=tuple(name(value) for value in values))
        case All(parts=parts) | Either(parts=parts):
            return replace(node, parts=tuple(renamed(part, name) for part in parts))
        case Not(part=part) | Within(part=part):
            return replace(node, part=renamed(part, name))
        case _:
            return node


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody wants to read. `name` and `mode` are only there when they were written with it."""

    root: Node
    name: str = ""
    mode: Mode | None = None


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case All(parts) | Either(parts):
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
        case Either(parts):
            return all(map(asks, parts))
        case Not():
            return False
        case Within(part=part):
            return asks(part)
        case _:
            return True


def joined(kind: type[All] | type[Either], parts: list[Node]) -> Node:
    """`kind` over the parts, flat and without repetitions; a single part stands for itself."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else kind(unique)
