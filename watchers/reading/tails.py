"""Tails printed far from their head: the end of an article under another one's text, or above its own headline.

Columns are read one after the other, so that the last lines of a text can come before its own headline, or behind the
article next to it. Nothing in the layout shows that; only the matter does: a tail shares rare runs of signs (names,
terms) with its own article and hardly any with the one it is printed under. Nothing moves without strong evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watchers.reading.drafts import Draft, Piece, unfinished
from watchers.reading.model import Role
from watchers.reading.vocabulary import NOTHING, Runs, Vocabulary, runs

# Weights are in shared rare runs: a place name with its district makes three or four, a company's name as many again.
# An article that breaks off wants its rest, so that less is asked there than of a paragraph that nobody misses.
_WANTED = 2.5
_UNWANTED = 4.0
# What a tail shares with the text above it speaks twice as much against moving it.
_AGAINST = 2.0
# The usual place of a tail is right before its own headline, and a new paragraph.
_RIGHT_BEFORE = 1.5
_AT_PARAGRAPH = 0.5
# The torn word stands whole elsewhere on the page.
_BRIDGED = 4.0
# Nearly every last paragraph shares something with the text above it; one of some length that does not is a stranger.
_STRANGE = 1.0
_TELLING = 30
# The rest of a broken sentence does not begin the way sentences and paragraphs do.
_BEGINS = 5.0
_BEGINNING = re.compile(
    r"[“《]|\d+(?:月|日|年)|据|在|为|近|记者|目前|截至|今年|昨|同时|此外|另外|其中|下一步|[一-鿿]{1,5}(?:市|县|区|镇|乡|街道|村|局|公司)"
)
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


def bring_home(drafts: list[Draft]) -> None:
    """Move tails to the articles they belong to; headless texts that found a home disappear from the list."""
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


@dataclass(frozen=True, slots=True)
class _Split:
    """A place where a draft could end: before sign `sign` of piece `piece` of paragraph `paragraph`."""

    paragraph: int
    piece: int
    sign: int

    @property
    def whole(self) -> bool:
        """Whether it lies between two paragraphs."""
        return self.piece == 0 and self.sign == 0


def _sentences(paragraph: int, pieces: Sequence[Piece]) -> Iterator[_Split]:
    """Splits behind the last sentences inside a paragraph."""
    stops = [
        _Split(paragraph, piece, stop.end())
        for piece, one in enumerate(pieces)
        for stop in _STOPS.finditer(one.plain, 0, _REACH)
        if stop.end() < len(one.plain)
    ]
    yield from stops[-_SENTENCES:]


def _words(paragraph: Sequence[Piece]) -> Runs:
    return NOTHING.union(*(runs(piece.plain) for piece in paragraph))


class _Desk:
    """The drafts of a page and what they speak of, while tails are moved."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.heads = [NOTHING.union(*(runs(head.plain) for head in draft.heads)) for draft in drafts]
        self.words = [self._read(index) for index in range(len(drafts))]
        self.vocabulary = Vocabulary(self.words)

    def _read(self, index: int) -> Runs:
        return self.heads[index].union(*map(_words, self.drafts[index].paragraphs))

    def finish(self, target: int) -> None:
        """The draft breaks off: take the tail that speaks of its matter, if there is one."""
        best: tuple[int, _Split] | None = None
        most = _WANTED
        for owner in self._near(target):
            for split in self._splits(owner, near=owner == target - 1):
                gain = self._gain(owner, split, target)
                if gain > most:
                    best, most = (owner, split), gain
        if best is not None:
            self._move(*best, target, "finishes the text that breaks off under its own headline")

    def _splits(self, owner: int, near: bool) -> Iterator[_Split]:
        """Where a draft could end before its printed end; right before the target also behind any late sentence."""
        draft = self.drafts[owner]
        if headless(draft):
            yield _Split(0, 0, 0)
            return
        last = len(draft.paragraphs) - 1
        for paragraph in range(last, max(-1, last - _PARAGRAPHS), -1):
            pieces = draft.paragraphs[paragraph]
            if pieces[0].role is not Role.BODY:
                return
            if near and paragraph > last - _SENTENCE_PARAGRAPHS:
                yield from _sentences(paragraph, pieces)
            if paragraph and not draft.paragraphs[paragraph - 1][-1].broken:
                yield _Split(paragraph, 0, 0)

    def _gain(self, owner: int, split: _Split, target: int) -> float:
        """How much speaks for moving what lies behind `split` to the end of `target`."""
        above, tail = self._parted(owner, split)
        home = self.vocabulary.weight(runs(tail) & self.words[target])
        away = self.vocabulary.weight(runs(tail) & above)
        gain = home - _AGAINST * away
        gain += _AT_PARAGRAPH if split.whole else -_AT_PARAGRAPH
        gain += _RIGHT_BEFORE if owner == target - 1 else 0.0
        gain += _STRANGE if not away and len(tail) >= _TELLING else 0.0
        gain -= _BEGINS if _BEGINNING.match(tail) else 0.0
        gain += _FIGURE if tail[:1].isdecimal() else 0.0
        return gain + (_BRIDGED if self._bridged(target, tail) else 0.0)

    def _parted(self, owner: int, split: _Split) -> tuple[Runs, str]:
        """What a draft speaks of above a split, and its text below it."""
        draft = self.drafts[owner]
        at = draft.paragraphs[split.paragraph]
        above = "".join(piece.plain for piece in at[: split.piece]) + at[split.piece].plain[: split.sign]
        rest = draft.paragraphs[split.paragraph + 1 :]
        below = [at[split.piece].plain[split.sign :], *(piece.plain for piece in at[split.piece + 1 :])]
        below += [piece.plain for paragraph in rest for piece in paragraph]
        before = map(_words, draft.paragraphs[: split.paragraph])
        return self.heads[owner].union(runs(above), *before), "".join(below)

    def _bridged(self, target: int, tail: str) -> bool:
        end = self.drafts[target].paragraphs[-1][-1].plain
        return bool((runs(end[-1] + tail[:2]) | runs(end[-2:] + tail[:1])) & self.words[target])

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
            self._move(index, _Split(0, 0, 0), scores[0][2], "speaks of the matter of this article")

    def return_stray(self, owner: int) -> None:
        """A last paragraph that speaks of another article's matter and not of its own."""
        draft = self.drafts[owner]
        last = len(draft.paragraphs) - 1
        if (
            unfinished(draft)
            or last < 1
            or draft.paragraphs[last][0].role is not Role.BODY
            or draft.paragraphs[last - 1][-1].broken
        ):
            return
        if draft.paragraphs[last - 1][-1].role is not Role.BODY:
            return
        words = _words(draft.paragraphs[last])
        above = self.heads[owner].union(*map(_words, draft.paragraphs[:last]))
        away = self.vocabulary.weight(words & above)
        best, goal = _UNWANTED + _AGAINST * away, -1
        for other in self._near(owner):
            if not headless(self.drafts[other]) and self.drafts[other].jump_to is None:
                home = self.vocabulary.weight(words & self.words[other])
                if home >= best:
                    best, goal = home, other
        if goal >= 0:
            self._move(owner, _Split(last, 0, 0), goal, "speaks of the matter of this article alone")

    def _near(self, index: int) -> Iterator[int]:
        """The other articles with text, as many as a page can hold to each side."""
        for i in range(max(0, index - _PAGEFUL), min(len(self.drafts), index + _PAGEFUL + 1)):
            if i != index and self.drafts[i].paragraphs:
                yield i

    def _move(self, owner: int, split: _Split, target: int, reason: str) -> None:
        source, goal = self.drafts[owner], self.drafts[target]
        joins = unfinished(goal)
        moved = _take(source, split)
        moved[0][0].reason = reason
        if not source.paragraphs and headless(source):
            _merge(source, goal)
        else:
            pieces = {id(piece) for paragraph in moved for piece in paragraph}
            source.pieces = [piece for piece in source.pieces if id(piece) not in pieces]
            goal.pieces.extend(piece for paragraph in moved for piece in paragraph)
        if joins:
            goal.paragraphs[-1].extend(moved[0])
        goal.paragraphs.extend(moved[1:] if joins else moved)
        self.words[owner], self.words[target] = self._read(owner), self._read(target)


