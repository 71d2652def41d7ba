"""The numbers that people write after a command: 2, 8-10, 1、3 5, 第2条到第4条."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.chat.turn import Reply, Turn
from bot.hours import plain
from bot.model import Message, Subscription
from bot.styled import join

_ONE = r"第?\s*(?:\d{1,9})(?!\d)\s*[条号篇]?"
_TO = r"\s*(?:-+|–|—+|~|到|至|to)\s*"
_SPAN = rf"{_ONE}(?:{_TO}{_ONE})?"
_MANY = re.compile(rf"{_SPAN}(?:[\s、,;；和及与]+{_SPAN})*(?=\s|$)")
_EACH = re.compile(_SPAN)
_FIGURES = re.compile(r"\d+")
_CHINESE = re.compile(r"第?\s*([一二两三四五六七八九十]{1,3})\s*[条号]?")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """`single` ones have to exist; of a span from `first` to `last` those are meant that there are."""

    single: tuple[int, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def __contains__(self, number: int) -> bool:
        return number in self.single or any(first <= number <= last for first, last in self.spans)


def leading(text: str) -> tuple[Numbers | None, str]:
    """The numbers at the beginning of a text, and what follows them."""
    said = plain(text)
    found = _MANY.match(said)
    if not found:
        return None, said
    single, spans = list[int](), list[tuple[int, int]]()
    for part in _EACH.findall(found.group()):
        ends = sorted(int(figures) for figures in _FIGURES.findall(part))
        if len(ends) == 1:
            single += ends
        else:
            spans.append((ends[0], ends[1]))
    return Numbers(single=tuple(single), spans=tuple(spans)), said[found.end() :].strip()


def numbers(text: str) -> Numbers | None:
    """A text that is nothing but numbers."""
    found, rest = leading(text)
    return found if not rest else None


def _spelt(text: str) -> Numbers | None:
    """一, 第十二条."""
    found = _CHINESE.fullmatch(text.strip())
    if not found:
        return None
    tens, ten, ones = found[1].replace("两", "二").rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    of_ten = (_DIGITS.index(tens) if tens else 1) if ten else 0
    return Numbers(single=(of_ten * 10 + (_DIGITS.index(ones) if ones else 0),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Subscriptions, and the numbers that there are not."""

    own: tuple[Subscription, ...] = ()
    missing: tuple[int, ...] = ()

    def told(self, turn: Turn, reply: Reply) -> Reply:
        """The answer, with what could not be done."""
        if not self.missing:
            return reply
        note = turn.t("numbers.missing", numbers=turn.t("list.comma").join(map(str, self.missing)))
        first, *more = reply
        body = join("\n", [first.body, note])
        return [Message(body=body, buttons=first.buttons, file=first.file, listed=first.listed), *more]


def chosen(turn: Turn, what: str) -> Chosen:
    """The person's own subscriptions that are called so: by name, by query, or by numbers."""
    mine = turn.room.desk.subscriptions.of(turn.address)
    named = tuple(one for one in mine if what and what in (one.name, one.query))
    wanted = None if named else numbers(what) or _spelt(what)
    if wanted is None:
        return Chosen(own=named)
    there = {one.number for one in mine}
    return Chosen(
        own=tuple(one for one in mine if one.number in wanted),
        missing=tuple(number for number in dict.fromkeys(wanted.single) if number not in there),
    )
