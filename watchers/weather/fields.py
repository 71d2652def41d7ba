"""JSON of weather services, whose fields are there, missing, or of another type as they like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from watchers.codec import from_json
from watchers.errors import ParseError

Fields = dict[str, object]


def fields(text: str) -> Fields:
    """The object that a JSON text is; raises ParseError."""
    try:
        return from_json(text, Fields)
    except RecursionError as wrong:
        raise ParseError("这段 JSON 一层套一层，套得太深，没有读。") from wrong


def inside(outer: Fields, name: str) -> Fields:
    """The object in a field; an empty one where there is none."""
    found = outer.get(name)
    return cast(Fields, found) if isinstance(found, dict) else {}


def several(outer: Fields, name: str) -> Iterator[Fields]:
    """The objects in a list; what else stands in it is an empty one, so that it can be counted."""
    found = outer.get(name)
    for item in found if isinstance(found, list) else ():
        yield cast(Fields, item) if isinstance(item, dict) else {}


def words(outer: Fields, name: str) -> str:
    """The text of a field, numbers as they are written; empty where there is none."""
    found = outer.get(name)
    return str(found).strip() if isinstance(found, (str, int, float)) and not isinstance(found, bool) else ""


def number(outer: Fields, name: str) -> int:
    """A count; 0 where there is none."""
    text = words(outer, name)
    return int(text) if text.isdecimal() and len(text) < 10 else 0
