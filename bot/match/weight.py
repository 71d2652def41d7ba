"""What an occurrence says about its article: is that what it is about, or does it only mention it?

A headline says what an article is about, its first sentence nearly as much; the rest of the lead (the first
paragraph) needs a second mention, and what stands deep in the body is said in passing, unless it is said again or says
something very particular. An item of an enumeration, a part of an organisation's or a venue's name, what the article
says it is not about, a box of background at its end, a doubtful word boundary count for less wherever they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from bot.match.stream import Stream
from bot.match.streets import of_court, on_street

STRONG = 0.5

_FIELD = {"headline": 1.0, "kicker": 0.9, "subhead": 0.9, "column": 0.4, "summary": 0.6, "captions": 0.4}
# News is told from the top: what stands early in the body weighs more than what could be cut off at the end.
_OPENING, _LEAD, _EARLY, _BODY = 0.6, 0.45, 0.4, 0.3
_EARLY_END = 300
# A compound of four characters (税收优惠, 超硬材料) is seldom written by the way, unlike its parts.
_PARTICULAR_LEAD, _PARTICULAR, _PARTICULAR_LENGTH = 0.75, 0.5, 4
# Those who act (退役军人, 养老机构) are named by the way as often as anything.
_ACTORS = re.compile("(?:机构|部门|单位|公司|银行|集团|人员|军人|人士|居民|市民|大学|医院|[局院委])$")
# In a page-long text even that may be by the way; news items stay below.
_LONG = 1500
_ENUMERATED = 0.4
# Three things in a row are a list as well, but each of them is told more often than one of ten.
_ONE_OF_THREE = 0.65
_NAMED = 0.35
# Streets and courts are named again and again in what happens there, and their names never say what it is.
_ADDRESS = 0.2
# 距地铁口十分钟, 比二手房便宜, 打着养老的旗号: what something else is measured by, goes with or pretends to be.
_MEASURE = 0.6
# 与地铁施工无关: the article says itself that this is not its subject.
_DENIED = 0.5
# 相关链接, 此前, 据了解: what was known before, put below the news.
_BACKGROUND = 0.7
# A doubtful place never makes a finding strong.
_DOUBTFUL, _DOUBTFUL_MOST = 0.6, 0.45

# The first sentence says who did what. A shorter one only sets the scene (入夜，灯火通明。): the next belongs to it.
_OPENING_LEAST = 40
# In a long one what comes after so many characters is told by the way; about three lines of a column.
_OPENING_MOST = 60
_DATELINE = re.compile(
    r"本报讯(?:\([^)]{0,40}\))?|[^\s,。()]{0,8}\(?(?:记者|通讯员)[^)]{2,30}\)|新华社\w{2,12}电(?:\([^)]{0,40}\))?"
)
# The lead is the first paragraph, but at least this many characters (a first paragraph may be a mere dateline) …
_LEAD_LEAST = 120
# … and at most these: in essays the first paragraph is half a page.
_LEAD_MOST = 200

_ENDS = re.compile("[。!?;…]")
_CLAUSE_SIGNS = ",。!?;:…"
_CLAUSE = re.compile(f"[{_CLAUSE_SIGNS}]")
_PARAGRAPH = re.compile(r"\n+")
_STOPS = frozenset("。!?！？”」")

# 工商|银行, 离退休|党总支, 农业|科技有限|公司: the run begins the name of a body that acts, whatever it acts in.
_BODY_NAME = re.compile(
    r"[^\W\d_的了在和与及是对将为向从到把被等、a-z]{0,5}?"
    r"(?:公司|集团|银行|分行|支行|党总支|党支部|党委|党组|委员会|办公室|协会|学会|商会|基金会|联合会|总部"
    r"|研究院|学院|大学|医院|出版社|局(?!面|势|部|限))"
)
# 在体育中心举行: where something takes place says nothing of what it is.
_VENUE = re.compile(
    r"(?:中心|广场|大厅|大厦|酒店|宾馆|公园|剧院|会堂|街|路)\w{0,4}?"
    r"(?:举行|举办|召开|开幕|启幕|启动|落幕|闭幕|上演|开赛|拉开|亮相)"
)
_DENIAL = re.compile(r"[^,。!?;:…、]{0,8}?无关")
_DENYING = re.compile(r"(?:与|跟|和|同)[^,。!?;:…、]{0,6}$")
_BACKGROUND_HEAD = re.compile(
    r"(?:相关|新闻)?链接|(?:新闻)?背景|延伸阅读|新闻(?:多一点|延伸|回顾)|资料(?:显示|卡)|此前|早前|据(?:了解|悉|统计)"
)
_MEASURING = re.compile(
    "(?:(?:距离?|毗邻|紧邻|靠近|临近|邻近|步行到|相当于|打着|假借|冒充|谎称"
    "|比(?:同|上|周边|附近|其他|普通|市场)?(?![赛例分拼武价重率特较如亚]))[^,。!?;:…等]{0,6}|(?:配套|配建)(?:建设)?)$"
)
_PLACE_END = frozenset("省市区县镇乡村")
# What ends like the name of a place and is none.
_COMMON = """
    社区 小区 园区 景区 地区 片区 市区 城区 山区 校区 灾区 辖区 农村 乡村 城市 超市 夜市 早市 都市 股市 楼市 全市 我市
    全省 我省 全区 全县 城镇 城乡
