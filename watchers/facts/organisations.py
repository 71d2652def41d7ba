"""Organisations by name: 市水利局, 财政部, 牧原食品股份有限公司, 中原银行郑州分行.

A name ends in what kind of body it is; Chinese prints nothing where it begins. Offices begin with their place or
their rank (市民政局, 荥阳市林业局, 国家税务总局), which bounds them surely; firms, schools and associations begin
behind the last word that cannot belong to a name (由, 联合, 位于). What only tells the kind (保险公司, 人民法院) and
what the paper made nameless (郑州某商贸有限公司) is no name, and party and government as a whole (市委, 市政府) are
in every article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from watchers.facts.places import Mention
from watchers.widths import fold

# Words that lead to a name or follow one, and never stand inside one. 和 and 与 join two names as well as parts of one.
_FOREIGN = (
    r"[的了是从到在把被让或该某各您我你他她它这那于以也已、拟请须每几]"
    r"|为(?<!华为)|由(?<!自由)|对(?!外)|经(?![济贸开纬典])|给(?<!供给)(?!排)|并(?!购)|都(?<![成首商]都)"
    r"|向(?<!方向)|称(?!职)|可(?!再生|持续)|应(?<!供应)(?<!响应)(?![急用])"
    r"|据(?<!数据)(?!点)|等(?<!平等)(?!级)|及(?!时)|将(?!军)|说(?!明)|需(?!求)"
    r"|有(?<![国公])(?<!所有)(?![限色机线研])|继(?!续教|电)"
    r"|获悉|联合(?!会|国|体)|会同|走进|来到|旗下|位于|邀请|组织(?!部)|通过|依托|记者|举[办行]|召开|印发|发布|启动"
    r"|开展|[一两多二三四五六七八九十]家|负责|主任|局长|介绍|表示|昨日|日前|近日|今年|去年|目前|同时|其中|另外"
    r"|前往|奔赴|考入|毕业|就职|下称|简称|看到|牵头|主办|承办|协办|配合|赴|签约|批准|引[进入]|破解|建[立成]|绑定"
    r"|按照|聚焦|[省市县区]委(?!党校|网信|办公|宣传|组织|统战|政法|老干|农办|编办|巡[察视]|直属|员会)"
)
_OFFICE_INSIDE = rf"(?:(?!{_FOREIGN})[一-鿿])"
# Bodies that a province, city or county has. The longest ending wins, so 公安局交通警察支队 comes before 公安局.
_OFFICE_END = (
    r"(?:公安局[一-鿿]{2,6}[支大]队|消防救援[总支大]队|森林消防[总支大]队|交警[支大]队|办公[厅室]|新闻办公?室?"
    r"|网信办公?室?|人防办|信访局|监督管理总局|总局|管理局|[一-鿿]局(?![长面部势限势势])"
    r"|[^客大餐展舞门乐告播歌咖]厅(?![长级])|发改委|发展改革委(?:员会)?|发展和改革委员会|卫健委"
    r"|卫生健康委(?:员会)?|国资委|管委会|纪委监委|监委|组织部(?!长)|宣传部(?!长)|统战部(?!长)|政法委"
    r"|委员会(?!主任)|总工会|妇联|残联|工商联|文联|社科联|科协|侨联|红十字会|[一-鿿]{2}总会|海关(?!总署)|党校"
    r"|气象台|疾控中心|血站|救助站|(?:服务|管理|指挥|监测|检测|监督|检验|疾控|疾病预防控制|农机|急救|血液|救助"
    r"|救援|登记|交易|人才|就业|运检|保障|推广|预警|调解|信息)中心(?![区城小])"
    r"|博物院|博物馆|图书馆|美术馆|文化馆|科技馆|档案馆|规划馆|中级人民法院|人民法院|人民检察院|法院|检察院"
    r"|老年大学|地铁集团|公交集团|水务集团|街道办事处|人大常委会|委(?![会员托派任书副领常主党网宣组统政办机]))"
)
_OFFICE = re.compile(rf"{_OFFICE_INSIDE}{{0,14}}?{_OFFICE_END}(?:[一-鿿]{{2,5}}(?:支队|大队|分局|分公司))?")
_RANK = re.compile(
    r"(?<![城都超夜股上楼门菜集早闹我本全各该县入])(?:省|市|县|区)(?=[一-鿿]{2})|团[省市县区]委"
    r"|国家(?=[一-鿿]{2,14}[局委])|中国(?=[一-鿿]{2,14}(?:局|协会|集团|公司))|全国(?=总工会|妇联|人大)"
)
_MINISTRY = re.compile(
    r"(?:外交|国防|教育|科技|工业和信息化|工信|公安|民政|司法|财政|人力资源和社会保障|人社|自然资源|生态环境"
    r"|住房和城乡建设|住建|交通运输|水利|农业农村|商务|文化和旅游|文旅|应急管理)部(?!门|长|署|队|级|分)"
    r"|(?:税务|海关|体育|广电|药监)总[局署]|国家(?:发展改革委|卫生健康委|发改委|医保局|能源局|统计局)|国务院办公厅"
    r"|中共中央办公厅|证监会|中国人民银行"
)
_STRONG_END = (
    r"(?:(?:股份|有限责任|有限|控股|分)公司|(?<!有限)(?<!股份)公司|集团(?!军|化|总部|式)|大学(?![生城路毕科])"
    r"|学院(?![派路生])|中学(?![生路])|小学(?![生路段])|医院(?!感)"
    r"|银行(?:股份有限公司)?(?:[一-鿿]{2,8}[分支]行)?(?![卡业家券系间])|信用社|农商行|研究[院所]|设计院|协会|商会"
    r"|学会|基金会|联合会|出版社|电视台|专业合作社|合作社|(?<!工)厂(?![家房区商长里址内矿]))"
)
_STRONG = re.compile(_STRONG_END)
_BREAK = re.compile(
    rf"(?s).*(?:[^一-鿿A-Za-z0-9()·&]|{_FOREIGN}|[0-9]+[个家名位次日月年]|(?<![共祥])[和与](?![谐平美顺信泰睦]))"
)
_REACH = 22
_SHORTEST = 4
_MOST = 200  # names in an article, far beyond any: each is compared with each
# Kinds of body: with nothing else before the ending there is no name.
_KIND = re.compile(
    r"(?:[保财]险|建筑|物业|上市|科技|贸易|商贸|商业|农村|本科|高等|职业|三甲|公立|民营|乡镇|国有|外资|合资|股份"
    r"|有限|责任|房地产|开发|施工|建设|投资|旅游|运输|物流|快递|担保|融资|电力|燃气|供水|供热|供电"
    r"|自来水|公交|地铁|电信|通信|环保|食品|农业|医药|服务|管理|专业|专科|综合|大型|中型|小型|三级|二级|人民|中心"
    r"|社区|球迷|定点|民办|公办|普通|重点|实验|附属|高职|师范|政策性|国有|大|中|小|分|总|子|母|家|所|本|外"
    r"|股份制|城市|中央|地方|合作|农民|种植|养殖|农机|示范|龙头|行业|专|新|老|企业|经营|运营|实业|集体|有关|相关"
    r"|其他|网络|平台|软件|游戏|互联网|第三方|律师|会计|评估|拍卖|招标|代理|知名|多所|老年|辖区|全省|全市|省级"
    r"|市级|县级|国家|全国|中国)*"
)
_NAMELESS = re.compile(r"某|涉事|一家|同级|各级|其他|周边|部分|知名|本土|当地|不同|辖区")
_WHOLE = re.compile(
    r"(?:省|市|县|区|[一-鿿]{2,4}[省市县区])(?:纪)?委|(?:区域|区位|市场|市民(?![政族])|县域).*|.*常委|(?:市|区|县"
    r"|省)(?:中心|管理局|总局|委员会)"
)
# Kinds of bank; and the banks that are called by one of them or by a word of the language.
_BANK_KIND = re.compile(
    r"(?:商业|政策性|城市|村镇|大型|中小|国有|民营|外资|合作|中央|投资|全市|全省|辖内|地方|定点|相关|多家|其他|股份制)*"
)
_BANK = re.compile(
    r"(?:中国)?(?:工商|农业|建设|交通|人民|邮储|邮政储蓄|招商|浦发|中信|光大|民生|平安|华夏|兴业|广发|浙商|渤海"
    r"|恒丰|农业发展|进出口)|[一-鿿]{0,6}(?:农商|中国|村镇|开发)"
)
# Before these a common word stands as often as a name: 数梦工厂, 建立合作社.
_NEEDS_PLACE = re.compile(r"厂|合作社|小学|中学|公司|[支分]公司|设计院|信用社")
_RANKED = re.compile("[省市县区]?第[一二三四五六七八九十]")  # 市第二中学, 第九中学
_HOLDING = re.compile(r"国网|中国|中铁|中建|中石[油化]|国家|大唐|华能|华润|中[移联]动?")
_SHORT_FORM = re.compile(
    r"\s?\((?:以下)?(?:统一)?(?:简称|下称|又称)[为:]?\s?[“\"「]?(?P<short>[一-鿿A-Za-z0-9]{2,12})[”\"」]?\)"
)


def organisations(text: str, mentions: Sequence[Mention]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Names as printed in order, each once, and the short forms that the text explains or ends in: short → full.

    `mentions` are the places that the gazetteer finds in `text`.
    """
    folded = fold(text)
    found: dict[str, None] = {}
    shorts: dict[str, str] = {}
    for start, end in _spans(folded, mentions):
        name = folded[start:end]
        found.setdefault(name)
        if called := _SHORT_FORM.match(folded, end):
            shorts[called["short"]] = name
    names = tuple(found)[:_MOST]
    for name in names:
        if full := next((other for other in names if other != name and _is_short(name, other)), ""):
            shorts.setdefault(name, full)
    return tuple(name for name in found if name not in shorts), shorts


