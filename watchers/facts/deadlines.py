"""Days until which something can be done: comments sent, applications made, a list inspected.

A date is a deadline by the words around it, never by itself: “可在6月9日前反馈”, “报名截止时间为…”, “公示期为…至…”.
“截至3月底” is how statistics begin; it counts only after something that can be done (报名截至…), or when the day is
still to come, which no statistic can be. Plans (“确保9月底前完成”) ask nothing of the reader and do not count. The day
itself still counts as in time; what the paper prints is kept beside the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from watchers.facts.asking import ASKS, BEFORE, CONDITION, MISSED, PLAN, THREAT, asks_before
from watchers.facts.dates import CLOCK, DAYPART, HOUR, Printed, nearest, printed_dates, to_come
from watchers.facts.periods import Period, period_from, period_from_publication
from watchers.facts.purpose import ACTION, purpose
from watchers.facts.sentences import Sentence, clause_end, clause_start, sentences
from watchers.model import Deadline

_ACTION_AT_END = re.compile(rf"(?:{ACTION.pattern})[^,。;0-9]{{0,8}}$")
_CLOSES = re.compile(
    r"(?:截止|截至)(?P<label>时间|日期|期限|日)?(?:[定均仍都统一暂将拟]{0,3}[为是:到至于在])*\s*$"
    # The last day that is named before its date says the same: 最后期限定在5月31日, 办理的最后一天是11月8日.
    r"|最[迟晚][^,。;0-9]{0,8}(?P<latest>时间|日期|期限)[为是在:]*$"
    r"|(?P<last>最后(?:期限|时[间限]|日期|一[天日])|大限)[^,。;0-9]{0,14}?[定均仍都统一暂将拟]{0,3}[为是:到至于在]+\s*$"
)
# 最迟, 至迟 and 限 stand before nothing but the day until which somebody must have done something.
_LATEST = re.compile(
    r"(?:(?:最[迟晚]|至[迟晚])(?:不(?:能|得|要|可)?(?:超过|[晚迟]于)|[在于])?|不(?:能|得|要|可)?[晚迟]于|(?<=时间|日期)不(?:得|能)?超过|(?<![期有权极上下无不年时局仅受])限)(?:应|须|要|可)?[在于]?\s*$"
)
_LAST_DAY = re.compile(
    r"[^,。;0-9]{0,2}(?:是|为|系)(?:[^,。;0-9]{0,24}的)?[^,。;0-9]{0,8}(?:最后一[天日]|最后期限|最后时[间限]|截止[日时]|最后截止|截[稿标单]日|最后(?:受理|办理)日)"
)
_END_LABEL = re.compile(r"结束(?:时间|日期)[为是在:]*$")
_EXTENDED = re.compile(r"(?:延长|延期|延续|顺延|推迟|延迟|推后|后延|延后|放宽|宽限|改)[到至]了?\s*$")
_TIME = re.compile(rf"\s?(?:\([^)]{{1,8}}\))?\s?(?P<time>{DAYPART}\s?(?:{HOUR}))")
_STOPS = re.compile(
    rf"{CLOCK}(?:截[稿标单]|封箱|停售|停[办收]|[^,。;0-9]{{0,14}}?截止|(?:下班)?为?止|停止(?:网上|现场|接受)?(?:{ACTION.pattern}|发放|[收接]件)"
    # 5月22日17:30后系统不再接收: what is refused afterwards is possible until then
    rf"|[以之]?后,?[^,。;0-9]{{0,6}}(?:不再|停止|不予)(?:接[收受]|受理|办理|{ACTION.pattern}))"
)
_ENDS = re.compile(rf"{CLOCK}[^,。;0-9]{{0,6}}(?:结束|关闭|到期|过期|期满|收官|收尾|关[门上停]|停售|封箱)(?!后)")
_LAPSES = re.compile(rf"{CLOCK}[^,。;0-9]{{0,8}}(?:清零|作废|失效|停用|停止使用|停止流通)")
_IN_TIME = re.compile(rf"(?:提前|及时|尽[快早]|抓紧|务必)[^,。;]{{0,10}}(?:{ACTION.pattern})")
# Who goes on with it until then says so by his verb: 助学贷款一直办到9月底.
_KEPT_OPEN = re.compile(r"(?:一直|都|可|能|持续)(?:能|可)?(?:办理?|收|报|领取?|受理|接收)[到至]\s*$")
_UNTIL = re.compile(r"(?:持续|延续|一直)?(?:至|到|~|—|–|-)\s*$")
_SPAN_ENDS = re.compile(r"[日号时点分)0-9]\s?(?:至|到|~|—{1,2}|–|-)\s?$")
_OPENS = re.compile(
    rf"^{CLOCK}起?\s?(?:至|到|~|—{{1,2}}|–|-)\s?(?=20[0-9]{{2}}\s?[年./-]|[0-9]{{1,2}}\s?[月日号]|[今本明次月年])"
)
_FROM_NOW = re.compile(r"(?:即日|现在|今日|今天|(?:公告|通告|公示|见报|刊登|发布)[^,。;]{0,6}之日)起?\s?(?:至|到)\s*$")
# A notice prints the label as a heading and the dates on the next line: 征求意见时间 ↵ 3月6日至4月5日.
_LABEL_LINE = re.compile(r"(?<=时间|期限|日期|时限)[:：]?[ \u3000]*\n[\s\u3000]{0,6}(?=[0-9０-９自从即])")
# What an office says that it will do itself: 我局将自公告发布之日起15日内审核.
_PROMISED = re.compile(r"将[自从在于]?[^,。;]{0,6}$")
_DONE = re.compile(r"已(?:经)?(?:于|在)?[^,。;]{0,4}$")
# Who books for a later span, until which nothing is asked: 可预约19日至21日门票.
_BOOKED = re.compile(r"(?:可|开放|提前)[^,。;]{0,4}(?:预约|预订|预定|购买|选购)(?:[0-9]{1,2}月)?[0-9]{1,2}[日号]\s?$")
_MAY_CLOSE = re.compile("[截前止限]|停[办收售]|关门|逾期|最[后迟晚]|至[迟晚]")
_INSTEAD = re.compile(r"原(?:定|计划|本|先|来)|此前")
# A correction prints the wrong day first.
_MISPRINTED = re.compile(r"[”\"]?,?(?:应为|应是|现?更正为|现?改为)")
_CORRECTED = re.compile(r"(?:应为|应是|更正为|改为)[“\"]?(?:[^“”,。;]{2,20}(?:至|到|~|—{1,2}|–|-)\s?)?$")
# An event has a span too: “6月13日至19日举办咨询周,市民可报名” is when it takes place.
_TAKES_PLACE = re.compile(
    r"举[办行]|开展|启动|上演|展出|演出|开放|开幕|施工|绕行|运行|停[电气水]|进行|是|为期|召开|迎来"
    r"|在[^,。;]{2,20}(?:举|开)"
)
_OPENED_BEFORE = re.compile(
    rf"(?:{ACTION.pattern})[^,。;]{{0,24}}(?:开始|启动|开启|开放|起),$"
    rf"|(?:起|开始|启动)[^,。;]{{0,4}}(?:{ACTION.pattern}|承保|签约|接[收受])[^,。;]{{0,6}},$"
)
_GOES_ON = re.compile(r"(?:将|预计将?|一直|可)*(?:持续|延续)[到至]\s*")
_LEADS_ON = re.compile(r"\s*(?:至|到|将?于|在)?\s*")
_STRAIGHT = re.compile(rf"(?:期间)?(?:集中|网上|统一|进行)?(?:{ACTION.pattern})")
_CONTACT = 60
# The label alone, after the clause that says what is done in that time: …提交申请,时间从7月20日到8月20日.
_TIME_LABEL = re.compile(
    r"(?:具体|办理|(?:系统|平台|通道)?开放)?(?:时间|期限|时限|日期)(?:定?[为是从自由在:]|(?=[0-9]))|(?:线[上下]|现场|网上)[0-9]"
)
# The span behind the length that the label gives: 征求意见期限:30日,自10月9日至11月7日.
_TIMED = re.compile(rf"(?:{ACTION.pattern})[^,。;]{{0,4}}(?:时间|期限?|日期|时限)[为是:]?[^,。;]{{0,10}},$")
_ON_THE_DAY = re.compile(rf"(?:{ACTION.pattern})(?:时间(?:节点)?|日期|(?P<term>[时期]限))(?:定?[为是在于:])+\s*$")
_HOURS = re.compile(rf"{CLOCK}(?:~|—{{1,2}}|–|-|至|到)\s?{DAYPART}\s?(?:{HOUR})")
_MAY_COME = re.compile(r"(?:可|请|须|应|需|持|凭|携带?)[^,。;0-9]{0,10}[于在]$")
_BEGINS = re.compile(rf"{CLOCK}(?:起|开|启|以后|之?后|左右|前后|[、和及])")
_SHORT = 40  # characters behind a date that say how long something lasts


def deadlines(headings: str, body: str, issued: date) -> tuple[Deadline, ...]:
    """The deadlines from the issue's day on, in the order of the text, each day once for each thing to do."""
    found: list[Deadline] = []
    read = [*sentences(_LABEL_LINE.sub(" ", body))]
    for sentence, following in zip_longest(read, read[1:]):
        warned = bool(following and not sentence.ends_paragraph and THREAT.match(following.text))
        for deadline in _in(sentence, issued, headings, warned):
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


