"""Chinese full-text search: text and query words → the tokens of an FTS5 index, which are pairs of characters.

Words of two characters are the most frequent queries. A trigram index finds none of them, a word segmenter loses one
in twenty; pairs as a phrase find every one in a quarter of a millisecond.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from watchers.model import Article
from watchers.variants import spellings

# Blanks beside a Chinese character are an accident of typesetting, and nobody types the marks of 以“格”促治.
LOOSE = r"[\s\"“”‘’「」『』《》〈〉·]+"
BLANKS = re.compile(rf"(?<=[^\x00-\x7f]){LOOSE}|{LOOSE}(?=[^\x00-\x7f])")
RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
# Between the parts of an article: no letter, no blank, so that no phrase reaches across.
BREAK = "。"


def columns(article: Article) -> tuple[str, str]:
    """What is indexed of an article: (headline, everything else), as tokens with blanks between."""
    rest = (article.kicker, article.subhead, article.body, *article.captions)
    return " ".join(_tokens(article.headline)), " ".join(_tokens(BREAK.join(rest)))


def expression(words: Sequence[str]) -> str:
    """The FTS5 query for articles with every one of `words`; empty when no word has a letter or digit.

    Tokens are letters and digits inside quotes, so nothing a user types can be FTS5 syntax.
    """
    return " AND ".join(filter(None, map(_spelt, words)))


def either(words: Collection[str]) -> str:
    """The same for articles with any one of `words`."""
    return " OR ".join(filter(None, map(_spelt, sorted(words))))


def each(groups: Sequence[Collection[str]]) -> str:
    """The same for articles with any one word of each group; a group without a letter or digit asks for nothing."""
    return " AND ".join(f"({group})" for group in map(either, groups) if group)


def _spelt(word: str) -> str:
    """The word in simplified or in traditional characters, as the paper may have printed it."""
    phrases = dict.fromkeys(filter(None, map(_phrase, spellings(word))))
    return " OR ".join(phrases) if len(phrases) < 2 else f"({' OR '.join(phrases)})"


def _phrase(word: str) -> str:
    """A word as a phrase. Its end is open: the text may go on where the word ends."""
    runs = _runs(word)
    if not runs:
        return ""
    closed = [token for run in runs[:-1] for token in _pairs(run)]
    last = _pairs(runs[-1])
    if len(last) > 1:
        return _quoted([*closed, *last[:-1]])
    return _quoted([*closed, *last]) + "*"


def _quoted(tokens: Sequence[str]) -> str:
    return '"' + " ".join(tokens) + '"'


def _tokens(text: str) -> list[str]:
    return [token for run in _runs(text) for token in _pairs(run)]


def _runs(text: str) -> list[str]:
    """Stretches of Chinese characters, and Latin words or numbers, width and case folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return RUN.findall(BLANKS.sub("", folded))


def _pairs(run: str) -> list[str]:
    """ab bc cd d of abcd, the last single one so that each character begins a token; a Latin word is one token."""
    if run.isascii():
        return [run]
    return [run[at : at + 2] for at in range(len(run))]
