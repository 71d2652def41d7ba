"""What queries are made of, each thing once: a million subscriptions ask for some hundred thousand words.

An atom is a condition on an article that is decided once, however many queries depend on it: a word is there, a word
is not there, a trait is met. Queries hold numbers of atoms. A plain word, by far the commonest, is kept as its text.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from bot.match.gates import Gate, Gates
from bot.match.index import TermIndex
from bot.match.meaning import Meaning
from bot.match.plain import Clause
from bot.query import All, Either, Node, Not, Part, Term, Within, children
from bot.words import Lexicon

# Most queries have fewer conditions beside their anchors; one that has more is an atom of its own.
WIDTH = 6
# The condition that always holds.
ALWAYS = 0
# A word that the word list does not have is rarer than those it has (a share of running words), the longer the rarer.
_UNKNOWN = 1e-7


@dataclass(frozen=True, slots=True)
class Asked:
    """A node to be met, or (`out`) not certainly met, in a part of the text."""

    node: Node
    scope: Part | None = None
    out: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """A query as numbers: one of `anchors`, and all of `conditions`, must hold; without anchors it is always asked."""

    anchors: tuple[int, ...]
    conditions: tuple[int, ...]


class Atoms:
    """Atoms and groups of atoms by number. They are never forgotten: a process sees only so many different words."""

    def __init__(self, gates: Gates, index: TermIndex, lexicon: Lexicon) -> None:
        self._gates, self._index, self._lexicon = gates, index, lexicon
        self._numbers: dict[str | Asked | tuple[int, ...], int] = {}
        self._asked: list[str | Asked | None] = [None]
        # What holds of an article that shows no sign of the atom: exclusions do, and what has no gate may.
        self.at_first = bytearray((True,))
        self.late: set[int] = set()
        self.by_sign: dict[str, tuple[int, ...]] = {}
        # (member, group) pairs: a group holds when one of its members does.
        self.members, self.groups = array("i"), array("i")
        self._share = array("d", (1.0,))

    def __len__(self) -> int:
        return len(self._asked)

    def holds(self, number: int, meaning: Meaning) -> bool:
        asked = self._asked[number]
        if isinstance(asked, str):
            return meaning.reading.stands(Term(asked), None)
        assert asked is not None
        node = Not(asked.node) if asked.out else asked.node
        return meaning.holds(node, asked.scope)

    def _word(self, text: str) -> int:
        return self._numbers.get(text) or self._enter(text, Term(text))

    def filed(self, root: Node) -> Filed:
        """The query whose root this is."""
        clauses = list(self._clauses(root, None))
        return self._file(clauses if len(clauses) <= WIDTH else [(Asked(root),)])

    def plain(self, clauses: Sequence[Clause]) -> Filed:
        """The query of these clauses of plain words."""
        asked: list[tuple[str | Asked, ...]] = []
        for out, words in clauses:
            asked += ((Asked(Term(word), out=True),) for word in words) if out else (words,)
        return self._file(asked)

    def _file(self, clauses: Sequence[tuple[str | Asked, ...]]) -> Filed:
        """A query of which every clause must hold by one of its members."""
        numbers = list(dict.fromkeys(tuple(map(self._number, clause)) for clause in clauses))
        anchors = min(filter(self._shows, numbers), key=self._common, default=())
        rest = (clause for clause in numbers if clause is not anchors)
        return Filed(anchors, tuple(clause[0] if len(clause) == 1 else self._group(clause) for clause in rest))

    def _clauses(self, node: Node, scope: Part | None) -> Iterator[tuple[Asked, ...]]:
        match node:
            case All(parts):
                for part in parts:
                    yield from self._clauses(part, scope)
            case Within(where, part):
                yield from self._clauses(part, where)
            case Either() if self._gates.gate(node) is not None:
                yield tuple(_members(node, scope))
            case Not(part):
                yield from _exclusions(part, scope)
            case _:
                yield (Asked(node, scope),)

    def _number(self, asked: str | Asked) -> int:
        if isinstance(asked, str):
            return self._word(asked)
        plain = isinstance(asked.node, Term) and asked == Asked(Term(asked.node.text))
        if plain and isinstance(asked.node, Term):
            return self._word(asked.node.text)
        return self._numbers.get(asked) or self._enter(asked, asked.node)

    def _enter(self, asked: str | Asked, node: Node) -> int:
        number = self._numbers[asked] = len(self._asked)
        gate = self._gates.gate(node)
        self._asked.append(asked)
        self.at_first.append(gate is None or (isinstance(asked, Asked) and asked.out))
        self._share.append(self._commonness(gate))
        if gate is None:
            self.late.add(number)
        for sign in gate or ():
            self.by_sign[sign] = (*self.by_sign.get(sign, ()), number)
        for term in self._gates.terms(node):
            self._index.add(term, parted=self._gates.parted(term))
        return number

    def _group(self, clause: tuple[int, ...]) -> int:
        number = self._numbers.get(clause)
        if number is None:
            number = self._numbers[clause] = len(self._asked)
            self._asked.append(None)
            self.at_first.append(False)
            self._share.append(1.0)
            for member in clause:
                self.members.append(member)
                self.groups.append(number)
        return number

    def _shows(self, clause: tuple[int, ...]) -> bool:
        """Whether the clause holds only of articles that show a sign of it."""
        return not any(self.at_first[number] for number in clause)

    def _common(self, clause: tuple[int, ...]) -> float:
        return sum(self._share[number] for number in clause)

    def _commonness(self, gate: Gate) -> float:
        """How often one of the signs may be expected, roughly: for choosing by which of its words a query is found."""
        if gate is None:
            return 1.0
        weights = ((sign, self._lexicon.weight(sign)) for sign in gate)
        return sum(_UNKNOWN / max(len(sign), 1) if weight is None else exp(weight) for sign, weight in weights)


def _exclusions(node: Node, scope: Part | None) -> Iterator[tuple[Asked, ...]]:
    """Not one of several words is not the first and not the second."""
    inner, where = (node.part, node.where) if isinstance(node, Within) else (node, scope)
    apart = isinstance(inner, Either) and all(isinstance(one, Term) for one in inner.parts)
    for one in children(inner) if apart else (inner,):
        yield (Asked(one, where, out=True),)


def _members(node: Node, scope: Part | None) -> Iterator[Asked]:
    match node:
        case Either(parts):
            for part in parts:
                yield from _members(part, scope)
        case Within(where, part):
            yield from _members(part, where)
        case _:
            yield Asked(node, scope)
