"""What follows when a warning begins, goes on and ends: pure rules over its states and over what somebody was told.

How it goes on is seen from what the person was told last, not from what its office calls it: states may have come and
gone unseen while the matcher or the network stood still, and a warning that was raised and renewed since is, for who
was told neither, one that was raised.

| told before | now | the message | a notice |
|---|---|---|---|
| nothing | in force | sent | – |
| nothing | over | – | – |
| in force | as grave | edited | no |
| in force | graver | edited | yes |
| in force | less grave | edited | no |
| in force | cancelled, or not listed any more | edited: it is over | yes |
| in force | expired | edited: it is over | no: its end was told with it |
| over | in force again | edited | yes |

A city and its counties warn of one storm within minutes. Somebody whom several such warnings concern (one hazard, one
area within the other, both in force) is told once, by the finest, which says most about where they are; the others are
named in a line of it. What comes later than its like is told by itself only when it says more: when it is graver than
all that was told, or finer and for a place that the person named. Else it becomes a line in the message that is there.
A line never hides a graver colour; nor does what was told of one of a person's places stand for a warning that holds
for another of them.

A topic is no wish for warnings from everywhere: who has said where they are is told of those that hold there, and of
what they asked for in so many words, a place, a hazard, a colour or a source.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.query import Level, Node, Not, Term, Trait, Where, children, walk
from watchers.facts.places import Gazetteer
from watchers.model import Entry
from watchers.variants import simplified
from watchers.warning import Stage, WarningSignal


class Course(StrEnum):
    """How a warning went on since somebody was told of it. AGAIN: in force after all."""

    SAME = "same"
    RAISED = "raised"
    LOWERED = "lowered"
    AGAIN = "again"
    CANCELLED = "cancelled"
    UNLISTED = "unlisted"
    EXPIRED = "expired"


# These are worth a sound; the others are seen by who looks.
RINGING = frozenset({Course.RAISED, Course.AGAIN, Course.CANCELLED, Course.UNLISTED})
NEWS = frozenset({Stage.NEW, Stage.RAISED})
ENDINGS = frozenset({Course.CANCELLED, Course.UNLISTED, Course.EXPIRED})


def over(signal: WarningSignal, now: datetime) -> bool:
    """Whether a warning is not in force any more, also where nobody has said so since its time ran out."""
    return signal.over or (signal.expires_at is not None and signal.expires_at <= now)


def course(told: WarningSignal | None, signal: WarningSignal, now: datetime) -> Course:
    """How a warning goes on for who was told it as `told`; None: nothing reached them yet."""
    if over(signal, now):
        return ending(signal)
    if told is None:
        return Course.SAME
    if told.over:
        return Course.AGAIN
    before, after = grade(told), grade(signal)
    return Course.SAME if before == after else Course.RAISED if after > before else Course.LOWERED


def ending(signal: WarningSignal) -> Course:
    """How a warning that is over ended."""
    if signal.listed:
        return Course.UNLISTED
    return Course.CANCELLED if signal.stage is Stage.CANCELLED else Course.EXPIRED


def alarming(stages: Collection[Stage]) -> bool:
    """Whether a warning that went through these stages is news for who was not told of it.

    One that was never more than renewed only claims to go on from a beginning that nobody has seen (a forged, repeated
    or misdirected document may): it stands in the lists, and wakes nobody up.
    """
    return not NEWS.isdisjoint(stages)


def grade(signal: WarningSignal) -> int:
    """How grave, 0 where no colour is told."""
    return int(signal.colour or 0)


def rank(one: Entry, places: Gazetteer) -> tuple[int, int, int]:
    """By which the gravest come first, and the finest of these."""
    signal = signal_of(one)
    return -grade(signal), -len(lies_in(signal, places)), one.id


# -- one storm, several warnings --------------------------------------------------------------------------------------


def spots(signal: WarningSignal) -> tuple[str, ...]:
    """The places that a warning is for, by their names."""
    return signal.areas or (signal.area,)


def lies_in(signal: WarningSignal, places: Gazetteer) -> set[str]:
    """Full names of all that a warning's places lie in."""
    return {*signal.within, *(above for spot in spots(signal) for above in places.parents(spot))}


def covers(other: WarningSignal, one: WarningSignal, places: Gazetteer) -> bool:
    """Whether each place that `one` is for is one of `other`, or lies in one."""
    there = frozenset(spots(other))
    return bool(there & {*one.within}) or all(there & {spot, *places.parents(spot)} for spot in spots(one))


def finer(one: WarningSignal, other: WarningSignal, places: Gazetteer) -> bool:
    """Whether `one` is for a part of what `other` is for."""
    return covers(other, one, places) and not covers(one, other, places)


def kin(one: WarningSignal, other: WarningSignal, places: Gazetteer) -> bool:
    """Whether both warn of one hazard, one of them for a place within the other's, or both for the same."""
    return one.hazard == other.hazard and (covers(one, other, places) or covers(other, one, places))


