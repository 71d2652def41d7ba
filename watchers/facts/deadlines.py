"""Days until which something can be done: comments sent, applications made, a list inspected.

A date is a deadline by the words around it, never by itself: “可在6月9日前反馈”, “报名截止时间为…”, “公示期为…至…”.
“截至3月底” is how statistics begin; it counts only after something that can be done (报名截至…), or when the day is
still to come, which no statistic can be. Plans (“确保9月底前完成”) ask nothing of the reader and do not count. The day
itself still counts as in time; what the paper prints is kept beside the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from watchers.facts.dates import Printed, later, nearest, printed_dates, to_come
from watchers.facts.sentences import Sentence, clause_end, clause_start, sentences
from watchers.model import Deadline

# What a reader can do, or what is open to the reader, until a day.
_ACTION = re.compile(
    r"反馈|提出[^,。;]{0,10}(?:意见|建议|异议|申请)|征求意见|报名|申报|申请|申领|投稿|提交|报送|递交|登记|预约|领取|认领|缴费|缴纳|认购|兑换|受理"
    r"|征集|公示|参评|推荐|应聘|投票|办理|报到|填报|寄送|寄至|邮寄|发送至|发至|竞买|投标|响应|参与|免费|优惠|举报|索取|购票|核销|使用"
)
_ACTION_AT_END = re.compile(rf"(?:{_ACTION.pattern})[^,。;0-9]{{0,8}}$")
_CLOSES = re.compile(r"(?:截止|截至)(?P<label>时间|日期|期限|日)?(?:[定均]?[为是:到至于在])*\s*$")
_EXTENDED = re.compile(r"(?:延长|延期|顺延|推迟)[到至]\s*$")
_CLOCK = r"\s?(?:\([^)]{1,8}\))?\s?(?:[上下]午|晚)?\s?(?:[0-9]{1,2}(?::[0-9]{2}|[时点](?:整|[0-9]{1,2}分)?))?\s?"
_BEFORE = re.compile(rf"{_CLOCK}(?:之前|以前|前|下班前)(?!后)")
_ENDS = re.compile(rf"{_CLOCK}(?:[^,。;]{{0,4}}(?:截止|结束)|止)")
_UNTIL = re.compile(r"(?:至|到|~|—|–|-)\s*$")
_OPENS = re.compile(rf"^{_CLOCK}起?\s?(?:至|到|~|—|–|-)")
_FROM_NOW = re.compile(r"(?:即日|现在|今日|今天|(?:公告|通告|公示|见报|刊登|发布)[^,。;]{0,6}之日)起?\s?(?:至|到)\s*$")
_LASTS = re.compile(
    r"^起?,?[^,。;0-9]{0,10}?(?P<kind>为期|共|期为|时间为|期限为)(?P<days>[0-9]{1,3})个?(?:自然)?[日天]"
)
_WITHIN = re.compile(r"^起,?(?P<days>[0-9]{1,3})个?(?:自然)?[日天](?:之?内)")
# The one start that is named without a date: the day on which the paper prints the notice.
_DAYS_FROM_NOW = re.compile(r"(?:即日|(?:见报|刊登|登报)之日)起,?(?P<days>[0-9]{1,3})个?(?:自然)?[日天]之?内")
# A notice prints the label as a heading and the dates on the next line: 征求意见时间 ↵ 3月6日至4月5日.
_LABEL_LINE = re.compile(r"(?<=时间|期限|日期)\n{1,3}(?=[0-9０-９自从即])")
_DONE = re.compile(r"已(?:经)?(?:于|在)?[^,。;]{0,4}$")
_PLAN = re.compile(r"确保|力争|计划|预计|有望|将于|将在|目标")
_PLANNED = re.compile(r"^,?[^,。;]{0,8}(?:完成|实现|建成|达到|开工|投用|通车|出台|竣工|交付)")
_CONDITION = re.compile(
    r"(?![将把向])[^,。;]{1,24}的(?:[,。;]|企业|个人|单位|家庭|市民|居民|职工|人员|用户|车主|车辆|商户|项目)"
)
_ANOTHER_DATE = re.compile(r"[0-9]\s?[月日]")
_ASKS = re.compile(r"请|须|应|需|务必|欢迎|可[^能]|凡|有意")
_CONTACT = 60


def deadlines(headings: str, body: str, issued: date) -> tuple[Deadline, ...]:
    """The deadlines from the issue's day on, in the order of the text, each day once for each thing to do."""
    found: dict[tuple[date, str], Deadline] = {}
    for sentence in sentences(_LABEL_LINE.sub(" ", body)):
        for action, deadline in _in(sentence, issued):
            found.setdefault((deadline.date, action), deadline)
    days = {day for day, _ in found}
    for sentence in sentences(headings):
        for action, deadline in _in(sentence, issued):
            if deadline.date not in days:
                found.setdefault((deadline.date, action), deadline)
    return tuple(found.values())


