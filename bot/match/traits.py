"""What an article has beside its text: paper, page, places, authors, warnings, sums of money, its day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from operator import eq, ge, gt, le, lt

from bot.match.stream import term_stream
from bot.model import Hit
from bot.query import Dated, Level, Money, Sign, Trait, Where
from bot.urgency import OPENING, exercise, warned
from bot.warnings import lies_in, spots
from watchers.facts.places import Gazetteer
from watchers.model import Amount, Article
from watchers.variants import simplified
from watchers.warning import WarningSignal

_PAGE = re.compile(r"第?([a-z]*)0*(\w+?)版?")
_FRONT = frozenset(("头", "头版", "要闻版"))
# Where an article says what it tells of, in the order of print.
_TOLD = ("kicker", "headline", "subhead", "body")
AREA_STEPS = ("省", "市", "区", "县", "镇", "乡", "街道", "自治区")


# 暴雨|橙色|预警, 暴雨、大风|黄色|预警信号, 暴雨|和雷电|预警: a colour and other hazards stand before the word 预警.
_TO_WARNING = r"[\u4e00-\u9fff、]{0,10}?预警"
_COMPARE: dict[Sign, Callable[[int, int], bool]] = {
    Sign.AT_LEAST: ge,
    Sign.MORE: gt,
    Sign.EQUAL: eq,
    Sign.LESS: lt,
    Sign.AT_MOST: le,
}


def met_trait(article: Article, node: Where, source: str, gazetteer: Gazetteer) -> tuple[Hit, ...] | None:
    """Hits in the fields that show it (there may be none to show); None when no value is met."""
    if article.warning and node.trait is Trait.AREA:
        signal = article.warning
        there = [value for value in node.values if holds_in(signal, simplified(value), article, gazetteer)]
        return tuple(hit for value in there for hit in _shown(article, value, *spots(signal))) if there else None
    look = _LOOKS[node.trait]
    hits = [found for value in node.values if (found := look(article, value, source)) is not None]
    return tuple(hit for found in hits for hit in found) if hits else None


def _source(article: Article, value: str, source: str) -> tuple[Hit, ...] | None:
    wanted, paper = simplified(value).casefold(), simplified(article.paper).casefold()
    if wanted in paper:
        at = paper.index(wanted)
        return (Hit(term=value, field="paper", start=at, end=at + len(value)),)
    return () if value.casefold() == source.casefold() else None


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
    value = simplified(value)
    if not {value, *(value + step for step in AREA_STEPS)} & set(article.facts.places):
        return None
    for field in _TOLD:
        at = simplified(str(getattr(article, field))).find(value)
        if at >= 0:
            return (Hit(term=value, field=field, start=at, end=at + len(value)),)
    return ()


def wider(value: str, gazetteer: Gazetteer) -> set[str]:
    """Full names of all that a place lies in which a person may mean by `value`."""
    return {name for place in gazetteer.lookup(simplified(value)) for name in gazetteer.parents(place.name)}


def holds_in(signal: WarningSignal, value: str, article: Article, gazetteer: Gazetteer) -> bool:
    """Whether a warning is for this place, for one that lies in it, or for one in which it lies.

    A place that no gazetteer knows is as printed (某省某市某县): it lies in whatever its name names.
    """
    named = {value, *(value + step for step in AREA_STEPS)}
    here = spots(signal)
    if named & {*here, *lies_in(signal, gazetteer), *article.facts.places}:
        return True
    unknown = (spot for spot in here if gazetteer.named(spot) is None)
    return not wider(value, gazetteer).isdisjoint(here) or any(value in spot for spot in unknown)


def _shown(article: Article, *words: str) -> tuple[Hit, ...]:
    """The first of these words that is printed, where it stands first."""
    for word in words:
        for field in _TOLD:
            at = simplified(str(getattr(article, field))).find(word)
            if at >= 0:
                return (Hit(term=words[0], field=field, start=at, end=at + len(word)),)
    return ()


def _warning(article: Article, value: str, source: str) -> tuple[Hit, ...] | None:
    """A warning of this hazard, issued or lifted, in the headings or the opening; an exercise tells of none."""
    if article.warning:
        hazard = simplified(value).removesuffix("预警")
        return _shown(article, hazard) if hazard in article.warning.hazard else None
    if exercise(article):
        return None
    look = re.compile(re.escape(simplified(value).removesuffix("预警")) + _TO_WARNING)
    for field in _TOLD:
        text = simplified(str(getattr(article, field)))[: OPENING if field == "body" else None]
        if found := look.search(text):
            return (Hit(term=value, field=field, start=found.start(), end=found.end()),)
    return None


def met_level(article: Article, node: Level) -> tuple[Hit, ...] | None:
    """The printed words of the gravest warning in force, when it compares so."""
    told = warned(article)
    if told is None or not _COMPARE[node.sign](told.colour, node.colour):
        return None
    for field in _TOLD:
        at = str(getattr(article, field)).find(told.words)
        if at >= 0:
            return (Hit(term=told.words, field=field, start=at, end=at + len(told.words)),)
    return ()


def met_money(article: Article, node: Money) -> tuple[Hit, ...] | None:
    """The printed sums that compare so."""
    from watchers.facts.amounts import amounts  # a tenth of a second, for those alone who ask for money

    told = article.facts.amounts or amounts(_headings(article), article.body)
    sums = [one for one in told if _COMPARE[node.sign](one.cny, node.cny)]
    return tuple(hit for one in sums for hit in _printed(article, one)) if sums else None


def _printed(article: Article, amount: Amount) -> tuple[Hit, ...]:
    for field in ("body", *_TOLD):
        at = str(getattr(article, field)).find(amount.text)
        if at >= 0:
            return (Hit(term=amount.text, field=field, start=at, end=at + len(amount.text)),)
    return ()


def _headings(article: Article) -> str:
    return "\n".join(filter(None, (article.headline, article.kicker, article.subhead)))


def met_date(article: Article, node: Dated, today: date | None) -> bool:
    """Whether the paper's day lies there. Who does not know what day it is takes every article for fresh."""
    if node.days:
        return today is None or article.day > today - timedelta(days=node.days)
    return (node.since or date.min) <= article.day <= (node.until or date.max)


def _author(article: Article, value: str, source: str) -> tuple[Hit, ...] | None:
    at = simplified(article.byline).find(simplified(value))
    if at >= 0:
        return (Hit(term=value, field="byline", start=at, end=at + len(value)),)
    people = (*article.reporters, *article.correspondents)
    return () if term_stream(value) in map(term_stream, people) else None


_LOOKS: dict[Trait, Callable[[Article, str, str], tuple[Hit, ...] | None]] = {
    Trait.SOURCE: _source,
    Trait.PAGE: _page,
    Trait.AREA: _area,
    Trait.AUTHOR: _author,
    Trait.WARNING: _warning,
}
