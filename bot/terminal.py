"""The terminal as a chat, by rich: messages with a quiet bar at the left, numbered choices, tables, progress.

rich is imported where it draws, because `baoxiao --help` shall not wait for it. Into a pipe go the same words without
colours, bars and breaks, so that they can be searched.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from bot.lines import wrap
from bot.model import Address, Button, Hall, Message, Outcome, Sent
from bot.styled import Mark, Style, Styled, join

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

BRAND = "报晓"
BAR = "▍"
UPDATED = "（更新）"
FILE = "〔文件〕{name}，{size:.1f} kB；终端里收不到文件。"
READ = "〔文件〕{name}\n{text}"
READABLE = (".json", ".txt")
PROMPT = "› "
# A line that begins so answers the message above it, as a reply does in other chats.
REPLY = (">", "＞")
NUMBERS = "items:"
ACCENT = "yellow"  # the morning sun; a palette colour, so that every theme makes it readable
LOOKS = {Style.BOLD: "bold", Style.ITALIC: "italic", Style.CODE: "cyan", Style.QUOTE: "dim", Style.LINK: "underline"}

# Longer lines than some forty Chinese characters are hard to follow.
WIDEST = 88
PIPE_WIDTH = 80

Progress = Callable[[int, int, str], None]
"""Called with (done, total, note)."""


class Terminal:
    """A chat on stdin and stdout. `closed` tells that nobody reads any more (a broken pipe); it is then silent.

    `under`: our name of the message whose buttons can be pressed now.
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
        self._colour = self._fancy and (not plain if colour is None else colour)
        self._width = width
        self._choices: tuple[Button, ...] = ()
        self._asking = False
        self._printed = 0
        self.under = ""
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
        self.show(replace(message, body=UPDATED + message.body))
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
        self._choices = tuple(button for row in _rows(message) for button in row if button.data)
        self._interrupt(self._drawn(_printable(_in_words(message)), _rows(message)))

    def line(self, text: Styled | str = "", *, hint: bool = False) -> None:
        """A line of our own (no message); a hint is dimmer."""
        console = self._console()
        with console.capture() as captured:
            drawn = self._text(_printable(text if isinstance(text, Styled) else Styled(text)))
            if hint:
                drawn.stylize("dim")
            console.print(drawn, soft_wrap=not self._fancy)
        self._interrupt(captured.get())

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[Styled | str]]) -> None:
        """A table with a heading; cells that do not fit are broken, never cut."""
        from rich import box
        from rich.table import Table

        drawn = Table(
            box=box.SIMPLE_HEAD if self._fancy else None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0)
        )
        for column in columns:
            drawn.add_column(column, overflow="fold")
        for row in rows:
            drawn.add_row(*(self._text(_printable(c if isinstance(c, Styled) else Styled(c))) for c in row))
        console = self._console()
        with console.capture() as captured:
            if title:
                console.print(title, style=f"bold {ACCENT}")
            console.print(drawn)
        self._interrupt("\n".join(text.rstrip() for text in captured.get().splitlines()) + "\n")

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
        chunks, rest = _chunks(self._source), b""
        while not self.closed:
            line, newline, behind = rest.partition(b"\n")
            if newline:
                rest = behind
            else:
                self._ask()
                chunk = await chunks.get()
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

    def _drawn(self, body: Styled, buttons: Sequence[Sequence[Button]]) -> str:
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

    def _body(self, body: Styled) -> Iterator[Text]:
        """The lines of a message; quoted paragraphs are set in."""
        from rich.text import Text

        spelled = body if self._colour else _with_addresses(body)
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
                label, sign = _printable(Styled(button.label)).text, "🔗"
                if button.data:
                    number += 1
                    sign = f"[{number}]"
                line.append("   " if line else "").append(sign, style=f"bold {ACCENT}").append(f" {label}")
                line.append(f" ‹{_printable(Styled(button.url)).text}›" if button.url else "")
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


def _rows(message: Message) -> tuple[tuple[Button, ...], ...]:
    """Where people type, they name an item by its number: the button that asks for one would only take numbers away."""
    rows = (tuple(button for button in row if button.data != NUMBERS) for row in message.buttons)
    return tuple(row for row in rows if row)


def _in_words(message: Message) -> Styled:
    """What a picture shows is said; a file that people can read is printed; of others there is the name."""
    if message.file and message.file.name.endswith(READABLE):
        return join("\n", [message.in_words, READ.format(name=message.file.name, text=message.file.text.rstrip())])
    named = FILE.format(name=message.file.name, size=len(message.file.text.encode()) / 1000) if message.file else ""
    return join("\n", [message.in_words, named])


def _with_addresses(body: Styled) -> Styled:
    """Links with their address written behind them, for places where they cannot be pressed."""
    links = [m for m in body.marks if m.style is Style.LINK and m.url != body.text[m.start : m.end]]
    for mark in sorted(links, key=lambda m: m.end, reverse=True):
        body = body[: mark.end] + f" ‹{mark.url}›" + body[mark.end :]
    return body


def _printable(body: Styled) -> Styled:
    """Without control characters: a headline must not be able to move the cursor or set the window's title."""
    text = "".join(ch if ch == "\n" or unicodedata.category(ch) not in ("Cc", "Cs") else " " for ch in body.text)
    return Styled(text, tuple(Mark(m.style, m.start, m.end, _printable(Styled(m.url)).text) for m in body.marks))


def _forget(out: TextIO) -> None:
    """Point a broken stdout to nowhere, or Python complains when it flushes at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    except (OSError, ValueError):
        return


def _chunks(source: TextIO) -> asyncio.Queue[bytes]:
    """Bytes of `source` as they come, b"" at the end, read by a thread that dies with the program.

    Not `to_thread`, whose thread would keep a stopping program waiting for the Enter key; not the loop's `add_reader`,
    which refuses files; and below the buffered reader, whose lock a daemon thread must not hold at exit.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[bytes] = asyncio.Queue()

    def pump() -> None:
        chunk = b"?"
        while chunk:
            try:
                chunk = os.read(source.fileno(), 65536)
            except (OSError, ValueError):
                chunk = b""
            try:
                loop.call_soon_threadsafe(queue.put_nowait, chunk)
            except RuntimeError:  # the loop is closed: nobody waits any more
                return

    threading.Thread(target=pump, name="stdin", daemon=True).start()
    return queue