def _in(sentence: Sentence, issued: date) -> Iterator[tuple[str, Deadline]]:
    text = sentence.text
    if not _ACTION.search(text) and "截" not in text:
        return
    for printed in printed_dates(text, issued):
        day = _ends(text, printed, issued)
        if day and day >= issued:
            action = _nearest_action(text, printed)
            yield action, Deadline(date=day, what=_what(sentence, printed, action), words=_words(sentence, printed))
    if (from_now := _DAYS_FROM_NOW.search(text)) and (day := later(issued, int(from_now["days"]))):
        spot = Printed(start=from_now.start(), end=from_now.end(), year=None, month=None, day=0)
        action = _nearest_action(text, spot)
        yield action, Deadline(date=day, what=action or "截止", words=_words(sentence, spot))


def _ends(text: str, printed: Printed, issued: date) -> date | None:
    """The day on which what the words around a date describe is over, or None if they describe no deadline."""
    before, after = text[clause_start(text, printed.start) : printed.start], text[printed.end :]
    day = to_come(printed, issued)
    if not day or _DONE.search(before):
        return None
    if _OPENS.match(after):
        return None
    if lasting := _LASTS.match(after) or _WITHIN.match(after):
        return _after(day, lasting) if _ACTION.search(text) else None
    closes = _closes(text, printed, issued) or _asks_before(text, printed)
    return day if closes or _range_ends(text, printed) else None


def _after(start: date, lasting: re.Match[str]) -> date | None:
    """公示 “为期7天” counts its first day (5月6日—12日); “自…起30日内” does not, by 民法典第二百零一条."""
    days = int(lasting["days"])
    return later(start, days - 1 if "kind" in lasting.groupdict() else days)


def _closes(text: str, printed: Printed, issued: date) -> bool:
    before = text[: printed.start]
    if _EXTENDED.search(before):
        return bool(_ACTION.search(text) or "截止" in text)
    if closing := _CLOSES.search(before[-24:]):
        lead = before[-24:][: closing.start()]
        return bool(closing["label"] or _ACTION_AT_END.search(lead) or _is_to_come(printed, issued))
    if _UNTIL.search(before) and _ACTION_AT_END.search(_UNTIL.sub("", before[-24:])):
        return True
    return bool(_ENDS.match(text, printed.end) and _ACTION.search(text))


def _is_to_come(printed: Printed, issued: date) -> bool:
    """Whether a date without a year lies ahead; a month's end (截至3月底) is how statistics count."""
    day = nearest(printed, issued) if printed.day else None
    return bool(day and day > issued)


def _asks_before(text: str, printed: Printed) -> bool:
    """“…前” with something to do; no plan or report of what others shall finish, no condition (…前购房的家庭可…)."""
    mark = _BEFORE.match(text, printed.end)
    if not mark or _PLAN.search(text):
        return False
    after = text[mark.end() :]
    if _CONDITION.match(after) or (_PLANNED.match(after) and not _ASKS.search(text)):
        return False
    another = _ANOTHER_DATE.search(after)
    return bool(_ACTION.search(text, 0, mark.end() + another.start() if another else len(text)))


def _range_ends(text: str, printed: Printed) -> bool:
    """The end of “报名时间4月1日至12日” or “即日起至5月31日”, if it is a time for doing something."""
    before = text[: printed.start]
    until = _UNTIL.search(before[-4:])
    if not until:
        return False
    if _FROM_NOW.search(before[-24:]):
        return bool(_ACTION.search(text) or _ASKS.search(text))
    opened = re.search(r"[日号起时点分)0-9]\s*$", before[: len(before) - len(until[0])][-4:])
    lead, rest = re.split(r"[,。;!?]", before)[-1], text[printed.end :]
    return bool(opened and (_ACTION.search(lead) or (_ACTION.search(rest) and _ASKS.search(rest))))


def _nearest_action(text: str, printed: Printed) -> str:
    """What the date is for: named in its own clause before it (领取时间为…), else right behind it, else earlier."""
    start = clause_start(text, printed.start)
    own = [found[0] for found in _ACTION.finditer(text, start, printed.start)]
    behind = _ACTION.search(text, printed.end)
    earlier = [found[0] for found in _ACTION.finditer(text, 0, start)]
    return own[-1] if own else behind[0] if behind else earlier[-1] if earlier else ""


def _what(sentence: Sentence, printed: Printed, action: str) -> str:
    """What can be done: the words behind “…前”, if they say it, else the thing itself (报名, 公示)."""
    text = sentence.text
    mark = _BEFORE.match(text, printed.end)
    if mark:
        start = mark.end() + (text[mark.end() : mark.end() + 1] == ",")
        end = clause_end(text, start)
        if _ACTION.search(text, start, end):
            return sentence.printed[start:end].strip()[:40]
    return action or "截止"


def _words(sentence: Sentence, printed: Printed) -> str:
    """The printed sentence, or of a long one the clauses around the date."""
    text = sentence.printed.strip()
    if len(text) <= _CONTACT:
        return text
    start = clause_start(sentence.text, printed.start)
    end = clause_end(sentence.text, min(clause_end(sentence.text, printed.end) + 1, len(sentence.text)))
    return sentence.printed[start:end].strip()[: 2 * _CONTACT]
