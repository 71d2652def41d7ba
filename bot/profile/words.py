"""The words for sizes, purposes and guarantees, as owners say them of themselves."""

from __future__ import annotations

import re

from bot.profile.model import Guarantee, Purpose, Size

# In this order: 中小企业 is what a small one calls itself, 小微企业 a very small one; a shop is mostly one person's.
SIZES = (
    (Size.SOLE, re.compile(r"个体(?:工商)?户?|[小夫]妻?[^,。;]{0,3}店|店铺|小店|小商户|摊[主位贩]|小摊|sole", re.I)),
    (Size.MICRO, re.compile(r"小微|微型|微企|micro", re.I)),
    (Size.MEDIUM, re.compile(r"中型|medium", re.I)),
    (Size.SMALL, re.compile(r"小型|中小|小企业|小公司|small", re.I)),
)
PURPOSES = {
    Purpose.WORKING: re.compile(r"流动资金|周转|进货|备货|发工资|原材?料|铺货|货款|working", re.I),
    Purpose.EQUIPMENT: re.compile(
        r"设备(?!租赁)|机器|技改|技术改造|买车|购车|农机|烘干机|生产线|扩产|扩建|equipment", re.I
    ),
    Purpose.STARTUP: re.compile(r"创业|刚起步|新开|想开|开店|开办|start-?up", re.I),
    Purpose.RESEARCH: re.compile(r"研发|科研|研究开发|技术攻关|新产品|research", re.I),
    Purpose.RENEWAL: re.compile(r"续贷|转贷|过桥|倒贷|贷款(?:快)?到期|renew", re.I),
    Purpose.EXPORT: re.compile(r"出口|外贸|跨境|海外|出海|export", re.I),
}
GUARANTEES = (
    (
        Guarantee.NONE,
        re.compile(
            r"(?:没有?|无|缺|不(?:想|能|用|要)?)[^,。;、]{0,6}(?:抵押|质押|担保|房产|房子)|(?:纯|靠|凭)?信用|什么都没有|^[无没]有?$"
            r"|none|nothing|credit",
            re.I,
        ),
    ),
    (Guarantee.PLEDGE, re.compile(r"质押|应收(?:账|帐)款|订单|存单|仓单|专利|知识产权|pledge", re.I)),
    (Guarantee.MORTGAGE, re.compile(r"抵押|房产|房子|住房|厂房|土地|商铺|门面|机器设备|mortgage", re.I)),
    (Guarantee.GUARANTOR, re.compile(r"担保|保证人|保人|guarantor", re.I)),
)


def size(text: str) -> Size | None:
    return next((size for size, pattern in SIZES if pattern.search(text)), None)


def purposes(text: str) -> tuple[Purpose, ...]:
    return tuple(purpose for purpose, pattern in PURPOSES.items() if pattern.search(text))


def guarantee(text: str) -> Guarantee | None:
    return next((kind for kind, pattern in GUARANTEES if pattern.search(text)), None)
