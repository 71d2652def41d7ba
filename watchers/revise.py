"""Which article is which when an issue is read again: unchanged, corrected, or new.

A paper puts a page up again with a mended sentence, a new headline or an article moved to another page; a page that
came late completes an article that jumps. Readers know all these as the same article, so it keeps its uid.

Where the source itself has names for its articles (`key`), these decide, whatever was edited; only where a site was
made anew and has renamed all does the text tell which article it was.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watchers.model import Article, Entry, Revision
from watchers.reading.issue import join
from watchers.widths import bare

# Half of the four-character runs in common: rewritten articles keep more, two articles of one event less.
ALIKE = 0.5
SHINGLE = 4
# Below this a text is too short (a teaser, a caption) for "mostly contained in the other" to mean the same article.
SUBSTANTIAL = 30


# More than nothing, for a part too short to have a share.
LEAST = 0.001
# A part has all its characters in the whole, but for a sentence that was mended meanwhile.
PART = 0.8

NO_KEYS: Mapping[str, Entry] = {}


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    entry: Entry
    place: int


def revisions(
    source: str, current: Sequence[Entry], articles: Sequence[Article], keyed: Mapping[str, Entry] = NO_KEYS
) -> tuple[Revision, ...]:
    """What to append to the log, in the order of the paper, so that it says what `articles` say.

    `current` are the latest entries of the same issues from the same source, those that are parts of others
    `replaced`; `keyed` the latest entries that have ever been called by the articles' keys. Entries that are no longer
    in the paper stay as they are: the log does not forget. But a part that was known by itself ends in the article
    that it belongs to, whichever of its pages came first.
    """
    nameless = [article for article in articles if not article.key]
    found = _nameless(source, current, nameless) if nameless else ()
    return (*found, *_named(source, current, articles, keyed)) if len(nameless) < len(articles) else found


def _named(
    source: str, current: Sequence[Entry], articles: Sequence[Article], keyed: Mapping[str, Entry]
) -> Iterator[Revision]:
    """The revisions of articles with keys. Of several with one key the first counts."""
    first = dict[str, int]()
    for place, article in enumerate(articles):
        if article.key:
            first.setdefault(article.key, place)
    called = _called(articles, first, keyed)
    left = [place for place in first.values() if place not in called]
    taken = {entry.uid for entry in called.values()}
    gone = [entry for entry in current if entry.article.key not in first and entry.uid not in taken]
    renamed = _continued(gone, articles, left)
    for place in first.values():
        article, entry = articles[place], called.get(place) or renamed.get(place)
        if entry is None:
            yield Revision(uid=_uid_of_key(source, article.key, keyed.get(article.key)), version=1, article=article)
        elif place in renamed or _meant(entry.article) != _meant(article):
            yield Revision(uid=entry.uid, version=entry.version + 1, article=article, joined=entry.joined)


def _called(articles: Sequence[Article], places: Mapping[str, int], keyed: Mapping[str, Entry]) -> dict[int, Entry]:
    """Place → the entry of its key. Of two that have been one article whoever has its present name keeps it."""
    found = dict[str, tuple[int, Entry]]()
    for key, place in sorted(places.items(), key=lambda pair: pair[1]):
        entry = keyed.get(key)
        if entry and (entry.uid not in found or entry.article.key == key):
            found[entry.uid] = place, entry
    return dict(found.values())


def _continued(gone: Sequence[Entry], articles: Sequence[Article], places: Sequence[int]) -> Mapping[int, Entry]:
    """Of these places → the entry that each continues under a new name, word for word; or which had no name yet.

    A short text says nothing: every day has its own “今日天气”. A warning is known by its key only.
    """
    free = [entry for entry in gone if not entry.replaced and not entry.article.warning]
    texts = {_wording(entry.article): entry for entry in reversed(free) if entry.article.key}
    found = dict[int, Entry]()
    for place in places:
        if not articles[place].warning and (wording := _wording(articles[place])) and wording in texts:
            found[place] = texts.pop(wording)
    rest = [place for place in places if place not in found and not articles[place].warning]
    return {**found, **_assign([entry for entry in free if not entry.article.key], articles, rest)}


def _wording(article: Article) -> tuple[object, ...] | None:
    """What makes two texts of one issue the same; None for one too short to tell."""
    headline, body = bare(article.headline), bare(article.body)
    return (article.paper, article.day, headline, body) if headline and len(body) >= SUBSTANTIAL else None


def _meant(article: Article) -> Article:
    """What a reader would see changed. Addresses change with every session where a site counts its visitors."""
    return replace(_visible(article), key="", url="", pdf="", pictures=())


def _uid_of_key(source: str, key: str, rival: Entry | None) -> str:
    """For ever the same; `rival` is the article that was taken for this one until both came together."""
    natural = (source, key) if rival is None else (source, key, str(rival.id))
    return _hash(natural)


def _nameless(source: str, current: Sequence[Entry], articles: Sequence[Article]) -> tuple[Revision, ...]:
    """The revisions of articles without keys, as newspaper pages have them. What has a key is none of them."""
    taken = {entry.uid for entry in current}
    current = [entry for entry in current if not entry.article.key]
    standing = [entry for entry in current if not entry.replaced]
    articles = _completed(standing, articles)
    known = _assign(standing, articles, range(len(articles)))
    free = [entry for entry in standing if all(entry is not taken for taken in known.values())]
    new = [n for n, article in enumerate(articles) if n not in known and not _held(article, free, _read(articles))]
    revived = _assign([entry for entry in current if entry.replaced], articles, new)
    alone = {entry.uid for entry in (*standing, *revived.values())}
    found: list[Revision] = []
    for place in sorted({*known, *new}):
        article, entry = articles[place], known.get(place) or revived.get(place)
        parts = [part for part in free if _is_part(part.article, article)]
        free = [entry for entry in free if entry not in parts]
        if entry and not entry.replaced and not parts and _visible(entry.article) == _visible(article):
            continue
        uid = entry.uid if entry else _uid(source, article, taken)
        taken.add(uid)
        earlier = [one for one in (entry.joined if entry else ()) if one not in alone]
        joined = (*earlier, *(one for part in parts for one in (part.uid, *part.joined) if one != uid))
        version = entry.version + 1 if entry else 1
        found.append(Revision(uid=uid, version=version, article=article, joined=tuple(dict.fromkeys(joined))))
    return tuple(found)


def _completed(standing: Sequence[Entry], articles: Sequence[Article]) -> Sequence[Article]:
    """The articles, joined with a counterpart that only the log has, because its page was not read this time.

    Some move each page away once it was read.
    """
    read = _read(articles)
    away = [entry.article for entry in standing if _jumps(entry.article) and not read & {*_pages(entry.article)}]
    if not away or not any(map(_jumps, articles)):
        return articles
    return [article for article in join((*articles, *away)) if article not in away]


def _jumps(article: Article) -> bool:
    """Whether a part of it stands on another page that is not joined in."""
    return article.jump_to is not None or article.jump_from is not None


def _pages(article: Article) -> tuple[str, ...]:
    return article.pages or (article.page,)


def _read(articles: Sequence[Article]) -> frozenset[str]:
    """The pages that were read this time."""
    return frozenset(page for article in articles for page in _pages(article))


def _held(article: Article, free: Sequence[Entry], read: Collection[str]) -> bool:
    """Whether the article is a part of one that the log holds as a whole, its other page being away by now."""
    return any(_torn(entry.article, article, read) and _is_part(article, entry.article) for entry in free)


def _torn(old: Article, new: Article, read: Collection[str]) -> bool:
    """Whether `new` cannot stand for `old`, because what `old` had on another page was not read this time."""
    return _jumps(new) and {*_pages(new)} < {*_pages(old)} and not {*_pages(old)} <= {*read}


def _is_part(part: Article, whole: Article) -> bool:
    """Whether `part` stands in `whole`, which was joined from its page and others."""
    if len(whole.pages) < 2 or not {*_pages(part)} <= {*whole.pages}:
        return False
    inner, outer = _shingles(part), _shingles(whole)
    telling = len(inner) >= SUBSTANTIAL or _jumps(part)
    return telling and bool(inner) and len(inner & outer) >= PART * len(inner)


def _visible(article: Article) -> Article:
    """Without what readers do not see: the file's name, and the place on the page, which shifts with a neighbour."""
    return replace(article, order=1, file="")


