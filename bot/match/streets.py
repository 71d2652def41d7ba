"""Words that a street or a court only carries in its name: 文化 in 文化路, 中原区 in 中原区人民法院. Pure."""

from __future__ import annotations

import re

_AVENUE = re.compile("大道|大街")
# 路 is the end of a name before what stands on streets or is done to them; 路线, 路网, 路况 are other words.
_ROAD = re.compile(
    r"路(?:[与和、至到以东西南北中]|下穿|高架|隧道|交叉|口|站|附近|沿线|小学|中学|社区|街道|办|派出所|第?\d|[一二三四五六七八九十]+号"
    r"|[半全]幅|之间|今|昨|封闭|改造|拓宽|通车|施工|全线|的|旁|上|[^\w]|$)"
)
# 高速路, 农村路 are kinds of roads, whatever they are called.
_KINDS = frozenset(["高速", "快速", "农村", "乡村", "铁路", "公路", "旅游", "景观", "道路"])
# 走上致富路, 一条创业路: no street at all.
_FIGURE = re.compile("(?:[走踏铺闯辟探奔引筑][^,。!?;:]{0,5}|[条之的好新])$")
_COURT = re.compile("(?:中级)?人民(?:法院|检察院)|法院|检察院|公证处")
_NAME = 2


def on_street(text: str, start: int, end: int) -> bool:
    """Whether [start, end) only makes the name of a street."""
    if end - start != _NAME or text[start:end] in _KINDS:
        return False
    if not (_ROAD.match(text, end) or _AVENUE.match(text, end)):
        return False
    return _FIGURE.search(text, max(0, start - 6), start) is None


def of_court(text: str, end: int) -> bool:
    """Whether a court is named after what ends at `end`: cases come before it from anywhere."""
    return _COURT.match(text, end) is not None
