"""Text with marks, for messages: what is said and how it looks, apart from any chat's own markup.

Offsets are Python string indices. A channel turns the marks into its own form (Telegram entities, ANSI), so a title
such as `A<B & "C"` needs no escaping anywhere and can break nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    QUOTE = "quote"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Mark:
    """A style over [start, end) of a text; `url` only for links."""

    style: Style
    start: int
    end: int
    url: str = ""

    def moved(self, by: int) -> Mark:
        return Mark(self.style, self.start + by, self.end + by, self.url)


@dataclass(frozen=True, slots=True)
class Styled:
    """A text and its marks. Joined with `+`, cut with `[a:b]`; plain strings may stand on either side of `+`."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Styled | str) -> Styled:
        right = other if isinstance(other, Styled) else Styled(other)
        return Styled(self.text + right.text, self.marks + tuple(m.moved(len(self.text)) for m in right.marks))

    def __radd__(self, other: str) -> Styled:
        return Styled(other) + self

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __getitem__(self, part: slice) -> Styled:
        start, end, step = part.indices(len(self.text))
        if step != 1:
            raise ValueError("a styled text is cut in one piece")
        kept = (
            Mark(m.style, max(m.start, start) - start, min(m.end, end) - start, m.url)
            for m in self.marks
            if max(m.start, start) < min(m.end, end)
        )
        return Styled(self.text[start:end], tuple(kept))

    def strip(self) -> Styled:
        start = len(self.text) - len(self.text.lstrip())
        if not start and len(self.text) == len(self.text.rstrip()):
            return self
        return self[start : max(start, len(self.text.rstrip()))]


def plain(text: str) -> Styled:
    return Styled(text)


def bold(text: str) -> Styled:
    return _all(text, Style.BOLD)


def italic(text: str) -> Styled:
    return _all(text, Style.ITALIC)


def code(text: str) -> Styled:
    return _all(text, Style.CODE)


def quote(text: Styled | str) -> Styled:
    inner = text if isinstance(text, Styled) else Styled(text)
    return Styled(inner.text, (Mark(Style.QUOTE, 0, len(inner)), *inner.marks)) if inner else inner


def link(text: str, url: str) -> Styled:
    return Styled(text, (Mark(Style.LINK, 0, len(text), url),)) if text and url else Styled(text)


def _all(text: str, style: Style) -> Styled:
    return Styled(text, (Mark(style, 0, len(text)),)) if text else Styled()


def join(separator: str, parts: Iterable[Styled | str]) -> Styled:
    """The parts with `separator` between them; empty parts are left out."""
    whole = Styled()
    for part in parts:
        if part:
            whole = whole + separator + part if whole else whole + part
    return whole


def units(text: str) -> int:
    """Length in UTF-16 code units: what Telegram's entity offsets count, and the strict reading of its 4096 limit."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
