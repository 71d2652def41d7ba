"""Every sentence that people read, one file a language. A test holds the files to the same keys and placeholders.

A sentence may mark parts as `**bold**` or `` `code` ``; values are filled in after the marks are read, so nothing
that a newspaper prints can become a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from bot.styled import Styled, bold, code
from bot.texts import en, zh_hans

DEFAULT = "zh-Hans"
TABLES: Mapping[str, Mapping[str, str]] = {"zh-Hans": zh_hans.TEXTS, "en": en.TEXTS}

_PARTS = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>.+?)`|\{(?P<name>\w+)\}", re.DOTALL)

Value = str | int | Styled


class Texts:
    """The sentences of one language: `t("key", name=…)` as text, `t.styled("key", …)` with its marks."""

    def __init__(self, language: str) -> None:
        self.language = language if language in TABLES else DEFAULT
        self._table = TABLES[self.language]

    def __call__(self, key: str, **values: Value) -> str:
        return self.styled(key, **values).text

    def styled(self, key: str, **values: Value) -> Styled:
        return _fill(self._table[key], values)

    def knows(self, key: str) -> bool:
        return key in self._table

    def day(self, day: date) -> str:
        """6月9日."""
        return self("day", month=day.month, day=day.day, name=self("months").split()[day.month - 1])

    def weekday(self, day: date) -> str:
        return self("weekdays").split()[day.weekday()]

    def dated(self, day: date, today: date) -> str:
        """The day, with its year when that is not the reader's."""
        if day.year == today.year:
            return self.day(day)
        return self("day.year", year=day.year, day=self.day(day))


@cache
def texts(language: str) -> Texts:
    """The sentences of a language; an unknown one gets the default."""
    return Texts(language)


def _fill(template: str, values: Mapping[str, Value]) -> Styled:
    whole = Styled()
    for piece in _pieces(template, values):
        whole = whole + piece
    return whole


def _pieces(template: str, values: Mapping[str, Value]) -> Iterator[Styled]:
    at = 0
    for part in _PARTS.finditer(template):
        yield Styled(template[at : part.start()])
        at = part.end()
        if part["name"]:
            value = values[part["name"]]
            yield value if isinstance(value, Styled) else Styled(str(value))
        elif part["bold"]:
            yield bold(_fill(part["bold"], values).text)
        else:
            yield code(_fill(part["code"], values).text)
    yield Styled(template[at:])
