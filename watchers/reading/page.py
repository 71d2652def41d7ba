"""One page: lines → roles → drafts → articles, with the blocks that show which character went where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from watchers.model import Article, Page
from watchers.reading.context import places
from watchers.reading.drafts import Desk, Draft, Piece, sort
from watchers.reading.joins import mend
from watchers.reading.labels import labels
from watchers.reading.lines import lines, unit
from watchers.reading.model import Block, Reading, Role
from watchers.reading.moves import merge
from watchers.reading.seams import NO_WORDS, Words
from watchers.reading.tails import bring_home, headless
from watchers.reading.titles import main_line

# Text without headline or dateline that is shorter than this is a scrap of something, not an article.
_SCRAP = 30


def read_page(page: Page, *, paper: str, day: date, words: Words = NO_WORDS) -> Reading:
    """The articles of a page, in the order of their headings, and everything else that is printed on it.

    `words` says how common words are, so that a word torn by a column's end is seen.
    Pure, linear in the length of the text, and never raises for any text; an empty page has no articles.
    """
    units = [unit(line) for line in lines(page.text)]
    found = places(units, words)
    desk = sort(page.text, found, labels(found))
    for draft in desk.drafts:
        mend(draft)
    bring_home(desk.drafts, words)
    _settle(desk)
    _spread_columns(desk.drafts)
    articles = tuple(_article(draft, i + 1, page, paper, day) for i, draft in enumerate(desk.drafts))
    return Reading(
        articles=articles,
        teasers=tuple("\n".join(piece.text for piece in group) for group in desk.teasers),
        furniture=tuple(piece.text for piece in desk.furniture),
        blocks=_blocks(desk),
    )


def _settle(desk: Desk) -> None:
    """Drafts without text: a caption under a headline is its text; headlines alone are teasers; scraps join above."""
    kept: list[Draft] = []
    for draft in desk.drafts:
        if not draft.paragraphs:
            _caption_as_text(draft)
        if _stands(draft):
            kept.append(draft)
        elif draft.paragraphs and kept:
            kept[-1].paragraphs.extend(draft.paragraphs)
            merge(draft, kept[-1])
        else:
            _dissolve(desk, draft)
    desk.drafts = kept


def _stands(draft: Draft) -> bool:
    """An article has text; or at least a headline with a dateline or byline that shows that its text was lost."""
    if draft.paragraphs:
        return not (headless(draft) and _size(draft) < _SCRAP)
    return bool(draft.heads) and draft.opened


def _size(draft: Draft) -> int:
    return sum(len(piece.plain) for paragraph in draft.paragraphs for piece in paragraph)


def _caption_as_text(draft: Draft) -> None:
    for piece in draft.captions:
        piece.role, piece.reason = Role.BODY, "the only text under its headline"
        draft.paragraphs.append([piece])
    draft.captions = []


def _dissolve(desk: Desk, draft: Draft) -> None:
    for piece in draft.heads:
        piece.role, piece.reason = Role.TEASER, "a headline without text"
    if draft.heads:
        desk.teasers.append(list(draft.heads))
    desk.furniture.extend(piece for piece in draft.pieces if piece.role is not Role.TEASER)


def _spread_columns(drafts: Sequence[Draft]) -> None:
    """A column is printed once above its articles; it lasts until the next one, or the rest of another page's text."""
    column = ""
    for draft in drafts:
        if draft.column or draft.jump_from is not None:
            column = draft.column
        draft.column = column


def _article(draft: Draft, order: int, page: Page, paper: str, day: date) -> Article:
    main = _main_head(draft.heads)
    heads = [piece.text for piece in draft.heads]
    return Article(
        paper=paper,
        day=day,
        headline=heads[main] if heads else "",
        kicker=" ".join(heads[:main]),
        subhead=" ".join(heads[main + 1 :]),
        column=draft.column,
        byline="\n".join(draft.bylines),
        reporters=tuple(dict.fromkeys(draft.reporters)),
        correspondents=tuple(dict.fromkeys(draft.correspondents)),
        dateline=draft.dateline,
        body="\n".join("".join(piece.text for piece in paragraph) for paragraph in draft.paragraphs),
        page=page.label,
        pages=(page.label,) if page.label else (),
        order=order,
        jump_to=draft.jump_to,
        jump_from=draft.jump_from,
        captions=tuple(piece.text for piece in draft.captions),
        file=page.file,
    )


def _main_head(heads: Sequence[Piece]) -> int:
    """Which heading line is the headline; marks the others as kicker (above) and deck (below)."""
    if not heads:
        return 0
    main, reasons = main_line([(piece.plain, piece.marks) for piece in heads])
    for i, piece in enumerate(heads):
        if i != main:
            piece.role = Role.KICKER if i < main else Role.SUBHEAD
            piece.reason = f"{'above' if i < main else 'below'} the headline; {reasons[i]}"
    return main


def _blocks(desk: Desk) -> tuple[Block, ...]:
    owned = [(piece, i) for i, draft in enumerate(desk.drafts) for piece in draft.pieces]
    loose = [piece for group in desk.teasers for piece in group] + desk.furniture
    found = [_block(piece, i) for piece, i in owned] + [_block(piece, None) for piece in loose]
    return tuple(sorted(found, key=lambda block: block.start))


def _block(piece: Piece, article: int | None) -> Block:
    return Block(role=piece.role, start=piece.start, end=piece.end, reason=piece.reason, article=article)
