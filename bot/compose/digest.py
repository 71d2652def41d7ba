"""The daily page: what the day brings, what has to be done, then the reader's topics, best first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.compose.buttons import of_list
from bot.compose.due import due
from bot.compose.front import DEADLINE_LINES, Almanac, back, front, told_before
from bot.compose.items import LONGEST_NAME, Item, brief, lines
from bot.compose.outages import MOST as OUTAGE_LINES
from bot.compose.typeset import typeset
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
# So many headlines have a line each.
FEW = 5
NOTHING = Styled()
# 来源:商都日报 without a name of its own.
_VALUE = re.compile(r"^(?:来源|地区):(?=[^\s:、]+$)")
# Stands in the place of a section over old issues.
LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is never cut: a single item, or all passing mentions together.

    `section` is what it stands under, with its `heading` (None for mentions, which stand under nothing); `listed` the
    numbers in it and what they mean. What is `late` begins a page, unless all stands on one.
    """

    body: Styled
    section: str | None = None
    heading: Styled = NOTHING
    late: bool = False
    model: str = ""
    listed: tuple[tuple[int, str], ...] = ()


def digest(title: Styled, almanac: Almanac, items: Sequence[Item], t: Texts) -> tuple[Message, ...]:
    """All pages of the digest, each one message, without the buttons that turn them. Numbers run through."""
    blocks = _blocks(items, almanac, t)
    late = sum(item.late for item in items)
    behind = "📚 " + t("digest.late.behind", count=late) if 0 < late < len(items) else ""
    before, head = named_before(items, almanac), front(title, almanac, items, t)

    def filled(some: Sequence[Block], note: str) -> list[Message]:
        told = [told_before(before, t, almanac.today), join("\n", [note, back(almanac, t)])]
        return _paged(head, some, join("\n\n", told), t)

    whole = filled([replace(block, late=False) for block in blocks], "")
    pages = _numbered(whole if len(whole) == 1 else filled(blocks, behind), t)
    first = replace(pages[0], listed=(*pages[0].listed, *_listed(before)))
    return (replace(first, buttons=first.buttons or (of_list(t) if first.listed else ())), *pages[1:])


def named_before(items: Sequence[Item], almanac: Almanac) -> list[Item]:
    """Articles told earlier of which the front of page one says what is due: reached from there, too."""
    named = {one.item.number for one in due([*items, *almanac.opened], almanac.today)[:DEADLINE_LINES]}
    named |= {one.number for one in almanac.outages[:OUTAGE_LINES]}
    return [one for one in almanac.opened if one.number in named]


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

    The best come first, by sections; then the others in the same way; then what only mentions a word. Last of all
    what is no news, in an order like that.
    """
    ranked = best_first(items, taste)
    old = [item for item in ranked if item.late]
    return [*_ordered([item for item in ranked if not item.late], taste), *sorted(old, key=lambda i: not i.strong)]


def _ordered(every: Sequence[Item], taste: Taste) -> list[Item]:
    strong = settled([item for item in every if item.strong])
    chosen = {id(item) for item in varied(strong, taste)[:BEST]}
    first = _by_section([item for item in strong if id(item) in chosen])
    going_on = first[-1].section if first else None
    rest = _by_section([item for item in strong if id(item) not in chosen], going_on)
    return [*first, *rest, *(item for item in every if not item.strong)]


def settled(items: Sequence[Item]) -> list[Item]:
    """A subscription that brought one article does not get a heading for it: those stand together under 其他."""
    many = Counter(item.section for item in items)
    kept = {section for section, count in many.items() if section.startswith("#") or count > 1}
    return [item if item.section in kept else replace(item, section="") for item in items]


def varied(items: Sequence[Item], taste: Taste) -> list[Item]:
    """Best first, but the more of one topic, the less each further one counts: one topic shall not fill the page."""
    had: Counter[str] = Counter()
    ranked = list[tuple[bool, float, int, Item]]()
    for place, item in enumerate(items):
        ranked.append((item.in_words, crowded(score(item, taste), had[item.topic]), -place, item))
        had[item.topic] += 1
    return [item for _, _, _, item in sorted(ranked, key=lambda one: one[:3], reverse=True)]


def best_first(items: Iterable[Item], taste: Taste) -> list[Item]:
    """What a whole paper or place brings comes after all that somebody asked for in words."""
    return sorted(items, key=lambda item: (not item.in_words, -score(item, taste), item.entry.id))


def score(item: Item, taste: Taste) -> float:
    """Of who has no habits, their words and topics do not matter beyond what they found."""
    about = item.entry.id, item.finding.score if item.finding else 0.0
    known = about if not taste.habits else (*about, item.queries, item.topic)
    if known not in taste.scores:
        stands = standing(item.entry.article, item.finding, item.queries, item.topics, taste)
        taste.scores[known] = round(stands.score, 3)
    return taste.scores[known]


def _by_section(items: Sequence[Item], first: str | None = None) -> list[Item]:
    """The section with the best item first, before it one that goes on from above; what belongs to none last."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.section, []).append(item)
    rank = sorted(groups.items(), key=lambda group: (group[0] != first, not group[0]))
    return [item for _, group in rank for item in group]


# -- pages -------------------------------------------------------------------------------------------------------------


