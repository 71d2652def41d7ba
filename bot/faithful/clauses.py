"""A text cut into clauses: what is done in each, how that is told, and which things it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from bot.faithful.vocabulary import JOINS, LIGHT, MARK, NOT_MARKS, POLAR, WEIGHTY
from bot.keywords import Dictionary, cut
from watchers.variants import simplified
from watchers.widths import fold

_BINDS = re.compile(r"(?<=[可应须不未将拟])(?=[在由将于按对向从])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")
_CLAUSE = re.compile(r"[，,；;。！？!?：:\n]+")


class Words(Dictionary, Protocol):
    """How common words are, what they can do, and whose they are."""

    def kind(self, word: str) -> str:
        """ "idiom", "person" or "place" for such words, else ""."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A word of what is done or is the case, and how that is told: denied, demanded, planned."""

    word: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between two commas, cut into words."""

    text: str
    tokens: tuple[str, ...]
    deeds: tuple[Deed, ...]
    things: tuple[str, ...]


def plain(text: str) -> str:
    return re.sub(r"[ \t\u3000]+", "", simplified(fold(text)))


def clauses(text: str, words: Words) -> list[Clause]:
    return [_clause(one, words) for one in _CLAUSE.split(text) if one.strip()]


def _clause(text: str, words: Words) -> Clause:
    found = tuple(tokens(text, words))
    deeds, things = list[Deed](), list[str]()
    waiting, before, was_mark = frozenset[str](), frozenset[str](), False
    since = 0  # where the last mark stands among the things
    for token in found:
        if mark := MARK.get(token):
            waiting, since, was_mark = waiting | {mark}, len(things), True
            continue
        if token in JOINS:  # what holds for the one holds for the other
            waiting |= before
            continue
        if len(token) > 1 and "\u4e00" <= token[0] <= "\u9fff":
            if words.verb(token) or token in POLAR or was_mark:  # 取消押金: what is ended is a thing
                deeds.append(Deed(token, waiting))
                waiting, before = frozenset(), waiting
            elif words.noun(token) and token not in LIGHT:
                things.append(token)
        was_mark = False
    left = [Deed(one, waiting) for one in things[since:] or things] if waiting & WEIGHTY else []
    return Clause(text, found, (*deeds, *left), tuple(things))


def tokens(text: str, words: Words) -> Iterator[str]:
    """Words; of what only looks like a denial nothing. 可在 and 不由 are two words, whatever a list says."""
    for run in _CHINESE.findall(_BINDS.sub("|", NOT_MARKS.sub("", text))):
        if "\u4e00" <= run[0] <= "\u9fff":
            for token in cut(run, words):
                yield from _parted(token)
        else:
            yield from run


def _parted(token: str) -> tuple[str, ...]:
    """暂停营业 and 不合格 stand in the list as one word, and say two things."""
    for length in (2, 1):
        mark, rest = token[:length], token[length:]
        if len(rest) > 1 and (mark in MARK if length == 2 else mark in "不未"):
            return mark, rest
    return (token,)
