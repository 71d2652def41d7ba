"""What must be there before a query is worth a look.

A gate is a set of signs of which an article must show at least one: folded terms that stand in its text, the places
that it is about, that it is a warning, and for where. A node without a gate (a date, a regular expression, an
exclusion) may be met by any article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.match.shelf import Shelf, named
from bot.match.stream import term_stream
from bot.match.thesaurus import Thesaurus
from bot.match.traits import AREA_STEPS, wider
from bot.query import All, AtLeast, Edge, Either, Level, Named, Near, Node, Term, Trait, Where, Within, children, walk
from bot.warnings import lies_in, spots
from bot.words import Lexicon
from watchers.facts.places import Gazetteer
from watchers.model import Article
from watchers.variants import simplified

Gate = frozenset[str] | None

# The gazetteer of who needs none.
NOWHERE = Gazetteer(())
# The pack that every warning belongs to, whatever words it uses.
WEATHER = "weather"

# Before the name of a place that the gazetteer read; no folded text has such a sign.
_PLACE = "\0"
# Before the name of the place that a warning is for: it is called up by who asked for a place within.
_HOLDS = "\1"
# Whoever tells of a warning writes this word, but for warnings themselves, which have a sign of their own.
WARNING, _WARNED = "预警", "\2预警"


class Gates:
    """Knows words, packs and places; works out terms and gates of nodes, and what an article shows of them."""

    def __init__(self, lexicon: Lexicon, shelf: Shelf, thesaurus: Thesaurus, gazetteer: Gazetteer = NOWHERE) -> None:
        self._lexicon, self._shelf, self._thesaurus, self._gazetteer = lexicon, shelf, thesaurus, gazetteer

    def terms(self, node: Node) -> tuple[str, ...]:
        """Every folded term that deciding the node can ask for, those of its packs among them, as often as it does."""
        return tuple(folded for term in self._terms(node) for folded in self._folded(term) if folded)

    def parted(self, term: str) -> bool:
        """Whether an adverb may stand in the middle of a term: between the two known words of four characters."""
        weight = self._lexicon.weight
        parts = len(term) == 4 and not term.isascii()
        return parts and weight(term[:2]) is not None and weight(term[2:]) is not None

    def gate(self, node: Node) -> Gate:
        match node:
            case Term():
                return frozenset(self._folded(node))
            case All(parts) | Near(parts):
                gates = (self.gate(part) for part in parts)
                return max((gate for gate in gates if gate is not None), key=_rarity, default=None)
            case AtLeast(count, parts):
                # Of any len - count + 1 parts one is among those that are met.
                found = [gate for part in parts if (gate := self.gate(part)) is not None]
                rarest = sorted(found, key=_rarity, reverse=True)[: len(parts) - count + 1]
                return _union(rarest) if len(rarest) == len(parts) - count + 1 else None
            case Either():
                return _union(map(self.gate, self._below(node)))
            case Named() | Where(trait=Trait.TYPE):
                weather = any(self._shelf.find(name) == WEATHER for name in named(node))
                gate = _union(map(self.gate, self._below(node)))
                return gate | {_WARNED} if gate is not None and weather else gate
            case Where(trait=Trait.AREA, values=values):
                return frozenset(sign for value in values for sign in self._place(value))
            case Level() | Where(trait=Trait.WARNING):
                return frozenset((WARNING, _WARNED))
            case Within(part=part):
                return self.gate(part)
            case _:
                return None

    def clues(self, node: Node) -> Gate:
        """Words for searching an archive: one of them stands in every article that meets the node, perhaps as part.

        None where no word has to: a place can be what an article is about without being named as it was asked for, and
        what may begin inside a Latin word is not found by its letters.
        """
        gate = self.gate(node)
        inside = any(isinstance(one, Term) and one.edge is Edge.ANY and one.text.isascii() for one in walk(node))
        if gate is None or inside or any(sign.startswith(_PLACE) for sign in gate):
            return None
        return frozenset(sign[:2] if self.parted(sign) else sign for sign in gate if sign != _WARNED)

    def signs(self, article: Article) -> set[str]:
        """What an article shows beside its words."""
        if article.warning is None:
            return places(article.facts.places)
        here = spots(article.warning)
        named = (*article.facts.places, *lies_in(article.warning, self._gazetteer), *here)
        return {_WARNED, *(_HOLDS + spot for spot in here)} | places(named)

    def _place(self, value: str) -> Iterator[str]:
        """What shows that a place is told of; a warning for what it lies in holds for it, too."""
        yield from (_PLACE + simplified(value), term_stream(value))
        yield from (_HOLDS + above for above in wider(value, self._gazetteer))

    def _folded(self, term: Term) -> tuple[str, ...]:
        """The term itself, and what may stand for it."""
        return (term_stream(term.text), *self._thesaurus.of(term))

    def _terms(self, node: Node) -> Iterator[Term]:
        if isinstance(node, Term):
            yield node
        elif isinstance(node, Where) and node.trait is Trait.AREA:
            yield from map(Term, node.values)
        elif isinstance(node, Level) or (isinstance(node, Where) and node.trait is Trait.WARNING):
            yield Term(WARNING)
        for child in self._below(node):
            yield from self._terms(child)

    def _below(self, node: Node) -> tuple[Node, ...]:
        return children(node) or tuple(self._shelf.root(self._shelf.find(name)) for name in named(node))


def places(names: Sequence[str]) -> set[str]:
    """The signs of an article's places: 金水区 answers who asked for 金水区 and who asked for 金水."""
    short = {name.removesuffix(step) for name in names for step in AREA_STEPS}
    return {_PLACE + name for name in short.union(names)}


def _union(gates: Iterable[Gate]) -> Gate:
    together: frozenset[str] = frozenset()
    for gate in gates:
        if gate is None:
            return None
        together |= gate
    return together


def _rarity(gate: frozenset[str]) -> tuple[int, int]:
    """Longer terms are rarer, and so are fewer."""
    return min(map(len, gate), default=0), -len(gate)
