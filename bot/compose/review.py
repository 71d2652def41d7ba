"""A week in one message: its best articles by topic, what can still be done, the warnings that were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.compose.buttons import of_list
from bot.compose.digest import heading
from bot.compose.front import due
from bot.compose.items import Item, deadline_line, origin, original
from bot.model import Message
from bot.styled import Styled, bold, join
from bot.texts import Texts

# Three of a topic, five topics: two screens. A week is looked back on, not read again.
MOST_OF_TOPIC, MOST_ITEMS = 3, 15
DEADLINES, WARNINGS = 8, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What was found from `first` to `last`: `count` articles of `papers` papers, the chosen `items` numbered."""

    first: date
    last: date
    count: int
    papers: int
    items: tuple[Item, ...] = ()
    opened: tuple[Item, ...] = ()
    warnings: tuple[str, ...] = ()


def best_of(items: Iterable[Item]) -> list[Item]:
    """Of items that come best first the few of each topic that are remembered; the best topic first, no topic last."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.strong and len(groups.setdefault(item.topic, [])) < MOST_OF_TOPIC:
            groups[item.topic].append(item)
    chosen = [item for _, group in sorted(groups.items(), key=lambda group: not group[0]) for item in group]
    return chosen[:MOST_ITEMS]


def review(week: Week, t: Texts) -> Message:
    """The whole message; a quiet week is said to have been one."""
    days = t("review.days", first=t.day(week.first), last=t.day(week.last))
    title = Styled("📖 ") + t.styled("review.title", days=days)
    if not week.items:
        return Message(body=join("\n\n", [title, _deadlines(week, t), _warnings(week, t), t("review.nothing")]))
    count = t("review.count", count=week.count, papers=week.papers, shown=len(week.items))
    body = join(
        "\n\n", [title + "\n" + count, _deadlines(week, t), _warnings(week, t), *_topics(week, t), t("digest.hint")]
    )
    return Message(body=body, buttons=of_list(t), listed=tuple((one.number, one.entry.uid) for one in week.items))


def _topics(week: Week, t: Texts) -> list[Styled]:
    blocks, topic = list[Styled](), None
    for item in week.items:
        line = _line(item, t, week.last)
        if item.topic == topic:
            blocks[-1] = blocks[-1] + "\n" + line
        else:
            blocks.append(heading(item.topic, t) + "\n" + line)
        topic = item.topic
    return blocks


def _line(item: Item, t: Texts, today: date) -> Styled:
    """One line and where it stood: the headline is enough for who has read of it already."""
    article = item.entry.article
    more = t("review.same", count=len(item.same)) if item.same else ""
    where = join(" · ", [origin(article, t, today), original(article, t), more])
    return Styled(f"{item.number}. ") + bold(article.headline or t("untitled")) + "\n　" + where


def _deadlines(week: Week, t: Texts) -> Styled:
    coming = due([*week.items, *week.opened], week.last)[:DEADLINES]
    lines = [
        Styled("· ") + deadline_line(one, t, week.last) + t("review.deadline", number=item.number)
        for one, item in coming
    ]
    return join("\n", [Styled("⏰ ") + bold(t("review.deadlines")), *lines]) if lines else Styled()


def _warnings(week: Week, t: Texts) -> Styled:
    if not week.warnings:
        return Styled()
    more = len(week.warnings) - WARNINGS
    rest = t("digest.warnings.more", count=more) if more > 0 else ""
    title = Styled("⚠️ ") + bold(t("review.warnings", count=len(week.warnings)))
    return join("\n", [title, *(f"· {one}" for one in week.warnings[:WARNINGS]), rest])
