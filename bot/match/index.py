"""Which terms stand in a text: a trie of all terms, kept flat in a dict, walked from every place of the text.

Terms come and go one by one while articles are read, so nothing is ever rebuilt and no event loop waits for it. How
long a walk is depends on the text, hardly on how many terms there are. That decided against the automata of PyPI, on
800 characters of news (2 cores, Python 3.11; in brackets how long another thread was kept waiting by the building):

                        200,000 terms                    1,000,000 terms
    this            210 µs, 24 MB, 0.2 s (10 ms)     260 µs, 219 MB, 3.4 s  (80 ms)
    daachorse        20 µs, 42 MB, 1.2 s (15 ms)      30 µs, 188 MB, 5.6 s (190 ms)
    pyahocorasick   410 µs, 28 MB, 0.3 s (150 ms)    440 µs, 174 MB, 3.7 s (1.8 s)
    ahocorasick_rs   30 µs, 34 MB, 0.6 s (300 ms)     80 µs, 170 MB, 10 s (5.9 s)

A million subscriptions ask for some 100,000 different terms. The fifth of a millisecond that daachorse would save is a
fiftieth of what an article may take; for it every new term would need a second tier, and small servers with ARM
processors, for which it has no wheels, a Rust compiler.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# What political prose puts between the two words of a four-character term: 乡村全面振兴 is 乡村振兴, 产业高质量发展
# is 产业发展. Adverbs of manner and degree only, nothing that changes what is spoken of.
_ADVERBS = (
    "全面|全方位|高质量|高水平|深入|深度|持续|可持续|加快|加速|快速|大力|稳步|有序|协同|整体|一体化|健康|平稳|进一步|的"
)
_BETWEEN = re.compile(_ADVERBS)
_BETWEEN_BEGINS = frozenset(adverb[0] for adverb in _ADVERBS.split("|"))
# Or one noun of two characters: 电信网络诈骗 is 电信诈骗. Whether these two are one, a word list has to say.
_NOUN = 2


def parted_by_noun(run: str, term: str) -> str:
    """The two characters that stand in the middle of the term's run; "" where none do, or an adverb does."""
    between = run[2:-2] if len(term) == 4 and len(run) == len(term) + _NOUN else ""
    return "" if _BETWEEN.fullmatch(between) else between


# No branch of the trie is deeper: a term of a thousand characters would make a thousand of them.
DEEPEST = 8
# What the trie keeps of a run: whether it is a term, whether an adverb may follow it, and (above) how many terms go on.
_TERM, _PARTED, _ONE = 1, 2, 4


class TermIndex:
    """A set of folded terms, with counts so that a term goes when its last user does."""

    def __init__(self) -> None:
        self._users: dict[str, int] = {}
        self._runs: dict[str, int] = {}
        self._parted: dict[str, int] = {}
        self._long: dict[str, list[str]] = {}
        self._singles = 0

    def add(self, term: str, *, parted: bool = False) -> None:
        """`parted`: the term has four characters, and an adverb may stand in their middle."""
        if term in self._users:
            self._users[term] += 1
            return
        self._users[term] = 1
        self._singles += len(term) == 1
        runs = self._runs
        for end in range(2, min(len(term), DEEPEST) + 1):
            runs[term[:end]] = runs.get(term[:end], 0) + _ONE
        if len(term) > DEEPEST:
            self._long.setdefault(term[:DEEPEST], []).append(term)
        elif len(term) > 1:
            runs[term] |= _TERM
        if parted:
            self._parted[term[:2]] = self._parted.get(term[:2], 0) + 1
            self._parted[term] = 1
            runs[term[:2]] |= _PARTED

    def remove(self, term: str) -> None:
        self._users[term] -= 1
        if self._users[term]:
            return
        del self._users[term]
        self._singles -= len(term) == 1
        self._unpart(term)
        runs = self._runs
        if 1 < len(term) <= DEEPEST:
            runs[term] &= ~_TERM
        elif len(term) > DEEPEST:
            self._long[term[:DEEPEST]].remove(term)
            if not self._long[term[:DEEPEST]]:
                del self._long[term[:DEEPEST]]
        for end in range(2, min(len(term), DEEPEST) + 1):
            runs[term[:end]] -= _ONE
            if runs[term[:end]] < _ONE:
                del runs[term[:end]]

    def _unpart(self, term: str) -> None:
        if len(term) != 4 or not self._parted.pop(term, 0):
            return
        head = term[:2]
        self._parted[head] -= 1
        if not self._parted[head]:
            del self._parted[head]
            self._runs[head] &= ~_PARTED

    def scan(self, text: str) -> Iterator[tuple[str, int, int]]:
        """(term, start, end) of every occurrence, those inside each other too; of one term in the order of the text."""
        look, last = self._runs.get, len(text)
        for at in range(last):
            if self._singles and text[at] in self._users:
                yield text[at], at, at + 1
            end = at + 2
            while end <= last and (kept := look(text[at:end])):
                if kept & _TERM:
                    yield text[at:end], at, end
                if kept & _PARTED and end == at + 2:
                    if text[end : end + 1] in _BETWEEN_BEGINS:
                        yield from self._around_adverb(text, at)
                    elif text[at:end] + text[end + _NOUN : end + _NOUN + 2] in self._parted:
                        yield from self._around_noun(text, at)
                end += 1
            if end == at + DEEPEST + 1:
                yield from self._long_ones(text, at)

    def _around_adverb(self, text: str, at: int) -> Iterator[tuple[str, int, int]]:
        between = _BETWEEN.match(text, at + 2)
        if between:
            end = between.end() + 2
            term = text[at : at + 2] + text[between.end() : end]
            if len(term) == 4 and term in self._parted and not text.startswith(term, at):
                yield term, at, end

    def _around_noun(self, text: str, at: int) -> Iterator[tuple[str, int, int]]:
        begin, end = at + 2 + _NOUN, at + 4 + _NOUN
        term = text[at : at + 2] + text[begin:end]
        if len(term) == 4 and not text.startswith(term, at) and not text.startswith(term, at + 2):
            yield term, at, end

    def _long_ones(self, text: str, at: int) -> Iterator[tuple[str, int, int]]:
        for term in self._long.get(text[at : at + DEEPEST], ()):
            if text.startswith(term, at):
                yield term, at, at + len(term)
