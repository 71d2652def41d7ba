"""Everyday English words and what the papers say for them, from `seeds/words/english.toml`.

    [weather]                                # sections are for whoever reads the file
    "heatwave" = "高温"                      # lower case, singular; what stands right is a query

Adapter. The table is ours and part of the program, so a broken line is a programming error and may raise as it likes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

OURS = Path(__file__).resolve().parent.parent / "seeds" / "words" / "english.toml"


@cache
def load() -> Mapping[str, str]:
    """English → Chinese; some 250 words in two milliseconds."""
    sections = tomllib.loads(OURS.read_text("utf-8"))
    return {english: chinese for words in sections.values() for english, chinese in words.items()}
