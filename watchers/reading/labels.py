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
from watchers.reading.model import Role
from watchers.reading.place import Place

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
    PARTED = 8


# From one role to the next, where it is not neutral. A column stands above headings, a teaser never above text.
_NEXT: dict[tuple[Role, Role], float] = {
    (H, T): -2.5, (H, C): -2.5, (H, M): -3.0, (H, S): -1.2, (H, R): -1.5,
    (C, B): -4.0, (C, S): -4.0, (C, P): -1.5, (C, T): -1.5, (C, Y): -3.0, (C, H): 0.5, (C, R): -3.0,
    (T, B): -4.0, (T, S): -3.0, (T, Y): -3.0, (T, T): 0.5, (T, P): -1.5,
    (S, S): -2.5, (S, H): -3.0, (S, C): -3.0, (S, T): -3.0, (S, Y): -2.0, (S, P): -0.5, (S, R): -3.0,
    (P, P): -0.5, (P, S): -0.5, (Y, S): -0.5, (Y, Y): -0.3, (B, M): -2.0, (P, M): -2.0, (M, S): -3.0, (M, B): -1.0,
}  # fmt: skip

# A sub-heading belongs inside a longer text: seldom in a short item under 本报讯, never behind a signature or 下转.
# Where one item has a sub-heading (PARTED), the next ones are no wonder.
_SUBHEADING_IN = {
    State.NONE: -4.0,
    State.HEADED: -0.5,
    State.UNNAMED: 0.3,
    State.NEWS: -1.2,
    State.FEATURE: 1.2,
    State.CONTINUED: 2.0,
    State.PARTED: 0.8,
    State.SIGNED: -2.5,
    State.CLOSED: -5.0,
}
_UNDER_SUBHEADING = {State.HEADED: State.UNNAMED, State.NEWS: State.PARTED}
_BODY_IN = {State.NONE: -1.5, State.SIGNED: -2.5, State.CLOSED: -3.0}
_SIGNING_IN = {State.NONE: -3.0, State.UNNAMED: 1.0, State.NEWS: -1.5, State.FEATURE: -1.5, State.CONTINUED: 0.5,
               State.PARTED: -1.5}  # fmt: skip


def step(state: State, before: Role | None, role: Role, opens: State, ends: State) -> tuple[State, float]:
    """The state after one more line, and how natural it is.

    `opens` and `ends` are states that the line's own marks bring about (NONE: none): a dateline, a jump, a signature.
    """
    cost = _NEXT.get((before, role), 0.0) if before else 0.0
    if opens is not State.NONE:
        fits = 0.0 if state is State.HEADED or before in (H, C) else -3.0
        return ends or opens, cost + fits
    if role is H:
        empty = state is State.HEADED and before is not H
        return State.HEADED, cost - (1.5 if empty else 0.0)
    if role is S:
        return _UNDER_SUBHEADING.get(state, state), cost + _SUBHEADING_IN[state]
    if role is B:
        cost += _BODY_IN.get(state, 0.0)
        after = State.UNNAMED if state is State.HEADED else state
        return ends or after, cost
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


@dataclass(slots=True)
class Label:
    """The role of one line and the foremost reason for it."""

    role: Role
    reason: str


# A way through the page so far: the state of the article and the role of the last line, as one number.
_Key = int
_ROLES: tuple[Role | None, ...] = (None, *Role)


def _key(state: State, before: Role | None) -> _Key:
    return state * len(_ROLES) + _ROLES.index(before)


def _role(key: _Key) -> Role | None:
    return _ROLES[key % len(_ROLES)]


@cache
def _moves(role: Role, opens: State, ends: State) -> tuple[tuple[_Key, float], ...]:
    """For each key: to which one a line of this role with these marks leads, and how natural that is."""
    steps = (step(state, before, role, opens, ends) for state in State for before in _ROLES)
    return tuple((_key(state, role), cost) for state, cost in steps)


# A page that ends under a headline or a column is the less likely one.
_DANGLING = {H: 1.5, C: 1.5, S: 3.0}
# A way this far behind the best one never catches up: the strongest single clue weighs 6.
_BEAM = 12.0


