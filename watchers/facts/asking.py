"""Who is asked for what by a day: “…前” in a clause that lays something upon a reader.

“6月15日前” says by itself only that a day is the last; half of what newspapers print so are plans of those who build
and govern. It is the reader's day when the clause asks (请, 欢迎, 抓紧), when he is named as the one who must or may
(参赛队须…, 申请人可…), when those who are late are threatened (逾期不予受理), or when what is to be done is what
readers do (报名, 申请, 缴费).
"""

from __future__ import annotations

import re

from watchers.facts.actions import ACTION
from watchers.facts.dates import CLOCK, Printed
from watchers.facts.sentences import clause_end, clause_start

# …下班前, 放学前, 天黑前: the end of the day as those who are asked live it.
BEFORE = re.compile(
    rf"{CLOCK}(?:下班|放学|晚自习|闭馆|打烊|关门|收[市盘]|日终|营业终了|天黑|离校|开学|开班|开赛|放假|到期|施行|实施|生效)?(?:之前|以前|前)(?![后排端方往期])"
    # 10月25日系统关闸之前: what ends on the day stands between
    rf"|{CLOCK}[^,。;0-9]{{0,8}}(?:关[闭闸门]|截止|结束|停止)[^,。;0-9]{{0,4}}之?前"
)
PLAN = re.compile(
    r"确保|力争|(?<![考生])计划(?![,。;])|预计|有望|目标|会议(?:要求|强调|指出)|责令|督促|判[决令]|(?<!请)各(?:[县区地级校院乡镇街]|(?:承办|责任|成员|相关|有关|主管|牵头|建设|施工|市[直属])?(?:部门|单位))"
)
# What is to happen on another day, or every year, is so in its own clause only: 商铺将于28日拍卖,竞买人须在27日前缴款.
_WILL = re.compile(r"将[于在]|每[年月季周日]")
MISSED = re.compile(r"[逾过]期|[过逾]时(?!代)|未(?:按[时期]|在规定)|错过")
# What is done already behind “…前” is the state of things, no request: 6月15日前已申报的货物.
_DONE_BEHIND = re.compile(r",?(?:仍?未|已经?|曾|就(?![得要须应能可])|刚)")
# What becomes of those who have not done it by then says that it must be done: 6月15日前未登记的,一律下架.
_FAILED = re.compile(
    rf",?(?:仍|还|尚)?(?:未|没有?)[^,。;]{{0,6}}(?:{ACTION.pattern})[^,。;]{{0,4}}的"
    # whatever it is, when the next clause says what happens to them; works that are not done are another matter
    r"|,?(?:仍|还|尚)?未(?![完开竣建拆达到整取])[^,。;]{1,16}的[^,。;]{0,10},[^,。;]{0,6}(?:将|一律|停止|暂停|予以|不再)"
)
# Who does it in time gains by it: 10月31日前交清热费的居民可享98折.
REWARDED = re.compile(
    rf"[^,。;]{{0,4}}(?:{ACTION.pattern})[^,。;]{{0,12}}的[^,。;]{{0,4}},?[^,。;]{{0,2}}可?"
    r"(?:(?:享受?|立减|获赠|打)[^,。;]{0,8}[折惠减赠]|减[0-9]|免[收缴除交])"
    # or loses by being late
    rf"|[^,。;]{{0,4}}(?:{ACTION.pattern})[^,。;]{{0,12}}的[^。]{{0,30}}(?:滞纳金|加收)"
)
_PLANNED = re.compile(r"^,?[^,。;]{0,8}(?:完成|实现|建成|达到|开工|投用|通车|出台|竣工|交付|到位|上路)")
# …前购房的家庭可申请贴息, …前申请的补贴仍按原标准: the day says whom or what the sentence is about.
CONDITION = re.compile(
    r"(?![将把向])[^,。;]{1,24}的(?:[,。;]|企业|个人|单位|家庭|市民|居民|职工|人员|用户|车主|车辆|商户|项目)"
    rf"|[^,。;]{{0,6}}(?:{ACTION.pattern})的(?=[一-鿿])"
)
_ANOTHER_DATE = re.compile(r"[0-9]\s?月\s?[0-9底末]|[0-9]日")
# Who must or may do something is a reader when named by what he does, owns or has in hand; offices and builders (各区,
# 施工方, 专班) carry out works, and what they must do by a day is their plan.
_READER = re.compile(
    r"(?:者|(?<![责言办])人|户|[业车户雇摊机船店房货]主|[考学新师]生|毕业生|学员|职工|员工|人员|群众|[居市村农乘]民|家[长庭属]|商家"
    r"|个体|企业|商户|用户|客户|会员|社员|旅客|乘客|读者|业主委员会|业委会|(?:参赛|申报|用人|报名|参展|投标|推荐)单位"
    r"|(?:参赛|代表)队|(?:投标|意向|参展|承租)方|店铺|摊贩|对象"
    # those who want something, not things in some state: 自愿放弃的, but not 已经硬化的
    r"|(?:[愿想意]|需要|打算|准备|符合|异议)[^,。;]{0,12}的,?)"
    # 要 alone is what planners and advisers say: 农户要在5月20日前喷药
    r"[^,。;0-9]{0,4}(?:须|应|需|可|只要|务必|必须|得|(?<=的,)要)[^,。;0-9]{0,10}$"
)
# People complete what is asked of them (考生须在…前完成信息核对); what firms and offices complete are works.
_PERSON = re.compile(
    r"(?:者|(?<![责言办])人|[业车户雇摊店房货]主|[考学新师]生|毕业生|学员|职工|(?<!工作)(?<!施工)人员|[居市村农乘]民|家[长庭属]|用户)"
    r"[^,。;0-9]{0,3}(?:须|应|需|务必|必须)[^,。;0-9]{0,6}$"
)
_BUILDER = re.compile(
    r"工程|工地|施工|标段|项目[部方单]|建设[方单]|承建|责任单位|主管|职能|专班|政府|指挥部|办事处|街道办|管委会"
    r"|(?:整改|整治|改造|拆除|建设|修复|治理|排查|验收|清淤)[^,。;]{0,3}(?:须|应)|被告|合同|约定"
    # who speaks of 我们 says what he means to do himself
    r"|[我咱]们|各[^,。;]{0,8}(?:单位|部门|公司|中心)|[区县镇乡市]级?(?:各|要|须|应)|各[县区地级乡镇街]|[局委办厅署](?:[须应需要可将]|负责)"
)
_REQUEST = re.compile(r"(?:[^,。;]{0,8},)?(?<!申)请(?!求|示|假|来|进)[^,。;]{1,30},\s*")
# What who wants it need only do: 如需投保,5月31日前与农业服务中心联系即可.
_WANTED = re.compile(rf"(?:如[需要]|若[需要]|想要?|有意|需要?|准备)[^,。;]{{0,10}}(?:{ACTION.pattern})[^,。;]{{0,6}},$")
_MUST = re.compile(r"(?:务必|必须|须|只要)[^,。;0-9]{0,10}$|(?<![期有权极局仅])限[于在]?$")
_PLEASE = re.compile(r"(?<!申)请")
_HURRY = re.compile(r"抓紧|尽[快早]|赶[在快紧]|务必|别忘|莫忘|记得")
# Who is asked by 请 or 务必, or may do something by a day (可在…前), is a reader, and so is a parent or a passenger;
# 须 and 要 alone are also said to those who build or govern.
_ADDRESSED = re.compile(
    r"(?:(?<!申)请|务必|敬请|欢迎|麻烦)[^,。;]{0,12}$|可以?[在于](?:20[0-9]{2}年|今年|本月)?$"
    r"|(?:家长|考生|市民|居民|业主|车主|旅客|乘客|读者|观众|用户|参保人|纳税人|申请人|持卡人|得主|中奖者|摊主"
    r"|意向方|意向者|有意者|报名者|毕业生)"
    r"(?:[须应需请]要?|可以?|必须)?[在于]?$"
)
ASKS = re.compile(r"请|须|应|需|务必|欢迎|可[^能]|凡|有意")
THREAT = re.compile(r"(?:逾期|过期|逾时|过时|未按[时期]|未在规定)")


