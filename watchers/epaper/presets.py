"""What is known of a newspaper beforehand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A newspaper and the address of its first page, with {YYYY}, {MM} and {DD} where that has the day."""

    name: str
    index: str
