"""Many queries against one article: a query is looked at only when a term that it cannot do without is there."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.match.index import TermIndex
from bot.match.meaning import Meaning, Met
from bot.match.reading import FIELDS, Place, Reading
from bot.match.shelf import Shelf, named
from bot.match.stream import term_stream
from bot.match.weight import STRONG
from bot.model import Finding, Hit, Pack, Strength
from bot.query import All, Either, Named, Node, Query, Term, Trait, Where, Within, children, renamed
from bot.words import Lexicon
from watchers.model import Article

# More than these show nothing further, and they are stored with every match.
MOST_HITS = 20
_ORDER = {field: number for number, field in enumerate(("paper", "page", *FIELDS, "byline"))}


@dataclass(frozen=True, slots=True)
class _Put:
    root: Node
    terms: tuple[str, ...]
    gate: frozenset[str] | None


class Matcher:
    """Holds queries by key. Not safe for use from two threads at once."""

    def __init__(self, lexicon: Lexicon, packs: Sequence[Pack] = ()) -> None:
        self._lexicon, self._shelf = lexicon, Shelf(packs)
        self._index = TermIndex()
        self._put: dict[Hashable, _Put] = {}
        self._by_term: dict[str, set[Hashable]] = {}
        self._always: set[Hashable] = set()

    @property
    def packs(self) -> tuple[Pack, ...]:
        return self._shelf.packs

    def check(self, query: Query) -> None:
        """Raises QueryError when the query names a pack that does not exist."""
        self._shelf.check(query.root)

    def settled(self, query: Query) -> Query:
        """The query with its packs called by their titles, so that #weather and #天气预警 are one subscription."""
        self.check(query)
        return replace(query, root=renamed(query.root, self._shelf.title))

    def put(self, key: Hashable, query: Query) -> None:
        """Take a query in, in place of an earlier one under the same key. Raises QueryError as `check` does."""
        self.check(query)
        self.drop(key)
        terms = self._file(self._index, query.root)
        put = _Put(query.root, terms, self._gate(query.root))
        self._put[key] = put
        for term in put.gate or ():
            self._by_term.setdefault(term, set()).add(key)
        if put.gate is None:
            self._always.add(key)

    def drop(self, key: Hashable) -> None:
        """Forget a query; nothing happens when the key is not there."""
        put = self._put.pop(key, None)
        if put is None:
            return
        for term in put.terms:
            self._index.remove(term)
        for term in put.gate or ():
            self._by_term[term].discard(key)
            if not self._by_term[term]:
                del self._by_term[term]
        self._always.discard(key)

    def find(self, article: Article, *, source: str = "") -> dict[Hashable, Finding]:
        """All queries that the article meets, with the reason. `source` is the name of the source it came from."""
        reading = Reading(article, self._lexicon, self._index)
        meaning = Meaning(reading, self._shelf, source)
        keys = set(self._always)
        for term in reading.terms:
            keys |= self._by_term.get(term, set())
        found = {key: _finding(meaning.of(self._put[key].root)) for key in keys}
        return {key: finding for key, finding in found.items() if finding}

    def meet(self, query: Query, article: Article, *, source: str = "") -> Finding | None:
        """The same for one query, whether or not it was put. Raises QueryError as `check` does."""
        self.check(query)
        index = TermIndex()
        self._file(index, query.root)
        reading = Reading(article, self._lexicon, index)
        return _finding(Meaning(reading, self._shelf, source).of(query.root))

    def _file(self, index: TermIndex, root: Node) -> tuple[str, ...]:
        terms = []
        for term in self._terms(root):
            folded = term_stream(term.text)
            if folded:
                index.add(folded, self._split(folded))
                terms.append(folded)
        return tuple(terms)

    def _terms(self, node: Node) -> Iterator[Term]:
        """Every term that deciding the node can ask for, those of its packs among them."""
        if isinstance(node, Term):
            yield node
        elif isinstance(node, Where) and node.trait is Trait.AREA:
            yield from map(Term, node.values)
        for child in self._below(node):
            yield from self._terms(child)

    def _below(self, node: Node) -> tuple[Node, ...]:
        return children(node) or tuple(self._shelf.root(self._shelf.find(name)) for name in named(node))

    def _split(self, term: str) -> int:
        """Where an adverb may stand in a term: between the two known words of four characters."""
        weight = self._lexicon.weight
        parts = len(term) == 4 and not term.isascii()
        return 2 if parts and weight(term[:2]) is not None and weight(term[2:]) is not None else 0

    def _gate(self, node: Node) -> frozenset[str] | None:
        """Terms of which one must be there for the node to be met; None when there are no such terms."""
        match node:
            case Term(text):
                return frozenset((term_stream(text),))
            case All(parts):
                gates = (self._gate(part) for part in parts)
                return max((gate for gate in gates if gate is not None), key=_rarity, default=None)
            case Either() | Named() | Where(trait=Trait.TYPE):
                return _union(map(self._gate, self._below(node)))
            case Within(part=part):
                return self._gate(part)
            case _:
                return None


def _union(gates: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    together: frozenset[str] = frozenset()
    for gate in gates:
        if gate is None:
            return None
        together |= gate
    return together


def _rarity(gate: frozenset[str]) -> tuple[int, int]:
    """Longer terms are rarer, and so are fewer."""
    return min(map(len, gate), default=0), -len(gate)


def _finding(met: Met | None) -> Finding | None:
    if met is None:
        return None
    strength = Strength.STRONG if met.score >= STRONG else Strength.WEAK
    return Finding(strength=strength, score=round(met.score, 3), hits=_shown(met.places))


def _shown(places: Sequence[Place]) -> tuple[Hit, ...]:
    """The hits that say most, in the order of the text."""
    best = sorted(dict.fromkeys(places), key=lambda place: -place.worth)[:MOST_HITS]
    return tuple(sorted(dict.fromkeys(place.hit for place in best), key=_in_text))


def _in_text(hit: Hit) -> tuple[int, int, int]:
    return _ORDER[hit.field], hit.start, hit.end
