"""Financing programmes and platforms by name: “郑好融”平台, 科技人才贷, “信易贷”.

Newspapers put a new product's name in quotation marks, or print it bare with the …贷 that makes it a product. A bare
ending is not enough (信用贷, 房贷 are kinds of loan, 敢贷 愿贷 are verbs), and a sentence that says nothing of credit
is about something else, so both are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchers.facts.sentences import sentences

_CREDIT = re.compile(r"贷款|授信|融资|信贷|担保|贴息|金融|银行|放款|利率|资金|额度|首贷|续贷")
_QUOTED = re.compile(r"[“「『\"](?P<name>[一-鿿A-Za-z0-9+·]{2,10})[”」』\"]")
_PRODUCT = re.compile(r"(?:贷|融|担)$")
_GUARANTEE = re.compile(r"(?:保|信|通|票|链)$")
_SERVICE = re.compile(
    r"(?:[一-鿿]{0,8}(?:金融|融资|信用|信贷)[一-鿿]{0,8}平台|(?:系列)?(?:信贷|贷款|金融|融资|担保)产品)"
)
_BARE = re.compile(r"(?:(?!贷)[一-鿿A-Za-z]){2,10}贷(?![款记出方前后中给学率难联额审户])")
_PLATFORM = re.compile(r"全国[一-鿿]{2,12}(?:融资|信用)[一-鿿]{0,10}平台")
# Words that stand before a product's name without a blank; the name begins after the last of them.
_LEAD = re.compile(
    r".*(?:建立|推出|推广|创新|开发|上线|发放|办理|申请|设立|打造|首笔|首单|通过|运用|利用|依托|包括|以及|发布|获得|开展|投放|落地|实施|运行"
    r"|试点|提供|使用|享受|特色|专属|全省|全市|全国|产品|银行|企业的|[和与及等的了为将对在用由从把向以给有含到是种款笔个])"
)
_BARE_SHORTEST, _BARE_LONGEST = 3, 7
# Kinds of loan, and verbs or attitudes with 贷 in them: true of every bank, so no programme's name.
_GENERIC_WORDS = """
    信用贷 房贷 车贷 助学贷 消费贷 经营贷 抵押贷 质押贷 按揭贷 网贷 校园贷 首贷 续贷 小额贷 高利贷 套路贷 现金贷 裸贷
    获贷 审贷 存贷 投贷 拒贷 欠贷 求贷 信贷 融资贷 企业贷 个人贷 商贷 公积金贷 组合贷 过桥贷 无还本续贷 敢贷 愿贷
    能贷 会贷 不贷 放贷 惜贷 抽贷 断贷 压贷 批贷 转贷 借贷 申贷 还贷 逾期贷 骗贷 小微贷 普惠贷 流动资金贷 担保贷
    贴息贷 中长期贷 商业贷 住房贷 委托贷 联合贷 银团贷 专项贷 金融 融资 投融 产融 融担 担保 圆融 诚信 守信 失信
"""
_GENERIC = tuple(_GENERIC_WORDS.split())


def programmes(headings: str, body: str) -> tuple[str, ...]:
    """Names of programmes and platforms, in order of appearance, without quotation marks."""
    found = dict.fromkeys(name for sentence in sentences(f"{headings}\n{body}") for name in _in(sentence.text))
    return tuple(found)


def _in(text: str) -> Iterator[str]:
    credit = bool(_CREDIT.search(text))
    for quoted in _QUOTED.finditer(text):
        # A quoted …贷 says itself that it is about credit.
        if (credit or quoted["name"].endswith("贷")) and _names_a_programme(quoted["name"], text[quoted.end() :][:24]):
            yield quoted["name"]
    if not credit:
        return
    yield from (found[0] for found in _PLATFORM.finditer(text))
    for found in _BARE.finditer(text):
        name = _LEAD.sub("", found[0])  # a kind with something before it is still a kind: 知识产权质押贷
        if _BARE_SHORTEST <= len(name) <= _BARE_LONGEST and not name.endswith(_GENERIC):
            yield name


def _names_a_programme(name: str, after: str) -> bool:
    if name in _GENERIC or name.endswith(("金融", "信贷")):
        return False
    if _PRODUCT.search(name) or _SERVICE.match(after):
        return True
    return bool(_GUARANTEE.search(name) and re.match(r"[等]?(?:融资|贷款|信贷|担保|金融)?产品", after))
