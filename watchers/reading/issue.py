"""All pages of an issue: what jumps from the front page to an inner one becomes one article again.

The two parts are known by the page numbers in their marks; their titles often differ, so that where several could
match, titles, names and quoted words decide. A part without a sure counterpart stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from watchers.model import Article, Issue, Page
from watchers.reading.features import closes
from watchers.reading.jumps import label_number
from watchers.reading.page import read_page
from watchers.reading.vocabulary import Runs, runs
from watchers.widths import fold

# Titles of both parts mostly share their quoted words; bodies share names. Page numbers on both sides weigh most.
_NUMBERS = 2.0
_ENOUGH = 2.0
# The same evidence for the only pair that the numbers allow.
_ENOUGH_ALONE = 1.4


def read_issue(issue: Issue, pages: Sequence[Page]) -> tuple[Article, ...]:
    """The articles of an issue in page order, jumps joined; pages may come in any order."""
    ordered = sorted(enumerate(pages), key=lambda item: (_place(item[1].label), item[0]))
    articles = [
        article for _, page in ordered for article in read_page(page, paper=issue.paper, day=issue.day).articles
    ]
    return tuple(_joined(articles))


def _place(label: str) -> tuple[str, int]:
    """Pages with letters follow those without; unknown labels stand last."""
    number = label_number(label)
    letter = "".join(sign for sign in label if sign.isalpha() and sign.isascii()).upper()
    return (letter, number) if number is not None else ("￿", 0)


@dataclass(frozen=True, slots=True)
class _Part:
    """One side of a jump with what it can be recognised by."""

    index: int
    article: Article
    title: Runs
    words: Runs


def _part(index: int, article: Article) -> _Part:
    heads = " ".join((article.kicker, article.headline, article.subhead))
    body = article.body[-800:] if article.jump_to is not None else article.body
    return _Part(index, article, _pairs(fold(heads)), runs(fold(body)))


def _pairs(text: str) -> Runs:
    signs = [sign for sign in text if sign.isalnum()]
    return frozenset(a + b for a, b in pairwise(signs))


def _joined(articles: list[Article]) -> list[Article]:
    """Join pair by pair, best first; a joined article can jump on, so go round until nothing is left to join."""
    while True:
        pair = _best_pair(articles)
        if pair is None:
            return articles
        head, tail = pair
        articles[head] = _one(articles[head], articles[tail])
        del articles[tail]


def _best_pair(articles: Sequence[Article]) -> tuple[int, int] | None:
    heads = [_part(i, article) for i, article in enumerate(articles) if article.jump_to is not None]
    tails = [_part(i, article) for i, article in enumerate(articles) if article.jump_from is not None]
    pairs = [
        (score, -head.index, -tail.index)
        for head in heads
        for tail in tails
        if head.index != tail.index and (score := _score(head, tail)) is not None
    ]
    counts = {index: sum(1 for pair in pairs if index in pair[1:]) for pair in pairs for index in pair[1:]}
    for score, head, tail in sorted(pairs, reverse=True):
        alone = counts[head] == 1 and counts[tail] == 1
        if score >= (_ENOUGH_ALONE if alone else _ENOUGH):
            return -head, -tail
    return None


def _score(head: _Part, tail: _Part) -> float | None:
    """How surely `tail` goes on with `head`; None when the page numbers contradict."""
    numbers = 0.0
    for named, label in ((head.article.jump_to, tail.article.page), (tail.article.jump_from, _last_page(head.article))):
        known = label_number(label)
        if known is not None and known != named:
            return None
        numbers += _NUMBERS / 2 if known is not None else 0.0
    title = _share(head.title, tail.title)
    words = _share(head.words, tail.words)
    return numbers + 1.5 * title + min(1.0, 20 * words)


def _last_page(article: Article) -> str:
    return article.pages[-1] if article.pages else article.page


def _share(left: Runs, right: Runs) -> float:
    """Shared runs against the smaller side, 0..1."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _one(head: Article, tail: Article) -> Article:
    """The two parts as one article on the page of its headline."""
    link = "\n" if not head.body or closes(fold(head.body)) else ""
    return replace(
        head,
        body=head.body + link + tail.body,
        kicker=head.kicker,
        column=head.column or tail.column,
        byline="\n".join(dict.fromkeys(line for line in (head.byline, tail.byline) if line)),
        reporters=tuple(dict.fromkeys(head.reporters + tail.reporters)),
        correspondents=tuple(dict.fromkeys(head.correspondents + tail.correspondents)),
        dateline=head.dateline or tail.dateline,
        captions=head.captions + tail.captions,
        pages=head.pages + tail.pages,
        jump_to=tail.jump_to,
        jump_from=head.jump_from,
    )
