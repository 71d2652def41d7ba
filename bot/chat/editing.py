"""`/edit 2 新式`: a subscription asks for something else, and stays the one that it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import compose, query
from bot.chat import undo
from bot.chat.previews import looked_back, meaning, told_past
from bot.chat.turn import Reply, Turn, brief, label
from bot.chat.wanted import LONGEST_NAME, twin_of
from bot.errors import QueryError
from bot.model import Act, Before, Button, Message, Subscription
from bot.styled import Styled, join

_NUMBER = re.compile(r"(?P<number>\d{1,9})(?:[\s.:：、]+(?P<text>.+))?$", re.DOTALL)
MOST_OFFERED = 20


def edit(turn: Turn, rest: str, sure: bool = False) -> Reply:
    """Its id, number, matches and, unless something else is said, its way of speaking stay."""
    mine = turn.room.desk.subscriptions.of(turn.address)
    if not mine:
        return turn.say("list.empty")
    asked = _NUMBER.match(rest.strip())
    if not asked:
        return [_which(turn, mine[:MOST_OFFERED])] if not rest.strip() else turn.say("edit.what", rest=rest)
    one = next((one for one in mine if one.number == int(asked["number"])), None)
    if one is None:
        return turn.say("edit.no_such", number=asked["number"], first=mine[0].number)
    return _revised(turn, one, asked["text"], sure) if asked["text"] else ask(turn, one)


def _which(turn: Turn, mine: Sequence[Subscription]) -> Message:
    buttons = tuple((Button(label=f"{one.number}. {brief(label(one))}", data=f"new:{one.id}"),) for one in mine)
    return Message(body=turn.t.styled("edit.which"), buttons=buttons)


def ask(turn: Turn, one: Subscription) -> Reply:
    """The next line is what it is to ask for."""
    turn.room.desk.memory.expect(turn.address, f"edit {one.number}")
    return turn.say("edit.ask", number=one.number, query=one.query)


def _revised(turn: Turn, one: Subscription, text: str, sure: bool) -> Reply:
    try:
        wanted = turn.understood(text)
    except QueryError as error:
        return turn.refused(error, text, f"edit.{one.number}")
    canonical = query.bare(wanted)
    name, mode = wanted.name[:LONGEST_NAME] or one.name, wanted.mode or one.mode
    if (canonical, name, mode) == (one.query, one.name, one.mode):
        return turn.say("edit.same", number=one.number, query=label(one))
    others = turn.room.desk.subscriptions.of(turn.address)
    twin = twin_of(wanted, [other for other in others if other.id != one.id])
    if twin:
        return turn.say("edit.twin", number=twin.number, query=label(twin))
    past = looked_back(turn, wanted)
    if past.broad and not sure:
        return [_doubted(turn, one, text, wanted, past)]
    return [_changed(turn, one, replace(one, query=canonical, name=name, mode=mode), wanted, past)]


def _doubted(turn: Turn, one: Subscription, text: str, wanted: query.Query, past: compose.Preview) -> Message:
    """Nothing is changed yet."""
    number = turn.room.desk.memory.offer(turn.address, f"{one.number} {text}", turn.now)
    button = Button(label=turn.t("button.edit.sure"), data=f"edit:{number}")
    told: list[Styled | str] = [
        meaning(turn, wanted), told_past(turn, wanted, past), compose.breadth(past, turn.t)
    ]  # fmt: skip
    return Message(body=join("\n\n", told), buttons=((button,),))


def _changed(turn: Turn, one: Subscription, now: Subscription, wanted: query.Query, past: compose.Preview) -> Message:
    turn.room.desk.subscriptions.revise(one.id, now.query, now.name, now.mode)
    turn.room.matching.caught_up(now, past.found, turn.now)
    back = undo.done(turn, Act.EDIT, undo.quoted(turn, [now]), Before(subscriptions=(one,)))
    head = turn.t.styled("edit.done", number=one.number, before=_said(turn, one), after=_said(turn, now))
    told = join("\n", [head, meaning(turn, wanted)])
    return Message(body=join("\n\n", [told, told_past(turn, wanted, past)]), buttons=back)


def _said(turn: Turn, one: Subscription) -> str:
    mode = turn.t(f"mode.{one.mode}")
    return f"{one.query}{f' => {one.name}' if one.name else ''} · {mode}"
