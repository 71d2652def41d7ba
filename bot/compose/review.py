"""A week in one message: its best articles by topic, what can still be done, the warnings that were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.compose.buttons import of_list
from bot.compose.digest import heading, settled
from bot.compose.due import Due, due
from bot.compose.front import referred, told_before
from bot.compose.gist import gist
from bot.compose.items import Item, deadline_line, origin, original, titled
from bot.model import Message
from bot.styled import Styled, bold, join
from bot.texts import Texts

# Three of a topic, five topics: two screens. A week is looked back on, not read again.
MOST_OF_TOPIC, MOST_ITEMS = 3, 15
DEADLINES, WARNINGS = 8, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What was found from `first` to `last`: `count` articles of `papers` papers, the chosen `items` numbered.

    `silent`: papers of which no issue came, with the day of their last one.
    """

    first: date
    last: date
    count: int
    papers: int
    items: tuple[Item, ...] = ()
    opened: tuple[Item, ...] = ()
    warnings: tuple[str, ...] = ()
    silent: tuple[tuple[str, date], ...] = ()


def best_of(items: Iterable[Item]) -> list[Item]:
    """Of items that come best first the few of each topic that are remembered; the best topic first, no topic last."""
    groups: dict[str, list[Item]] = {}
    for item in settled([item for item in items if item.strong]):
        if len(groups.setdefault(item.section, [])) < MOST_OF_TOPIC:
            groups[item.section].append(item)
    chosen = [item for _, group in sorted(groups.items(), key=lambda group: not group[0]) for item in group]
    return chosen[:MOST_ITEMS]


def review(week: Week, t: Texts) -> Message:
    """The whole message; a quiet week is said to have been one."""
    days = t("review.days", first=t.day(week.first), last=t.day(week.last))
    title = Styled("📖 ") + t.styled("review.title", days=days)
    coming = due([*week.items, *week.opened], week.last)[:DEADLINES]
    parts = [_deadlines(coming, week, t), _warnings(week, t)]
    if week.items:
        key = "review.count" if week.count > len(week.items) else "review.count.all"
        title = title + "\n" + t(key, count=week.count, papers=week.papers, shown=len(week.items))
        parts += _topics(week, t)
    else:
        parts.append(Styled(t("review.nothing")))
    numbers = {one.number: one.entry.uid for one in (*week.items, *(each.item for each in coming))}
    before = [item for item in week.opened if item.number in numbers]
    body = join("\n\n", [title, *parts, told_before(before, t, week.last), _silent(week, t)])
    return Message(body=body, buttons=of_list(t) if numbers else (), listed=tuple(sorted(numbers.items())))


def _topics(week: Week, t: Texts) -> list[Styled]:
    blocks, section = list[Styled](), None
    parted = any(item.section for item in week.items)
    for item in week.items:
        if item.section == section:
            blocks[-1] = blocks[-1] + "\n" + _line(item, t, week.last)
        else:  # the best of a topic tells what it was about
            best = join("\n", [_line(item, t, week.last), gist(item.entry.article, item.finding)])
            blocks.append(join("\n", [heading(item.section, t) if parted else Styled(), best]))
        section = item.section
    return blocks


def _line(item: Item, t: Texts, today: date) -> Styled:
    """The headline and where it stood: enough for who has read of it already."""
    article = item.entry.article
    more = t("review.same", count=len(item.same)) if item.same else ""
    where = join(" · ", [origin(article, t, today), original(article, t), more])
    return Styled(f"{item.number}. ") + titled(article, t) + "　" + where


def _deadlines(coming: Sequence[Due], week: Week, t: Texts) -> Styled:
    lines = [Styled("· ") + deadline_line(one.deadline, t, week.last) + referred(one, t, week.last) for one in coming]
    return join("\n", [Styled("⏰ ") + bold(t("review.deadlines")), *lines]) if lines else Styled()


def _warnings(week: Week, t: Texts) -> Styled:
    if not week.warnings:
        return Styled()
    more = len(week.warnings) - WARNINGS
    rest = t("digest.warnings.more", count=more) if more > 0 else ""
    title = Styled("⚠️ ") + bold(t("review.warnings", count=len(week.warnings)))
    return join("\n", [title, *(f"· {one}" for one in week.warnings[:WARNINGS]), rest])


def _silent(week: Week, t: Texts) -> str:
    if not week.silent:
        return ""
    named = t("list.comma").join(
        t("review.silent.one", paper=name, day=t.dated(day, week.last)) for name, day in week.silent
    )
    return t("review.silent", papers=named)
