"""The daily page: what the day brings, what has to be done, then the reader's topics, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.compose.items import Item, deadline_line, lines, open_deadlines
from bot.model import Button, Message
from bot.outbox import MESSAGE_UNITS
from bot.styled import Styled, bold, join, units
from bot.texts import Texts
from watchers.model import Deadline, Entry, ForecastDay

# How far ahead a deadline is worth a line at the top: long enough to write a letter, short enough to be news.
HORIZON_DAYS = 30
DEADLINE_LINES = 5
BRIEF = 16
# Telegram shows a hundred marks a message and drops the rest without a word.
MOST_MARKS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Almanac:
    """What stands above the topics: the date, today's printed forecast, alerts that were told already.

    `held`: the numbers of the items that would have rung in quiet hours.
    """

    today: date
    forecast: tuple[tuple[Entry, ForecastDay], ...] = ()
    alerted: tuple[str, ...] = ()
    held: tuple[int, ...] = ()


def digest(title: Styled, almanac: Almanac, items: Sequence[Item], t: Texts) -> tuple[Message, ...]:
    """All pages of the digest, each one message. Numbers run through; the last line of a page says how to go on."""
    told = join("\n", [_held(items, almanac, t), _alerted(almanac, t)])
    head = join("\n\n", [title, _forecast(almanac, t), _deadlines(items, t, almanac.today), told])
    return _messages(_paged(head, _blocks(items, t, almanac.today)), 1, bool(items), t)


def later_page(items: Sequence[Item], number: int, first: int, t: Texts, today: date) -> Message | None:
    """Page `number` of a digest, which goes on with the item `first`: what stood above page one makes no difference.

    None when there is no such item.
    """
    rest = [item for item in items if item.number >= first]
    return _messages(_paged(Styled(), _blocks(rest, t, today)), number, True, t)[0] if rest else None


def _blocks(items: Sequence[Item], t: Texts, today: date) -> list[tuple[int, Styled]]:
    """What is never cut, each with the number of its first item: single items, and all passing mentions together.

    In the order of the numbers, which `ordered` gave: composed again for a later page, nothing changes its place, even
    where a corrected article would be grouped otherwise by now.
    """
    every = sorted(items, key=lambda item: item.number)
    strong = max((place for place, item in enumerate(every, 1) if item.strong), default=0)
    blocks = list[tuple[int, Styled]]()
    for topic, run in groupby(every[:strong], key=lambda item: item.topic):
        group = list(run)
        told = lines_under_heading(topic, group, t, today)
        blocks += [(item.number, block) for item, block in zip(group, told, strict=True)]
    weak = every[strong:]
    return [*blocks, (weak[0].number, _passing(weak, t))] if weak else blocks


def _messages(pages: Sequence[tuple[int, Styled]], begin: int, hinted: bool, t: Texts) -> tuple[Message, ...]:
    """Pages as messages, numbered from `begin`; the button of each names the item with which the next goes on."""
    hint = t("digest.hint") if hinted else ""
    following = [first for first, _ in pages[1:]]
    last = begin + len(pages) - 1
    return tuple(
        _message(page, n, last, hint, t, following[n - begin] if n < last else 0)
        for n, (_, page) in enumerate(pages, begin)
    )


def page_of(pages: Sequence[Message], number: int) -> Message | None:
    return pages[number - 1] if 1 <= number <= len(pages) else None


def ordered(items: Iterable[Item]) -> list[Item]:
    """The order in which a digest shows them, so that numbers can be given before it is composed."""
    every = list(items)
    strong = [item for _, group in _grouped([i for i in every if i.strong]) for item in group]
    return strong + _best(i for i in every if not i.strong)


def _grouped(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """By topic, the topic with the strongest item first; articles of no topic last."""
    groups: dict[str, list[Item]] = {}
    for item in _best(items):
        groups.setdefault(item.topic, []).append(item)
    return sorted(groups.items(), key=lambda group: not group[0])


def _best(items: Iterable[Item]) -> list[Item]:
    def rank(item: Item) -> tuple[float, int, int]:
        score = item.finding.score if item.finding else 0.0
        return (-round(score, 1), -item.entry.article.day.toordinal(), item.entry.id)

    return sorted(items, key=rank)


def lines_under_heading(topic: str, items: Sequence[Item], t: Texts, today: date) -> list[Styled]:
    """Blocks that are never cut; the heading stays with its first item."""
    heading = bold(t("digest.topic", topic=_title(topic, t)))
    first, *rest = [lines(item, t, today) for item in items]
    return [heading + "\n" + first, *rest]


def _title(topic: str, t: Texts) -> str:
    return t(f"topic.{topic}") if t.knows(f"topic.{topic}") else t("topic.none")


def _forecast(almanac: Almanac, t: Texts) -> Styled:
    """Today's line of the latest printed forecast, with the paper it stands in."""
    if not almanac.forecast:
        return Styled()
    entry, day = almanac.forecast[0]
    place = entry.article.facts.places[-1] if len(entry.article.facts.places) == 1 else ""
    words = [day.text, day.wind, _temperatures(day, t)]
    told = t("list.comma").join(word for word in words if word)
    return Styled("🌤 ") + bold(place or t("forecast.today")) + " " + told + t("forecast.by", paper=entry.article.paper)


