"""One article while it is being matched: its streams, where terms stand in them, and what each place is worth."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.match.index import TermIndex, parted_by_noun
from bot.match.stream import Stream, pattern_stream, same_letters, stream, term_stream
from bot.match.thesaurus import Thesaurus
from bot.match.weight import Ground, weight
from bot.model import Hit
from bot.query import Edge, Part, Pattern, Term, spans
from bot.words import Edges, Lattice, Lexicon, judge, whole
from watchers.model import Article

# Fields that terms are looked for in, in the order of a printed article.
FIELDS = ("kicker", "headline", "subhead", "column", "summary", "body", "captions")
# Another word than the one that was asked for says a little less.
INSTEAD = 0.85
# What is said again in one sentence is hardly said again.
SAME_SENTENCE = 0.2
# A pattern that is met more often in one field says nothing more by it.
MOST_MATCHES = 20
HEADINGS = frozenset(("kicker", "headline", "subhead"))
# What no noun has in it, and nouns that would do what the term speaks of: 电信公司诈骗 is not 电信诈骗.
_NO_NOUN = frozenset("没不无未的是了在和与及也都被把这那")
_ACTING = frozenset(("公司", "机构", "部门", "单位", "企业", "银行", "集团", "人员", "人士", "群众", "居民", "市民"))
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
    pattern: Stream | None = None
    found: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    judged: dict[tuple[int, int], Edges] = field(default_factory=dict)


class Reading:
    """An article probed for all terms of an index; everything further happens where a term was found."""

    def __init__(self, article: Article, lexicon: Lexicon, index: TermIndex, thesaurus: Thesaurus) -> None:
        self.article, self._thesaurus = article, thesaurus
        self.terms: set[str] = set()
        self._fields = [_field(name, text, lexicon) for name, text in _texts(article)]
        self._scopes = {scope: [one for one in self._fields if one.name in names] for scope, names in SCOPES.items()}
        for one in self._fields:
            for term, start, end in index.scan(one.stream.text):
                one.found.setdefault(term, []).append((start, end))
            self.terms.update(one.found)
        self.length = sum(len(one.stream.text) for one in self._fields if one.name == "body")

    def places(self, term: Term, scope: Part | None) -> tuple[Place, ...]:
        """Where a term is met, or a synonym of it; crossings of word boundaries are no places."""
        return tuple(_once_a_sentence(self._look(term, scope)))

    def stands(self, term: Term, scope: Part | None) -> bool:
        """Whether `places` would have any; no more is judged than that needs."""
        if self._thesaurus.of(term):
            return next(self._standing(term, scope), None) is not None
        text = term_stream(term.text)
        for one in self._scopes[scope]:
            for run in one.found.get(text, ()):
                if _edges(one, term, text, run) is not Edges.CROSSING:
                    return True
        return False

    def surely(self, term: Term, scope: Part | None) -> bool:
        """Whether the term itself, no synonym, certainly stands somewhere."""
        text = term_stream(term.text)
        for one in self._scopes[scope]:
            for run in one.found.get(text, ()):
                if _edges(one, term, text, run) is Edges.SURE:
                    return True
        return False

    def there(self, term: Term) -> bool:
        """Whether the term or a synonym is written anywhere, word boundaries aside."""
        return term_stream(term.text) in self.terms or not self.terms.isdisjoint(self._thesaurus.of(term))

    def _look(self, term: Term, scope: Part | None) -> Iterator[Place]:
        for one, word, (start, end), edges in self._standing(term, scope):
            place = _place(one, term, start, end, edges, self.length)
            yield _instead(place, word) if word else place

    def _standing(self, term: Term, scope: Part | None) -> Iterator[tuple[_Field, str, tuple[int, int], Edges]]:
        """A field's runs of the term itself, then those of each synonym (with the synonym) that stand elsewhere."""
        text, others = term_stream(term.text), self._thesaurus.of(term)
        for one in self._scopes[scope]:
            taken = one.found.get(text, [])
            yield from ((one, "", run, edges) for run, edges in _stand(one, term, text, taken))
            for word in others:
                apart = [run for run in one.found.get(word, ()) if not _inside(run, taken)]
                yield from ((one, word, run, edges) for run, edges in _stand(one, term, word, apart))
                taken = taken + apart

    def matches(self, pattern: Pattern, scope: Part | None) -> tuple[Place, ...]:
        """Where a regular expression is met, in the order of the text; the first places of a field are enough."""
        return tuple(
            _regular(one, pattern, start, end, self.length)
            for one in self._scopes[scope]
            for start, end in _met(one, pattern)
        )

    def streamed(self, hit: Hit) -> tuple[int, int]:
        """Where a hit stands in its field's stream: what distances are counted in."""
        one = next(one for one in self._fields if one.name == hit.field)
        return one.stream.streamed(hit.start, hit.end)


