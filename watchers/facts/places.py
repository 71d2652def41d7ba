"""The gazetteer: which places there are, what people call them, which lies in which, and where a text names them.

A value without files (`watchers.gazetteer` builds it from `seeds/places`), so rules, chat and tests use it alike. A
place is recognised as the longest known word: 金水区 before 金水, and words that only look like a place (中原大地,
示范县, 长治久安) are known too and win in the same way.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

from watchers import latin


class Level(IntEnum):
    """How broad a place is; 1 is the broadest. A functional zone (高新区, 航空港区) counts as a county."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place. `name` is its full name, unique in a gazetteer; `parent` the code of what it lies in, or empty."""

    code: str
    name: str
    level: Level
    parent: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place named at [start, end) of a text. Several `places` when the name alone does not say which.

    `short` tells that the word lacks its 省/市/区/县, which makes it weaker evidence.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    short: bool


# What a full name ends in; without it the short name that newspapers use (郑州, 中牟, 金水) remains.
_ENDINGS = {
    Level.PROVINCE: ("特别行政区", "自治区", "省", "市"),
    Level.CITY: ("自治州", "地区", "市", "盟"),
    Level.COUNTY: ("自治县", "市", "县", "区"),
    Level.TOWN: ("街道",),
}
_SHORTEST = 2  # characters: a one-character short name (滑, 新) is an everyday word
_ROAD = re.compile(r"[东西南北中]?(?:路(?![过径段线网况])|街(?![头区])|大街|大道|巷)")
_AREA = re.compile(r"[域间位别]")  # 中原区域, 高新区间: the 区 belongs to the next word
# What follows a name written in Latin letters, and the Chinese endings that it stands for.
_LATIN_ENDINGS = {
    "county": "县", "xian": "县", "city": "市", "shi": "市", "district": "区", "qu": "区", "new district": "新区",
    "new area": "新区", "province": "省", "sheng": "省", "prefecture": "州", "autonomous prefecture": "州",
    "autonomous region": "自治区", "league": "盟", "subdistrict": "街道", "town": "镇", "township": "乡",
}  # fmt: skip
_CHINESE_ENDINGS = {said: ("州", "地区") if said == "prefecture" else (one,) for said, one in _LATIN_ENDINGS.items()}
# A name has no more words than these (Hong Kong, Huayuan Road), and stands no further than this many letters together.
_LATIN_WORDS, _LATIN_REACH = 4, 60
_LETTERS = re.compile("[A-Za-zÜü]+(?:['’][A-Za-zÜü]+)*")
# Beside a name alone there are blanks and marks.
_LATIN_BESIDE = re.compile(r"[^\W_A-Za-zÜü]")
# Zones bear the same name in every city; which one is meant, the city beside it says.
_LATIN_ZONES = (
    (
        re.compile(
            r"\bhi(?:gh)?[- ]?tech(?:nology)?(?: (?:industrial|development))*(?: (?:zone|district|area))\b", re.I
        ),
        "高新区",
    ),
    (
        re.compile(r"\becon(?:omic)?(?: (?:and|&) tech(?:nolog\w+)?)?(?: development)? (?:zone|district|area)\b", re.I),
        "经开区",
    ),
    (re.compile(r"\bairport(?: econom(?:y|ic))?(?: (?:zone|district|area|port))\b", re.I), "航空港区"),
)


