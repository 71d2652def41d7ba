"""What is in force now, those that concern the person first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from bot import warnings as rules
from bot.chat import area
from bot.chat.turn import Reply, Turn, health
from bot.compose import warning
from bot.compose.board import board
from bot.model import Message
from bot.outbox import fit
from bot.ports import Shown
from bot.query import parse
from bot.styled import Styled, join
from watchers.facts.places import Place
from watchers.model import Entry, Kind

# Two screens of a phone; whoever wants one place names it.
MOST = 30


def warnings(turn: Turn, rest: str) -> Reply:
    """`/warnings`, `/warnings 郑州`: by hazard, gravest and finest first."""
    place = area.sought(turn, rest, "warnings") if rest else None
    if place is not None and not isinstance(place, Place):
        return place or turn.say("warnings.no_place", place=rest)
    notes = _notes(turn)
    if notes is None:
        return turn.say("warnings.no_source")
    force = turn.room.matching.warnings.in_force(turn.now)
    entries = [one for one in force.values() if place is None or _concerns(turn, one, place.name)]
    if not entries:
        turn.show("", ())
        none = turn.t("warnings.none.place", place=turn.t.place(place.name)) if place else turn.t("warnings.none")
        return [Message(body=join("\n", [*notes, none]))]
    parts = _parts(turn, entries)
    numbers = {one.uid: number for number, one in enumerate((one for _, part in parts for one in part), 1)}
    told = tuple((number, uid) for uid, number in numbers.items())
    title = _title(turn, place, len(entries))
    shown = [Shown(number=number, uid=uid, queries=()) for number, uid in told]
    turn.room.desk.memory.show(turn.address, title.text, shown)
    more = len(entries) - len(told)
    foot = turn.t.styled("warnings.more", count=more) if more else ""
    blocks = list[Styled | str]()
    for heading, part in parts:
        blocks += [heading, *_by_hazard(turn, part, numbers)]
    body = join("\n\n", [title, *notes, *blocks, join("\n", [foot, turn.t.styled("warnings.hint")])])
    picture = board(entries, place.name if place else "", turn.moment(turn.now), turn.t)
    return fit(Message(body=body, picture=picture, listed=told))


def _notes(turn: Turn) -> list[str] | None:
    """What makes the answer doubtful: nobody could be asked. None: there is nobody to ask."""
    sources = [one for one in health(turn) if one.source.kind is Kind.WARNINGS]
    if not sources and not turn.room.matching.warnings.in_force(turn.now):
        return None
    return [turn.t("warnings.failing", name=one.source.name, times=one.failures) for one in sources if one.failures]


def _title(turn: Turn, place: Place | None, count: int) -> Styled:
    if place:
        return turn.t.styled("warnings.title.place", place=turn.t.place(place.name), count=count)
    return turn.t.styled("warnings.title", count=count)


def _parts(turn: Turn, entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """The person's own under a heading of their own, if there are others beside them; each by hazard, gravest first."""
    mine = {one.uid for one in turn.room.matching.warnings.standing(turn.subscriber, turn.now)}
    places = _theirs(turn)
    own = [one for one in entries if one.uid in mine or any(_concerns(turn, one, place) for place in places)]
    others = [one for one in entries if one not in own]
    if not own or not others:
        return [(turn.t("warnings.mine") if own else "", _sorted(turn, entries)[:MOST])]
    room = max(0, MOST - len(own))
    parts = [("warnings.mine", own, MOST), ("warnings.others", others, room)]
    return [(turn.t(heading), _sorted(turn, part)[:most]) for heading, part, most in parts if most]


def _sorted(turn: Turn, entries: Sequence[Entry]) -> list[Entry]:
    """By hazard, the one with the gravest warning first."""
    ranked = sorted(entries, key=lambda one: rules.rank(one, turn.room.places))
    hazards = list(dict.fromkeys(rules.signal_of(one).hazard for one in ranked))
    return sorted(ranked, key=lambda one: hazards.index(rules.signal_of(one).hazard))


def _by_hazard(turn: Turn, entries: Sequence[Entry], numbers: Mapping[str, int]) -> list[Styled]:
    reader = warning.Reader(t=turn.t, timezone=turn.subscriber.timezone, now=turn.now)
    return [
        join(
            "\n",
            [
                turn.t("warnings.hazard", hazard=turn.t.hazard(hazard)),
                *(Styled(f"{numbers[one.uid]}. ") + warning.line(one, reader) for one in group),
            ],
        )
        for hazard, group in groupby(entries, key=lambda one: rules.signal_of(one).hazard)
    ]


def _theirs(turn: Turn) -> set[str]:
    """Where the person is, and the places that their subscriptions name."""
    mine = turn.room.desk.subscriptions.of(turn.address)
    named = {name for one in mine for name in rules.places_asked(parse(one.query).root, turn.room.places)}
    return {turn.subscriber.place, *named} if turn.subscriber.place else named


def _concerns(turn: Turn, entry: Entry, place: str) -> bool:
    return rules.concerns(rules.signal_of(entry), place, turn.room.places)
