"""What a language model wrote of an article, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """`text` as it may be shown, by the model of that name."""

    text: str
    model: str
