"""Lists of one query a line: ours, search engines' alerts, and chat bots that take words and channels."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.errors import QueryError
from bot.imports.entries import Change, Entry, Imported, Left, left, refused, taken, word
from bot.imports.marks import unmarked
from bot.model import Mode
from bot.query import All, Node, Query, Trait, Where, joined, parse, walk

# The frequencies of Google Alerts' export; “as it happens” has no name of its own there.
_MODES = {"AS_IT_HAPPENS": Mode.ALERT, "HOURLY": Mode.ALERT, "DAILY": Mode.DIGEST, "WEEKLY": Mode.DIGEST}
_PATTERN = re.compile(r"/(.+)/([A-Za-z]*)")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def lines(text: str) -> Imported:
    """Each line a query, without the mark of a list; empty ones and `#` comments are passed over."""
    told = _told(text)
    bare = unmarked([line for _, line in told])
    return Imported(entries=tuple(_line(number, line) for (number, _), line in zip(told, bare, strict=True)))


def _told(text: str) -> list[tuple[int, str]]:
    numbered = [(number, line.strip()) for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1)]
    return [(number, line) for number, line in numbered if line and not re.match(r"#\s|#$", line)]


def _line(number: int, line: str, mode: Mode | None = None, changes: Sequence[Change] = ()) -> Entry:
    try:
        query = parse(line)
    except QueryError as error:
        return refused(number, line, error)
    sites = [Change.SITE] if any(map(_site, walk(query.root))) else []
    return taken(number, line, replace(query, mode=query.mode or mode), [*changes, *sites])


def _site(node: Node) -> bool:
    return isinstance(node, Where) and node.trait is Trait.SOURCE and any(map(_DOMAIN.fullmatch, node.values))


def alerts(text: str) -> Imported:
    """Google Alerts' export: columns with `query` and `frequency` among them, a heading above."""
    rows = csv.reader(text.lstrip("\ufeff").splitlines(), strict=False)
    heading = [cell.strip().lower() for cell in next(rows, [])]
    return Imported(
        entries=tuple(_alert(number, dict(zip(heading, row, strict=False))) for number, row in enumerate(rows, 2))
    )


def _alert(number: int, row: dict[str, str]) -> Entry:
    said, frequency = row.get("query", "").strip(), row.get("frequency", "").strip().upper().replace("-", "_")
    if not said:
        return left(number, said, Left.EMPTY)
    return _line(number, said, _MODES.get(frequency), [Change.WEEKLY] if frequency == "WEEKLY" else [])


def keyword_alerts(text: str) -> Imported:
    """keyword_alert_bot's `/subscribe 词1,词2 频道1,频道2`: a query for each word, its channels as sources."""
    entries = [entry for number, line in _told(text) for entry in _keywords(number, line)]
    return Imported(entries=tuple(entries))


def _keywords(number: int, line: str) -> list[Entry]:
    words, _, channels = re.sub(r"^/subscribe\s+", "", line, flags=re.IGNORECASE).partition(" ")
    sources = tuple(name.strip().lstrip("@") for name in re.split("[,，]", channels) if name.strip())
    said = [words] if _PATTERN.fullmatch(words) else [one.strip() for one in re.split("[,，]", words) if one.strip()]
    return [_keyword(number, one, sources) for one in said] or [left(number, line, Left.EMPTY)]


def _keyword(number: int, said: str, sources: tuple[str, ...]) -> Entry:
    pattern = _PATTERN.fullmatch(said)
    changes = [Change.WORDS, *([Change.ANY_CASE] if re.search("[A-Za-z]", said) else [])]
    try:
        node = word(said)
        if pattern:
            node = parse(f"/{pattern[1]}/{'i' if 'i' in pattern[2] else ''}").root
            changes = [Change.FLAGS] if pattern[2].strip("i") else []
    except QueryError as error:
        return refused(number, said, error)
    where = [Where(Trait.SOURCE, sources)] if sources else []
    return taken(number, said, Query(joined(All, [node, *where])), [*changes, *([Change.SITE] if sources else [])])
