"""The word list: how often each Chinese word is written. Adapter, the only place that knows jieba.

Only jieba's frequency table (MIT) is taken, read straight from its `dict.txt`: our rule for word boundaries weighs
the ways to cut a clause by word frequencies and never asks for one cut. So nothing of jieba's code runs: no logging,
no cache file, no warnings of its imports, and loading takes 0.2 s instead of 0.5 s and half the memory.
Our own words (`seeds/words/words.txt`: programmes, platforms, policy terms, local names) are added to it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

from watchers.errors import ConfigError

OWN_WORDS = Path(__file__).resolve().parent.parent / "seeds" / "words" / "words.txt"

# What an own word counts as when its line gives no number: a term that newspapers write now and then.
OWN_COUNT = 300

# jieba's marks for parts of speech that a keyword must not be cut out of.
_KINDS = {"i": "idiom", "nr": "person", "ns": "place"}
# Its nouns, verbs and adjectives used as nouns, abbreviations and set phrases.
_NOUNS = ("n", "vn", "an", "j", "l")


@dataclass(frozen=True, slots=True)
class Words:
    """Words and what they weigh. Answers what `bot.words.Lexicon` asks for: some thousand times an article."""

    weights: dict[str, float]
    kinds: dict[str, str]
    reaches: dict[str, int]
    pairs: dict[str, int]

    @property
    def weight(self) -> Callable[[str], float | None]:
        """Natural logarithm of a word's share of all running words; None when the list does not have it."""
        return self.weights.get  # a method around it would take as long again

    @property
    def longer(self) -> Callable[[str], int | None]:
        """The length of the longest word of three characters or more that begins with these two, if any does."""
        return self.pairs.get

    def reach(self, character: str) -> int:
        """The length of the longest word that begins with this character; 0 when none does."""
        return self.reaches.get(character, 0)

    def kind(self, word: str) -> str:
        """ "idiom", "person" or "place" for such words, else ""."""
        return self.kinds.get(word, "")

    def noun(self, word: str) -> bool:
        """Whether a word names something; our own words all do."""
        return _tags().get(word, "n").startswith(_NOUNS)

    def verb(self, word: str) -> bool:
        return _tags().get(word) == "v"


@cache
def _tags() -> dict[str, str]:
    """The part of speech of each word of two characters and more. Only keywords ask, so it is read when they do."""
    columns = _jieba_table().read_text("utf-8").split()
    return {word: tag for word, tag in zip(columns[0::3], columns[2::3], strict=True) if len(word) > 1}


@cache
def load() -> Words:
    """jieba's table and our own words, read once. Raises ConfigError when a line of our own file is wrong."""
    columns = _jieba_table().read_text("utf-8").split()
    words, numbers, tags = columns[0::3], columns[1::3], columns[2::3]
    counts = dict(zip(words, map(int, numbers), strict=True))
    kinds = {word: _KINDS[tag] for word, tag in zip(words, tags, strict=True) if tag in _KINDS}
    counts.update(own_words(OWN_WORDS))
    total = log(sum(counts.values()))
    weights = {word: log(count) - total for word, count in counts.items() if count}
    return Words(weights, kinds, _reaches(counts, 1), _reaches((word for word in counts if len(word) > 2), 2))


def _jieba_table() -> Path:
    # find_spec does not import the package: its `__init__` costs 0.3 s and warns about pkg_resources.
    spec = importlib.util.find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError("缺少 jieba 词表：请重新安装报晓（pip install baoxiao）。")
    return Path(spec.submodule_search_locations[0]) / "dict.txt"


def _reaches(words: Iterable[str], first: int) -> dict[str, int]:
    """The length of the longest word by the `first` characters that words begin with."""
    reaches: dict[str, int] = {}
    for word in words:
        beginning = word[:first]
        if len(word) > reaches.get(beginning, 0):
            reaches[beginning] = len(word)
    return reaches


def own_words(path: Path) -> dict[str, int]:
    """The words of a file: one a line, after it optionally a blank and a count; `#` begins a comment."""
    words = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        fields = line.partition("#")[0].split()
        if not fields:
            continue
        if len(fields) > 2 or not (fields[-1].isdecimal() or len(fields) == 1):
            raise ConfigError(f"{path} 第 {number} 行：应写成「词」或「词 次数」，现在是「{line.strip()}」。")
        words[fields[0]] = int(fields[1]) if len(fields) == 2 else OWN_COUNT
    return words
