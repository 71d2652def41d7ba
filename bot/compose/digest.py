"""The daily page: what the day brings, what has to be done, then the reader's topics, best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.compose.buttons import of_list
from bot.compose.front import DEADLINE_LINES, Almanac, back, due, front
from bot.compose.items import Item, lines
from bot.model import Button, Message
from bot.outbox import MESSAGE_UNITS
from bot.ranking import Taste, crowded, standing
from bot.styled import Styled, bold, join, units
from bot.texts import Texts

# So many are read with the morning's coffee; they are the best ones, whatever their topics, and stand on page one.
BEST = 12
# Telegram shows a hundred marks a message and drops the rest without a word.
MOST_MARKS = 90
LONGEST_MODEL = 60
NOTHING = Styled()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is never cut: a single item, or all passing mentions together.

    `topic` is the heading it stands under, `listed` the numbers in it and what they mean.
    """

    body: Styled
    topic: str | None = None
    model: str = ""
    listed: tuple[tuple[int, str], ...] = ()


def digest(title: Styled, almanac: Almanac, items: Sequence[Item], t: Texts) -> tuple[Message, ...]:
    """All pages of the digest, each one message, without the buttons that turn them. Numbers run through."""
    blocks = _blocks(items, almanac, t)
    pages = _paged(front(title, almanac, items, t), blocks, back(almanac, t), t)
    return _numbered(pages, t("digest.hint") if items else "", t)


def turned(pages: Sequence[Message], number: int, leaflet: int, t: Texts) -> Message:
    """Page `number` with the buttons that lead to its neighbours; `leaflet` is the id under which they are kept."""
    last, page = len(pages), pages[number - 1]
    ways = [("button.page.before", number - 1), ("button.page.next", number + 1)]
    row = tuple(
        Button(label=t(way, number=to, pages=last), data=f"page:{leaflet}:{to}") for way, to in ways if 1 <= to <= last
    )
    return replace(page, buttons=(row, *page.buttons)) if row else page


def page_of(pages: Sequence[Message], number: int) -> Message | None:
    return pages[number - 1] if 1 <= number <= len(pages) else None


# -- order -------------------------------------------------------------------------------------------------------------


def ordered(items: Iterable[Item], taste: Taste) -> list[Item]:
    """The order in which a digest shows them, so that numbers can be given before it is composed.

    The best come first, by topics; then the others in the same way; last what only mentions a word.
    """
    every = best_first(items, taste)
    strong = [item for item in every if item.strong]
    chosen = {id(item) for item in varied(strong, taste)[:BEST]}
    first, rest = [i for i in strong if id(i) in chosen], [i for i in strong if id(i) not in chosen]
    return [*_by_topic(first), *_by_topic(rest), *(item for item in every if not item.strong)]


def varied(items: Sequence[Item], taste: Taste) -> list[Item]:
    """Best first, but the more of one topic, the less each further one counts: one topic shall not fill the page."""
    had: Counter[str] = Counter()
    ranked = list[tuple[float, int, Item]]()
    for place, item in enumerate(items):
        ranked.append((crowded(score(item, taste), had[item.topic]), -place, item))
        had[item.topic] += 1
    return [item for _, _, item in sorted(ranked, key=lambda one: one[:2], reverse=True)]


def best_first(items: Iterable[Item], taste: Taste) -> list[Item]:
    return sorted(items, key=lambda item: (-score(item, taste), item.entry.id))


def score(item: Item, taste: Taste) -> float:
    """Of who has no habits, their words and topics do not matter beyond what they found."""
    about = item.entry.id, item.finding.score if item.finding else 0.0
    known = about if not taste.habits else (*about, item.queries, item.topic)
    if known not in taste.scores:
        stands = standing(item.entry.article, item.finding, item.queries, item.topics, taste)
        taste.scores[known] = round(stands.score, 3)
    return taste.scores[known]