@dataclass(frozen=True, slots=True)
class Rival:
    """The next best role of a line, and how much worse the whole page reads with it (None: there is no other)."""

    role: Role
    behind: float


@dataclass(slots=True)
class _Row:
    """One line: what the best way to each key scores and from which key it comes, and the guesses at its role."""

    scores: dict[_Key, float]
    backs: dict[_Key, _Key]
    guesses: Sequence[Guess]

    def guess(self, key: _Key) -> Guess:
        """The guess that leads to a key."""
        role = _role(key)
        return next(guess for guess in self.guesses if guess.role is role)


def labels(found: Sequence[Place]) -> list[Label]:
    """The roles along the best path, one a place."""
    return _trace(_table(found))


def _table(found: Sequence[Place]) -> list[_Row]:
    """For each line the best way to every key."""
    front = [(_key(State.NONE, None), 0.0)]
    table: list[_Row] = []
    for place in found:
        row = _advance(front, place)
        table.append(row)
        floor = max(row.scores.values()) - _BEAM
        front = [(key, score) for key, score in row.scores.items() if score >= floor]
    return table


def _advance(front: Sequence[tuple[_Key, float]], place: Place) -> _Row:
    opens, ends, found = _opens(place), _ends(place), guesses(place)
    scores: dict[_Key, float] = {}
    backs: dict[_Key, _Key] = {}
    for guess in found:
        moves, own = _moves(guess.role, opens, ends), guess.score
        for back, score in front:
            key, cost = moves[back]
            total = score + cost + own
            if key not in scores or total > scores[key]:
                scores[key], backs[key] = total, back
    return _Row(scores, backs, found)


def _opens(place: Place) -> State:
    if place.unit.jump_in:
        return State.CONTINUED
    return State.NEWS if place.unit.opening else State.NONE


def _ends(place: Place) -> State:
    if place.unit.jump_out:
        return State.CLOSED
    signed = place.unit.closing is not None and not place.unit.closing.pictures
    return State.SIGNED if signed or place.look.signs else State.NONE


def _trace(table: Sequence[_Row]) -> list[Label]:
    """Back along the best path."""
    if not table:
        return []
    last = table[-1].scores
    key = max(last, key=lambda k: last[k] - _dangling(k))
    path: list[Label] = []
    for row in reversed(table):
        guess = row.guess(key)
        path.append(Label(guess.role, guess.reason))
        key = row.backs[key]
    return path[::-1]


def _dangling(key: _Key) -> float:
    return _DANGLING.get(_role(key) or B, 0.0)


def rivals(found: Sequence[Place]) -> list[Rival | None]:
    """For each line the second best role and its distance, all other lines read as well as can be with it."""
    table = _table(found)
    behind: dict[_Key, float] = {key: -_dangling(key) for key in table[-1].scores} if table else {}
    found_rivals: list[Rival | None] = []
    for i in range(len(table) - 1, -1, -1):
        found_rivals.append(_rival(table[i], behind))
        behind = _back(table[i - 1], behind, found[i]) if i else {}
    return found_rivals[::-1]


def _rival(row: _Row, behind: dict[_Key, float]) -> Rival | None:
    best: dict[Role, float] = {}
    for key, rest in behind.items():
        role, score = row.guess(key).role, row.scores[key] + rest
        best[role] = max(best.get(role, score), score)
    ranked = sorted(best, key=lambda role: best[role], reverse=True)
    return Rival(ranked[1], best[ranked[0]] - best[ranked[1]]) if len(ranked) > 1 else None


def _back(row: _Row, behind: dict[_Key, float], place: Place) -> dict[_Key, float]:
    """What the rest of the page is worth from each key of the line before `place`."""
    opens, ends, found = _opens(place), _ends(place), guesses(place)
    worth: dict[_Key, float] = {}
    for key in row.scores:
        for guess in found:
            after, cost = _moves(guess.role, opens, ends)[key]
            if after in behind:
                total = cost + guess.score + behind[after]
                worth[key] = max(worth.get(key, total), total)
    return worth