"""
_KINDS_OF_PLACE = frozenset(_COMMON.split())
_BRAND = re.compile(r"[“「『]([^“”「」『』\n]{2,16})[”」』]")
_BRAND_LOOK = re.compile(r"·|号$|杯$|奖$|队$|节$")
_LISTED, _MOST_LISTED = 2, 3
_LONGEST_ITEM = 10
# No further does one look for the ends of an enumeration; lists of names run to some 200 characters.
_LONGEST_CLAUSE = 300


class Ground:
    """What there is to know about the text around any place of a field; worked out once, when first asked for."""

    def __init__(self, name: str, printed: str, folded: Stream) -> None:
        self.name, self.printed, self.stream = name, printed, folded

    @cached_property
    def sentences(self) -> list[int]:
        """The ends of the sentences."""
        return [end.end() for end in _ENDS.finditer(self.stream.text)]

    @cached_property
    def lead(self) -> int:
        """Where the lead of the body ends: after its first paragraph that ends like one."""
        ends = (gap.start() for gap in _PARAGRAPH.finditer(self.printed) if self.printed[gap.start() - 1] in _STOPS)
        places = list(self.stream.places)
        end = bisect_right(places, next(ends, len(self.printed)) - 1)
        return min(max(end, _LEAD_LEAST), _LEAD_MOST)

    @cached_property
    def opening(self) -> int:
        """Where the first sentence that says something ends; within the lead."""
        begin = dateline.end() if (dateline := _DATELINE.match(self.stream.text)) else 0
        told = next((end for end in self.sentences if end >= begin + _OPENING_LEAST), len(self.stream.text))
        return min(told, begin + _OPENING_MOST, self.lead)

    @cached_property
    def background(self) -> list[tuple[int, int]]:
        """Printed spans of paragraphs below the lead that begin like a box of background."""
        starts = [gap.end() for gap in _PARAGRAPH.finditer(self.printed)]
        spans = zip(starts, [*starts[1:], len(self.printed)], strict=False)
        return [span for span in spans if _BACKGROUND_HEAD.match(self.printed, span[0])]

    @cached_property
    def brands(self) -> list[tuple[int, int]]:
        """Printed spans of quoted proper names (“中原之星号”)."""
        return [name.span(1) for name in _BRAND.finditer(self.printed) if _BRAND_LOOK.search(name[1])]

    def listed(self, start: int, end: int) -> float:
        """What being an item of a list leaves of a run's worth: 1.0 when it is none, the less the longer the list."""
        text = self.stream.text
        stop = _CLAUSE.search(text, end, end + _LONGEST_CLAUSE)
        first = max(0, start - _LONGEST_CLAUSE)
        begin = max(first, *(text.rfind(sign, first, start) + 1 for sign in _CLAUSE_SIGNS))
        clause = text[begin : stop.start() if stop else end + _LONGEST_CLAUSE]
        marks = clause.count("、")
        if marks < _LISTED:
            return 1.0
        before, after = clause[: start - begin], clause[end - begin :]
        left, right = before.rpartition("、"), after.partition("、")
        # What follows 等 is what is said of the list, not an item of it.
        item = (left[1] and "等" not in left[2]) or (right[1] and len(right[0]) <= _LONGEST_ITEM)
        if not item:
            return 1.0
        if marks >= _MOST_LISTED:
            return _ENUMERATED
        return 1.0 if end - start >= _PARTICULAR_LENGTH else _ONE_OF_THREE

    def place(self, start: int, end: int) -> bool:
        """Whether the run is the full name of a place (高新区)."""
        run = self.stream.text[start:end]
        return run[-1] in _PLACE_END and run not in _KINDS_OF_PLACE

    def denied(self, start: int, end: int) -> bool:
        """Whether the clause says that the article has nothing to do with it."""
        text = self.stream.text
        return bool(_DENIAL.match(text, end) and _DENYING.search(text, max(0, start - 8), start))

    def measuring(self, start: int) -> bool:
        """Whether what begins here is only what something else is compared with."""
        return _MEASURING.search(self.stream.text, max(0, start - 10), start) is not None

    def address(self, start: int, end: int) -> bool:
        """Whether the run only makes the name of a street or a court."""
        return on_street(self.stream.text, start, end) or of_court(self.stream.text, end)

    def in_background(self, start: int) -> bool:
        """Whether the place lies in a box of background."""
        printed = self.stream.places[start]
        return any(low <= printed < high for low, high in self.background)

    def in_name(self, start: int, end: int) -> bool:
        """Whether the run is a part of the name of an organisation or of something with a quoted name."""
        text = self.stream.text
        if text[end - 1] not in _PLACE_END and (_BODY_NAME.match(text, end) or _VENUE.match(text, end)):
            # 工商银行 in 工商银行郑州分行 is a name by itself, 银行 is not.
            kind = _ACTORS.search(text[start:end])
            return not (kind and kind.start())
        begin, stop = self.stream.printed(start, end)
        return any(low <= begin and stop <= high and stop - begin < high - low for low, high in self.brands)


