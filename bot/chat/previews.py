"""What a query would have caught lately: `/try`, and the proof under every answer about a subscription."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial

from bot import compose, query
from bot.chat import whens
from bot.chat.offers import offer
from bot.chat.trials import looking_back
from bot.chat.turn import Reply, Turn, explained
from bot.errors import QueryError
from bot.model import Message
from bot.styled import Styled, join

PREVIEW_DAYS = 30
MOST_DAYS = 366
_DAYS = re.compile(r"(?P<text>.*\S)\s+(?P<days>\d{1,3})\s*(?:天|days?|d)?", re.DOTALL)


def try_(turn: Turn, rest: str) -> Reply:
    """`/try 式 [天]`: what it would catch, without saving; then two buttons."""
    text, days = _with_days(rest, turn.today)
    if not text:
        return turn.say("preview.ask")
    try:
        wanted = turn.understood(text)
    except QueryError as error:
        return turn.refused(error, text, "try")
    past = looked_back(turn, wanted, days)
    told: list[Styled | str] = [meaning(turn, wanted), told_past(turn, wanted, past), compose.breadth(past, turn.t)]
    return [Message(body=join("\n\n", told), buttons=offer(turn, text))]


def _with_days(rest: str, today: date) -> tuple[str, int]:
    """融资 90天, 融资 90, 融资 一周, 融资 昨天: a number or a time at the end is how far to look back."""
    asked = _DAYS.fullmatch(rest.strip())
    if asked and 0 < int(asked["days"]) <= MOST_DAYS:
        return asked["text"], int(asked["days"])
    text, span = whens.behind(rest, today)
    back = (today - span.first).days + 1 if span else 0
    return (text, back) if 0 < back <= MOST_DAYS else (rest.strip(), PREVIEW_DAYS)


def looked_back(turn: Turn, wanted: query.Query, days: int = PREVIEW_DAYS) -> compose.Preview:
    """To be asked before anything is changed: it may take a while."""
    room, today = turn.room, turn.today
    work = partial(looking_back, room.archive, room.finder, wanted, today, days)
    return turn.worked_out(("back", today, days, wanted), work)


def told_past(turn: Turn, wanted: query.Query, past: compose.Preview, nothing: str = "preview.nothing") -> Styled:
    """What the query would have caught lately: the proof that it means what the person wants. `nothing`: text key."""
    items = past.examples(query.bare(wanted))
    if items:
        turn.show(turn.t("preview.title"), items)
    return compose.preview(past, items, turn.t, turn.today, nothing)


def meaning(turn: Turn, wanted: query.Query) -> str:
    return turn.t("sub.meaning", meaning=explained(turn, replace(wanted, name="", mode=None)))
