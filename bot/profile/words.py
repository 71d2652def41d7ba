"""The words for sizes, purposes and guarantees, as owners say them of themselves."""

from __future__ import annotations

import re

from bot.profile.model import Guarantee, Purpose, Size

# In this order: 中小企业 is what a small one calls itself, 小微企业 a very small one; a shop is mostly one person's.
SIZES = (
    (
        Size.SOLE,
        re.compile(
            r"个体(?:工商)?户?|[小夫]妻?[^,。;]{0,3}店|店铺|小店|小商户|小生意|摊[主位贩]|[小地摆出]摊"
            r"|小[^,。;]{0,2}(?:超市|[饭面餐菜]馆)|一个人(?:干|开|做|撑)"
        ),
    ),
    (Size.MICRO, re.compile(r"小微|微型|微企")),
    (Size.MEDIUM, re.compile(r"中型")),
    (Size.SMALL, re.compile(r"小型|中小|小(?:企业|公司|厂)")),
)
PURPOSES = {
    Purpose.WORKING: re.compile(r"流动资金|周转|进货|备货|发工资|原材?料|铺货|货款"),
    Purpose.EQUIPMENT: re.compile(
        r"设备(?!租赁|研发|制造|生产|厂|公司|维修|维护|销售|安装)|器材|(?<!医疗)器械|机器(?!人)"
        r"|技改|技术改造|买车|购车|农机|烘干机|生产线|扩产|扩建"
    ),
    Purpose.STARTUP: re.compile(r"创业|刚起步|新开|想开|开店|开办"),
    Purpose.RESEARCH: re.compile(r"研发|科研|研究开发|技术攻关|新产品"),
    Purpose.RENEWAL: re.compile(r"续贷|转贷|过桥|倒贷|贷款(?:快)?到期"),
    Purpose.EXPORT: re.compile(r"出口|外贸|跨境|海外|出海"),
}
_BUYS = r"(?:买|购|换|添|置办|上)(?:置|一|两|二|三|几|新|个|了|[0-9]){0,3}"
# What owners say of themselves, and no notice: 备料, 压货, 买台车, 续八百万. 开店五年 opens no shop.
_SPOKEN = {
    Purpose.WORKING: re.compile(
        r"[备囤屯存][一点些]{0,2}(?:货|料|粮|菜|枣|药材|面料|棉)|(?:买|进|购)(?:点|些)?(?:饲料|化肥|肥料|种子"
        r"|农资|材料|原料|料|面料|食材|药)"
        r"|收(?:粮|花生|蒜|枣|麦|玉米|棉|菜|货|果|苹果|梨|药材)|(?:饲料|化肥|货|料|人工|工资|药)钱"
        r"|进[点些]?[^,。;]{0,2}货|垫[资款付]|压[货款]|流贷|房租|租金|资金(?:紧|周转|链|回笼|压力)|现金流|(?:发|开"
        r"|付)(?:[^,。;]{0,3})工资|结账|账期|回款慢|倒腾开|转不开"
    ),
    Purpose.EQUIPMENT: re.compile(
        rf"{_BUYS}[台辆条套部组座](?!件)|{_BUYS}[^,。;]{{0,8}}?(?:机(?![票会])|车(?!间|位|险)|机床|炉|窑|设施"
        rf"|电脑|系统|冷柜|冰柜|叉车|拖拉机)"
        rf"|[车机][^,。;]{0, 3}换(?:成|个)?新|更新[^,。;]{{0,4}}[机车线]"
        r"|上(?:一?条)?新?线(?!上)|建[^,。;]{0,4}(?:大棚|厂房|冷库|车间|仓库)"
    ),
    Purpose.STARTUP: re.compile(r"启动(?!仪式)|想[^,。;]{0,8}[弄搞整支摆]个|(?:刚|还没)开业|刚开始做"),
    Purpose.RENEWAL: re.compile(
        r"续[^,。;]{0,3}(?:[0-9]+|[一二三四五六七八九十百千]+)万|还(?:旧|老|银行)?贷款?|贷款[^,。;]{0,4}到期"
        r"|借新还旧|续上"
    ),
}
_OPENED = re.compile(r"开店(?:[已经了有]{0,2}(?:[0-9]|[一二两三四五六七八九十])|.{0,2}[0-9]{4})")
_HOUSES = r"(?:房产|房子|住房|商品房|厂房|商铺|门面房?|写字楼)"
# What is to be built, bought or rented can be given to nobody.
_NOT_OWN = re.compile(
    rf"(?:新?建|盖|租|买|购|换|找|装修|扩[建大]?|改造|流转)[^,。;]{{0,6}}(?:{_HOUSES}|土地|大棚|设备)"
)
GUARANTEES = (
    (
        Guarantee.NONE,
        re.compile(
            r"(?:没有?|无|缺|不(?:想|能|用|要)?)[^,。;、]{0,6}(?:抵押|质押|担保|房产|房子)|[没无]有?(?:啥"
            r"|什么)?(?:房|车)(?:[没无]|$|[,。;\s])"
            r"|(?:纯|靠|凭)?信用(?!社|证|等级|评级|记录)|什么都没有|^[无没]有?$"
        ),
    ),
    (Guarantee.PLEDGE, re.compile(r"质押|应收(?:账|帐)款|订单|存单|仓单|专利|知识产权")),
    (Guarantee.MORTGAGE, re.compile(rf"抵押|{_HOUSES}|土地证?|机器设备|有房(?!租)")),
    (Guarantee.GUARANTOR, re.compile(r"担保|保证人|保人")),
)


def size(text: str) -> Size | None:
    return next((size for size, pattern in SIZES if pattern.search(text)), None)


def purposes(text: str) -> tuple[Purpose, ...]:
    line = _OPENED.sub(" ", text)
    return tuple(
        purpose
        for purpose, pattern in PURPOSES.items()
        if pattern.search(line) or (purpose in _SPOKEN and _SPOKEN[purpose].search(line))
    )


def guarantee(text: str) -> Guarantee | None:
    own = _NOT_OWN.sub(" ", text)
    return next((kind for kind, pattern in GUARANTEES if pattern.search(own)), None)
