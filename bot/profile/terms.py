"""The terms of an offer, out of the sentences that tell of it. All texts are folded to half width."""

from __future__ import annotations

import re

from bot.profile import takers
from bot.profile.model import Purpose
from bot.profile.money import yuan
from bot.profile.offer import Security, Tier
from bot.profile.words import PURPOSES
from watchers.facts.numerals import cardinal
from watchers.facts.sentences import clause_end, clause_start

_FIGURE = r"[0-9一二三四五六七八九十百千两][0-9,.一二三四五六七八九十百千万亿两]*"
_LIMIT = re.compile(
    rf"(?:(?:单户|单笔|每户|贷款|授信|信用|补贴|奖补|奖励|补助|资助|贴息)[^,。;0-9%“”]{{0,4}})?(?:额度|金额|授信"
    rf"|总额|标准)?[^,。;0-9%“”]{{0,4}}?"
    rf"(?:最[高多大]|上限|不超过|不高于|封顶|可达|可贷|可申请|可获|至多|额度为?"
    rf"|授信额度)[^,。;0-9%]{{0,12}}?(?P<sum>{_FIGURE}元)(?!至|到|[-~—])(?:以内|以下)?"
    rf"|(?P<within>{_FIGURE}元)(?:以内|以下|封顶)"
    rf"|(?:额度|金额|授信|贷款|单户|单笔)[^,。;0-9%“”]{{0,8}}{_FIGURE}元?(?:至|到|[-~—])+(?P<upto>{_FIGURE}元)"
)
# From how much on one can borrow: 单户500万元以上, 100万元至3000万元.
_FLOOR = re.compile(
    rf"(?:额度|金额|授信|贷款|单户|单笔)[^,。;0-9%“”]{{0,8}}(?:(?:不低于)?(?P<sum>{_FIGURE}元?)(?:以上|起(?!步)"
    rf"|(?:至|到|[-~—])+{_FIGURE}元))"
)
_PART = re.compile(r"其中|分支|首(?:笔|年)")
# The words of a limit begin with what it is a limit of, or with 最高.
_LIMITED = re.compile(
    r"(?:单户|单笔|每户|个人|贷款|授信|信用|补贴|奖补|奖励|补助|资助|贴息|额度|金额|总额|标准|最[高多大]|上限"
    r"|不超过|不高于|封顶|可达|可贷|可申请|可获|至多|[0-9一二三四五六七八九两])"
)
# A sum in such a clause is a subsidy or a fee beside the loan, or what one borrower got, not how much can be borrowed.
_NO_LOAN = re.compile(
    r"贴息|补贴|奖|罚|保费|担保业务|风险|费用|手续费|年化|营业|收入|注册资|户均|累计|共计|合计|余额|产值|税|利润"
)
_NO_AID = re.compile(r"罚|营业|年?收入|注册资|累计|余额|产值|税|利润|投资额?[^,。;]{0,6}$|贷款(?:额度|金额)|授信")
_RATE = re.compile(
    r"(?:年化|年|月|执行|贷款|优惠|综合)?(?:利率|利息|费率)[^,。;%]{0,16}?(?:[0-9]+(?:\.[0-9]+)?\s?%|LPR[^,。;]{0,12}"
    r"|[0-9]+(?:\.[0-9]+)?厘)"
)
_TERM = re.compile(
    r"(?:期限|贷期|周期"
    r"|最长)[^,。;0-9一二三四五六七八九十两]{0,8}(?P<term>[0-9一二三四五六七八九十两]{1,3}(?:个月|年|天)(?:期|以内)?)"
    r"|(?P<free>随借随还)"
)
_FREE = re.compile(
    r"(?:[无毋][需须]|不[需须]要?|不用|免|无|零|不(?:强制|一律)?要求|不再要求|不看)(?:企业)?(?:提供|任何|实物"
    r"|房产|追加|传统)*(?:抵押|担保|反担保)[物品]?"
    r"|纯信用|(?:以|全)信用(?:方式|贷款|放款)|(?<!户均)信用贷款?(?!款|占|余额|本金|损失)|信用方式"
    r"|信用(?:或|、|和|及)[^,。;]{0,6}(?:抵押|担保|质押|保证)|凭[^,。;]{2,14}?(?:即可|就[能可]|便[能可]"
    r"|可)[^,。;]{0,3}[申贷办][请理款]?"
)
# What businesses suffer from is no promise: 陷入无抵押、无担保的困境.
_PLIGHT = re.compile(r"困境|难题|难[,。”]|问题|痛点|苦于|发愁|犯愁|尴尬|缺乏|碰壁|融资难")
_BACKED = re.compile(
    r"(?:政府性|政策性|市级|省级|国有)[^,。;]{0,6}担保[^,。;]{0,4}(?:机构|公司|集团)[^,。;]{0,12}|担保(?:机构"
    r"|公司|集团)[^,。;]{0,8}(?:增信|提供担保|承担)"
    r"|见贷即保|风险补偿[^,。;]{0,8}(?:承担|分担)"
)
_PLEDGE = re.compile(
    r"(?:知识产权|专利权?|商标权?|应收账款|订单|存货|仓单|股权|存单|收费权|经营权|活体)[^,。;]{0,6}(?:质押|抵押)"
)
_MORTGAGE = re.compile(
    r"(?:须|需要?|要求|应|以|采?用|提供|凭)[^,。;]{0,12}(?:抵押|担保人|保证人|反担保)[物品]?|(?:房产|房屋|不动产"
    r"|土地|厂房|住宅|商铺)[^,。;]{0,6}抵押"
    r"|抵押(?:类?贷款|率|物)"
)
# What owners call opening a shop, notices say of opening a service: 开办业务; and a new product is the bank's.
_PURPOSES = {
    **PURPOSES,
    Purpose.STARTUP: re.compile(r"创业"),
    Purpose.RESEARCH: re.compile(r"研发|科研|技术攻关"),
}
_BRIDGE = re.compile(r"过桥资金|转贷(?:应急|周转)?资金|应急转贷|无还本续贷")
_BOUND = re.compile(r"用于|用途|定向|专项|专门?支持|购置|购买|采购")
_REPORTED = re.compile(r"(?:昨|今|近)日|[一二三四五六七八九十]笔|负责人|老板|说")
_AGE = (
    re.compile(
        r"(?:成立|注册|登记|经营|运营|存续)[^,。;0-9一二三四五六两]{0,10}?(?:满|超过|达到?|不[少低]于"
        r"|在)\s?(?P<n>[0-9一二两三四五六]+)(?P<unit>年|个月)"
        r"(?:以上|及以上)?"
    ),
    re.compile(r"(?:成立|注册|登记|经营|运营)\s?(?P<n>[0-9一二两三四五六]+)(?P<unit>年|个月)(?:以上|及以上)"),
)
_YOUNG = re.compile(
    r"(?:成立|注册|登记|创办|开业)[^,。;0-9一二三四五六两]{0,8}?(?:不超过|不满|未满|不足"
    r"|在)?\s?(?P<n>[0-9一二两三四五六]+)(?P<unit>年|个月)(?:以?内|以下)"
    r"|(?:成立|注册|登记|创办)[^,。;0-9一二三四五六两]{0,6}(?:不超过|不满|未满"
    r"|不足)\s?(?P<n2>[0-9一二两三四五六]+)(?P<unit2>年|个月)"
    r"|(?P<n3>[0-9一二两三四五六]+)(?P<unit3>年|个月)内(?:新)?(?:成立|注册|登记|创办)"
)


