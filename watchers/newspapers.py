"""The newspapers that are known by name, from `seeds/newspapers.toml`, read once a process.

The file is ours and part of the program, so a broken entry is a programming error and may raise as it likes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from watchers.epaper.presets import Preset

_FILE = Path(__file__).parent.parent / "seeds" / "newspapers.toml"


@cache
def load() -> Mapping[str, Preset]:
    """The newspapers by their names."""
    entries = tomllib.loads(_FILE.read_text("utf-8"))["newspapers"]
    return {entry["name"]: Preset(name=entry["name"], index=entry["index"]) for entry in entries}
