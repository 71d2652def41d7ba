"""Do two articles tell the same story, does the new one carry it on, or is it another event?

The order of the questions: is one the other's continuation; is it another edition of the same form; is it a copy;
has the event gone on since; and only then how much the two have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from bot.stories import notices
from bot.stories.common import Common, common
from bot.stories.marks import Sort, value, weight
from bot.stories.sketch import Sketch, jump

T = TypeVar("T")


class Kind(StrEnum):
    """COPY and REWRITE are the same story; FOLLOW_UP is told, with a link to the old one; DIFFERENT is told."""

    COPY = "copy"
    REWRITE = "rewrite"
    FOLLOW_UP = "follow-up"
    DIFFERENT = "different"

    @property
    def same(self) -> bool:
        return self in (Kind.COPY, Kind.REWRITE)


class Reason(StrEnum):
    """Why, as a code; the text for people belongs to the tables of texts."""

    CONTINUED = "continued"  # the jump of one page leads to the other
    SAME_TEXT = "same-text"  # one stands in the other nearly word by word
    SAME_FACTS = "same-facts"
    LATER = "later"  # the event has gone on: a later day, a new stage, a number that has changed
    WIDER = "wider"  # what was told is a small part of it: a round-up, a long report under its own headline
    OTHER_DAYS = "other-days"  # a forecast for other days
    OTHER_EDITION = "other-edition"  # 第十三届 instead of 第十二届, 21路 instead of 38路, another score, another age
    OTHER_NOTICE = "other-notice"  # 停电 instead of 停水, other streets, other days
    OTHER_FACTS = "other-facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """`score` 0..1 says how surely it is the same story; `shared` and `fresh` are marks (see `marks`), best first."""

    kind: Kind
    score: float
    reason: Reason
    shared: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()


# Reprints keep more than nine in ten runs of four characters. Where one character in eight is misread only six in ten
# are left, which forms filled in anew keep too: then the numbers must agree as well.
_COPIED, _DAMAGED, _AGREE = 0.9, 0.6, 0.85
# Characters; less is a caption.
_TEXT = 20
# A report this many times longer under a headline of its own holds more than the short one told.
_WIDER, _OWN_HEADLINE = 3, 0.3
# So many temperatures make an article a forecast.
_FORECAST = 4
# Pairs and heading together, from which on two articles are about one matter though their facts differ.
_LINKED = 0.5
# Any two articles share up to one content pair in ten; who retells an event in other words keeps one in five.
_ONE_MATTER = 0.15
# Two prints of one notice differ in length by captions and headings only.
_AS_LONG = 1.3
# Names below that share (a half: nothing known) speak against one matter.
_STRANGERS = 0.4
# Numbers below that share are other numbers.
_OTHER_NUMBERS = 0.6
# With one telling number on either side and none shared, and with more than two.
_FEW_SHARED, _NONE_SHARED = 0.3, 0.15
# A mark that is seldom shared by chance (see the weights of marks); three two-digit numbers; a third of the words.
_EXACT, _SEVERAL, _WORDS = 1.2, 2.4, 0.33
_TELLING = 1.0
_STALE = 2
# Two names and a number: with so much in common, other numbers and another day are news of one matter.
_MUCH = 2.5
_SHOWN = 8


def compare(new: Sketch, old: Sketch) -> Likeness:
    """What `new` is to `old`; the days of their issues tell what could be known when."""
    both = common(new, old)
    kind, reason = _verdict(new, old, both)
    known = {value(mark) for mark in old.marks}
    shared: list[str] = []
    fresh: list[str] = []
    for mark in sorted(new.marks, key=weight, reverse=True):
        (shared if value(mark) in known else fresh).append(mark)
    score = 1.0 if kind is Kind.COPY else round(both.score, 3)
    return Likeness(kind=kind, score=score, reason=reason, shared=tuple(shared[:_SHOWN]), fresh=tuple(fresh[:_SHOWN]))


def judge(new: Sketch, candidates: Iterable[tuple[T, Sketch]]) -> tuple[Likeness, T | None]:
    """The likeness to the nearest of the (key, sketch), and its key; a DIFFERENT one has none: the story is new."""
    best = Likeness(kind=Kind.DIFFERENT, score=0.0, reason=Reason.OTHER_FACTS)
    which: T | None = None
    for key, old in candidates:
        likeness = compare(new, old)
        if _rank(likeness) > _rank(best):
            best, which = likeness, key
    return best, (None if best.kind is Kind.DIFFERENT else which)


def _rank(likeness: Likeness) -> tuple[bool, bool, float]:
    return likeness.kind.same, likeness.kind is Kind.FOLLOW_UP, likeness.score


def _verdict(new: Sketch, old: Sketch, both: Common) -> tuple[Kind, Reason]:
    """The first question that has an answer decides: jump, other edition or notice, copy, later, facts in common."""
    if _identical(new, old):
        return Kind.COPY, Reason.SAME_TEXT
    if _continued(new, old, both):
        return Kind.REWRITE, Reason.CONTINUED
    if _is_forecast(new) and _is_forecast(old) and new.day != old.day and both.runs < 1.0:
        return Kind.DIFFERENT, Reason.OTHER_DAYS
    if _other_edition(new, old):
        return Kind.DIFFERENT, Reason.OTHER_EDITION
    if notices.elsewhere(new, old, both.runs):
        return Kind.DIFFERENT, Reason.OTHER_NOTICE
    if notices.another_day(new, old, both.runs):
        put_off = _staged(new, old) and _later(new, old, both)
        return (Kind.FOLLOW_UP, Reason.LATER) if put_off else (Kind.DIFFERENT, Reason.OTHER_NOTICE)
    if both.runs >= _DAMAGED and _changed(new, old):
        news = both.points > 0 and not _elsewhere(both)
        return (Kind.FOLLOW_UP, Reason.LATER) if news else (Kind.DIFFERENT, Reason.OTHER_FACTS)
    if both.runs >= _COPIED or (both.runs >= _DAMAGED and both.numbers.share >= _AGREE):
        return _copied(new, old, both)
    if _later(new, old, both):
        return Kind.FOLLOW_UP, Reason.LATER
    if both.points <= 0 or both.pairs < _ONE_MATTER or _elsewhere(both) or not _told(both):
        return Kind.DIFFERENT, Reason.OTHER_FACTS
    return (Kind.FOLLOW_UP, Reason.WIDER) if _wider(new, old, both) else (Kind.REWRITE, Reason.SAME_FACTS)


def _identical(new: Sketch, old: Sketch) -> bool:
    """Printed twice. A headline without a text (a picture, a table) may stand over another picture the next day."""
    ours, theirs = ((text.size, text.runs, text.lead, text.marks) for text in (new, old))
    return ours == theirs and (new.size >= _TEXT or new.day == old.day)


def _continued(new: Sketch, old: Sketch, both: Common) -> bool:
    """One jumps to the page that the other stands on. Several articles may jump there: something must be shared."""
    if (new.paper, new.day) != (old.paper, old.day) or not (jump(new) & jump(old)):
        return False
    return both.heading >= _LINKED or both.facts.shared >= _TELLING


def _is_forecast(sketch: Sketch) -> bool:
    return sum(mark.startswith(Sort.NUMBER) and mark.endswith("℃") for mark in sketch.marks) >= _FORECAST


def _other_edition(new: Sketch, old: Sketch) -> bool:
    """Both tell which one it is (届, 期, 路, 号线, a score, a person's age), and not one of the numbers is the same."""
    ours, theirs = _numbered(new.marks), _numbered(old.marks)
    return any(not (ours[what] & theirs[what]) for what in ours.keys() & theirs.keys())


# One new article is held against many.
@lru_cache(maxsize=512)
def _numbered(marks: tuple[str, ...]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mark in marks:
        number = mark[2:].rstrip("届场批期轮季号路线")
        if mark[0] == Sort.EDITION or (mark[0] == Sort.LINE and number.isdecimal()):
            found.setdefault(mark[2 + len(number) :], set()).add(number)
        elif mark[0] == Sort.NUMBER and (":" in number or number.endswith("岁")):
            found.setdefault(number[-1] if number.endswith("岁") else ":", set()).add(number)
    return found


def _copied(new: Sketch, old: Sketch, both: Common) -> tuple[Kind, Reason]:
    """The words are the same; a form filled in anew has other days."""
    ours, theirs = _of(new, Sort.DATE), _of(old, Sort.DATE)
    if ours and theirs and not ours & theirs:
        return Kind.DIFFERENT, Reason.OTHER_FACTS
    return (Kind.FOLLOW_UP, Reason.WIDER) if _wider(new, old, both) else (Kind.COPY, Reason.SAME_TEXT)


def _of(sketch: Sketch, *sorts: Sort) -> set[str]:
    return {mark[2:] for mark in sketch.marks if mark[0] in sorts}


def _changed(new: Sketch, old: Sketch) -> bool:
    """A telling number stands where another of the same unit stood, and the text is as long as it was.

    A number that was misread or broken mostly loses its unit or leaves a part of itself (7.62元 → 62元).
    """
    if max(new.size, old.size) > _AS_LONG * min(new.size, old.size):
        return False
    fresh, gone = _counts(new) - _counts(old), _counts(old) - _counts(new)
    return any(
        unit and unit == other and number not in whole and weight(f"{Sort.NUMBER}:{number}") >= _TELLING
        for unit, number in fresh
        for other, whole in gone
    )


def _counts(sketch: Sketch) -> set[tuple[str, str]]:
    """(unit, number) of the numbers of a sketch."""
    numbers = [mark for mark in sketch.marks if mark[0] == Sort.NUMBER]
    return {(mark[2 + len(value(mark)) :], value(mark)) for mark in numbers}


def _wider(new: Sketch, old: Sketch, both: Common) -> bool:
    return new.size > _WIDER * old.size and both.own_heading < _OWN_HEADLINE


def _later(new: Sketch, old: Sketch, both: Common) -> bool:
    """A later issue tells a stage or a day that the older one could not know, and about the same matter.

    A rewriting of the next day may use such a word too (揭晓, 完成); it has no new numbers with it and no new day.
    """
    if new.day <= old.day or not ((both.points > 0 and both.pairs >= _ONE_MATTER) or _linked(both)):
        return False
    if both.points > 0 and _come(new, old):
        return True
    before = _of(old, Sort.STAGE, Sort.TURN)
    turned, staged = _of(new, Sort.TURN) - before, _of(new, Sort.STAGE) - before
    days = {day for day in _of(new, Sort.DATE, Sort.NEAR) if old.day.isoformat() <= day <= new.day.isoformat()}
    since = days - _of(old, Sort.DATE, Sort.NEAR)
    counted = both.numbers.share < _OTHER_NUMBERS and both.numbers.fresh >= _TELLING
    if turned or (staged and (since or counted)) or (since and counted and both.facts.shared >= _MUCH):
        return True
    # Next day's paper prints what the evening before was a short; two days later more detail is more news.
    return both.points > 0 and (new.day - old.day).days >= _STALE and both.facts.fresh >= max(_MUCH, both.facts.shared)


def _staged(new: Sketch, old: Sketch) -> bool:
    """It has come further than the older one told (推迟, 恢复)."""
    return not _of(new, Sort.STAGE, Sort.TURN) <= _of(old, Sort.STAGE, Sort.TURN)


def _come(new: Sketch, old: Sketch) -> bool:
    """The day that was announced (11月5日召开) has passed, and the new one tells of it (昨日)."""
    announced = {day for day in _of(old, Sort.DATE, Sort.NEAR) if old.day.isoformat() < day < new.day.isoformat()}
    return bool(announced & _of(new, Sort.NEAR))


def _elsewhere(both: Common) -> bool:
    """Other counts, and other streets or so many other counts that no rounding explains it: the form of a notice."""
    return both.numbers.share < _NONE_SHARED or (both.numbers.share < _FEW_SHARED and both.places.share < _STRANGERS)


def _told(both: Common) -> bool:
    """65岁, 12条 and 2元 stand in any issue: a name, an exact number, several numbers or many words must be shared."""
    return both.facts.best >= _EXACT or both.facts.shared >= _SEVERAL or both.pairs >= _WORDS


def _linked(both: Common) -> bool:
    return both.pairs + both.heading >= _LINKED and both.names.share >= _STRANGERS
