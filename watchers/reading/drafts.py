"""From labelled lines to drafts of articles: which headings, signatures, paragraphs and captions belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from watchers.reading.bylines import Closing, page_staff, pictures_only, writers
from watchers.reading.features import closes
from watchers.reading.labels import Label
from watchers.reading.lines import Unit
from watchers.reading.model import Role
from watchers.reading.names import NOBODY, Names
from watchers.reading.place import Place


@dataclass(slots=True)
class Piece:
    """A stretch of the page in a role. `text` is as printed, `plain` folded; `moved`: from where it was printed."""

    role: Role
    start: int
    end: int
    text: str
    plain: str
    reason: str
    marks: int = 0
    broken: bool = False
    moved: bool = False


@dataclass(slots=True)
class Draft:
    """An article while it is put together; `pieces` holds everything, `paragraphs` the text in reading order."""

    pieces: list[Piece] = field(default_factory=list)
    heads: list[Piece] = field(default_factory=list)
    paragraphs: list[list[Piece]] = field(default_factory=list)
    captions: list[Piece] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    reporters: list[str] = field(default_factory=list)
    correspondents: list[str] = field(default_factory=list)
    dateline: str = ""
    column: str = ""
    opened: bool = False
    jump_to: int | None = None
    jump_from: int | None = None

    def sign(self, raw: str, people: Names) -> None:
        """Add a signature; a name that is printed twice counts once."""
        if raw and raw not in self.bylines:
            self.bylines.append(raw)
        self.reporters.extend(name for name in people.reporters if name not in self.reporters)
        self.correspondents.extend(name for name in people.correspondents if name not in self.correspondents)


@dataclass(slots=True)
class Desk:
    """Everything a page was sorted into, in page order: drafts, groups of teaser lines, furniture."""

    page: str
    drafts: list[Draft] = field(default_factory=list)
    teasers: list[list[Piece]] = field(default_factory=list)
    furniture: list[Piece] = field(default_factory=list)
    waiting: list[Piece] = field(default_factory=list)
    column: str = ""
    last: Role | None = None

    @property
    def draft(self) -> Draft | None:
        """The article at hand."""
        return self.drafts[-1] if self.drafts else None

    def begin(self) -> Draft:
        """A new article, under the column just seen and with the captions printed before it."""
        draft = Draft(column=self.column)
        self.column = ""
        draft.captions.extend(self.waiting)
        draft.pieces.extend(self.waiting)
        self.waiting = []
        self.drafts.append(draft)
        return draft


def sort(page: str, found: Sequence[Place], roles: Sequence[Label]) -> Desk:
    """Put every labelled line where it belongs."""
    desk = Desk(page)
    for place, label in zip(found, roles, strict=True):
        _lay(desk, place, label)
        desk.last = label.role
    desk.furniture.extend(desk.waiting)
    desk.waiting = []
    return desk


def _lay(desk: Desk, place: Place, label: Label) -> None:
    unit = place.unit
    piece = _piece(desk.page, place, label)
    if label.role is Role.BODY:
        _text(desk, place, piece)
    elif label.role is Role.HEADLINE:
        _head(desk, piece)
    elif label.role is Role.SUBHEADING:
        draft = desk.draft or desk.begin()
        draft.paragraphs.append([piece])
        draft.pieces.append(piece)
    elif label.role is Role.CAPTION:
        _caption(desk, piece)
    elif label.role is Role.BYLINE:
        _byline(desk, place, piece)
    elif label.role is Role.CREDITS:
        _credits(desk, piece)
    elif label.role is Role.TEASER:
        _teaser(desk, piece, unit.line.gap)
    else:
        desk.furniture.append(piece)
        if label.role is Role.COLUMN:
            desk.column = piece.text
    if unit.jump_out is not None and label.role is not Role.BODY:
        _jump(desk, unit.jump_out, desk.draft)


def _piece(page: str, place: Place, label: Label) -> Piece:
    unit = place.unit
    end = unit.end if label.role is Role.BODY or unit.closing is None else unit.closing.end
    start, text = unit.start, page[unit.start : end]
    broken = label.role is Role.BODY and (place.look.broken or _scrap(place))
    return Piece(label.role, start, end, text, unit.text, label.reason, unit.line.marks, broken)


def _scrap(place: Place) -> bool:
    """A short line without any stop, taken for text, is the beginning of what follows; lists and days are not."""
    look = place.look
    return look.titled and not look.closed and look.listed < 2 and not (look.dashed or look.days)


def _head(desk: Desk, piece: Piece) -> None:
    draft = desk.draft
    fresh = draft is not None and not draft.paragraphs and not draft.opened and bool(draft.heads)
    if draft is None or not fresh or desk.last is Role.COLUMN or desk.last is Role.TEASER:
        draft = desk.begin()
    draft.heads.append(piece)
    draft.pieces.append(piece)


def _text(desk: Desk, place: Place, piece: Piece) -> None:
    unit, draft = place.unit, desk.draft
    opens = unit.opening is not None or unit.jump_in is not None
    if draft is None or (opens and (draft.paragraphs or draft.opened)) or _ended(desk, draft):
        draft = desk.begin()
    _edges(desk, unit, draft)
    if piece.text:
        draft.paragraphs.append([piece])
        draft.pieces.append(piece)
    if unit.closing is not None:
        _signature(desk.page, unit.closing, draft)
    if unit.jump_out is not None:
        _jump(desk, unit.jump_out, draft)


def _ended(desk: Desk, draft: Draft) -> bool:
    """Behind 下转 and under a new column, nothing more of the article above can follow."""
    return draft.jump_to is not None or (desk.last is Role.COLUMN and bool(draft.paragraphs))


def _edges(desk: Desk, unit: Unit, draft: Draft) -> None:
    page = desk.page
    if unit.jump_in is not None:
        start, end, number = unit.jump_in
        draft.jump_from, draft.opened = number, True
        draft.pieces.append(Piece(Role.JUMP, start, end, page[start:end], "", "says where the text comes from"))
    opening = unit.opening
    if opening is None:
        return
    draft.opened = True
    if opening.agency:
        start, end = opening.agency
        draft.dateline = draft.dateline or page[start:end].strip()
        draft.pieces.append(Piece(Role.DATELINE, start, end, page[start:end], "", "an agency, a place and a day"))
    if opening.who:
        start, end = opening.who
        draft.sign(page[start:end].strip(), opening.people)
        draft.pieces.append(Piece(Role.BYLINE, start, end, page[start:end], "", "opens the report"))


def _signature(page: str, closing: Closing, draft: Draft) -> None:
    raw = page[closing.start : closing.end]
    if closing.agency:
        draft.dateline = draft.dateline or raw.strip("()（）[]【】〔〕 　")
        draft.sign("", closing.people)
    else:
        draft.sign(raw, closing.people)
    role = Role.DATELINE if closing.agency else Role.BYLINE
    draft.pieces.append(Piece(role, closing.start, closing.end, raw, "", "signs the text above"))


def _jump(desk: Desk, mark: tuple[int, int, int], draft: Draft | None) -> None:
    start, end, number = mark
    piece = Piece(Role.JUMP, start, end, desk.page[start:end], "", "says where the text goes on")
    if draft is None:
        desk.furniture.append(piece)
        return
    draft.jump_to = number
    draft.pieces.append(piece)


def _caption(desk: Desk, piece: Piece) -> None:
    draft = desk.draft
    if draft is None or desk.last in (Role.COLUMN, Role.TEASER, Role.MASTHEAD):
        desk.waiting.append(piece)
        return
    draft.captions.append(piece)
    draft.pieces.append(piece)


def _byline(desk: Desk, place: Place, piece: Piece) -> None:
    draft = desk.draft
    if draft is None:
        desk.furniture.append(piece)
        return
    draft.pieces.append(piece)
    if draft.reporters and pictures_only(piece.plain):
        piece.role, piece.reason = Role.CAPTION, "who took the picture of an article that others signed"
        draft.captions.append(piece)
    else:
        draft.sign(piece.text, place.look.people or place.look.bare or NOBODY)


def _credits(desk: Desk, piece: Piece) -> None:
    draft = desk.draft
    if draft is None or page_staff(piece.plain):
        desk.furniture.append(piece)
        return
    draft.sign(piece.text, writers(piece.plain))
    draft.pieces.append(piece)


def _teaser(desk: Desk, piece: Piece, gap: int) -> None:
    if gap == 0 and desk.last is Role.TEASER and desk.teasers:
        desk.teasers[-1].append(piece)
    else:
        desk.teasers.append([piece])


def unfinished(draft: Draft) -> bool:
    """Whether the text ends in mid-sentence and no jump mark says where it goes on."""
    if not draft.paragraphs or draft.jump_to is not None:
        return False
    last = draft.paragraphs[-1][-1]
    return last.broken and not closes(last.plain)
