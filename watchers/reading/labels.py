"""Which role each line plays: weighted clues for every role, and the best way through the page.

A page is a sequence — column, headings, byline, text, sub-headings, captions, signature, the next headings — and a line
that could be several things is settled by its neighbours. Weights are in the order of log odds: 1 a hint, 2 a good
sign, 4 and more nearly certain. The best path is found by dynamic programming over (role, state of the article).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from watchers.reading.clues import Guess, guesses
from watchers.reading.context import Place
from watchers.reading.model import Role

M, C, H, S = Role.MASTHEAD, Role.COLUMN, Role.HEADLINE, Role.SUBHEADING
Y, B, P, R, T = Role.BYLINE, Role.BODY, Role.CAPTION, Role.CREDITS, Role.TEASER


class State(IntEnum):
    """How far the article at hand has come."""

    NONE = 0
    HEADED = 1
    UNNAMED = 2
    NEWS = 3
    FEATURE = 4
    CONTINUED = 5
    SIGNED = 6
    CLOSED = 7


# From one role to the next, where it is not neutral. A column stands above headings, a teaser never above text.
_NEXT: dict[tuple[Role, Role], float] = {
    (H, T): -2.5, (H, C): -2.5, (H, M): -3.0, (H, S): -1.2, (H, R): -1.5,
    (C, B): -4.0, (C, S): -4.0, (C, P): -1.5, (C, T): -1.5, (C, Y): -3.0, (C, H): 0.5, (C, R): -3.0,
    (T, B): -4.0, (T, S): -3.0, (T, Y): -3.0, (T, T): 0.5, (T, P): -1.5,
    (S, S): -2.5, (S, H): -3.0, (S, C): -3.0, (S, T): -3.0, (S, Y): -2.0, (S, P): -0.5, (S, R): -3.0,
    (P, P): -0.5, (P, S): -0.5, (Y, S): -0.5, (Y, Y): -0.3, (B, M): -2.0, (M, S): -3.0, (M, B): -1.0,
}  # fmt: skip

# A sub-heading belongs inside a longer text: seldom in a short item under 本报讯, never behind a signature or 下转.
_SUBHEADING_IN = {
    State.NONE: -4.0,
    State.HEADED: -0.5,
    State.UNNAMED: 0.3,
    State.NEWS: -1.5,
    State.FEATURE: 1.2,
    State.CONTINUED: 2.0,
    State.SIGNED: -2.5,
    State.CLOSED: -5.0,
}
_BODY_IN = {State.NONE: -1.5, State.SIGNED: -2.5, State.CLOSED: -3.0}
_SIGNING_IN = {State.NONE: -3.0, State.UNNAMED: 1.0, State.NEWS: -1.5, State.FEATURE: -1.5, State.CONTINUED: 0.5}


@cache
def step(state: State, before: Role | None, role: Role, opens: State, ends: bool) -> tuple[State, float]:
    """The state after one more line, and how natural it is. `opens` is what the line itself opens (NONE: nothing)."""
    cost = _NEXT.get((before, role), 0.0) if before else 0.0
    if opens is not State.NONE:
        fits = 0.0 if state is State.HEADED or before in (H, C) else -3.0
        return (State.CLOSED if ends else opens), cost + fits
    if role is H:
        empty = state is State.HEADED and before is not H
        return State.HEADED, cost - (1.5 if empty else 0.0)
    if role is S:
        return (State.UNNAMED if state is State.HEADED else state), cost + _SUBHEADING_IN[state]
    if role is B:
        cost += _BODY_IN.get(state, 0.0)
        after = State.UNNAMED if state is State.HEADED else state
        return (State.CLOSED if ends else after), cost
    if role is Y:
        if state is State.HEADED:
            return State.FEATURE, cost + 0.5
        if state is State.FEATURE and before is Y:
            return State.FEATURE, cost
        return State.SIGNED, cost + _SIGNING_IN.get(state, 0.0)
    if role is R:
        return (state if state is State.HEADED else State.SIGNED), cost
    if role is C:
        return State.CLOSED, cost - (1.5 if state is State.HEADED else 0.0)
    return state, cost


@dataclass(frozen=True, slots=True)
class Label:
    """The role of one line and the foremost reason for it."""

    role: Role
    reason: str


_Key = tuple[State, Role | None]
_START: _Key = (State.NONE, None)


# A way this far behind the best one never catches up: the strongest single clue weighs 6.
_BEAM = 12.0


@dataclass(slots=True)
class _Node:
    """The best way to one key: what it scores, where it came from, and the guess it took."""

    score: float
    back: _Key
    guess: Guess


def labels(found: Sequence[Place]) -> list[Label]:
    """The roles along the best path, one a place."""
    front: dict[_Key, float] = {_START: 0.0}
    table: list[dict[_Key, _Node]] = []
    for place in found:
        nodes = _advance(front, place)
        table.append(nodes)
        floor = max(node.score for node in nodes.values()) - _BEAM
        front = {key: node.score for key, node in nodes.items() if node.score >= floor}
    return _trace(table)


def _advance(front: dict[_Key, float], place: Place) -> dict[_Key, _Node]:
    opens, ends = _opens(place), place.unit.jump_out is not None
    nodes: dict[_Key, _Node] = {}
    for guess in guesses(place):
        for back, score in front.items():
            state, cost = step(back[0], back[1], guess.role, opens, ends)
            total = score + cost + guess.score
            known = nodes.get((state, guess.role))
            if known is None or total > known.score:
                nodes[state, guess.role] = _Node(total, back, guess)
    return nodes


def _opens(place: Place) -> State:
    if place.unit.jump_in:
        return State.CONTINUED
    return State.NEWS if place.unit.opening else State.NONE


def _trace(table: Sequence[dict[_Key, _Node]]) -> list[Label]:
    """Back along the best path; a page that ends under a headline or a column is the less likely one."""
    if not table:
        return []
    dangling = {H: 1.5, C: 1.5, S: 3.0}
    last = table[-1]
    key = max(last, key=lambda k: last[k].score - dangling.get(k[1] or B, 0.0))
    path: list[Label] = []
    for nodes in reversed(table):
        node = nodes[key]
        path.append(Label(node.guess.role, node.guess.reason))
        key = node.back
    return path[::-1]
