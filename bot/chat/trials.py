"""A query tried on the archive: what it meets, and what it would have caught lately."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import query
from bot.compose import Preview
from bot.errors import QueryError
from bot.model import Finding
from bot.ports import Finder
from watchers.model import Entry
from watchers.ports import Archive

# So many articles that hold a word are looked at, the newest: a word that has more in a month is told by its rate.
CANDIDATES = 300

Found = tuple[Entry, Finding]


def candidates(
    archive: Archive, finder: Finder, wanted: query.Query, limit: int, newest: bool
) -> tuple[list[Entry], bool]:
    """Articles that may meet the query, and whether these are all: no more than `limit` that hold a word.

    `newest`: where there are more, the newest rather than those in which the word weighs most.
    """
    held, reached = _candidates(archive, finder, wanted, newest, limit)
    return _recent(held, None), reached is None


def look_back(archive: Archive, finder: Finder, wanted: query.Query, now: datetime, days: int) -> Preview:
    """What the query would have caught in the last `days` days."""
    since = now - timedelta(days=days)
    candidates, reached = _candidates(archive, finder, wanted, newest=True, limit=CANDIDATES)
    first = max(since.date(), reached or since.date())
    recent = [one for one in _recent(candidates, since) if one.article.day >= first or not reached]
    printed = {day: count for day, count in archive.days().items() if day >= first}
    found = met(finder, wanted, recent)
    return Preview(
        days=(now.date() - first).days if reached else days,
        issues=max(len(printed), len({entry.article.day for entry, _ in found})),
        articles=sum(printed.values()) or len(recent),
        found=tuple(_best(found)),
        kept_out=tuple(_best(_kept_out(finder, wanted, recent, {entry.uid for entry, _ in found}))),
    )


def _kept_out(finder: Finder, wanted: query.Query, entries: Sequence[Entry], found: set[str]) -> list[Found]:
    loose = _without_exclusions(wanted)
    return met(finder, loose, [entry for entry in entries if entry.uid not in found]) if loose != wanted else []


def _without_exclusions(wanted: query.Query) -> query.Query:
    """The query as if its `-词` had not been written; one within an alternative stays."""
    root = wanted.root
    if not isinstance(root, query.All):
        return wanted
    asked = tuple(part for part in root.parts if not isinstance(part, query.Not))
    return replace(wanted, root=asked[0] if len(asked) == 1 else query.All(asked))


def met(finder: Finder, wanted: query.Query, entries: Sequence[Entry]) -> list[Found]:
    """Those that the query meets, in their order."""
    canonical = query.canonical(wanted)
    findings = finder.meet_all(canonical, ((entry.article, entry.source) for entry in entries))
    return [(entry, finding) for entry, finding in zip(entries, findings, strict=True) if finding]


def _best(found: Sequence[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (-one[1].score, -one[0].article.day.toordinal(), one[0].id))


def _recent(entries: Sequence[Entry], since: datetime | None) -> list[Entry]:
    """Without those that were replaced; `since`: only what was seen, or is dated, after it."""
    standing = [entry for entry in entries if not entry.replaced]
    return [one for one in standing if since is None or one.seen_at >= since or one.article.day >= since.date()]


def _candidates(
    archive: Archive, finder: Finder, wanted: query.Query, newest: bool, limit: int
) -> tuple[Sequence[Entry], date | None]:
    """Articles that hold the words that the query cannot do without; all recent ones when there are none.

    And the day back to which that is all of them, None when it is all there is.
    """
    groups = _groups(finder, wanted)
    if groups:
        held = archive.holding_each(groups, limit, newest)
    else:
        held = archive.after(max(0, archive.last_id() - limit), limit)
    return held, _oldest(held, limit)


def _groups(finder: Finder, wanted: query.Query) -> list[Collection[str]]:
    """Words of which one of each group stands in every article that meets the query: a group for each of its parts.

    Of 小微 融资 the whole query alone would ask for one of the two, and look at articles without the other in vain.
    """
    root = wanted.root
    parts = [part for part in root.parts if query.asks(part)] if isinstance(root, query.All) else [root]
    return [clues for part in parts if (clues := _clues(finder, part))]


def _clues(finder: Finder, part: query.Node) -> Collection[str] | None:
    """None also for what is no query by itself: a span of days."""
    try:
        return finder.clues(query.canonical(query.Query(part)))
    except QueryError:
        return None


def _oldest(entries: Sequence[Entry], limit: int) -> date | None:
    return min(entry.article.day for entry in entries) if len(entries) >= limit else None
