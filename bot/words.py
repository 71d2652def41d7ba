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
from typing import Protocol


class Lexicon(Protocol):
    """How common words are."""

    def weight(self, word: str) -> float | None:
        """Natural logarithm of the word's share of running words; None when unknown."""

    def reach(self, character: str) -> int:
        """The length of the longest known word that begins with this character."""

    def kind(self, word: str) -> str:
        """ "idiom", "person", "place" or ""."""


class Edges(Enum):
    """How well the two edges of a run stand on word boundaries."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    CROSSING = "crossing"


# Eight characters on either side decide; four give the same within .001, more change nothing.
WINDOW = 8
# Words longer than this are whole phrases.
LONGEST = 7
# A character that no word list knows, in logarithms; jieba counts such as one in its 60 million.
UNKNOWN = -18.0
# A number and its measure word are one unit (20天 | 后); they are as common as the commonest content words.
NUMBER = -6.0
# Margins (differences of natural logarithms) from DOUBT up are hits, from SURE up certain ones: at DOUBT the reading
# as this word is 4.5 times as likely as the best one against it, at SURE twenty times.
DOUBT = 1.5
SURE = 3.0

MAGNITUDES = frozenset("余多几百千万亿")
MEASURES = frozenset(
    "年月日天时分秒个位名人次家户所处项件条张元万亿岁里米亩吨斤度级届号楼层座栋辆台套只头株场期批倍成%℃"
)


# Surnames that are seldom anything else in print; 于, 和, 向, 高, 时, 方 and their like would cost more than they save.
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟"
    "谭陆汪范廖贾韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶贺顾毛郝龚邵钱严武戴莫孔牛马"
)
# Characters that given names are made of and that also make up everyday words (建国, 文明, 和平, 振兴, 胜利).
GIVEN = frozenset(
    "建国文明和平振兴胜利光明志强伟华军民卫东红星永新跃进海洋春晓爱国家富保立业长江德智慧美丽玉兰金山大庆生"
)
# Endings that make a word for people or kinds of any word; what stands before them is a word still.
SUFFIXES = frozenset("生员者人们长化性")
# What an office's name begins with after a place (郑州|市委, 河南|省政府).
OFFICES = frozenset("省市区县镇乡村州")
# A function word is likelier to stand alone (和|平等) than its share of running words says.
FUNCTION = frozenset("和在不把与及对从向将为以被由")
FUNCTION_BONUS = 1.0


def judge(lattice: Lattice, start: int, end: int) -> Edges:
    """How well [start, end) of the lattice's text stands as a word."""
    around = lattice.containing(start, end)
    if end - start == 1:
        # One character says little: as part of a word, or where a name may begin, it is not certain to be meant.
        part = lattice.margin(start, end, parts=False) < SURE
        return Edges.DOUBTFUL if part or _begins_name(lattice, start) else Edges.SURE
    if any(_indivisible(lattice, word, start, end) for word in around):
        return Edges.CROSSING
    margin = lattice.margin(start, end)
    if margin < SURE:
        margin = max([margin, *_second_looks(lattice, around, start, end)])
    if margin < DOUBT:
        return Edges.CROSSING
    if margin < SURE or _given_name(lattice, start, end):
        return Edges.DOUBTFUL
    return Edges.SURE


def _second_looks(lattice: Lattice, around: list[tuple[int, int]], start: int, end: int) -> Iterator[float]:
    """Readings that frequencies of single words undervalue, as margins."""
    text = lattice.text
    yield from (_through(lattice, word, start, end) for word in around)
    if (start, end + 1) in around and text[end] in SUFFIXES:
        yield lattice.margin(start, end + 1)  # 小学 in 小学|生
    place = lattice.lexicon.kind(text[start:end]) == "place" or (start, end + 1) in around
    if place and text[end : end + 1] in OFFICES:
        yield lattice.margin(start, end + 1)  # 金水 in 金水|区
    if text[start] in OFFICES and lattice.place_before(start):
        yield lattice.margin(start - 2, end)  # 市委 in 郑州|市委
    if start and text[start - 1] in FUNCTION and lattice.lexicon.weight(text[start:end]) is not None:
        yield lattice.margin(start, end) + FUNCTION_BONUS  # 平等 in 和|平等


def _indivisible(lattice: Lattice, word: tuple[int, int], start: int, end: int) -> bool:
    """Names of three characters (黑龙江, 王建国) and idioms whose rest is no word (名副 | 其实) have no parts."""
    low, high = word
    text, lexicon = lattice.text, lattice.lexicon
    kind = lexicon.kind(text[low:high])
    if kind in ("place", "person"):
        whole = high - low == 3 and start == low + 1 and end == high
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


def _given_name(lattice: Lattice, start: int, end: int) -> bool:
    """赵 + 建国: a surname that stands by itself, before two characters of which names are made."""
    text = lattice.text
    named = end - start == 2 and start > 0 and text[start - 1] in SURNAMES and GIVEN.issuperset(text[start:end])
    return named and start not in lattice.edges and lattice.margin(start - 1, end) >= 0