def _by_topic(items: Sequence[Item]) -> list[Item]:
    """The topic with the best item first; articles of no topic last."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.topic, []).append(item)
    return [item for _, group in sorted(groups.items(), key=lambda group: not group[0]) for item in group]


# -- pages -------------------------------------------------------------------------------------------------------------


def _blocks(items: Sequence[Item], almanac: Almanac, t: Texts) -> list[Block]:
    every = sorted(items, key=lambda item: item.number)
    above = set[tuple[int, date]]()
    for deadline, item in due([*items, *almanac.opened], almanac.today)[:DEADLINE_LINES]:
        above.add((item.number, deadline.date))
    told = [
        _block(item, t, almanac.today, {day for number, day in above if number == item.number})
        for item in every
        if item.strong
    ]
    weak = [item for item in every if not item.strong]
    return [*told, Block(body=_passing(weak, t), listed=_listed(weak))] if weak else told


def _block(item: Item, t: Texts, today: date, told: Collection[date]) -> Block:
    model = item.retold.model if item.retold else ""
    return Block(body=lines(item, t, today, told), topic=item.topic, model=model, listed=_listed([item]))


def _listed(items: Sequence[Item]) -> tuple[tuple[int, str], ...]:
    return tuple((item.number, item.entry.uid) for item in items)


def heading(topic: str, t: Texts) -> Styled:
    """【融资】."""
    return bold(t("digest.topic", topic=t(f"topic.{topic}") if t.knows(f"topic.{topic}") else t("topic.none")))


def _passing(items: Sequence[Item], t: Texts) -> Styled:
    """Articles that only mention a word: one line, so that nothing is lost and nothing is loud."""
    told = [
        t("digest.passing.item", number=item.number, headline=item.entry.article.headline or t("untitled"))
        for item in items
    ]
    return bold(t("digest.passing")) + t("list.semicolon").join(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page that is being filled; `tail` is what it ends in. `models` wrote sentences of it."""

    body: Styled = NOTHING
    tail: Styled = NOTHING
    topic: str | None = None
    items: int = 0
    models: tuple[str, ...] = ()
    listed: tuple[tuple[int, str], ...] = ()

    def grown(self, block: Block, t: Texts) -> _Page:
        """With one more block; a heading stands again where its topic goes on."""
        begins = block.topic is not None and (block.topic != self.topic or not self.items)
        told = heading(block.topic or "", t) + "\n" + block.body if begins else block.body
        return replace(
            self,
            body=join("\n\n", [self.body, told]),
            topic=block.topic,
            items=self.items + (block.topic is not None),
            models=(*self.models, block.model) if block.model else self.models,
            listed=(*self.listed, *block.listed),
        )

    def fits(self, room: int) -> bool:
        whole = self.body.text + self.tail.text
        marks = len(self.body.marks) + len(self.tail.marks)
        return self.items <= BEST and units(whole) <= room and marks <= MOST_MARKS

    def closed(self, t: Texts) -> Styled:
        """A sentence that a model wrote is not passed off as the paper's."""
        named = t("list.comma").join(dict.fromkeys(self.models))[:LONGEST_MODEL]
        return join("\n\n", [self.body, self.tail, t("digest.retold", model=named) if named else ""])


def _paged(head: Styled, blocks: Sequence[Block], tail: Styled, t: Texts) -> list[Message]:
    """Blocks filled into pages in order; `tail` ends page one, for many open no other."""
    pages, room = [_Page(body=head, tail=tail)], _room(t)
    for block in blocks:
        grown = pages[-1].grown(block, t)
        if grown.fits(room):
            pages[-1] = grown
        else:
            alone = _Page().grown(block, t)
            pages.append(replace(alone, body=_clipped(alone.body, room)))
    return [
        Message(body=page.closed(t), buttons=of_list(t) if page.listed else (), listed=page.listed) for page in pages
    ]


def _room(t: Texts) -> int:
    """Units of a page, without the lines that every page may end with."""
    retold = t("digest.retold", model="m" * LONGEST_MODEL)
    foot = join("\n", [t("digest.page", number=99, pages=99), retold, t("digest.hint")])
    return MESSAGE_UNITS - units(foot.text) - 8  # and the empty lines between


def _clipped(block: Styled, room: int) -> Styled:
    """One line of very many passing mentions can outgrow a message; the numbers stay reachable in the list."""
    while units(block.text) > room:
        block = block[: len(block) - max(1, units(block.text) - room)] + "…"
    return block


def _numbered(pages: Sequence[Message], hint: str, t: Texts) -> tuple[Message, ...]:
    """The pages with their foot: which of how many it is, and how to go on."""
    last = len(pages)
    counts = (t("digest.page", number=number, pages=last) if last > 1 else "" for number in range(1, last + 1))
    return tuple(
        replace(page, body=join("\n\n", [page.body, join("\n", [count, hint])]))
        for page, count in zip(pages, counts, strict=True)
    )
