"""Words that are parts of longer ones: a head with its affix, a head shared by two compounds. Pure.

A lattice of frequencies cuts such a compound once (停车|位) and takes every other cut for a crossing. Readers cut it
both ways: what is a 停车位 is a 车位, what is a 总工会 is a 工会. Each reading here is given as a margin of the longer
run, so that the longer run's own edges still have to hold (停|车位|于 is none: 位于 runs across its end).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.words.lattice import Lattice

# Endings that make a word for people, kinds, places, bodies, texts or things of any word; what stands before them is
# a word still, if the word list has the whole (民政|局, 造纸|厂). 车, 学 and 院 are not
# among them: 自行|车, 物理|学, 工|学院.
SUFFIXES = frozenset(
    "生员者人们长化性组局厅处科室所站厂场馆店社楼园屋典法团队台部费税款金券卡证票书报网器机师工户桥剂药品案罪"
)
# What is put before a noun and leaves it one: 总|工会, 副|校长.
PREFIXES = frozenset("总副非超准老新小")
# Heads that are words by themselves, so that a compound of theirs begins another one: 公交车|站 is a 车站. Those of the
# second row are heads in longer compounds only (发布会|上 is 会上, but not 社会|上; 自来水|价, but not 薪水|价).
HEADS = frozenset("车球路房楼店病院馆厂站桥队")
LONG_HEADS = frozenset("会水气电油机")
# What follows such a head and makes a word with it; 会, 长, 间, 员 and 生 begin too many words of their own.
TAILS = frozenset("上内里外下边位道队票价主口门牌站台迷险量")
_HEADED = range(2, 5)
_LONG = 4
# What the name of a body ends with (公安局|部署, not 公安|局部|署), if the word list has its three characters; its
# head is another matter: 外交|部长.
BODIES = frozenset("局厅部委院会社")
_BODY = 3

NUMERALS = frozenset("一二三四五六七八九十两几百千万亿半数")
# Measures that a number never leaves to the word behind them (三成|本金).
UNITS = frozenset("成项个位名条件张户家亩吨座处批届年月天")
# These want something after them: 年|产能 before a mark or a number cannot be 年产|能.
_FORWARD = frozenset("能会可要想把被将从在对向与和或为以")
# What standing without it costs a reading, in logarithms.
_STRANDED = 3.0


def readings(lattice: Lattice, around: list[tuple[int, int]], run: tuple[int, int], margin: float) -> Iterator[float]:
    """Margins of the run (whose own is `margin`) where it is a part of a compound."""
    text, (start, end) = lattice.text, run
    if (start, end + 1) in around and text[end] in SUFFIXES and not _personnel(lattice, start, end):
        yield lattice.margin(start, end + 1)
    if end - start >= _LONG and text[end : end + 1] in SUFFIXES and lattice.known(end - 2, end + 1):
        yield lattice.margin(start, end + 1)  # 电信诈骗 in 电信|诈骗案
    if (start - 1, end) in around and text[start - 1] in PREFIXES:
        yield lattice.margin(start - 1, end)
    if end - start != 2 or not start:
        return
    head, tail = text[start], text[end - 1]
    if tail in TAILS and (head in HEADS or head in LONG_HEADS):
        longest = (at for at in _HEADED if start + 1 >= at and lattice.known(start + 1 - at, start + 1))
        length = max(longest, default=0)
        if length > (2 if head in LONG_HEADS else 1):
            yield lattice.margin(start + 1 - length, end)
    if text[start - 1] in BODIES and head != "长" and lattice.known(start - _BODY, start) and lattice.known(start, end):
        yield lattice.margin(start - _BODY, end)
    if text[start - 1] in UNITS and text[start - 2 : start - 1] in NUMERALS and lattice.known(start, end):
        yield lattice.margin(start - 2, end)
    if tail in _FORWARD and lattice.known(start - 1, start + 1) and _at_end(text, end):
        yield margin + _STRANDED


def _personnel(lattice: Lattice, start: int, end: int) -> bool:
    """工作|人员 is built two and two: that it begins with 工作人 says nothing."""
    return lattice.text[end - 1 : end + 1] == "人员" and lattice.known(start, end - 1)


def _at_end(text: str, at: int) -> bool:
    """Whether what stands before `at` has nothing after it that it could go with."""
    return not text[at : at + 1].isalpha() or text[at] == "的"
