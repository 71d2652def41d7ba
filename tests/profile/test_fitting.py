"""Whether an offer fits, on invented notices and by criterion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notices import BUSINESSES, NOTICES, Notice
from programmes import EIGHT, PROGRAMMES, Programme

from bot.profile.conditions import Asked, Condition
from bot.profile.fitting import fit
from bot.profile.line import heard
from bot.profile.model import Guarantee, Size
from bot.profile.offer import Aspect, Kind, Offer
from bot.profile.offers import offers
from bot.profile.reasons import State, Verdict
from watchers import gazetteer
from watchers.facts import understand
from watchers.facts.places import Gazetteer
from watchers.model import Article
from watchers.widths import fold

TODAY = date(2026, 6, 10)
NAMES = {Verdict.FITS: "fits", Verdict.MAY: "may", Verdict.NOT: "not"}


@cache
def places() -> Gazetteer:
    return gazetteer.load()


def offered(notice: Notice | Programme) -> tuple[Offer, ...]:
    article = Article(paper=notice.paper, day=notice.day, headline=notice.headline, body=notice.body)
    return offers(understand(article, places()), places())


def verdict(notice: Notice, business: str) -> str:
    """The best of what the notice offers."""
    profile = heard(BUSINESSES[business], places(), TODAY)
    fits = [fit(profile, one, places(), TODAY) for one in offered(notice)]
    return NAMES[min(one.verdict for one in fits)] if fits else "nothing"


@pytest.mark.parametrize("notice", NOTICES, ids=[one.headline for one in NOTICES])
def test_a_notice_is_to_each_business_what_a_reader_would_say(notice: Notice) -> None:
    if not notice.wanted:
        assert offered(notice) == ()
    assert {name: verdict(notice, name) for name in notice.wanted} == notice.wanted


@pytest.mark.parametrize("programme", PROGRAMMES, ids=[one.headline for one in PROGRAMMES])
def test_a_programme_suits_whom_it_suits(programme: Programme) -> None:
    found = offered(programme)
    verdicts = [
        min((fit(heard(line, places(), TODAY), one, places(), TODAY).verdict for one in found), default=Verdict.NOT)
        for line in EIGHT.values()
    ]
    told = "".join("FMN"[one] for one in verdicts)
    assert (
        "".join("?" if want == "?" else got for want, got in zip(programme.wanted, told, strict=True))
        == programme.wanted
    )


def test_what_is_asked_beside_is_named_and_decided_where_it_can_be() -> None:
    asks = Condition(about=Asked.TURNOVER, words="年营业收入不低于500万元", least=5_000_000)
    offer = replace(OFFER, conditions=(asks,))
    states = []
    for turnover in (0, 4_000_000, 6_000_000):
        reason = fit(replace(FIRM, turnover=turnover), offer, places(), TODAY).reason(Aspect.CONDITION)
        assert reason
        states.append(reason.state)
    assert states == [State.OPEN, State.FAILED, State.MET]


def test_limits_by_taker_and_from_how_much_on() -> None:
    small, one_man = replace(FIRM, size=Size.SMALL, amount=3_000_000), replace(FIRM, size=Size.SOLE, amount=300_000)
    [offer] = offered(Notice(headline="“甲业贷”", body="“甲业贷”面向郑州市小微企业和个体工商户，可申请，"
        "个体工商户最高30万元，小微企业最高400万元，利率4%。"))  # fmt: skip
    assert [fit(one, offer, places(), TODAY).reason(Aspect.AMOUNT).words for one in (one_man, small)] == [  # type: ignore[union-attr]
        "最高30万元", "最高400万元",
    ]  # fmt: skip
    [large] = offered(
        Notice(headline="“乙业贷”", body="“乙业贷”面向郑州市小微企业，单户授信500万元至1亿元，利率3%，可申请。")
    )
    assert (large.least, large.most) == (5_000_000, 100_000_000)
    assert fit(small, large, places(), TODAY).reason(Aspect.AMOUNT).state is State.OPEN  # type: ignore[union-attr]
    assert fit(one_man, large, places(), TODAY).verdict is Verdict.NOT


def test_there_are_notices_enough() -> None:
    assert len(NOTICES) >= 40


def test_reasons_stand_in_the_articles_own_words() -> None:
    notice = NOTICES[0]
    [offer] = offered(notice)
    one = fit(heard(BUSINESSES["小吃店"], places(), TODAY), offer, places(), TODAY)
    words = {reason.aspect: reason.words for reason in one.reasons}
    assert words[Aspect.WHO] == "个体工商户和小微商户"
    assert words[Aspect.PLACE] == "郑州市"
    for aspect in (Aspect.WHO, Aspect.AMOUNT, Aspect.GUARANTEE, Aspect.TERM):
        assert words[aspect] in notice.body
    assert offer.most == 500_000


FRAGMENTS = st.sampled_from(
    [
        "“甲好贷”",
        "面向",
        "小微企业",
        "、",
        "个体工商户",
        "额度最高50万元",
        "，",
        "。",
        "对",
        "给予",
        "补贴",
        "可申请",
        "\n",
        "《支持企业融资若干措施》",
        "6月30日前申报",
        "成立满1年",
        "无抵押",
        "困境",
        "须以房产抵押",
        "平台",
        "用于购置设备",
        "均",
        "利率3%",
    ]
)


@given(st.lists(FRAGMENTS, max_size=40).map("".join), st.sampled_from(sorted(BUSINESSES)))
@settings(max_examples=60, deadline=None)
def test_whatever_is_printed_reasons_are_its_own_words(body: str, business: str) -> None:
    headline = "小微企业贷款补贴开始申请"
    profile = heard(BUSINESSES[business], places(), TODAY)
    for offer in offered(Notice(headline=headline, body=body)):
        printed = fold(headline + body)
        assert all(said in printed for said in (offer.name, offer.who, offer.limit, offer.rate, offer.guarantee))
        one = fit(profile, offer, places(), TODAY)
        failed = any(reason.state is State.FAILED for reason in one.reasons)
        assert failed == (one.verdict is Verdict.NOT)
        assert (one.verdict is Verdict.FITS) <= all(reason.state is not State.OPEN for reason in one.reasons)


OFFER = Offer(
    kind=Kind.LOAN, name="甲贷", day=TODAY, who="小微企业", limit="最高100万元", most=1_000_000, places=("郑州市",)
)
FIRM = heard("郑州的微型企业，做服装厂的", places(), TODAY)


def test_what_the_article_does_not_say_is_missing_and_never_guessed() -> None:
    silent = replace(OFFER, silent=frozenset({Aspect.RATE, Aspect.GUARANTEE}))
    one = fit(FIRM, silent, places(), TODAY)
    assert one.missing == (Aspect.RATE, Aspect.GUARANTEE)
    needy = fit(replace(FIRM, guarantee=Guarantee.NONE), silent, places(), TODAY)
    assert (one.verdict, needy.verdict) == (Verdict.FITS, Verdict.MAY)


def test_what_the_owner_has_not_told_is_open() -> None:
    old = replace(OFFER, founded="成立满1年", youngest=1.0)
    one = fit(FIRM, old, places(), TODAY)
    assert one.verdict is Verdict.MAY
    assert one.untold == (Aspect.FOUNDED,)


def test_half_the_sum_may_do_less_does_not() -> None:
    verdicts = [
        fit(replace(FIRM, amount=amount), OFFER, places(), TODAY).verdict
        for amount in (1_000_000, 1_500_000, 2_000_000, 2_000_001)
    ]
    assert verdicts == [Verdict.FITS, Verdict.MAY, Verdict.MAY, Verdict.NOT]


@pytest.mark.parametrize(
    ("place", "scope", "state"),
    [
        ("金水区", ("郑州市",), State.MET),
        ("金水区", ("河南省",), State.MET),
        ("金水区", ("中原区",), State.FAILED),
        ("郑州市", ("金水区",), State.OPEN),
        ("洛阳市", ("郑州市",), State.FAILED),
        ("金水区", ("郑州市", "中原区"), State.OPEN),
        ("金水区", (), State.OPEN),
    ],
)
def test_places_by_their_hierarchy(place: str, scope: tuple[str, ...], state: State) -> None:
    one = fit(replace(FIRM, place=place), replace(OFFER, places=scope), places(), TODAY)
    reason = one.reason(Aspect.PLACE)
    assert reason
    assert reason.state is state


@pytest.mark.parametrize(
    ("size", "who", "state"),
    [
        (Size.SOLE, "个体工商户", State.MET),
        (Size.SOLE, "各类经营主体", State.MET),
        (Size.SOLE, "小微企业", State.OPEN),
        (Size.MICRO, "小微企业、个体工商户", State.MET),
        (Size.MICRO, "规模以上企业", State.FAILED),
        (Size.MEDIUM, "中小企业", State.MET),
        (Size.MEDIUM, "小微企业", State.FAILED),
        (Size.SMALL, "个体工商户", State.FAILED),
        (None, "小微企业", State.OPEN),
    ],
)
def test_sizes(size: Size | None, who: str, state: State) -> None:
    reason = fit(replace(FIRM, size=size), replace(OFFER, who=who), places(), TODAY).reason(Aspect.WHO)
    assert reason
    assert reason.state is state
