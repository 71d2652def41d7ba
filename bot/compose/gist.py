"""One sentence that says what an article is about, taken from the article itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.compose.sentences import Sentence, sentences
from bot.compose.signs import news
from bot.compose.summary import SHORT, SHORTEST, stands_alone, summary
from bot.compose.typeset import set_in
from bot.model import Finding, Hit, Strength
from bot.styled import Mark, Style, Styled, join
from watchers.model import Article

# About three lines on a phone: longer and a digest is no longer skimmed. A sentence that ends a few words later is not
# cut for them: what is saved is less than what is lost.
LONGEST, SPARED = 72, 80
# A box has lines of one or two words over lines that say something.
_HEADING = 8
_PAIRS = dict(zip("“‘「『（(《〈【〔", "”’」』）)》〉】〕", strict=True))
_CLAUSE = "，,；;。！？"

# Asides that serve the rest of the article, or nobody on a phone: (以下简称…), (如图), the number of a document.
_ASIDE = re.compile(
    r"[(（](?:(?:以下(?:统称|简称)|下称|简称|[如见]图|上接|下转|详见)[^()（）]*|[^()（）]{1,10}〔\d{4}〕\d+号)[)）]"
)

# What a newspaper puts before the news: where the reporter is, when and how they heard of it.
_PREAMBLE = re.compile(
    r"^(?:(?:本报|本网|本台|晚报|早报|日报)讯|新华社[^，。]{0,12}电)?\s*(?:[（(](?:本报|实习|见习)?记者[^）)]{0,24}[）)])?\s*"
    r"(?:(?:(?:昨日|昨天|今日|近日|日前|连日来|(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚)?)[,，])?"
    r"(?:本报)?记者(?:昨日|今日|近日|日前)?从[^,，。]{2,24}?(?:获悉|了解到)[,，]"
    r"|(?:另?据(?:悉|了解|介绍|统计)|记者(?:了解到|获悉|注意到|发现)|值得一提的是|需要(?:提醒|说明|注意)的是)[,，])?"
)


def gist(article: Article, finding: Finding | None = None) -> Styled:
    """The sentence, hits in bold, at most SPARED characters.

    It is the main one of the summary; a finding that lies elsewhere in the body is better served by its own sentence,
    for that is why the reader is told. A source's own summary goes before both.
    """
    if article.summary.strip():
        told = article.summary.strip()
        return set_in(_short(Styled(told[_preamble(told) :])))
    if not article.body.strip():
        return Styled(article.subhead)
    hits = [hit for hit in finding.hits if hit.field == "body"] if finding else []
    place = _main(article)
    if place is None:
        return set_in(_short(_box(article.body, hits)))
    start, end = place
    elsewhere = finding is not None and all(hit.field == "body" for hit in finding.hits)
    if finding and elsewhere and hits and not any(start <= hit.start < end for hit in hits):
        start, end = _found(article.body, finding, hits, news(article.body[start:end])) or place
    start += _preamble(article.body[start:end])
    sentence = _plain(_marked(article.body, start, end, hits))
    return set_in(_short(sentence, min((mark.end for mark in sentence.marks), default=0)))


def _main(article: Article) -> tuple[int, int] | None:
    """The main sentence of the summary, and with a short one the next; None where no sentence can be shown."""
    told = summary(article)
    start, end = told.main
    if end - start < SHORT:
        following = next((one for one in told.sentences if article.body.find(one, end) >= 0), "")
        at = article.body.find(following, end)
        if following and not article.body[end:at].strip(" ") and at - end < SHORT:
            end = at + len(following)
    return (start, end) if end else None


def _found(body: str, finding: Finding, hits: Sequence[Hit], told: int) -> tuple[int, int] | None:
    """The sentence that tells most of the words and is understood alone; where the words are only mentioned, any one.

    None where the article is about them all the same, and no such sentence tells more than the main one (`told`).
    """
    met = [one for one in sentences(body) if any(one.start <= hit.start < one.end for hit in hits)]
    alone = [one for one in met if one.whole and stands_alone(one.text)]
    best = max(alone, key=lambda one: (2 * _terms(one, hits) + news(one.text), -one.start), default=None)
    if finding.strength is Strength.WEAK:
        best = best or next(iter(met), None)
    elif best and news(best.text) <= told:
        best = None
    return (best.start, best.end) if best else None


def _terms(one: Sentence, hits: Sequence[Hit]) -> int:
    return len({hit.term for hit in hits if one.start <= hit.start < one.end})


def _box(body: str, hits: Sequence[Hit]) -> Styled:
    """Lines without sentences, as an editor runs them on: 在室外：远离大树；在路上：…, from the first with a hit.

    A line of a word or two is the heading of the one below it.
    """
    parts, at, heading = list[Styled](), 0, Styled()
    for line in body.split("\n"):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip("。；; "))
        at += len(line) + 1
        if end <= start:
            continue
        told = _marked(body, start, end, list(hits))
        if end - start <= _HEADING and not heading:
            heading = told + "："
            continue
        parts.append(heading + told)
        heading = Styled()
    parts += [heading[: len(heading) - 1]] if heading else []
    first = next((place for place, part in enumerate(parts) if part.marks), 0)
    return join("；", parts[first:])


def _preamble(sentence: str) -> int:
    found = _PREAMBLE.match(sentence)
    return found.end() if found and len(sentence) - found.end() >= SHORTEST else 0


def _marked(body: str, start: int, end: int, hits: list[Hit]) -> Styled:
    inside = (
        Mark(Style.BOLD, hit.start - start, hit.end - start) for hit in hits if start <= hit.start < hit.end <= end
    )
    return Styled(body[start:end], tuple(inside))


def _plain(sentence: Styled) -> Styled:
    """Without its asides."""
    kept, at = Styled(), 0
    for found in _ASIDE.finditer(sentence.text):
        kept, at = kept + sentence[at : found.start()], found.end()
    return kept + sentence[at:]


def _short(sentence: Styled, keep: int = 0) -> Styled:
    """Cut to LONGEST at the end of a clause where one is near, with `…`; the part up to `keep` stays visible."""
    if len(sentence) <= SPARED:
        return sentence
    if keep > LONGEST:
        begin = max(sentence.text.rfind(mark, 0, keep - LONGEST // 2) for mark in "，,；;、：:") + 1
        return Styled("…") + _short(sentence[max(begin, keep - LONGEST // 2) :])
    return sentence[: _cut(sentence.text, keep, LONGEST)] + "…"


def _cut(text: str, keep: int, most: int) -> int:
    """Where to cut: after a clause, else at a pause, else between characters; in no quotation, bracket or number.

    Not before `keep`; a good deal sooner than `most` only where a long bracket leaves no other place.
    """
    outside, near = _outside(text[: most + 1]), most * 3 // 5
    for least, marks in ((near, _CLAUSE), (near, "、：:"), (near, ""), (SHORTEST, "")):
        for at in range(most, max(keep, least) - 1, -1):
            if outside[at] and (text[at] in marks if marks else not text[at - 1 : at + 1].isascii()):
                return at
    return most


def _outside(text: str) -> list[bool]:
    """For each place whether a cut before its character parts no quotation and no bracket."""
    waiting, told = list[str](), list[bool]()
    for sign in text:
        told.append(not waiting)
        if sign in _PAIRS:
            waiting.append(_PAIRS[sign])
        elif waiting and sign == waiting[-1]:
            waiting.pop()
    return told
