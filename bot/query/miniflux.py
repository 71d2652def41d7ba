"""Miniflux's rules as parts of a query: `EntryTitle=(?i)暴雨|大风`, `EntryDate=max-age:30d`.

A rule is a field, `=`, and a RE2 pattern that runs to the end of the line. A pattern of plain words becomes words.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.query.nodes import Dated, Either, Node, Part, Pattern, Term, Trait, Where, Within, joined
from bot.query.refusals import refuse

FIELD = re.compile(r"Entry(?:Title|Content|Author|Date|Tag|URL|CommentsURL)(?==)")
_PARTS = {"EntryTitle": Part.TITLE, "EntryContent": Part.BODY}
_PLAIN = re.compile(r"[^\\^$.|?*+()\[\]{}\"]*\w[^\\^$.|?*+()\[\]{}\"]*")
_DATES = re.compile(r"(before|after):(\S+)|between:([^,\s]+),\s*(\S+)|max-age:(\d{1,4})d")


def entry(name: str, value: str, at: int) -> Node:
    """The node of one rule; `at` is where it was typed. Raises QueryError for what has no counterpart here."""
    if name == "EntryDate":
        return _dated(value, at)
    if name not in (*_PARTS, "EntryAuthor"):
        raise refuse("entry_field", at, field=name)
    any_case = value.startswith("(?i)")
    source = value.removeprefix("(?i)").strip()
    words = source.split("|")
    plain = all(map(_PLAIN.fullmatch, words))
    if not source or (name == "EntryAuthor" and not plain):
        raise refuse("entry_value", at, field=name)
    if name == "EntryAuthor":
        return Where(Trait.AUTHOR, tuple(words), at)
    if plain:
        return Within(_PARTS[name], joined(Either, [Term(" ".join(word.split()), exact=True, at=at) for word in words]))
    return Within(_PARTS[name], Pattern(source, any_case, at))


def _dated(value: str, at: int) -> Node:
    """Both ends of `before`, `after` and `between` are left out."""
    found = _DATES.fullmatch(value.strip())
    if found is None:
        raise refuse("entry_value", at, field="EntryDate")
    if found[5] and int(found[5]):
        return Dated(days=int(found[5]), at=at)
    try:
        days = [date.fromisoformat(text) for text in found.group(2, 3, 4) if text]
        one = timedelta(days=1)
        match found[1]:
            case "before":
                return Dated(until=days[0] - one, at=at)
            case "after":
                return Dated(since=days[0] + one, at=at)
        if days[0] + one <= days[1] - one:
            return Dated(since=days[0] + one, until=days[1] - one, at=at)
    except (ValueError, OverflowError, IndexError):
        pass
    raise refuse("entry_value", at, field="EntryDate")
