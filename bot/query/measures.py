"""What is compared rather than looked for: the level of a warning, a sum of money, a day. Typed text → nodes."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from bot.query.nodes import Dated, Level, Money, Node, Sign
from bot.query.refusals import refuse
from watchers.warning import Colour

LEVEL, AMOUNT, DATE = "level", "amount", "date"
NAMES = {"级别": LEVEL, "level": LEVEL, "金额": AMOUNT, "amount": AMOUNT, "日期": DATE, "date": DATE}

COLOURS = {Colour.BLUE: "蓝", Colour.YELLOW: "黄", Colour.ORANGE: "橙", Colour.RED: "红"}
_COLOURS = {name: colour for colour, sign in COLOURS.items() for name in (sign, f"{sign}色", colour.name.lower())}
_SIGNS = {":": Sign.EQUAL, "=": Sign.EQUAL, "==": Sign.EQUAL, "≥": Sign.AT_LEAST, "≤": Sign.AT_MOST}
# 以上 and 以下 include the figure itself (民法典 §1259).
_ENDINGS = {"及以上": Sign.AT_LEAST, "以上": Sign.AT_LEAST, "及以下": Sign.AT_MOST, "以下": Sign.AT_MOST}

# More money than the world has. Nobody prints a sum of more than twelve digits to the last yuan.
MOST_MONEY = 10**15
EXACT_MONEY = 10**12
_UNITS = {"亿": 10**8, "万": 10**4}
_DAYS = re.compile(r"(?:近|最近)?(\d{1,4})(?:天|日|d)")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
MOST_DAYS = 3660
WORDS = {"今天": 1, "today": 1}


def measure(name: str, sign: str, value: str, at: int) -> Node:
    """The node of `级别>=橙`, `金额>=500万` or `日期:7天`; `at` is where it was typed. Raises QueryError."""
    kind = NAMES[name]
    if kind == DATE:
        return _dated(sign, value, at)
    value, ending = _ended(value)
    compare = _SIGNS.get(sign) or Sign(sign)
    if ending and compare is Sign.EQUAL:
        compare = ending
    return _level(compare, value, at) if kind == LEVEL else _money(compare, value, at)


def _ended(value: str) -> tuple[str, Sign | None]:
    for ending, sign in _ENDINGS.items():
        if value.endswith(ending):
            return value.removesuffix(ending), sign
    return value, None


def _level(sign: Sign, value: str, at: int) -> Node:
    colour = _COLOURS.get(value.lower().removesuffix("预警"))
    if colour is None:
        raise refuse("level", at, value=value)
    return Level(sign, colour, at)


def _money(sign: Sign, value: str, at: int) -> Node:
    # The rules for facts take a tenth of a second to load, for which the other queries need not wait.
    from watchers.facts.numerals import cardinal

    figure = cardinal(value.removesuffix("元"))
    if figure is None or figure > MOST_MONEY or (figure >= EXACT_MONEY and figure % _UNITS["万"]):
        raise refuse("amount", at, value=value)
    return Money(sign, int(figure), at)


def money(cny: int) -> str:
    """500万, 1.5亿, 3000: as a reader writes it, and as it reads back."""
    for unit, size in _UNITS.items():
        if cny >= size and cny % (size // 10**4) == 0:
            return f"{Decimal(cny) / size:f}".rstrip("0").rstrip(".") + unit if cny % size else f"{cny // size}{unit}"
    return str(cny)


def _dated(sign: str, value: str, at: int) -> Node:
    """`7天`; `2026-01-01..`, `..2026-06-01`, both, or one day, month or year; with a sign one end of them."""
    low = value.lower()
    days = WORDS.get(low) or ((found := _DAYS.fullmatch(low)) and int(found[1])) or 0
    if sign in (":", "=", "==") and days:
        if days > MOST_DAYS:
            raise refuse("date_long", at, limit=MOST_DAYS)
        return Dated(days=days, at=at)
    begin, dots, end = value.partition("..")
    if sign in (":", "=", "==") and (begin or end):
        first = _span(begin, value, at) if begin else None
        last = _span(end, value, at) if dots and end else None
        return _between(first and first[0], (last and last[1]) if dots else first and first[1], value, at)
    first = _span(value, value, at)
    match sign:
        case ">=" | "≥":
            return Dated(since=first[0], at=at)
        case "<=" | "≤":
            return Dated(until=first[1], at=at)
    raise refuse("date", at, value=f"{sign}{value}")


def _between(since: date | None, until: date | None, value: str, at: int) -> Node:
    if since and until and until < since:
        raise refuse("date_order", at, value=value)
    return Dated(since=since, until=until, at=at)


def _span(text: str, value: str, at: int) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise refuse("date", at, value=value)
    year, month, day = (int(part) if part else 0 for part in found.group(*((1, 2, 3) if found[1] else (4, 5, 6))))
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        raise refuse("date", at, value=value) from None
    return first, last
