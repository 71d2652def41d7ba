"""The telling marks of an event: what an article names and counts, as short texts with the kind in front.

Who retells an event changes the words, the order and the length, but not what it is about: the street, the document,
the person, 8600户, 6月10日. And two articles made from one template (a forecast, a water cut, a match report) agree
in nearly every word, but not in these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from watchers.facts.dates import Printed, nearest, printed_dates
from watchers.facts.numerals import ARABIC, cardinal
from watchers.model import Article
from watchers.widths import fold


class Sort(StrEnum):
    """What a mark is; its letter stands before the colon."""

    DATE = "d"  # a day that is printed as such
    NEAR = "r"  # a day that is told from the issue's: 昨晚, 本周六
    HOUR = "h"
    NUMBER = "n"
    LINE = "l"  # numbers that are names: 38路, 6号线, GS7891
    EDITION = "e"  # 第三届, 首批
    PLACE = "p"
    NAME = "w"  # a person or a body
    QUOTE = "q"
    DOCUMENT = "b"
    STAGE = "s"  # how far the event has come: 揭晓, 竣工
    TURN = "t"  # the same, said by the headline
    SERVICE = "u"  # what a notice says is cut off: 水, 电, 气, 暖
    CITY = "c"  # the town with which a headline begins


# Beyond that an article tells the background; the event is told in its beginning.
READ = 3000
MOST = 56
_LONGEST = 16

_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z.])(?P<value>{ARABIC}\s?[余多来]?[百千万亿]{{0,2}}|[一二两三四五六七八九十百千万]{{2,8}}(?=[元人户吨斤亩头辆套个项家条名位座所栋件场处米]))"
    r"[余多来]?(?P<unit>人次|号线|平方米|立方米|公里|千米|毫米|批次|万元|块钱|[℃%％]|[一-鿿A-Za-z]?)"
)
_TENTHS = re.compile(r"([一二三四五六七八九])成")
_SCORE = re.compile(r"(?<![0-9.:])([0-9]{1,3})[比](?=[0-9])([0-9]{1,3})")
_UNITS = {"名": "人", "位": "人", "块": "元", "块钱": "元", "米": "米", "千米": "公里", "％": "%", "度": "℃"}
_NO_COUNT = frozenset("年月日号时点")  # dates and hours have sorts of their own
_YEAR = re.compile(r"20[0-9]{2}")
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,6}-?[0-9]{1,6}[A-Za-z]?|[0-9]{3,4}-[0-9]{3,8}(?:-[0-9]{3,5})?)(?![A-Za-z0-9])"
)
_HOUR = re.compile(
    r"(?P<half>凌晨|早上|上午|清晨|中午|下午|傍晚|晚上|夜里|今晚|明晚|昨晚|[早晚])?\s?(?P<hour>[0-9]{1,2}|[零一二两三四五六七八九十]{1,3})"
    r"(?:[时点](?!间|名|位|击|评|赞)|:(?=[0-9]{2}))"
)
_AFTERNOON = frozenset(["下午", "傍晚", "晚上", "夜里", "今晚", "明晚", "昨晚", "晚"])
_EDITION = re.compile(
    r"(?:第(?P<number>[0-9]{1,9}|[一二三四五六七八九十百]{1,5})|(?P<first>首))(?P<what>[届场批期轮季]|号(?!线|楼|公告|令))"
)
# Notices and series are numbered in brackets, in the headline or before the first words: 停水通知(12), 【7】.
_SERIAL = re.compile(r"[【\[(〔](?:第|之)?0*([0-9]{1,9})(?<!19[0-9]{2})(?<!20[0-9]{2})(?:号|则)?[】\])〕]")
_BEGINNING = 24
_PHASE = re.compile(r"(?<![一-鿿0-9])?(?P<number>[一二三四])期(?=工程|项目|厂房|主|封|开|投|建)")
# Two characters of a place's own name: no grammar, or 他在镇上 would be a town.
_OWN = "(?:(?![的了在是和与他她我你这那到从个条向往去过有])[一-鿿]){2}"
_ROADS = re.compile(rf"{_OWN}(?:[东西南北中]?(?:大道|大街|路|街|巷|弄)(?![上线口面边])|[路街](?=口))")
_AREAS = re.compile(
    rf"{_OWN}(?:新区|高新区|开发区|经开区|社区|小区|新村|花园|家园|家属院|公园|广场|大桥|水库|隧道|遗址|车站|机场|博物[馆院]|体育[馆场]"
    r"|[县镇乡村区站湖滩湾寺])(?![一-鿿]?级|别|域)"
)
_BODIES = re.compile(
    r"[一-鿿]{2}(?:公司|集团|医院|学校|大学|中学|小学|学院|俱乐部|联队|银行|商会|协会|航空|乐队|超市|食品厂?|酒店|商城|剧院|[龙虎狮鹰]队"
    r"|[酒实药木矿置乳]业|科技|新能源|新材料|机械|化工|纺织|陶瓷|冷链|物流|电子|汽车|重工|股份|控股|证券|保险|地产|轴承|动力|光伏)"
)
_SURNAME = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
    "姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文柳葛俞向冉卓邬尤滕穆费席季裴路骆关苗凌甘欧樊安殷倪严牛温华祝"
)
_TITLE = (
    "市长|书记|主任|主席|局长|处长|院长|校长|馆长|站长|队长|所长|会长|部长|厅长|县长|区长|镇长|董事长|经理|负责人|教授|专家|老师|教师|医生|师傅|教练|掌柜"
    "|村民|居民|市民|选手|球员|队员|演员|导演|作家|歌手|木匠|农民|养殖户|护水员|网格员|志愿者|法官|农场主|传承人|骑手|小哥|小将|后卫|前锋|门将|外援|司机|店主|民警|护士|工程师|设计师|院士|棋手|律师|支书|创始人|学生|岁的|任命|免去"
)
# A given name may have one character or two, and what follows tells which only to who knows the words; the surname and
# the first character after it are enough to tell two people of one event apart.
_PERSON = re.compile(
    rf"(?:{_TITLE})(?P<titled>[{_SURNAME}][一-鿿])"
    rf"|(?P<speaking>[{_SURNAME}][一-鿿])[一-鿿]?(?=说[,:。]|表示|介绍|告诉|坦言|强调|指出|主持|饰演|回应|率)"
)
# A name in quotation marks; what has a stop in it was said by somebody.
_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"\n,.。!?;、…]{2,14})[”」』\"]")
_TITLED = re.compile(r"《([^《》\n]{2,40})》")
_NEAR = re.compile(
    r"(?P<ago>大前|前|昨|今|明|后)(?P<part>天|日|晚|晨|夜|早|年)"
    r"|(?P<week>[上本这下]?)(?:个)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!期|年)"
)
_AGO = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_WEEKDAYS = "一二三四五六日"
_WEEKS = {"上": -7, "本": 0, "这": 0, "下": 7, "": 0}
# Words by which a later report tells that the event has gone on. Each is a stage that an earlier report cannot know.
_STAGES = re.compile(
    r"结果|揭晓|出炉|落幕|闭幕|收官|结束|竣工|完工|封顶|通车|投用|启用|恢复|解除|找到|获救|脱险|查明|宣判|获刑|累计|截至|首日|首月|首周|首期|首趟"
    r"|增至|升至|突破|上升|升级|降级|推迟|延期|延长|延至|提前|改期|更正|追踪|过半|完成|达成|吸引|罄|售完|抢完|中签率|分数线|抓获|落网|上诉|停赛|获评|入选|谢幕"
    r"|复工|复课|抢通|投产|夺冠|以来|落成|首演|公布|征集到|受理|放款|发放"
)
# 停电 and 中断供电 are one thing; 暂停电梯, 暂停水上项目, 暂停热线 and 停水果 are none.
_SERVICE = re.compile(
    r"(?:[停断]|停供|(?:停止|暂停|中断)供应?)(?:自来|燃|天然|煤)?(?P<what>[水电气暖]|热(?!线))"
    r"(?![梯影视动商话车果产稻位井泥象竞瓶子]|上(?!午))"
)
_CITY = re.compile(rf"^{_OWN}市(?![场民区政委])")

_WEIGHTS = {
    Sort.DATE: 1.0,
    Sort.NEAR: 0.4,
    Sort.HOUR: 0.5,
    Sort.LINE: 2.0,
    Sort.EDITION: 1.0,
    Sort.PLACE: 1.2,
    Sort.NAME: 1.6,
    Sort.QUOTE: 1.6,
    Sort.DOCUMENT: 2.0,
    Sort.STAGE: 0.0,
    Sort.TURN: 0.0,
    Sort.SERVICE: 0.0,
    Sort.CITY: 0.0,
}


@lru_cache(maxsize=4096)
def weight(mark: str) -> float:
    """How much it tells that two articles share `mark`: a round or small number little, 8600户 or a document much."""
    sort = Sort(mark[0])
    return _number_weight(value(mark)) if sort is Sort.NUMBER else _WEIGHTS[sort]


@lru_cache(maxsize=4096)
def value(mark: str) -> str:
    """What is counted or named, without the unit: 8600户 and 8600户左右 居民 are one number."""
    return re.split(r"[^0-9.:]", mark[2:])[0] if mark[0] == Sort.NUMBER else mark[2:]


def _number_weight(number: str) -> float:
    digits = len(number.replace(".", "").strip("0"))
    if ":" in number or digits >= 3:
        return 1.6
    if digits == 2:
        return 1.0
    return 0.5 if len(number) >= 2 else 0.15


def marks(article: Article) -> tuple[str, ...]:
    """The marks of an article, those of the headline and the beginning first, at most MOST."""
    title = fold(" ".join(part for part in (article.headline, article.subhead) if part))
    text = fold((article.body or article.summary)[:READ].replace("\n", ""))
    found: dict[str, None] = {}
    turns = (f"{Sort.TURN}:{turn[0]}" for turn in _STAGES.finditer(title))
    serials = (f"{Sort.EDITION}:{int(serial[1])}则" for serial in _SERIAL.finditer(f"{title}\n{text[:_BEGINNING]}"))
    cities = (f"{Sort.CITY}:{city[0]}" for city in _CITY.finditer(title))
    for mark in chain(turns, serials, cities, _all(f"{title}。{text}", article.day)):
        if len(mark) <= _LONGEST + 2:
            found.setdefault(mark)
    ranked = sorted(found, key=lambda mark: -weight(mark)) if len(found) > MOST else list(found)
    return tuple(ranked[:MOST])


def _all(text: str, day: date) -> Iterator[str]:
    yield from _names(text)
    yield from _days(text, day)
    yield from _counted(text)
    yield from (f"{Sort.STAGE}:{found[0]}" for found in _STAGES.finditer(text))
    yield from (f"{Sort.SERVICE}:{found['what'].replace('热', '暖')}" for found in _SERVICE.finditer(text))


def _names(text: str) -> Iterator[str]:
    yield from (f"{Sort.DOCUMENT}:{found[1][:_LONGEST]}" for found in _TITLED.finditer(text))
    yield from (f"{Sort.QUOTE}:{found[1]}" for found in _QUOTED.finditer(text))
    yield from (f"{Sort.NAME}:{found['titled'] or found['speaking']}" for found in _PERSON.finditer(text))
    yield from (f"{Sort.NAME}:{found[0][-_LONGEST:]}" for found in _BODIES.finditer(text))
    yield from (f"{Sort.PLACE}:{found[0]}" for pattern in (_ROADS, _AREAS) for found in pattern.finditer(text))
    yield from (f"{Sort.LINE}:{found[0]}" for found in _CODE.finditer(text))


def _days(text: str, day: date) -> Iterator[str]:
    for printed in printed_dates(text, day):
        if resolved := _resolved(printed.year, printed.month, printed.day, day):
            yield f"{Sort.DATE}:{resolved.isoformat()}"
    for found in _NEAR.finditer(text):
        if near := _near(found, day):
            yield f"{Sort.NEAR}:{near.isoformat()}"


@lru_cache(maxsize=1024)
def _resolved(year: int | None, month: int | None, day: int, issued: date) -> date | None:
    return nearest(Printed(start=0, end=0, year=year, month=month, day=day), issued)


def _near(found: re.Match[str], day: date) -> date | None:
    try:
        if found["ago"]:
            return None if found["part"] == "年" else day + timedelta(days=_AGO[found["ago"]])
        weekday = _WEEKDAYS.index(found["weekday"].replace("天", "日"))
        return day + timedelta(days=weekday - day.weekday() + _WEEKS[found["week"]])
    except OverflowError:
        return None


def _counted(text: str) -> Iterator[str]:
    for found in _EDITION.finditer(text):
        number = 1 if found["first"] else int(cardinal(found["number"]) or 0)
        yield f"{Sort.EDITION}:{number}{found['what']}"
    for found in _PHASE.finditer(text):
        yield f"{Sort.EDITION}:{found['number']}期"
    for found in _HOUR.finditer(text):
        hour = int(cardinal(found["hour"]) or 0)
        yield f"{Sort.HOUR}:{hour + 12 * (hour < 12 and found['half'] in _AFTERNOON)}"
    yield from (f"{Sort.NUMBER}:{found[1]}:{found[2]}" for found in _SCORE.finditer(text))
    for found in _TENTHS.finditer(text):
        yield f"{Sort.NUMBER}:{int(cardinal(found[1]) or 0) * 10}%"
    yield from _numbers(text)


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        unit = found["unit"]
        number = cardinal(re.sub(r"[余多来\s]", "", found["value"]))
        if number is None or unit in _NO_COUNT or _YEAR.fullmatch(found["value"]):
            continue
        if unit in ("路", "号线"):
            yield f"{Sort.LINE}:{plain(number)}{unit}"
        else:
            if unit == "万元":
                number, unit = number * 10_000, "元"
            yield f"{Sort.NUMBER}:{plain(number)}{_UNITS.get(unit, unit)}"


def plain(number: Decimal) -> str:
    """The number without exponent and needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
