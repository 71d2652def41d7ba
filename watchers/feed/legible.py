"""Which texts are mojibake: nothing of them is shown to anybody."""

from __future__ import annotations

from dataclasses import replace

from watchers.feed.model import Feed
from watchers.webtext import MOST_STRANGE, strangeness

# A share of strange characters that is no accident: of a text in English, stray bytes are far less.
STRAY = 0.01


def garbled(text: str) -> bool:
    """Whether the text came out in the wrong encoding. A stray byte alone garbles nothing, also where all is ASCII."""
    strange = strangeness(text)
    if strange <= MOST_STRANGE:
        return False
    wide = sum(char > "\x7f" for char in text)
    return strange * wide - 1 > STRAY * len(text)


def legible(feed: Feed) -> Feed:
    """Without the entries that are mojibake, because their site glues together what is in two encodings."""
    good = tuple(item for item in feed.items if not garbled(item.title) and not garbled(item.text))
    left = len(feed.items) - len(good)
    return replace(feed, items=good, notes=(*feed.notes, f"有 {left} 条是乱码，没有收。")) if left else feed
