"""Miniflux's filter rules, one a line: `EntryTitle=(?i)地铁|公交`. Keep rules are alternatives, block rules exclude.

The two boxes of its form are one text here: block rules follow a line that says so (`block`, `屏蔽`, `不要`).
"""

from __future__ import annotations

import re

from bot.errors import QueryError
from bot.imports.entries import Change, Entry, Imported, Left, left, refused, taken
from bot.query import All, Dated, Either, Node, Not, Pattern, Query, joined, walk
from bot.query.miniflux import entry

_BLOCK = re.compile(r"(?:block(?:list)?(?:[_ ]rules)?|屏蔽(?:规则)?|不要)\s*[:：]?", re.IGNORECASE)
_KEEP = re.compile(r"(?:keep(?:list)?(?:[_ ]rules)?|allow|保留(?:规则)?)\s*[:：]?", re.IGNORECASE)
_RULE = re.compile(r"(Entry\w+)=(.*)")


def miniflux(text: str) -> Imported:
    """One query of all rules that can be taken, and an entry for each that cannot."""
    keep, block, entries, changes = list[Node](), list[Node](), list[Entry](), list[Change]()
    rules, into, first = list[str](), keep, 0
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or _KEEP.fullmatch(line) or _BLOCK.fullmatch(line):
            into = block if _BLOCK.fullmatch(line) else keep if line else into
            continue
        node = _rule(number, line)
        if isinstance(node, Entry):
            entries.append(node)
        elif isinstance(node, Dated) and into is keep:
            entries.append(left(number, line, Left.DATE_ALONE))
        else:
            first = first or number
            into.append(node)
            rules.append(line)
            changes += _changed(line, node)
    if rules:
        entries.append(_joint(first, " ".join(rules), keep, block, changes))
    return Imported(entries=tuple(sorted(entries, key=lambda entry: entry.number)))


def _rule(number: int, line: str) -> Node | Entry:
    rule = _RULE.fullmatch(line)
    if rule is None:
        return left(number, line, Left.NOT_A_RULE)
    try:
        return entry(rule[1], rule[2], 0)
    except QueryError as error:
        return refused(number, line, error)


def _changed(line: str, node: Node) -> list[Change]:
    """Plain words are looked for as words, whatever their case; a pattern says what it said."""
    if isinstance(node, Dated) or any(isinstance(part, Pattern) for part in walk(node)):
        return []
    cased = re.search("[A-Za-z]", line.partition("=")[2]) and not line.partition("=")[2].startswith("(?i)")
    return [Change.WORDS, *([Change.ANY_CASE] if cased else [])]


def _joint(number: int, text: str, keep: list[Node], block: list[Node], changes: list[Change]) -> Entry:
    if not keep:
        return left(number, text, Left.ONLY_EXCLUDES)
    dated = [Not(node) for node in block if isinstance(node, Dated)]
    others = [node for node in block if not isinstance(node, Dated)]
    unwanted = [*([Not(joined(Either, others))] if others else []), *dated]
    return taken(number, text, Query(joined(All, [joined(Either, keep), *unwanted])), changes)
