"""Days that were put off: of one matter the newer article's day holds, whatever the older one printed.

Only an article that says so moves a day (听证会延期至6月18日): a second round of applications ends on another day, too,
and takes nothing back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.compose.matters import Matter, matter
from bot.compose.sentences import sentences
from watchers.model import Article, Deadline, Entry, Event

_MOVED = re.compile("延[期后长至到迟]|顺延|推[迟后]|后延|改[期至到为在]|调整[为至到]|提前[至到]|展期|变更为")
# What becomes of it if it rains puts nothing off yet: 如遇下雨顺延, 若遇恶劣天气，则推迟. 因遇暴雨推迟 does.
_PERHAPS = re.compile(
    rf"(?:如[遇果有因逢]|若(?!干)|倘|一旦|(?<![因受遭])遇|视(?=情|天气|雨))[^。；;]{{0,16}}?(?:{_MOVED.pattern})"
    rf"|(?:可能?|或)(?:将|会)?(?:相应|适当|酌情)?(?:{_MOVED.pattern})"
)
# The articles of some days: ten thousand digests show the same few hundred.
_REMEMBERED = 2048

Dated = Deadline | Event
Key = tuple[str, Dated]
"""The uid of an article, and one of its days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """`after`: what a day became, with the article that says so; `before`: what day one stands in the place of."""

    after: Mapping[Key, tuple[Dated, Entry]] = field(default_factory=dict)
    before: Mapping[Key, date] = field(default_factory=dict)

    def deadline(self, entry: Entry, one: Deadline) -> Deadline:
        """The deadline as it stands now."""
        became = self.after.get((entry.uid, one))
        return became[0] if became and isinstance(became[0], Deadline) else one

    def event(self, entry: Entry, one: Event) -> Event:
        became = self.after.get((entry.uid, one))
        return became[0] if became and isinstance(became[0], Event) else one

    def teller(self, entry: Entry, one: Dated) -> Entry:
        """The article in which the day stands as it is now."""
        became = self.after.get((entry.uid, one))
        return became[1] if became else entry

    def was(self, entry: Entry, one: Dated) -> date | None:
        """The day that was printed before, where it was another one."""
        if (entry.uid, one) in self.after:
            return day_of(one)
        return self.before.get((entry.uid, one))


def day_of(one: Dated) -> date:
    return one.date if isinstance(one, Deadline) else one.first or one.last


def moves(told: Iterable[tuple[Entry, str]]) -> Moves:
    """`told`: articles with the stories that they tell ("" where nobody knows)."""
    once = {entry.id: (entry, story) for entry, story in told}
    every = sorted(once.values(), key=lambda one: (one[0].article.day, one[0].id))
    after, before = dict[Key, tuple[Dated, Entry]](), dict[Key, date]()
    for place, (newer, story) in enumerate(every):
        for new, new_matter in _put_off(newer.article, story):
            for older, old_story in every[:place]:
                for old, old_matter in _matters(older.article, old_story):
                    if older.uid != newer.uid and day_of(old) != day_of(new) and new_matter.continues(old_matter):
                        after[older.uid, old] = new, newer
                        before[newer.uid, new] = before[older.uid, new] = day_of(old)
    return Moves(after=after, before=before)


def _put_off(article: Article, story: str) -> Iterator[tuple[Dated, Matter]]:
    """The days that stand in a sentence that says so."""
    said = _saying_so(article.headline, article.body)
    for one, about in _matters(article, story) if said else ():
        day = day_of(one)
        if any(re.search(rf"(?<!\d)0?{day.day}[日号]", text) for text in said):
            yield one, about


@lru_cache(_REMEMBERED)
def _saying_so(headline: str, body: str) -> tuple[str, ...]:
    if not _MOVED.search(headline) and not _MOVED.search(body):
        return ()
    every = (one.text for one in sentences(f"{headline}\n{body}"))
    return tuple(text for text in every if _MOVED.search(_PERHAPS.sub("", text)))


def _matters(article: Article, story: str) -> Iterator[tuple[Dated, Matter]]:
    every: tuple[Dated, ...] = (*article.facts.deadlines, *article.facts.events)
    for one in every:
        yield one, matter(article, one, story)
