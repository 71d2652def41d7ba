"""Putting text together that the layout tore apart: false paragraph breaks, and tails printed far from their head.

A false break is joined where the sentence above is not finished. A tail is brought home only on strong evidence: it
must share rare runs of signs (names, terms) with the other article and hardly any with the one it is printed under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchers.reading.drafts import Draft, Piece, unfinished
from watchers.reading.model import Role
from watchers.reading.vocabulary import NOTHING, Runs, Vocabulary, runs

# `明确任务,压实责任。` in front of a paragraph: a heading run into the text, two short phrases and a full stop.
_RUN_IN = re.compile(r"[一-鿿“”、]{2,12}(?:,[一-鿿“”、]{2,14})?。")
_CLOSING_SIGNS = ",、。;:!?)”》%"


def mend(draft: Draft) -> None:
    """Join the paragraphs of a draft that are one."""
    series = sum(1 for paragraph in draft.paragraphs if _RUN_IN.match(paragraph[0].plain)) > 1
    mended: list[list[Piece]] = []
    for paragraph in draft.paragraphs:
        reason = _one(mended[-1][-1], paragraph[0], series) if mended else ""
        if reason:
            paragraph[0].reason = reason
            mended[-1].extend(paragraph)
        else:
            mended.append(paragraph)
    draft.paragraphs = mended


def _one(above: Piece, below: Piece, series: bool) -> str:
    """Why two pieces are one paragraph; empty when they are two."""
    if Role.SUBHEADING in (above.role, below.role):
        return ""
    if above.broken:
        return "goes on with the sentence above"
    if below.plain and below.plain[0] in _CLOSING_SIGNS:
        return "begins with a closing sign"
    if series and _RUN_IN.fullmatch(above.plain):
        return "the heading run into its text stands above"
    return ""


@dataclass(frozen=True, slots=True)
class _Tail:
    """The last paragraphs of a draft, from `first` on, which might belong elsewhere."""

    owner: int
    first: int
    words: Runs
    rest: Runs


# Shared rare runs that make it likely / nearly certain that two texts speak of one matter: a place name with its
# district is worth three or four runs, a company's name as many again.
_LIKELY = 3.0
# Columns are read from left to right: a tail is oftenest printed right before its own headline.
_NEAR = 2.0
_CERTAIN = 6.0
_TAIL_LIMIT = 3
# No page holds more articles; a longer text (a whole issue in one file) is compared within this reach only.
_PAGEFUL = 30


def _words(paragraph: Sequence[Piece]) -> Runs:
    return NOTHING.union(*(runs(piece.plain) for piece in paragraph))


def bring_home(drafts: list[Draft]) -> None:
    """Move tails to the articles they belong to; headless scraps that found a home disappear from the list."""
    if len(drafts) < 2:
        return
    desk = _Desk(drafts)
    for index, draft in enumerate(drafts):
        if unfinished(draft):
            desk.finish(index)
    for index, draft in enumerate(drafts):
        if headless(draft) and draft.paragraphs:
            desk.lodge(index)
    for index in range(len(drafts)):
        desk.return_stray(index)
    drafts[:] = [draft for draft in drafts if draft.pieces]


def headless(draft: Draft) -> bool:
    """Text without headline or beginning: a tail whose head stands elsewhere."""
    return not draft.heads and not draft.opened


class _Desk:
    """The drafts of a page with the words of each paragraph, while tails are moved."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.words = [[_words(paragraph) for paragraph in draft.paragraphs] for draft in drafts]
        self.vocabulary = Vocabulary(words for draft in self.words for words in draft)
        self.heads = [NOTHING.union(*(runs(head.plain) for head in draft.heads)) for draft in drafts]

    def all_words(self, index: int) -> Runs:
        return self.heads[index].union(*self.words[index])

    def tails(self, target: int) -> Iterator[_Tail]:
        """What could be the rest of `target`: headless texts, and last paragraphs behind a finished one."""
        for owner in self._near(target):
            draft = self.drafts[owner]
            count = len(draft.paragraphs)
            if headless(draft):
                yield _Tail(owner, 0, self.all_words(owner), NOTHING)
                continue
            for first in range(max(1, count - _TAIL_LIMIT), count):
                if self._may_part(draft, first):
                    words = self.words[owner]
                    rest = self.heads[owner].union(*words[:first])
                    yield _Tail(owner, first, NOTHING.union(*words[first:]), rest)

    def _may_part(self, draft: Draft, first: int) -> bool:
        above = draft.paragraphs[first - 1][-1]
        return above.role is Role.BODY and not above.broken and draft.paragraphs[first][0].role is Role.BODY

    def finish(self, target: int) -> None:
        """The draft breaks off: take the tail that speaks of its matter, if there is one."""
        own = self.all_words(target)
        best, gain = None, 0.0
        for tail in self.tails(target):
            home = self.vocabulary.weight(tail.words & own, 3)
            away = self.vocabulary.weight(tail.words & tail.rest, 3)
            sure = home - 2 * away - (_NEAR if tail.owner == target - 1 else _LIKELY)
            if sure > gain:
                best, gain = tail, sure
        if best is not None:
            self._move(best.owner, best.first, target, "finishes the text that breaks off under its own headline")

    def lodge(self, index: int) -> None:
        """Text without a head: give it to the article that clearly speaks of the same, else leave it alone."""
        words = self.all_words(index)
        scores = sorted(
            ((self.vocabulary.weight(words & self.all_words(i), 3), -abs(i - index), i) for i in self._others(index)),
            reverse=True,
        )
        if scores and scores[0][0] >= _LIKELY and scores[0][0] > 2 * (scores[1][0] if len(scores) > 1 else 0.0):
            self._move(index, 0, scores[0][2], "speaks of the matter of this article")

    def return_stray(self, owner: int) -> None:
        """A last paragraph that speaks of another article's matter alone."""
        draft = self.drafts[owner]
        last = len(draft.paragraphs) - 1
        if last < 1 or not self._may_part(draft, last) or len(self.words[owner][last]) < 20:
            return
        words = self.words[owner][last]
        if words & self.heads[owner].union(*self.words[owner][:last]):
            return
        scores = [(self.vocabulary.weight(words & self.all_words(i), 3), i) for i in self._others(owner)]
        best = max(scores, default=(0.0, owner))
        if best[0] >= _CERTAIN:
            self._move(owner, last, best[1], "speaks of the matter of this article alone")

    def _others(self, index: int) -> Iterator[int]:
        for i in self._near(index):
            if not headless(self.drafts[i]) and self.drafts[i].jump_to is None:
                yield i

    def _near(self, index: int) -> Iterator[int]:
        """The other articles with text, as many as a page can hold to each side."""
        for i in range(max(0, index - _PAGEFUL), min(len(self.drafts), index + _PAGEFUL + 1)):
            if i != index and self.drafts[i].paragraphs:
                yield i

    def _move(self, owner: int, first: int, target: int, reason: str) -> None:
        source, goal = self.drafts[owner], self.drafts[target]
        moved = source.paragraphs[first:]
        joins = unfinished(goal)
        moved[0][0].reason = reason
        pieces = {id(piece) for paragraph in moved for piece in paragraph}
        if headless(source) and first == 0:
            goal.captions.extend(source.captions)
            goal.bylines.extend(source.bylines)
            goal.reporters.extend(source.reporters)
            goal.correspondents.extend(source.correspondents)
            goal.dateline = goal.dateline or source.dateline
            goal.jump_to = source.jump_to
            goal.pieces.extend(source.pieces)
            source.pieces = []
        else:
            goal.pieces.extend(piece for piece in source.pieces if id(piece) in pieces)
            source.pieces = [piece for piece in source.pieces if id(piece) not in pieces]
        source.paragraphs = source.paragraphs[:first]
        if joins:
            goal.paragraphs[-1].extend(moved[0])
            moved = moved[1:]
        goal.paragraphs.extend(moved)
        self.words[target].extend(self.words[owner][first:])
        self.words[owner] = self.words[owner][:first]
