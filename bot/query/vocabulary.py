"""The words and signs of the language, and what a typed text is cut into."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Mode
from bot.query.nodes import Node, Part, Trait

DASHES = frozenset("-–—−")
MARKS = frozenset("、,;|")

PARTS = {
    "标题": Part.TITLE,
    "title": Part.TITLE,
    "intitle": Part.TITLE,
    "正文": Part.BODY,
    "body": Part.BODY,
}
TRAITS = {
    "来源": Trait.SOURCE,
    "source": Trait.SOURCE,
    "site": Trait.SOURCE,
    "版": Trait.PAGE,
    "page": Trait.PAGE,
    "地区": Trait.AREA,
    "area": Trait.AREA,
    "类": Trait.TYPE,
    "type": Trait.TYPE,
    "作者": Trait.AUTHOR,
    "author": Trait.AUTHOR,
    "预警": Trait.WARNING,
    "warning": Trait.WARNING,
}
EXCLUDES = frozenset(("不含", "排除"))
WIDE = frozenset(("宽", "wide"))
MODES = {
    "即时": Mode.ALERT,
    "alert": Mode.ALERT,
    "日报": Mode.DIGEST,
    "digest": Mode.DIGEST,
    "静音": Mode.SILENT,
    "silent": Mode.SILENT,
}
BOTH_WORDS = frozenset(("且", "并且", "AND"))
EITHER_WORDS = frozenset(("或", "或者", "OR"))


class Kind(StrEnum):
    WORD = "word"
    RUN = "run"
    OPEN = "open"
    CLOSE = "close"
    BOTH = "both"
    EITHER = "either"
    NOT = "not"
    PART = "part"
    TRAIT = "trait"
    SURE = "sure"
    WIDE = "wide"
    PACK = "pack"
    NEAR = "near"
    COUNT = "count"
    UNIT = "unit"
    NAME = "name"
    MODE = "mode"
    CAP = "cap"


TAIL = frozenset((Kind.NAME, Kind.MODE, Kind.CAP))


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as it is meant; `at` where it begins in the typed text; `written` for 且 and 或 spelt as words.

    `number` of NEAR, COUNT and CAP; `node` of a UNIT, which is complete in itself; `begins` for a word with `*`.
    """

    kind: Kind
    text: str
    at: int
    written: bool = False
    number: int = 0
    node: Node | None = None
    begins: bool = False
