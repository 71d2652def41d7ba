"""`baoxiao read --explain`: the page in the terminal, each block with its role and what decided for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.commands.output import line
from bot.commands.reasons import ROLES, said
from bot.lines import cells, wrap
from bot.styled import Styled, bold, code, quote
from bot.terminal import Terminal
from bot.wiring import explainer
from watchers.model import Page
from watchers.reading import Block, Reading, Remark, Role

# A page must be readable in the narrowest usual terminal; the margin holds `12 主题  `.
_COLUMNS, _MARGIN = 80, 9
_ROOM = _COLUMNS - _MARGIN - 1
# The clues that a person looks at; the others together change little.
_CLUES = 5
# So close a race is worth a look.
_NARROW = 1.5


def explain(page: Page, paper: str, day: date, *, as_json: bool) -> None:
    """Show how `page` is read."""
    reading, remarks = explainer()(page, paper, day)
    if as_json:
        for remark in remarks:
            line(_object(page, remark))
        return
    terminal = Terminal()
    terminal.line(_head(page, reading, remarks))
    before: Block | None = None
    for remark in remarks:
        for shown in _shown(page.text, remark, before):
            terminal.line(shown)
        before = remark.block
    terminal.line()


def _head(page: Page, reading: Reading, remarks: Sequence[Remark]) -> Styled:
    narrow = sum(remark.rival is not None and remark.rival.behind < _NARROW for remark in remarks)
    counts = f"{len(reading.articles)} 篇稿件，{len(reading.teasers)} 条导读，{len(reading.furniture)} 处版面文字"
    doubt = f"，{narrow} 处拿不准（标 ？）" if narrow else ""
    return bold(page.file or "版面") + "\n" + counts + doubt


def _shown(text: str, remark: Remark, before: Block | None) -> Iterator[Styled]:
    block = remark.block
    fresh = block.article is None or before is None or before.article != block.article
    if fresh and (before is None or block.article is not None or before.article is not None):
        yield Styled()
    number = str(block.article + 1) if block.article is not None and fresh else ""
    printed = _clipped(" ".join(text[block.start : block.end].split()))
    rows = [printed[a:b] for a, b in wrap(printed, _ROOM)]
    label = Styled(f"{number:>2} ") + code(ROLES[block.role]) + "  "
    yield label + (bold(rows[0]) if block.role is Role.HEADLINE else rows[0])
    for row in rows[1:]:
        yield Styled(" " * _MARGIN) + (bold(row) if block.role is Role.HEADLINE else row)
    why = _why(remark)
    for a, b in wrap(why, _ROOM):
        yield Styled(" " * _MARGIN) + quote(why[a:b])


def _clipped(text: str) -> str:
    """Long text by its edges, where it could have been joined or cut wrongly: two lines of the terminal."""
    if sum(map(cells, text)) <= 2 * _ROOM:
        return text
    half = _ROOM // 2 - 5
    return f"{text[:half]} …{len(text)} 字… {text[-(half - 5) :]}"


def _why(remark: Remark) -> str:
    if remark.block.role is remark.weighed and remark.clues:
        parts = [f"{said(reason)} {weight:+.1f}".replace("-", "−") for weight, reason in remark.clues[:_CLUES]]
        if remark.block.reason not in {reason for _, reason in remark.clues}:
            parts.insert(0, said(remark.block.reason))
    else:
        parts = [said(remark.block.reason)]
    return _race(remark) + "；".join(parts)


def _race(remark: Remark) -> str:
    rival = remark.rival
    if rival is None:
        return ""
    doubt = "？" if rival.behind < _NARROW else ""
    return f"{doubt}领先{ROLES[rival.role]} {rival.behind:.1f}｜"


def _object(page: Page, remark: Remark) -> dict[str, object]:
    block, rival = remark.block, remark.rival
    return {
        "file": page.file, "start": block.start, "end": block.end, "role": block.role,
        "article": None if block.article is None else block.article + 1, "reason": block.reason,
        "text": page.text[block.start : block.end],
        "clues": [{"weight": round(weight, 2), "reason": reason} for weight, reason in remark.clues],
        "rival": rival and rival.role, "margin": rival and round(rival.behind, 2),
    }  # fmt: skip
