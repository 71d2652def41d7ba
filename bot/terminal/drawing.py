"""How things look on the screen, by rich: a message, a line, a table, as text that is ready to be written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from bot.lines import wrap
from bot.model import Button
from bot.styled import Style, Styled
from bot.terminal.words import printable, with_addresses

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

BRAND = "报晓"
BAR = "▍"
ACCENT = "yellow"  # the morning sun; a palette colour, so that every theme makes it readable
LOOKS = {Style.BOLD: "bold", Style.ITALIC: "italic", Style.CODE: "cyan", Style.QUOTE: "dim", Style.LINK: "underline"}

# Longer lines than some forty Chinese characters are hard to follow.
WIDEST = 88
PIPE_WIDTH = 80


class Drawing:
    """`fancy`: with bars and line breaks; else plain lines, which can be searched."""

    def __init__(self, out: TextIO, *, fancy: bool, colour: bool, width: int | None) -> None:
        self._out, self._fancy, self._colour, self._width = out, fancy, colour, width

    def message(self, body: Styled, buttons: Sequence[Sequence[Button]]) -> str:
        from rich.text import Text

        bar = BAR if self._fancy else ""
        head = BRAND if self._fancy else f"── {BRAND} ──"
        lines = [Text.assemble((head, f"bold {ACCENT}")), *self._body(body)]
        if buttons:
            lines += [Text(), *self._rows(buttons)]
        console = self._console()
        with console.capture() as captured:
            for line in lines:
                console.print(Text.assemble((bar, ACCENT), line), soft_wrap=True)
        return captured.get() + "\n"

    def line(self, text: Styled | str, *, hint: bool) -> str:
        """A line of our own."""
        console = self._console()
        with console.capture() as captured:
            drawn = self._text(printable(text if isinstance(text, Styled) else Styled(text)))
            if hint:
                drawn.stylize("dim")
            console.print(drawn, soft_wrap=not self._fancy)
        return captured.get()

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[Styled | str]]) -> str:
        """Cells that do not fit are broken, never cut."""
        from rich import box
        from rich.table import Table

        drawn = Table(
            box=box.SIMPLE_HEAD if self._fancy else None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0)
        )
        for column in columns:
            drawn.add_column(column, overflow="fold")
        for row in rows:
            drawn.add_row(*(self._text(printable(c if isinstance(c, Styled) else Styled(c))) for c in row))
        console = self._console()
        with console.capture() as captured:
            if title:
                console.print(title, style=f"bold {ACCENT}")
            console.print(drawn)
        return "\n".join(text.rstrip() for text in captured.get().splitlines()) + "\n"

    def _body(self, body: Styled) -> Iterator[Text]:
        """The lines of a message; quoted paragraphs are set in."""
        from rich.text import Text

        spelled = body if self._colour else with_addresses(body)
        start = 0
        for paragraph in spelled.text.split("\n"):
            end = start + len(paragraph)
            quoted = any(m.style is Style.QUOTE and m.start <= start < m.end for m in spelled.marks)
            room = self._room - 2 * quoted if self._fancy else sys.maxsize
            for a, b in wrap(paragraph, room):
                yield Text.assemble(("│ " if quoted else "", "dim"), self._text(spelled[start + a : start + b]))
            start = end + 1

    def _rows(self, buttons: Sequence[Sequence[Button]]) -> Iterator[Text]:
        from rich.text import Text

        number = 0
        for row in buttons:
            line = Text()
            for button in row:
                label, sign = printable(Styled(button.label)).text, "🔗"
                if button.data:
                    number += 1
                    sign = f"[{number}]"
                line.append("   " if line else "").append(sign, style=f"bold {ACCENT}").append(f" {label}")
                line.append(f" ‹{printable(Styled(button.url)).text}›" if button.url else "")
            yield line

    def _text(self, styled: Styled) -> Text:
        from rich.style import Style as Look
        from rich.text import Text

        text = Text(styled.text)
        for mark in styled.marks:
            text.stylize(Look.parse(LOOKS[mark.style]), mark.start, mark.end)
            if mark.style is Style.LINK and self._colour and mark.url.isprintable():
                text.stylize(Look(link=mark.url), mark.start, mark.end)
        return text

    def _console(self) -> Console:
        from rich.console import Console

        return Console(
            file=self._out,
            width=self._width or (None if self._fancy else PIPE_WIDTH),
            force_terminal=self._colour,
            no_color=not self._colour,
            highlight=False,
            markup=False,
            emoji=False,
        )

    @property
    def _room(self) -> int:
        """Columns for text beside the bar; one stays free, as some terminals wrap when the last one is used."""
        return max(min(self._console().width, WIDEST) - 2, 20)
