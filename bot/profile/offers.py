"""An article → the loans and subsidies that it offers to businesses.

A loan is a programme that the facts name and of which terms are printed, or an unnamed one whose limit, taker and way
to apply stand in the article. A subsidy is public money for businesses that can be applied for. Drafts that ask for
comments, swindles, court cases, loans to private people and what has merely been lent are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.profile import conditions, takers, terms
from bot.profile.offer import Aspect, Kind, Offer
from watchers.facts.places import Gazetteer
from watchers.facts.sentences import Sentence, sentences
from watchers.model import Article, Deadline, Programme
from watchers.widths import fold

WORDS = (
    "贷款",
    "融资",
    "授信",
    "信贷",
    "补贴",
    "奖补",
    "贴息",
    "补助",
    "奖励",
    "减免",
    "扶持",
    "利率",
    "创新券",
    "减半",
    "免征",
)
"""Whatever is an offer holds one of these: by them the archive is asked."""

_MONEY = re.compile(r"贷|融资|授信|补贴|奖补|贴息|补助|奖励|减免|扶持|资助|返还|免租|利率|创新券|减半征收|减征|免征")
_NO_OFFER = re.compile(
    r"征求意见|公开征集意见|草案|诈骗|骗局|骗子|骗贷|套路贷|非法集资|判决|被告|庭审|获刑|起诉|拟[^,。]{0,12}名单"
    r"|助学贷|公积金|房贷|购房|按揭|消费贷"
    r"|以旧换新|考生|招生|奖学金|助学金"
)
_PRIVATE = re.compile(r"助学|消费贷|购房|房贷|车贷|公积金|装修贷")
_APPLY = re.compile(
    r"申请|申报|办理|申领|受理|咨询|适用对象|支持对象|免申即享|兑现|可享受?|推出|上线|面向|给予|即日起|报名|登录"
)
_LOAN = re.compile(r"贷款|信贷|授信|[一-鿿]贷(?![款记方])|融资|利率")
_AID = re.compile(r"补贴|奖补|贴息|补助|奖励|资助|减免|返还|免租|扶持资金|专项资金|以奖代补|创新券|减半征收|减征|免征")
# 申报已于3月31日截止: a report of what is over.
_CLOSED = re.compile(r"(?:申报|申请|申领|受理|报名)[^,。;]{0,8}已(?:经|于)?[^,。;]{0,10}(?:截止|结束|停止|完毕)")
# Something is given, and one can still ask for it.
_GIVES = re.compile(r"(?:给予|予以|发放)[^。]{0,30}?(?:补贴|奖励|资助|补助)")
_OPEN = re.compile(r"即日起|可[^,。;]{0,14}(?:申报|申请|申领)|申报(?:时间|截止)|请于")
# A document by which businesses are helped, by its title.
_POLICY = re.compile(
    r"(?:支持|促进|扶持|奖补|补贴|贴息|融资|纾困|助企|惠企|奖励|发展)[^》]{0,30}(?:措施|办法|政策|细则|通知|意见"
    r"|方案|公告|指南)"
)
# Sentences that hold for every product of the article.
_SHARED = re.compile(r"均|上述|各[类款项]?产品|[两二三四五六七八九十]款|全部产品|所有产品|统一")
_WIDE = re.compile(r"全[省市县区国]|[我本]?[省市](?:级|范围内|行政区域)|我[省市县区]|本[省市县区]")
_ACTION = re.compile(r"申|报名|受理|办|领|贴息|补|登记|提交|兑|奖|贷|截止|资料|材料")
_AID_ONLY = re.compile(r"贴息|补贴|奖|补助")
_FOLLOWING = 6  # sentences in which a programme's terms are looked for
_LONGEST = 20_000  # characters: an article of more is a book, and nobody's notice

_SAID = {
    Aspect.WHO: takers.BUSINESS,
    Aspect.AMOUNT: re.compile(r"额度|最高|最多|上限|不超过|以内|封顶"),
    Aspect.RATE: re.compile(r"利率|利息|费率|贴息"),
    Aspect.TERM: re.compile(r"期限|贷期|随借随还|[0-9一二三四五]年期|最长"),
    Aspect.GUARANTEE: re.compile(r"抵押|质押|担保|信用贷|信用方式|纯信用|凭"),
}


def offers(article: Article, gazetteer: Gazetteer, home: str = "") -> tuple[Offer, ...]:
    """What the article offers, in its order; linear in its length, and never raises for any text.

    `home` is the place that the article's paper tells of, which a notice without a place means.
    """
    headings = fold(" ".join(filter(None, (article.headline, article.kicker, article.subhead))))
    body = fold(article.body[:_LONGEST])
    whole = f"{headings}\n{body}"
    if article.warning or not _MONEY.search(whole) or _NO_OFFER.search(headings) or "征求意见稿" in whole:
        return ()
    if _CLOSED.search(whole) and not _still_open(article):
        return ()
    found = list(_programmes(article, headings, body))
    if not found and (one := _unnamed(article, headings, body) or _platform(article, headings, body)):
        found = [one]
    return tuple(_placed(one, article, headings, whole, gazetteer, home) for one in found)


def _still_open(article: Article) -> bool:
    return any(_is_application(one) and one.date >= article.day for one in article.facts.deadlines)


def _programmes(article: Article, headings: str, body: str) -> Iterator[Offer]:
    """The named loans of which something is told that helps to decide."""
    every = [one for one in article.facts.financing if not _PRIVATE.search(one.name)]
    names = [fold(one.name) for one in every]
    told = list(sentences(body))
    for programme, name in zip(every, names, strict=True):
        alone = len(every) == 1
        text = body if alone else "".join(_passages(told, name, names))
        offer = _loan(programme, name, text, headings if alone else "", article)
        # 费率 is the price of a guarantee; it comes with loans that are told of elsewhere.
        terms_told = offer.limit or offer.term or "利" in offer.rate
        if offer.who and terms_told and _APPLY.search(text) and not (not alone and _is_platform(name, body)):
            yield offer


def _is_platform(name: str, body: str) -> bool:
    """What stands on a platform beside other programmes are their terms: “商都融”平台推出甲贷、乙贷."""
    return bool(re.search(rf"{re.escape(name)}[”\"’]?[一-鿿]{{0,10}}平台", body))


def _platform(article: Article, headings: str, body: str) -> Offer | None:
    """A platform where loans are applied for; of its terms nothing is told."""
    one = next((one for one in article.facts.financing if _is_platform(fold(one.name), body)), None)
    who = takers.plain(f"{headings}\n{body}")
    if one is None or not takers.sizes(who) or not _APPLY.search(body):
        return None
    return Offer(
        kind=Kind.LOAN, name=fold(one.name), day=article.day, provider=one.provider, who=who, hotline=one.hotline
    )


def _passages(told: Sequence[Sentence], name: str, names: Sequence[str]) -> Iterator[str]:
    """Every sentence that is about the programme: those that name it, those that go on, those that hold for all."""
    left = 0
    for one in told:
        named = {other for other in names if other in one.text}
        # “甲贷” inside “乙甲贷” is not named by it.
        mine = name in one.text and not any(name in other and other != name for other in named)
        if mine:
            left = _FOLLOWING
        elif named:
            left = 0
        if mine or (left and not named) or (not named and _SHARED.search(one.text)):
            yield one.text
        left = 0 if one.ends_paragraph else max(left - 1, 0)


def _loan(programme: Programme, name: str, text: str, headings: str, article: Article) -> Offer:
    words, most = terms.limit(text, loan=True)
    floor, least = terms.floor(text, loan=True)
    security, guarantee = terms.security(text, name)
    purposes, purpose = terms.bound(text, name)
    founded, youngest, oldest = terms.age(text)
    return Offer(
        kind=Kind.LOAN,
        name=name,
        day=article.day,
        provider=programme.provider,
        who=_taker(programme.who, takers.who(text, headings)),
        limit=words,
        most=most,
        floor=floor,
        least=least,
        tiers=terms.tiers(text, loan=True),
        conditions=conditions.conditions(text),
        barred=conditions.barred(text),
        rate=terms.rate(text),
        term=terms.term(text) or fold(programme.term),
        guarantee=guarantee,
        security=security,
        purposes=purposes,
        purpose=purpose,
        founded=founded,
        youngest=youngest,
        oldest=oldest,
        hotline=programme.hotline,
    )


def _taker(printed: str, read: str) -> str:
    """The facts' words, where they name a kind of business, and no less than was read here."""
    said = fold(printed)
    named = takers.sizes(said) or takers.STANDING.search(said) or (takers.any_firm(said) and not takers.nobody(said))
    return said if named and not read.startswith(said) else read