def limit(text: str, loan: bool) -> tuple[str, int]:
    """(words, yuan) of the most that one can get; ("", 0) where none is printed."""
    found = _limits(text, loan)
    whole = [one for one in found if not _PART.search(one[2])]  # 其中信用额度最高1000万元 is not all there is
    return (whole or found)[0][:2] if found else ("", 0)


def tiers(text: str, loan: bool) -> tuple[Tier, ...]:
    """The limits by taker, where there are several: 个人最高30万元, 小微企业最高400万元."""
    each = ((words, most, takers.sizes(clause)) for words, most, clause in _limits(text, loan))
    named = tuple(Tier(words=words, most=most, sizes=sizes) for words, most, sizes in each if sizes)
    return named if len({one.sizes for one in named}) > 1 else ()


def floor(text: str, loan: bool) -> tuple[str, int]:
    """(words, yuan) of the least that is lent; ("", 0) where none is printed."""
    for found in _FLOOR.finditer(text) if loan else ():
        clause = text[clause_start(text, found.start()) : clause_end(text, found.end())]
        words = found["sum"]
        # 100至3000万元: the unit stands behind the second figure.
        unit = "" if re.search("[万亿元]", words) else (re.search("[万亿]", found[0]) or [""])[0]
        amount = yuan(words.removesuffix("元") + unit + "元")
        if amount and not _NO_LOAN.search(clause):
            return found[0], amount
    return "", 0