def _stand(
    one: _Field, term: Term, text: str, runs: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Edges]]:
    """The runs that do not cross word boundaries."""
    for run in runs:
        edges = _edges(one, term, text, run)
        if edges is not Edges.CROSSING:
            yield run, edges


def _inside(run: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """公积金 inside 住房公积金 is no further place, nor is 乱停 inside 乱停乱放."""
    return any(start <= run[0] and run[1] <= end for start, end in others)


def _instead(place: Place, word: str) -> Place:
    return replace(place, hit=replace(place.hit, instead=word), worth=place.worth * INSTEAD)


def _once_a_sentence(places: Iterator[Place]) -> Iterator[Place]:
    said: set[tuple[str, int]] = set()
    for place in places:
        yield replace(place, worth=place.worth * SAME_SENTENCE) if place.sentence in said else place
        said.add(place.sentence)


def _met(one: _Field, pattern: Pattern) -> Iterator[tuple[int, int]]:
    """Printed spans."""
    if one.pattern is None:
        one.pattern = pattern_stream(one.printed)
    for start, end in spans(pattern, one.pattern.text, MOST_MATCHES):
        yield one.pattern.printed(start, end)


def _regular(one: _Field, pattern: Pattern, begin: int, stop: int, length: int) -> Place:
    hit = Hit(term=f"/{pattern.source}/", field=one.name, start=begin, end=stop)
    start, end = one.stream.streamed(begin, stop)
    sentence = bisect_right(one.ground.sentences, start)
    return Place(
        hit, weight(one.ground, start, end, sure=True, length=length) if start < end else 0.0, (one.name, sentence)
    )


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
    part_of = "" if sure else one.stream.text[slice(*whole(one.lattice, start, end))]
    hit = Hit(term=term.text, field=one.name, start=begin, end=stop, sure=sure, part_of=part_of)
    sentence = bisect_right(one.ground.sentences, start)
    return Place(hit, weight(one.ground, start, end, sure=sure, length=length), (one.name, sentence))


def _edges(one: _Field, term: Term, text: str, run: tuple[int, int]) -> Edges:
    """Whether the occurrence is the term that was meant, by what the term asks for."""
    start, end = run
    if term.exact and (end - start != len(text) or (term.edge is Edge.SURE and not _same_case(one, term, start, end))):
        return Edges.CROSSING
    if term.edge is Edge.ANY:
        return Edges.SURE
    if _inside_latin(one.stream.text, start, start if term.begins else end):
        return Edges.CROSSING
    if text.isascii():
        return Edges.SURE
    between = parted_by_noun(one.stream.text[start:end], text) if end - start > len(text) else ""
    if between and not _noun(one, start + 2, start + 4):
        return Edges.CROSSING
    edges = one.judged.get(run)
    if edges is None:
        edges = one.judged[run] = judge(one.lattice, start, end)
    return Edges.CROSSING if term.edge is Edge.SURE and edges is Edges.DOUBTFUL else edges


def _noun(one: _Field, start: int, end: int) -> bool:
    """Whether what parts a term is a word in the same clause, which stands there as one."""
    word = one.stream.text[start:end]
    if word in _ACTING or not _NO_NOUN.isdisjoint(word):
        return False
    return one.lattice.known(start, end) and judge(one.lattice, start, end) is Edges.SURE


def _same_case(one: _Field, term: Term, start: int, end: int) -> bool:
    begin, stop = one.stream.printed(start, end)
    return same_letters(one.printed[begin:stop], term.text)


def _inside_latin(text: str, start: int, end: int) -> bool:
    """mac in machine, 5 in 15: a change of script is a boundary, two letters or digits side by side are none."""
    return _joined(text, start) or _joined(text, end)


def _joined(text: str, at: int) -> bool:
    pair = text[at - 1 : at + 1] if at else ""
    return len(pair) == 2 and pair.isascii() and pair.isalnum()
