"""The sentence for which an article was found."""

from __future__ import annotations

from datetime import date

from bot.compose.gist import LONGEST, gist
from bot.compose.items import Item, origin, why
from bot.compose.sentences import Sentence, sentences
from bot.compose.typeset import set_in, typeset
from bot.model import Finding, Hit
from bot.styled import Mark, Style, Styled, bold, join
from bot.texts import Texts
from watchers.model import Article


def found_lines(item: Item, t: Texts, today: date) -> Styled:
    """An article in a list of findings: number and headline, the sentence, where printed and where it stands."""
    article = item.entry.article
    foot = join(" · ", [origin(article, t, today), why(item, t)])
    head = f"{item.number}. " + bold(typeset(article.headline) or t("untitled"))
    return join("\n", [head, excerpt(article, item.finding), foot])


def excerpt(article: Article, finding: Finding | None) -> Styled:
    """The sentence of the body in which most of the words stand, these in bold; without any, what it is about."""
    hits = [hit for hit in finding.hits if hit.field == "body"] if finding else []
    if not hits:
        return gist(article, finding)
    every = sentences(article.body)
    best = max(every, key=lambda one: (_words(one, hits), -one.start), default=None)
    if best is None or not _words(best, hits):
        return gist(article, finding)
    inside = [hit for hit in hits if best.start <= hit.start and hit.end <= best.end]
    marks = tuple(Mark(Style.BOLD, hit.start - best.start, hit.end - best.start) for hit in inside)
    return set_in(_around(Styled(article.body[best.start : best.end], marks), inside[0].start - best.start))


def _words(sentence: Sentence, hits: list[Hit]) -> float:
    """How many different words stand whole in the sentence; a doubtful one counts half."""
    inside = [hit for hit in hits if sentence.start <= hit.start and hit.end <= sentence.end]
    sure = {hit.term for hit in inside if hit.sure}
    return len(sure) + len({hit.term for hit in inside} - sure) / 2


def _around(sentence: Styled, first: int) -> Styled:
    """At most LONGEST characters of it, the first word in the front third, cut at a clause where one is near."""
    text = sentence.text
    if len(text) <= LONGEST:
        return Styled(text.replace("\n", " "), sentence.marks)
    begin = 0
    if first > LONGEST // 2:
        room = text[first - LONGEST // 3 : first]
        begin = first - LONGEST // 3 + max((room.rfind(mark) + 1 for mark in "，,；;：:、"), default=0)
    cut = begin + LONGEST
    ends = max((text.rfind(mark, begin + LONGEST * 2 // 3, cut) for mark in "，,；;：:。"), default=-1)
    end = ends if ends > first and cut < len(text) else min(cut, len(text))
    shown = sentence[begin:end]
    flat = Styled(shown.text.replace("\n", " "), shown.marks)
    return ("…" if begin else "") + flat + ("…" if end < len(text) else "")
