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
from watchers.facts.purpose import ACTION, purpose
from watchers.facts.sentences import Sentence, clause_end, clause_start, sentences
from watchers.model import Deadline

_ACTION_AT_END = re.compile(rf"(?:{ACTION.pattern})[^,。;0-9]{{0,8}}$")
_CLOSES = re.compile(r"(?:截止|截至)(?P<label>时间|日期|期限|日)?(?:[定均仍都统一暂将拟]{0,3}[为是:到至于在])*\s*$")
_EXTENDED = re.compile(r"(?:延长|延期|顺延|推迟|延迟|放宽)[到至]\s*$")
_CLOCK = r"\s?(?:\([^)]{1,8}\))?\s?(?:[上下]午|晚)?\s?(?:[0-9]{1,2}(?::[0-9]{2}|[时点](?:整|[0-9]{1,2}分)?))?\s?"
_BEFORE = re.compile(rf"{_CLOCK}(?:之前|以前|前|下班前)(?!后)")
_STOPS = re.compile(rf"{_CLOCK}(?:[^,。;]{{0,4}}截止|止|停止(?:网上|现场|接受)?(?:{ACTION.pattern}))")
_ENDS = re.compile(rf"{_CLOCK}[^,。;]{{0,4}}(?:结束|关闭|到期)")
_UNTIL = re.compile(r"(?:至|到|~|—|–|-)\s*$")
_OPENS = re.compile(rf"^{_CLOCK}起?\s?(?:至|到|~|—|–|-)\s?(?=[0-9今本明次月年])")
_FROM_NOW = re.compile(r"(?:即日|现在|今日|今天|(?:公告|通告|公示|见报|刊登|发布)[^,。;]{0,6}之日)起?\s?(?:至|到)\s*$")
_LASTS = re.compile(
    r"^起?,?[^,。;0-9]{0,10}?,?(?P<kind>为期|共|期为|时间为|期限为)(?P<days>[0-9]{1,3})个?(?:自然)?[日天]"
)
_WITHIN = re.compile(r"^起,?(?P<days>[0-9]{1,3})个?(?:自然)?[日天](?:之?内)")
# The one start that is named without a date: the day on which the paper prints the notice.
_DAYS_FROM_NOW = re.compile(r"(?:即日|(?:见报|刊登|登报)之日)起,?(?P<days>[0-9]{1,3})个?(?:自然)?[日天]之?内")
# A notice prints the label as a heading and the dates on the next line: 征求意见时间 ↵ 3月6日至4月5日.
_LABEL_LINE = re.compile(r"(?<=时间|期限|日期)\n{1,3}(?=[0-9０-９自从即])")
_DONE = re.compile(r"已(?:经)?(?:于|在)?[^,。;]{0,4}$")
_PLAN = re.compile(
    r"确保|力争|计划|预计|有望|将于|将在|目标|会议(?:要求|强调|指出)|责令|督促|各(?:[县区地级校院乡镇街]|部门|单位)|每[年月季周日]"
)
# An event has a span too: “6月13日至19日举办咨询周,市民可报名” is when it takes place.
_TAKES_PLACE = re.compile(
    r"举[办行]|开展|启动|上演|展出|演出|开放|开幕|施工|绕行|运行|停[电气水]|进行|是|为期|召开|迎来|在[^,。;]{2,20}(?:举|开)"
)
_PLANNED = re.compile(r"^,?[^,。;]{0,8}(?:完成|实现|建成|达到|开工|投用|通车|出台|竣工|交付)")
_CONDITION = re.compile(
    r"(?![将把向])[^,。;]{1,24}的(?:[,。;]|企业|个人|单位|家庭|市民|居民|职工|人员|用户|车主|车辆|商户|项目)"
)
_ANOTHER_DATE = re.compile(r"[0-9]\s?月\s?[0-9底末]|[0-9]日")
_OPENED_BEFORE = re.compile(rf"(?:{ACTION.pattern})[^,。;]{{0,24}}(?:开始|启动|开启|开放|起),$")
# Who is asked by 请 or 务必 is a reader; 须 and 要 are also said to those who build or govern.
_ADDRESSED = re.compile(r"(?:(?<!申)请|务必|敬请)[^,。;]{0,12}$")
_STRAIGHT = re.compile(rf"(?:期间)?(?:集中|网上|统一|进行)?(?:{ACTION.pattern})")
_ASKS = re.compile(r"请|须|应|需|务必|欢迎|可[^能]|凡|有意")
_CONTACT = 60


def deadlines(headings: str, body: str, issued: date) -> tuple[Deadline, ...]:
    """The deadlines from the issue's day on, in the order of the text, each day once for each thing to do."""
    found: list[Deadline] = []
    for sentence in sentences(_LABEL_LINE.sub(" ", body)):
        for deadline in _in(sentence, issued, headings):
            if not any(_same(deadline, other) for other in found):
                found.append(deadline)
    days = {deadline.date for deadline in found}
    for sentence in sentences(headings):
        found += (deadline for deadline in _in(sentence, issued, headings) if deadline.date not in days)
    return tuple(dict.fromkeys(found))


