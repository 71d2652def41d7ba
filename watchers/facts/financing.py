"""What an article says of each financing programme: who gives how much, at what rate, for how long, to whom.

A programme's terms stand in the sentence that names it and in those that follow, until another one is named or the
paragraph ends. Only what is printed is noted; a sum counts as the programme's when its words say so (最高, 额度,
可贷, 授信, 发放): most sums beside a programme are what it has lent in all. Loans that the state itself lays down
(创业担保贷款) have no other name than their kind, and are noted where their terms are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from watchers.facts.sentences import Sentence, clause_start
from watchers.model import Phone, Programme

_FIGURE = r"[0-9一二三四五六七八九十百千两][0-9,.一二三四五六七八九十百千万亿两]*"
_MONEY = rf"{_FIGURE}\s?[万亿]?元"
_MOST = re.compile(
    rf"(?:最[高多大]|上限|不超过|封顶)[^,。;0-9%]{{0,14}}?(?:{_MONEY}\s?(?:提高|提升"
    rf"|调整)[至到])?(?P<sum>{_MONEY})(?P<most>)"
)
_AMOUNT = re.compile(
    rf"(?:(?:额度|授信|可贷|可申请|金额|担保)[^,。;0-9%]{{0,14}}?|(?:发放"
    rf"|首[笔单])[^,。;0-9%]{{0,16}}?)(?:{_MONEY}\s?(?:提高|提升|调整)[至到])?(?:最高|为|达|可达|不超过"
    rf"|至多)?(?P<sum>{_MONEY})"
    rf"|(?P<most>{_MONEY})(?:以内|以下|封顶|(?:的)?(?:信用|担保|抵押|创业)?贷款)"
)
_TOTAL = re.compile(r"累计|共计?|合计|余额|总额|已[为向]|全[省市县区]|家(?:企业|银行)授信")
_PERCENT = r"[0-9]+(?:\.[0-9]+)?\s?%"
_RATE = re.compile(
    rf"(?:年化|年|月|执行|贷款|优惠|综合|担保)?(?:利率|费率|利息)(?:最低|低至|仅|仅为|执行|参照|在|以|为|不高于"
    rf"|不超过|控制在|按|的|从|只有|约)*\s?(?:一年期)?\s?(?:{_PERCENT}|LPR[^,。;]{{0,14}}|[0-9]+(?:\.[0-9]+)?厘)"
    rf"|(?:按|给予|财政|享受|贴息)[^,。;0-9]{{0,12}}(?:{_PERCENT}|[0-9.]+个百分点)[^,。;]{{0,8}}?贴息|贴息(?:比例"
    rf"|标准|率)?[^,。;0-9]{{0,6}}(?:{_PERCENT}|[0-9.]+个百分点)"
)
_TERM = re.compile(
    rf"(?:期限|贷期|周期|最长(?:可达)?(?!期限))(?:最长|可达|不超过|为|一般|可以?|至"
    rf"|长达)*\s?(?P<term>{_FIGURE}(?:个月|年|天)(?:期|以内)?)"
)
_WHO = (
    re.compile(
        r"(?:面向|专为|专门为|针对|服务于?|支持对象为?|适用对象为?|贷款对象为?"
        r"|适用于)[:]?(?P<who>[^,。;“”0-9]{2,24}?)(?=提供|量身|打造|推出|开发|设计|发放|的(?:信贷|贷款|融资|金融"
        r"|信用)|[,。;“]|$)"
    ),
    re.compile(r"向(?P<who>(?![一两几多0-9]+[家户名])[^,。;“”]{2,20}?)(?=推出|提供|开放|发放)"),
    re.compile(r"(?<![一-鿿])为(?P<who>[^,。;“”]{2,20}?)(?=提供|量身|增信|发放)"),
    re.compile(
        r"(?:^|[,。;])(?:凡|只要是?|符合条件的)?(?P<who>[^,。;“”]{3,24}?)(?:,?(?:均|都|就|即"
        r"|也)?(?:凭[^,。;]{2,12})?[就即便]?[可能]以?(?:申请|申办|办理?|贷|凭|获得|通过))"
    ),
)
_NO_ONE = re.compile(
    r"贷款|银行|利率|额度|期限|单户|每[户棚亩]|该|其|平台|产品|最[高长]|政策|手续|另|同时|此外|客户经理|上限|难题"
    r"|困难|问题"
)
_NO_DIGITS = re.compile("[^0-9]+")
_GIVES = r"推出|发布|开办|发放|创新|研发|上线|打造|设立|开发|首创|办理|投放|推广|成功|落地|试点|的"
_GIVEN_BEHIND = re.compile(
    r"[^,。;]{2,40}(?:推出|开发|发布|创新)的(?:这|该|此)一?[款类]?[一-鿿]{0,4}(?:产品|贷款|业务)"
)
_STATE_LOAN = re.compile(
    r"创业担保贷款|(?:国家|生源地(?:信用)?)助学贷款|(?:个人)?消费贷款贴息|设备更新贷款贴息|购房贷款贴息"
)
_NAMED = 50  # programmes, organisations and numbers that are looked for, far more than an article names
_FOLLOWING = 4  # sentences in which the terms of a programme are looked for


def financing(
    text: Sequence[Sentence], names: Sequence[str], organisations: Sequence[str], phones: Sequence[Phone]
) -> tuple[Programme, ...]:
    """The programmes of `names` with their terms, then the state's own loans if their terms are printed."""
    names, organisations, phones = names[:_NAMED], organisations[:_NAMED], phones[:_NAMED]
    state = dict.fromkeys(found[0] for one in text for found in _STATE_LOAN.finditer(one.text))
    named = [_programme(name, text, names, organisations, phones) for name in names]
    loans = [_programme(name, text, names, organisations, phones) for name in state if name not in names]
    return (*named, *(loan for loan in loans if loan.amount or loan.rate or loan.term))


