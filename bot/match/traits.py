"""What an article has beside its text: paper, page, places, authors."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.match.stream import term_stream
from bot.model import Hit
from bot.query import Trait, Where
from watchers.model import Article

_PAGE = re.compile(r"第?([a-z]*)0*(\w+?)版?")
_FRONT = frozenset(("头", "头版", "要闻版"))
_STEPS = ("省", "市", "区", "县", "镇", "乡", "街道", "自治区")


def met_trait(article: Article, node: Where, source: str) -> tuple[Hit, ...] | None:
    """Hits in the fields that show it (there may be none to show); None when no value is met."""
    look = _LOOKS[node.trait]
    hits = [found for value in node.values if (found := look(article, value, source)) is not None]
    return tuple(hit for found in hits for hit in found) if hits else None


def _source(article: Article, value: str, source: str) -> tuple[Hit, ...] | None:
    wanted = value.casefold()
    if wanted in article.paper.casefold():
        at = article.paper.casefold().index(wanted)
        return (Hit(term=value, field="paper", start=at, end=at + len(value)),)
    return () if wanted == source.casefold() else None


def _page(article: Article, value: str, source: str) -> tuple[Hit, ...] | None:
    wanted = {"1", "a1"} if value in _FRONT else {_label(value)}
    if _label(article.page) in wanted:
        return (Hit(term=value, field="page", start=0, end=len(article.page)),)
    return () if wanted & set(map(_label, article.pages)) else None


def _label(page: str) -> str:
    """A02, a2, 第A2版 → a2."""
    parts = _PAGE.fullmatch(page.strip().lower())
    return f"{parts[1]}{parts[2]}" if parts else page


def _area(article: Article, value: str, source: str) -> tuple[Hit, ...] | None:
    if not {value, *(value + step for step in _STEPS)} & set(article.facts.places):
        return None
    for field in ("kicker", "headline", "subhead", "body"):
        at = str(getattr(article, field)).find(value)
        if at >= 0:
            return (Hit(term=value, field=field, start=at, end=at + len(value)),)
    return ()


def _author(article: Article, value: str, source: str) -> tuple[Hit, ...] | None:
    at = article.byline.find(value)
    if at >= 0:
        return (Hit(term=value, field="byline", start=at, end=at + len(value)),)
    people = (*article.reporters, *article.correspondents)
    return () if term_stream(value) in map(term_stream, people) else None


_LOOKS: dict[Trait, Callable[[Article, str, str], tuple[Hit, ...] | None]] = {
    Trait.SOURCE: _source,
    Trait.PAGE: _page,
    Trait.AREA: _area,
    Trait.AUTHOR: _author,
}
