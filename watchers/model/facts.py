"""What an article states that can be counted, dated, named or called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Day = date  # for a class that has a field `date` and another day besides


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastDay:
    """One day of a printed forecast. `text` and `wind` as printed; temperatures in ℃, None when not printed."""

    date: date
    text: str
    wind: str = ""
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which something can be done. `words` is the printed clause, shown beside the computed date.

    `time` is the time of that day as printed (17时); `first` the day from which on it can be done, where a span is
    printed. `counted` marks a day that is not printed but counted from one (自5月12日起，为期30日).
    """

    date: date
    what: str
    words: str
    time: str = ""
    first: Day | None = None
    counted: bool = False


class Bound(StrEnum):
    """How exactly a sum is stated: 5亿元, 约5亿元, 逾5亿元, 最高5亿元."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UPTO = "upto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money. `text` as printed with what it is the amount of; `cny` its value in yuan.

    `of` is that noun alone (总投资, 授信, 一次性奖励), empty where none stands beside the sum.
    """

    text: str
    cny: int
    of: str = ""
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A financing programme and what the article says of it, each as printed and empty where it says nothing.

    `amount` is the most that one can get or the sum that was given, `who` those who may apply.
    """

    name: str
    provider: str = ""
    amount: str = ""
    rate: str = ""
    term: str = ""
    who: str = ""
    hotline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that takes place, from the `first` day to the `last` (the same for one day).

    `first` is None where only its end is printed (将持续到10月7日); `time` and `place` as printed, empty where the
    sentence does not say.
    """

    what: str
    first: date | None
    last: date
    time: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A telephone number in one form (0371-67181234, 400-111-2233, 12345) and what stands before it (咨询电话)."""

    number: str
    whose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForm:
    """A short name (条例, 河南农大) for a document or an organisation that the article also names in full."""

    short: str
    full: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an article states, read by rules. Empty means that it is not printed, never a guess.

    `places` are full names from the gazetteer (郑州市, 金水区), broadest first; `documents` are titles without 《》;
    `programmes` are named financing programmes and platforms, and `financing` says what is told of each of them;
    `organisations` are named as printed, without those that are a short form of another one.
    """

    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    amounts: tuple[Amount, ...] = ()
    forecast: tuple[ForecastDay, ...] = ()
    programmes: tuple[str, ...] = ()
    financing: tuple[Programme, ...] = ()
    events: tuple[Event, ...] = ()
    organisations: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    short_forms: tuple[ShortForm, ...] = ()


NO_FACTS = Facts()
