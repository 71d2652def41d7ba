"""Every sentence that people read, one file a language. A test holds the files to the same keys and placeholders.

A sentence may mark parts as `**bold**` or `` `code` ``; values are filled in after the marks are read, so nothing
that a newspaper prints can become a mark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from bot.styled import Mark, Styled, bold, code
from bot.texts import en, zh_hans, zh_hant
from bot.times import Timetable

DEFAULT = "zh-Hans"
TABLES: Mapping[str, Mapping[str, str]] = {"zh-Hans": zh_hans.TEXTS, "zh-Hant": zh_hant.TEXTS, "en": en.TEXTS}
# How each language calls itself, in the order in which they are offered.
NAMES: Mapping[str, str] = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
# Where Chinese is written in traditional characters.
_HANT = frozenset(("hant", "tw", "hk", "mo"))

_PARTS = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>.+?)`|\{(?P<name>\w+)\}", re.DOTALL)

Value = str | int | Styled


class Texts:
    """The sentences of one language: `t("key", name=…)` as text, `t.styled("key", …)` with its marks."""

    def __init__(self, language: str) -> None:
        self.language = language if language in TABLES else DEFAULT
        self._table = TABLES[self.language]

    def __call__(self, key: str, **values: Value) -> str:
        return _said(self._table[key], values)

    def styled(self, key: str, **values: Value) -> Styled:
        return _fill(self._table[key], values)

    def word(self, chinese: str) -> str:
        """A Chinese word that people may type, as it is spelt in this language; empty where no Chinese is read."""
        return {"zh-Hans": chinese, "zh-Hant": zh_hant.converted(chinese)}.get(self.language, "")

    def knows(self, key: str) -> bool:
        return key in self._table

    def day(self, day: date) -> str:
        """6月9日."""
        return self("day", month=day.month, day=day.day, name=self("months").split()[day.month - 1])

    def weekday(self, day: date) -> str:
        return self("weekdays").split()[day.weekday()]

    def when(self, timetable: Timetable) -> str:
        """每天 07:30、18:00; 工作日 07:30; 周一、周四 08:00."""
        times = self("list.comma").join(at.strftime("%H:%M") for at in timetable.times)
        if len(timetable.weekdays) == 7:
            return self("when.daily", times=times)
        if timetable.weekdays == tuple(range(5)):
            return self("when.workdays", times=times)
        names = self("weekdays.short").split()
        return self("when.days", days=self("list.comma").join(names[day] for day in timetable.weekdays), times=times)

    def dated(self, day: date, today: date) -> str:
        """The day, with its year when that is not the reader's."""
        if day.year == today.year:
            return self.day(day)
        return self("day.year", year=day.year, day=self.day(day))


def spoken(tag: str) -> str:
    """Our language for a language tag (BCP 47: zh-TW, zh-hans-cn, en-GB, fr); English where we have none."""
    parts = tag.lower().replace("_", "-").split("-")
    if parts[0] != "zh":
        return "en"
    return "zh-Hant" if _HANT & {*parts} and "hans" not in parts else "zh-Hans"


@cache
def texts(language: str) -> Texts:
    """The sentences of a language; an unknown one gets the default."""
    return Texts(language)


@cache
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    """A sentence as ("text", …), ("name", …), ("bold", …) and ("code", …): read once, filled ten thousand times."""
    parts, at = list[tuple[str, str]](), 0
    for part in _PARTS.finditer(template):
        parts += [("text", template[at : part.start()]), (str(part.lastgroup), part[str(part.lastgroup)])]
        at = part.end()
    return tuple(part for part in [*parts, ("text", template[at:])] if part[1])


def _fill(template: str, values: Mapping[str, Value]) -> Styled:
    text, marks = "", list[Mark]()
    for kind, said in _parts(template):
        piece = Styled(said) if kind == "text" else _piece(kind, said, values)
        marks += [mark.moved(len(text)) for mark in piece.marks]
        text += piece.text
    return Styled(text, tuple(marks))


def _said(template: str, values: Mapping[str, Value]) -> str:
    """The same without its marks; most sentences are wanted so."""
    return "".join(said if kind == "text" else _piece(kind, said, values).text for kind, said in _parts(template))


def _piece(kind: str, said: str, values: Mapping[str, Value]) -> Styled:
    if kind == "name":
        value = values[said]
        return value if isinstance(value, Styled) else Styled(str(value))
    inner = _fill(said, values).text
    return bold(inner) if kind == "bold" else code(inner)
