"""Many queries against one article, each distinct one once: those of the hour in Python, the mass of them in columns.

A query that many ask for is one query. New ones are filed in a small tier and meet the very next article; when that has
grown, the great stock is made anew beside the running work, and takes them over.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.errors import QueryError
from bot.match.atoms import Atoms
from bot.match.finding import finding
from bot.match.found import Found
from bot.match.fresh import Fresh
from bot.match.gates import NOWHERE, Gates
from bot.match.index import TermIndex
from bot.match.meaning import Meaning
from bot.match.plain import plain, rooted
from bot.match.reading import Reading
from bot.match.roll import Roll
from bot.match.shelf import Shelf
from bot.match.thesaurus import NO_SYNONYMS, Thesaurus
from bot.model import Finding, Pack, Synonyms
from bot.query import Node, Query, parse, renamed, written
from bot.words import Lexicon
from watchers.facts.places import Gazetteer
from watchers.model import Article

if TYPE_CHECKING:
    from bot.match.stock import Rows, Stock

# So many queries cost a few milliseconds an article without the stock, and numpy (30 MB, 0.1 s) need not be loaded.
MOST_FRESH = 2000
# Of the stock so much may be for nobody before it is cleared out.
MOST_GONE = 0.25
REMEMBERED = 2048

Settle = Callable[[], None]


class Matcher:
    """Holds queries by key. Not safe for use from two threads at once, but for `tidying`."""

    def __init__(
        self,
        lexicon: Lexicon,
        packs: Sequence[Pack] = (),
        synonyms: Synonyms = NO_SYNONYMS,
        gazetteer: Gazetteer = NOWHERE,
    ) -> None:
        self._gazetteer = gazetteer
        self._lexicon, self._shelf, self._thesaurus = lexicon, Shelf(packs), Thesaurus(synonyms)
        self._index, self._roll = TermIndex(), Roll()
        gates = self._gates = Gates(lexicon, self._shelf, self._thesaurus, gazetteer)
        self._fresh = Fresh(gates, self._index)
        self._atoms = Atoms(gates, self._index, lexicon)
        self._stock: Stock | None = None
        # Texts of the stock for which nobody asks any more, and those that a tidying under way leaves out.
        self._gone: set[str] = set()
        self._leaving: set[str] = set()
        self._parsed = lru_cache(REMEMBERED)(parse)

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
        text = written(query.root)
        if text not in self._roll and text not in self._gone:
            self._fresh.put(text, query.root)
        self._enter(key, text)

    def put_all(self, queries: Sequence[tuple[Hashable, str]]) -> list[tuple[Hashable, QueryError]]:
        """Take many in, as texts of the language; those that are refused come back with the reason."""
        refused = []
        rows = self._rows() if len(queries) > MOST_FRESH else None
        if rows:
            # A tidying under way will be of a stock that is none any more, so nothing leaves by it.
            self._served(self._leaving)
            self._leaving = set()
        for key, text in queries:
            try:
                if rows is None:
                    self.put(key, parse(text))
                else:
                    self._put_away(key, text, rows)
            except QueryError as wrong:
                refused.append((key, wrong))
        if rows:
            self._restock(rows)
        return refused

    def drop(self, key: Hashable) -> None:
        """Forget a query; nothing happens when the key is not there."""
        text = self._roll.drop(key)
        if text is None or text in self._roll:
            return
        if text in self._fresh:
            self._fresh.drop(text)
        else:
            self._gone.add(text)

    def find(self, article: Article, *, source: str = "", today: date | None = None) -> Mapping[Hashable, Finding]:
        """All queries that the article meets, with the reason. `source` is the name of the source it came from.

        `today`: the day from which `日期:7天` is reckoned; without it every article is fresh.
        """
        reading = Reading(article, self._lexicon, self._index, self._thesaurus)
        meaning = Meaning(reading, self._shelf, source, today, self._gazetteer)
        signs = reading.terms | self._gates.signs(article)
        called = ((text, finding(meaning.of(root))) for text, root in self._fresh.called(signs))
        ready = {text: met for text, met in called if met}
        stocked = self._stocked(self._stock, signs, meaning) if self._stock else tuple
        return Found(self._roll, ready, stocked, lambda text: finding(meaning.of(self._root(text))))

    def meet(self, query: Query, article: Article, *, source: str = "", today: date | None = None) -> Finding | None:
        """The same for one query, whether or not it was put. Raises QueryError as `check` does."""
        return self.meet_all(query, ((article, source),), today=today)[0]

    def meet_all(
        self, query: Query, articles: Iterable[tuple[Article, str]], *, today: date | None = None
    ) -> list[Finding | None]:
        """The same for one query and many articles, each with the name of its source."""
        return [found for (found,) in self.meet_each((query,), articles, today=today)]

    def meet_each(
        self, queries: Sequence[Query], articles: Iterable[tuple[Article, str]], *, today: date | None = None
    ) -> Iterator[list[Finding | None]]:
        """The same for some queries: of each article, which is read once for all of them, what each has met."""
        index = TermIndex()
        for query in queries:
            self.check(query)
            for term in self._gates.terms(query.root):
                index.add(term, parted=self._gates.parted(term))
        readings = ((Reading(article, self._lexicon, index, self._thesaurus), source) for article, source in articles)
        meanings = (Meaning(reading, self._shelf, source, today, self._gazetteer) for reading, source in readings)
        return ([finding(meaning.of(query.root)) for query in queries] for meaning in meanings)

    def clues(self, query: Query) -> frozenset[str] | None:
        """Words of which one stands in every article that meets the query; None: it can do without any."""
        self.check(query)
        return self._gates.clues(query.root)

    def tidying(self) -> Callable[[], Settle] | None:
        """When the small tier has grown: work for another thread, and what it returns is to be called in this one.

        Between the two the matcher goes on as it is. One tidying at a time.
        """
        old, left = self._stock, self._gone
        if len(left) <= max(MOST_FRESH, len(old or ()) * MOST_GONE):
            left = set()
        if len(self._fresh) <= MOST_FRESH and not left:
            return None
        from bot.match.stock import known, stocked

        rows = self._rows()
        for text, root in self._fresh.all():
            rows.add(text, self._atoms.filed(root))
        seen = known(self._atoms)
        self._gone, self._leaving = self._gone - left, left

        def work() -> Settle:
            stock = stocked(old, left, rows, seen)
            return lambda: self._adopt(stock, rows.texts) if self._stock is old else None

        return work

    def _adopt(self, stock: Stock, texts: Iterable[str]) -> None:
        self._stock, self._leaving = stock, set()
        self._served(texts)

    def _served(self, texts: Iterable[str]) -> None:
        """These are in the stock: the small tier need not have them, and perhaps nobody asks for them any more."""
        for text in texts:
            if text in self._fresh:
                self._fresh.drop(text)
            elif text not in self._roll:
                self._gone.add(text)

    def _stocked(self, stock: Stock, signs: Iterable[str], meaning: Meaning) -> Callable[[], Iterable[str]]:
        """The queries of the stock that are met, by their texts when asked; every atom is decided once."""
        by_sign = self._atoms.by_sign
        live = dict.fromkeys(number for sign in signs for number in by_sign.get(sign, ()))
        rows = stock.met(live, cache(lambda number: self._atoms.holds(number, meaning)))
        return lambda: stock.texts.at(rows)

    def _root(self, text: str) -> Node:
        clauses = plain(text)
        return rooted(clauses) if clauses else self._parsed(text).root

    def _put_away(self, key: Hashable, text: str, rows: Rows) -> None:
        """Take a query straight into the stock to be."""
        if text == self._roll.text(key):
            return
        query, clauses = None, None
        if text not in self._roll and text not in self._gone and (clauses := plain(text)) is None:
            query = self._parsed(text)
            self.check(query)
            text = written(query.root)
        self.drop(key)
        if text not in self._roll and text not in self._gone:
            rows.add(text, self._atoms.filed(query.root) if query else self._atoms.plain(clauses or ()))
        self._enter(key, text)

    def _restock(self, rows: Rows) -> None:
        from bot.match.stock import known, stocked

        self._stock = stocked(self._stock, (), rows, known(self._atoms))

    def _rows(self) -> Rows:
        from bot.match.stock import Rows

        return Rows()

    def _enter(self, key: Hashable, text: str) -> None:
        self._gone.discard(text)
        self._roll.put(key, text)