def _in(sentence: Sentence, issued: date, headings: str, warned: bool = False) -> Iterator[Deadline]:
    """Those of one sentence; `warned` if the next one begins with what becomes of those who are late."""
    text = sentence.text
    if not ACTION.search(text) and not _MAY_CLOSE.search(text):
        return
    before: Printed | None = None
    for printed in printed_dates(text, issued):
        day = _ends(text, printed, issued, warned)
        if day and day >= issued:
            mark = BEFORE.match(text, printed.end)
            lasting = _lasting(text, printed)
            spot = replace(printed, start=min(printed.start, lasting.start)) if lasting else printed
            what = purpose(text, spot, mark.end() if mark else -1, headings)
            clock = _TIME.match(text, printed.end)
            yield Deadline(
                date=day,
                what=what,
                words=_words(sentence, printed),
                time=clock["time"] if clock else "",
                first=_first(text, before, printed, issued),
                counted=bool(lasting),
            )
        before = printed
    if found := _from_publication(sentence, issued, headings):
        yield found


def _from_publication(sentence: Sentence, issued: date, headings: str) -> Deadline | None:
    """The day that is counted from the publication of the notice, which is taken to be that of the article."""
    text = sentence.text
    period = period_from_publication(text)
    if not period or not (day := period.over(issued)):
        return None
    asked = ACTION.search(text) or ASKS.search(text, clause_start(text, period.start), period.start)
    if not asked or _PROMISED.search(text[: period.start]):
        return None
    spot = Printed(start=period.start, end=period.end, year=None, month=None, day=0)
    what = purpose(text, spot, spot.end, headings)
    return Deadline(date=day, what=what, words=_words(sentence, spot), first=issued, counted=True)