def _programme(
    name: str, text: Sequence[Sentence], names: Sequence[str], organisations: Sequence[str], phones: Sequence[Phone]
) -> Programme:
    first = next((place for place, one in enumerate(text) if name in one.text), len(text))
    around = list(_around(text, first, name, names))
    if around and _is_shelf(around[0].text, name, names):
        return Programme(name=name)
    told = "".join(one.text for one in around)
    digits = _NO_DIGITS.sub("", told)
    hotline = next((phone.number for phone in phones if _NO_DIGITS.sub("", phone.number)[-7:] in digits), "")
    return Programme(
        name=name,
        provider=_provider(around, name, organisations) if around else "",
        amount=_amount(told),
        rate=found[0].lstrip("的") if (found := _RATE.search(told)) else "",
        term=found["term"] if (found := _TERM.search(told)) else "",
        who=_who(told),
        hotline=hotline,
    )


def _around(text: Sequence[Sentence], first: int, name: str, names: Sequence[str]) -> Iterator[Sentence]:
    """The sentence that names the programme first, and those behind it that go on about it."""
    for place, one in enumerate(text[first : first + _FOLLOWING]):
        others = (other for other in names if other != name and other in one.text)
        if place and any(others):
            return
        yield one
        if one.ends_paragraph:
            return


def _is_shelf(text: str, name: str, names: Sequence[str]) -> bool:
    """A platform named with the programmes on it, whose terms these are: “商贷通”平台推出甲贷、乙贷."""
    platform = re.search(rf"{re.escape(name)}[”\"]?[一-鿿]{{0,10}}平台", text)
    return bool(platform and any(other in text for other in names if other != name))


def _provider(told: Sequence[Sentence], name: str, organisations: Sequence[str]) -> str:
    """The organisation before the name in its sentence that gives it: 中原银行推出“农机贷”; else 某行推出的这一产品."""
    own = told[0].text
    behind = next((found[0] for one in told[1:] if (found := _GIVEN_BEHIND.match(one.text))), "")
    for before in (own[: own.find(name)], behind):
        giving = list(re.finditer(_GIVES, before))
        given = [one for one in organisations if giving and 0 <= before.find(one) < giving[-1].start()]
        if given:
            return max(given, key=lambda one: (_lends(one), -before.find(one), len(one)))
    return ""


def _lends(name: str) -> bool:
    return bool(re.search(r"(?<!人民)银行|农商|信用社|担保|小额贷款|保险", name))


def _amount(told: str) -> str:
    for found in chain(_MOST.finditer(told), _AMOUNT.finditer(told)):
        clause = told[clause_start(told, found.start()) : found.start()]
        amount: str = found["sum"] or found["most"]
        if not _TOTAL.search(clause) and "亿" not in amount:  # what one borrower gets is never printed in 亿
            return amount
    return ""


def _who(told: str) -> str:
    for pattern in _WHO:
        for found in pattern.finditer(told):
            if not _NO_ONE.search(found["who"]):
                return found["who"]
    return ""
