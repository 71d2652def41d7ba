"""Is a run of characters that word, or an accident of its neighbours (和服 in 产品和服务)? Pure.

The rule is the lattice margin. All ways to cut the clause around the run into words of a frequency table form a
lattice; a way is worth the sum of the logarithms of its words' frequencies. The margin is the best way that keeps
both edges of the run as word boundaries, less the best way in which a word runs across one of them. Words that
strictly contain the run are left out, so that 农业 in 都市农业 is judged by the parts of the longer word. It needs
no dictionary entry for the run itself and gives a measure of doubt instead of a verdict.

On top of it stand a few things that frequencies cannot know: personal names, idioms, digits with their measure word.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from bot.words.accidents import accident
from bot.words.compounds import readings
from bot.words.lattice import UNKNOWN, Lattice, Lexicon
from bot.words.names import given, somebody
from bot.words.people import SURNAMES, TITLES, called, name_end


class Edges(Enum):
    """How well the two edges of a run stand on word boundaries."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    CROSSING = "crossing"


# Margins (differences of natural logarithms) from DOUBT up are hits, from SURE up certain ones: at DOUBT the reading
# as this word is 4.5 times as likely as the best one against it, at SURE twenty times.
DOUBT = 1.5
SURE = 3.0

# What an office's name begins with after a place (郑州|市委, 河南|省政府).
OFFICES = frozenset("省市区县镇乡村州")
# Parts of a country that are told after its name.
DIRECTIONS = frozenset(("东部", "西部", "南部", "北部", "中部"))
# A function word is likelier to stand alone (和|平等) than its share of running words says.
FUNCTION = frozenset("和在不把与及对从向将为以被由")
FUNCTION_BONUS = 1.0


def judge(lattice: Lattice, start: int, end: int) -> Edges:
    """How well [start, end) of the lattice's text stands as a word."""
    if end - start > 1 and (accident(lattice, start, end) or somebody(lattice, start, end)):
        return Edges.CROSSING
    if end - start > 1 and lattice.free(start, end):
        return Edges.DOUBTFUL if given(lattice, start, end) else Edges.SURE
    around = lattice.containing(start, end)
    if end - start == 1:
        # One character says little: as part of a word, or where a name may begin, it is not certain to be meant.
        part = lattice.margin(start, end, parts=False) < SURE
        return Edges.DOUBTFUL if part or _begins_name(lattice, start) else Edges.SURE
    if any(_indivisible(lattice, word, start, end) for word in around):
        return Edges.CROSSING
    margin = lattice.margin(start, end)
    if margin < SURE:
        margin = _highest(margin, _second_looks(lattice, around, (start, end), margin))
    if margin < DOUBT:
        return Edges.CROSSING
    if margin < SURE or given(lattice, start, end):
        return Edges.DOUBTFUL
    return Edges.SURE


def whole(lattice: Lattice, start: int, end: int) -> tuple[int, int]:
    """The run of the text of which [start, end), when it is doubtful, may be only a part: 和服务 for 和服."""
    if end - start == 1 and _begins_name(lattice, start):
        return start, name_end(lattice.text, start)
    if given(lattice, start, end):
        return start - 1, end
    around = lattice.containing(start, end)
    if around:
        return max(around, key=lambda word: lattice.lexicon.weight(lattice.text[slice(*word)]) or UNKNOWN)
    low, high = lattice.across(start, end) or (start, end)
    return min(low, start), max(high, end)


def _highest(margin: float, looks: Iterator[float]) -> float:
    """The highest of the margins, or the first that leaves no doubt."""
    for look in looks:
        margin = max(margin, look)
        if margin >= SURE:
            break
    return margin


def _second_looks(
    lattice: Lattice, around: list[tuple[int, int]], run: tuple[int, int], margin: float
) -> Iterator[float]:
    """Readings of a run with this margin that frequencies of single words undervalue, as margins."""
    text, (start, end) = lattice.text, run
    yield from (_through(lattice, word, start, end) for word in around)
    yield from readings(lattice, around, run, margin)
    place = lattice.lexicon.kind(text[start:end]) == "place" or (start, end + 1) in around
    if place and text[end : end + 1] in OFFICES:
        yield lattice.margin(start, end + 1)  # 金水 in 金水|区
    if place and text[end : end + 2] in DIRECTIONS:
        yield lattice.margin(start, end + 2)  # 山西 in 山西|北部
    if text[start:end] in TITLES:
        yield margin + FUNCTION_BONUS  # 总统 in 总统|率团
    if text[start] in OFFICES and lattice.place_before(start):
        yield lattice.margin(start - 2, end)  # 市委 in 郑州|市委
    if start and text[start - 1] in FUNCTION and lattice.lexicon.weight(text[start:end]) is not None:
        yield margin + FUNCTION_BONUS  # 平等 in 和|平等


def _indivisible(lattice: Lattice, word: tuple[int, int], start: int, end: int) -> bool:
    """Names of three characters (黑龙江, 王建国) and idioms whose rest is no word (名副 | 其实) have no parts."""
    low, high = word
    text, lexicon = lattice.text, lattice.lexicon
    kind = lexicon.kind(text[low:high])
    if kind in ("place", "person"):
        whole = high - low == 3 and start == low + 1 and end == high
        if kind == "person" and text[low] not in SURNAMES:
            return False  # the list takes 冬候鸟 for somebody
        # 罗马 is commoner than 古罗马, so that has parts; 龙江 is not commoner than 黑龙江.
        if kind == "place" and _commoner(lexicon, text[start:end], text[low:high]):
            return False
    elif kind == "idiom":
        rest = text[low:start] or text[end:high]
        whole = high - low == 4 and end - start == 2 and len(rest) == 2 and lexicon.weight(rest) is None
    else:
        return False
    return whole and lattice.margin(low, high) >= 0


def _commoner(lexicon: Lexicon, one: str, other: str) -> bool:
    return (lexicon.weight(one) or UNKNOWN) > (lexicon.weight(other) or UNKNOWN)


def _through(lattice: Lattice, word: tuple[int, int], start: int, end: int) -> float:
    """The margin if the longer word around the run is what is written: its own edges, and the run's within it.

    将|领事馆 has 领事 although 将领|事|馆 beats 将|领事|馆.
    """
    low, high = word
    if high - low == 4 and low + 2 in (start, end) and lattice.known(low, low + 2) and lattice.known(low + 2, high):
        return lattice.margin(low, high)  # words of four characters are built two and two: 天主|教堂
    alone = Lattice(lattice.text[low:high], frozenset(), lattice.lexicon)
    return min(lattice.margin(low, high), alone.margin(start - low, end - low))


def _begins_name(lattice: Lattice, at: int) -> bool:
    """牛 + 思魁: a surname, and two characters that belong to no word; or somebody is called so: 老人牛德福."""
    text = lattice.text
    given = text[at + 1 : at + 3]
    if text[at] in SURNAMES and called(text, at):
        return True
    if text[at] not in SURNAMES or len(given) < 2 or not given.isalpha() or given.isascii():
        return False
    return all(len(lattice.words(place)) == 1 for place in (at + 1, at + 2))
