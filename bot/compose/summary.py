"""What an article says in one to three of its own sentences, and why these.

The lead is right for most news: it answers who, what, when. Where a page opens otherwise (a scene, a speaker, a round
of names at a meeting, what everybody knows already) the news stands further down, and there are signs by which a desk
editor finds it. Each sign is a small pattern of its own (`signs`). Without a better sentence the lead stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from bot.compose import signs
from bot.compose.sentences import Sentence, sentences
from watchers.model import Article


class Why(StrEnum):
    """Why these sentences were taken: what is wrong with the lead, or what is better."""

    LEAD = "lead"
    SOURCE = "source"  # the source's own abstract
    NOTHING = "nothing"  # no sentence that can be shown
    CONSULTATION = "consultation"  # what is asked of the public, and until when
    WARNING = "warning"
    MEETING = "meeting"  # the lead says who met; taken is what was decided
    SCENE = "scene"  # the lead paints, or tells what everybody knows
    QUOTE = "quote"
    QUESTION = "question"
    CAPTION = "caption"
    LINE = "line"  # the lead is a dateline, a salutation or too short to say anything
    HANGING = "hanging"  # the lead needs a sentence before it
    BARE = "bare"  # the lead says that something took place; taken is what came of it
    COMPLAINT = "complaint"  # the lead says that readers complained; taken is what was found
    DOCUMENT = "document"  # the lead is passed over; taken is the sentence that names the document


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """`sentences` as they stand in the body, in its order, the one that matters first in `main`."""

    sentences: tuple[str, ...]
    reason: Why
    main: tuple[int, int] = (0, 0)


# Four lines on a phone; the main sentence alone may be a long one.
MOST, LONGEST = 140, 180
# A shorter main sentence takes the next one with it; a still shorter one says nothing (好消息传来。).
SHORT, SHORTEST = 28, 14
# How far down the news of a report stands at the latest, in sentences.
_REACH = 24
# A sentence that is made of the headline tells nothing more.
_REPEATED = 0.8
# What a sentence must tell (see `signs.news`) to stand for a lead that is merely dull.
_PLENTY = 3
# Three letter pairs of the headline are its subject named; each sentence further down is worth a little less.
_NAMED, _NAMED_MOST, _FURTHER = 1.0, 3, 0.15
# The articles of a day: ten thousand digests show the same few hundred.
_REMEMBERED = 512


def summary(article: Article) -> Gist:
    """The sentences and the reason; an abstract that the source gives goes before all."""
    if article.summary.strip():
        return Gist(sentences=(article.summary.strip(),), reason=Why.SOURCE)
    due = next((one.words for one in article.facts.deadlines), "")
    return _taken(article.headline, article.kicker, article.body, due)


@lru_cache(_REMEMBERED)
def _taken(headline: str, kicker: str, body: str, due: str) -> Gist:
    """`due`: the words of the first deadline."""
    every = sentences(body.translate(signs.WIDE))
    usable = [one for one in every if _usable(one, headline)]
    if not usable:
        return Gist(sentences=(), reason=Why.NOTHING)
    main, reason = _main(f"{kicker}\n{headline}", body, every, usable)
    chosen = sorted(_with_more(main, usable, due.translate(signs.WIDE)), key=lambda one: one.start)
    printed = tuple(body[one.start : one.end] for one in chosen)
    return Gist(sentences=printed, reason=reason, main=(main.start, main.end))


def _usable(one: Sentence, headline: str) -> bool:
    """Whether a sentence may be shown by itself: whole, of a bearable length, and more than the headline again."""
    if not one.whole or not SHORTEST <= len(one.text) <= LONGEST or signs.CAPTION.search(one.text):
        return False
    if len(one.text) > 2 * len(headline):
        return True
    said, titled = _pairs(one.text), _pairs(headline)
    return len(said & titled) < _REPEATED * len(said)


def _pairs(text: str) -> frozenset[str]:
    letters = [sign for sign in text if sign.isalnum()]
    return frozenset(map("".join, pairwise(letters)))


def _main(headline: str, body: str, every: Sequence[Sentence], usable: Sequence[Sentence]) -> tuple[Sentence, Why]:
    """The first of these questions that has an answer decides."""
    lead = usable[0]
    if signs.CONSULTED.search(f"{headline}\n{body}") and (best := _first(usable, signs.until_when)):
        if not signs.NAMED.search(best.text):  # 有意见的，可在…前提出: on what, another sentence says
            best = _first(usable, signs.DOCUMENT.search) or _first(usable, signs.NAMED.search) or best
        return best, Why.LEAD if best is lead else Why.CONSULTATION
    if signs.ALARMING.search(headline) and (best := _first(usable[:_REACH], signs.WARNED.search)):
        return best, Why.LEAD if best is lead else Why.WARNING
    fault = _fault(lead.text)
    if fault is None and lead is not every[0] and lead.paragraph == every[0].paragraph:
        fault = Why.QUOTE if _fault(every[0].text) is Why.QUOTE else None  # what follows the first words is their scene
    if fault is None:
        return lead, Why.LEAD if lead is every[0] else _opening(every[0].text)
    others = usable[:_REACH] if _fault(lead.text) is None else usable[1:_REACH]
    better = _resolved(others) if fault is Why.MEETING else _better(headline, lead, others, fault)
    if better is None:
        return lead, Why.LEAD
    return better, Why.DOCUMENT if fault is Why.SCENE and signs.DOCUMENT.search(better.text) else fault


def _first(usable: Sequence[Sentence], asks: Callable[[str], object]) -> Sentence | None:
    return next((one for one in usable if asks(one.text)), None)


def _opening(text: str) -> Why:
    """Why the first sentence of all could not be shown."""
    fault = Why.CAPTION if signs.CAPTION.search(text) else _fault(text)
    return fault if fault in (Why.CAPTION, Why.QUOTE, Why.QUESTION) else Why.LINE


def _fault(text: str) -> Why | None:
    """What a lead lacks; None when it tells the news."""
    if signs.QUOTED.search(text):
        return Why.QUOTE
    if text.rstrip("”").endswith(("？", "?")):
        return Why.QUESTION
    if signs.MET.search(text) and not signs.RESOLVED[0].search(text):
        return Why.MEETING
    if signs.COMPLAINED.search(text):
        return Why.COMPLAINT
    if signs.hangs(text):
        return Why.HANGING
    if signs.news(text) <= 0:
        return Why.SCENE
    if signs.TOOK_PLACE.search(text) and not signs.amounts(text):
        return Why.BARE
    return Why.LINE if len(text) < SHORT and not signs.TIME.search(text) and not signs.DEED.search(text) else None


def _resolved(usable: Sequence[Sentence]) -> Sentence | None:
    """What a meeting decided, else what it asked for, else what it said."""
    fit = [one for one in usable if stands_alone(one.text)]
    return next((one for kind in signs.RESOLVED for one in fit if kind.search(one.text)), None)


def stands_alone(text: str) -> bool:
    """Whether a sentence is understood without the one before it, and tells more than somebody's words."""
    return not signs.hangs(text) and not signs.SPOKEN.search(text) and not signs.QUOTED.search(text)


