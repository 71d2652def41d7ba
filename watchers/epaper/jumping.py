"""Articles that jump from page to page (下转三版, 上接一版): held back until the other page was read, then joined.

An article goes out in one piece under the address of its first part, or readers would get half a report first and the
other half as an article of its own. When the other page does not come, the part goes out alone, and is made
whole later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from watchers.epaper.addresses import number
from watchers.epaper.memory import Edition, Owed
from watchers.model import Article
from watchers.reading.issue import join

# A page that failed so often is not waited for.
_PATIENCE = 2


def take(edition: Edition, article: Article) -> Sequence[Article]:
    """A new article: handed on at once, or held back when it has another part."""
    edition.parts = [part for part in edition.parts if part.key != article.key]
    if article.jump_to is None and article.jump_from is None:
        edition.told.pop(article.key, None)  # should it have a mark again, its whole is news again
        return (article,)
    edition.parts.append(article)
    return ()


def release(edition: Edition) -> Sequence[Article]:
    """What can be handed on by now: whole articles, and parts whose other part is not to be had for the moment.

    The parts are kept until nothing more can come, and joined anew each time: one of them may have been mended.
    """
    held = _held(edition)
    parts = sorted((part for part in edition.parts if part not in held), key=lambda part: _place(edition, part))
    # A first part is news by itself; the rest of an article without its beginning is not, as long as that may come.
    whole = [one for one in join(parts) if one.jump_from is None or not _awaits(edition, one, None)]
    ready = [one for one in whole if edition.told.get(one.key) != _print(one)]
    edition.told.update({one.key: _print(one) for one in ready})
    return ready


def _print(article: Article) -> str:
    words = "\0".join((article.kicker, article.headline, article.subhead, article.byline, article.body, *article.pages))
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _held(edition: Edition) -> list[Article]:
    """The parts that await a page, and those that may belong to them: which to which shows when all are there."""
    held = [part for part in edition.parts if _awaits(edition, part, _PATIENCE)]
    for one in held:  # grows while it is gone through: a part may be in the middle of three
        held += [part for part in edition.parts if part not in held and _linked(one, part)]
    return held


def _linked(one: Article, other: Article) -> bool:
    """Whether either names the page of the other."""
    here, there = number(one.page), number(other.page)
    named = there is not None and there in (one.jump_to, one.jump_from)
    return named or (here is not None and here in (other.jump_to, other.jump_from))


def _awaits(edition: Edition, part: Article, patience: int | None) -> bool:
    """Whether a page that the article names is still to be read; one of an unknown number may be it."""
    named = {part.jump_to, part.jump_from} - {None}
    return any(
        number(sheet.label) in (*named, None)
        for sheet in edition.sheets
        if _open(sheet, patience) or any(_open(item, patience) for item in sheet.items)
    )


def _open(one: Owed, patience: int | None) -> bool:
    return one.owed and (patience is None or one.tries < patience)


def _place(edition: Edition, part: Article) -> int:
    urls = [item.url for item in edition.items]
    return urls.index(part.key) if part.key in urls else len(urls)
