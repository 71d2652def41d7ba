"""The bookmark: which issues are awaited, being read, read; what of them is still owed.

Changed in place while a visit goes on and written down with every harvest, so that a visit may end behind any of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from watchers.codec import recalled
from watchers.epaper.addresses import shape
from watchers.epaper.hours import HABIT, Arrival
from watchers.epaper.index import Index, Listed, PageLink
from watchers.model import Article

# What did not come is asked for again after this, twice as late each time, at most so late.
RETRY, LONGEST_RETRY = timedelta(minutes=5), timedelta(hours=2)
# An issue that is read is looked at again for what was mended or added: soon, in the morning, and once more article
# by article. Papers mend their misprints in the first hours.
CHECKS = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
# A page that is there and has nothing on it is believed the third time. What does not come is asked for until its day
# is over, and then given up after so many tries: some six hours.
MOST_EMPTY, MOST = 3, 8


@dataclass(slots=True, kw_only=True)
class Owed:
    """An address that is to be fetched while `owed`, not before `after`; `lost`: given up after so many `tries`.

    `got`: it came once, so that it is only asked for what may have changed; `cut`: what came had no end.
    """

    url: str
    validator: str = ""
    owed: bool = True
    lost: bool = False
    got: bool = False
    cut: bool = False
    tries: int = 0
    after: datetime | None = None

    def put_off(self, now: datetime) -> None:
        """It did not come, or not whole: later, twice as late each time."""
        self.tries += 1
        self.after = now + min(RETRY * 2 ** min(self.tries - 1, 10), LONGEST_RETRY)

    def came(self, validator: str, cut: bool) -> None:
        """It is here, whole or `cut`."""
        self.owed, self.lost, self.got, self.cut = False, False, True, cut
        self.tries, self.after, self.validator = 0, None, validator

    def due(self, now: datetime) -> bool:
        return self.owed and (self.after is None or self.after <= now)


@dataclass(slots=True, kw_only=True)
class Item(Owed):
    """An article of the issue. `empty`: it came without text."""

    title: str = ""
    empty: bool = False

    def again(self, forget: bool = False) -> None:
        """To be fetched once more; `forget`: whether or not it has changed."""
        self.owed, self.lost, self.tries, self.after = True, False, 0, None
        if forget:
            self.validator = ""


@dataclass(slots=True, kw_only=True)
class Sheet(Owed):
    """A page of the issue. `owed`: its index is to be read; `listed`: how many articles stood on it, None before."""

    label: str = ""
    name: str = ""
    pdf: str = ""
    listed: int | None = None
    items: list[Item] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        """Whether no article stands on it, though its name does not say so: 人民日报 has 第24版：广告."""
        return self.listed == 0 and "广告" not in self.name and "图片" not in self.name

    @property
    def pending(self) -> bool:
        """Whether more articles may come from this page."""
        return self.owed or any(item.owed for item in self.items)


@dataclass(slots=True, kw_only=True)
class Edition:
    """One day's issue. Without sheets it is awaited, and `due_at` says when to look for it.

    `read_at`: since when only what failed is owed, or was found at a check.
    `mark` tells its first page from another day's. `parts` are articles that have a part on another page, `told` what
    of them went out; `left_out` says why what is no article; `wrong` what went wrong.
    """

    due_at: datetime | None = None
    looked_at: datetime | None = None
    looks: int = 0
    validator: str = ""
    done: bool = False
    mark: str = ""
    checks: int = 0
    read_at: datetime | None = None
    sheets: list[Sheet] = field(default_factory=list)
    parts: list[Article] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    wrong: str = ""

    @property
    def items(self) -> Iterator[Item]:
        return (item for sheet in self.sheets for item in sheet.items)

    @property
    def pending(self) -> bool:
        """Whether anything of it is still to be fetched."""
        return any(sheet.pending for sheet in self.sheets)

    @property
    def mostly_bare(self) -> bool:
        """Whether most pages list no article: no matter of a page, but of the site."""
        read = [sheet for sheet in self.sheets if sheet.listed or sheet.bare]
        return 2 * sum(sheet.bare for sheet in read) > len(read) > 1

    def check_at(self, late: bool) -> datetime | None:
        """When all that was read is to be looked at again; None when it is not. `late`: its day is over."""
        if late or self.read_at is None or self.checks >= len(CHECKS):
            return None
        return self.read_at + CHECKS[self.checks]

    def next_due(self, now: datetime, late: bool) -> datetime | None:
        """When there is next something to do about it."""
        if self.done:
            return None
        if not self.sheets:
            return self.due_at or now
        owed = [sheet.after or now for sheet in self.sheets if sheet.owed]
        owed += [item.after or now for item in self.items if item.owed]
        check = self.check_at(late)
        return min([*owed, *([check] if check else [])], default=now)


@dataclass(slots=True, kw_only=True)
class Memory:
    """All of it. `index` is the address of the first page by date, as it was found; editions by their day."""

    index: str = ""
    editions: dict[str, Edition] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)


def recall(bookmark: str) -> Memory:
    """The memory in a bookmark; without a usable one all is read again, which adds nothing twice."""
    return recalled(bookmark, Memory)


def open_edition(edition: Edition, index: Index, validator: str, now: datetime) -> None:
    """The issue is there: its pages as the index lists them, the one that it stands on already read."""
    edition.due_at = None
    edition.wrong = ""
    edition.mark = mark(index)
    edition.validator = ""
    add_sheets(edition, index.pages)
    own = next((sheet for sheet in edition.sheets if sheet.url == index.url), None)
    if own is None:
        # The front door shows the first page under an address of its own; what the pages do not have is its.
        own = Sheet(url=index.url, label=index.label if len(index.pages) < 2 else "")
        edition.sheets.append(own)
    list_articles(edition, own, index, validator, now)


def add_sheets(edition: Edition, pages: Sequence[PageLink]) -> None:
    known = {sheet.url for sheet in edition.sheets}
    edition.sheets += [
        Sheet(url=link.url, label=link.label, name=link.name, pdf=link.pdf) for link in pages if link.url not in known
    ]


def list_articles(edition: Edition, sheet: Sheet, index: Index, validator: str, now: datetime) -> None:
    """What stands on a page by its index: new articles are owed, and those whose title is another one now.

    An index without articles, or without its end, counts, and is asked for again a few times.
    """
    _take_over(edition, sheet, {one.url for one in index.articles})
    known = {item.url: item for item in edition.items}
    fresh = [one for one in index.articles if one.url not in known]
    sheet.items += [Item(url=one.url, title=one.title) for one in fresh]
    for one in index.articles:
        if one.url in known and _renamed(known[one.url], one):
            known[one.url].again(forget=True)
            known[one.url].title = one.title
    sheet.listed = max(sheet.listed or 0, len(index.articles))
    sheet.label, sheet.name, sheet.pdf = sheet.label or index.label, sheet.name or index.name, sheet.pdf or index.pdf
    if sheet.bare and (edition.mostly_bare or index.cut or sheet.tries + 1 < MOST_EMPTY):
        sheet.validator = ""
        sheet.put_off(now)
    else:
        sheet.came(validator, index.cut)
    if index.next and len(index.pages) < 2:  # no list of pages: the way leads from page to page
        add_sheets(edition, [PageLink(url=index.next)])


def _take_over(edition: Edition, sheet: Sheet, urls: Collection[str]) -> None:
    """What the front door showed without saying on which page it stands belongs to the page that lists it too."""
    for other in edition.sheets if sheet.label else ():
        if not other.label and other is not sheet:
            sheet.items += [item for item in other.items if item.url in urls]
            other.items = [item for item in other.items if item.url not in urls]


def _renamed(item: Item, listed: Listed) -> bool:
    return bool(item.title and listed.title) and item.title != listed.title


def mark(index: Index) -> str:
    """What tells two issues apart whose pages have no date: names and titles of the articles."""
    names = [f"{one.url.rpartition('/')[2]}|{one.title}" for one in index.articles] or [shape(index.url)]
    return hashlib.blake2b("\n".join(names).encode("utf-8", "replace"), digest_size=8).hexdigest()


def edition_of(memory: Memory, day: date) -> Edition:
    return memory.editions.setdefault(day.isoformat(), Edition())


def prune(memory: Memory, today: date, back: int) -> None:
    """Forget what is too old to be read. An issue that was begun is finished in the night, whatever `back` says."""
    first = today - timedelta(days=max(back, 2))
    memory.editions = {day: one for day, one in memory.editions.items() if first.isoformat() <= day}
    memory.arrivals = [one for one in memory.arrivals if today - one.day <= timedelta(weeks=6)]


def give_up(edition: Edition) -> None:
    """The day is over: what was asked for so often does not come any more."""
    for one in (*edition.sheets, *edition.items):
        if one.owed and one.tries >= MOST:
            one.owed, one.lost = False, not one.got


def ask_for_the_rest(edition: Edition, now: datetime) -> None:
    """Pages and articles that came without their end are asked for again; unless no page of the site has one."""
    came = [one for one in (*edition.sheets, *edition.items) if one.got]
    cut = [one for one in came if one.cut]
    if len(cut) < HABIT or 2 * len(cut) <= len(came):
        for one in cut:
            one.owed, one.cut, one.validator = True, False, ""
            one.put_off(now)


def check(edition: Edition, now: datetime) -> None:
    """Look at all pages again, and the last time at all articles, each with what it was known by."""
    edition.checks += 1
    while (further := edition.check_at(late=False)) and further <= now:  # one look is enough, however late it is
        edition.checks += 1
    for sheet in edition.sheets:
        sheet.owed, sheet.tries, sheet.after = not sheet.lost, 0, None
    for item in edition.items if edition.checks == len(CHECKS) else ():
        if not item.lost:
            item.again()


def note_read(edition: Edition, now: datetime, late: bool) -> None:
    """Whether it was gone through once; and whether nothing more will ever be asked for.

    Then only what the notes tell of is kept, because the bookmark is written often.
    """
    ask_for_the_rest(edition, now)
    if any(one.owed and one.tries == 0 for one in (*edition.sheets, *edition.items)):
        return
    edition.read_at = edition.read_at or now
    if edition.pending or edition.check_at(late):
        return
    edition.done, edition.parts, edition.told = True, [], {}
    for sheet in edition.sheets:
        sheet.validator = ""
        sheet.items = [item for item in sheet.items if item.lost]
