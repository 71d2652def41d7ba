"""A chat on stdin and stdout."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TextIO

from bot.model import Address, Button, Hall, Message, Outcome, Sent
from bot.styled import Styled
from bot.terminal.drawing import ACCENT, Drawing
from bot.terminal.keys import chunks
from bot.terminal.words import REPLY, Words, in_words, printable, rows

PROMPT = "› "

Progress = Callable[[int, int, str], None]
"""Called with (done, total, note)."""


class Terminal:
    """A chat on stdin and stdout. `closed` tells that nobody reads any more (a broken pipe); it is then silent.

    `under`: our name of the message whose buttons can be pressed now. `words`: what we say ourselves, asked for when it
    is said, because the reader may choose another language meanwhile.
    """

    def __init__(
        self,
        out: TextIO | None = None,
        source: TextIO | None = None,
        *,
        fancy: bool | None = None,
        colour: bool | None = None,
        width: int | None = None,
    ) -> None:
        """`fancy` (bars, line breaks, prompt) follows from `out` being a terminal, `colour` from NO_COLOR and TERM."""
        self._out, self._source = out or sys.stdout, source or sys.stdin
        self._fancy = self._out.isatty() if fancy is None else fancy
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        coloured = self._fancy and (not plain if colour is None else colour)
        self._drawing = Drawing(self._out, fancy=self._fancy, colour=coloured, width=width)
        self._choices: tuple[Button, ...] = ()
        self._asking = False
        self._printed = 0
        self.under = ""
        self.words: Callable[[], Words] = Words
        self.closed = False
        if reconfigure := getattr(self._out, "reconfigure", None):
            reconfigure(errors="replace")  # a terminal in another encoding loses a character, not the program

    async def send(self, address: Address, message: Message) -> Outcome:
        """Prints a message; its buttons become the numbers that `choose` understands."""
        self.show(message)
        self._printed += 1
        self.under = str(self._printed)
        return Sent(self.under)

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        """What is printed stays; so it is printed again, and said that it is the same thing as it stands now."""
        self.show(replace(message, body=self.words().updated + message.body))
        self.under = message_id
        return Sent(message_id)

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        """Nothing waits for a sign here."""

    async def administers(self, address: Address, person: str) -> bool:
        """Whoever sits here may do everything."""
        return True

    async def hall(self, name: str, person: str) -> Hall | None:
        """Here is one chat."""
        return None

    def show(self, message: Message) -> None:
        """The same for callers without an event loop."""
        # Only the last message's: after a list, “2” means its second item and must not press an older button.
        choices = rows(message)
        self._choices = tuple(button for row in choices for button in row if button.data)
        words = self.words() if message.file or message.listed else Words()
        self._interrupt(self._drawing.message(printable(in_words(message, words)), choices))

    def line(self, text: Styled | str = "", *, hint: bool = False) -> None:
        """A line of our own (no message); a hint is dimmer."""
        self._interrupt(self._drawing.line(text, hint=hint))

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[Styled | str]]) -> None:
        """A table with a heading; cells that do not fit are broken, never cut."""
        self._interrupt(self._drawing.table(title, columns, rows))

    @contextmanager
    def progress(self, title: str) -> Iterator[Progress]:
        """A bar on stderr while it is a terminal, nothing otherwise: stdout stays free for results."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bars

        columns = (TextColumn("{task.description}"), BarColumn(complete_style=ACCENT), MofNCompleteColumn())
        console = Console(stderr=True, highlight=False, markup=False)
        with Bars(
            *columns,
            TextColumn("{task.fields[note]}", style="dim", markup=False),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as bars:
            task = bars.add_task(title, total=None, note="")
            yield lambda done, total, note: bars.update(task, completed=done, total=total, note=note)

    def choose(self, line: str) -> str | None:
        """The data of the button that a line means: the number of one of the choices shown last; else None."""
        number = unicodedata.normalize("NFKC", line).strip().strip("[]")
        if not (number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= len(self._choices)):
            return None
        return self._choices[int(number) - 1].data

    def replied(self, line: str) -> str | None:
        """What is said in answer to the message above; None of any other line."""
        return line[1:].strip() if self.under and line.startswith(REPLY) else None

    async def read_lines(self) -> AsyncIterator[str]:
        """What is typed or piped in, line by line, blank ones left out; ends with the input.

        At a terminal a prompt stands before each line; from a pipe the line is repeated, so that the output reads as
        a conversation.
        """
        coming, rest = chunks(self._source), b""
        while not self.closed:
            line, newline, behind = rest.partition(b"\n")
            if newline:
                rest = behind
            else:
                self._ask()
                chunk = await coming.get()
                rest += chunk
                if chunk:
                    continue
                line, rest = rest, b""
            self._answered(ended=not newline)
            if text := line.decode("utf-8", "replace").strip():
                self._repeat(text)
                yield text
            if not newline:
                return

    def _ask(self) -> None:
        if self._fancy and self._source.isatty() and not self._asking:
            self._asking = True
            self._write(PROMPT)

    def _answered(self, *, ended: bool) -> None:
        if self._asking and ended:
            self._write("\n")
        self._asking = False

    def _repeat(self, text: str) -> None:
        if not self._source.isatty():
            self.line(PROMPT + text, hint=True)

    def _interrupt(self, drawn: str) -> None:
        """Print above the prompt, if one is waiting."""
        if self._asking:
            drawn = f"\r\x1b[2K{drawn}{PROMPT}"
        self._write(drawn)

    def _write(self, text: str) -> None:
        if self.closed:
            return
        try:
            self._out.write(text)
            self._out.flush()
        except BrokenPipeError:
            self.closed = True
            _forget(self._out)


def _forget(out: TextIO) -> None:
    """Point a broken stdout to nowhere, or Python complains when it flushes at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    except (OSError, ValueError):
        return
