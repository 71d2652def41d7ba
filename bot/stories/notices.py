"""Short notices that are filled in anew each time: what is cut off, where and when tells one from another.

A waterworks or a grid company prints the same sentences every week. Who lives there asks about one street and one day,
so a notice for another street must never pass for one that was told already.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.stories.marks import Sort
from bot.stories.sketch import Sketch

# Characters; a notice is a brief. What is longer may tell of many places and several days.
_SHORT = 300
# Two that share more than six in ten runs of four characters were made from one form.
_FORM = 0.6
# 区 at the end of words that are no names; 路 at the end of what is no street.
_NO_DISTRICT = frozenset(f"{one}区" for one in "辖景城市山片园院库校灾小社地街厂矿老站郊专展赛林")
_NO_STREET = frozenset(["线路", "道路", "公路", "铁路", "电路", "管路", "马路", "水路"])
_STREETS = ("路", "街", "道", "巷", "弄")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notice:
    """`districts` and `streets` are the two characters of their names: who retells it may say 陇海路 for 陇海西路.

    `days` from the issue's on; `near` are those that are told from the issue's (明日).
    """

    services: frozenset[str]
    districts: frozenset[str]
    cities: frozenset[str]
    streets: frozenset[str]
    days: frozenset[str]
    near: frozenset[str]


def elsewhere(new: Sketch, old: Sketch, runs: float) -> bool:
    """Whether two notices tell of other services (停水, 停电) or of other districts or streets."""
    form = runs >= _FORM
    if not (form or _brief(new, old)):
        return False
    ours, theirs = (_notice(one.marks, one.day) for one in (new, old))
    if _apart(ours.services, theirs.services):
        return True
    if not (form or (ours.services and theirs.services)):
        return False
    if _apart(ours.streets, theirs.streets) or _apart(ours.cities, theirs.cities):
        return True
    if _apart(ours.districts, theirs.districts):
        return not (ours.streets & theirs.streets and _misread(ours.districts, theirs.districts))
    return form and _exchanged(ours.streets, theirs.streets)


def another_day(new: Sketch, old: Sketch, runs: float) -> bool:
    """Whether two notices are for other days to come."""
    ours, theirs = (_notice(one.marks, one.day) for one in (new, old))
    if runs < _FORM and not (_brief(new, old) and ours.services and theirs.services):
        return False
    mine, yours = ours.days or ours.near, theirs.days or theirs.near
    return _apart(mine, yours) and not (mine & theirs.near or yours & ours.near)


def _brief(new: Sketch, old: Sketch) -> bool:
    return max(new.size, old.size) <= _SHORT


def _apart(ours: Set[str], theirs: Set[str]) -> bool:
    """Both know, and nothing is the same."""
    return bool(ours and theirs) and not ours & theirs


def _exchanged(ours: Set[str], theirs: Set[str]) -> bool:
    """Streets stand where others stood, though one (that of the substation) is the same."""
    fresh, gone = ours - theirs, theirs - ours
    return bool(fresh and gone) and not _misread(fresh, gone)


def _misread(ours: Set[str], theirs: Set[str]) -> bool:
    """A character of a name may have been misread in a copy (航海 → 航诲)."""
    return any(sum(a == b for a, b in zip(one, other, strict=False)) >= 1 for one in ours for other in theirs)


# One new article is held against many.
@lru_cache(maxsize=512)
def _notice(marks: tuple[str, ...], day: date) -> _Notice:
    first = day.isoformat()
    by_sort: dict[str, set[str]] = {}
    for mark in marks:
        by_sort.setdefault(mark[0], set()).add(mark[2:])
    places = by_sort.get(Sort.PLACE, set())
    return _Notice(
        services=frozenset(by_sort.get(Sort.SERVICE, ())),
        districts=frozenset(one[:2] for one in places if one.endswith(("区", "县")) and one[-2:] not in _NO_DISTRICT),
        cities=frozenset(by_sort.get(Sort.CITY, ())),
        streets=frozenset(one[:2] for one in places if one.endswith(_STREETS) and one[-2:] not in _NO_STREET),
        days=frozenset(one for one in by_sort.get(Sort.DATE, ()) if one >= first),
        near=frozenset(one for one in by_sort.get(Sort.NEAR, ()) if one > first),
    )
