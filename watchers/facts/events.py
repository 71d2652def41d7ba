"""What takes place: its name, its days, its time of day and its place.

A sentence tells an event when it names one (招聘会, 书法作品展, 停水), says that it takes place (举行, 开幕, 将停水)
and prints a day; a notice prints the day behind a label (活动时间:5月16日), and the name stands before it or in the
heading. Days of something else in the same sentence are not its days: until when to apply, since when it is planned.
昨日 and 本周六 are counted from the day of the issue; 近日 and 6月上旬 name no day, so there is no event to note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from watchers.facts.happenings import Named, announced, happenings, held, only_points, opened, outage_title, titled
from watchers.facts.labels import Passage, labelled
from watchers.facts.relative import told_dates
from watchers.facts.sentences import Sentence, clause_end, clause_start, sentences
from watchers.facts.spans import LASTS_TO, Days, day_spans, lasting
from watchers.facts.venues import affected, labelled_venue, time_of_day, venue
from watchers.model import Event

_MAY_LABEL = re.compile("[时日][ 间期]|[展会]期|:")
_ENDED = re.compile(r"[^,。;]{0,12}(?:闭幕|落幕|收官|结束|落下帷幕|[闭撤]展)")
_FARTHEST = 400  # days: beyond, an anniversary or a memory is told, not an event of this paper
_ON = 4  # sentences from the line with the time to the line with the place
_BARE = 3  # characters: 决赛, 展览, 灯会
_SAYS_LITTLE = re.compile(rf".{{1,{_BARE}}}|..(?:典礼|仪式)")
_THE_SAME = frozenset(("展览", "演出", "比赛", "活动", "夜游"))  # 书画特展…,展览持续至…


def events(text: Sequence[Sentence], issued: date, headings: str = "") -> tuple[Event, ...]:
    """The events in the order of the text, each name once a first day; `headings` name what a notice is about."""
    found: dict[tuple[str, date | None], Event] = {}
    titles = [one.text for one in sentences(headings)]
    for at, sentence in enumerate(text):
        if told_dates(sentence.text, issued):
            for event in _in(Passage(text=text, at=at, issued=issued, titles=titles)):
                found.setdefault((event.what, event.first), event)
    return tuple(found.values())


def _in(passage: Passage) -> Iterator[Event]:
    """Those of one sentence."""
    told = passage.told
    named = list(happenings(told))
    begun = [] if named else [*opened(told), *held(told)]
    only = [] if named or begun else list(announced(told))
    if not (named or begun or only or _MAY_LABEL.search(told)):
        return
    spans = list(day_spans(told, passage.issued))
    under = [(name, days) for days in spans if (name := labelled(passage, days))]
    if under:
        yield from (_event(passage, name, days) for name, days in under if days.last >= passage.issued)
    elif named:
        yield from _taking_place(passage, named, spans)
    else:
        yield from _beginning(passage, begun, spans)
        coming = [days for days in spans if days.first > passage.issued]
        yield from _taking_place(passage, [one for one in only if _of_clause(told, one, coming)], coming)


def _taking_place(passage: Passage, named: Sequence[Named], spans: Sequence[Days]) -> Iterator[Event]:
    """The first that has a day in its clause, else the first of all; of the others those with a day of their own."""
    told = passage.told
    main = next((one for one in named if _own(told, one, spans)), next(iter(named), None))
    if not main or not spans:
        return
    near = _near(told, main, spans) if main.near else spans
    if near and (event := _lasting_on(passage, _whole(main, named[0]), near)):
        yield event
        used = {event.first, event.last}
        for one in named:
            own = _own(told, one, spans)
            if own and own.first not in used:
                used.add(own.first)
                yield _event(passage, one, own)


def _beginning(passage: Passage, begun: Sequence[Named], spans: Sequence[Days]) -> Iterator[Event]:
    """What a verb alone says to begin or to be held, each day once; of past days such verbs tell anything."""
    told, used = passage.told, set[date]()
    for one in begun:
        days = _of_clause(told, one, spans)
        if not days or days.first in used or not _is_ahead(days, passage):
            continue
        used.add(days.first)
        if what := _called(one, passage):
            yield _event(passage, replace(one, what=what), replace(days, last=lasting(told, days) or days.last))


def _is_ahead(days: Days, passage: Passage) -> bool:
    return days.first > passage.issued or (days.first == passage.issued and "今" in passage.told)


def _called(named: Named, passage: Passage) -> str:
    """What begins or is held; without a subject what was named before, or the heading: 开课（老年大学秋季招生）."""
    if not named.what:
        return passage.topic() or passage.title
    return titled(named.what, passage.title) if named.bare else named.what


def _own(text: str, named: Named, spans: Sequence[Days]) -> Days | None:
    """The days in the clause of what is named."""
    begin, end = clause_start(text, named.start), clause_end(text, named.end)
    return next((days for days in spans if begin <= days.start < end), None)


def _of_clause(text: str, named: Named, spans: Sequence[Days]) -> Days | None:
    """The days in the clause of what is named, or else in the clause before it."""
    begin = clause_start(text, named.start)
    before = clause_start(text, max(0, begin - 1))
    return _own(text, named, spans) or next((days for days in spans if before <= days.start < begin), None)


def _near(text: str, named: Named, spans: Sequence[Days]) -> list[Days]:
    """The days that are said of an examination or an outage: beside it, or until when it goes on, or the only ones."""
    beside = _of_clause(text, named, spans)
    if not beside and named.outage and len(spans) == 1:
        return list(spans)
    return [days for days in spans if beside and (days is beside or LASTS_TO.search(text[: days.start]))]


def _whole(named: Named, first: Named) -> Named:
    """决赛 with what it is the final of, where the sentence named that before; 展览 is what was named before."""
    if named is first or len(named.what) > _BARE or first.outage or len(first.what) <= _BARE:
        return named
    return replace(named, what=first.what + named.what * (named.what not in _THE_SAME))


def _lasting_on(passage: Passage, named: Named, spans: Sequence[Days]) -> Event | None:
    """The event with the first and the last day that its sentence prints, near it or as its end."""
    text, at = passage.told, named.end
    closing = next((days for days in spans if LASTS_TO.search(text[: days.start])), None)
    opening = min((d for d in spans if d is not closing), key=lambda d: (d.start > at, abs(d.start - at)), default=None)
    if closing and opening and clause_start(text, closing.start) <= at and opening.end < clause_start(text, at):
        opening = None  # 昨晚人头攒动,夜游将持续到10月7日: since when is not said
    last = closing.last if closing else opening.last if opening else passage.issued
    first = opening.first if opening and not _is_its_end(text, opening, at) else None
    if first and opening:
        last = lasting(text, opening) or last
    if abs(((first or last) - passage.issued).days) > _FARTHEST or (first or last) > last:
        return None
    return _placed(passage, named, first, last, time_of_day(text, opening.opened, opening.end) if opening else "")


def _is_its_end(text: str, days: Days, named: int) -> bool:
    """5月17日闭幕, or 5月17日,文化节落下帷幕: the day is the last one."""
    return bool(_ENDED.match(text, days.end) or _ENDED.match(text, named))


def _event(passage: Passage, named: Named, days: Days) -> Event:
    time = time_of_day(passage.told, days.opened, days.end)
    return _placed(passage, named, days.first, days.last, time)


def _placed(passage: Passage, named: Named, first: date | None, last: date, time: str) -> Event:
    """The event with its place, which a notice prints on a line of its own; of an outage whom it is cut off."""
    if named.outage:
        whose = affected(passage.told, named.start) or "".join(affected(one, 0) for one in passage.behind(1))
        what = outage_title(named.what, whose, passage.title)
        return Event(what=what, first=first, last=last, time=time, place=whose)
    place = venue(passage.told) or next(filter(None, map(labelled_venue, passage.behind(_ON))), "")
    what = named.what
    if only_points(what) or what in _THE_SAME:
        what = passage.topic() or (passage.title if only_points(what) else "") or what
    what = titled(what, passage.title) if _SAYS_LITTLE.fullmatch(what) else what
    return Event(what=what, first=first, last=last, time=time, place=place)
