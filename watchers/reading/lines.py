"""A page's text as lines: where each starts and ends, its heading marks, the gap above it, what is fixed at its edges.

A paragraph is one line. Where the layout was lost, one line can hold two things; jump marks and `本报讯(记者` cannot
stand inside a sentence, so such lines are cut there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from watchers.reading import bylines, jumps
from watchers.widths import fold

# A page holds below 400 lines, a whole issue some thousands. What lies behind this limit is kept, but not analysed,
# so that a file of ten million line breaks costs seconds and not minutes.
LINE_LIMIT = 30_000
_MARKS = re.compile(r"#{1,6}")
_TITLE_LENGTH = 45
_ENDS = "。!?"
# Behind the last sentence of a paragraph, without a full stop: the caption of a picture.
_GLUED_CAPTION = re.compile(
    r"[。!?”](?P<caption>[^。!?()]{4,30}\((?:资料图片?|图片由[^()]{2,20}提供|[^()]{2,8}供图)\))$"
)


# Made hundreds of times a page and never changed; frozen ones would take three times as long to make.
@dataclass(slots=True)
class Line:
    """`[start, end)` of the page's text without marks and outer white space; `text` is its folded form.

    `gap` counts the blank lines above (0: the line follows at once; 3 or more: a picture was removed there).
    `cut` tells that it was cut out of a longer line.
    """

    start: int
    end: int
    text: str
    marks: int
    gap: int
    cut: bool = False


@dataclass(slots=True)
class Unit:
    """A line with what is fixed at its edges taken off; `start`, `end` and `text` are the rest, which may be empty."""

    line: Line
    start: int
    end: int
    text: str
    opening: bylines.Opening | None
    closing: bylines.Closing | None
    jump_in: tuple[int, int, int] | None
    jump_out: tuple[int, int, int] | None


def lines(page: str) -> list[Line]:
    """The lines of a page that hold something, in order, cut where two things were glued."""
    found = list(_lines(page))
    usual = _usual_gap(found)
    if usual < 2:
        return found
    return [replace(line, gap=max(1, line.gap - usual + 1)) if line.gap else line for line in found]


def _usual_gap(found: list[Line]) -> int:
    """How many blank lines this converter puts between paragraphs: one, unless nearly all gaps are wider."""
    gaps = sorted(line.gap for line in found[1:] if not line.cut)
    return gaps[len(gaps) // 4] if gaps else 1


def _lines(page: str) -> Iterator[Line]:
    position, gap, count = 0, 0, 0
    folded = fold(page)
    for raw in page.splitlines(keepends=True):
        start = position
        position += len(raw)
        body = raw.strip()
        if not body:
            gap += 1
            continue
        line = _line(body, start + raw.index(body), folded, gap)
        if line is None:
            continue
        gap = 0
        for part in _cut(line):
            yield part
            count += 1
            position = part.end if count >= LINE_LIMIT else position
            if count >= LINE_LIMIT:
                break
        if count >= LINE_LIMIT:
            break
    rest = page[position:]
    if rest.strip():
        left = position + len(rest) - len(rest.lstrip())
        yield Line(left, position + len(rest.rstrip()), fold(rest.strip()), 0, gap)


def _line(body: str, left: int, folded: str, gap: int) -> Line | None:
    """The line whose printed text `body` begins at `left` of the page; None when it is nothing but marks."""
    end, marks = left + len(body), 0
    if body[0] == "#":
        found = _MARKS.match(body)
        marks = found.end() if found else 0
        left = end - len(body[marks:].lstrip())
    return Line(left, end, folded[left:end], marks, gap) if left < end else None


def _cut(line: Line) -> Sequence[Line]:
    """The line, or its parts when a jump mark or a beginning stands in its middle."""
    found = _cuts(line.text)
    if not found:
        return (line,)
    places = [0, *sorted(found), len(line.text)]
    return [_part(line, start, end) for start, end in pairwise(places) if line.text[start:end].strip()]


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    left = line.start + start + len(text) - len(text.lstrip())
    right = line.start + start + len(text.rstrip())
    first = start == 0
    return Line(left, right, text.strip(), line.marks if first else 0, line.gap if first else 1, cut=True)


def _cuts(text: str) -> set[int]:
    found: set[int] = set()
    if "转" in text:
        found |= {mark.end() for mark in jumps.JUMP_OUT.finditer(text) if text[mark.end() :].strip(" 。")}
    if "接" in text and "版" in text:
        found |= {place for place in _inner(text, "(上接") if jumps.JUMP_IN.match(text, place)}
    if text.endswith(")"):
        glued = _GLUED_CAPTION.search(text, max(0, len(text) - 2 * _TITLE_LENGTH))
        found |= {glued.start("caption")} if glued else set()
    if "本报讯" in text:
        for mark in bylines.INNER_OPENING.finditer(text, 1):
            found |= _beginning(text, mark.start())
    return found


def _inner(text: str, mark: str) -> Iterator[int]:
    place = text.find(mark, 1)
    while place > 0:
        yield place
        place = text.find(mark, place + 1)


def _beginning(text: str, place: int) -> set[int]:
    """Cuts around a dateline inside a line; what lies between the last full stop and it is its headline."""
    base = max(0, place - 200)
    before = text[base:place]
    stop = max(before.rfind(sign) for sign in _ENDS)
    while stop >= 0 and stop + 1 < len(before) and before[stop + 1] in "”’)":
        stop += 1
    title = before[stop + 1 :].strip()
    if not title:
        return {place}
    if len(title) > _TITLE_LENGTH:
        return {place}
    return {base + stop + 1, place} if base + stop >= 0 else {place}


def unit(line: Line) -> Unit:
    """The line with dateline, signature and jump marks taken off its edges."""
    text, start, end = line.text, 0, len(line.text)
    into = jumps.JUMP_IN.match(text)
    jump_in = _jump(line, into) if into else None
    start = into.end() if into else 0
    first = bylines.opening(text, start)
    if first and _sentence_follows(text, first):
        start = first.end
    else:
        first = None
    out, end = _out(line, start)
    last = bylines.closing(text[start:end])
    if last:
        last = bylines.Closing(
            start=line.start + start + last.start,
            end=line.start + start + last.end,
            agency=last.agency,
            people=last.people,
            pictures=last.pictures,
        )
        end = last.start - line.start
    rest = text[start:end]
    left = start + len(rest) - len(rest.lstrip())
    rest = rest.strip()
    return Unit(
        line,
        line.start + left,
        line.start + left + len(rest),
        rest,
        _moved(first, line.start) if first else None,
        last,
        jump_in,
        out,
    )


def _sentence_follows(text: str, first: bylines.Opening) -> bool:
    """A dateline opens a sentence or stands alone; `新华社消息人士…` as a title does neither."""
    return first.who is not None or first.end >= len(text) or text[first.end] in " :," or len(text) > _TITLE_LENGTH


def _out(line: Line, start: int) -> tuple[tuple[int, int, int] | None, int]:
    text = line.text
    if "转" not in text:
        return None, len(text)
    for mark in jumps.JUMP_OUT.finditer(text, max(start, len(text) - 60)):
        if not text[mark.end() :].strip(" 。"):
            left, _, number = _jump(line, mark)
            return (left, line.end, number), mark.start()
    return None, len(text)


def _jump(line: Line, mark: re.Match[str]) -> tuple[int, int, int]:
    """Start and end in the page, and the page number."""
    left = mark.start() + len(mark.group()) - len(mark.group().lstrip())
    return line.start + left, line.start + mark.end(), jumps.marked_page(mark)


def _moved(first: bylines.Opening, offset: int) -> bylines.Opening:
    def moved(span: tuple[int, int] | None) -> tuple[int, int] | None:
        return (span[0] + offset, span[1] + offset) if span else None

    return bylines.Opening(
        start=first.start + offset,
        end=first.end + offset,
        agency=moved(first.agency),
        who=moved(first.who),
        people=first.people,
    )
