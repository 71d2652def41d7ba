"""Who may have an offer: the words that say so, and which sizes of business they mean."""

from __future__ import annotations

import re

from bot.profile.model import Size

# Whoever an offer to businesses names, by any of these.
BUSINESS = re.compile(
    r"企业|个体|商户|商家|经营者|经营户|经营主体|市场主体|合作社|家庭农场|农户|种粮大户|创业|店铺|用人单位|工厂"
    r"|商铺|纳税人|主体"
    r"|(?<!银行)(?<!金融)(?<!担保)机构"
)
_END = (
    r"(?:企业|公司|经营者|经营户|工商户|个体户|商户|商家|主体|合作社|农场|农户|大户|创业者|创业人员|毕业生"
    r"|退役军人|店铺|机构|单位"
    r"|组织|人员)"
)
_LABELLED = re.compile(
    r"(?:适用|支持|申报|申请|贷款|补贴|奖补|奖励|服务|扶持|补助|受益|发放|资助)(?:对象|范围|主体|条件"
    r"|人群)(?:及条件)?(?:主要)?"
    r"[:为是包括\s]{0,4}(?P<who>[^。;\n“”]{2,60})"
)
# “三农”主体 is always printed so; other quotation marks begin a name.
_ANYTHING = r"(?:[^,。;:“”]|“三农”)"
_MORE = rf"(?:[、和及与或]{_ANYTHING}{{0,30}}?{_END})*"
_GIVEN = re.compile(
    rf"(?:^|[,。;:、\n)省市县区局]|继续|将|[今每]年)(?:其中,?)?对(?:于"
    rf"|(?=[^面接]))(?P<who>[^。;:“”]{{2,46}}?{_END}{_MORE})"
    r"[^。;]{0,40}?(?:给予|发放|按|予以|补贴|奖励|免征|减免|享受|奖补|贴息)"
)
_NAMED = (
    re.compile(rf"(?:(?<!不)面向|针对|专为|专门为|服务于|(?<!不)适用于)(?P<who>{_ANYTHING}{{0,36}}?{_END}{_MORE})"),
    re.compile(
        rf"(?:^|[,。;\n])对(?P<who>{_ANYTHING}{{2,24}}?{_END}{_MORE})提供[^,。;]{{0,20}}(?:贷款|资金|融资"
        rf"|授信)",
        re.MULTILINE,
    ),
    re.compile(rf"为(?P<who>{_ANYTHING}{{2,24}}?{_END}{_MORE})提供(?!担保)[^,。;]{{0,20}}(?:贷款|资金|融资|授信)"),
    re.compile(rf"凡(?:是)?(?P<who>[^。;:“”]{{2,40}}?{_END}{_MORE})"),
    re.compile(rf"用于(?P<who>[^,。;:“”]{{0,20}}?{_END}{_MORE})(?:的|日常|生产|购置|购买|更新|支付|技术|扩大)"),
    re.compile(
        rf"(?P<who>[^,。;:“”\n]{{0,30}}{_END}),?(?:均|都|也|即|就|凭[^,。;]{{2,12}})*"
        r"可(?:以|在|向|到|通过|登录|线上|现场|直接|自主|凭|按|于)*[^,。;]{0,14}(?:申请|申报|申领|办理|享受)"
    ),
    re.compile(rf"(?<!不)(?<!不予)(?:支持|鼓励|帮助)(?P<who>[^,。;:“”0-9]{{0,20}}?{_END}{_MORE})"),
)
_ENDED = re.compile(rf"{_END}$")
_TOLD = re.compile(r"申请|申报|申领|可贷|最高|给予|减免|贴息|补贴")
_PLAIN = re.compile(
    rf"(?:中小微|小微|中小|个体工商|科技型|外贸|制造业|涉农|初创|民营)[^,。;:“”0-9《》\s]{{0,12}}{_END}"
    rf"|个体工商户|个体户|合作社|家庭农场|种粮大户"
)
_PREFIX = re.compile(r"^(?:凡是?|只要是?|对于?|为|向|符合(?:以下)?条件的|符合条件的|主要|所有|全市|全省)+")
_LONGEST = 44

