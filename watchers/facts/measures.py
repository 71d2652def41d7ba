"""How exactly a sum is stated, and what it is the amount of.

逾, 超, 余 and 以上 say more than the figure, 约 and 近 about it, 最高, 上限 and 以内 that it is the most. The noun
stands before the sum (总投资5亿元), behind it (50万元一次性奖励), or once for several sums earlier in the sentence
(租房补贴标准: 博士每月1500元,硕士每月1000元).
"""

from __future__ import annotations

import re

from watchers.facts.sentences import clause_start
from watchers.model import Bound

_OVER = re.compile(r"(?:超过?|逾|突破|不[低少]于|至少|高于|大于|最低|起步|[站上]上|[冲跨]过|过|破)$")
_ABOUT = re.compile(r"(?:大?约|将?近|接近|大概|差不多|几近)$")
_UPTO = re.compile(
    r"(?:不(?:得)?[超高多]过?于?|最[高多大]|上限|限额|至多|封顶|顶格|不足|不到|(?<!不)低于|不满)[^,。;0-9]{0,8}$"
    r"|(?:最[高多]|上限)[^,。;]{0,16}[至到]$"
)
_OVER_BEHIND = re.compile(r"以上|起步?(?!来)|有余|开外")
_ABOUT_BEHIND = re.compile(r"左右|上下|之?间")
_UPTO_BEHIND = re.compile(r"以[下内]|之内|封顶|为[限上]")
_BEFORE = 24  # characters: 最高额度由30万元提高到
# What may stand between the noun and its sum, and says nothing of what it is.
_FILLING = re.compile(
    r"(?:超过?|逾|突破|不[低少超高]于?过?|至少|高于|最[低高多]|大?约|将?近|接近|达到?|高达|仅|只|共计?|合计|累计"
    r"|总计|为|是|至|到|由|从|的|又|再|将|可达|上涨|[降涨]到|提高|提升|增加|下调|调整|升至|[:“(\s]"
    r"|每[年月天日人户亩个件套棚]|以[上下]|首笔"
    r"|完成|实现|给予|按照?|一次性|分别|预计|均|已|了|过|破|低至|上调|不|得|且|较|同比|比[^,。;]{1,6}"
    r"|[不高低多少于]+|标准)+$"
)
_NOUN = (
    r"总?投资|融资|资金|资产|金额|总额|余额|额度|产值|增加值|生产总值|GDP|市值|估值|营收|收入|利润|税收|成本|费用?"
    r"|工资|[月年日]薪|薪|存款|贷款|授信|贴息|成交额?|销售额?|交易额?|补[贴助偿][金款]?"
    r"|奖[金励补]?|[捐赔善借货罚]款|捐|罚金|分红|红利|价格?|租金|押金|[门车船套日]?票|订单|预算|规模|注册资本"
    r"|保证金|奖池|上限|限额|可贷|保费|幅度|[月年日]租|低保|捐资|赔付|零售总?额|定金|积蓄|存量|出资|债券?|税|奖学金|救助金|身价|损失|支出"
    r"|增收|投入|放款|基金|货值|价值|总值|[进出]口额?|到账|[预首]付款?|项目|补|罚(?!款)"
)
_NOUN_AT_END = re.compile(rf"[一-鿿A-Za-z“”]{{0,16}}(?:{_NOUN})$")
_NOUNS = re.compile(_NOUN)
_BEHIND = re.compile(
    rf"(?:[多余来]?元)?(?:以[上下内]|左右)?的?(?P<what>“[一-鿿A-Za-z]{{2,10}}”|(?:(?!用于|已|将|和|及|与|到位|即可"
    rf"|在|给|被|起|每|或)[一-鿿]){{0,8}}?(?:{_NOUN}|基金|产业集群|消费券|信用贷款|担保业务|资金池"
    rf"|企业)(?:[项资]?[目金池款]{{0,2}}))"
)
_START = re.compile(
    r".*(?:[区村镇市县乡厂校]里|[的了将对为与和及由请把向从至到并给是在,:、“”()0-9]|[万亿]元|以来?|最[高低]|随着"
    r"|处以?|该[行市县区校院厂企司]?|[个名家户](?=[一-鿿]{2})|公司|企业(?=投)|全[市省县区年国]|今年|去年|带动|预计|其中|可享|申请|发放"
    r"|安排|支付|实现|完成|投入(?=资)|签约项目)"
)
# These alone say little: 发放总额, 签约金额 are better.
_BARE = re.compile(r"总?(?:金额|额|额度|规模)|余额|上限")
_PARTICLE = re.compile(r".*(?:[的了将对为与和及由请把向从至到并给是在,:、“”()0-9]|以来?|随着|其中)")
# A clause with a verb of its own speaks of another sum than the clauses before: 分红78万元,一顿饭只收三块钱.
_PAID = re.compile("花|卖|掏|买|[只仅]收|收取|省下|借|欠")
_REACH = 64
_LONGEST = 10


def bound(text: str, start: int, end: int) -> Bound:
    """How the sum at [start, end) of a half-width sentence is meant."""
    before, printed = text[max(0, start - _BEFORE) : start], text[start:end]
    if _UPTO.search(before) or _UPTO_BEHIND.match(text, end):
        return Bound.UPTO
    if _OVER.search(before) or re.search("[多余]", printed) or _OVER_BEHIND.match(text, end):
        return Bound.OVER
    if _ABOUT.search(before) or "来" in printed or _ABOUT_BEHIND.match(text, end):
        return Bound.ABOUT
    return Bound.EXACT


def subject(text: str, start: int, end: int) -> str:
    """What the sum at [start, end) of a half-width sentence is the amount of; empty where nothing says it."""
    own = text[max(clause_start(text, start), start - _BEFORE) : start]
    behind = _BEHIND.match(text, end)
    label = _NOUN_AT_END.search(_FILLING.sub("", own))
    if label and not (behind and label[0].endswith("规模")):
        return _trimmed(label[0])
    if behind:
        return _trimmed(behind["what"])
    return "" if _PAID.search(own) else _earlier(text, start)


def _earlier(text: str, start: int) -> str:
    """The last noun of money before the sum in its sentence."""
    begin = max(0, start - _REACH)
    nouns = list(_NOUNS.finditer(text, begin, start))
    if not nouns:
        return ""
    found = _NOUN_AT_END.search(text[max(begin, nouns[-1].end() - 2 * _LONGEST) : nouns[-1].end()])
    return _trimmed(found[0]) if found else ""


def _trimmed(label: str) -> str:
    """The noun without what leads to it: 区里设立的专项资金 → 专项资金."""
    short = _START.sub("", label) or label
    if _BARE.fullmatch(short):
        short = _PARTICLE.sub("", label)
    if len(short) > _LONGEST and (noun := _NOUNS.search(short, len(short) - _LONGEST)):
        short = short[noun.start() :]
    return short[-_LONGEST:].strip("“”")
