"""A list of several pages as it was made, so that its pages can be turned for as long as it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Message

# Lists that a chat can still turn the pages of: today's, yesterday's, and one that was asked for between.
KEPT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """`pages` without the buttons that turn them; what its numbers mean is kept beside it, as of every list."""

    id: int
    title: str
    pages: tuple[Message, ...]
