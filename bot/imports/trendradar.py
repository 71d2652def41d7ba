"""TrendRadar's `frequency_words.txt`: a group of lines between blank ones is one query.

In a group 词 lines are alternatives, `+词` is required, `!词` excluded, `@5` a cap; a first line `[别名]` names the
group, `词 => 显示名` a line; `/正则/` is a pattern that takes no notice of capitals or of letters after it; `#` begins
a comment. `[GLOBAL_FILTER]` opens a section of exclusions for every group, `[WORD_GROUPS]` the groups again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.errors import QueryError
from bot.imports.entries import Change, Entry, Imported, Left, left, refused, taken, word
from bot.query import All, Either, Node, Not, Pattern, Query, joined, parse

_SECTION = re.compile(r"\[(GLOBAL_FILTER|WORD_GROUPS)\]", re.IGNORECASE)
_NAME = re.compile(r"\[([^\]]+)\]")
_CAP = re.compile(r"[@＠](\d+)")
_PATTERN = re.compile(r"/(.+)/([A-Za-z]*)")
_SHOWN = re.compile(r"\s*(?:=>|＝＞)\s*")
_REQUIRED, _EXCLUDED = "+＋", "!！"
_MOST_A_DAY = 100


@dataclass(slots=True)
class _Group:
    """The lines of a group as they are read."""

    number: int
    lines: list[str] = field(default_factory=list)
    name: str = ""
    shown: list[str] = field(default_factory=list)
    some: list[Node] = field(default_factory=list)
    required: list[Node] = field(default_factory=list)
    excluded: list[Node] = field(default_factory=list)
    most: int = 0
    changes: list[Change] = field(default_factory=list)


def trendradar(text: str) -> Imported:
    """One query a group; lines that cannot be taken are named beside it."""
    outside, groups, entries = list[Node](), list[_Group](), list[Entry]()
    for section, lines in _blocks(text):
        group = _Group(lines[0][0])
        for number, line in lines:
            try:
                _read(group, line, filters=section == "GLOBAL_FILTER")
            except QueryError as error:
                entries.append(refused(number, line, error))
            else:
                group.lines.append(line)
        if section == "GLOBAL_FILTER":
            outside += group.some
        elif group.lines:
            groups.append(group)
    entries += [_entry(group, outside) for group in groups]
    return Imported(entries=tuple(sorted(entries, key=lambda entry: entry.number)))


def _blocks(text: str) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """(section, its numbered lines) for each run of lines without a blank one."""
    section, block = "WORD_GROUPS", list[tuple[int, str]]()
    for number, raw in enumerate([*text.splitlines(), ""], 1):
        line = raw.strip().lstrip("\ufeff")
        opened = _SECTION.fullmatch(line)
        if (opened or not line) and block:
            yield section, block
            block = []
        if opened:
            section = opened[1].upper()
        elif line and not line.startswith("#"):
            block.append((number, line))


def _read(group: _Group, line: str, *, filters: bool) -> None:
    """File a line in its group. Raises QueryError for a pattern that cannot be taken."""
    if (name := _NAME.fullmatch(line)) and not group.lines and not filters:
        group.name = name[1].strip()
    elif (cap := _CAP.fullmatch(line)) and not filters:
        group.most = min(int(cap[1]), _MOST_A_DAY)
    elif line[0] in _REQUIRED and line[1:].strip() and not filters:
        group.required.append(_node(group, line[1:]))
    elif line[0] in _EXCLUDED and line[1:].strip() and not filters:
        group.excluded.append(_node(group, line[1:]))
    else:
        group.some.append(_node(group, line))


def _node(group: _Group, line: str) -> Node:
    said, *shown = _SHOWN.split(line.strip(), maxsplit=1)
    pattern = _PATTERN.fullmatch(said)
    if pattern is None:
        group.shown += shown
        return word(said)
    slashed = re.sub(r"(?<!\\)/", r"\/", pattern[1])
    node = parse(f"/{slashed}/i").root
    if pattern[2].strip("i"):
        group.changes.append(Change.FLAGS)
    group.shown += shown
    return node


def _entry(group: _Group, outside: list[Node]) -> Entry:
    text = " ".join(group.lines)
    wanted = [*([joined(Either, group.some)] if group.some else []), *group.required]
    if not wanted:
        return left(group.number, text, Left.ONLY_EXCLUDES)
    unwanted = [*group.excluded, *outside]
    root = joined(All, [*wanted, *([Not(joined(Either, unwanted))] if unwanted else [])])
    changes = [*group.changes]
    if any(not isinstance(node, Pattern) for node in (*group.some, *group.required)):
        changes.insert(0, Change.WORDS)
    changes += [Change.EXCLUDES_HERE] if group.excluded else []
    changes += [Change.EXCLUDES_ALL] if outside else []
    names = dict.fromkeys(group.shown)
    only = next(iter(names)) if len(names) == 1 and len(wanted) == 1 and len(group.some) == 1 else ""
    changes += [Change.NAMES] if names and (group.name or not only) else []
    return taken(group.number, text, Query(root, group.name or only, None, group.most), changes)