_SOLE = re.compile(r"个体|商户|小店|店铺|摊[主贩]|个人|农户|创业者|商家")
_MICRO = re.compile(r"小微|微型|中小微")
_SMALL = re.compile(r"小微|小型|中小|小企业")
_MEDIUM = re.compile(r"中型|中小|大中|规模以上|规上")
_LARGE_ONLY = re.compile(r"规模以上|规上|大中型|大型|上市|龙头|独角兽|总部")
_ANY = re.compile(r"(?:经营|市场)主体|经营[者户]")
_FIRM = re.compile(r"企业|公司|用人单位|工厂|单位")
_FARMERS = re.compile(r"农户|农民|家庭农场|合作社|示范社|大户|养殖户")

# Standing that only those have who were given it or who are it; whoever has not said so has to look.
STANDING = re.compile(
    r"专精特新|高新技术企业|科技型|小巨人|单项冠军|瞪羚|独角兽|规模以上|规上|首贷户?|首次[^,。;、]{0,10}贷款"
    r"|首次突破|本行[^,。;、]{0,12}(?:账户|客户|流水)|(?:取得|获得|持有|签订"
    r"|中标)(?!营业执照)[^,。;、]{2,14}的|毕业生|退役军人|返乡"
    r"|下岗|失业|妇女|残疾|脱贫|示范(?:企业|社|区|基地|合作社|农场)|龙头|老字号|A级|拥有[^,。;]{2,10}(?:专利"
    r"|知识产权)|上市|新增|入库|纳入|名单|用电满|未拖欠|重点群体|转型|转为|转企|升级为"
)
# 由个体工商户转型升级为企业: what somebody becomes belongs to the words that name them.
_BECOMING = re.compile(r"(?:转型|转为|转企|升级|变更)[^,。;、]{0,8}")
# Names nobody in particular: 企业可登录平台申请.
_NOBODY = re.compile(
    r"^(?:有(?:融资)?(?:需求|意)的?|有关|相关|广大|各类|该|这些)*(?:企业|公司|机构|单位|人员|组织|主体|商户|商家)$"
)
_TECHNOLOGY = re.compile(r"科技型|高新技术|专精特新|小巨人|瞪羚|独角兽|专利|研发|科创")


def who(text: str, headings: str, aid: bool = False) -> str:
    """The words that say who may apply; of a heading where the text has none. Empty: not said.

    `aid`: to whom something is given (对首次贷款的小微企业给予补助) is who may have it, too.
    """
    patterns = (_LABELLED, *([_GIVEN] if aid else []), *_NAMED)
    every = [_full(found, text) for one in patterns for found in one.finditer(text)]
    named = [one for one in every if BUSINESS.search(one) or STANDING.search(one)]
    said = next((one for one in named if not nobody(one)), "")
    if said:
        return said
    return (
        plain(headings)
        or plain("\n".join(one for one in re.split("[。;\n]", text) if _TOLD.search(one)))
        or next(iter(named), "")
    )


def nobody(said: str) -> bool:
    """Whether the words name a business, and none in particular."""
    return bool(_NOBODY.match(said))


def _full(found: re.Match[str], text: str) -> str:
    becoming = _BECOMING.match(text, found.end("who"))
    return _trimmed(found["who"] + (becoming[0] if becoming else ""))


def becoming(said: str) -> bool:
    """Whether it is for those who turn from one kind of business into another."""
    return bool(_BECOMING.search(said))


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


def chosen_only(said: str) -> bool:
    """Whether each of those named is what only some have been given or are: 县级以上示范社."""
    return all(STANDING.search(part) for part in re.split("[、和及]", said) if part)
