"""Everyday orders, and the line of ours that does the same: 取消所有订阅, 日报改到8点, 我住二七区, pause for a week.

What cannot be had back is asked about by the command itself; settings are done, and can be set again. An order is taken
only where the whole sentence has its form and what it names can be read (a time, hours, a length), so that a word to
follow is not mistaken for one. Written for simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot import hours

_PLEASE = r"(?:请|麻烦你?|帮我|给我|替我|能不能|可以)*(?:我(?:想要?|要))?"
_ALL_OF = r"(?:所有|全部|一切)的?"
_SUBSCRIBED = r"(?:订阅|关注|主题|提醒|推送)"
_ENDED = r"(?:取消|退订?|删除?|清空|停)(?:掉|光|干净)?"
_MINE = r"(?:个人)?(?:数据|资料|信息|账号|账户|帐号|隐私)"
_SET = r"(?:改|调|设置?|定|换|挪|提前|推迟)(?:成|为|到|在|至)*"
_SILENT = (
    r"(?:请|就|都|再|先)*(?:别|不要|不用|勿|不许)(?:再|来|总|老)*(?:给我)?"
    r"(?:打扰|打搅|吵|烦|响|提醒|通知|推送|发)(?:到?我)?"
)
_NIGHT = r"(?:晚上|夜里|半夜|深夜|夜间|睡觉(?:时|的时候)?)"
_PLACE = r"(?:[一-鿿]{1,10}[省市区县旗镇乡]|[一-鿿]{2,4})"
_NAME = r"[a-z][a-z' ,]{1,40}"


def _timed(said: str) -> bool:
    return hours.timetable(said) is not None


def _spanned(said: str) -> bool:
    try:
        return hours.quiet_hours(said) is not None
    except ValueError:  # begin and end are one, which is told
        return True


def _lasts(said: str) -> bool:
    return hours.lasting(said) is not None


def _named(said: str) -> bool:
    """Whether it is a place is known to who knows the places."""
    return bool(said)


Read = Callable[[str], bool]
_ORDERS: tuple[tuple[str, Read, tuple[str, ...]], ...] = (
    (
        "全部退订",
        _named,
        (
            rf"{_PLEASE}{_ENDED}(?:我的?)?{_ALL_OF}(?:的?{_SUBSCRIBED})?了?",
            rf"{_PLEASE}(?:把|将)?(?:我的?)?(?:{_ALL_OF})?{_SUBSCRIBED}(?:都|全部?|统统)(?:给我)?{_ENDED}了?",
            r"(?:please )?(?:cancel|end|remove|delete|drop|unfollow|unsubscribe(?: me)?(?: from)?) (?:everything|all)"
            r"(?: (?:of )?(?:my |the )?(?:subscriptions?|topics|alerts))?",
        ),
    ),
    (
        "删除我",
        _named,
        (
            rf"{_PLEASE}(?:删除?|清除|清空|抹|注销)(?:掉|去)?(?:我的?)(?:{_ALL_OF})?{_MINE}了?",
            rf"{_PLEASE}(?:把|将)?我的?(?:{_ALL_OF})?{_MINE}(?:都|全部?|统统)?(?:给我)?(?:删除?|清除|清空|抹|注销)(?:掉|去|光|干净)?了?",
            r"(?:please )?(?:delete|erase|remove) (?:all (?:of )?)?my (?:data|account|information|info)|forget me",
        ),
    ),
    (
        "日报",
        _timed,
        (
            rf"{_PLEASE}(?:把|将)?(?:我的|每天的?)?日报的?(?:时间)?{_SET}(?P<x>.+?)(?:再?发送?|推送?)?(?:给我)?了?",
            r"(?:请|麻烦你?)?(?P<x>.+?)(?:再?给我)?(?:发送?|推送?|送|收|看)(?:我|给我)?(?:一份)?日报",
            r"日报(?P<x>.+?)(?:再?发送?|推送?|送)(?:给我)?",
            r"(?:please )?(?:(?:send|give|set|move|change|put)(?: me)? )?(?:(?:the|my|a) )?(?:daily )?digest"
            r"(?: (?:at|to|for))? (?P<x>.+)",
        ),
    ),
    (
        "地区",
        _named,
        (
            rf"(?:我们?|我家)?(?:已经|刚刚?|要)?(?:搬家?|迁)(?:到|去|至)了?(?P<x>{_PLACE})(?:来|去|住)?了?",
            rf"(?:我们?|我家)(?:现在|目前|就|已经)?住(?:在|到)?(?P<x>{_PLACE})了?",
            r"(?:我们?|我家)(?:现在|目前|就)?在(?P<x>[一-鿿]{1,10}[省市区县旗镇乡])",
            rf"i(?:'m| am)? (?:now )?(?:live|living|based) in (?P<x>{_NAME})",
            rf"(?:i(?:'ve| have)? )?(?:just )?moved to (?P<x>{_NAME})",
        ),
    ),
    (
        "免打扰",
        _spanned,
        (
            rf"(?:请|每天|从)*(?P<x>.+?)(?:之间|期间|的时候|这段时间)?[,，]?{_SILENT}了?",
            rf"(?:免打扰|勿扰)(?:时间|时段)?(?:{_SET})?(?P<x>.+)",
            r"(?:please )?(?:no (?:alerts|messages|notifications)|do(?:n't| not) (?:disturb|bother|wake)(?: me)?|quiet)"
            r"(?: from| between)? (?P<x>.+)",
        ),
    ),
    (
        "免打扰",
        _named,
        (rf"{_NIGHT}{_SILENT}了?", r"(?:please )?do(?:n't| not) (?:disturb|bother|wake)(?: me)? at night"),
    ),
    ("暂停", _lasts, (r"(?:please )?(?:pause|stop)(?: (?:it|everything|all|alerts))? for (?P<x>.+)",)),
    (
        "今天",
        _named,
        (
            r"(?:今天|今日|最近)?(?:有没有|有)(?:什么|啥|哪些)?(?:和|跟|与|同)我们?(?:有关|相关)的?(?:新闻|消息|事情?)?(?:没有)?",
            r"(?:is there )?anything for me(?: today)?",
        ),
    ),
)
ORDERS = tuple(
    (command, read, re.compile(pattern, re.IGNORECASE)) for command, read, all_ in _ORDERS for pattern in all_
)
_COUNTS = {"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4"}
_COUNT = re.compile(rf"^(?:{'|'.join(sorted(_COUNTS, key=len, reverse=True))})\b", re.IGNORECASE)


def ordered(plain: str) -> str:
    """The line that a sentence orders; "" where it is no order."""
    said = plain.replace("’", "'")
    for command, read, pattern in ORDERS:
        if found := pattern.fullmatch(said):
            about = figured(found["x"].strip()) if "x" in pattern.groupindex else ""
            if "x" not in pattern.groupindex or read(about):
                return f"{command} {about}".strip()
    return ""


def figured(about: str) -> str:
    """a week → 1 week."""
    return _COUNT.sub(lambda found: _COUNTS[found[0].lower()], about)