class Kinship:
    """Which of some warnings are alike (`kin`): worked out when it is asked for, and once for all people."""

    def __init__(self, entries: Collection[Entry], places: Gazetteer) -> None:
        self._places, self._likes = places, dict[str, tuple[Entry, ...]]()
        self._by_hazard: dict[str, list[Entry]] = {}
        for entry in entries:
            self._by_hazard.setdefault(signal_of(entry).hazard, []).append(entry)

    def of(self, entry: Entry) -> tuple[Entry, ...]:
        """The others that are like this one."""
        if entry.uid not in self._likes:
            signal = signal_of(entry)
            others = (one for one in self._by_hazard.get(signal.hazard, ()) if one.uid != entry.uid)
            self._likes[entry.uid] = tuple(one for one in others if kin(signal, signal_of(one), self._places))
        return self._likes[entry.uid]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which warnings are told by themselves, and which become a line of what was told: (new, told before)."""

    alerts: tuple[Entry, ...] = ()
    beside: tuple[tuple[Entry, Entry], ...] = ()


def told_once(
    new: Sequence[Entry],
    told: Collection[str],
    coming: Collection[str],
    named: Callable[[WarningSignal], bool],
    kinship: Kinship,
    places: Gazetteer,
    wanted: Collection[str] = (),
) -> Plan:
    """What one person is told of `new` warnings, all in force and of this `kinship`.

    `told`: the uids of those in force that they were told before, and that are their business still; `coming`: of those
    that will be new to them in a moment. `named`: whether they asked for a warning's place by name. `wanted`: the
    places, by full names, whose warnings are their business.
    """
    at_once = {*coming, *(one.uid for one in new)}
    ranked = sorted(new, key=lambda one: rank(one, places))
    alerts, beside = dict[str, Entry](), list[tuple[Entry, Entry]]()
    for one in ranked:
        likes = _likes(one, kinship, wanted, places)
        if any(other.uid in at_once and _said_by(one, other, places) for other in likes):
            continue
        before = [other for other in likes if other.uid in told]
        if _says_more(one, [*before, *(other for other in likes if other.uid in alerts)], named, places):
            alerts[one.uid] = one
        elif before:  # else it is a line of one of the alerts
            beside.append((one, max(before, key=lambda other: (grade(signal_of(other)), other.id))))
    return Plan(alerts=tuple(alerts.values()), beside=tuple(beside))


def _likes(one: Entry, kinship: Kinship, wanted: Collection[str], places: Gazetteer) -> list[Entry]:
    """Its likes of which who hears hears of all those of their places for which it is."""
    here = [place for place in wanted if concerns(signal_of(one), place, places)]
    return [other for other in kinship.of(one) if all(concerns(signal_of(other), place, places) for place in here)]


def _said_by(one: Entry, other: Entry, places: Gazetteer) -> bool:
    """Whether `one` is a line in the message of its like: that is as grave, and finer or (of equals) earlier."""
    mine, theirs = signal_of(one), signal_of(other)
    if grade(mine) > grade(theirs):
        return False
    twins = covers(mine, theirs, places) and covers(theirs, mine, places)
    return finer(theirs, mine, places) or (twins and (-grade(theirs), other.id) < (-grade(mine), one.id))


def _says_more(one: Entry, likes: Sequence[Entry], named: Callable[[WarningSignal], bool], places: Gazetteer) -> bool:
    signal = signal_of(one)
    if all(grade(signal) > grade(signal_of(other)) for other in likes):
        return True
    return named(signal) and all(finer(signal, signal_of(other), places) for other in likes)


def names_place(root: Node, signal: WarningSignal, places: Gazetteer) -> bool:
    """Whether a query asks for the very place that a warning is for, as 地区:中牟 or as a word."""
    match root:
        case Not():
            return False
        case Where(trait=Trait.AREA, values=values):
            return any(_means(value, signal, places) for value in values)
        case Term(text=text):
            return _means(text, signal, places)
    return any(names_place(part, signal, places) for part in children(root))


def places_asked(root: Node, places: Gazetteer) -> set[str]:
    """Full names of the places that a query asks for by 地区:…."""
    match root:
        case Not():
            return set()
        case Where(trait=Trait.AREA, values=values):
            return {place.name for value in values for place in places.lookup(value)}
    return {name for part in children(root) for name in places_asked(part, places)}


def asks_for(root: Node, signal: WarningSignal, places: Gazetteer) -> bool:
    """Whether a query asks in so many words for what a warning that it met is: a place that it holds for, its hazard,
    its colour or its source. A topic does not, nor does a word that only stands in the text.
    """
    return any(_wishes(node, signal, places) for node in walk(root, positive=True))


def _wishes(node: Node, signal: WarningSignal, places: Gazetteer) -> bool:
    match node:
        case Level() | Where(trait=Trait.SOURCE):
            return True
        case Where(trait=Trait.AREA | Trait.WARNING, values=values):
            return any(_tells_of(value, signal, places) for value in values)
        case Term(text=text):
            return _tells_of(text, signal, places)
    return False


def _tells_of(text: str, signal: WarningSignal, places: Gazetteer) -> bool:
    said = simplified(text).removesuffix("预警")
    if said and (said in signal.hazard or (signal.hazard and signal.hazard in said)):
        return True
    return _means(said, signal, places) or any(concerns(signal, one.name, places) for one in places.lookup(said))


def concerns(signal: WarningSignal, place: str, places: Gazetteer) -> bool:
    """Whether a warning is for a place, by its full name, for a part of it, or for what it lies in."""
    here = spots(signal)
    return place in lies_in(signal, places) or any(places.within(place, spot) for spot in here)


def _means(text: str, signal: WarningSignal, places: Gazetteer) -> bool:
    here = spots(signal)
    return text in here or any(place.name in here for place in places.lookup(text))


def signal_of(entry: Entry) -> WarningSignal:
    """The warning that an entry is."""
    assert entry.article.warning is not None
    return entry.article.warning