def _better(headline: str, lead: Sentence, usable: Sequence[Sentence], fault: Why) -> Sentence | None:
    """The sentence that tells most and is about what the headline names, the earlier the better; None: the lead is.

    A lead that is no more than dull has to be beaten by one that says when or what was done.
    """
    dull = fault in (Why.BARE, Why.LINE)
    fit = [one for one in usable if stands_alone(one.text) and _fault(one.text) is not Why.QUESTION]
    if dull:
        fit = [
            one
            for one in fit
            if signs.NUMBER.search(one.text) and (signs.TIME.search(one.text) or signs.DEED.search(one.text))
        ]
    worth = {one: _worth(headline, place, one.text) for place, one in enumerate(usable) if one in fit}
    if fault is Why.QUOTE:  # what follows a quotation at once is its scene, unless something is done in it
        for one in worth:
            worth[one] -= one.paragraph == lead.paragraph and not signs.DEED.search(one.text)
    best = max(worth, key=lambda one: (worth[one], -one.start), default=None)
    if best is None or fault in (Why.QUOTE, Why.QUESTION):
        return best
    told = signs.news(best.text)
    return best if told >= (_PLENTY if dull else signs.news(lead.text) + 1) else None


def _worth(headline: str, place: int, text: str) -> float:
    """What a sentence tells, more where it names what the headline names, less the further down it stands."""
    named = len(_pairs(headline) & _pairs(text))
    return signs.news(text) + min(_NAMED_MOST, named) * _NAMED - place * _FURTHER - (len(text) < SHORT)


def _with_more(main: Sentence, usable: Sequence[Sentence], due: str) -> list[Sentence]:
    """The main sentence; what goes on with it when it is short; the sentence of a deadline that it leaves out."""
    wanted = []
    following = next((one for one in usable if one.start >= main.end), None)
    if following and len(main.text) < SHORT and following.paragraph == main.paragraph:
        wanted.append(following)
    consulted = signs.CONSULTED.search(main.text) or signs.DOCUMENT.search(main.text)
    if not signs.until_when(main.text) and consulted and (until := _first(usable, signs.until_when)):
        wanted.append(until)
    wanted += [one for one in usable if due and due in one.text][:1]
    chosen = [main]
    for one in wanted:
        if one not in chosen and len(chosen) < 3 and sum(len(each.text) for each in chosen) + len(one.text) <= MOST:
            chosen.append(one)
    return chosen
