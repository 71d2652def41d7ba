"""All pages of an issue: what jumps from the front page to an inner one becomes one article again.

The two parts are known by the page numbers in their marks; their titles often differ, so that where several could
match, titles, names and quoted words decide. A part without a sure counterpart stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

from watchers.model import Article, Facts, Issue, Page
from watchers.reading.features import closes
from watchers.reading.jumps import label_number
from watchers.reading.page import read_page
from watchers.reading.seams import NO_WORDS, Words
from watchers.reading.vocabulary import Runs, runs
from watchers.widths import fold

# Titles of both parts mostly share their quoted words; bodies share names. Page numbers on both sides weigh most.
_NUMBERS = 2.0
_ENOUGH = 2.0
# The same evidence for the only pair that the numbers allow.
_ENOUGH_ALONE = 1.4
# Characters of a headline; shorter ones (图片新闻, 一周简讯) stand over many articles.
_TITLE = 8


def read_issue(issue: Issue, pages: Sequence[Page], words: Words = NO_WORDS) -> tuple[Article, ...]:
    """The articles of an issue in page order, jumps joined; pages may come in any order."""
    ordered = sorted(enumerate(pages), key=lambda item: (_place(item[1].label), item[0]))
    articles = [
        article
        for _, page in ordered
        for article in read_page(page, paper=issue.paper, day=issue.day, words=words).articles
    ]
    return tuple(join(articles))


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


def join(articles: Sequence[Article]) -> list[Article]:
    """Join pair by pair, best first; a joined article can jump on, so go round until nothing is left to join."""
    articles = list(articles)
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
    pairs += [(_ENOUGH, -head, -tail) for head, tail in _half_marked(articles)]
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


def _half_marked(articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """Head and tail where one names the page of the other, and both print one headline: the other mark was not read."""
    marked = [i for i, article in enumerate(articles) if article.jump_to is not None or article.jump_from is not None]
    bare = [i for i in range(len(articles)) if i not in marked and len(articles[i].pages) < 2] if marked else []
    for one in marked:
        article, headline = articles[one], _letters(fold(articles[one].headline))
        for other in bare if len(headline) >= _TITLE else ():
            page = label_number(articles[other].page)
            named = page is not None and page in (article.jump_to, article.jump_from)
            if named and _letters(fold(articles[other].headline)) == headline:
                yield (one, other) if page == article.jump_to else (other, one)


def _last_page(article: Article) -> str:
    return article.pages[-1] if article.pages else article.page


def _share(left: Runs, right: Runs) -> float:
    """Shared runs against the smaller side, 0..1."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _one(head: Article, tail: Article) -> Article:
    """The two parts as one article on the page of its headline."""
    return replace(
        head,
        body=_text(head.body, tail.body),
        column=head.column or tail.column,
        byline="\n".join(dict.fromkeys(line for line in (head.byline, tail.byline) if line)),
        reporters=tuple(dict.fromkeys(head.reporters + tail.reporters)),
        correspondents=tuple(dict.fromkeys(head.correspondents + tail.correspondents)),
        dateline=head.dateline or tail.dateline,
        captions=head.captions + tail.captions,
        pages=head.pages + tail.pages,
        jump_to=tail.jump_to,
        jump_from=head.jump_from,
        facts=_both(head.facts, tail.facts),
    )


def _text(head: str, tail: str) -> str:
    """The whole text. Some inner pages begin anew and print again what the front page had."""
    if head and _letters(tail).startswith(_letters(head)):
        return tail
    link = "\n" if not head or closes(fold(head)) else ""
    return head + (link if head else "") + tail


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _both(head: Facts, tail: Facts) -> Facts:
    """What either part states. Parts of an issue have no facts yet; those that come from the log have been read."""
    named = {each.name: (getattr(head, each.name), getattr(tail, each.name)) for each in fields(Facts)}
    return replace(head, **{name: tuple(dict.fromkeys(one + other)) for name, (one, other) in named.items()})