def _temperatures(day: ForecastDay, t: Texts) -> str:
    if day.low is None or day.high is None:
        known = day.high if day.high is not None else day.low
        return "" if known is None else f"{known}℃"
    return t("forecast.range", low=day.low, high=day.high)


def _deadlines(items: Sequence[Item], t: Texts, today: date) -> Styled:
    """Deadlines of the reader's own articles within the horizon, soonest first."""
    coming = _coming(items, today)
    if not coming:
        return Styled()
    shown = [
        Styled("· ")
        + deadline_line(deadline, t, today)
        + t("deadline.item", headline=_brief(item.entry.article.headline), number=item.number)
        for deadline, item in coming[:DEADLINE_LINES]
    ]
    return join("\n", [Styled("⏰ ") + bold(t("digest.deadlines")), *shown])


def _coming(items: Sequence[Item], today: date) -> list[tuple[Deadline, Item]]:
    """Each deadline once: several articles on one draft name the same day, and one line is enough."""
    found: dict[tuple[date, str], tuple[Deadline, Item]] = {}
    for item in items:
        documents = item.entry.article.facts.documents
        for deadline in open_deadlines(item.entry.article, today):
            if (deadline.date - today).days <= HORIZON_DAYS:
                found.setdefault((deadline.date, documents[0] if documents else deadline.what), (deadline, item))
    return sorted(found.values(), key=lambda pair: (pair[0].date, pair[1].number))


def _brief(headline: str) -> str:
    return headline if len(headline) <= BRIEF else headline[: BRIEF - 1] + "…"


def _held(items: Sequence[Item], almanac: Almanac, t: Texts) -> Styled:
    """What quiet hours held back: items of this digest, named first because they were worth an alert."""
    held = [item for item in items if item.number in almanac.held]
    if not held:
        return Styled()
    told = [t("digest.passing.item", number=item.number, headline=item.entry.article.headline) for item in held]
    title = t.styled("held.title", count=len(held)) + t("held.these", items=t("list.semicolon").join(told))
    return Styled("🔔 ") + title


def _alerted(almanac: Almanac, t: Texts) -> Styled:
    if not almanac.alerted:
        return Styled()
    return Styled("🔔 ") + t("digest.alerted", headlines=t("list.semicolon").join(almanac.alerted))


def _passing(items: Sequence[Item], t: Texts) -> Styled:
    """Articles that only mention a word: one line, so that nothing is lost and nothing is loud."""
    told = [
        t("digest.passing.item", number=item.number, headline=item.entry.article.headline or t("untitled"))
        for item in items
    ]
    return bold(t("digest.passing")) + t("list.semicolon").join(told)


def _paged(head: Styled, blocks: Sequence[tuple[int, Styled]]) -> list[tuple[int, Styled]]:
    """Blocks filled into pages in order, each page with the number of its first item.

    A block that alone is too long is cut where the channel needs it.
    """
    pages: list[tuple[int, Styled]] = [(1, head)]
    for number, block in blocks:
        first, page = pages[-1]
        grown = join("\n\n", [page, block])
        if units(grown.text) <= MESSAGE_UNITS and len(grown.marks) <= MOST_MARKS:
            pages[-1] = (first, grown)
        elif page:
            pages.append((number, _clipped(block)))
        else:
            pages[-1] = (number, _clipped(block))
    return pages


def _clipped(block: Styled) -> Styled:
    """One line of very many passing mentions can outgrow a message; the numbers stay reachable in the list."""
    while units(block.text) > MESSAGE_UNITS:
        block = block[: len(block) - max(1, units(block.text) - MESSAGE_UNITS)] + "…"
    return block


def _message(page: Styled, number: int, pages: int, hint: str, t: Texts, following: int) -> Message:
    if pages == 1:
        return Message(body=join("\n\n", [page, hint]))
    foot = join("\n", [t("digest.page", number=number, pages=pages), hint])
    if number == pages:
        return Message(body=join("\n\n", [page, foot]))
    turn = Button(label=t("button.more"), data=f"page:{number + 1}:{following}")
    return Message(body=join("\n\n", [page, foot]), buttons=((turn,),))