def _limits(text: str, loan: bool) -> list[tuple[str, int, str]]:
    """(words, yuan, clause) of every limit that is printed."""
    other, all_of_them = _NO_LOAN if loan else _NO_AID, list[tuple[str, int, str]]()
    for found in _LIMIT.finditer(text):
        clause = text[clause_start(text, found.start()) : clause_end(text, found.end())]
        amount = yuan(found["sum"] or found["within"] or found["upto"])
        if amount and not other.search(clause):
            begin = _LIMITED.search(found[0])
            all_of_them.append((found[0][begin.start() if begin else 0 :].strip(), amount, clause))
    return all_of_them


def rate(text: str) -> str:
    found = _RATE.search(text)
    return found[0] if found else ""


def term(text: str) -> str:
    found = _TERM.search(text)
    return (found["term"] or found["free"]) if found else ""


def security(text: str, name: str) -> tuple[Security | None, str]:
    """What stands behind the loan, and the words that say so. Several ways: the easiest."""
    for found in _FREE.finditer(text):
        if not _PLIGHT.search(_clause_and_next(text, found.start(), found.end())):
            return Security.CREDIT, found[0]
    for kind, pattern in ((Security.BACKED, _BACKED), (Security.PLEDGE, _PLEDGE), (Security.MORTGAGE, _MORTGAGE)):
        named = pattern.search(text) or pattern.search(name)
        if named and not _PLIGHT.search(_clause_and_next(text, *named.span())):
            return kind, named[0]
    return None, ""


def _clause_and_next(text: str, start: int, end: int) -> str:
    """The sentence around a place, from its clause on: what it is called comes at its end."""
    stop = min((at for mark in "。;\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[clause_start(text, start) : min(stop + 1, end + 24)]


def bound(text: str, name: str) -> tuple[tuple[Purpose, ...], str]:
    """The purposes to which the money is bound, by the name or by a clause that binds it, and the words of it."""
    name = name.replace("创业担保贷款", "")  # by its rules it lends to those who run a business, too
    by_name = {purpose: found[0] for purpose, pattern in _PURPOSES.items() if (found := pattern.search(name))}
    if not by_name and (bridge := _BRIDGE.search(text)):
        by_name = {Purpose.RENEWAL: bridge[0]}
    if by_name:
        return tuple(by_name), "、".join(by_name.values())
    for found in _BOUND.finditer(text):
        clause = text[clause_start(text, found.start()) : clause_end(text, found.end())]
        purposes = tuple(purpose for purpose, pattern in _PURPOSES.items() if pattern.search(clause))
        if purposes and not _REPORTED.search(clause):
            return purposes, clause.strip()[:30]
    return (), ""


def age(text: str) -> tuple[str, float | None, float | None]:
    """(words, years that a business must have behind it, years that it must not have passed)."""
    young = _YOUNG.search(text)
    if young:
        n, unit = (young["n"] or young["n2"] or young["n3"]), (young["unit"] or young["unit2"] or young["unit3"])
        return young[0], None, _years(n, unit)
    found = next((found for pattern in _AGE if (found := pattern.search(text))), None)
    return (found[0], _years(found["n"], found["unit"]), None) if found else ("", None, None)


def _years(figure: str, unit: str) -> float | None:
    count = cardinal(figure)
    return None if count is None else float(count) / (1 if unit == "年" else 12)
