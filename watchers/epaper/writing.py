"""What a page shows → an article: signatures, datelines and jump marks are read as on the printed page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from watchers.epaper.article import Printed
from watchers.model import Article
from watchers.reading import bylines, names
from watchers.reading.lines import Line, Unit, unit
from watchers.widths import bare, fold

# Signatures stand above the text or below it, with at most a remark between them and the edge.
_EDGE = 2


@dataclass(slots=True)
class _Draft:
    """An article while its paragraphs are gone through."""

    paragraphs: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    reporters: list[str] = field(default_factory=list)
    correspondents: list[str] = field(default_factory=list)
    dateline: str = ""
    jump_to: int | None = None
    jump_from: int | None = None

    def sign(self, words: str, people: names.Names) -> None:
        if words and words not in self.signatures:
            self.signatures.append(words)
        self.reporters += [name for name in people.reporters if name not in self.reporters]
        self.correspondents += [name for name in people.correspondents if name not in self.correspondents]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in which paper an article stands. `title` is what the index calls it."""

    paper: str
    day: date
    page: str
    order: int
    url: str
    title: str = ""
    pdf: str = ""


def written(printed: Printed, spot: Spot) -> Article:
    """The article, without facts. What is taken from its text stands in other fields, but for who edited the page."""
    draft = _Draft()
    _author(printed.signed, draft)
    headline = _headline(printed.title, spot.title)
    paragraphs = _without_heads(printed.paragraphs, (headline, printed.title, printed.kicker, printed.subhead))
    _gone_through(paragraphs, draft)
    captions = printed.captions
    if not draft.paragraphs and captions:  # a picture with a headline: what is told of it is the text
        draft.paragraphs, captions = list(captions), ()
    page = printed.label or spot.page
    return Article(
        paper=spot.paper,
        day=spot.day,
        headline=headline,
        kicker=printed.kicker if printed.kicker != headline else "",
        subhead=printed.subhead if printed.subhead not in (headline, printed.kicker) else "",
        byline="\n".join(draft.signatures),
        reporters=tuple(draft.reporters),
        correspondents=tuple(draft.correspondents),
        dateline=draft.dateline,
        body="\n".join(draft.paragraphs),
        page=page,
        pages=(page,) if page else (),
        order=spot.order,
        jump_to=draft.jump_to,
        jump_from=draft.jump_from,
        captions=captions,
        pictures=printed.pictures,
        pdf=spot.pdf,
        url=spot.url,
        key=spot.url,
    )


def _headline(shown: str, listed: str) -> str:
    """The article's own title; that of the index where it has none, or only the beginning of it."""
    return listed if not shown or (listed.startswith(shown) and len(shown) >= 4 and "…" not in listed) else shown


def _without_heads(paragraphs: Sequence[str], heads: Iterable[str]) -> Sequence[str]:
    """Some pages print the headlines again at the top of the text."""
    told = {bare(head) for head in heads if head}
    first = 0
    while first < min(3, len(paragraphs)) and bare(paragraphs[first]) in told:
        first += 1
    return paragraphs[first:]


def _author(words: str, draft: _Draft) -> None:
    if words:
        plain = fold(words)
        people = bylines.byline(plain) or names.bare_names(plain) or bylines.names(plain)
        draft.sign(words, people)


def _gone_through(paragraphs: Sequence[str], draft: _Draft) -> None:
    last = len(paragraphs) - 1
    for place, words in enumerate(paragraphs):
        at_edge = (not draft.paragraphs and place < _EDGE) or place > last - _EDGE
        if not (at_edge and _signature(words, draft, place == last)):
            _paragraph(words, draft, last=place >= last - 1)


def _signature(words: str, draft: _Draft, last: bool) -> bool:
    """Whether the paragraph is a signature and nothing else; then it is taken."""
    plain = fold(words)
    if bylines.credit(plain):
        task = bylines.writers(plain)
        draft.sign(words if task or not bylines.page_staff(plain) else "", task)
        return True
    people: names.Names | None = bylines.byline(plain)
    if people is None and not draft.signatures and (last or not draft.paragraphs):
        people = names.bare_names(plain)
    if people is None:
        return False
    draft.sign(words, people)
    return True


def _paragraph(words: str, draft: _Draft, last: bool) -> None:
    found = unit(Line(0, len(words), fold(words), 0, 1))
    start, end = found.start, found.end
    if found.jump_in and not draft.paragraphs:
        draft.jump_from = found.jump_in[2]
    if found.opening:
        start = _opened(words, found, draft)
    if found.jump_out:
        draft.jump_to = found.jump_out[2]
    if found.closing:
        end = _closed(words, found, draft, end, last)
    if text := words[start:end].strip():
        draft.paragraphs.append(text)


def _opened(words: str, found: Unit, draft: _Draft) -> int:
    """Where the text starts behind the first dateline. Those of further items of a round-up stay where they are."""
    opening = found.opening
    assert opening is not None
    first = not draft.paragraphs and not draft.dateline
    if opening.agency and first:
        draft.dateline = words[slice(*opening.agency)].strip()
    if opening.who:
        draft.sign(words[slice(*opening.who)].strip() if first else "", opening.people)
    return found.start if first else (found.jump_in[1] if found.jump_in else 0)


def _closed(words: str, found: Unit, draft: _Draft, end: int, last: bool) -> int:
    """Where the text ends before its signature; one in the middle of an article stays in the text."""
    closing = found.closing
    assert closing is not None
    if not last:
        draft.sign("", closing.people)
        return closing.end
    signature = words[closing.start : closing.end].strip()
    if closing.agency:
        draft.dateline = draft.dateline or signature.strip("()（）[]【】〔〕 　")
        draft.sign("", closing.people)
    else:
        draft.sign(signature, closing.people)
    return end
