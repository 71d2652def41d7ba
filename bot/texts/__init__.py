"""Every sentence that people read, one file a language. A test holds the files to the same keys and placeholders.

A sentence may mark parts as `**bold**` or `` `code` ``; values are filled in after the marks are read, so nothing
that a newspaper prints can become a mark. Where a language has a plural, `{count:day|days}` is the form for that number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from bot import closed
from bot.styled import Mark, Styled, bold, code
from bot.texts import en, zh_hans, zh_hant
from bot.times import Timetable
from watchers import latin
from watchers.variants import traditional_name

DEFAULT = "zh-Hans"
TABLES: Mapping[str, Mapping[str, str]] = {"zh-Hans": zh_hans.TEXTS, "zh-Hant": zh_hant.TEXTS, "en": en.TEXTS}
# How each language calls itself, in the order in which they are offered.
NAMES: Mapping[str, str] = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
# Where Chinese is written in traditional characters.
_HANT = frozenset(("hant", "tw", "hk", "mo"))

_PARTS = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|`(?P<code>.+?)`|\{(?P<name>\w+)\}|\{(?P<form>\w+:[^{}|]*\|[^{}|]*)\}", re.DOTALL
)

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

    # What a fixed stock of words is said with, in the reader's language. Where a phrase is not of it, it stays as printed.

    def place(self, name: str) -> str:
        """In a sentence: 金水区, Jinshui District (金水区)."""
        spelt = self.spot(name) if self.language != "en" else latin.english(name)
        return f"{spelt} ({name})" if spelt and self.language == "en" else spelt or name

    def spot(self, name: str) -> str:
        """On a button, in a list: 金水区, Jinshui."""
        if self.language == "en":
            return latin.brief(name) or name
        return traditional_name(name) if self.language == "zh-Hant" else name

    def way(self, names: Sequence[str]) -> str:
        """河南省 > 郑州市 > 金水区, the broadest first."""
        return " > ".join([*map(self.spot, names[:-1]), self.place(names[-1])])

    def hazard(self, printed: str) -> str:
        """暴雨, rainstorm."""
        return self._closed(printed, closed.hazard)

    def sky(self, printed: str) -> str:
        """晴间多云, mostly sunny."""
        return self._closed(printed, closed.sky)

    def wind(self, printed: str) -> str:
        """东北风3级, north-east wind force 3."""
        return self._closed(printed, closed.wind)

    def matter(self, printed: str) -> str:
        """听证会报名, public hearing registration."""
        return self._closed(printed, closed.matter)

    def clock(self, printed: str) -> str:
        """下午5时, 17:00."""
        return self._closed(printed, closed.clock)

    def hours(self, printed: str) -> str:
        """8时至18时, 8:00–18:00."""
        return self._closed(printed, closed.hours)

    def _closed(self, printed: str, english: Callable[[str], str]) -> str:
        if self.language == DEFAULT or not (known := english(printed)):
            return printed
        return known if self.language == "en" else traditional_name(printed)


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
    if kind == "form":
        name, _, forms = said.partition(":")
        return Styled(forms.split("|")[str(values[name]) != "1"])
    if kind == "name":
        value = values[said]
        return value if isinstance(value, Styled) else Styled(str(value))
    inner = _fill(said, values).text
    return bold(inner) if kind == "bold" else code(inner)