def weight(ground: Ground, start: int, end: int, *, sure: bool, length: int) -> float:
    """What the run [start, end) of the field's stream is worth, 0..1, in an article of `length` characters."""
    worth = _FIELD.get(ground.name) or _by_place(ground, start, end, length)
    if ground.name == "body":
        worth *= ground.listed(start, end)
        worth *= _BACKGROUND if ground.in_background(start) else 1.0
        worth *= _MEASURE if ground.measuring(start) else 1.0
    if ground.address(start, end):
        worth *= _ADDRESS
    elif ground.in_name(start, end):
        worth *= _NAMED
    if ground.denied(start, end):
        worth *= _DENIED
    return worth if sure else min(worth * _DOUBTFUL, _DOUBTFUL_MOST)


def _particular(run: str, length: int) -> bool:
    return len(run) >= _PARTICULAR_LENGTH and length <= _LONG and not _ACTORS.search(run)


def _by_place(ground: Ground, start: int, end: int, length: int) -> float:
    particular = _particular(ground.stream.text[start:end], length)
    if start < ground.lead:
        if particular:
            return _PARTICULAR_LEAD
        # Where it happened is told once and holds for the whole.
        return _OPENING if start < ground.opening or ground.place(start, end) else _LEAD
    if particular:
        return _PARTICULAR
    return _EARLY if start < _EARLY_END else _BODY
