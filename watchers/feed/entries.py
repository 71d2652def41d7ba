"""An entry of a feed → an article: whose it is and who wrote it, as far as that is printed."""

from __future__ import annotations

from watchers.feed.identity import Recognised
from watchers.model import Article
from watchers.reading.bylines import names, opening
from watchers.reading.names import NOBODY, Names
from watchers.widths import fold

# A dateline with its reporters is at most so long; the reader looks no further either.
_HEAD = 240


def article(one: Recognised, paper: str, text: str) -> Article:
    """The article, without facts; `text` is its body, which may be longer than what the feed gives."""
    item = one.item
    body, dateline, who, people = _opened(text)
    people = people or names(fold(item.author))
    return Article(
        paper=paper,
        day=one.day,
        headline=item.title,
        body=_untitled(body, item.title),
        column=item.section,
        byline=who or item.author,
        reporters=people.reporters,
        correspondents=people.correspondents,
        dateline=dateline,
        summary=item.summary or (item.text if len(item.text) < len(text) else ""),
        url=item.link,
        key=one.key,
    )


def _opened(text: str) -> tuple[str, str, str, Names]:
    """The text without the dateline that it opens with, that dateline, its bracketed byline, and who is named there."""
    found = opening(fold(text[:_HEAD]))
    if found is None or found.start > 1:
        return text, "", "", NOBODY
    dateline = text[slice(*found.agency)].strip() if found.agency else ""
    who = text[slice(*found.who)].strip("()（）[]【】〔〕 　") if found.who else ""
    rest = text[found.end :].lstrip(" 　\n:：")
    return (rest, dateline, who, found.people) if rest else (text, dateline, who, found.people)


def _untitled(body: str, headline: str) -> str:
    """Without a first line that only says the headline again."""
    first, _, rest = body.partition("\n")
    return rest if rest and first.strip() == headline else body
