"""Whether a date is the last on which something can be done, by the words around it in its sentence.

The day closes what is named before it (报名截止至…, 投稿最后期限是…), or what stands behind it does so (…止, …关闭
通道, …是最后一天, …失效); or it is the end of a span in which something can be done.
"""

from __future__ import annotations

import re
from datetime import date

from watchers.facts.actions import ACTION
from watchers.facts.asking import ASKS, BEFORE, CONDITION, MISSED, PLAN, REWARDED
from watchers.facts.dates import CLOCK, DAYPART, HOUR, Printed, nearest
from watchers.facts.sentences import clause_end, clause_start

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
EXTENDED = re.compile(r"(?:延长|延期|延续|顺延|推迟|延迟|推后|后延|延后|放宽|宽限|改)[到至]了?\s*$")
_STOPS = re.compile(
    rf"{CLOCK}(?:截[稿标单]|封箱|停售|停[办收]|[^,。;0-9]{{0,14}}?截止|(?:下班)?为?止|停止(?:网上|现场|接受)?(?:{ACTION.pattern}|发放|[收接]件)"
    # 5月22日17:30后系统不再接收: what is refused afterwards is possible until then
    rf"|[以之]?后,?[^,。;0-9]{{0,6}}(?:不再|停止|不予)(?:接[收受]|受理|办理|{ACTION.pattern}))"
)
_ENDS = re.compile(rf"{CLOCK}[^,。;0-9]{{0,6}}(?:结束|关闭|到期|过期|期满|收官|收尾|关[门上停]|停售|封箱)(?!后)")
_LAPSES = re.compile(rf"{CLOCK}[^,。;0-9]{{0,8}}(?:清零|作废|失效|停用|停止使用|停止流通)")
# By what it is done: 报名二维码7月9日12时失效.
_DOOR = re.compile(rf"(?:{ACTION.pattern})[^,。;]{{0,4}}(?:二维码|链接|入口|通道|端口|系统|平台)[将于在]*$")
_OF_A_DOOR = re.compile("通道|系统|入口|平台|端口")
_SHUTS = re.compile(rf"{CLOCK}[^,。;]{{0,4}}(?:失效|关[闭停]|下线)")
# How far things have come by then, even where the day is the issue's own: 截至12日18时,全县小麦已收割七成.
_COUNTS = re.compile(rf"{CLOCK},[^。;]{{0,40}}(?:已|累计|共[有计收]|完成)")
# What becomes of who has not done it: 须最迟于12月25日变更账户,否则无法扣款.
_OR_ELSE = re.compile(rf"否则|{MISSED.pattern}")
_IN_TIME = re.compile(rf"(?:提前|及时|尽[快早]|抓紧|务必)[^,。;]{{0,10}}(?:{ACTION.pattern})")
# Who goes on with it until then says so by his verb: 助学贷款一直办到9月底.
_KEPT_OPEN = re.compile(r"(?:一直|都|可|能|持续)(?:能|可)?(?:办理?|收|报|领取?|受理|接收)[到至]\s*$")
# Vouchers and reductions are of use until then; how long laws and permits are in force asks nothing.
_VALID = re.compile(r"(?:有效期限?|有效使用期|使用(?:期限?|时间|有效期)|优惠期)(?:截?止?[为是:]|截?至|到|截止)+\s*$")
_VALID_BEFORE = re.compile(rf"(?:{BEFORE.pattern})[^,。;]{{0,4}}有效")
_USED = re.compile("券|优惠|红包|积分|补贴|门票|折扣|减免|置换|兑换")
_LAW = re.compile("办法|规定|文件|许可|条例|合同|协议")
_UNTIL = re.compile(r"(?:持续|延续|一直)?(?:至|到|~|—|–|-)\s*$")
FROM_NOW = re.compile(
    r"(?:即日|现在|目前|本日|今[日天]|(?:公告|通告|公示|见报|刊登|发布|公布)[^,。;]{0,6}之日|今(?=起))"
    r"(?:开始|起)?,?\s?(?:至|到|~|—{1,2}|–|-)\s*$"
)
# An office that seeks opinions asks everybody, in whatever words: 公开征求意见, 征集市民意见建议; no 征求意见稿.
_SOUGHT = re.compile(
    r"(?<!停止)(?<!暂停)(?<!停止公开)(?<!暂停公开)征[求集询][^,。;]{0,14}(?:意见|建议)(?![稿书函箱])"
    r"|(?:意见|建议)(?:建议)?的?征[求集询](?!稿)"
)
# What stands between the span and that, where the span is of something else: …至6月25日,大学路施工,并征求绕行意见.
_ELSE = re.compile(
    "举[办行]|上演|展出|演出|开幕|施工|绕行|运行|停[电气水运驶航]|管制|封闭|关闭|[限禁停]行|召开|暂停|赴|走访|调研|座谈|深入"
)
# Who takes or opens it for so long: 即日起至6月25日接受报名, …开放网上报名.
_OFFERED = re.compile(
    rf",?[^,。;]{{0,12}}(?:接受|开放|面向[^,。;]{{2,10}})(?:网上|线[上下]|现场|集中|社会|公开){{0,2}}(?:{ACTION.pattern})"
)
# Who books for a later span, until which nothing is asked: 可预约19日至21日门票.
_BOOKED = re.compile(r"(?:可|开放|提前)[^,。;]{0,4}(?:预约|预订|预定|购买|选购)(?:[0-9]{1,2}月)?[0-9]{1,2}[日号]\s?$")
# An event has a span too: “6月13日至19日举办咨询周,市民可报名” is when it takes place.
_TAKES_PLACE = re.compile(
    r"举[办行]|开展|启动|上演|展出|演出|开放|开幕|施工|绕行|运行|停[电气水运驶航]|管制|封闭|关闭|[限禁]行|进行|是|为期|召开|迎来"
    r"|在[^,。;]{2,20}(?:举|开)"
)
_OPENED_BEFORE = re.compile(
    rf"(?:{ACTION.pattern})[^,。;]{{0,24}}(?:开始|启动|开[启放通]|起),(?:[^,。;0-9]{{0,16}},)?$"
    rf"|(?:起|开始|启动|开[启放通])[^,。;]{{0,8}}(?:{ACTION.pattern}|承保|签约|接[收受])[^,。;]{{0,6}},$"
)
_GOES_ON = re.compile(r"(?:将|预计将?|一直|可)*(?:持续|延续)[到至]\s*")
_LEADS_ON = re.compile(r"\s*(?:至|到|将?于|在)?\s*")
_STRAIGHT = re.compile(rf",?(?:期间)?(?:集中|网上|统一|进行|登[录陆][^,。;]{{2,10}})?(?:{ACTION.pattern})")
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