def _take(source: Draft, split: _Split) -> list[list[Piece]]:
    """Cut a draft at a split; what lies behind it, as paragraphs."""
    at = source.paragraphs[split.paragraph]
    rest = source.paragraphs[split.paragraph + 1 :]
    if split.whole:
        source.paragraphs = source.paragraphs[: split.paragraph]
        return [at, *rest]
    upper, lower = _halves(at[split.piece], split.sign)
    for pieces in (source.pieces, at):
        place = next(i for i, piece in enumerate(pieces) if piece is upper)
        pieces.insert(place + 1, lower)
    source.paragraphs = [*source.paragraphs[: split.paragraph], at[: split.piece + 1]]
    return [at[split.piece + 1 :], *rest]


def _halves(piece: Piece, sign: int) -> tuple[Piece, Piece]:
    """Cut a piece in two; blanks at the cut belong to neither."""
    lower = piece.plain[sign:]
    start = sign + len(lower) - len(lower.lstrip())
    second = replace(piece, start=piece.start + start, text=piece.text[start:], plain=piece.plain[start:])
    piece.end, piece.text, piece.plain = piece.start + sign, piece.text[:sign], piece.plain[:sign]
    piece.broken = False
    return piece, second


def _merge(source: Draft, goal: Draft) -> None:
    """All that a headless text carried goes with it."""
    goal.captions.extend(source.captions)
    goal.bylines.extend(source.bylines)
    goal.reporters.extend(source.reporters)
    goal.correspondents.extend(source.correspondents)
    goal.dateline = goal.dateline or source.dateline
    goal.jump_to = source.jump_to
    goal.pieces.extend(source.pieces)
    source.pieces = []
