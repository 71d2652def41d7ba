"""Who may have an offer: the words that say so, and which sizes of business they mean."""

from __future__ import annotations

import re

from bot.profile.model import Size

# Whoever an offer to businesses names, by any of these.
BUSINESS = re.compile(
    r"企业|个体|商户|商家|经营主体|市场主体|合作社|家庭农场|农户|种粮大户|创业|店铺|用人单位|工厂|商铺|纳税人|主体"
    r"|(?<!银行)(?<!金融)(?<!担保)机构"
)
_END = (
    r"(?:企业|公司|工商户|个体户|商户|商家|主体|合作社|农场|农户|大户|创业者|创业人员|毕业生|退役军人|店铺|机构|单位"
    r"|组织|人员)"
)
_LABELLED = re.compile(
    r"(?:适用|支持|申报|申请|贷款|补贴|奖补|奖励|服务|扶持|补助|受益|发放|资助)(?:对象|范围|主体|条件|人群)(?:及条件)?(?:主要)?"
    r"[:为是包括\s]{0,4}(?P<who>[^。;\n“”]{2,60})"
)
_MORE = rf"(?:[、和及与或][^,。;:“”]{{0,30}}?{_END})*"
_GIVEN = re.compile(
    rf"(?:^|[,。;:、\n)省市县区局])(?:其中,?)?对(?:于|(?=[^面接]))(?P<who>[^。;:“”]{{2,46}}?{_END}{_MORE})"
    r"[^。;]{0,40}?(?:给予|发放|按|予以|补贴|奖励|免征|减免|享受|奖补|贴息)"
)
_NAMED = (
    re.compile(rf"(?:面向|针对|专为|专门为|服务于|适用于)(?P<who>[^,。;:“”]{{0,36}}?{_END}{_MORE})"),
    re.compile(
        rf"(?P<who>[^,。;:“”\n]{{0,30}}{_END}),?(?:均|都|也|即|就|凭[^,。;]{{2,12}})*"
        r"可(?:以|在|向|到|通过|登录|线上|现场|直接|自主|凭|按|于)*[^,。;]{0,14}(?:申请|申报|申领|办理|享受)"
    ),
    re.compile(rf"(?:支持|鼓励|帮助)(?P<who>[^,。;:“”0-9]{{0,20}}?{_END}{_MORE})"),
)
_ENDED = re.compile(rf"{_END}$")
_TOLD = re.compile(r"申请|申报|申领|可贷|最高|给予|减免|贴息|补贴")
_PLAIN = re.compile(
    rf"(?:中小微|小微|中小|个体工商|科技型|外贸|制造业|涉农|初创|民营)[^,。;:“”0-9《》\s]{{0,12}}{_END}|个体工商户|个体户|合作社|家庭农场|种粮大户"
)
_PREFIX = re.compile(r"^(?:凡是?|只要是?|对于?|为|向|符合(?:以下)?条件的|符合条件的|主要|所有|全市|全省)+")
_LONGEST = 44

_SOLE = re.compile(r"个体|商户|小店|店铺|摊[主贩]|个人|农户|创业者|商家")
_MICRO = re.compile(r"小微|微型|中小微")
_SMALL = re.compile(r"小微|小型|中小|小企业")
_MEDIUM = re.compile(r"中型|中小|大中|规模以上|规上")
_LARGE_ONLY = re.compile(r"规模以上|规上|大中型|大型|上市|龙头|独角兽|总部")
_ANY = re.compile(r"(?:经营|市场)主体")
_FIRM = re.compile(r"企业|公司|用人单位|工厂|单位")
_FARMERS = re.compile(r"农户|农民|家庭农场|合作社|大户|养殖户")

# Standing that only those have who were given it or who are it; whoever has not said so has to look.
STANDING = re.compile(
    r"专精特新|高新技术企业|科技型|小巨人|单项冠军|瞪羚|独角兽|规模以上|规上|首贷户?|首次(?:获得)?[^,。;、]{0,4}贷款|毕业生|退役军人|返乡"
    r"|下岗|失业|妇女|残疾|脱贫|示范(?:企业|社|区|基地)|龙头|老字号|A级|拥有[^,。;]{2,10}(?:专利|知识产权)|上市|新增|入库|纳入|名单"
)
_TECHNOLOGY = re.compile(r"科技型|高新技术|专精特新|小巨人|瞪羚|独角兽|专利|研发|科创")


def who(text: str, headings: str, aid: bool = False) -> str:
    """The words that say who may apply; of a heading where the text has none. Empty: not said.

    `aid`: to whom something is given (对首次贷款的小微企业给予补助) is who may have it, too.
    """
    patterns = (_LABELLED, *([_GIVEN] if aid else []), *_NAMED)
    for found in (found for one in patterns for found in one.finditer(text)):
        said = _trimmed(found["who"])
        if BUSINESS.search(said) or STANDING.search(said):
            return said
    return plain(headings) or plain("\n".join(one for one in re.split("[。;\n]", text) if _TOLD.search(one)))


def plain(text: str) -> str:
    """The first class of businesses that a text names: 中小微企业."""
    found = _PLAIN.search(text)
    return _trimmed(found[0]) if found else ""


def _trimmed(words: str) -> str:
    said = _PREFIX.sub("", words.strip(" ,、:"))
    if len(said) <= _LONGEST:
        return said
    cut = max(said.rfind(mark, _LONGEST // 2, _LONGEST) for mark in ",、")
    return said[:cut] if cut > 0 else said[:_LONGEST]


def sizes(said: str) -> frozenset[Size]:
    """The sizes that the words surely take in."""
    if _ANY.search(said):
        return frozenset(Size)
    every = ((Size.SOLE, _SOLE), (Size.MICRO, _MICRO), (Size.SMALL, _SMALL), (Size.MEDIUM, _MEDIUM))
    return frozenset(size for size, pattern in every if pattern.search(said))


def whole(part: str) -> bool:
    """Whether a part of an enumeration names takers by itself: 个体工商户, but not the 小型 of 小型、中型制造业企业."""
    return bool(_ENDED.search(part))


def any_firm(said: str) -> bool:
    """Whether the words name enterprises without their size: 在郑注册的企业."""
    return bool(_FIRM.search(said))


def large_only(said: str) -> bool:
    return bool(_LARGE_ONLY.search(said)) and not sizes(said) & {Size.SOLE, Size.MICRO, Size.SMALL}


def farmers_only(said: str) -> bool:
    """农户、家庭农场和合作社 and nobody else."""
    rest = _FARMERS.sub("", said)
    return bool(_FARMERS.search(said)) and not re.search(r"企业|个体|商户|主体|公司", rest)


def technology(said: str) -> bool:
    return bool(_TECHNOLOGY.search(said))
