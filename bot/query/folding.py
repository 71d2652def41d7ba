"""What somebody typed → the characters that are meant, with the way back to the place of each."""

from __future__ import annotations

import unicodedata

from bot.query.refusals import refuse

# Headings are set in these: 【停水】 says 停水.
_BRACKETS = frozenset("【】〖〗")
QUOTES = frozenset('"“”„‟「」『』〝〞')


def folded(text: str) -> tuple[str, list[int]]:
    """`text` with widths folded and one kind of quotation mark, and for each character the place where it was typed.

    NFKC where one sign stands for one sign; what it would take apart (㎡, ①, …) stays as newspapers print it. Invisible
    marks (zero width, direction of writing) are left out; a control character or half a character is refused.
    """
    characters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        category = unicodedata.category(text[at])
        if category == "Cs" or (category == "Cc" and not text[at].isspace()):
            raise refuse("broken", at, sign=f"U+{ord(text[at]):04X}")
        if category == "Cf":
            at = end
            continue
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        normal = unicodedata.normalize("NFKC", text[at:end])
        for character in normal if len(normal) == 1 else text[at:end]:
            characters.append('"' if character in QUOTES else " " if character in _BRACKETS else character)
            places.append(at)
        at = end
    return "".join(characters), [*places, len(text)]
