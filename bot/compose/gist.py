"""One sentence that says what an article is about, taken from the article itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Finding, Hit
from bot.styled import Mark, Style, Styled
from watchers.model import Article

# About two lines on a phone: longer and a digest is no longer skimmed.
LONGEST = 72
# A shorter first sentence (“昨日，好消息传来。”) says nothing; the next one is taken with it.
SHORTEST = 14

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]?[”』」）)]*")
# What a newspaper puts before the news: when and how the reporter heard of it.
_PREAMBLE = re.compile(
    r"^(?:(?:昨日|昨天|今日|近日|日前|连日来|(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚)?)[,，])?"
    r"(?:本报)?记者(?:昨日|今日|近日|日前)?从[^,，。]{2,24}?(?:获悉|了解到)[,，]"
)


def gist(article: Article, finding: Finding | None = None) -> Styled:
    """The sentence, hits in bold, at most LONGEST characters.

    The lead is right for most news (it answers who, what, when); a finding that lies elsewhere in the body is better
    served by its own sentence, for that is why the reader is told. A source's own summary goes before both.
    """
    if article.summary:
        return _short(Styled(article.summary.strip()))
    spans = list(_sentences(article.body))
    if not spans:
        return Styled(article.subhead)
    hits = [hit for hit in finding.hits if hit.field == "body"] if finding else []
    start, end = _lead(article.body, spans)
    elsewhere = finding is not None and all(hit.field == "body" for hit in finding.hits)
    if elsewhere and hits and not any(hit.start < end for hit in hits):
        start, end = next(((s, e) for s, e in spans if s <= hits[0].start < e), (start, end))
    start += _preamble(article.body[start:end])
    return _short(_marked(article.body, start, end, hits), _first(hits, start, end))


def _sentences(body: str) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(body):
        text = found.group()
        if text.strip():
            yield found.start() + len(text) - len(text.lstrip()), found.end()


def _lead(body: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The first sentence, and the next with it while it is too short to say anything."""
    start, end = spans[0]
    for _, later in spans[1:]:
        if end - start >= SHORTEST or "\n" in body[start:later]:
            break
        end = later
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
