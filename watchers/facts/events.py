"""What takes place: the kind of event with its own name, its days, its time of day and its place.

A sentence tells an event when it names one (招聘会, 书法作品展, 停水), says that it takes place (举行, 开幕, 将停水)
and prints a day. Days of something else in the same sentence are not its days: until when to apply, since when it is
planned. 昨日 and 今天 are counted from the day of the issue; 近日 and 6月上旬 name no day, so there is no event to
note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from watchers.facts.dates import Printed, later, nearest, printed_dates
from watchers.facts.periods import period_from
from watchers.facts.purpose import ACTION
from watchers.facts.sentences import Sentence, clause_end, clause_start
from watchers.model import Event

_GATHERING = (
    r"招聘会|双选会|招聘活动|演唱会|音乐会|音乐节|电影节|戏剧节|文化节|艺术节|美食节|旅游节|购物节|读书节|采摘节"
    r"|啤酒节|灯会|庙会|市集|集市|夜市节|博览会|展览会|展销会|展示会|交易会|订货会|车展|书展|花展|画展|影展"
    r"|作品展|特展|联展|巡展|主题展|展览|讲座|公开课|论坛|峰会|年会|研讨会|座谈会|推介会|推进会|洽谈会|对接会"
    r"|听证会|发布会|说明会|动员会|表彰会|推介活动"
    r"|[一-鿿]{2}(?:仪式|典礼)|书市(?!集)|花市(?!场)|年货大集|开幕式|闭幕式|讲堂|沙龙|嘉年华|专场(?![一-鿿]{2})|培训班|训练营|夏令营|冬令营|大赛|比赛|决赛"
    r"|联赛|锦标赛|邀请赛|公开赛|马拉松|运动会|龙舟赛|义诊|筛查活动|开放日|宣传周|宣传月|活动周|文化周|科技周|演练"
    r"|晚会|演出|首演|路演|拍卖会|庆典|夜游"
)
_OUTAGE = r"停水|停电|停气|停暖|停热|封闭施工|交通管制|临时封闭|断水|断电"
_EXAM = r"高考|中考|笔试|面试|统考|联考|资格考试"
_KIND = re.compile(
    rf"(?P<kind>{_GATHERING}|{_OUTAGE}|{_EXAM})(?P<own>活动)?(?!的|上|中|期间|结束|场[馆地]|票|时间[:为定已][^0-9]"
    rf"|经济|成绩|报名费|组委会|工作者|中心|通知书?|信息)"
)
# Any other gathering by its last character (签售会, 知识竞赛), where its clause says that it is held.
_ANY_KIND = re.compile(
    r"(?P<kind>[一-鿿]{2}(?:会议|[会赛节展]|[汇会展义]演|夜跑|盛典))(?P<own>活动)?(?![员上]|期间|精神|场)"
)
# So end many words of the language, holidays and bodies too.
_NO_GATHERING_WORDS = """
    社会 机会 员会 事会 协会 学会 商会 工会 总会 金会 合会 都会 参会 与会 开会 赴会 全会 委会 村会 聚会 约会 体会 领会
    省会 议会 教会 三会 春节 午节 秋节 庆节 动节 明节 宵节 女节 童节 师节 阳节 士节 季节 时节 环节 细节 调节 情节 章节
    礼节 关节 枝节 发展 开展 进展 拓展 扩展 施展 伸展 参展 布展 观展 办展 策展 预展 会展 参赛 备赛 观赛 办赛 开赛 完赛
