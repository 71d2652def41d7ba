"""Tokens → query: list marks bind tighter than the blank, a prefix holds for its whole list, doubt is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from bot.query.canonical import canonical, written
from bot.query.checking import apart, begin, check, leaves
from bot.query.nodes import (
    All,
    Aside,
    AtLeast,
    Edge,
    Either,
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
    asks,
    children,
    joined,
    walk,
)
from bot.query.refusals import DEEPEST, refuse
from bot.query.tokens import tokens
from bot.query.vocabulary import MODES, PARTS, TAIL, TRAITS, Kind, Token


@dataclass(frozen=True, slots=True)
class _Prefix:
    """What was written before an item and holds for the rest of its list: 不含:, 标题:, 来源:, 宽:."""

    excluded: bool = False
    part: Part | None = None
    trait: Trait | None = None
    wide: bool = False
    word: str = ""
    at: int = 0


def parse(text: str) -> Query:
    """The query that `text` means. Raises QueryError naming the character and what was probably meant.

    Where 且 and 或 are spelt without brackets, `mixed` brings both readings (`first`, `second`), ready to be sent back.
    """
    found = tokens(text)
    parser = _Parser(found)
    query = parser.query()
    if parser.clash is None:
        return query
    other = _Parser(found, pairs=True).query()
    raise refuse("mixed", parser.clash.at, first=canonical(query, spelt=True), second=canonical(other, spelt=True))


class _Parser:
    """Recursive descent. `pairs`: where 且 and 或 meet, 且 binds tighter; else 或, as list marks do."""

    def __init__(self, found: list[Token], *, pairs: bool = False) -> None:
        self.tail = [token for token in found if token.kind in TAIL]
        self.tokens = [token for token in found if token.kind not in TAIL]
        self.all, self.next, self.depth = found, 0, 0
        self.pairs = pairs
        self.clash: Token | None = None

    def query(self) -> Query:
        self._check_tail()
        if not self.tokens:
            raise refuse("empty", 0)
        root = self._sequence()
        if self.next < len(self.tokens):
            raise refuse("close", self.tokens[self.next].at)
        check(root)
        names = [token.text for token in self.tail if token.kind is Kind.NAME]
        modes = [MODES[token.text.lower()] for token in self.tail if token.kind is Kind.MODE]
        most = [token.number for token in self.tail if token.kind is Kind.CAP]
        return Query(root, "".join(names), modes[0] if modes else None, sum(most))

    def _check_tail(self) -> None:
        for kind, what in ((Kind.NAME, "名称"), (Kind.MODE, "@"), (Kind.CAP, "@")):
            twice = [token for token in self.tail if token.kind is kind][1:]
            if twice:
                raise refuse("twice", twice[0].at, what=what if kind is Kind.NAME else what + twice[0].text.strip("@"))
        inner = [token for token in self.all if token.kind is not Kind.NAME or token is not self.all[0]]
        last = max((at for at, token in enumerate(inner) if token.kind not in TAIL), default=-1)
        for token in inner[: last + 1]:
            if token.kind in TAIL:
                raise refuse("tail", token.at)

    def _peek(self, *kinds: Kind) -> Token | None:
        token = self.tokens[self.next] if self.next < len(self.tokens) else None
        return token if token and token.kind in kinds else None

    def _take(self, *kinds: Kind) -> Token | None:
        token = self._peek(*kinds)
        self.next += token is not None
        return token

    def _sequence(self) -> Node:
        """Lists that must all be met, with blanks or 且 between them."""
        lists = [self._near()]
        sign = None
        while self.next < len(self.tokens) and not self._peek(Kind.CLOSE):
            both = self._take(Kind.BOTH)
            sign = sign or (both if both and both.written else None)
            lists.append(self._near())
        if sign and any(len(groups) > 1 for groups in lists):
            self.clash = self.clash or sign
            if self.pairs:
                return _paired(lists)
        return joined(All, [joined(Either, [node for group in groups for node in group]) for groups in lists])

    def _near(self) -> list[list[Node]]:
        """A list, or several with ~10 between them; what was written before the first holds for all."""
        groups = self._list()
        if not self._peek(Kind.NEAR):
            return groups
        parts, gaps = [joined(Either, [node for group in groups for node in group])], []
        while sign := self._take(Kind.NEAR):
            gaps.append(sign.number)
            parts.append(joined(Either, [node for group in self._list() for node in group]))
        wrapping: list[Not | Within] = []
        while isinstance(parts[0], Not | Within):
            wrapping.append(parts[0])
            parts[0] = parts[0].part
        near: Node = _near(parts, gaps, self.tokens[self.next - 1])
        for wrap in reversed(wrapping):
            near = replace(wrap, part=near)
        return [[near]]

    def _list(self) -> list[list[Node]]:
        """Items of which one is enough; those between two spelt 或 are a group of their own."""
        return [_gathered(items) for items in self._items()]

    def _items(self) -> list[list[tuple[_Prefix, Node]]]:
        prefix = self._prefix(_Prefix())
        groups = [[(prefix, self._item(prefix))]]
        while sign := self._take(Kind.EITHER):
            if sign.written:
                groups.append([])
            prefix = self._prefix(_Prefix() if sign.written else prefix)
            groups[-1].append((prefix, self._item(prefix)))
        return groups

    def _prefix(self, held: _Prefix) -> _Prefix:
        """The prefixes written here; none written, those of the list so far hold on."""
        fresh = _Prefix()
        while token := self._take(Kind.NOT, Kind.PART, Kind.TRAIT, Kind.WIDE):
            if token.kind is Kind.NOT:
                fresh = replace(fresh, excluded=True)
            elif token.kind is Kind.WIDE:
                fresh = replace(fresh, wide=True)
            elif fresh.word:
                raise refuse("field_in_field", token.at, outer=fresh.word, inner=token.text)
            else:
                name = token.text.lower()
                fresh = replace(fresh, part=PARTS.get(name), trait=TRAITS.get(name), word=token.text, at=token.at)
            held = fresh
        return held

    def _item(self, prefix: _Prefix) -> Node:
        sure = self._take(Kind.SURE)
        if sure and self._peek(Kind.PACK, Kind.UNIT):
            raise refuse("nothing", sure.at, sign="=")
        node = self._unit()
        return _with_edge(node, Edge.SURE if sure else Edge.ANY) if sure or prefix.wide else node

    def _unit(self) -> Node:
        token = self._take(Kind.WORD, Kind.RUN, Kind.PACK, Kind.OPEN, Kind.UNIT, Kind.COUNT)
        if token is None:
            raise self._missing()
        if token.node is not None:
            return token.node
        if token.kind is Kind.OPEN:
            return self._group(token)
        if token.kind is Kind.COUNT:
            return self._at_least(token)
        if token.kind is Kind.PACK:
            return Named(token.text, token.at)
        return Term(token.text, exact=token.kind is Kind.RUN, at=token.at, begins=token.begins)

    def _at_least(self, count: Token) -> Node:
        """`2之(甲、乙、丙)`: the items of the brackets, whether marks or blanks stand between them."""
        opened = self._take(Kind.OPEN)
        assert opened is not None, "the scanner saw the bracket"
        self._deeper(opened)
        lists = [self._items()]
        while self.next < len(self.tokens) and not self._peek(Kind.CLOSE):
            lists.append(self._items())
        self._closed(opened)
        items = [[_wrapped(prefix, [node]) for group in groups for prefix, node in group] for groups in lists]
        parts = tuple(dict.fromkeys(items[0] if len(items) == 1 else [joined(Either, some) for some in items]))
        if not 0 < count.number <= len(parts):
            raise refuse("count", count.at, count=count.number, parts=len(parts))
        if not all(map(asks, parts)):
            raise refuse("not_in_either", opened.at, advice=apart(parts))
        if 1 < count.number < len(parts):
            return AtLeast(count.number, parts)
        return joined(Either if count.number == 1 else All, list(parts))

    def _group(self, opened: Token) -> Node:
        self._deeper(opened)
        node = self._sequence()
        self._closed(opened)
        return node

    def _deeper(self, opened: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise refuse("too_deep", opened.at, limit=DEEPEST)

    def _closed(self, opened: Token) -> None:
        if not self._take(Kind.CLOSE):
            raise refuse("open", opened.at)
        self.depth -= 1

    def _missing(self) -> Exception:
        """A sign without its word: the sign before the gap is named, else the one that stands in it."""
        here = self.tokens[self.next] if self.next < len(self.tokens) else None
        if self.next == 0 and here and here.kind is Kind.CLOSE:
            return refuse("close", here.at)
        token = self.tokens[self.next - 1] if self.next else self.tokens[0]
        return refuse("nothing", token.at, sign=token.text)


def _gathered(items: list[tuple[_Prefix, Node]]) -> list[Node]:
    """Neighbours under one prefix become one node: 不含:甲、乙 excludes both, 标题:甲、乙 asks for either there."""
    found: list[Node] = []
    for prefix, some in groupby(items, lambda item: item[0]):
        nodes = [node for _, node in some]
        found.extend([_wrapped(prefix, nodes)] if prefix != _Prefix() else nodes)
    return found


def _wrapped(prefix: _Prefix, nodes: list[Node]) -> Node:
    node = joined(Either, nodes)
    if prefix.part or prefix.trait:
        for inner in walk(node):
            if isinstance(inner, Within | Aside):
                raise refuse("field_in_field", prefix.at, outer=prefix.word, inner=_field(inner))
    if prefix.trait:
        node = Where(prefix.trait, _values(node, prefix), prefix.at)
    elif prefix.part:
        node = Within(prefix.part, node)
    return Not(node) if prefix.excluded else node


def _values(node: Node, prefix: _Prefix) -> tuple[str, ...]:
    parts = node.parts if isinstance(node, Either) else (node,)
    values = [part.text for part in parts if isinstance(part, Term) and part.edge is Edge.JUDGED and not part.begins]
    if len(values) < len(parts):
        raise refuse("value", prefix.at, field=prefix.word)
    return tuple(values)


def _field(node: Node) -> str:
    return re.split("[:<>=]", written(node))[0]


def _with_edge(node: Node, edge: Edge) -> Node:
    match node:
        case Term():
            return replace(node, edge=edge)
        case All(parts=parts) | Either(parts=parts) | Near(parts=parts) | AtLeast(parts=parts):
            return replace(node, parts=tuple(_with_edge(part, edge) for part in parts))
        case Not(part) | Within(part=part):
            return replace(node, part=_with_edge(part, edge))
        case _:
            return node


def _near(parts: list[Node], gaps: list[int], last: Token) -> Near:
    """Only words have a place in the text from which characters can be counted."""
    for part in parts:
        inside = children(part) if isinstance(part, Either) else (part,)
        if not all(isinstance(one, Term | Pattern) for one in inside):
            raise refuse("near_what", begin(part) if leaves(part) else last.at)
    return Near(tuple(parts), tuple(gaps))


def _paired(lists: list[list[list[Node]]]) -> Node:
    """甲 且 乙 或 丙 as (甲 且 乙) 或 丙: a spelt 或 parts what 且 and blanks join."""
    runs: list[list[Node]] = [[]]
    for groups in lists:
        for number, group in enumerate(groups):
            if number:
                runs.append([])
            runs[-1].append(joined(Either, group))
    return joined(Either, [joined(All, run) for run in runs])
