"""Work that is done in small steps, so that others have their turn between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")

Steps = Iterator[T | None]
"""Steps of some ten milliseconds: None after each, and at last what has come of it."""


def outcome(steps: Steps[T]) -> T:
    """All of it at once."""
    return next(one for one in steps if one is not None)