def _is_short(name: str, full: str) -> bool:
    """林业局 of 荥阳市林业局 begins with a rank and ends as the full name does: 市林业局 for 郑州市林业局."""
    return full.endswith(name) and name[0] in "省市县区"


def _spans(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Where names stand, in order, none inside another; of two that begin alike, the longer."""
    spans = [*_offices(text, mentions), *_others(text, mentions)]
    last = 0
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if start >= last:
            last = end
            yield start, end


def _offices(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Names that begin with a place or a rank; none reaches over another place, which begins a name of its own."""
    anchors = {rank.start(): rank.end() for rank in _RANK.finditer(text)}
    for mention, begin in _joined(mentions):
        anchors.pop(mention.end - 1, None)
        anchors[begin] = mention.end
    starts = sorted(mention.start for mention in mentions)
    for start, inside in anchors.items():
        if text[start] == "团":
            yield start, inside
        elif (office := _OFFICE.match(text, inside)) and _is_office(text[start : office.end()]):
            following = bisect_left(starts, inside)
            if following == len(starts) or starts[following] >= office.end():
                yield start, office.end()
    yield from (ministry.span() for ministry in _MINISTRY.finditer(text))


def _joined(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, int]]:
    """Every place with where its name begins: 郑州市金水区 is one place in two steps."""
    begin, end = 0, -1
    for mention in mentions:
        begin = begin if mention.start == end else mention.start
        end = mention.end
        yield mention, begin


