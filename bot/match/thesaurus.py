"""Which words may stand in a text for the word that was asked for."""

from __future__ import annotations

from collections import defaultdict

from bot.match.stream import term_stream
from bot.model import Synonyms
from bot.query import Edge, Term

NO_SYNONYMS = Synonyms()


class Thesaurus:
    """Folded words by the folded word they may stand for, longest first; not those that contain it themselves."""

    def __init__(self, synonyms: Synonyms = NO_SYNONYMS) -> None:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for group in synonyms.same:
            for word in group:
                found[term_stream(word)].update(dict.fromkeys(map(term_stream, group)))
        for word, narrower in synonyms.covers:
            # What a word covers, those that mean the same cover as well.
            for asked in [*found.get(term_stream(word), ()), term_stream(word)]:
                found[asked].update(dict.fromkeys(map(term_stream, narrower)))
        self._found = {
            asked: tuple(sorted((word for word in words if asked not in word), key=len, reverse=True))
            for asked, words in found.items()
        }

    def of(self, term: Term) -> tuple[str, ...]:
        """Folded words that stand for the term; none for one that is to be taken as it is written."""
        if term.literal or term.exact or term.begins or term.edge is not Edge.JUDGED:
            return ()
        return self._found.get(term_stream(term.text), ()) if self._found else ()
