"""A query tried on the archive: what it meets, and what it would have caught lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import query
from bot.compose import Preview
from bot.model import Finding
from bot.ports import Finder
from watchers.model import Entry
from watchers.ports import Archive

# So many articles that hold a word are looked at, the newest: a word that has more in a month is told by its rate.
CANDIDATES = 300

Found = tuple[Entry, Finding]


def findings(archive: Archive, finder: Finder, wanted: query.Query, since: datetime | None = None) -> list[Found]:
    """Articles that the query meets, the stronger and then the newer first; `since`: seen, or dated, after it."""
    return _best(_met(finder, wanted, _recent(_candidates(archive, finder, wanted, since is not None)[0], since)))


def look_back(archive: Archive, finder: Finder, wanted: query.Query, now: datetime, days: int) -> Preview:
    """What the query would have caught in the last `days` days."""
    since = now - timedelta(days=days)
    candidates, reached = _candidates(archive, finder, wanted, newest=True)
    first = max(since.date(), reached or since.date())
    recent = [one for one in _recent(candidates, since) if one.article.day >= first or not reached]
    printed = {day: count for day, count in archive.days().items() if day >= first}
    found = _met(finder, wanted, recent)
    return Preview(
        days=(now.date() - first).days if reached else days,
        issues=max(len(printed), len({entry.article.day for entry, _ in found})),
        articles=sum(printed.values()) or len(recent),
        found=tuple(_best(found)),
        kept_out=tuple(_best(_kept_out(finder, wanted, recent, {entry.uid for entry, _ in found}))),
    )


def _kept_out(finder: Finder, wanted: query.Query, entries: Sequence[Entry], found: set[str]) -> list[Found]:
    loose = _without_exclusions(wanted)
    return _met(finder, loose, [entry for entry in entries if entry.uid not in found]) if loose != wanted else []


def _without_exclusions(wanted: query.Query) -> query.Query:
    """The query as if its `-词` had not been written; one within an alternative stays."""
    root = wanted.root
    if not isinstance(root, query.All):
        return wanted
    asked = tuple(part for part in root.parts if not isinstance(part, query.Not))
    return replace(wanted, root=asked[0] if len(asked) == 1 else query.All(asked))


def _met(finder: Finder, wanted: query.Query, entries: Sequence[Entry]) -> list[Found]:
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
    archive: Archive, finder: Finder, wanted: query.Query, newest: bool
) -> tuple[Sequence[Entry], date | None]:
    """Articles that hold one of the words that the query cannot do without; all recent ones when there are none.

    And the day back to which that is all of them, None when it is all there is.
    """
    clues = finder.clues(query.canonical(wanted))
    if clues is None:
        held = archive.after(max(0, archive.last_id() - CANDIDATES), CANDIDATES)
    else:
        held = archive.holding(clues, CANDIDATES, newest)
    return held, _oldest(held)


def _oldest(entries: Sequence[Entry]) -> date | None:
    return min(entry.article.day for entry in entries) if len(entries) >= CANDIDATES else None
