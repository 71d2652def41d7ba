"""Financing programmes and platforms by name: “郑好融”平台, 科技人才贷, “信易贷”.

Newspapers put a new product's name in quotation marks, or print it bare with the …贷 that makes it a product. A bare
ending is not enough (信用贷, 房贷 are kinds of loan, 敢贷 愿贷 are verbs), and a sentence that says nothing of credit
is about something else, so both are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchers.facts.sentences import sentences
from watchers.widths import fold

_CREDIT = re.compile(r"贷款|授信|融资|信贷|担保|贴息|金融|银行|放款|利率|资金|额度|首贷|续贷")
_QUOTED = re.compile(r"[“「『\"](?P<name>[一-鿿A-Za-z0-9+·-]{2,14})[”」』\"]")
_PRODUCT = re.compile(r"(?:贷|贷[通宝易]|融)$|(?:信贷|贷款|融资|担保)[一-鿿]{0,4}(?:直通车|平台)$")
_LOAN = re.compile("贷[通宝易]?$")
# …保 is a guarantee beside a loan, an insurance beside anything else.
_GUARANTEE = re.compile(r"[一-鿿A-Za-z]{2}保$")
_LENDING = re.compile(r"贷|担保|增信|融资|授信")
_OTHER_PRODUCT = re.compile(r"(?:担|保|信|通|票|链|易|惠|宝|e企|金桥)$")
# Where an article is about credit and the sentence lends, what is named so in quotation marks is a product; 通 and 易
# also end ordinary words (互联互通, 一卡通).
_NAMED_LIKE_ONE = re.compile(
    r"^[一-鿿A-Za-z0-9]{1,6}(?:(?<!政)担|宝|票|链|(?<![交沟流普联畅直互相变打精疏贯融电卡网证码])通|(?<![贸交容简不轻])易)$"
)
_SERVICE = re.compile(
    r"(?:[一-鿿]{0,8}(?:金融|融资|信用|信贷)[一-鿿]{0,8}平台|(?:系列)?(?:信贷|贷款|金融|融资|担保)产品)"
)
_IS_PRODUCT = re.compile(r"等?(?:[一-鿿]{0,4}(?:融资|贷款|信贷|担保|金融))?(?:[类款项]|专属|系列)?(?:产品|业务|模式)")
_BARE = re.compile(r"(?:(?!贷)[一-鿿A-Za-z]){2,10}贷(?:通(?!过)|宝|易(?!于))?(?![款记出方前后中给学率难联额审户])")
# Loans that the state itself names, the same in every city; one is told of where its terms or its takers are, not
# where it stands among kinds of loan or among what a year's figures add up to.
_STATE_LOAN = re.compile(r"创业担保贷款|国家助学贷款|生源地信用助学贷款")
_TERMS = re.compile(r"最[高长]|额度|期限|[利费]率|贴息|申[请办领]|范围|对象|条件")
_PLATFORM = re.compile(r"全国[一-鿿]{2,12}(?:融资|信用)[一-鿿]{0,10}平台")
# Words that stand before a product's name without a blank; the name begins after the last of them.
_LEAD = re.compile(
    r".*(?:建立|推出|推广|创新|开发|上线|发放|办理|申请|设立|打造|首笔|首单|通过|运用|利用|依托|包括|以及|发布"
    r"|获得|开展|投放|落地|实施|运行"
    r"|试点|提供|使用|享受|特色|专属|全省|全市|全国|产品|银行|企业的|其中|另外|普遍|常见|传统|积极|主推|首推|力推"
    r"|[万亿]?元|选择|拿到|[凭靠]|叫|称|名为|即|[和与及等的了为将对在用由从把向以给有含到是种款笔个])"
)
_ABOUT = 3  # different words of credit, from which on an article is about it
_BARE_SHORTEST, _BARE_LONGEST = 3, 7
# Kinds of loan, and verbs or attitudes with 贷 in them: true of every bank, so no programme's name.
_GENERIC_WORDS = """
    信用贷 房贷 车贷 助学贷 消费贷 经营贷 抵押贷 质押贷 按揭贷 网贷 校园贷 首贷 续贷 小额贷 高利贷 套路贷 现金贷 裸贷
    获贷 审贷 存贷 投贷 拒贷 欠贷 求贷 信贷 融资贷 企业贷 个人贷 商贷 公积金贷 组合贷 过桥贷 无还本续贷 敢贷 愿贷
    能贷 会贷 不贷 可贷 应贷 尽贷 想贷 需贷 再贷 多贷 少贷 难贷 秒贷 放贷 惜贷 抽贷 断贷
    压贷 批贷 转贷 借贷 申贷 还贷 逾期贷 骗贷 专属贷 小微贷 普惠贷 流动资金贷 担保贷 流水贷 发票贷
    票据贷 订单贷 保单贷 税贷 应收账款贷 贴息贷 中长期贷 商业贷 住房贷 委托贷 联合贷 银团贷
    专项贷 金融 融资 投融 产融 融担 担保 圆融 诚信 守信 失信
