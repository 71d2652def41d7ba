"""Where a warning is for, and who issued it, as the gazetteer and people call them.

The code says it best: names repeat (there is a 鼓楼区 in 开封 and one in 南京). Where the gazetteer lacks the place,
its code still tells which city and province it lies in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchers.facts.places import Gazetteer, Place
from watchers.weather.notice import Notice
from watchers.weather.offices import is_office

# Where the name of the place ends in the name of an office: 河南省｜气象台, 上海｜中心气象台, 中牟县｜突发事件….
_OFFICE_OF = re.compile(
    r"(.{2,30}?)(?:市?中心)?(?:气象|应急|水利|水务|水文|自然资源|国土|生态环境|环境保护|环保|防汛|林业|林草|交通|公安|农业|地震|"
    r"突发|预警|人民政府|消防|教育|卫生)"
)
_NATIONAL = re.compile(r"中央|国家|中国|应急管理部|水利部|自然资源部")
_COUNTRY = "全国"
_PARTS = re.compile(r"[、;；,，\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a warning is for: `area` a full name or as printed, `within` what it lies in, broadest first.

    `areas` are the places that it names where these are several: `area` is then what they all lie in, if anything.
    """

    area: str
    within: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """All of it, broadest first: what it is for and what that lies in."""
        return tuple(dict.fromkeys(filter(None, (*self.within, self.area, *self.around, *self.areas))))


def spot(notice: Notice, gazetteer: Gazetteer) -> Spot:
    """The place of a warning; as printed, and in nothing, where neither code nor name is known."""
    found = list(_found(notice, gazetteer))
    if not found:
        return Spot(area="")
    if len(found) == 1:
        return found[0]
    names = tuple(dict.fromkeys(one.area for one in found))
    common = _common([(*one.within, one.area) for one in found])
    around = tuple(dict.fromkeys(place for one in found for place in one.within))
    if not common:
        return Spot(area="、".join(names), areas=names, around=around)
    return Spot(area=common[-1], within=common[:-1], areas=names, around=around)


def office(printed: str, place: Spot) -> str:
    """The office as its own county calls it: 河南省郑州市中牟县气象台 → 中牟县气象台."""
    bare = printed
    for above in place.within:
        rest = bare.removeprefix(above)
        if rest != bare and _OFFICE_OF.match(rest):
            bare = rest
    return bare


def concerns(place: Spot, home: str, gazetteer: Gazetteer) -> bool:
    """Whether who lives in `home` wants to know: it is for this place, for a part of it, or for what it lies in.

    A warning that does not say where is for everybody.
    """
    if not home or not place.area or place.area == _COUNTRY:
        return True
    known = gazetteer.lookup(home)
    names = {home, *(one.name for one in known)}
    above = {name for one in known for name in gazetteer.parents(one.name)}
    own = place.areas or (place.area,)
    return bool(names & {*place.places}) or bool(above & {*own})


def _found(notice: Notice, gazetteer: Gazetteer) -> Iterator[Spot]:
    named = _place_of(notice.issuer)
    if notice.codes:
        for code in notice.codes:
            yield _by_code(code, named, notice.areas if len(notice.codes) == 1 else (), gazetteer)
        return
    printed = [name for area in notice.areas for name in _split(area, gazetteer)]
    names = [one for name in printed if (one := _by_name(name, gazetteer)).area]
    if not any(one.within or gazetteer.named(one.area) for one in names) and named:
        # A printed area that nobody knows (后龙溪流域) lies where its office is.
        home = _by_name(named, gazetteer)
        yield home if not names or gazetteer.named(home.area) else names[0]
        return
    yield from names


def _place_of(issuer: str) -> str:
    """The place in the name of an office; empty where there is none."""
    if _NATIONAL.match(issuer):
        return _COUNTRY
    found = _OFFICE_OF.match(issuer)
    return found[1] if found and (is_office(issuer) or "气象" in issuer) else ""


def _split(printed: str, gazetteer: Gazetteer) -> Sequence[str]:
    """郑州市、开封市 are two; a description in words is one."""
    parts = [part for part in _PARTS.split(printed) if part]
    return parts if len(parts) > 1 and all(gazetteer.lookup(part) for part in parts) else (printed,)


def _by_code(code: str, named: str, printed: Sequence[str], gazetteer: Gazetteer) -> Spot:
    if (exact := gazetteer.coded(code)) and (code[2:] != "0000" or not named or _same(named, exact, gazetteer)):
        return _spot(exact, gazetteer)
    above = next((place for up in _fallbacks(code) if (place := gazetteer.coded(up))), None)
    within = (*gazetteer.parents(above.name), above.name) if above else ()
    own = _without(named, within) or next((name for name in printed if name), "") or code
    return _spot(above, gazetteer) if above and own == above.name else _unknown(own, within, gazetteer)


def _same(named: str, place: Place, gazetteer: Gazetteer) -> bool:
    """Whether the office named is that of the place: some counties file under the code of their province."""
    return named == place.name or place in gazetteer.lookup(named) or not _without(named, (place.name,))


def _fallbacks(code: str) -> Iterator[str]:
    """What it lies in, by its code: town, county, city, province are 9, 6, 4 and 2 digits."""
    if len(code) > 6:
        yield code[:6]
    yield f"{code[:4]}00"
    yield f"{code[:2]}0000"


def _by_name(printed: str, gazetteer: Gazetteer) -> Spot:
    """From the name alone, which may have what it lies in before it: 河南省开封市鼓楼区."""
    if printed == _COUNTRY:
        return Spot(area=_COUNTRY)
    within: tuple[str, ...] = ()
    rest = printed
    while mention := next(iter(gazetteer.mentions(rest)), None):
        fitting = [p for p in mention.places if not within or within[-1] in gazetteer.parents(p.name)]
        if mention.start or not fitting:
            break
        place = min(fitting, key=lambda one: one.level)
        within, rest = (*gazetteer.parents(place.name), place.name), rest[mention.end :]
    if within and not rest.strip("境内地区全"):
        return Spot(area=within[-1], within=within[:-1])
    return _unknown(rest, within, gazetteer)


def _unknown(name: str, within: tuple[str, ...], gazetteer: Gazetteer) -> Spot:
    """A place that the gazetteer lacks; one that is called like another keeps its city before it."""
    alike = gazetteer.named(name)
    taken = alike is not None and (not within or within[-1] not in gazetteer.parents(name))
    return Spot(area=f"{within[-1]}{name}" if taken and within else name, within=within)


def _spot(place: Place, gazetteer: Gazetteer) -> Spot:
    return Spot(area=place.name, within=gazetteer.parents(place.name))


def _without(named: str, within: Sequence[str]) -> str:
    for above in within:
        named = named.removeprefix(above)
    return named


def _common(lines: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    common: list[str] = []
    for names in zip(*lines, strict=False):
        if len({*names}) > 1:
            break
        common.append(names[0])
    return tuple(common)