def _first(text: str, before: Printed | None, printed: Printed, issued: date) -> date | None:
    """The day on which the span opens whose end is the deadline; None where none is printed."""
    if _lasting(text, printed):
        return to_come(printed, issued)
    opens = _OPENS.match(text[before.end : printed.end]) if before else None
    if before and opens and before.end + opens.end() == printed.start:
        day = to_come(printed, issued)
        return nearest(_dated(before, printed), day) if day else None
    return issued if _FROM_NOW.search(text[: printed.start][-24:]) else None


def _dated(opening: Printed, closing: Printed) -> Printed:
    """The opening day of a span in the year that is printed with its end, if any."""
    return replace(opening, year=opening.year or closing.year)


def _lasting(text: str, printed: Printed) -> Period | None:
    """“…起,为期30日” or “…起30日内” behind a date, or “公示期7天,从…算起” around it."""
    if _SPAN_ENDS.search(text[: printed.start][-6:]):
        return None  # 9月3日至9月12日,共10天 repeats how long the printed span is
    return period_from(text, printed.start, printed.end)


def _ends(text: str, printed: Printed, issued: date, warned: bool) -> date | None:
    """The day on which what the words around a date describe is over, or None if they describe no deadline."""
    before, after = text[clause_start(text, printed.start) : printed.start], text[printed.end :]
    day = to_come(printed, issued)
    if not day or _DONE.search(before) or _is_replaced(before) or _MISPRINTED.match(after):
        return None
    if _CORRECTED.search(before) and _closes_somewhere(text[: printed.start]):
        return day
    if _OPENS.match(after):
        return None
    if lasting := _lasting(text, printed):
        return lasting.over(day) if ACTION.search(text) else None
    closes = _closes(text, printed, issued) or asks_before(text, printed, warned)
    return day if closes or _range_ends(text, printed) else None


def _is_replaced(before: str) -> bool:
    """原定5月10日…; not the day to which it is moved in the same clause: 由原来的5月10日延长到5月31日."""
    return bool(_INSTEAD.search(before) and not _EXTENDED.search(before))


def _closes_somewhere(before: str) -> bool:
    """Whether what is corrected is a day of closing: “…截止时间为5月29日”应为“6月5日”."""
    return bool(re.search("截止|时间|期限", before) and ACTION.search(before))


def _closes(text: str, printed: Printed, issued: date) -> bool:
    before = text[: printed.start]
    own = before[clause_start(text, printed.start) :]
    if _EXTENDED.search(before):  # 原定…截止的意见征集,延长至…: the clause before says what
        asked = before[clause_start(text, max(0, printed.start - len(own) - 1)) :]
        return bool(ACTION.search(asked) or "截止" in own)
    if closing := _CLOSES.search(before[-_SHORT:]):
        lead = before[-_SHORT:][: closing.start()]
        named = closing["label"] or closing["last"] or closing["latest"] or lead.endswith(("时间", "日期", "期限"))
        return bool(named or _ACTION_AT_END.search(lead) or _is_to_come(printed, issued))
    if _KEPT_OPEN.search(own) or _lapses(text, printed):
        return True
    if _UNTIL.search(before) and _ACTION_AT_END.search(_UNTIL.sub("", before[-24:])):
        return True
    return bool(_STOPS.match(text, printed.end) or _is_the_day(text, printed)) or _is_over(text, printed)