def _assign(current: Sequence[Entry], articles: Sequence[Article], places: Collection[int]) -> Mapping[int, Entry]:
    """Of these places in `articles` → its entry, one to one: the unchanged first, then the most alike."""
    known: dict[int, Entry] = {}
    free = {entry.uid: entry for entry in current}
    same: dict[Article, list[Entry]] = {}
    for entry in current:
        same.setdefault(_visible(entry.article), []).append(entry)
    for place in places:
        if twins := same.get(_visible(articles[place])):
            known[place] = twins.pop(0)
            del free[known[place].uid]
    rest = [(place, articles[place]) for place in places if place not in known]
    likely = _pairs(free.values(), rest, _read(articles))
    for pair in sorted(likely, key=lambda pair: (-pair.score, pair.place, pair.entry.id)):
        if pair.place not in known and pair.entry.uid in free:
            del free[pair.entry.uid]
            known[pair.place] = pair.entry
    return known


def _pairs(
    entries: Collection[Entry], articles: Sequence[tuple[int, Article]], read: Collection[str]
) -> Iterator[_Pair]:
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
            if score and not _torn(entry.article, article, read):
                yield _Pair(score, entry, place)


def _alike(old: Article, new: Article, before: int, after: int, common: int) -> float:
    """How surely `new` is `old` corrected; 0 when it is not. Headline tells more than text, text more than place.

    `before` and `after` are the numbers of their shingles, `common` how many of these are in both.
    """
    headline = bool(old.headline) and bare(old.headline) == bare(new.headline)
    page = old.page == new.page
    text = common / ((before + after - common) or 1)
    shorter = min(before, after)
    contained = shorter >= SUBSTANTIAL and common >= ALIKE * shorter
    if (headline and page) or text >= ALIKE or (contained and (headline or page)) or _is_part(old, new):
        return text + headline + page / 4 + LEAST
    return 0.0


def _shingles(article: Article) -> frozenset[str]:
    text = bare("".join((article.body, *article.captions)))
    return frozenset(text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1))) if text else frozenset()


def _uid(source: str, article: Article, taken: set[str]) -> str:
    natural = (source, article.paper, article.day.isoformat(), article.page, article.headline, article.body[:100])
    uid = _hash(natural)
    again = (f"{uid}-{number}" for number in range(2, len(taken) + 3))
    return uid if uid not in taken else next(name for name in again if name not in taken)


def _hash(natural: Sequence[str]) -> str:
    """64 bits, as 16 hexadecimal digits: short enough for a button, unlikely to meet again in a million articles."""
    return hashlib.blake2b("\0".join(natural).encode("utf-8", "replace"), digest_size=8).hexdigest()
