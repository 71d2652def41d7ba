"""Whether an offer fits, on invented notices and by criterion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notices import BUSINESSES, NOTICES, Notice

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


def offered(notice: Notice) -> tuple[Offer, ...]:
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
