"""A Message in Telegram's form: entities with UTF-16 offsets instead of markup, and an inline keyboard.

Entities need no escaping: a title such as `A<B & "C"` can neither break the message nor be taken for markup.
"""

from __future__ import annotations

import re
from itertools import accumulate
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.model import Button, Message
from bot.styled import Mark, Style, Styled

# Telegram shows the first hundred entities of a message and ignores the others without a word.
MOST_ENTITIES = 100

ENTITY = {
    Style.BOLD: MessageEntity.BOLD,
    Style.ITALIC: MessageEntity.ITALIC,
    Style.CODE: MessageEntity.CODE,
    Style.QUOTE: MessageEntity.BLOCKQUOTE,
    Style.LINK: MessageEntity.TEXT_LINK,
}

# A label of a host name is plain ASCII or plain Chinese. Anything mixed, Cyrillic, or in punycode may look like another
# host (homographs); the text then stays, without a link.
LABEL = re.compile(r"(?!xn--)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?|[\u4e00-\u9fff]+", re.IGNORECASE)


def entities(body: Styled) -> tuple[MessageEntity, ...]:
    """The marks of `body`, outermost first, at most a hundred: those further back are dropped."""
    place = [0, *accumulate(2 if ord(ch) > 0xFFFF else 1 for ch in body.text)]
    marks = (_disarmed(_clipped(m, len(body)), body.text) for m in body.marks)
    kept = sorted(filter(_shows, marks), key=lambda m: (m.start, -m.end))
    return tuple(
        MessageEntity(ENTITY[m.style], place[m.start], place[m.end] - place[m.start], url=m.url or None)
        for m in kept[:MOST_ENTITIES]
    )


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The buttons of a message; None when there are none (an empty keyboard is refused).

    One that would open a doubtful address is left out: Telegram would refuse the whole message for some of them.
    """
    rows = [[_key(button) for button in row if not button.url or safe_link(button.url)] for row in message.buttons]
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None


def whole(text: str) -> str:
    """`text` with lone surrogates replaced: they have no UTF-8 form and would break the request. Keeps offsets."""
    return "".join("\ufffd" if "\ud800" <= ch <= "\udfff" else ch for ch in text)


def safe_link(url: str) -> bool:
    """Whether a link may be shown as one: http or https, an unmistakable host, nobody's name before an @."""
    if any(ch.isspace() or not ch.isprintable() or ch == "\\" for ch in url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = parts.scheme in ("http", "https") and "@" not in parts.netloc
    labels = host.removesuffix(".").split(".")
    return plain and len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels)


def _key(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(whole(button.label), url=button.url)
    return InlineKeyboardButton(whole(button.label), callback_data=button.data)


def _clipped(mark: Mark, size: int) -> Mark:
    return Mark(mark.style, max(mark.start, 0), min(mark.end, size), mark.url)


def _disarmed(mark: Mark, text: str) -> Mark:
    """A doubtful address that stands in the text as it is becomes code: Telegram makes links of plain text itself."""
    if mark.style is Style.LINK and mark.url == text[mark.start : mark.end] and not safe_link(mark.url):
        return Mark(Style.CODE, mark.start, mark.end)
    return mark


def _shows(mark: Mark) -> bool:
    return mark.start < mark.end and (mark.style is not Style.LINK or safe_link(mark.url))
