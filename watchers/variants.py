"""Traditional characters read as simplified ones, so that 臺灣 and 台湾 are one word, and the other way round.

Character by character: OpenCC's phrases would choose better among the few characters that simplify in two ways, but
they change lengths, and then a hit could no longer be shown at its place in the printed text. Text and term pass
through the same table, so a wrong choice is made on both sides and still matches.

The official `opencc` wheels (1.4, CPython 3.11 and later, Linux, macOS, Windows) give the table in some 15 ms;
`opencc-python-reimplemented` takes 85 ms for it, knows 470 characters fewer and was last released in 2021.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

# The unified ideographs in everyday fonts, extension A among them; whole planes beyond hold a few dozen rare pairs.
_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000))

# Names of places for which OpenCC takes the other of two characters.
_OTHER_CHARACTER = {
    "嶽西": "岳西", "嶽塘": "岳塘", "嶽池": "岳池", "嶽普湖": "岳普湖", "嶽村": "岳村", "嶽灘": "岳灘", "石柺": "石拐",
    "澂江": "澄江", "云城區": "雲城區", "遊河鄉": "游河鄉", "遊仙": "游仙", "幹河陳": "乾河陳",
}  # fmt: skip


@cache
def table() -> Mapping[int, str]:
    """Traditional → simplified, as `str.translate` takes it: one character for one."""
    signs = [chr(code) for first, last in _RANGES for code in range(first, last)]
    plain = _converted("\n".join(signs), "t2s").split("\n")
    pairs = zip(signs, plain, strict=True)
    return {ord(sign): simple for sign, simple in pairs if simple != sign and len(simple) == 1}


def simplified(text: str) -> str:
    """`text` in simplified characters; the length never changes."""
    return text if text.isascii() else text.translate(table())


def spellings(word: str) -> tuple[str, ...]:
    """The word as it may stand in a text: simplified, traditional, and as it was written."""
    if word.isascii():
        return (word,)
    return tuple(dict.fromkeys((simplified(word), _converted(word, "s2t"), word)))


def traditional(text: str) -> str:
    """`text` as it is written in Taiwan, its everyday words too (網路, 軟體): for sentences, not for names."""
    return text if text.isascii() else _converted(text, "s2twp")


def traditional_name(text: str) -> str:
    """`text` in the characters of Taiwan, its words left as they are: for names of places and set phrases."""
    made = text if text.isascii() else _converted(text, "s2tw")
    for wrong, right in _OTHER_CHARACTER.items():
        made = made.replace(wrong, right)
    return made


def _converted(text: str, how: str) -> str:
    # A lone surrogate is no character; OpenCC, which works on UTF-8, refuses it.
    return _converter(how)(text.encode("utf-8", "replace").decode("utf-8"))


@cache
def _converter(how: str) -> Callable[[str], str]:
    from opencc import OpenCC  # costs 20 ms, for which `baoxiao --help` need not wait

    convert: Callable[[str], str] = OpenCC(how).convert
    return convert
