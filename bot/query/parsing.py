"""Tokens → query: list marks bind tighter than the blank, a prefix holds for its whole list, doubt is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from bot.query.canonical import bracketed, written
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
    joined,
    walk,
)
from bot.query.refusals import DEEPEST, MOST_TERMS, refuse
from bot.query.tokens import MODES, PARTS, TRAITS, Kind, Token, tokens

# Single characters that stand in nearly every article. Other single characters (牛, 水) are somebody's subject.
COMMON = frozenset(
    "的一是了不在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    "种事成多经么去都同现当没看起还进好小其些主样她本前开但因只从想日与把机十民第公此已使性全三又点正外将两间由很最并"
    "被等或该各每及其让给向比更再二四五六七八九零月市"
)


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
    """The query that `text` means. Raises QueryError naming the character and what was probably meant."""
    return _Parser(tokens(text)).query()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tail = [token for token in found if token.kind in (Kind.NAME, Kind.MODE)]
        self.tokens = [token for token in found if token.kind not in (Kind.NAME, Kind.MODE)]
        self.all, self.next, self.depth = found, 0, 0

    def query(self) -> Query:
        self._check_tail()
        if not self.tokens:
            raise refuse("empty", 0)
        root = self._sequence()
        if self.next < len(self.tokens):
            raise refuse("close", self.tokens[self.next].at)
        _check(root)
        names = [token.text for token in self.tail if token.kind is Kind.NAME]
        modes = [MODES[token.text.lower()] for token in self.tail if token.kind is Kind.MODE]
        return Query(root, "".join(names), modes[0] if modes else None)

    def _check_tail(self) -> None:
        for kind, what in ((Kind.NAME, "名称"), (Kind.MODE, "@")):
            twice = [token for token in self.tail if token.kind is kind][1:]
            if twice:
                raise refuse("twice", twice[0].at, what=what)
        inner = [token for token in self.all if token.kind is not Kind.NAME or token is not self.all[0]]
        last = max((at for at, token in enumerate(inner) if token not in self.tail), default=-1)
        for token in inner[: last + 1]:
            if token in self.tail:
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
        lists = [self._list()]
        signs: list[Token] = []
        while self.next < len(self.tokens) and not self._peek(Kind.CLOSE):
            if sign := self._take(Kind.BOTH):
                signs.append(sign)
            lists.append(self._list())
        clash = next((sign for sign in signs if sign.written), None)
        if clash and any(spelt for _, spelt in lists):
            raise _mixed(clash, [items for items, _ in lists])
        return joined(All, [joined(Either, items) for items, _ in lists])

    def _list(self) -> tuple[list[Node], bool]:
        """Items of which one is enough, and whether a 或 was spelt between them."""
        prefix = self._prefix(_Prefix())
        items, spelt = [(prefix, self._item(prefix))], False
        while sign := self._take(Kind.EITHER):
            spelt = spelt or sign.written
            prefix = self._prefix(_Prefix() if sign.written else prefix)
            items.append((prefix, self._item(prefix)))
        return _gathered(items), spelt

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
        if sure and self._peek(Kind.PACK):
            raise refuse("nothing", sure.at, sign="=")
        node = self._unit()
        return _with_edge(node, Edge.SURE if sure else Edge.ANY) if sure or prefix.wide else node

    def _unit(self) -> Node:
        token = self._take(Kind.WORD, Kind.RUN, Kind.PACK, Kind.OPEN)
        if token is None:
            raise self._missing()
        if token.kind is Kind.OPEN:
            return self._group(token)
        if token.kind is Kind.PACK:
            return Named(token.text, token.at)
        return Term(token.text, exact=token.kind is Kind.RUN, at=token.at)

    def _group(self, opened: Token) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise refuse("too_deep", opened.at, limit=DEEPEST)
        node = self._sequence()
        if not self._take(Kind.CLOSE):
            raise refuse("open", opened.at)
        self.depth -= 1
        return node

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
            if isinstance(inner, Within | Where):
                raise refuse("field_in_field", prefix.at, outer=prefix.word, inner=written(inner).partition(":")[0])
    if prefix.trait:
        node = Where(prefix.trait, _values(node, prefix), prefix.at)
    elif prefix.part:
        node = Within(prefix.part, node)
    return Not(node) if prefix.excluded else node


def _values(node: Node, prefix: _Prefix) -> tuple[str, ...]:
    parts = node.parts if isinstance(node, Either) else (node,)
    values = [part.text for part in parts if isinstance(part, Term) and part.edge is Edge.JUDGED]
    if len(values) < len(parts):
        raise refuse("value", prefix.at, field=prefix.word)
    return tuple(values)


def _with_edge(node: Node, edge: Edge) -> Node:
    match node:
        case Term():
            return replace(node, edge=edge)
        case All(parts) | Either(parts):
            return type(node)(tuple(_with_edge(part, edge) for part in parts))
        case Not(part):
            return Not(_with_edge(part, edge))
        case Within(where, part):
            return Within(where, _with_edge(part, edge))
        case _:
            return node


def _mixed(sign: Token, lists: list[list[Node]]) -> Exception:
    """Both readings, bracketed, in a form that can be sent back."""
    first = " 且 ".join(_alternatives(items) for items in lists)
    runs = [[lists[0][0]]]
    for number, items in enumerate(lists):
        if number:
            runs[-1].append(items[0])
        runs.extend([item] for item in items[1:])
    second = " 或 ".join(f"({' 且 '.join(map(bracketed, run))})" if len(run) > 1 else bracketed(run[0]) for run in runs)
    return refuse("mixed", sign.at, first=first, second=second)


def _alternatives(items: list[Node]) -> str:
    return f"({' 或 '.join(map(bracketed, items))})" if len(items) > 1 else bracketed(items[0])


def _check(root: Node) -> None:
    """What the grammar allows and no one can mean."""
    leaves = [node for node in walk(root) if isinstance(node, Term | Where | Named)]
    if len(leaves) > MOST_TERMS:
        raise refuse("too_many", leaves[MOST_TERMS].at, count=len(leaves), limit=MOST_TERMS)
    for leaf in leaves:
        if isinstance(leaf, Term) and (leaf.text in COMMON or (len(leaf.text) == 1 and leaf.text.isdigit())):
            raise refuse("too_common", leaf.at, term=leaf.text)
    for node in walk(root):
        if isinstance(node, Either) and not all(map(asks, node.parts)):
            raise refuse("not_in_either", _begin(node), advice=_apart(node))
    if not asks(root):
        raise refuse("only_not", _begin(root), advice=f"郑州 {written(root)}")


def _apart(node: Either) -> str:
    """The alternatives together, then what is excluded, as it was probably meant."""
    wanted = [part for part in node.parts if asks(part)]
    rest = [part for part in node.parts if not asks(part)]
    first = [joined(Either, wanted)] if wanted else []
    return written(joined(All, [*first, *rest]))


def _begin(node: Node) -> int:
    return min(leaf.at for leaf in walk(node) if isinstance(leaf, Term | Where | Named))
