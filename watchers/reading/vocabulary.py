"""How alike two stretches of text are in what they speak of: shared runs of three signs, the commoner the lighter.

Names of places, companies and people, and terms of the matter at hand, are what an article repeats and its neighbour
does not; runs of three signs catch them without a dictionary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from math import sqrt

# Enough of a paragraph to know what it speaks of; keeps the cost of a monstrous line bounded.
_SAMPLE = 800
# Words without punctuation, digits and numbers spelt out, which any two articles can share. (一 is in many words.)
_WORDS = re.compile(r"[^\W\d_〇零二两三四五六七八九十百千万亿]+")

# Shorter texts may say nothing about their matter at all, so that what they lack proves little.
_ENOUGH = 150

# No page has more paragraphs; of longer texts (a whole issue in one file) everything is counted at once.
_PAGEFUL = 400

Runs = frozenset[str]
NOTHING: Runs = frozenset()


def runs(text: str) -> Runs:
    """The runs of three signs in folded `text`, punctuation and numbers left out."""
    return _runs(text[:_SAMPLE])


@lru_cache(maxsize=256)
def _runs(text: str) -> Runs:
    """Remembered, because a page's paragraphs are compared twice: for sub-headings, and for tails."""
    return _threes("".join(_WORDS.findall(text))) - _COMMON


def _threes(plain: str) -> Runs:
    return frozenset([plain[i : i + 3] for i in range(len(plain) - 2)])


# What any article of any paper may say tells nothing about its matter.
_COMMON = NOTHING.union(
    *(
        _threes(phrase)
        for phrase in (
            "深入学习贯彻习近平新时代中国特色社会主义思想",
            "全面贯彻党的二十大和二十届历次全会精神",
            "认真贯彻习近平总书记重要讲话重要指示批示精神",
            "推进中国式现代化建设实践",
            "推动经济社会高质量发展",
            "为高质量发展贡献力量提供有力支撑",
            "坚持以人民为中心的发展思想",
            "市委市政府省委省政府党中央国务院决策部署",
            "切实增强人民群众的获得感幸福感安全感",
            "党委书记市委书记副书记相关负责人有关部门",
            "下一步将继续进一步加强近年来今年以来目前截至目前据了解据介绍",
            "党员干部基层党组织工作人员志愿者服务活动",
            "贯彻落实全面推进深入推进持续推进不断提升",
            "街道办事处社区居民人民政府",
        )
    )
)


def is_common(run: str) -> bool:
    """Whether a run of signs is of what any article may say."""
    return run in _COMMON


class Vocabulary:
    """The runs of each text of a page (paragraph or article), and in how many of them each occurs."""

    def __init__(self, texts: Iterable[Runs]) -> None:
        self.of = tuple(texts)
        self._telling = [text for text in self.of if text]
        many = len(self.of) > _PAGEFUL
        self._counts: dict[str, int] = Counter(chain.from_iterable(self.of)) if many else {}

    def union(self, indices: Iterable[int]) -> Runs:
        return NOTHING.union(*(self.of[i] for i in indices))

    def _count(self, run: str) -> int:
        """On a page counted when first asked for: of its thousands of runs few are shared by two texts."""
        count = self._counts.get(run)
        if count is None:
            count = self._counts[run] = sum([run in text for text in self._telling])
        return count

    def weight(self, shared: Runs, inside: int = 2) -> float:
        """Shared runs, each counted less the more paragraphs of the page hold it beyond `inside`."""
        return sum([1.0 / max(1, self._count(run) - inside + 1) for run in shared]) if shared else 0.0

    def likeness(self, left: Runs, right: Runs) -> float:
        """0..1: how surely two stretches belong to one article; 0.5 when nothing can be said.

        Two halves of an article share some two to six in a hundred of their runs, neighbours on a page below one.
        """
        smaller = min(len(left), len(right))
        if smaller < 20:
            return 0.5
        shared = self.weight(left & right, 4) / sqrt(smaller * max(len(left), len(right)))
        sure = min(1.0, smaller / _ENOUGH)
        return 0.5 + (min(1.0, shared / 0.04) - 0.5) * sure
