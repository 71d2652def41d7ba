"""One article while it is being matched: its streams, where terms stand in them, and what each place is worth."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.match.index import TermIndex
from bot.match.stream import Stream, stream, term_stream
from bot.match.weight import Ground, weight
from bot.model import Hit
from bot.query import Edge, Part, Term
from bot.words import Edges, Lattice, Lexicon, judge
from watchers.model import Article
from watchers.widths import fold

# Fields that terms are looked for in, in the order of a printed article.
FIELDS = ("kicker", "headline", "subhead", "column", "summary", "body", "captions")
HEADINGS = frozenset(("kicker", "headline", "subhead"))
SCOPES = {
    None: frozenset(FIELDS),
    Part.TITLE: HEADINGS,
    Part.BODY: frozenset(("summary", "body", "captions")),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A hit, what it is worth (0..1), and the sentence it stands in."""

    hit: Hit
    worth: float
    sentence: tuple[str, int]


@dataclass(slots=True)
class _Field:
    """A field's text with what is worked out about it when first needed."""

    name: str
    printed: str
    stream: Stream
    ground: Ground
    lattice: Lattice
    found: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


class Reading:
    """An article probed for all terms of an index; everything further happens where a term was found."""

    def __init__(self, article: Article, lexicon: Lexicon, index: TermIndex) -> None:
        self.article = article
        self.terms: set[str] = set()
        self._fields = [_field(name, text, lexicon) for name, text in _texts(article)]
        self._places: dict[tuple[Term, Part | None], tuple[Place, ...]] = {}
        for one in self._fields:
            for term, start, end in index.scan(one.stream.text):
                one.found.setdefault(term, []).append((start, end))
            self.terms.update(one.found)
        self.length = sum(len(one.stream.text) for one in self._fields if one.name == "body")

    def places(self, term: Term, scope: Part | None) -> tuple[Place, ...]:
        """Where a term is met, in the order of the text; crossings of word boundaries are no places."""
        key = (term, scope)
        if key not in self._places:
            self._places[key] = tuple(self._look(term, scope))
        return self._places[key]

    def _look(self, term: Term, scope: Part | None) -> Iterator[Place]:
        text = term_stream(term.text)
        for one in self._fields:
            if one.name in SCOPES[scope]:
                for start, end in one.found.get(text, ()):
                    edges = _edges(one, term, text, start, end)
                    if edges is not Edges.CROSSING:
                        yield _place(one, term, start, end, edges, self.length)


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """Fields that have text; captions joined by line breaks, a summary only where the source gives no body."""
    for name in FIELDS:
        if name == "summary" and article.body:
            continue
        text = "\n".join(article.captions) if name == "captions" else str(getattr(article, name))
        if text:
            yield name, text


def _field(name: str, printed: str, lexicon: Lexicon) -> _Field:
    folded = stream(printed, heading=name in HEADINGS)
    ground = Ground(name, printed, folded)
    return _Field(name, printed, folded, ground, Lattice(folded.text, folded.edges, lexicon))


def _place(one: _Field, term: Term, start: int, end: int, edges: Edges, length: int) -> Place:
    begin, stop = one.stream.printed(start, end)
    sure = edges is Edges.SURE
    hit = Hit(term=term.text, field=one.name, start=begin, end=stop, sure=sure)
    sentence = bisect_right(one.ground.sentences, start)
    return Place(hit, weight(one.ground, start, end, sure=sure, length=length), (one.name, sentence))


def _edges(one: _Field, term: Term, text: str, start: int, end: int) -> Edges:
    """Whether the occurrence is the term that was meant, by what the term asks for."""
    if term.exact and (end - start != len(text) or (term.edge is Edge.SURE and not _same_case(one, term, start, end))):
        return Edges.CROSSING
    if term.edge is Edge.ANY:
        return Edges.SURE
    if _inside_latin(one.stream.text, start, end):
        return Edges.CROSSING
    if text.isascii():
        return Edges.SURE
    edges = judge(one.lattice, start, end)
    return Edges.CROSSING if term.edge is Edge.SURE and edges is Edges.DOUBTFUL else edges


def _same_case(one: _Field, term: Term, start: int, end: int) -> bool:
    begin, stop = one.stream.printed(start, end)
    return "".join(fold(one.printed[begin:stop]).split()) == "".join(term.text.split())


def _inside_latin(text: str, start: int, end: int) -> bool:
    """mac in machine, 5 in 15: a change of script is a boundary, two letters or digits side by side are none."""
    return _joined(text, start) or _joined(text, end)


def _joined(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    pair = text[at - 1 : at + 1]
    return pair.isascii() and pair.isalnum()
