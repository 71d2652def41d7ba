"""The daily page: what the day brings, what has to be done, then the reader's topics, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.compose.front import Almanac, back, front
from bot.compose.items import Item, lines
from bot.model import Button, Message
from bot.outbox import MESSAGE_UNITS
from bot.ranking import Taste, standing
from bot.styled import Styled, bold, join, units
from bot.texts import Texts

# So many are read with the morning's coffee; they are the best ones, whatever their topics, and stand on page one.
BEST = 12
# Telegram shows a hundred marks a message and drops the rest without a word.
MOST_MARKS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is never cut: a single item, or all passing mentions together. `topic` is the heading it stands under."""

    body: Styled
    topic: str | None = None
    model: str = ""


def digest(title: Styled, almanac: Almanac, items: Sequence[Item], t: Texts) -> tuple[Message, ...]:
    """All pages of the digest, each one message, without the buttons that turn them. Numbers run through."""
    blocks = _blocks(items, t, almanac.today)
    return _messages(_paged(front(title, almanac, items, t), blocks, back(almanac, t), t), items, t)


def turned(pages: Sequence[Message], number: int, leaflet: int, t: Texts) -> Message:
    """Page `number` with the buttons that lead to its neighbours; `leaflet` is the id under which they are kept."""
    last = len(pages)
    row = []
    if number > 1:
        row.append(Button(label=t("button.before", number=number - 1, pages=last), data=f"page:{leaflet}:{number - 1}"))
    if number < last:
        row.append(Button(label=t("button.more", number=number + 1, pages=last), data=f"page:{leaflet}:{number + 1}"))
    page = pages[number - 1]
    return replace(page, buttons=(*page.buttons, tuple(row))) if row else page


def page_of(pages: Sequence[Message], number: int) -> Message | None:
    return pages[number - 1] if 1 <= number <= len(pages) else None


# -- order -------------------------------------------------------------------------------------------------------------


def ordered(items: Iterable[Item], taste: Taste) -> list[Item]:
    """The order in which a digest shows them, so that numbers can be given before it is composed.

    The best come first, by topics; then the others in the same way; last what only mentions a word.
    """
    every = best_first(items, taste)
    strong = [item for item in every if item.strong]
    return [*_by_topic(strong[:BEST]), *_by_topic(strong[BEST:]), *(item for item in every if not item.strong)]


def best_first(items: Iterable[Item], taste: Taste) -> list[Item]:
    def rank(item: Item) -> tuple[float, int]:
        stands = standing(item.entry.article, item.finding, item.queries, item.topics, taste)
        return -round(stands.score, 3), item.entry.id

    return sorted(items, key=rank)


def _by_topic(items: Sequence[Item]) -> list[Item]:
    """The topic with the best item first; articles of no topic last."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.topic, []).append(item)
    return [item for _, group in sorted(groups.items(), key=lambda group: not group[0]) for item in group]


# -- pages -------------------------------------------------------------------------------------------------------------


def _blocks(items: Sequence[Item], t: Texts, today: date) -> list[Block]:
    every = sorted(items, key=lambda item: item.number)
    told = [Block(body=lines(item, t, today), topic=item.topic, model=_model(item)) for item in every if item.strong]
    weak = [item for item in every if not item.strong]
    return [*told, Block(body=_passing(weak, t))] if weak else told


def _model(item: Item) -> str:
    return item.retold.model if item.retold else ""


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


def _paged(head: Styled, blocks: Sequence[Block], tail: Styled, t: Texts) -> list[Styled]:
    """Blocks filled into pages in order; a heading stands again where its topic goes on. `tail` ends page one."""
    pages, room = list[Styled](), _room(t)
    page, topic, items, models, end = head, None, 0, list[str](), tail
    for block in blocks:
        for fresh in (False, True):
            above = heading(block.topic, t) + "\n" if block.topic is not None and (fresh or block.topic != topic) else ""
            grown = join("\n\n", [page, above + block.body])
            if not page or (items < BEST and _fits(join("\n\n", [grown, end]), room)):
                break
            pages.append(_closed(page, end, models, t))
            page, items, models, end = Styled(), 0, [], Styled()
        page, topic = _clipped(grown, room), block.topic
        items += block.topic is not None
        models += [block.model] if block.model else []
    return [*pages, _closed(page, end, models, t)]


def _fits(page: Styled, room: int) -> bool:
    return units(page.text) <= room and len(page.marks) <= MOST_MARKS


def _room(t: Texts) -> int:
    """Units of a page, without the lines that every page may end with."""
    foot = join("\n", [t("digest.page", number=99, pages=99), t("digest.retold", model="m" * 40), t("digest.hint")])
    return MESSAGE_UNITS - units(foot.text) - 4


def _closed(page: Styled, tail: Styled, models: Sequence[str], t: Texts) -> Styled:
    """The page with what it ends in; a sentence that a model wrote is not passed off as the paper's."""
    named = t("list.comma").join(dict.fromkeys(model[:40] for model in models))
    return join("\n\n", [page, tail, t("digest.retold", model=named) if named else ""])


def _clipped(block: Styled, room: int) -> Styled:
    """One line of very many passing mentions can outgrow a message; the numbers stay reachable in the list."""
    while units(block.text) > room:
        block = block[: len(block) - max(1, units(block.text) - room)] + "…"
    return block


def _messages(pages: Sequence[Styled], items: Sequence[Item], t: Texts) -> tuple[Message, ...]:
    hint, last = t("digest.hint") if items else "", len(pages)
    return tuple(
        Message(body=join("\n\n", [page, join("\n", [_count(number, last, t), hint])]))
        for number, page in enumerate(pages, 1)
    )


def _count(number: int, pages: int, t: Texts) -> str:
    return t("digest.page", number=number, pages=pages) if pages > 1 else ""
