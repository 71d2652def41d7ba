"""Secrets as values: a text that does not show itself, and texts without it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "***"

# A shorter piece would hide ordinary words of a log.
SHORTEST_PIECE = 4


class Secret:
    """A text that does not show itself: only `reveal()` gives it out."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return HIDDEN

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


class Redactor:
    """Takes secrets out of texts: whole, the half behind the colon, and as it stands in a URL."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        forms = {form for secret in secrets for form in _forms(secret.reveal())}
        longest_first = sorted(forms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        return self._pattern.sub(HIDDEN, text)


def _forms(secret: str) -> set[str]:
    half = secret.partition(":")[2]
    encoded = quote(secret, safe="")
    return {form for form in (secret, half, encoded) if len(form) >= SHORTEST_PIECE}