def _unnamed(article: Article, headings: str, body: str) -> Offer | None:
    """A loan without a name of its own, or a subsidy: it goes by its headline."""
    policy = next((fold(one) for one in article.facts.documents if _POLICY.search(one)), "")
    who = takers.who(body, f"{headings} {policy}", aid=True)
    if not who or not _APPLY.search(body):
        return None
    name = fold(article.headline)
    if policy:
        meant = takers.plain(policy)  # its title names all, the text perhaps those of one article only
        whom = meant if takers.sizes(meant) - takers.sizes(who) else who
        return _subsidy(article, policy, whom, headings, body)
    if (_LOAN.search(headings) and not _AID.search(headings)) or (
        _LOAN.search(body) and not _AID.search(headings + body)
    ):
        one = _loan(Programme(name=name), name, body, headings, article)
        return replace(one, nameless=True) if one.limit or one.rate else None
    return _subsidy(article, name, who, headings, body)


def _subsidy(article: Article, name: str, who: str, headings: str, body: str) -> Offer | None:
    """Public money: a sum or a share is printed, or an application is asked for."""
    words, most = terms.limit(body, loan=False)
    applied = any(_applies(one, Kind.SUBSIDY) for one in article.facts.deadlines)
    asked = re.search(r"申报|申领|申请|免申即享|兑现|受理|给予", body)
    given = _GIVES.search(body) and _OPEN.search(body)
    known = words or name != fold(article.headline) or _AID.search(headings) or given
    if not (_AID.search(headings + body) and (applied or (asked and known))):
        return None
    purposes, purpose = terms.bound(body, name)
    founded, youngest, oldest = terms.age(body)
    return Offer(
        kind=Kind.SUBSIDY,
        name=name,
        day=article.day,
        who=who,
        limit=words,
        most=most,
        tiers=terms.tiers(body, loan=False),
        conditions=conditions.conditions(body),
        barred=conditions.barred(body),
        purposes=purposes,
        purpose=purpose,
        founded=founded,
        youngest=youngest,
        oldest=oldest,
        nameless=name == fold(article.headline),
        hotline=article.facts.phones[0].number if article.facts.phones else "",
    )


