"""Articles as items of a list: each story once, and what a chat has to remember of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot import compose
from bot.model import Match, Subscription, Topic
from bot.ports import Shown
from bot.ranking import worth


def merged(items: Iterable[compose.Item]) -> list[compose.Item]:
    """Each story once: its best report, with the others beside it; in the order in which the stories come."""
    stories: dict[str, list[compose.Item]] = {}
    for item in items:
        stories.setdefault(item.story, []).append(item)
    return [_told_once(reports) for reports in stories.values()]


def _told_once(reports: Sequence[compose.Item]) -> compose.Item:
    """The report that is most about what was asked; of equals the first that came. News before an old issue's."""
    if len(reports) == 1:
        return reports[0]
    best = max(reports, key=lambda item: (not item.late, *worth(item.finding), -item.entry.id))
    return replace(best, same=tuple(item.entry for item in reports if item is not best))


def asked_first(topics: Sequence[Topic], matches: Sequence[Match]) -> tuple[Topic, ...]:
    """The article's topics, those first that the person asked for: their digest is grouped as they think."""
    if len(topics) < 2:
        return tuple(topics)
    asked = {hit.via for match in matches for hit in match.finding.hits if hit.via}
    return tuple(sorted(topics, key=lambda topic: topic.name not in asked))


def section(topics: Sequence[Topic], matches: Sequence[Match], mine: Sequence[Subscription]) -> str:
    """Under which of the person's own titles an article stands: the pack that they chose, as `#name`, else their words.

    `matches` best first, `mine` the subscriptions in the same order. A topic that nobody asked for is none of theirs.
    """
    asked = {hit.via for match in matches for hit in match.finding.hits if hit.via}
    chosen = next((topic.name for topic in topics if topic.name in asked), "")
    if not chosen and matches:
        chosen = next((hit.via for hit in matches[0].finding.hits if hit.via), "")
    return f"#{chosen}" if chosen else next((one.name or one.query for one in mine), "")


def shown(item: compose.Item) -> Shown:
    """What a chat has to remember of an item it was shown."""
    return Shown(number=item.number, uid=item.entry.uid, queries=item.queries, names=item.names)