def closes(text: str, printed: Printed, issued: date) -> bool:
    before = text[: printed.start]
    own = before[clause_start(text, printed.start) :]
    if EXTENDED.search(before):  # 原定…截止的意见征集,延长至…: the clause before says what
        asked = before[clause_start(text, max(0, printed.start - len(own) - 1)) :]
        return bool(ACTION.search(asked) or "截止" in own)
    if closing := _CLOSES.search(before[-_SHORT:]):
        lead = before[-_SHORT:][: closing.start()]
        named = closing["label"] or closing["last"] or closing["latest"] or lead.endswith(("时间", "日期", "期限"))
        counts = _COUNTS.match(text, printed.end)
        return bool(named or _ACTION_AT_END.search(lead) or (_is_to_come(printed, issued) and not counts))
    if (_VALID.search(own) or _VALID_BEFORE.match(text, printed.end)) and _USED.search(text) and not _LAW.search(text):
        return True
    if _KEPT_OPEN.search(own) or _lapses(text, printed):
        return True
    if _UNTIL.search(before) and _ACTION_AT_END.search(_UNTIL.sub("", before[-24:])):
        return True
    stops = _STOPS.match(text, printed.end)
    # Works and sales at auction end by 至…止 too, and nothing is asked until then.
    if stops and re.search("(?<!截)止$", stops[0]) and not (ACTION.search(text) or MISSED.search(text)):
        return False
    return bool(stops or _is_the_day(text, printed)) or _is_over(text, printed)


def range_ends(text: str, printed: Printed) -> bool:
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
    sought = _SOUGHT.search(lead) or ((found := _SOUGHT.search(rest)) and not _ELSE.search(rest, 0, found.start()))
    if FROM_NOW.search(before[-24:]):
        return bool(ACTION.search(lead) or asks or sought or _STRAIGHT.match(rest) or _OFFERED.match(rest))
    opening = before[: len(before) - len(until[0])]
    opened = re.search(r"[日号起时点分)0-9]\s*$", opening[-4:])
    if _BOOKED.search(opening[-_SHORT:]):
        return False
    named = ACTION.search(lead) or (_TIME_LABEL.match(lead) and ACTION.search(before))
    named = named or _TIMED.search(before[: len(before) - len(lead)])
    if opened and REWARDED.match(rest):  # 9月1日至9月30日缴费的享受9.5折
        return not PLAN.search(text)
    if not named and CONDITION.match(rest):  # 4月1日至6月30日获得贷款的企业,可申请贴息
        return False
    return bool(opened and (named or asks or sought or _STRAIGHT.match(rest)))


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
        # A clause that is the limit and nothing else, or that ends a condition, speaks of what was said before it.
        goes_on = before.endswith("的," + own) or _LATEST.match(own)
        topic = before[clause_start(before, len(before) - len(own) - 1) :] if goes_on else ""
        asked = ACTION.search(topic + clause) or _OR_ELSE.search(text, behind)
        return bool(asked and not PLAN.search(own))
    if _DOOR.search(own) and _SHUTS.match(text, behind):
        return True
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
        or (
            _OF_A_DOOR.match(text, ends.end())
            and ACTION.search(before[clause_start(text, len(before) - len(own) - 1) :])
        )
    )


def _opened(before: str) -> bool:
    """Whether the clause before says that something can be done from a day on, or names the time for it."""
    return bool(_OPENED_BEFORE.search(before) or _TIMED.search(before))


def _is_to_come(printed: Printed, issued: date) -> bool:
    """Whether a date without a year lies ahead; a month's end (截至3月底) is how statistics count."""
    day = nearest(printed, issued) if printed.day else None
    return bool(day and day > issued)