def _blocks(items: Sequence[Item], almanac: Almanac, t: Texts) -> list[Block]:
    above = _told_elsewhere(items, almanac)
    parted = any(item.section for item in items if item.strong and not item.late)
    told = list[Block]()
    for late in (False, True):
        every = sorted((item for item in items if item.late is late), key=lambda item: item.number)
        told += [
            _block(item, t, almanac.today, {day for number, day in above if number == item.number}, parted)
            for item in every
            if item.strong
        ]
        if weak := [item for item in every if not item.strong]:
            told.append(Block(body=_passing(weak, t, len(weak) == len(every)), late=late, listed=_listed(weak)))
    return told


def _told_elsewhere(items: Sequence[Item], almanac: Almanac) -> set[tuple[int, date]]:
    """(number, day) of what an item need not say: what stands above all items, and what another item says as well."""
    front = due([*items, *almanac.opened], almanac.today)[:DEADLINE_LINES]
    below = due(items, almanac.today, days=date.max.toordinal())
    twice = {told for one in below for told in one.told if told != (one.item.number, one.deadline.date)}
    return twice | {told for one in front for told in one.told}


def _block(item: Item, t: Texts, today: date, told: Collection[date], parted: bool) -> Block:
    """Where nothing is `parted` into sections, none needs a heading."""
    section = LATE if item.late else item.section
    return Block(
        body=lines(item, t, today, told),
        section=section,
        heading=heading(section, t) if parted or item.late else NOTHING,
        late=item.late,
        model=item.retold.model if item.retold else "",
        listed=_listed([item]),
    )


def _listed(items: Sequence[Item]) -> tuple[tuple[int, str], ...]:
    return tuple((item.number, item.entry.uid) for item in items)


def heading(section: str, t: Texts) -> Styled:
    """【融资】, 【麦收、夏播】, 【其他】."""
    if section == LATE:
        return bold(t("digest.late"))
    pack = _VALUE.sub("", section.removeprefix("#"))
    named = t(f"topic.{pack}") if t.knows(f"topic.{pack}") else brief(pack, LONGEST_NAME)
    return bold(t("digest.topic", topic=named if section else t("topic.none")))


def _passing(items: Sequence[Item], t: Texts, alone: bool) -> Styled:
    """Articles that only mention a word: a few headlines, many run on, so that nothing is lost and nothing is loud."""
    title = bold(t("digest.passing.alone" if alone else "digest.passing"))
    told = [
        t("digest.passing.item", number=item.number, headline=typeset(item.entry.article.headline) or t("untitled"))
        for item in items
    ]
    return join("\n", [title, *told]) if len(told) <= FEW else title + t("list.semicolon").join(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page that is being filled; `tail` is what it ends in. `models` wrote sentences of it.

    `headed` are the sections that have begun, on this page or `before` it.
    """

    body: Styled = NOTHING
    tail: Styled = NOTHING
    headed: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    items: int = 0
    models: tuple[str, ...] = ()
    listed: tuple[tuple[int, str], ...] = ()

    def grown(self, block: Block, t: Texts) -> _Page:
        """With one more block, under its heading where that begins here; what began on an earlier page goes on."""
        section = block.section
        begins = section is not None and section not in self.headed
        title = block.heading + t("digest.goes_on") if block.heading and section in self.before else block.heading
        return replace(
            self,
            body=join("\n\n", [self.body, join("\n", [title, block.body]) if begins else block.body]),
            headed=(*self.headed, section) if begins and section is not None else self.headed,
            items=self.items + (section is not None),
            models=(*self.models, block.model) if block.model else self.models,
            listed=(*self.listed, *block.listed),
        )

    def returns(self, block: Block) -> bool:
        """Whether the block belongs to a section that stands further up: on one page no heading stands twice."""
        return block.section in self.headed[:-1]

    def next(self) -> _Page:
        return _Page(before=self.before.union(self.headed))

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
    pages, room, news = [_Page(body=head, tail=tail)], _room(t), False
    for block in blocks:
        grown = pages[-1].grown(block, t)
        turns, news = (block.late and news) or pages[-1].returns(block), not block.late
        if grown.fits(room) and not turns:
            pages[-1] = grown
        else:
            alone = pages[-1].next().grown(block, t)
            pages.append(replace(alone, body=_clipped(alone.body, room)))
    return [
        Message(body=page.closed(t), buttons=of_list(t) if page.listed else (), listed=page.listed) for page in pages
    ]


def _room(t: Texts) -> int:
    """Units of a page, without the lines that every page may end with."""
    retold = t("digest.retold", model="m" * LONGEST_MODEL)
    foot = join("\n", [t("digest.page", number=99, pages=99), retold])
    return MESSAGE_UNITS - units(foot.text) - 8  # and the empty lines between


def _clipped(block: Styled, room: int) -> Styled:
    """One line of very many passing mentions can outgrow a message; the numbers stay reachable in the list."""
    while units(block.text) > room:
        block = block[: len(block) - max(1, units(block.text) - room)] + "…"
    return block


def _numbered(pages: Sequence[Message], t: Texts) -> tuple[Message, ...]:
    """The pages with their foot: which of how many it is. How to go on, the buttons say."""
    last = len(pages)
    counts = (t("digest.page", number=number, pages=last) if last > 1 else "" for number in range(1, last + 1))
    return tuple(
        replace(page, body=join("\n\n", [page.body, count])) for page, count in zip(pages, counts, strict=True)
    )
