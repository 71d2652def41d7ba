"""What becomes of a line that somebody wants to follow: subscribed to, known already, doubted or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bot import compose, query
from bot.chat.previews import looked_back
from bot.chat.turn import Turn
from bot.errors import QueryError
from bot.model import Mode, Subscription

# Enough for a company's group, few enough that a slip of the keyboard cannot fill the database.
MOST_SUBSCRIPTIONS = 200
LONGEST_NAME = 40


class End(StrEnum):
    """How it ended. BROAD: it takes so much that the person has to say it twice. FULL: there are too many already."""

    MADE = "made"
    RETUNED = "retuned"
    KNOWN = "known"
    BROAD = "broad"
    FULL = "full"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`one` is the subscription that there is now; `wanted` None and `error` of what is no query."""

    wish: str
    end: End
    wanted: query.Query | None = None
    past: compose.Preview | None = None
    one: Subscription | None = None
    error: QueryError | None = None


def settle(turn: Turn, wish: str, sure: bool = False) -> Outcome:
    """Subscribe to a line, if nothing speaks against it. `sure`: however much it takes."""
    try:
        wanted = turn.understood(wish)
    except QueryError as error:
        return Outcome(wish=wish, end=End.REFUSED, error=error)
    store = turn.room.desk.subscriptions
    mine = store.of(turn.address)
    if twin := twin_of(wanted, mine):
        if wanted.mode and wanted.mode is not twin.mode:
            store.retune(twin.id, wanted.mode)
            return Outcome(wish=wish, end=End.RETUNED, wanted=wanted, one=replace(twin, mode=wanted.mode))
        return Outcome(wish=wish, end=End.KNOWN, wanted=wanted, one=twin)
    if len(mine) >= MOST_SUBSCRIPTIONS:
        return Outcome(wish=wish, end=End.FULL, wanted=wanted)
    past = looked_back(turn, wanted)
    if past.broad and not sure:
        return Outcome(wish=wish, end=End.BROAD, wanted=wanted, past=past)
    mode = wanted.mode or Mode.DIGEST
    made = store.subscribe(turn.address, query.bare(wanted), wanted.name[:LONGEST_NAME], mode, turn.now)
    turn.room.matching.caught_up(made, past.found, turn.now)
    return Outcome(wish=wish, end=End.MADE, wanted=wanted, past=past, one=made)


def twin_of(wanted: query.Query, mine: Sequence[Subscription]) -> Subscription | None:
    """The subscription that asks for the same already."""
    same = query.sense(wanted)
    return next((one for one in mine if known_as(one.query) == same), None)


@lru_cache(4096)
def known_as(text: str) -> str:
    """By what a kept query is known; every line of a list is compared with all of them."""
    try:
        return query.sense(query.parse(text))
    except QueryError:  # of an older grammar
        return text


def how(turn: Turn, mode: Mode) -> str:
    """How a subscription speaks: 方式：每天 07:30 的日报。"""
    when = turn.subscriber.timetable
    if mode is Mode.DIGEST and when is None:
        return turn.t("sub.mode.digest.off")
    return turn.t(f"sub.mode.{mode}", when=turn.t.when(when) if when else "")


def promised(turn: Turn, mode: Mode | None) -> str:
    """What will happen when something is printed: 有了就写进每天 07:30 的日报。"""
    when = turn.subscriber.timetable
    if mode in (None, Mode.DIGEST) and when is None:
        return turn.t("promise.digest.off")
    return turn.t(f"promise.{mode or Mode.DIGEST}", when=turn.t.when(when) if when else "")
