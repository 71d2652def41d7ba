"""Our own judged sentences and articles: figures below which the reading of words and of strength must not fall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.lexicon import load
from bot.match import Matcher
from bot.model import Finding, Strength
from bot.packs import load as packs
from bot.query import parse
from bot.synonyms import load as synonyms
from watchers.model import Article

HERE = Path(__file__).parent
FIELDS = {"引题": "kicker", "副题": "subhead", "栏目": "column"}


class Judged(NamedTuple):
    label: str
    query: str
    found: Finding | None


def article(headline: str, body: str, fields: dict[str, str] | None = None) -> Article:
    return Article(paper="", day=date(2026, 6, 8), headline=headline, body=body, **fields or {})  # type: ignore[arg-type]


@cache
def matcher() -> Matcher:
    return Matcher(load(), packs(), synonyms())


@cache
def sentences() -> tuple[Judged, ...]:
    lines = (line for line in (HERE / "boundary.txt").read_text("utf-8").splitlines() if line[:1] not in ("", "#"))
    parts = (line.partition("\t") for line in lines)
    return tuple(
        Judged(word[0], word[1:], matcher().meet(parse(word[1:]), article("", sentence)))
        for sentence, _, words in parts
        for word in words.split()
    )


def entries() -> Iterator[Judged]:
    for block in (HERE / "judged.txt").read_text("utf-8").split("\n= ")[1:]:
        headline, *lines = block.strip().splitlines()
        fields = {
            FIELDS[name]: text.strip() for name, _, text in (line.partition(":") for line in lines) if name in FIELDS
        }
        asked = [(line[0], line[2:]) for line in lines if line[:2] in ("+ ", "- ", "? ")]
        body = [line for line in lines if line[:2] not in ("+ ", "- ", "? ") and line.partition(":")[0] not in FIELDS]
        paper = article(headline, "\n".join(body), fields)
        yield from (Judged(label, query, matcher().meet(parse(query), paper)) for label, query in asked)


@cache
def judged() -> tuple[Judged, ...]:
    return tuple(entries())


def share(some: list[bool]) -> float:
    return sum(some) / len(some)


def rates(right: list[bool], wrong: list[bool]) -> tuple[float, float]:
    """Precision and recall, of what was taken of the right and of the wrong ones."""
    return sum(right) / (sum(right) + sum(wrong)), share(right)


def taken(label: str) -> list[bool]:
    return [one.found is not None for one in sentences() if one.label == label]


def strong(label: str) -> list[bool]:
    found = (one.found for one in judged() if one.label == label)
    return [one is not None and one.strength is Strength.STRONG for one in found]


def test_words_and_accidents_are_told_apart() -> None:
    precision, recall = rates(taken("+"), taken("-"))
    assert len(sentences()) > 1800
    assert 2 * precision * recall / (precision + recall) >= 0.985
    assert recall >= 0.98
    assert 1 - share(taken("-")) >= 0.96


def test_the_words_that_occur_both_ways_are_told_apart_as_well() -> None:
    both = {one.query for one in sentences() if one.label == "-"}
    accepted = {
        label: [one.found is not None for one in sentences() if one.label == label and one.query in both]
        for label in "+-"
    }
    precision, recall = rates(accepted["+"], accepted["-"])
    assert 2 * precision * recall / (precision + recall) >= 0.975
    assert recall >= 0.97


def test_what_stands_inside_a_longer_word_is_mostly_wanted() -> None:
    assert share(taken("~")) >= 0.9
    assert share(taken("x")) <= 0.2


def test_what_an_article_is_about_is_strong() -> None:
    precision, recall = rates(strong("+"), strong("-"))
    assert len(judged()) > 350
    assert precision >= 0.9
    assert recall >= 0.9


def test_what_an_article_is_about_is_always_met() -> None:
    assert share([one.found is not None for one in judged() if one.label == "+"]) >= 0.98