class Gazetteer:
    """All places by name, word and code. Build it once: a few thousand names take some milliseconds."""

    def __init__(self, places: Iterable[Place], words: Iterable[str] = ()) -> None:
        """`words` look like places in running text but are none."""
        named = _with_unique_names(tuple(places))
        self._by_code = {place.code: place for place in named}
        self._by_name = {place.name: place for place in named}
        self._index: dict[str, tuple[Place, ...]] = {}
        self._parts: dict[str, list[Place]] = {}
        for place in sorted(named, key=lambda place: place.code):
            self._parts.setdefault(place.parent, []).append(place)
        for place in named:
            for word in _words_for(place):
                self._index[word] = (*self._index.get(word, ()), place)
        self._shorts = {short for place in named if (short := _short(place))}
        self._words = frozenset(words)
        self._starts = _by_first_two({*self._index, *self._words})

    def named(self, name: str) -> Place | None:
        """The place of exactly this full name."""
        return self._by_name.get(name)

    def coded(self, code: str) -> Place | None:
        """The place of this administrative division code."""
        return self._by_code.get(code)

    def lookup(self, text: str) -> tuple[Place, ...]:
        """The places that a person may mean by `text` (金水区, 中牟, Zhongmu), broadest first; empty if none."""
        asked = text.strip()
        found = [self._by_name[asked]] if asked in self._by_name else list(self._index.get(asked, ()))
        if not found and asked.isascii() and not asked.isdigit():
            return self.spelt(asked)
        return tuple(sorted(found, key=lambda place: place.level))

    def parents(self, name: str) -> tuple[str, ...]:
        """Full names of everything that the place lies in, broadest first; empty for an unknown name."""
        place = self._by_name.get(name)
        return tuple(above.name for above in reversed(list(self.above(place)))) if place else ()

    def parts(self, name: str) -> tuple[Place, ...]:
        """The places that lie directly in this one, by their codes."""
        whole = self._by_name.get(name)
        return tuple(self._parts.get(whole.code, ())) if whole else ()

    def words(self) -> Iterable[str]:
        """All that people call a place."""
        return self._index.keys()

    def within(self, name: str, ancestor: str) -> bool:
        """Whether the place is `ancestor` or lies in it; both are full names."""
        return name == ancestor or ancestor in self.parents(name)

    def above(self, place: Place) -> Iterator[Place]:
        """What the place lies in, narrowest first."""
        seen = {place.code}
        while (parent := self._by_code.get(place.parent)) and parent.code not in seen:
            seen.add(parent.code)
            yield parent
            place = parent

    @cached_property
    def _latin(self) -> Mapping[str, tuple[Place, ...]]:
        """Places by how they are spelt in Latin letters, letters only; made when somebody first writes so."""
        found: dict[str, tuple[Place, ...]] = {}
        for place in self._by_code.values():
            for key in dict.fromkeys(map(_plain, latin.spellings(place.name))):
                found[key] = (*found.get(key, ()), place)
        return found

    def spelt(self, text: str) -> tuple[Place, ...]:
        """The places that a person may mean who writes them in Latin letters and nothing else, the broadest of them.

        Zhongmu County; Jinshui, Zhengzhou; Suzhou, which are two; empty where there is none.
        """
        words, groups = _LETTERS.findall(text), list[tuple[Place, ...]]()
        if _LATIN_BESIDE.search(text):
            return ()
        while words:
            found = self._begun(words)
            if found is None:
                return ()
            groups, words = [*groups, found[0]], words[found[1] :]
        inside = [place for group in groups for place in group if all(self._in_any(place, other) for other in groups)]
        return tuple(place for place in inside if place.level == min(one.level for one in inside))

    def _in_any(self, place: Place, group: Sequence[Place]) -> bool:
        return any(self.within(place.name, one.name) for one in group)

    def alike(self, text: str) -> tuple[str, ...]:
        """Chinese names of the places whose spelling is nearest to what was written: Zhengzhu."""
        known = [key for key, every in self._latin.items() if any(place.level < Level.TOWN for place in every)]
        near = difflib.get_close_matches(_plain(text), known, n=2, cutoff=0.75)
        every = (place for key in near for place in self._latin[key])
        return tuple(dict.fromkeys(place.name for place in every if place.level < Level.TOWN))

    def in_chinese(self, text: str) -> str:
        """The text with the places that it names in Latin letters (Erqi District, Zhengzhou) under their Chinese names.

        What may be several places, or an everyday word (Xin, Song: they want their County), is left as it stands.
        """
        if not re.search("[A-Za-z]{3}", text):
            return text
        for pattern, zone in _LATIN_ZONES:
            text = pattern.sub(f" {zone} ", text)
        words, told, at = [*_LETTERS.finditer(text)], list[str](), 0
        n = 0
        while n < len(words):
            found = self._begun([one[0] for one in words[n:] if one.start() < words[n].start() + _LATIN_REACH])
            name = _sure(found, text[words[n].start() : words[n + found[1] - 1].end()]) if found else ""
            if found and name:
                told += [text[at : words[n].start()], f" {name} "]
                at = words[n + found[1] - 1].end()
            n += found[1] if found else 1
        return "".join([*told, text[at:]])

    def _begun(self, words: Sequence[str]) -> tuple[tuple[Place, ...], int] | None:
        """The places whose name stands at the head of the words, with how many of these it takes; the longest."""
        for many in range(min(_LATIN_WORDS, len(words)), 0, -1):
            every = self._latin.get(_plain("".join(words[:many])), ())
            if every:
                wanted, more = _ending(words[many:])
                fitting = [place for place in every if place.name.endswith(tuple(wanted))] if wanted else [*every]
                return tuple(fitting) or every, many + more
        return None

    def home(self, paper: str) -> Place | None:
        """The place whose paper it is: its name begins the paper's (郑州日报 → 郑州市); None for 大河报."""
        key = next((key for key in self._starts.get(paper[:2], ()) if paper.startswith(key)), "")
        found = self._index.get(key, ())
        return min(found, key=lambda place: place.level) if found else None

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every place named in `text`, in order, the longest name at each spot; linear in the text."""
        return tuple(self._scan(text))

    def _scan(self, text: str) -> Iterator[Mention]:
        end, starts = 0, self._starts
        for at in [at for at in range(len(text) - 1) if text[at : at + 2] in starts]:
            if at < end:
                continue
            key = next((key for key in starts[text[at : at + 2]] if text.startswith(key, at)), "")
            end = at + len(key)
            if key and key not in self._words and self._stands(key, text, end):
                yield Mention(start=at, end=end, places=self._index[key], short=key in self._shorts)

    def _stands(self, key: str, text: str, end: int) -> bool:
        """Not a road called after a place (金水路, 南阳路), nor the head of a longer word (中原区域)."""
        if key.endswith("区"):
            return not _AREA.match(text, end)
        return key not in self._shorts or not _ROAD.match(text, end)


def _plain(spelt: str) -> str:
    """Letters only, ü and v (as keyboards have it) as u."""
    return re.sub("[^a-z]", "", spelt.lower().replace("ü", "u").replace("lv", "lu").replace("nv", "nu"))


def _ending(words: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The Chinese endings that the first words stand for, and how many words that are."""
    for many in (2, 1):
        said = " ".join(words[:many]).lower()
        if said in _LATIN_ENDINGS and len(words) >= many:
            return _CHINESE_ENDINGS[said], many
    return (), 0