def _placed(offer: Offer, article: Article, headings: str, whole: str, gazetteer: Gazetteer, home: str) -> Offer:
    """The offer with what the article as a whole says: where, until when, and of what not a word."""
    places = article.facts.places
    own = gazetteer.home(article.paper)
    home = own.name if own else home
    chief = tuple(dict.fromkeys(place.name for one in gazetteer.mentions(headings) for place in one.places))
    silent = {aspect for aspect, pattern in _SAID.items() if not pattern.search(whole)}
    return replace(
        offer,
        places=places or ((home,) if home else ()),
        of_paper=not places,
        chief=chief,
        wide=bool(_WIDE.search(whole)),
        silent=frozenset(silent),
        deadlines=tuple(one for one in article.facts.deadlines if _applies(one, offer.kind)),
        beside=tuple(one for one in article.facts.deadlines if _ends_aid(one, offer.kind)),
    )


def _applies(deadline: Deadline, kind: Kind) -> bool:
    """Whether it is the day until which one can apply; a subsidy's day beside a loan ends the subsidy only."""
    return _is_application(deadline) and not _ends_aid(deadline, kind)


def _ends_aid(deadline: Deadline, kind: Kind) -> bool:
    return _is_application(deadline) and kind is Kind.LOAN and bool(_AID_ONLY.search(deadline.what + deadline.words))


def _is_application(deadline: Deadline) -> bool:
    return bool(_ACTION.search(deadline.what + deadline.words))
