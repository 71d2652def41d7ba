"""Tails printed far from their head: the end of an article under another one's text, or above its own headline.

Columns are read one after the other, so that the last lines of a text can come before its own headline, or behind the
article next to it. Nothing in the layout shows that; only the matter does: a tail shares rare runs of signs (names,
terms) with its own article and hardly any with the one it is printed under. Nothing moves without strong evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from watchers.reading.drafts import Draft, Piece, unfinished
from watchers.reading.features import BEGINNING
from watchers.reading.model import Role
from watchers.reading.moves import Split, merge, take
from watchers.reading.seams import Words, seam
from watchers.reading.strays import ITEM, return_strays
from watchers.reading.vocabulary import NOTHING, Runs, Vocabulary, runs

# Weights are in shared rare runs: a place name with its district makes three or four, a company's name as many again.
# An article that breaks off wants its rest, so that less is asked there than of a paragraph that nobody misses.
_WANTED = 2.5
# What a tail shares with the text above it speaks twice as much against moving it.
_AGAINST = 2.0
# The usual place of a tail is right before its own headline, and a new paragraph.
_RIGHT_BEFORE = 1.5
_AT_PARAGRAPH = 0.5
# The torn word stands whole elsewhere on the page.
_BRIDGED = 4.0
# A word list knows the torn word; at most this much, in nats.
_TORN = 6.0
# Inside the paragraphs of an article further away only a torn word shows where the tail begins.
_SURELY_TORN = 3.0
# Nearly every last paragraph shares something with the text above it; one of some length that does not is a stranger.
_STRANGE = 1.0
_TELLING = 30
# The rest of a broken sentence does not begin the way sentences and paragraphs do.
_BEGINS = 5.0
# Dates apart, no sentence of a daily begins with a figure.
_FIGURE = 1.5
# How far up a tail can begin, in paragraphs and, inside these, in sentences.
_PARAGRAPHS = 6
_SENTENCE_PARAGRAPHS = 2
_SENTENCES = 8
_REACH = 3000
# No page holds more articles; a longer text (a whole issue in one file) is compared within this reach only.
_PAGEFUL = 30

_STOPS = re.compile(r"[。!?]”?")


def headless(draft: Draft) -> bool:
    """Text without headline or beginning: a tail whose head stands elsewhere."""
    return not draft.heads and not draft.opened


def bring_home(drafts: list[Draft], words: Words) -> None:
    """Move tails to the articles they belong to; headless texts that found a home disappear from the list."""
    if len(drafts) < 2:
        return
    desk = _Desk(drafts, words)
    for index, draft in enumerate(drafts):
        if unfinished(draft) and not draft.paragraphs[-1][-1].plain.endswith(")"):
            desk.finish(index)
    for index, draft in enumerate(drafts):
        if headless(draft) and draft.paragraphs:
            desk.lodge(index)
    return_strays(drafts, desk.words, words)
    drafts[:] = [draft for draft in drafts if draft.pieces]


def _sentences(paragraph: int, pieces: Sequence[Piece]) -> Iterator[Split]:
    """Splits behind the last sentences inside a paragraph."""
    stops = [
        Split(paragraph, piece, stop.end())
        for piece, one in enumerate(pieces)
        for stop in _STOPS.finditer(one.plain, 0, _REACH)
        if stop.end() < len(one.plain)
    ]
    yield from stops[-_SENTENCES:]


def _words(paragraph: Sequence[Piece]) -> Runs:
    if len(paragraph) == 1:
        return runs(paragraph[0].plain)
    return NOTHING.union(*(runs(piece.plain) for piece in paragraph))


class _Desk:
    """The drafts of a page and what they speak of, while tails are moved."""

    def __init__(self, drafts: Sequence[Draft], dictionary: Words) -> None:
        self.drafts, self.dictionary = drafts, dictionary
        self.heads = [NOTHING.union(*(runs(head.plain) for head in draft.heads)) for draft in drafts]
        self.words = [self._read(index) for index in range(len(drafts))]
        self.vocabulary = Vocabulary(self.words)
        self.common: dict[tuple[int, int], float] = {}
        self.splits: dict[int, list[Split]] = {}

    def _read(self, index: int) -> Runs:
        return self.heads[index].union(*map(_words, self.drafts[index].paragraphs))

    def finish(self, target: int) -> None:
        """The draft breaks off: take the tail that speaks of its matter, if there is one."""
        best: tuple[int, Split] | None = None
        most = _WANTED
        for owner in self._near(target):
            near = owner == target - 1
            for split in self._ends(owner):
                if not (near or split.whole or self._torn(target, self._below(owner, split)) >= _SURELY_TORN):
                    continue
                gain = self._gain(owner, split, target, most)
                if gain > most:
                    best, most = (owner, split), gain
        if best is not None:
            self._move(*best, target, "finishes the text that breaks off under its own headline")

    def _below(self, owner: int, split: Split) -> str:
        """The first text behind a split."""
        return self.drafts[owner].paragraphs[split.paragraph][split.piece].plain[split.sign :]

    def _ends(self, owner: int) -> list[Split]:
        """The splits of a draft, found once for all articles that break off."""
        if owner not in self.splits:
            self.splits[owner] = list(self._splits(owner))
        return self.splits[owner]

    def _splits(self, owner: int) -> Iterator[Split]:
        """Where a draft could end before its printed end: between its last paragraphs, behind its last sentences."""
        draft = self.drafts[owner]
        if headless(draft):
            yield Split(0, 0, 0)
            return
        last = len(draft.paragraphs) - 1
        for paragraph in range(last, max(-1, last - _PARAGRAPHS), -1):
            pieces = draft.paragraphs[paragraph]
            if pieces[0].role is not Role.BODY or ITEM.match(pieces[0].plain):
                return
            if paragraph > last - _SENTENCE_PARAGRAPHS:
                yield from _sentences(paragraph, pieces)
            if paragraph and not draft.paragraphs[paragraph - 1][-1].broken:
                yield Split(paragraph, 0, 0)

    def _gain(self, owner: int, split: Split, target: int, enough: float) -> float:
        """How much speaks for moving what lies behind `split` to the end of `target`; not exact where not `enough`."""
        tail = self._tail(owner, split)
        gain = _AT_PARAGRAPH if split.whole else -_AT_PARAGRAPH
        gain += _RIGHT_BEFORE if owner == target - 1 else 0.0
        gain -= _BEGINS if BEGINNING.match(tail) else 0.0
        gain += _FIGURE if tail[:1].isdecimal() else 0.0
        gain += self._torn(target, tail)
        gain += _BRIDGED if self._bridged(target, tail) else 0.0
        if gain + _STRANGE + self._shared(owner, target) <= enough:
            return gain
        words = runs(tail)
        gain += self.vocabulary.weight(words & self.words[target])
        if gain + _STRANGE <= enough:
            return gain
        away = self.vocabulary.weight(words & self._above(owner, split))
        return gain - _AGAINST * away + (_STRANGE if not away and len(tail) >= _TELLING else 0.0)

    def _shared(self, owner: int, target: int) -> float:
        """The most that a tail of `owner` can have in common with `target`."""
        if (owner, target) not in self.common:
            self.common[owner, target] = self.vocabulary.weight(self.words[owner] & self.words[target])
        return self.common[owner, target]

    def _torn(self, target: int, tail: str) -> float:
        """What the word that the break tore in two weighs."""
        return min(_TORN, seam(self._end(target), tail, self.dictionary))

    def _end(self, target: int) -> str:
        return self.drafts[target].paragraphs[-1][-1].plain

    def _above(self, owner: int, split: Split) -> Runs:
        """What a draft speaks of above a split."""
        draft = self.drafts[owner]
        at = draft.paragraphs[split.paragraph]
        above = "".join(piece.plain for piece in at[: split.piece]) + at[split.piece].plain[: split.sign]
        return self.heads[owner].union(runs(above), *map(_words, draft.paragraphs[: split.paragraph]))

    def _tail(self, owner: int, split: Split) -> str:
        """The text of a draft below a split."""
        draft = self.drafts[owner]
        at = draft.paragraphs[split.paragraph]
        below = [at[split.piece].plain[split.sign :], *(piece.plain for piece in at[split.piece + 1 :])]
        below += [piece.plain for paragraph in draft.paragraphs[split.paragraph + 1 :] for piece in paragraph]
        return "".join(below)

    def _bridged(self, target: int, tail: str) -> bool:
        end = self._end(target)
        return end[-1] + tail[:2] in self.words[target] or end[-2:] + tail[:1] in self.words[target]

    def lodge(self, index: int) -> None:
        """Text without a head: give it to the article that clearly speaks of the same, else leave it alone."""
        scores = sorted(
            (
                (self.vocabulary.weight(self.words[index] & self.words[other]), -abs(other - index), other)
                for other in self._near(index)
                if not headless(self.drafts[other]) and self.drafts[other].jump_to is None
            ),
            reverse=True,
        )
        second = scores[1][0] if len(scores) > 1 else 0.0
        if scores and scores[0][0] >= max(_WANTED, 2 * second):
            self._move(index, Split(0, 0, 0), scores[0][2], "speaks of the matter of this article")

    def _near(self, index: int) -> Iterator[int]:
        """The other articles with text, as many as a page can hold to each side."""
        for i in range(max(0, index - _PAGEFUL), min(len(self.drafts), index + _PAGEFUL + 1)):
            if i != index and self.drafts[i].paragraphs:
                yield i

    def _move(self, owner: int, split: Split, target: int, reason: str) -> None:
        source, goal = self.drafts[owner], self.drafts[target]
        joins = unfinished(goal)
        moved = take(source, split)
        pieces = [piece for paragraph in moved for piece in paragraph]
        for piece in pieces:
            piece.reason, piece.moved = reason, True
        if not source.paragraphs and headless(source):
            merge(source, goal)
        else:
            gone = set(map(id, pieces))
            source.pieces = [piece for piece in source.pieces if id(piece) not in gone]
            goal.pieces.extend(pieces)
        if joins:
            goal.paragraphs[-1].extend(moved[0])
        goal.paragraphs.extend(moved[1:] if joins else moved)
        self.words[owner], self.words[target] = self._read(owner), self._read(target)
        self.common.clear()
        self.splits.clear()
