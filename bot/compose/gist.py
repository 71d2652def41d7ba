"""One sentence that says what an article is about, taken from the article itself."""

from __future__ import annotations

import re

from bot.compose.sentences import sentences
from bot.compose.summary import SHORTEST, summary
from bot.model import Finding, Hit
from bot.styled import Mark, Style, Styled
from watchers.model import Article

# About two lines on a phone: longer and a digest is no longer skimmed.
LONGEST = 72

# What a newspaper puts before the news: when and how the reporter heard of it.
_PREAMBLE = re.compile(
    r"^(?:(?:昨日|昨天|今日|近日|日前|连日来|(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚)?)[,，])?"
    r"(?:本报)?记者(?:昨日|今日|近日|日前)?从[^,，。]{2,24}?(?:获悉|了解到)[,，]"
)


def gist(article: Article, finding: Finding | None = None) -> Styled:
    """The sentence, hits in bold, at most LONGEST characters.

    It is the main one of the summary; a finding that lies elsewhere in the body is better served by its own sentence,
    for that is why the reader is told. A source's own summary goes before both.
    """
    if article.summary:
        return _short(Styled(article.summary.strip()))
    if not article.body.strip():
        return Styled(article.subhead)
    hits = [hit for hit in finding.hits if hit.field == "body"] if finding else []
    start, end = main = _main(article)
    elsewhere = finding is not None and all(hit.field == "body" for hit in finding.hits)
    if elsewhere and hits and not any(start <= hit.start < end for hit in hits):
        every = ((one.start, one.end) for one in sentences(article.body))
        start, end = next((place for place in every if place[0] <= hits[0].start < place[1]), main)
    start += _preamble(article.body[start:end])
    return _short(_marked(article.body, start, end, hits), _first(hits, start, end))


def _main(article: Article) -> tuple[int, int]:
    """The main sentence of the summary; without any, what the body begins with, until it says something."""
    start, end = summary(article).main
    if end:
        return start, end
    every = sentences(article.body)
    start, end = every[0].start, every[0].end
    for later in every[1:]:
        if end - start >= SHORTEST or later.paragraph > every[0].paragraph:
            break
        end = later.end
    return start, end


def _preamble(sentence: str) -> int:
    found = _PREAMBLE.match(sentence)
    return found.end() if found and len(sentence) - found.end() >= SHORTEST else 0


def _marked(body: str, start: int, end: int, hits: list[Hit]) -> Styled:
    inside = (
        Mark(Style.BOLD, hit.start - start, hit.end - start) for hit in hits if start <= hit.start < hit.end <= end
    )
    return Styled(body[start:end], tuple(inside))


def _first(hits: list[Hit], start: int, end: int) -> int:
    """Where the first hit inside the sentence ends, counted from its start; 0 without one."""
    return next((hit.end - start for hit in hits if start <= hit.start and hit.end <= end), 0)


def _short(sentence: Styled, keep: int = 0) -> Styled:
    """Cut to LONGEST at a comma where one is near, else hard, with `…`; the part up to `keep` stays visible."""
    if len(sentence) <= LONGEST:
        return sentence
    if keep > LONGEST:
        begin = max(sentence.text.rfind(mark, 0, keep - LONGEST // 2) for mark in "，,；;、：:") + 1
        return Styled("…") + _short(sentence[max(begin, keep - LONGEST // 2) :])
    cut = max(sentence.text.rfind(mark, max(keep, LONGEST // 2), LONGEST) for mark in "，,；;：:")
    return (sentence[:cut] if cut > 0 else sentence[:LONGEST]) + "…"