def asks_before(text: str, printed: Printed, warned: bool) -> bool:
    """“…前” with something to do; no plan or report of what others shall finish, no condition (…前购房的家庭可…)."""
    mark = BEFORE.match(text, printed.end)
    if not mark:
        return False
    after = text[mark.end() :]
    planned = _PLANNED.match(after)
    if _FAILED.match(after) or REWARDED.match(after):
        return not PLAN.search(text, 0, mark.end())
    if (
        CONDITION.match(after)
        or _DONE_BEHIND.match(after)
        or (planned and not ASKS.search(text) and "要求" not in text[: printed.start])
    ):
        return False
    begin = clause_start(text, printed.start)
    own = text[begin : printed.start]
    # 请 asks, whoever the clauses before are about, and goes on asking: 各县区:请做好申报,并于7月6日前报至我局
    pleas = [found.start() for found in _PLEASE.finditer(text, 0, printed.start)]
    since = min(pleas[-1], begin) if pleas else 0
    told = (
        warned
        or _ADDRESSED.search(own)
        or MISSED.search(after)
        or _WANTED.search(text[:begin])
        or _is_told(_subject(text, begin) + own, bool(planned))
    )
    if told and not PLAN.search(text, since, mark.end()) and not _WILL.search(own):
        return True
    another = _ANOTHER_DATE.search(after)
    end = mark.end() + another.start() if another else len(text)
    if not own.strip() and after.startswith(","):  # a day that opens the sentence is said of all that follows
        end = min(end, clause_end(text, clause_end(text, mark.end() + 1) + 1))
    elif not ASKS.search(own):  # what comes in a later clause is another matter: …前停运,旅客可退票
        end = min(end, clause_end(text, mark.end() + after.startswith(",")))
    found = ACTION.search(text, begin, end)
    return bool(found and not PLAN.search(text, since, max(found.end(), mark.end())) and not _WILL.search(own))


def _subject(text: str, begin: int) -> str:
    """The clause before, where that at `begin` goes on with it: 自愿放弃的,要…, or 请监护人带上证件,6月1日前填表."""
    before = text[clause_start(text, begin - 1) : begin] if text[:begin].endswith(",") else ""
    return before if before.endswith("的,") or _REQUEST.match(before) else ""


def _is_told(own: str, planned: bool) -> bool:
    """Whether the words before the date lay something upon a reader, whatever it is: 参赛队须在…前, 放弃的,要在…前.

    With `planned`, something to be completed: that is asked of people only.
    """
    if _REQUEST.fullmatch(own):  # nothing but the date follows the clause that asks
        return not planned
    if planned:
        return bool(_PERSON.search(own) and not _BUILDER.search(own))
    laid = _READER.search(own) or _MUST.search(own) or _HURRY.search(own)
    return bool(laid and not _BUILDER.search(own))
