"""Single paragraphs printed in another article: behind its end, before its last paragraph, or inside a torn sentence.

Pages are read column by column, so the last paragraph of a text can come out under the article next to it. The layout
shows that only where it tears a sentence in two; elsewhere the matter alone tells. More than ninety-seven paragraphs of
a hundred stand where they belong, so that a move must be paid for: what speaks for it is summed up as log odds (nats).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from watchers.reading.drafts import Draft, Piece, unfinished
from watchers.reading.features import BEGINNING, closes
from watchers.reading.model import Role
from watchers.reading.seams import Words, seam
from watchers.reading.terms import Terms
from watchers.reading.vocabulary import Runs, runs

_REASON = "speaks of the matter of this article alone"
# Three and a half for the paragraphs that stand right, the rest because shared words are no independent witnesses.
_NEEDED = 6.0
# Before the last paragraph of another article: seldomer still than behind it.
_BEFORE_LAST = 2.0
# They must share a name with its place or its headline, or two: neighbours of one trade share rare words as well. Where
# a torn sentence shows that something is out of place, less will do.
_NAMELIKE = 5.0
_HALF_RARE = 2.4
# A column's tail is printed above its own headline rather than columns away.
_NEXT_TO = 1.0
_FAR = 1.0
_REACH = 6
# Behind a signature nothing of an article follows.
_SIGNED = 3.0
# A text that is signed at its end is whole, one that breaks off wants something else first.
_WHOLE = 2.0
# Inside a torn sentence: the outer halves make a word, the inner text begins as sentences do, the rest does too.
_TORN = 4.0
_OPENS = 3.0
_SURELY_TORN = 3.0
# The more a paragraph says, the surer it would name its own matter; a long one is an article's body.
_LONGEST = 160
# The more words, the surer some are shared by chance; a last paragraph has some forty signs.
_TELLING = 40
# Runs of three signs shared with the text around it: it stands where it belongs, nothing more needs to be asked.
_AT_HOME = 3

_AGAIN = re.compile(
    r"(?:[一-鿿]{2,3}(?:期间|之后|以后|结束后|现场)|当[天日晚]|届时|如今|今后|接下来|明年|下个?月|[一-鿿]{2,4}提醒)"
)
# Nothing is weighed without a shared run of three signs; in the seldomest place names must leave more of them.
_TRACES = 2

ITEM = re.compile(r"[●■◆▲★◎□▶·]|[(]?[\d一二三四五六七八九十]{1,2}[)、.](?!\d)|[①-⑩]|[问答]:")


@dataclass(frozen=True, slots=True)
class _Stray:
    """A paragraph that may belong elsewhere.

    `needed` is what its place asks for a move, `firm` what the shared names must weigh; `gap` is the paragraph
    of its article that it stands inside, -1 for none.
    """

    owner: int
    piece: Piece
    needed: float
    firm: float
    gap: int = -1


@dataclass(frozen=True, slots=True)
class _Move:
    """A paragraph, the article that claims it, by how much, and why."""

    gain: float
    stray: _Stray
    goal: int
    reason: str


def return_strays(drafts: Sequence[Draft], words: Sequence[Runs], dictionary: Words) -> None:
    """Give paragraphs back to the articles that they speak of, the surest first; `words` are the runs of each draft.

    A stray draws paragraphs of its home to where it stands as strongly as they draw it: who has been part of a move is
    asked again.
    """
    desk = _Desk(drafts, words, dictionary)
    moves = [move for owner in range(len(drafts)) for stray in desk.strays(owner) if (move := desk.wanted(stray))]
    touched: set[int] = set()
    for move in sorted(moves, key=lambda one: -one.gain):
        ends = {move.stray.owner, move.goal}
        now = desk.wanted(move.stray) if ends & touched else move
        if now is not None and move.stray.owner not in desk.robbed:
            desk.move(now)
            touched |= {now.stray.owner, now.goal}


class _Desk:
    """The drafts of a page with their texts, while single paragraphs go home."""

    def __init__(self, drafts: Sequence[Draft], words: Sequence[Runs], dictionary: Words) -> None:
        self.drafts, self.words, self.dictionary, self.terms = drafts, words, dictionary, Terms(dictionary)
        self.heads = ["\n".join(head.plain for head in draft.heads) for draft in drafts]
        self.texts = [self._text(index) for index in range(len(drafts))]
        self.robbed: set[int] = set()

    def _text(self, index: int) -> str:
        pieces = [piece.plain for paragraph in self.drafts[index].paragraphs for piece in paragraph]
        return "\n".join([self.heads[index], *pieces])

    def strays(self, owner: int) -> Iterator[_Stray]:
        """What may be in the wrong place: in torn sentences first, then at the end."""
        draft = self.drafts[owner]
        yield from self._inside(owner, draft)
        yield from self._captions(owner, draft)
        if not unfinished(draft):
            yield from self._last(owner, draft)

    def _inside(self, owner: int, draft: Draft) -> Iterator[_Stray]:
        """A sentence of its own behind one that breaks off and goes on in the next paragraph."""
        for at, paragraph in enumerate(draft.paragraphs[:-1]):
            below = draft.paragraphs[at + 1][0]
            if len(paragraph) > 1 and below.role is Role.BODY and paragraph[-2].broken and not paragraph[-1].broken:
                yield self._between(owner, paragraph[-2], paragraph[-1], below, gap=at)

    def _captions(self, owner: int, draft: Draft) -> Iterator[_Stray]:
        """A sentence inside another one that was taken for a picture's words."""
        for upper, caption, lower in zip(draft.pieces, draft.pieces[1:], draft.pieces[2:], strict=False):
            if caption.role is Role.CAPTION and upper.role is lower.role is Role.BODY and upper.broken:
                yield self._between(owner, upper, caption, lower)

    def _between(self, owner: int, upper: Piece, inner: Piece, lower: Piece, gap: int = -1) -> _Stray:
        """A text between the halves of a sentence, and what it needs: every second column begins like that."""
        if seam(upper.plain, inner.plain, self.dictionary) >= _SURELY_TORN:
            return _Stray(owner, inner, 2 * _NEEDED, _NAMELIKE, gap)
        needed = _NEEDED - (_OPENS if _opens(inner.plain) else 0.0) + (_OPENS if _opens(lower.plain) else 0.0)
        needed -= _TORN if seam(upper.plain, lower.plain, self.dictionary) >= _SURELY_TORN else 0.0
        return _Stray(owner, inner, needed, _HALF_RARE if needed < _NEEDED else _NAMELIKE, gap)

    def _last(self, owner: int, draft: Draft) -> Iterator[_Stray]:
        """The last paragraph, and the one before it."""
        for back, more in ((1, 0.0), (2, _BEFORE_LAST)):
            at = len(draft.paragraphs) - back
            if at < 1 or len(draft.paragraphs[at]) > 1:
                continue
            upper, piece = draft.paragraphs[at - 1][-1], draft.paragraphs[at][0]
            if upper.broken or piece.broken or Role.SUBHEADING in (upper.role, piece.role) or not closes(upper.plain):
                continue
            signed = _SIGNED if at > 1 and _signed_between(draft, upper, piece) else 0.0
            yield _Stray(owner, piece, _NEEDED + more - signed, _NAMELIKE)

    def wanted(self, stray: _Stray) -> _Move | None:
        """The article that claims a paragraph, if one does strongly enough."""
        text = stray.piece.plain
        if not closes(text) or len(text) > _LONGEST or ITEM.match(text):
            return None
        traces = runs(text)
        asked = _TRACES if stray.needed > _NEEDED else 1
        near = list(self._near(stray.owner))
        if not any(_meet(traces, self.words[home], asked) for home in near):
            return None
        host = self.texts[stray.owner].replace(text, "", 1)
        if len([run for run in traces if run in host]) >= _AT_HOME:
            return None
        homes = {home: (self.heads[home], self.texts[home]) for home in near}
        needed = stray.needed + log(max(1.0, len(text) / _TELLING))
        opening = text[: max(_TELLING, text.find("。"))]
        best: _Move | None = None
        for home, claim in self.terms.claims(text, host, homes):
            gain = claim.weight + self._place(stray.owner, home) - needed
            if (
                claim.firm >= stray.firm
                and any(term in opening for term in claim.named)
                and gain > (best.gain if best else 0.0)
            ):
                best = _Move(gain, stray, home, f"{_REASON}; {'、'.join(claim.named)}")
        return best

    def _near(self, owner: int) -> Iterator[int]:
        """The articles that a column's end can reach."""
        for i in range(max(0, owner - _REACH), min(len(self.drafts), owner + _REACH + 1)):
            draft = self.drafts[i]
            if i != owner and draft.paragraphs and draft.jump_to is None and (draft.heads or draft.opened):
                yield i

    def _place(self, owner: int, home: int) -> float:
        """What speaks for an article by where it stands and how it ends."""
        far = abs(home - owner)
        weight = _NEXT_TO if home == owner + 1 else -_FAR if far > _REACH // 2 else 0.0
        goal = self.drafts[home]
        return weight - (_WHOLE if unfinished(goal) or _signed(goal) else 0.0)

    def move(self, move: _Move) -> None:
        stray, goal = move.stray, move.goal
        source, home, piece = self.drafts[stray.owner], self.drafts[goal], stray.piece
        source.pieces = [one for one in source.pieces if one is not piece]
        source.captions = [one for one in source.captions if one is not piece]
        kept = [[one for one in paragraph if one is not piece] for paragraph in source.paragraphs]
        if stray.gap >= 0:
            rest = kept[stray.gap + 1]
            kept[stray.gap].extend(rest)
            if not rest[0].moved:  # else the reason says where it comes from
                rest[0].reason = "goes on with the sentence above"
            kept[stray.gap + 1] = []
        source.paragraphs = [paragraph for paragraph in kept if paragraph]
        piece.role, piece.reason, piece.moved = Role.BODY, move.reason, True
        home.pieces.append(piece)
        home.paragraphs.append([piece])
        self.robbed.add(stray.owner)
        self.texts[stray.owner], self.texts[goal] = self._text(stray.owner), self._text(goal)


def _meet(one: Runs, other: Runs, asked: int) -> bool:
    """Whether two texts share as many runs as asked."""
    return not one.isdisjoint(other) and (asked == 1 or len(one & other) >= asked)


def _opens(text: str) -> bool:
    """Whether a text begins the way sentences do, and not the rest of one."""
    return BEGINNING.match(text) is not None or _AGAIN.match(text) is not None


def _signed(draft: Draft) -> bool:
    """Whether its text is signed at its end."""
    return _signed_between(draft, draft.paragraphs[-1][-1], None)


def _signed_between(draft: Draft, upper: Piece, lower: Piece | None) -> bool:
    """Whether a signature stands between two pieces (None: the end)."""
    seen = False
    for piece in draft.pieces:
        if piece is lower:
            return False
        if seen and piece.role in (Role.BYLINE, Role.DATELINE, Role.CREDITS):
            return True
        seen = seen or piece is upper
    return False
