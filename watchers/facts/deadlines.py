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

from watchers.facts.actions import ACTION
from watchers.facts.asking import ASKS, BEFORE, THREAT, asks_before
from watchers.facts.closing import EXTENDED, FROM_NOW, closes, range_ends
from watchers.facts.dates import CLOCK, DAYPART, HOUR, Printed, nearest, to_come
from watchers.facts.periods import Period, period_from, period_from_publication
from watchers.facts.purpose import purpose
from watchers.facts.relative import told_dates
from watchers.facts.sentences import Sentence, clause_end, clause_start, sentences
from watchers.model import Deadline

_TIME = re.compile(rf"\s?(?:\([^)]{{1,8}}\))?\s?(?P<time>{DAYPART}\s?(?:{HOUR}))")
_SPAN_ENDS = re.compile(r"[日号时点分)0-9]\s?(?:至|到|~|—{1,2}|–|-)\s?$")
_OPENS = re.compile(
    rf"^{CLOCK}起?\s?(?:至|到|~|—{{1,2}}|–|-)\s?(?=20[0-9]{{2}}\s?[年./-]|[0-9]{{1,2}}\s?[月日号]|[今本明次月年])"
)
# A notice prints the label as a heading and the dates on the next line: 征求意见时间 ↵ 3月6日至4月5日.
_LABEL_LINE = re.compile(r"(?<=时间|期限|日期|时限)[:：]?[ \u3000]*\n[\s\u3000]{0,6}(?=[0-9０-９自从即])")
# So is what is to be done a heading of its own: 五、响应文件提交 ↵ 截止时间:….
_HEADING_LINE = re.compile(r"(?m)(?<=[一-鿿])\n(?=[ \u3000]{0,6}(?:截止|提交)?(?:时间|日期|期限)[:：为])")
# What an office says that it will do itself: 我局将自公告发布之日起15日内审核.
_PROMISED = re.compile(r"将[自从在于]?[^,。;]{0,6}$")
_DONE = re.compile(r"已(?:经)?(?:于|在)?[^,。;]{0,4}$")
_MAY_CLOSE = re.compile("[截前止限]|有效|使用|停[办收售]|关门|逾期|最[后迟晚]|至[迟晚]")
_INSTEAD = re.compile(r"原(?:定|计划|本|先|来)|此前")
# A correction prints the wrong day first.
_MISPRINTED = re.compile(r"[”\"]?,?(?:应为|应是|现?更正为|现?改为)")
_CORRECTED = re.compile(r"(?:应为|应是|更正为|改为)[“\"]?(?:[^“”,。;]{2,20}(?:至|到|~|—{1,2}|–|-)\s?)?$")
_CONTACT = 60


def deadlines(headings: str, body: str, issued: date) -> tuple[Deadline, ...]:
    """The deadlines from the issue's day on, in the order of the text, each day once for each thing to do."""
    found: list[Deadline] = []
    read = [*sentences(_HEADING_LINE.sub("", _LABEL_LINE.sub(" ", body)))]
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
    dates = told_dates(text, issued)
    if not (dates or "日起" in text) or not (_MAY_CLOSE.search(text) or ACTION.search(text)):
        return
    before: Printed | None = None
    for printed in dates:
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
    return issued if FROM_NOW.search(text[: printed.start][-24:]) else None


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
    ends = closes(text, printed, issued) or asks_before(text, printed, warned)
    return day if ends or range_ends(text, printed) else None


def _is_replaced(before: str) -> bool:
    """原定5月10日…; not the day to which it is moved in the same clause: 由原来的5月10日延长到5月31日."""
    return bool(_INSTEAD.search(before) and not EXTENDED.search(before))


def _closes_somewhere(before: str) -> bool:
    """Whether what is corrected is a day of closing: “…截止时间为5月29日”应为“6月5日”."""
    return bool(re.search("截止|时间|期限", before) and ACTION.search(before))


def _words(sentence: Sentence, printed: Printed) -> str:
    """The printed sentence, or of a long one the clauses around the date."""
    text = sentence.printed.strip()
    if len(text) <= _CONTACT:
        return text
    start = clause_start(sentence.text, printed.start)
    end = clause_end(sentence.text, min(clause_end(sentence.text, printed.end) + 1, len(sentence.text)))
    return sentence.printed[start:end].strip()[: 2 * _CONTACT]