def _begins_name(lattice: Lattice, at: int) -> bool:
    """牛 + 思魁: a surname, and after it two characters that belong to no word."""
    text = lattice.text
    given = text[at + 1 : at + 3]
    if text[at] not in SURNAMES or len(given) < 2 or not given.isalpha() or given.isascii():
        return False
    return all(len(lattice.words(place)) == 1 for place in (at + 1, at + 2))


class Lattice:
    """The words of one folded text, looked up where they are asked for and kept.

    `edges` are places in the text where something stood that no word runs across (a quotation mark that was folded
    away): an edge at i lies between the characters i-1 and i.
    """

    def __init__(self, text: str, edges: frozenset[int], lexicon: Lexicon) -> None:
        self.text, self.edges, self.lexicon = text, edges, lexicon
        self._words: dict[int, list[tuple[int, float]]] = {}

    def margin(self, start: int, end: int, *, parts: bool = True) -> float:
        """How much better the edges of [start, end) are kept than crossed; infinite when nothing can cross them.

        `parts` leaves out the words that contain the run; else they count as crossing its edges.
        """
        low, high = self._clause(start, end)
        words = [
            [w for w in self.words(at) if w[0] <= high and not (parts and _contains(at, w[0], start, end))]
            or [(at + 1, UNKNOWN)]
            for at in range(low, high)
        ]
        crossing = [
            (low + at, stop, weight)
            for at, some in enumerate(words)
            for stop, weight in some
            if self._crosses(low + at, stop, start) or self._crosses(low + at, stop, end)
        ]
        if not crossing:
            return float("inf")
        before, after = _best_before(words, low), _best_after(words, low)
        inside = _best_before([[w for w in words[at - low] if w[0] <= end] for at in range(start, end)], start)[-1]
        kept = before[start - low] + inside + after[end - low]
        return kept - max(before[at - low] + weight + after[stop - low] for at, stop, weight in crossing)

    def _crosses(self, at: int, stop: int, edge: int) -> bool:
        """Whether the word runs across the edge. A compound of two words does not at its joint: 优惠|政策."""
        if not at < edge < stop:
            return False
        joint = edge - at >= 2 and stop - edge >= 2
        return not (joint and self.known(at, edge) and self.known(edge, stop))

    def known(self, start: int, end: int) -> bool:
        """Whether [start, end) is a known word."""
        return self.lexicon.weight(self.text[start:end]) is not None

    def containing(self, start: int, end: int) -> list[tuple[int, int]]:
        """Known words that strictly contain [start, end)."""
        return [
            (at, stop)
            for at in range(max(0, end - LONGEST), start + 1)
            if self.text[at].isalpha()
            for stop, _ in self.words(at)
            if _contains(at, stop, start, end)
        ]

    def place_before(self, end: int) -> bool:
        """Whether the two characters before `end` are a known place."""
        return end >= 2 and self.lexicon.kind(self.text[end - 2 : end]) == "place"

    def words(self, at: int) -> list[tuple[int, float]]:
        """(end, weight) of all words that begin at `at`, the single character among them."""
        found = self._words.get(at)
        if found is None:
            found = self._words[at] = self._look_up(at)
        return found

    def _look_up(self, at: int) -> list[tuple[int, float]]:
        text, weight = self.text, self.lexicon.weight
        if text[at].isascii():
            return self._number_or_latin(at)
        found = [(at + 1, UNKNOWN if (single := weight(text[at])) is None else single)]
        for end in range(at + 2, min(at + self.lexicon.reach(text[at]), len(text)) + 1):
            if end - 1 in self.edges:
                break
            known = weight(text[at:end])
            if known is not None:
                found.append((end, known))
        return found

    def _number_or_latin(self, at: int) -> list[tuple[int, float]]:
        text, end = self.text, at + 1
        while end < len(text) and text[end].isascii() and text[end].isalnum() and end not in self.edges:
            end += 1
        if not text[at:end].isdigit():
            return [(end, NUMBER)]
        found = []
        for follow in (MAGNITUDES, MEASURES):
            found.append((end, NUMBER))
            if end < len(text) and text[end] in follow and end not in self.edges:
                end += 1
        return [*found, (end, NUMBER)]

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        text, low, high = self.text, start, end
        while low > 0 and start - low < WINDOW and low not in self.edges and text[low - 1].isalnum():
            low -= 1
        while high < len(text) and high - end < WINDOW and high not in self.edges and text[high].isalnum():
            high += 1
        return low, high


def _contains(at: int, stop: int, start: int, end: int) -> bool:
    return at <= start and stop >= end and stop - at > end - start


def _best_before(words: list[list[tuple[int, float]]], low: int) -> list[float]:
    best = [0.0] + [float("-inf")] * len(words)
    for at, some in enumerate(words):
        here = best[at]
        for stop, weight in some:
            if here + weight > best[stop - low]:
                best[stop - low] = here + weight
    return best


def _best_after(words: list[list[tuple[int, float]]], low: int) -> list[float]:
    best = [float("-inf")] * len(words) + [0.0]
    for at in range(len(words) - 1, -1, -1):
        best[at] = max((weight + best[stop - low] for stop, weight in words[at]), default=float("-inf"))
    return best
