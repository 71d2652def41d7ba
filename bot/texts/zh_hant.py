"""繁體中文, made from the simplified sentences by OpenCC, and mended by hand where it chooses wrongly.

Nothing can be missing here and nothing be old: a sentence that is changed there is changed here. What OpenCC cannot
know stands in `WORDS` (a word of our subject) and in `SENTENCES` (a whole sentence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.query.refusals import SENTENCES as REFUSALS
from bot.texts import zh_hans
from watchers.variants import traditional

# What comes out of OpenCC → what is said.
WORDS: Mapping[str, str] = {
    "報道": "報導",
    "命令": "指令",
    "全域性": "全域",
    "周報": "週報",
    "里加": "裡加",
    "配置": "設定",
}

SENTENCES: Mapping[str, str] = {
    "lang.set": "好，以後說繁體中文。",
}

# The names of values stand in braces.
_KEPT = re.compile(r"(\{\w+\})")


class _Converted(Mapping[str, str]):
    """The simplified sentences, each converted when it is first said: a thousand at once would take 50 ms."""

    def __init__(self, plain: Mapping[str, str]) -> None:
        self._plain = plain
        self._made: dict[str, str] = dict(SENTENCES)

    def __getitem__(self, key: str) -> str:
        if key not in self._made:
            self._made[key] = converted(self._plain[key])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def converted(sentence: str) -> str:
    """One sentence, with everything in it that is not ours to change left as it is."""
    return "".join(part if n % 2 else _mended(traditional(part)) for n, part in enumerate(_KEPT.split(sentence)))


def _mended(text: str) -> str:
    for wrong, right in WORDS.items():
        text = text.replace(wrong, right)
    return text


TEXTS: Mapping[str, str] = _Converted(
    {**zh_hans.TEXTS, **{f"query.{code}": sentence for code, sentence in REFUSALS.items()}}
)