def _lapses(text: str, printed: Printed) -> bool:
    """What is lost on that day must be used before, if the sentence says so: 积分12月31日清零,请提前兑换."""
    lost = _LAPSES.match(text, printed.end)
    return bool(lost and _IN_TIME.search(text, lost.end()))


def _is_the_day(text: str, printed: Printed) -> bool:
    """Whether all is done within that one day: 报到时间为5月14日8时至17时; not where it only begins: …起, …开始."""
    own = text[clause_start(text, printed.start) : printed.start]
    if hours := _HOURS.match(text, printed.end):
        within = text[hours.end() : clause_end(text, hours.end() + 1)]
        if _MAY_COME.search(own) and ACTION.search(within):
            return True
    day = _ON_THE_DAY.search(own)
    length = day and day["term"] and not printed.month  # 征求意见期限:30日
    return bool(day and not length and not _BEGINS.match(text, printed.end))


def _is_over(text: str, printed: Printed) -> bool:
    """What can be done ends then, is done on that day for the last time, or must be done then at the latest."""
    before, behind = text[: printed.start], printed.end
    own = before[clause_start(text, printed.start) :]
    clause = own + text[behind : clause_end(text, behind)]
    if _LATEST.search(own):
        topic = before[clause_start(before, len(before) - len(own) - 1) :] if before.endswith("的," + own) else ""
        return bool(ACTION.search(topic + clause) and not PLAN.search(own))
    if _END_LABEL.search(own):
        return bool(ACTION.search(own))
    if _LAST_DAY.match(text, behind):  # 缴费已经开通,8月25日是最后一天: the clause before may say of what
        return bool(ACTION.search(text))
    if _GOES_ON.fullmatch(own):  # 申报工作已启动,将持续到5月底
        return bool(_OPENED_BEFORE.search(before[: len(before) - len(own)]))
    if not (ends := _ENDS.match(text, behind)):
        return False
    return bool(
        ACTION.search(own + text[behind : min(clause_end(text, behind), ends.end() + 6)])
        or (_LEADS_ON.fullmatch(own) and _opened(before[: len(before) - len(own)]))
    )


def _opened(before: str) -> bool:
    """Whether the clause before says that something can be done from a day on, or names the time for it."""
    return bool(_OPENED_BEFORE.search(before) or _TIMED.search(before))


def _is_to_come(printed: Printed, issued: date) -> bool:
    """Whether a date without a year lies ahead; a month's end (截至3月底) is how statistics count."""
    day = nearest(printed, issued) if printed.day else None
    return bool(day and day > issued)


def _range_ends(text: str, printed: Printed) -> bool:
    """The end of “报名时间4月1日至12日” or “即日起至5月31日”, if it is a time for doing something."""
    before = text[: printed.start]
    until = _UNTIL.search(before[-4:])
    if not until:
        return False
    rest = text[printed.end :]
    asked = ACTION.search(rest)
    lead = re.split(r"[,。;!?]", before)[-1]
    bids = ASKS.search(f"{lead} {rest}") or MISSED.search(rest)
    asks = bool(asked and bids and not _TAKES_PLACE.search(rest, 0, asked.start()))
    if _FROM_NOW.search(before[-24:]):
        return bool(ACTION.search(lead)) or asks
    opening = before[: len(before) - len(until[0])]
    opened = re.search(r"[日号起时点分)0-9]\s*$", opening[-4:])
    if _BOOKED.search(opening[-_SHORT:]):
        return False
    named = ACTION.search(lead) or (_TIME_LABEL.match(lead) and ACTION.search(before))
    named = named or _TIMED.search(before[: len(before) - len(lead)])
    if not named and CONDITION.match(rest):  # 4月1日至6月30日获得贷款的企业,可申请贴息
        return False
    return bool(opened and (named or asks or _STRAIGHT.match(rest)))


def _words(sentence: Sentence, printed: Printed) -> str:
    """The printed sentence, or of a long one the clauses around the date."""
    text = sentence.printed.strip()
    if len(text) <= _CONTACT:
        return text
    start = clause_start(sentence.text, printed.start)
    end = clause_end(sentence.text, min(clause_end(sentence.text, printed.end) + 1, len(sentence.text)))
    return sentence.printed[start:end].strip()[: 2 * _CONTACT]
