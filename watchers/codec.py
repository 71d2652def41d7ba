"""Values ↔ JSON text, by msgspec: it reads back exactly the dataclasses that were written and names what does not fit.

The only place that knows msgspec; pure, so every ring may use it. Chosen over hand-written `to_dict`s because the
types in `model` are then the whole schema, checked on reading; over pydantic because our values stay plain dataclasses.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from watchers.errors import ParseError

T = TypeVar("T")


def to_json(value: object) -> str:
    """Compact UTF-8 JSON of a dataclass, enum, date, tuple … as text."""
    return msgspec.json.encode(value, order="deterministic").decode()


def from_json(text: str | bytes, shape: type[T]) -> T:
    """The value of type `shape` that `text` describes; raises ParseError naming the field that does not fit."""
    try:
        return msgspec.json.decode(text, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise ParseError(f"这段 JSON 不是需要的内容：{wrong}") from wrong


def recalled(bookmark: str, memory: type[T]) -> T:
    """What a watcher wrote into its bookmark; an empty `memory()` where there is none, or none of ours."""
    try:
        return from_json(bookmark, memory) if bookmark else memory()
    except ParseError:
        return memory()


def to_builtins(value: object) -> Any:  # Any: JSON data, for printing only
    """The same as plain dicts, lists, strings and numbers, for `--json` output."""
    return msgspec.to_builtins(value)
