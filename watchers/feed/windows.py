"""A feed of very many entries, or one that is broken somewhere, as several small feeds with the same head."""

from __future__ import annotations

import re
from collections.abc import Sequence

# feedparser takes some 0.2 ms an entry: so many are read in less than a second.
ENTRIES = 2500

_MARKS = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->"
    r"|<(?P<end>/)?(?:[\w-]+:)?(?P<name>item|entry)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<empty>/)?>",
    re.DOTALL | re.IGNORECASE,
)


def windows(text: str, size: int = ENTRIES) -> Sequence[str]:
    """Feeds of at most `size` entries each that together hold all of them; the text itself where it has no more.

    So also where its entries are not side by side, so that nobody can tell one from the other.
    """
    spans = _entries(text)
    if len(spans) <= size:
        return (text,)
    head, tail = text[: spans[0][0]], text[spans[-1][1] :]
    groups = (spans[at : at + size] for at in range(0, len(spans), size))
    return tuple(head + "".join(text[start:end] for start, end in group) + tail for group in groups)


def counted(text: str) -> int:
    """How many entries stand in the text side by side; 0 where they do not."""
    return len(_entries(text))


def _entries(text: str) -> list[tuple[int, int]]:
    """Where each entry begins and ends; none where they are not written side by side."""
    spans: list[tuple[int, int]] = []
    begun = -1
    for found in _MARKS.finditer(text):
        if not found["name"]:
            continue
        if bool(found["end"]) != (begun >= 0):
            return []
        if found["end"] or found["empty"]:
            spans.append((begun if found["end"] else found.start(), found.end()))
            begun = -1
        else:
            begun = found.start()
    return spans if begun < 0 else []