"""
_NO_GATHERING = frozenset(_NO_GATHERING_WORDS.split())
_HELD_BEHIND = re.compile(r"[^,。;]{0,24}(?:举[行办]|召开|上演|启幕|开幕|闭幕|落幕|鸣枪|开跑|开赛|开场|开打|开唱)")
_HELD_BEFORE = re.compile(r"(?:举[行办]|召开)[^,。;]{0,20}$")
# What stands before the kind as part of the name, with what is in quotation marks: “翰墨中原”书法, 民谣“夏夜”.
_NAME = re.compile(r"(?P<quoted>“[^“”。]{2,16}”)?(?P<lead>[一-鿿A-Za-z0-9·\-]*)(?P<quoted_behind>“[^“”。]{2,16}”)?$")
_NAME_LONGEST = 30
# Where the name of an event cannot begin before.
_LEAD = re.compile(
    r".*(?:举[行办]|[的了在将对为与和及由请把从向到至是等并于日月年时分]|举[办行]|召开|参加|启动(?!仪式)|开展"
    r"|(?<!党)组织|推出|发布|公布|主办|承办|协办|联合|本届|首场|一场|该|此次|本次|当天|当日|[套个名场次期]|晚|因)"
)
_HAPPENS = re.compile(
    r"举行|举办|举|召开|开幕|开讲|开赛|开展|开启|开演|启动|上演|鸣枪|唱响|亮相|拉开|进行|开放|将[停断封]"
    r"|停[水电气暖热]|封闭|管制|定[在于]|推出|展出|登场|开[市营街园馆班课播唱跑]|启幕|首演|闭幕|落幕|帷幕|奏响"
    r"|收官|设[在于]|持续|出发|起跑|打响|摆开|登陆|开球|开场|开打|开唱|将[^,。;]{0,24}带来|组织[^,。;]{0,8}(?:演练|培训|义诊|观摩)"
)
_REFUSED = re.compile(r"前[,。往召]|以前|之前|取消|推迟|延期|未能|不再")
_SPAN = re.compile(
    r"(?:\([^)]{1,8}\))?\s?(?:[上下]午|晚上?|凌晨)?\s?(?:[0-9]{1,2}(?::[0-9]{2}|[时点](?:[0-9]{1,2}分)?))?\s?(?:至"
    r"|到|—{1,2}|–|-|~|、|和)\s?"
)
_CLOCK = r"(?:[上下]午|晚上?|早上?|凌晨)?\s?(?:[0-9]{1,2}(?::[0-9]{2}|[时点](?:整|半|[0-9]{1,2}分)?)|零[时点])"
_TIME = re.compile(
    rf"\)?\s?(?:\([^)]{{1,8}}\))?(?:,?时间为?:?)?\s?(?P<time>{_CLOCK}(?:\s?(?:至|到|—{{1,2}}|–|-|~)\s?(?:次日|当日"
    rf"|(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}日)?\s?{_CLOCK})?|[上下]午|晚上?)"
)
_LATER_TIME = re.compile(rf"时间(?:为|是|:)?\s?(?P<time>{_CLOCK}\s?(?:至|到|—|–|-|~)\s?{_CLOCK})")
_WEEKLY = re.compile(rf"每[周天日晚][一二三四五六日]?\s?(?P<time>{_CLOCK})")
_ENDED = re.compile(r"[^,。;]{0,12}(?:闭幕|落幕|收官|结束|落下帷幕)")
_LASTS_TO = re.compile(r"(?:持续|延续|展[出期])(?:到|至)\s?$")
_PLACE = re.compile(
    r"(?:地点(?:设?在|为|是|:)|(?:(?<!地点)(?<![现正存自旨所内潜都])在(?![^,。;]{0,3}(?:即|线|职|建|校))"
    r"|(?<=[日时分午晚])于|设在|走进)(?!该))(?P<place>(?!各|全|此|这|其|线上|网络|今|本)(?:(?!的"
    r"|发现)[一-鿿A-Za-z0-9“”·()]){2,24}?)"
    r"(?=举[行办]|召开|开[幕展讲赛启演]|启动|上演|鸣枪|唱响|亮相|拉开|进行|举|登场|隆重|正式|成功|盛大|顺利|平稳"
    r"|圆满|闭幕|落幕|落下|[,。;]|$)"
)
# The venue as what the event comes to: 唱响白鹭湖公园, 登陆市大剧院.
_COMES_TO = re.compile(
    r"(?:唱响|登陆|亮相|奏响|相约|点亮|正在)(?P<place>[一-鿿A-Za-z0-9]{1,14}?(?:中心|馆|公园|广场|体育场|剧院|剧场|会堂|古城|景区|街区))"
)
_NO_PLACE = re.compile(r"(?:[日月年下]|期间|方面|基础上|过程中)$|精神|讲话|考察|^我[省市]")
# The venue as the subject: 奥体中心将举办演唱会. Who else holds an event (市总工会举办…) is no place.
_VENUE = re.compile(
    r"(?:^|,|[时分晚午日])(?P<place>[一-鿿A-Za-z0-9]{1,14}?(?:中心|馆|公园|广场|体育场|剧院|剧场|会堂|大厅|市场"
    r"|景区|园区|古城|古镇|街区|学校|校园))(?:内|里|前)?(?:都|将|也|还)*(?:举[行办]|迎来|上演|开启|推出|奏响)"
)
_AFFECTED = re.compile(
    rf"(?P<place>[一-鿿A-Za-z0-9、()]{{3,40}}?)(?:[将拟]|实行|实施|计划|需)*(?:临时)?(?:{_OUTAGE})(?!信息|通知"
    rf"|公告|计划)"
)
_AFFECTED_LEAD = re.compile(r"^.*(?:[0-9]\s?[时日分点]|因[^,]{2,14}|将对|对)|(?:两侧)?(?:用户|居民)$")
_RELATIVE = {"昨日": -1, "昨天": -1, "今日": 0, "今天": 0, "明日": 1, "明天": 1, "昨晚": -1, "今晚": 0, "明晚": 1}
_WORD = re.compile("|".join(_RELATIVE))
_TOLD = re.compile(
    r"[^,。;]{0,14}(?:截止|停止)|从[^,。;]{2,24}(?:获悉|了解到)"
)  # a day of telling, not of taking place
_FARTHEST = 400  # days: beyond, an anniversary or a memory is told, not an event of this paper


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """A day or span as it stands at [start, end) of a sentence."""

    start: int
    opened: int  # where the first day of a span ends
    end: int
    first: date
    last: date


def events(text: Sequence[Sentence], issued: date) -> tuple[Event, ...]:
    """The events in the order of the text, each name once a first day."""
    found: dict[tuple[str, date | None], Event] = {}
    for sentence in text:
        for event in _in(sentence.text, issued):
            found.setdefault((event.what, event.first), event)
    return tuple(found.values())


def _in(text: str, issued: date) -> Iterator[Event]:
    named = _named(text)
    if not named or not (spans := list(_spans(text, issued))):
        return
    what, at = named
    closing = next((days for days in spans if _LASTS_TO.search(text[: days.start])), None)
    opening = min((d for d in spans if d is not closing), key=lambda d: (d.start > at, abs(d.start - at)), default=None)
    if closing and opening and clause_start(text, closing.start) <= at and opening.end < clause_start(text, at):
        opening = None  # 昨晚人头攒动,夜游将持续到10月7日: since when is not said
    last = closing.last if closing else opening.last if opening else issued
    first = opening.first if opening and not _is_its_end(text, opening, at) else None
    if first and first == last and opening and (lasts := period_from(text, opening.start, opening.end)):
        last = (lasts.over(first) if lasts.with_first else None) or last  # 7月12日开营,为期7天
    if abs(((first or last) - issued).days) <= _FARTHEST and (first or last) <= last:
        time = _time(text, opening) if opening else ""
        yield Event(what=what, first=first, last=last, time=time, place=_place(text, what))


def _is_its_end(text: str, days: _Days, named: int) -> bool:
    """5月17日闭幕, or 5月17日,文化节落下帷幕: the day is the last one."""
    return bool(_ENDED.match(text, days.end) or _ENDED.match(text, named))


def _named(text: str) -> tuple[str, int] | None:
    """The first event that the sentence names and says to take place, and where its name ends."""
    if not _HAPPENS.search(text):
        return None
    for found in _KIND.finditer(text):
        clause = text[clause_start(text, found.start()) : clause_end(text, found.end())]
        if not _REFUSED.search(clause):
            return _name(text, found), found.end()
    return _named_otherwise(text)


def _named_otherwise(text: str) -> tuple[str, int] | None:
    for found in _ANY_KIND.finditer(text):
        before = text[max(0, found.start() - _NAME_LONGEST) : found.start()]
        held = _HELD_BEHIND.match(text, found.end()) or _HELD_BEFORE.search(before)
        if not held or found["kind"][-2:] in _NO_GATHERING:
            continue
        if not _REFUSED.search(text[clause_start(text, found.start()) : clause_end(text, found.end())]):
            return _name(text, found), found.end()
    return None


def _name(text: str, found: re.Match[str]) -> str:
    """The kind with its own name before it; an outage has none."""
    if re.fullmatch(_OUTAGE, found["kind"]):
        return found["kind"]
    before = _NAME.search(text[max(0, found.start() - _NAME_LONGEST) : found.start()])
    if not before:
        return found["kind"]
    lead = _LEAD.sub("", before["lead"])
    quoted = before["quoted"] or "" if lead == before["lead"] else ""
    return quoted + lead + (before["quoted_behind"] or "") + found["kind"] + (found["own"] or "")


def _spans(text: str, issued: date) -> Iterator[_Days]:
    """The days of a sentence, spans joined, without those by which or from which something else is to be done."""
    dates = list(printed_dates(text, issued))
    index = 0
    month: int | None = None
    while index < len(dates):
        first = last = dates[index]
        if index + 1 < len(dates) and _SPAN.fullmatch(text, first.end, dates[index + 1].start):
            index += 1
            last = dates[index]
        index += 1
        month = first.month or month
        begun = nearest(_in_month(first, month), issued)
        month = last.month or month
        ended = nearest(_in_month(last, month), begun) if begun and last is not first else begun
        if begun and ended and begun <= ended and not _is_of_something_else(text, first, last):
            yield _Days(start=first.start, opened=first.end, end=last.end, first=begun, last=ended)
    for word in _WORD.finditer(text):
        if day := later(issued, _RELATIVE[word[0]]):
            yield _Days(start=word.start(), opened=word.end(), end=word.end(), first=day, last=day)


def _in_month(printed: Printed, month: int | None) -> Printed:
    return Printed(
        start=printed.start, end=printed.end, year=printed.year, month=printed.month or month, day=printed.day
    )


def _is_of_something_else(text: str, first: Printed, last: Printed) -> bool:
    before = text[clause_start(text, first.start) : first.start]
    after = text[last.end : clause_end(text, last.end)]
    if (
        not first.day
        or after.startswith(("前", "之前", "以前", "截止"))
        or re.search(r"截[止至]|出生|成立于|去年|原定", before)
    ):
        return True
    return bool(ACTION.search(before) or _TOLD.match(after))


def _time(text: str, days: _Days) -> str:
    """What stands behind the day (上午9时, 22时至14日6时), or behind a label later on (时间为8:30至11:30)."""
    found = _TIME.match(text, days.opened) or _TIME.match(text, days.end) or _LATER_TIME.search(text)
    found = found or _WEEKLY.search(text)
    return found["time"] if found else ""


def _place(text: str, what: str) -> str:
    """Where it takes place; of water and power, whom it is cut off."""
    if re.fullmatch(_OUTAGE, what):
        affected = [
            _AFFECTED_LEAD.sub("", _AFFECTED_LEAD.sub("", found["place"])) for found in _AFFECTED.finditer(text)
        ]
        return affected[-1] if affected else ""
    places = (found["place"] for pattern in (_PLACE, _VENUE, _COMES_TO) for found in pattern.finditer(text))
    return next((place for place in places if not _NO_PLACE.search(place)), "")
