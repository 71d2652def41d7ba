"""Which article is which when an issue is read again: unchanged, corrected, or new.

A paper puts a page up again with a mended sentence, a new headline or an article moved to another page; a page that
came late completes an article that jumps. Readers know all these as the same article, so it keeps its uid.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watchers.model import Article, Entry, Revision

# Half of the four-character runs in common: rewritten articles keep more, two articles of one event less.
ALIKE = 0.5
SHINGLE = 4
# Below this a text is too short (a teaser, a caption) for "mostly contained in the other" to mean the same article.
SUBSTANTIAL = 30


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    entry: Entry
    place: int


def revisions(source: str, current: Sequence[Entry], articles: Sequence[Article]) -> tuple[Revision, ...]:
    """What to append to the log, in the order of the paper, so that it says what `articles` say.

    `current` are the latest entries of the same issue from the same source. Entries that are no longer in the paper
    stay as they are: the log does not forget.
    """
    known = _assign(current, articles)
    taken = {entry.uid for entry in current}
    found: list[Revision] = []
    for place, article in enumerate(articles):
        if entry := known.get(place):
            if _visible(entry.article) != _visible(article):
                found.append(Revision(uid=entry.uid, version=entry.version + 1, article=article))
        else:
            uid = _uid(source, article, taken)
            taken.add(uid)
            found.append(Revision(uid=uid, version=1, article=article))
    return tuple(found)


def _visible(article: Article) -> Article:
    """Without what readers do not see: the file's name, and the place on the page, which shifts with a neighbour."""
    return replace(article, order=1, file="")


def _assign(current: Sequence[Entry], articles: Sequence[Article]) -> Mapping[int, Entry]:
    """Place in `articles` → its entry, one to one: the unchanged first, then the most alike."""
    known: dict[int, Entry] = {}
    free = {entry.uid: entry for entry in current}
    same: dict[Article, list[Entry]] = {}
    for entry in current:
        same.setdefault(_visible(entry.article), []).append(entry)
    for place, article in enumerate(articles):
        if twins := same.get(_visible(article)):
            known[place] = twins.pop(0)
            del free[known[place].uid]
    rest = [(place, article) for place, article in enumerate(articles) if place not in known]
    for pair in sorted(_pairs(free.values(), rest), key=lambda pair: (-pair.score, pair.place, pair.entry.id)):
        if pair.place not in known and pair.entry.uid in free:
            del free[pair.entry.uid]
            known[pair.place] = pair.entry
    return known


def _pairs(entries: Collection[Entry], articles: Sequence[tuple[int, Article]]) -> Iterator[_Pair]:
    """All pairs that may be the same article, with how surely."""
    if not entries:
        return
    fresh = {place: (article, _shingles(article)) for place, article in articles}
    places: dict[str, list[int]] = {}
    for place, (_, after) in fresh.items():
        for shingle in after:
            places.setdefault(shingle, []).append(place)
    for entry in entries:
        before = _shingles(entry.article)
        common = Counter(place for shingle in before for place in places.get(shingle, ()))
        for place, (article, after) in fresh.items():
            score = _alike(entry.article, article, len(before), len(after), common[place])
            if score:
                yield _Pair(score, entry, place)


def _alike(old: Article, new: Article, before: int, after: int, common: int) -> float:
    """How surely `new` is `old` corrected; 0 when it is not. Headline tells more than text, text more than place.

    `before` and `after` are the numbers of their shingles, `common` how many of these are in both.
    """
    headline = bool(old.headline) and _bare(old.headline) == _bare(new.headline)
    page = old.page == new.page
    text = common / ((before + after - common) or 1)
    shorter = min(before, after)
    contained = shorter >= SUBSTANTIAL and common >= ALIKE * shorter
    if (headline and page) or text >= ALIKE or (contained and (headline or page)):
        return text + headline + page / 4
    return 0.0


def _shingles(article: Article) -> frozenset[str]:
    text = _bare("".join((article.body, *article.captions)))
    return frozenset(text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1))) if text else frozenset()


def _bare(text: str) -> str:
    """Without blanks and punctuation, which change when a page is set or read anew."""
    return re.sub(r"[\W_]+", "", text)


def _uid(source: str, article: Article, taken: set[str]) -> str:
    """64 bits, as 16 hexadecimal digits: short enough for a button, unlikely to meet again in a million articles."""
    natural = (source, article.paper, article.day.isoformat(), article.page, article.headline, article.body[:100])
    uid = hashlib.blake2b("\0".join(natural).encode("utf-8", "replace"), digest_size=8).hexdigest()
    again = (f"{uid}-{number}" for number in range(2, len(taken) + 3))
    return uid if uid not in taken else next(name for name in again if name not in taken)
