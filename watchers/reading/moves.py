"""Cutting an article's text at a place and carrying what lies behind it to another article."""

from __future__ import annotations

from dataclasses import dataclass, replace

from watchers.reading.drafts import Draft, Piece


@dataclass(frozen=True, slots=True)
class Split:
    """A place where a draft could end: before sign `sign` of piece `piece` of paragraph `paragraph`."""

    paragraph: int
    piece: int
    sign: int

    @property
    def whole(self) -> bool:
        """Whether it lies between two paragraphs."""
        return self.piece == 0 and self.sign == 0


def take(source: Draft, split: Split) -> list[list[Piece]]:
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


def merge(source: Draft, goal: Draft) -> None:
    """All that a headless text carried goes with it."""
    goal.captions.extend(source.captions)
    goal.bylines.extend(source.bylines)
    goal.reporters.extend(source.reporters)
    goal.correspondents.extend(source.correspondents)
    goal.dateline = goal.dateline or source.dateline
    goal.jump_to = source.jump_to if goal.jump_to is None else goal.jump_to
    goal.pieces.extend(source.pieces)
    source.pieces = []
