"""A surname and two signs that are a word elsewhere (王|建国, 陈|东方): where is that somebody's name? Pure.

The signs alone do not tell; the place does. Names follow a title or a word for a person, stand before what people do
with words (说, 告诉) or another title, and in lists of names.
"""

from __future__ import annotations

from bot.words.lattice import UNKNOWN, Lattice
from bot.words.people import ADDRESSES, GIVEN, SURNAMES, TITLES

_KNOWN = TITLES | ADDRESSES
# Words for people end so: 匠人, 获奖者, 保洁员, 村医.
_PERSON = frozenset("者人员师生民医匠嫂工警友兵主户农手")
_FAMILY = frozenset(["一家", "夫妇", "夫妻", "父子", "母女", "兄弟", "姐妹"])
# A list of names may begin after these: 出席的有张三、李四.
_LISTS = frozenset("有是为括及和与")
_SAID = """
    表示 介绍 告诉 认为 坦言 回忆 感慨 指出 强调 透露 解释 提醒
    笑着 说道 笑道 坦陈 回答 呼吁
"""
_SAYS = frozenset(_SAID.split())
_AFTER = _KNOWN | _FAMILY | _SAYS | frozenset((",男", ",女"))
# A pair of signs that is written so often (长江, 国王, 师范) is that word, and no name begins in it.
_OFTEN = -13.0


def somebody(lattice: Lattice, start: int, end: int) -> bool:
    """Whether [start, end) with the sign before it is somebody's name where it stands."""
    text = lattice.text
    if end - start != 2 or not start or text[start - 1] not in SURNAMES or start in lattice.edges:
        return False
    if text[start:end] in _KNOWN:
        return False  # 宋|老师
    return _in_place(text, start - 1, end) and _alone(lattice, start - 1, end)


def given(lattice: Lattice, start: int, end: int) -> bool:
    """赵 + 建国: a surname that stands by itself, before two characters of which names are made."""
    text = lattice.text
    named = end - start == 2 and start > 0 and text[start - 1] in SURNAMES and GIVEN.issuperset(text[start:end])
    return named and start not in lattice.edges and lattice.margin(start - 1, end) >= 0


def _in_place(text: str, at: int, end: int) -> bool:
    """Whether [at, end) stands where names do."""
    before = text[at - 1 : at]
    if text[max(0, at - 2) : at] in _KNOWN or (before in _PERSON and before):
        return True
    if before in _LISTS and _listed(text, at, end):
        return True
    if before.isalpha() and before != "的":
        return _after_another(text, at)
    after = text[end : end + 2]
    if after in _AFTER or after[:1] == "说" or (after[:1] == "摄" and not after[1:].isalpha()):
        return True
    return _listed(text, at, end)


def _after_another(text: str, at: int) -> bool:
    """Whether another name stands between a title and `at`: 通讯员 张三 李四."""
    return any(
        text[at - size] in SURNAMES and text[at - size - 2 : at - size] in _KNOWN for size in (2, 3) if at > size + 1
    )


def _listed(text: str, at: int, end: int) -> bool:
    """Whether it is one of several names: 张三、李四."""
    after, before = text[end : end + 4], text[max(0, at - 4) : at]
    if after[:1] == "、" and after[1:2] in SURNAMES and (_ends(text, end + 3) or text[end + 4 : end + 6] in _AFTER):
        return True
    return before[-1:] == "、" and any(
        before[-size - 1 : -size] in SURNAMES and _ends(text, at - size - 2) for size in (3, 4) if len(before) >= size
    )


def _ends(text: str, at: int) -> bool:
    """Whether a mark stands at `at` or right after it, or the text ends there."""
    return not text[max(0, at) : at + 1].isalpha() or not text[at + 1 : at + 2].isalpha()


def _often(lattice: Lattice, at: int) -> bool:
    """Whether the two signs at `at` are a common word."""
    return (lattice.lexicon.weight(lattice.text[at : at + 2]) or UNKNOWN) > _OFTEN


def _alone(lattice: Lattice, at: int, end: int) -> bool:
    """Whether the surname belongs to no word before it or with what follows it, and no longer word begins after it."""
    weight, kind, text = lattice.lexicon.weight, lattice.lexicon.kind, lattice.text
    if at and _often(lattice, at - 1) and not (at > 2 and lattice.known(at - 3, at)):  # 嫌疑人|马
        return False
    longer = (text[at:stop] for stop in (end, end + 1))
    if _often(lattice, at) or any(weight(one) is not None and kind(one) != "person" for one in longer):
        return False
    return all(stop <= end for stop, _ in lattice.words(at + 1)) and lattice.margin(at, end) >= 0