def _same(one: Deadline, other: Deadline) -> bool:
    """One day, and one verb in what is to be done: 报名 and 企业参展报名."""
    if one.date != other.date:
        return False
    actions = [{verb[0] for verb in ACTION.finditer(deadline.what)} for deadline in (one, other)]
    return not all(actions) or bool(actions[0] & actions[1])


def _in(sentence: Sentence, issued: date, headings: str) -> Iterator[Deadline]:
    text = sentence.text
    if not ACTION.search(text) and "截" not in text and "前" not in text:
        return
    for printed in printed_dates(text, issued):
        day = _ends(text, printed, issued)
        if day and day >= issued:
            before = _BEFORE.match(text, printed.end)
            what = purpose(text, printed, before.end() if before else -1, headings)
            yield Deadline(date=day, what=what, words=_words(sentence, printed))
    if (from_now := _DAYS_FROM_NOW.search(text)) and (day := later(issued, int(from_now["days"]))):
        spot = Printed(start=from_now.start(), end=from_now.end(), year=None, month=None, day=0)
        yield Deadline(date=day, what=purpose(text, spot, spot.end, headings), words=_words(sentence, spot))


def _ends(text: str, printed: Printed, issued: date) -> date | None:
    """The day on which what the words around a date describe is over, or None if they describe no deadline."""
    before, after = text[clause_start(text, printed.start) : printed.start], text[printed.end :]
    day = to_come(printed, issued)
    if not day or _DONE.search(before):
        return None
    if _OPENS.match(after):
        return None
    if lasting := _LASTS.match(after) or _WITHIN.match(after):
        return _after(day, lasting) if ACTION.search(text) else None
    closes = _closes(text, printed, issued) or _asks_before(text, printed)
    return day if closes or _range_ends(text, printed) else None


def _after(start: date, lasting: re.Match[str]) -> date | None:
    """公示 “为期7天” counts its first day (5月6日—12日); “自…起30日内” does not, by 民法典第二百零一条."""
    days = int(lasting["days"])
    return later(start, days - 1 if "kind" in lasting.groupdict() else days)


def _closes(text: str, printed: Printed, issued: date) -> bool:
    before = text[: printed.start]
    own = before[clause_start(text, printed.start) :]
    if _EXTENDED.search(before):
        return bool(ACTION.search(own) or "截止" in own)
    if closing := _CLOSES.search(before[-24:]):
        lead = before[-24:][: closing.start()]
        return bool(closing["label"] or _ACTION_AT_END.search(lead) or _is_to_come(printed, issued))
    if _UNTIL.search(before) and _ACTION_AT_END.search(_UNTIL.sub("", before[-24:])):
        return True
    if _STOPS.match(text, printed.end):
        return True
    if not _ENDS.match(text, printed.end):
        return False
    return bool(ACTION.search(own) or (not own.strip() and _OPENED_BEFORE.search(before)))


def _is_to_come(printed: Printed, issued: date) -> bool:
    """Whether a date without a year lies ahead; a month's end (截至3月底) is how statistics count."""
    day = nearest(printed, issued) if printed.day else None
    return bool(day and day > issued)


def _asks_before(text: str, printed: Printed) -> bool:
    """“…前” with something to do; no plan or report of what others shall finish, no condition (…前购房的家庭可…)."""
    mark = _BEFORE.match(text, printed.end)
    if not mark:
        return False
    after = text[mark.end() :]
    if _CONDITION.match(after) or (_PLANNED.match(after) and not _ASKS.search(text)):
        return False
    begin = clause_start(text, printed.start)
    own = text[begin : printed.start]
    if _ADDRESSED.search(own) and not _PLAN.search(text, 0, mark.end()):
        return True
    another = _ANOTHER_DATE.search(after)
    end = mark.end() + another.start() if another else len(text)
    if not _ASKS.search(own):  # what comes in a later clause is another matter: …前停运,旅客可退票
        end = min(end, clause_end(text, mark.end() + after.startswith(",")))
    found = ACTION.search(text, begin, end)
    return bool(found and not _PLAN.search(text, 0, max(found.end(), mark.end())))


def _range_ends(text: str, printed: Printed) -> bool:
    """The end of “报名时间4月1日至12日” or “即日起至5月31日”, if it is a time for doing something."""
    before = text[: printed.start]
    until = _UNTIL.search(before[-4:])
    if not until:
        return False
    rest = text[printed.end :]
    asked = ACTION.search(rest)
    lead = re.split(r"[,。;!?]", before)[-1]
    asks = bool(asked and _ASKS.search(f"{lead} {rest}") and not _TAKES_PLACE.search(rest, 0, asked.start()))
    if _FROM_NOW.search(before[-24:]):
        return bool(ACTION.search(lead)) or asks
    opened = re.search(r"[日号起时点分)0-9]\s*$", before[: len(before) - len(until[0])][-4:])
    return bool(opened and (ACTION.search(lead) or asks or _STRAIGHT.match(rest)))


def _words(sentence: Sentence, printed: Printed) -> str:
    """The printed sentence, or of a long one the clauses around the date."""
    text = sentence.printed.strip()
    if len(text) <= _CONTACT:
        return text
    start = clause_start(sentence.text, printed.start)
    end = clause_end(sentence.text, min(clause_end(sentence.text, printed.end) + 1, len(sentence.text)))
    return sentence.printed[start:end].strip()[: 2 * _CONTACT]
