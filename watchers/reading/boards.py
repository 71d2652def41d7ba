"""Notices and briefs: short items with a heading and no signature, which are articles of their own.

Papers print them on boards (便民公告, 服务台) under one banner, or alone. Their headings name a kind of notice, such as
停水公告 and 限行提示, or the items below begin with bullets; a sub-heading does neither. On pages of
readers' letters a heading stands over each letter, which begins with who wrote or called (读者来信:).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchers.reading.features import Traits
from watchers.reading.lines import Unit

_KIND = re.compile(
    r"(?:公告|通告|公示|预告|通知|启事|声明|讣告|招聘|招租|招标|招募|寻人|认领|遗失|更正|停电|停水|停气|停诊|断水|限行|封路|检修|"
    r"(?:天气|限行|出行|交通|服务|便民|招聘|就业|供求)(?:新闻|服务|提示|提醒|信息|预报|资讯)|[简短快]讯|简报|速览|赛程|比分|预警|"
    r"悬赏[一-鿿]{0,6}|一句话[一-鿿]{0,4})$"
)
_BOARD = re.compile(
    r"(?:便民|民生|惠民|利民|服务|生活|公告|信息|资讯|公共|社区|政务)[一-鿿]{0,4}"
    r"(?:台|栏|窗|窗口|站|榜|板|厅|墙|超市|园地|速递|集纳|快递|播报|看板|公告|信息|服务|提示|资讯)"
)
_BULLET = re.compile(r"[●■◆▲★◎□▶◇○△☆※•·]\s*[^\s●■◆▲★◎□▶]")
_CALL = re.compile(r"(?:紧急|出行|温馨|重要)?(?:提醒|提示|通知|扩散|注意):")
_LETTER = re.compile(
    r"(?:读者|市民|网友|群众|居民|村民|业主|乘客|家长|热线|[一-鿿]{1,2}(?:先生|女士))(?:来信|来电|留言|反映|投诉|提问|咨询|求助|建议|爆料)(?:称|说)?:"
)
# Headings of notices are names, not sentences.
_LONGEST = 14
_LABEL = 8


def notices(units: Sequence[Unit], looks: Sequence[Traits], plain: Sequence[bool]) -> list[bool]:
    """For every line whether it is the heading of a notice or of briefs; `plain` tells which lines are running text."""
    found = [
        look.titled and (_notice(units, looks, plain, i) or _over_questions(units, looks, i))
        for i, look in enumerate(looks)
    ]
    on_board = False
    for i, look in enumerate(looks):
        if not look.titled:
            on_board = on_board and plain[i]
            continue
        above, over = i > 0 and looks[i - 1].titled, i + 1 < len(units) and plain[i + 1]
        on_board = over and (_names_board(units[i - 1]) if above else on_board)
        found[i] = found[i] or on_board
    return found


def boards(units: Sequence[Unit], found: Sequence[bool]) -> list[bool]:
    """For every line whether it is the banner of a board, whose first notice stands below it."""
    return [i + 1 < len(units) and found[i + 1] and _names_board(unit) for i, unit in enumerate(units)]


def _names_board(unit: Unit) -> bool:
    return _BOARD.fullmatch(unit.text) is not None


def _notice(units: Sequence[Unit], looks: Sequence[Traits], plain: Sequence[bool], i: int) -> bool:
    if i + 1 >= len(units) or not plain[i + 1]:
        return False
    if _BULLET.match(units[i].text):
        return False
    if _LETTER.match(units[i + 1].text) and not (looks[i].numbered or looks[i].box):
        return True
    return _names_kind(looks[i], units[i].text) or _bulleted(units, i + 1)


def _over_questions(units: Sequence[Unit], looks: Sequence[Traits], i: int) -> bool:
    """The label of a box (你问我答): below it question, answer without full stop, question."""
    if i + 3 >= len(units) or looks[i].length > _LABEL or units[i].text.endswith("?"):
        return False
    asks = [looks[j].titled and units[j].text.endswith("?") for j in (i + 1, i + 3)]
    return all(asks) and not looks[i + 2].titled and not looks[i + 2].closed


def _names_kind(look: Traits, text: str) -> bool:
    if _CALL.match(text):
        return True
    return look.length <= _LONGEST and len(look.pieces) == 1 and not look.box and _KIND.search(text) is not None


def _bulleted(units: Sequence[Unit], first: int) -> bool:
    """At least two items behind bullets."""
    return first + 1 < len(units) and all(_BULLET.match(units[i].text) for i in (first, first + 1))