def _is_office(name: str) -> bool:
    return len(name) >= _SHORTEST - 1 and not _WHOLE.fullmatch(name) and not _NAMELESS.search(name)


def _others(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Names that only their ending tells, from the first place behind the last break, else from that break itself."""
    begins = sorted({begin for _, begin in _joined(mentions)})
    for ending in _STRONG.finditer(text):
        begin = max(0, ending.start() - _REACH)
        lead = _BREAK.match(text[begin : ending.start()])
        start = begin + (lead.end() if lead else 0)
        nearest = bisect_left(begins, start)
        placed = nearest < len(begins) and begins[nearest] < ending.start()
        if placed and not _HOLDING.fullmatch(text[start : begins[nearest]]):
            start = begins[nearest]
        if text[max(0, start - 1) : start] != "某" and _is_named(text[start : ending.start()], ending[0], placed):
            yield start, ending.end()


def _is_named(stem: str, ending: str, placed: bool) -> bool:
    if len(stem + ending) < _SHORTEST or _NAMELESS.search(stem):
        return False
    if ending.startswith("银行"):
        return placed or bool(_BANK.fullmatch(stem)) or (ending != "银行" and not _BANK_KIND.fullmatch(stem))
    if _NEEDS_PLACE.fullmatch(ending):
        return (placed or bool(_RANKED.match(stem))) and not _KIND.fullmatch(stem)
    return not _KIND.fullmatch(stem)