def _sure(found: tuple[tuple[Place, ...], int], written: str) -> str:
    """The name of the one place that must be meant: a short name of one character is an everyday word (Xin, Song)."""
    level = min(one.level for one in found[0])
    place, *others = [one for one in found[0] if one.level == level]
    ended = written.lower().endswith(tuple(_LATIN_ENDINGS))
    named = ended or (len(_short(place)) >= _SHORTEST and place.level is not Level.TOWN)
    return place.name if named and not others else ""


def _short(place: Place) -> str:
    stem = next((place.name.removesuffix(e) for e in _ENDINGS[place.level] if place.name.endswith(e)), "")
    return stem if len(stem) >= _SHORTEST and place.level != Level.TOWN else ""


def _words_for(place: Place) -> Iterator[str]:
    """Everything that a text may call the place. A bare town name is a road or a village, so it keeps its suffix."""
    local = place.aliases if place.level == Level.TOWN else (place.name, *place.aliases)
    yield from dict.fromkeys((*local, *([_short(place)] if _short(place) else [])))


def _with_unique_names(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Towns called alike (城关镇) are told apart by their county (新密市城关镇); every town answers to its own name."""
    by_code = {place.code: place for place in places}
    count: dict[str, int] = {}
    for place in places:
        count[place.name] = count.get(place.name, 0) + 1
    return tuple(_named(place, by_code.get(place.parent), count[place.name]) for place in places)


def _named(place: Place, parent: Place | None, alike: int) -> Place:
    if place.level != Level.TOWN:
        return place
    stem = place.name.removesuffix("街道")
    office = (f"{stem}办事处",) if stem != place.name else ()
    name = f"{parent.name}{place.name}" if parent and alike > 1 else place.name
    return replace(place, name=name, aliases=(place.name, *office, *place.aliases))


def _by_first_two(keys: set[str]) -> dict[str, tuple[str, ...]]:
    """Names by their first two characters, longest first: one dictionary look-up a character finds them all."""
    grouped: dict[str, list[str]] = {}
    for key in keys:
        grouped.setdefault(key[:2], []).append(key)
    return {start: tuple(sorted(found, key=len, reverse=True)) for start, found in grouped.items()}
