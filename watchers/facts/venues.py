"""Where something takes place and at what time of the day: 上午9时, 22时至14日6时; 在茶山体育馆, 地点设在渡口中学."""

from __future__ import annotations

import re

from watchers.facts.sentences import clause_start

_PART = r"(?:[上下中]午|晚[上间]?|早[上晨]?|清晨|凌晨|傍晚|夜间)"
_HOUR = r"[0-9]{1,2}(?::[0-9]{2}|[时点](?:整|半|[0-9]{1,2}分)?)|[零一二两三四五六七八九十]{1,3}[时点]半?"
_CLOCK = rf"{_PART}?\s?(?:{_HOUR})"
_TO = r"(?:至|到|—{1,2}|–|-|~)"
_TIME = re.compile(
    rf"\)?\s?(?:\([^)]{{1,8}}\))?(?:,?时间为?:?)?\s?(?:[每当][天日]的?|每(?=晚))?(?P<time>{_CLOCK}(?:\s?{_TO}\s?(?:次日|当日"
    rf"|(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}日)?\s?{_CLOCK})?|{_PART})"
)
_LATER_TIME = re.compile(rf"时间(?:为|是|:)?\s?(?:每[天日晚])?(?P<time>{_CLOCK}\s?{_TO}\s?{_CLOCK})")
_THAT_DAY = re.compile(rf"当[天日](?P<time>{_CLOCK})")
_WEEKLY = re.compile(rf"(?:^|[,。;(])每[周天日晚][一二三四五六日]?\s?(?P<time>{_CLOCK}(?:\s?{_TO}\s?{_CLOCK})?)")
_HOUSE = (
    r"(?:中心|[展场体会]?馆|公园|广场|体育场|剧院|剧场|会堂|大厅|市场|景区|园区|古城|古镇|街区|学校|校园|校区|报告厅"
    r"|会议室|礼堂|书店|书城|影城|影院|厅|大楼|商城|乐园|绿地|码头|操场|院内|门前|门口|酒店|宾馆)"
)
_PLACE = re.compile(
    r"(?:地[点址](?:设?在|为|是|:)+|(?:(?<!地点)(?<![现正存自旨所内潜都])在(?![^,。;]{0,2}(?:即|线|职|建)|校(?![园区内]))"
    r"|(?<=[日时分午晚])于|设在|走进|做客|来到)(?!该))(?P<place>(?!各|全|此|这|其|线上|网络|今|本)(?:(?!的"
    r"|发现)[一-鿿A-Za-z0-9“”·()]){2,24}?)"
    r"(?=举[行办]|召开|开[幕展讲赛启演]|启动|上演|鸣枪|唱响|亮相|拉开|进行|举|登场|隆重|正式|成功|盛大|顺利|平稳"
    r"|圆满|闭幕|落幕|落下|鸣|发枪|开门|连[演办]|恢复|开[桨业放班课营学]|“|[,。;\s]|$)"
)
# The venue as what the event comes to: 唱响白鹭湖公园, 登陆市大剧院.
_COMES_TO = re.compile(rf"(?:唱响|登陆|亮相|奏响|相约|点亮|正在)(?P<place>[一-鿿A-Za-z0-9]{{1,14}}?{_HOUSE})")
_NO_PLACE = re.compile(
    r"(?:[日月年下]|期间|方面|基础上|过程中)$|精神|讲话|考察|均可|报名|登[录陆]|打印|[0-9]+[个片座家处条]|迎战|对阵|^我[省市]"
)
# The venue as the subject: 奥体中心将举办演唱会. Who else holds an event (市总工会举办…) is no place.
_VENUE = re.compile(
    rf"(?:^|,|[时分晚午日])(?P<place>[一-鿿A-Za-z0-9]{{1,14}}?{_HOUSE})(?:内|里|前)?(?:都|将|也|还)*"
    r"(?:举[行办]|迎来|上演|开启|推出|奏响)"
)
# The venue in a clause of its own behind the day: 4月25日下午3点,市图书馆报告厅,….
_ALONE = re.compile(
    rf"(?:^|[,日时分点午晚)0-9])(?P<place>[一-鿿A-Za-z·][一-鿿A-Za-z0-9·]{{1,15}}?{_HOUSE}(?:[一-鿿0-9]{{0,4}}[楼厅层室])?)(?=,)"
)
_LABEL = re.compile(
    r"^\s*(?:[0-9一二三四五六七八九十]{1,2}[、.]|\([0-9一二三四五六七八九十]{1,2}\))?\s?[一-鿿]{0,6}地\s?[点址]\s?[:为在]+\s?(?P<place>[^,。;]{2,30})"
)
_AFFECTED_LEAD = re.compile(
    r"^.*(?:[0-9]:[0-9]{2}|[0-9]\s?[时日分点]起?(?:\([^)]{1,6}\))?(?:[上下]午|全[天日])?|因[^,]{2,14}|将对|对|自|从|[今明]两?[天日]|[本下]周[一-日])"
)
_AFFECTED_TAIL = re.compile(
    r"(?:(?:两侧)?(?:用户|居民)|届时|同时|其间|自|从|定?于|将|拟|[实进]行|实施|予以|计划|需|临时|全线?|[双半][幅向]|的|起)+$"
)
_DATED = re.compile(r"(?:20[0-9]{2}年)?[0-9]{1,2}(?:月|日)|[今明后][日天晚]|[本下]周")
_DURING = re.compile("^.*(?:[:]|期间|因[^,]{2,12}|我[市县区])")
_WORKED_ON = re.compile(r"对(?P<place>[^,。;]{2,30}?)(?:进行|实施)")
_SCOPE = re.compile(r"(?:影响|停[水电气暖热]|涉及)(?:范围|区域|用户|小区)(?:为|是|:|包括)+\s?(?P<place>[^,。;]{2,40})")


def time_of_day(text: str, opened: int, end: int) -> str:
    """What stands behind the day that ends at `opened`, or at `end` of a span, or behind a label later on."""
    found = _TIME.match(text, opened) or _TIME.match(text, end) or _LATER_TIME.search(text) or _WEEKLY.search(text)
    found = found or _THAT_DAY.search(text, end)
    return found["time"] if found else ""


def venue(text: str) -> str:
    """Where a gathering takes place, empty where its sentence does not say."""
    places = (found["place"] for rule in (_PLACE, _VENUE, _COMES_TO, _ALONE) for found in rule.finditer(text))
    return next((place for place in places if not _NO_PLACE.search(place)), "")


def labelled_venue(text: str) -> str:
    """活动地点:市体育馆 on a line or in a sentence of its own, as notices print it."""
    found = _LABEL.match(text)
    return found["place"].strip() if found else ""


def affected(text: str, start: int) -> str:
    """Whose water, power or road it is that is cut off, as said at `start` of a sentence, or as its scope."""
    own = text[clause_start(text, start) : start]
    dated = _DATED.search(own)
    behind = _trimmed(_AFFECTED_LEAD.sub("", own))
    place = behind or (_trimmed(_DURING.sub("", own[: dated.start()])) if dated else "")
    if len(place) > 1 and not place.startswith(("我", "本")):  # 我行 says nothing outside the notice
        return place
    scope = _SCOPE.search(text) or _WORKED_ON.search(text)
    return scope["place"] if scope else ""


def _trimmed(place: str) -> str:
    return _AFFECTED_TAIL.sub("", place)
