"""What a message is where there is only text: which words, which choices, and nothing that moves the cursor."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bot.model import Button, Message
from bot.styled import Mark, Style, Styled, join

READABLE = (".json", ".txt")
# A line that begins so answers the message above it, as a reply does in other chats.
REPLY = (">", "＞")
NUMBERS = "items:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the terminal says itself, in the reader's language: signs where nobody has told which that is.

    `file` may name its `{name}` and `{size}` (in kB), `read` stands above the text of a file. `items` stands under a
    list in the place of the button that asks for a number, with the first `{number}` of the list.
    """

    updated: str = "↻ "
    file: str = "📎 {name} ({size} kB)"
    read: str = "📎 {name}"
    items: str = ""


def rows(message: Message) -> tuple[tuple[Button, ...], ...]:
    """Where people type, they name an item by its number: the button that asks for one would only take numbers away."""
    rows = (tuple(button for button in row if button.data != NUMBERS) for row in message.buttons)
    return tuple(row for row in rows if row)


def in_words(message: Message, words: Words) -> Styled:
    """What a picture shows is said; a file that people can read is printed; of others there is the name."""
    if message.file and message.file.name.endswith(READABLE):
        head = words.read.format(name=message.file.name)
        return join("\n", [message.in_words, head, message.file.text.rstrip()])
    asks = any(button.data == NUMBERS for row in message.buttons for button in row)
    hint = words.items.format(number=message.listed[0][0]) if asks and message.listed else ""
    size = f"{len(message.file.text.encode()) / 1000:.1f}" if message.file else ""
    named = words.file.format(name=message.file.name, size=size) if message.file else ""
    return join("\n\n", [join("\n", [message.in_words, named]), hint])


def with_addresses(body: Styled) -> Styled:
    """Links with their address written behind them, for places where they cannot be pressed."""
    links = [m for m in body.marks if m.style is Style.LINK and m.url != body.text[m.start : m.end]]
    for mark in sorted(links, key=lambda m: m.end, reverse=True):
        body = body[: mark.end] + f" ‹{mark.url}›" + body[mark.end :]
    return body


def printable(body: Styled) -> Styled:
    """Without control characters: a headline must not be able to move the cursor or set the window's title."""
    text = "".join(ch if ch == "\n" or unicodedata.category(ch) not in ("Cc", "Cs") else " " for ch in body.text)
    return Styled(text, tuple(Mark(m.style, m.start, m.end, printable(Styled(m.url)).text) for m in body.marks))
