"""What is in force now, those that concern the person first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import warnings as rules
from bot.chat.turn import Reply, Turn, health
from bot.compose import warning
from bot.compose.board import board
from bot.model import Message
from bot.outbox import fit
from bot.query import parse
from bot.styled import Styled, join
from watchers.facts.places import Place
from watchers.model import Entry, Kind

# Two screens of a phone; whoever wants one place names it.
MOST = 30


def warnings(turn: Turn, rest: str) -> Reply:
    """`/warnings`, `/warnings 郑州`: by hazard, gravest and finest first."""
    place = _place(turn, rest) if rest else None
    if rest and place is None:
        return turn.say("warnings.no_place", place=rest)
    notes = _notes(turn)
    if notes is None:
        return turn.say("warnings.no_source")
    force = turn.room.matching.warnings.in_force(turn.now)
    entries = [one for one in force.values() if place is None or _concerns(turn, one, place.name)]
    if not entries:
        none = turn.t("warnings.none.place", place=place.name) if place else turn.t("warnings.none")
        return [Message(body=join("\n", [*notes, none]))]
    body = join("\n\n", [_title(turn, place, len(entries)), *notes, *_board(turn, entries)])
    return fit(Message(body=body, picture=board(entries, place.name if place else "", turn.moment(turn.now), turn.t)))


def _place(turn: Turn, rest: str) -> Place | None:
    """Of several places that are called so the broadest."""
    return next(iter(turn.room.places.lookup(rest)), None)


def _notes(turn: Turn) -> list[str] | None:
    """What makes the answer doubtful: nobody could be asked. None: there is nobody to ask."""
    sources = [one for one in health(turn) if one.source.kind is Kind.WARNINGS]
    if not sources and not turn.room.matching.warnings.in_force(turn.now):
        return None
    return [turn.t("warnings.failing", name=one.source.name, times=one.failures) for one in sources if one.failures]


def _title(turn: Turn, place: Place | None, count: int) -> Styled:
    if place:
        return turn.t.styled("warnings.title.place", place=place.name, count=count)
    return turn.t.styled("warnings.title", count=count)


def _board(turn: Turn, entries: Sequence[Entry]) -> list[Styled | str]:
    """The person's own under a heading of their own, if there are others beside them."""
    mine = {one.uid for one in turn.room.matching.warnings.standing(turn.address, turn.now)}
    places = _subscribed(turn)
    own = [one for one in entries if one.uid in mine or any(_concerns(turn, one, place) for place in places)]
    others = [one for one in entries if one not in own]
    shown = [*own, *others][:MOST]
    blocks: list[Styled | str] = []
    for heading, part in (("warnings.mine", own), ("warnings.others", others)):
        listed = [one for one in part if one in shown]
        if own and listed:
            blocks.append(turn.t(heading))
        blocks += _by_hazard(turn, listed)
    more = len(entries) - len(shown)
    return [*blocks, turn.t.styled("warnings.more", count=more) if more else ""]


def _by_hazard(turn: Turn, entries: Iterable[Entry]) -> list[Styled | str]:
    reader = warning.Reader(t=turn.t, timezone=turn.subscriber.timezone, now=turn.now)

    def rank(one: Entry) -> tuple[int, int, int]:
        signal = rules.signal_of(one)
        return -rules.grade(signal), -len(rules.lies_in(signal, turn.room.places)), one.id

    groups: dict[str, list[Entry]] = {}
    for one in sorted(entries, key=rank):
        groups.setdefault(rules.signal_of(one).hazard, []).append(one)
    return [
        join("\n", [turn.t("warnings.hazard", hazard=hazard), *(warning.line(one, reader) for one in group)])
        for hazard, group in groups.items()
    ]


def _subscribed(turn: Turn) -> set[str]:
    """The places that the person's subscriptions name."""
    mine = turn.room.desk.subscriptions.of(turn.address)
    return {name for one in mine for name in rules.places_asked(parse(one.query).root, turn.room.places)}


def _concerns(turn: Turn, entry: Entry, place: str) -> bool:
    return rules.concerns(rules.signal_of(entry), place, turn.room.places)