"""
_GENERIC = tuple(_GENERIC_WORDS.split())
_NO_PRODUCT = re.compile(r"金融$|.{2}信贷$|^见.即.$")  # 绿色信贷, 见贷即保; but 税信贷
# What is in quotation marks for other reasons, whatever stands before it: “不敢贷”, “产教融”, “医保”.
_NO_NAME = re.compile(
    r"(?:[敢愿能会不可应尽想需再多少难放惜抽断压批转借申还获]贷|[金投交圆消通互相共深产教体]融|[首续]贷"
    r"|[医社低环三参担确安投承联增续劳退]保|负担|承担|分担)$"
)


def programmes(headings: str, body: str) -> tuple[str, ...]:
    """Names of programmes and platforms, in order of appearance, without quotation marks."""
    text = fold(f"{headings}\n{body}")
    about_credit = len({found[0] for found in _CREDIT.finditer(text)}) >= _ABOUT
    named = [found for sentence in sentences(text) for found in _in(sentence.text, about_credit)]
    quoted = {name for name, in_marks in named if in_marks}
    return tuple(dict.fromkeys(name if in_marks else _full(name, quoted) for name, in_marks in named))


def _full(bare: str, quoted: set[str]) -> str:
    """A bare name read by the quoted one that it ends in (其中惠农贷); marks are what surely bounds a name."""
    return next((bare[at:] for at in range(len(bare)) if bare[at:] in quoted), bare)


def _in(text: str, about_credit: bool) -> Iterator[tuple[str, bool]]:
    """(name, whether it stands in quotation marks)."""
    credit = bool(_CREDIT.search(text))
    for quoted in _QUOTED.finditer(text):
        after = text[quoted.end() :][:24]
        # A quoted …贷 says itself that it is about credit; a “…融” or a “…”平台 is, where the article is.
        sure = _LOAN.search(quoted["name"]) or (
            about_credit and (quoted["name"].endswith("融") or after.startswith("平台"))
        )
        told = about_credit or len({found[0] for found in _CREDIT.finditer(text)}) > 1
        lending = bool(_LENDING.search(text))
        if (credit or sure) and _names_a_programme(quoted["name"], after, lending, told):
            yield quoted["name"], True
    if not credit:
        return
    yield from ((found[0], False) for found in _PLATFORM.finditer(text))
    if _TERMS.search(text):
        yield from ((found[0], False) for found in _STATE_LOAN.finditer(text))
    for found in _BARE.finditer(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)):
        name = _LEAD.sub("", found[0])  # a kind with something before it is still a kind: 知识产权质押贷
        if _BARE_SHORTEST <= len(name) <= _BARE_LONGEST and not name.endswith(_GENERIC):
            yield name, False


def _names_a_programme(name: str, after: str, lending: bool, told: bool) -> bool:
    """`told`: the sentence or the article is about credit beyond one word."""
    if name in _GENERIC or _NO_PRODUCT.search(name) or _NO_NAME.search(name):
        return False
    if _PRODUCT.search(name) or _SERVICE.match(after) or (lending and _GUARANTEE.search(name)):
        return True
    if told and (after.startswith("平台") or (lending and _NAMED_LIKE_ONE.match(name))):
        return True
    return bool(_OTHER_PRODUCT.search(name) and _IS_PRODUCT.match(after))
