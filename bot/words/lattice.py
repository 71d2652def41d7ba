"""All ways to cut a clause into the words of a list, and how much better the edges of a run are kept than crossed."""

from __future__ import annotations

from typing import Protocol

from bot.words.people import named


class Lexicon(Protocol):
    """How common words are."""

    def weight(self, word: str) -> float | None:
        """Natural logarithm of the word's share of running words; None when unknown."""

    def reach(self, character: str) -> int:
        """The length of the longest known word that begins with this character."""

    def kind(self, word: str) -> str:
        """ "idiom", "person", "place" or ""."""


# Eight characters on either side decide; four give the same within .001, more change nothing.
WINDOW = 8
# Words longer than this are whole phrases.
LONGEST = 7
# A character that no word list knows, in logarithms; jieba counts such as one in its 60 million.
UNKNOWN = -18.0
# A number and its measure word are one unit (20天 | 后); they are as common as the commonest content words.
NUMBER = -6.0
# Characters that are words by themselves in print. Others (黄, 滩) live in words and names: that a word list counts
# them alone comes from names that it could not read, and they stand alone less than it says.
ALONE = frozenset(
    "的了在是和有不人一我他她它们这那个也都就要会能到上下中来去说把被从对与及或向为以由将等年月日时后前里内外间次各该本每某其此"
    "所而但又还再更最很太已曾正着过得地之于则让使给比跟同并且做用看走吃想买卖打开放送跑拿坐住写问听找叫请带拍修建"
)
BOUND = 1.0
MAGNITUDES = frozenset("余多几百千万亿")
MEASURES = frozenset(
    "年月日天时分秒个位名人次家户所处项件条张元万亿岁里米亩吨斤度级届号楼层座栋辆台套只头株场期批倍成%℃"
)


class Lattice:
    """The words of one folded text, looked up where they are asked for and kept.

    `edges` are places in the text where something stood that no word runs across (a quotation mark that was folded
    away): an edge at i lies between the characters i-1 and i.
    """

    def __init__(self, text: str, edges: frozenset[int], lexicon: Lexicon) -> None:
        self.text, self.edges, self.lexicon = text, edges, lexicon
        self._words: dict[int, list[tuple[int, float]]] = {}
        self._farthest: dict[int, int] = {}

    def margin(self, start: int, end: int, *, parts: bool = True) -> float:
        """How much better the edges of [start, end) are kept than crossed; infinite when nothing can cross them.

        `parts` leaves out the words that contain the run; else they count as crossing its edges.
        """
        kept, crossed = self._ways(start, end, parts)
        return kept - max(worth for worth, _ in crossed) if crossed else float("inf")

    def across(self, start: int, end: int) -> tuple[int, int] | None:
        """The word that runs across an edge of [start, end) in the best way that has one."""
        crossed = self._ways(start, end, True)[1]
        return max(crossed)[1] if crossed else None

    def _ways(self, start: int, end: int, parts: bool) -> tuple[float, list[tuple[float, tuple[int, int]]]]:
        """What the best way is worth that keeps both edges, and for each word across one the best way through it."""
        low, high = self._clause(start, end)
        crossing = self._crossing(start, end, (low, high), parts)
        if not crossing:
            return 0.0, []
        words = [
            [w for w in self.words(at) if w[0] <= high and not (parts and _contains(at, w[0], start, end))]
            or [(at + 1, UNKNOWN)]
            for at in range(low, high)
        ]
        before, after = _best_before(words, low), _best_after(words, low)
        inside = _best_before([[w for w in words[at - low] if w[0] <= end] for at in range(start, end)], start)[-1]
        kept = before[start - low] + inside + after[end - low]
        return kept, [(before[at - low] + worth + after[stop - low], (at, stop)) for at, stop, worth in crossing]

    def _crossing(self, start: int, end: int, clause: tuple[int, int], parts: bool) -> list[tuple[int, int, float]]:
        """The words of the clause that run across an edge of [start, end). Nearly always there are none."""
        low, high = clause
        found = []
        for at in range(low, end):
            edge = start if at < start else end
            if self.farthest(at) > edge:
                found += [
                    (at, stop, worth)
                    for stop, worth in self._words[at]
                    if edge < stop <= high
                    and not (parts and _contains(at, stop, start, end))
                    and (self._crosses(at, stop, start) or self._crosses(at, stop, end))
                ]
        return found

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
            if self.farthest(at) >= end and self.text[at].isalpha()
            for stop, _ in self._words[at]
            if _contains(at, stop, start, end)
        ]

    def place_before(self, end: int) -> bool:
        """Whether the two characters before `end` are a known place."""
        return end >= 2 and self.lexicon.kind(self.text[end - 2 : end]) == "place"

    def farthest(self, at: int) -> int:
        """Where the longest word that begins at `at` ends."""
        end = self._farthest.get(at)
        if end is None:
            end = self._farthest[at] = max(stop for stop, _ in self.words(at))
        return end

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
        found = [(at + 1, self._single(text[at]))]
        for end in range(at + 2, min(at + self.lexicon.reach(text[at]), len(text)) + 1):
            if end - 1 in self.edges:
                break
            known = weight(text[at:end])
            if known is not None:
                found.append((end, known))
        found.extend(name for name in named(text, at) if self.edges.isdisjoint(range(at + 1, name[0])))
        return found

    def _single(self, character: str) -> float:
        known = self.lexicon.weight(character)
        return UNKNOWN if known is None else known if character in ALONE else known - BOUND

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
