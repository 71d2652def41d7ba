"""All ways to cut a clause into the words of a list, and how much better the edges of a run are kept than crossed."""

from __future__ import annotations

from typing import Protocol

from bot.words.people import SURNAMES, named


class Lexicon(Protocol):
    """How common words are."""

    def weight(self, word: str, /) -> float | None:
        """Natural logarithm of the word's share of running words; None when unknown."""

    def longer(self, pair: str, /) -> int | None:
        """The length of the longest known word of three characters or more that begins with these two, if any does."""

    def kind(self, word: str, /) -> str:
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


# So many places of a text are looked up together. An article that many ask about is asked about everywhere, one that
# few ask about only here and there.
STRETCH = 32

Word = tuple[int, float]
"""Where a word that begins at some place ends, and its weight."""


class Lattice:
    """The words of one folded text, looked up by stretches where they are asked for, and kept.

    `edges` are places in the text where something stood that no word runs across (a quotation mark that was folded
    away): an edge at i lies between the characters i-1 and i.
    """

    def __init__(self, text: str, edges: frozenset[int], lexicon: Lexicon) -> None:
        self.text, self.edges, self.lexicon = text, edges, lexicon
        self._stretches = bytearray()

    def _open(self) -> None:
        """Make room for what is worked out; most fields of most articles are never asked about."""
        text, size = self.text, len(self.text)
        self._stretches = bytearray(size // STRETCH + 1)
        self._words: list[list[Word]] = [[]] * size
        self._farthest = [0] * size
        # Whether a word that was looked up runs across the place.
        self._crossed = bytearray(size + 1)
        self._shut = bytearray(size + 1)
        for edge in self.edges:
            self._shut[edge] = True
        # Whether a clause goes on before a place, and at it: 0 where it does not.
        goes_on = bytes(map(str.isalnum, text))
        self._left, self._right = bytearray(b"\0" + goes_on), bytearray(goes_on + b"\0")
        for edge in self.edges:
            self._left[edge] = self._right[edge] = 0

    def free(self, start: int, end: int) -> bool:
        """Whether no word runs across an edge of [start, end), nor contains it: most runs stand free."""
        self._look_up(start - WINDOW, end)
        return not (self._crossed[start] or self._crossed[end])

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
        if self.free(start, end):
            return 0.0, []
        low, high = self._clause(start, end)
        crossing = self._crossing(start, end, (low, high), parts)
        if not crossing:
            return 0.0, []
        words = self._within(start, end, (low, high), parts)
        before = _best_before(words, low, max(start, *(at for at, _, _ in crossing)))
        after = _best_after(words, low, min(end, *(stop for _, stop, _ in crossing)))
        inside = _best_before([[w for w in words[at - low] if w[0] <= end] for at in range(start, end)], start, end)
        kept = before[start - low] + inside[-1] + after[end - low]
        return kept, [(before[at - low] + worth + after[stop - low], (at, stop)) for at, stop, worth in crossing]

    def _within(self, start: int, end: int, clause: tuple[int, int], parts: bool) -> list[list[Word]]:
        """The words of each place of the clause, without (`parts`) those that contain [start, end)."""
        low, high = clause
        self._look_up(low, high)
        words, farthest = self._words[low:high], self._farthest
        for at in range(low, high):
            # Of few places the longest word goes too far.
            if farthest[at] > high or (parts and at <= start and farthest[at] >= end):
                kept = [w for w in words[at - low] if w[0] <= high and not (parts and _contains(at, w[0], start, end))]
                words[at - low] = kept or [(at + 1, UNKNOWN)]
        return words

    def _crossing(self, start: int, end: int, clause: tuple[int, int], parts: bool) -> list[tuple[int, int, float]]:
        """The words of the clause that run across an edge of [start, end)."""
        low, high = clause
        found = []
        for at in range(low, end):
            edge = start if at < start else end
            if self._farthest[at] > edge:
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
        if self.free(start, end):
            return []
        return [
            (at, stop)
            for at in range(max(0, end - LONGEST), start + 1)
            if self._farthest[at] >= end and self.text[at].isalpha()
            for stop, _ in self._words[at]
            if _contains(at, stop, start, end)
        ]

    def place_before(self, end: int) -> bool:
        """Whether the two characters before `end` are a known place."""
        return end >= 2 and self.lexicon.kind(self.text[end - 2 : end]) == "place"

    def words(self, at: int) -> list[Word]:
        """All words that begin at `at`, the single character among them."""
        self._look_up(at, at + 1)
        return self._words[at]

    def _look_up(self, low: int, high: int) -> None:
        """Look the words up that begin in [low, high), if that was not done yet."""
        if not self._stretches:
            self._open()
        first, last = max(low, 0) // STRETCH, max(high - 1, 0) // STRETCH
        if self._stretches.find(0, first, last + 1) < 0:
            return
        for stretch in range(first, last + 1):
            if not self._stretches[stretch]:
                self._stretches[stretch] = True
                self._look_up_all(range(stretch * STRETCH, min((stretch + 1) * STRETCH, len(self.text))))

    def _look_up_all(self, places: range) -> None:
        # Of two signs one begins no word with its neighbour: all that takes time stands behind that question.
        text, words, farthest, crossed = self.text, self._words, self._farthest, self._crossed
        weight, longer = self.lexicon.weight, self.lexicon.longer
        for at in places:
            sign = text[at]
            if sign.isascii():
                found = self._latin(at)
            else:
                single = weight(sign)
                found = [(at + 1, UNKNOWN if single is None else single if sign in ALONE else single - BOUND)]
                pair = text[at : at + 2]
                known, most = weight(pair), longer(pair)
                if most or known is not None or sign in SURNAMES:
                    self._add_longer(found, at, known, most)
            words[at] = found
            far = farthest[at] = found[-1][0]
            if far == at + 2:
                crossed[at + 1] = 1
            elif far > at + 1:
                crossed[at + 1 : far] = b"\1" * (far - at - 1)

    def _add_longer(self, found: list[Word], at: int, known: float | None, most: int | None) -> None:
        """The words of two characters (that is `known`, or not) and more, the longest last."""
        text, weight = self.text, self.lexicon.weight
        edge = self._shut.find(1, at + 1) if self.edges else -1
        limit = edge if edge >= 0 else len(text)
        if known is not None and at + 2 <= limit:
            found.append((at + 2, known))
        for end in range(at + 3, min(at + (most or 0), limit) + 1):
            known = weight(text[at:end])
            if known is not None:
                found.append((end, known))
        if text[at] in SURNAMES:
            found += [name for name in named(text, at) if name[0] <= limit]
            found.sort(key=_end)

    def _latin(self, at: int) -> list[Word]:
        """A number, with its measure words, or a Latin word."""
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
        low = self._left.rfind(0, max(0, start - WINDOW + 1), start + 1)
        high = self._right.find(0, end, end + WINDOW)
        return low if low >= 0 else start - WINDOW, high if high >= 0 else end + WINDOW


def _end(word: Word) -> int:
    return word[0]


def _contains(at: int, stop: int, start: int, end: int) -> bool:
    return at <= start and stop >= end and stop - at > end - start


def _best_before(words: list[list[Word]], low: int, until: int) -> list[float]:
    """What the best way to each place is worth, as far as `until`."""
    best = [0.0] + [float("-inf")] * len(words)
    for at in range(until - low):
        here = best[at]
        for stop, weight in words[at]:
            if here + weight > best[stop - low]:
                best[stop - low] = here + weight
    return best


def _best_after(words: list[list[Word]], low: int, since: int) -> list[float]:
    """What the best way from each place to the end is worth, back to `since`."""
    best = [float("-inf")] * len(words) + [0.0]
    for at in range(len(words) - 1, since - low - 1, -1):
        best[at] = max([weight + best[stop - low] for stop, weight in words[at]])
    return best
