"""A profile and an offer → does it fit, why, and what would have to be known.

Every reason is a criterion with the article's own words. Where one side says nothing, the criterion is open and named
as such: absent is absent. One contradiction is enough for “does not fit”; “fits” wants the taker and the place to be
right, and nothing that the owner told to be open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.profile import takers
from bot.profile.conditions import Asked, Condition
from bot.profile.model import Guarantee, Profile, Purpose, Size
from bot.profile.offer import Aspect, Kind, Offer, Security
from bot.profile.reasons import Fit, Reason, State, Verdict
from bot.profile.trades import Trade, named, trades
from watchers.facts.places import Gazetteer
from watchers.model import Deadline

# Businesses whose work is not technology: a standing as a technology firm is out of their reach.
_PLAIN_TRADES = frozenset(
    {Trade.CATERING, Trade.RETAIL, Trade.LODGING, Trade.SERVICES, Trade.LOGISTICS, Trade.FARMING, Trade.CULTURE}
)
# Half of the sum is still of use beside one's own money or a second loan; less is not what was asked for.
_ENOUGH_SHARE = 0.5


def fit(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Fit:
    """How the offer suits the business, as of `today`."""
    judged = [reason for rule in _RULES for reason in rule(profile, offer, places, today)]
    reasons = tuple(sorted(judged, key=lambda one: list(Aspect).index(one.aspect)))
    missing = tuple(one for one in _ASKED[offer.kind] if one in offer.silent and not _told(reasons, one))
    untold = tuple(one.aspect for one in reasons if one.state is State.OPEN and one.note in ("untold", "unsized"))
    return Fit(
        offer=offer,
        verdict=_verdict(profile, offer, reasons),
        reasons=reasons,
        missing=missing,
        untold=untold,
        until=_until(offer, today),
    )


_ASKED = {
    Kind.LOAN: (Aspect.AMOUNT, Aspect.RATE, Aspect.TERM, Aspect.GUARANTEE),
    Kind.SUBSIDY: (Aspect.AMOUNT,),
}


def _told(reasons: Sequence[Reason], aspect: Aspect) -> bool:
    return any(one.aspect is aspect and one.words for one in reasons)


_SEVERAL = (Aspect.CONDITION, Aspect.BARRED)


def _verdict(profile: Profile, offer: Offer, reasons: Sequence[Reason]) -> Verdict:
    every = {one.state for one in reasons}
    if State.FAILED in every:
        return Verdict.NOT
    states = {one.aspect: one.state for one in reasons if one.aspect not in _SEVERAL}
    settled = states.get(Aspect.WHO) is State.MET and states.get(Aspect.PLACE) is State.MET
    if offer.kind is Kind.LOAN and profile.amount:
        settled = settled and states.get(Aspect.AMOUNT) is State.MET
    if offer.kind is Kind.LOAN and profile.guarantee is Guarantee.NONE:
        settled = settled and states.get(Aspect.GUARANTEE) is State.MET
    return Verdict.FITS if settled and State.OPEN not in every else Verdict.MAY


def _until(offer: Offer, today: date) -> Deadline | None:
    open_ones = [one for one in (*offer.deadlines, *offer.beside) if one.date >= today]
    return min(open_ones, key=lambda one: one.date, default=None)


# -- the criteria ------------------------------------------------------------------------------------------------------


def _who(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    if offer.who:
        state, note = _taken(profile, offer.who)
        yield Reason(aspect=Aspect.WHO, state=state, words=offer.who, note=note)
    else:
        yield Reason(aspect=Aspect.WHO, state=State.OPEN, note="unsaid")


def _taken(profile: Profile, who: str) -> tuple[State, str]:
    own = trades(profile.industry)
    if takers.farmers_only(who):
        if own and Trade.FARMING not in own:
            return State.FAILED, "farmers"
        if not own:
            return State.OPEN, "untold"
        return (State.OPEN, "standing") if takers.chosen_only(who) else (State.MET, "")
    if standing := _standing(profile, who, own):
        return standing
    if profile.size is None:
        return (State.OPEN, "unsized") if not takers.any_firm(who) else (State.OPEN, "size")
    if profile.size in takers.sizes(who):
        return State.MET, ""
    if takers.large_only(who) and profile.size is not Size.MEDIUM:
        return State.FAILED, "large"
    # 企业 alone, and 农业经营主体 beside it: every size of company, but a sole trader is none.
    unsized = takers.any_firm(who) and not takers.sizes(who) - {Size.SOLE}
    if unsized and profile.size is not Size.SOLE:
        return State.MET, ""
    if profile.size is Size.SOLE and takers.any_firm(who):
        return State.OPEN, "sole"
    return (State.FAILED, "size") if takers.sizes(who) else (State.OPEN, "size")


def _standing(profile: Profile, who: str, own: Sequence[Trade]) -> tuple[State, str] | None:
    """What only some have been given or are: nobody else can say whether the owner is one of them.

    Where other takers stand beside (个体工商户、高校毕业生), the standing is one way among several.
    """
    parts = [part for part in who.replace("和", "、").replace("及", "、").split("、") if part]
    # 首次获得贷款的小微企业、个体工商户: what stands before 的 is asked of all of them.
    all_asked = "的" in who and takers.STANDING.search(who.rpartition("的")[0] + "的")
    if not parts or not (all_asked or takers.chosen_only(who)):
        return None
    if profile.size is Size.MEDIUM and takers.sizes(who) and Size.MEDIUM not in takers.sizes(who):
        return State.FAILED, "size"
    if takers.becoming(who) and profile.size not in (None, *takers.sizes(who)):
        return State.FAILED, "size"
    plain = own and all(one in _PLAIN_TRADES for one in own) and Purpose.RESEARCH not in profile.purposes
    if plain and all(takers.technology(part) for part in parts):
        return State.FAILED, "technology"
    if profile.size is not None and takers.large_only(who) and profile.size in (Size.SOLE, Size.MICRO):
        return State.FAILED, "large"
    return State.OPEN, "standing"


def _trade(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    """An offer to an industry: 餐饮企业, 外贸企业. Whom it names besides may be of any."""
    wanted = named(offer.who)
    if not wanted or takers.farmers_only(offer.who):
        return
    own = trades(profile.industry)
    mixed = Trade.FARMING in wanted and len(wanted) == 1  # 个体工商户、小微企业和农户
    if mixed or any(one in wanted for one in own) or (profile.industry and profile.industry in offer.who):
        return
    if Trade.EXPORT in wanted and Purpose.EXPORT in profile.purposes:
        return
    if profile.industry:
        unlisted = any(takers.whole(part) and not named(part) for part in offer.who.split("、"))
        yield Reason(
            aspect=Aspect.TRADE,
            state=State.OPEN if unlisted or not own else State.FAILED,
            words=offer.who,
            note="trade",
        )
    else:
        yield Reason(aspect=Aspect.TRADE, state=State.OPEN, words=offer.who, note="untold")


# Banks of a county by law: they lend where they are (农村商业银行 and 村镇银行 serve their own county or district).
_LOCAL = ("农商银行", "农商行", "农村商业银行", "信用社", "村镇银行", "农信社", "联社")


def _place(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    if not profile.place:
        yield Reason(
            aspect=Aspect.PLACE, state=State.OPEN, words=offer.places[-1] if offer.places else "", note="untold"
        )
        return
    lender = [place.name for one in places.mentions(offer.provider) for place in one.places]
    named_there = lender if lender and offer.provider.endswith(_LOCAL) else []
    scope = named_there or offer.chief or offer.places
    if not scope:
        yield Reason(aspect=Aspect.PLACE, state=State.OPEN, note="unsaid")
        return
    yield _covered(profile.place, scope, offer, places)


def _covered(place: str, scope: Sequence[str], offer: Offer, places: Gazetteer) -> Reason:
    """Whether the place lies in one of those of which the article tells."""
    covering = [one for one in scope if places.within(place, one)]
    narrowest = max(covering, key=lambda one: len(places.parents(one)), default="")
    # A city's paper names the county where it found its example; without 全市 the offer may be the county's own.
    elsewhere = [one for one in scope if one not in covering and narrowest and places.within(one, narrowest)]
    inside = [one for one in scope if one != place and places.within(one, place)]
    if narrowest and elsewhere and not offer.wide and scope is not offer.chief:
        return Reason(aspect=Aspect.PLACE, state=State.OPEN, words=elsewhere[-1], note="place")
    if narrowest:
        note = "paper" if offer.of_paper and scope is offer.places else ""
        return Reason(aspect=Aspect.PLACE, state=State.MET, words=narrowest, note=note)
    if inside:
        return Reason(aspect=Aspect.PLACE, state=State.OPEN, words=inside[0], note="inside")
    return Reason(aspect=Aspect.PLACE, state=State.FAILED, words=scope[-1], note="place")


def _amount(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    limit, most = _limit(profile, offer)
    if not limit:
        if offer.kind is Kind.LOAN and profile.amount:
            yield Reason(aspect=Aspect.AMOUNT, state=State.OPEN, note="unsaid")
        return
    if offer.kind is Kind.SUBSIDY or not profile.amount:
        yield Reason(aspect=Aspect.AMOUNT, state=State.SAID, words=limit)
    elif profile.amount < offer.least:
        near = profile.amount >= offer.least * _ENOUGH_SHARE
        yield Reason(aspect=Aspect.AMOUNT, state=State.OPEN if near else State.FAILED, words=offer.floor, note="below")
    elif most >= profile.amount:
        yield Reason(aspect=Aspect.AMOUNT, state=State.MET, words=limit)
    elif most >= profile.amount * _ENOUGH_SHARE:
        yield Reason(aspect=Aspect.AMOUNT, state=State.OPEN, words=limit, note="short")
    else:
        yield Reason(aspect=Aspect.AMOUNT, state=State.FAILED, words=limit, note="short")


def _limit(profile: Profile, offer: Offer) -> tuple[str, int]:
    """The limit for a business of this size, where the article prints several: 个人最高30万元, 小微企业最高400万元."""
    own = [one for one in offer.tiers if profile.size in one.sizes]
    return (own[0].words, own[0].most) if own else (offer.limit, offer.most)


_BEHIND = {
    Guarantee.MORTGAGE: frozenset({Security.CREDIT, Security.BACKED, Security.MORTGAGE}),
    Guarantee.PLEDGE: frozenset({Security.CREDIT, Security.BACKED, Security.PLEDGE}),
    Guarantee.GUARANTOR: frozenset({Security.CREDIT, Security.BACKED}),
    Guarantee.NONE: frozenset({Security.CREDIT, Security.BACKED}),
}


def _guarantee(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    if offer.kind is Kind.SUBSIDY:
        return
    if offer.security is None:
        if profile.guarantee is Guarantee.NONE:
            yield Reason(aspect=Aspect.GUARANTEE, state=State.OPEN, note="unsaid")
        return
    if profile.guarantee is None:
        yield Reason(aspect=Aspect.GUARANTEE, state=State.SAID, words=offer.guarantee)
    elif offer.security in _BEHIND[profile.guarantee]:
        yield Reason(aspect=Aspect.GUARANTEE, state=State.MET, words=offer.guarantee)
    elif profile.guarantee is Guarantee.NONE and offer.security is Security.MORTGAGE:
        yield Reason(aspect=Aspect.GUARANTEE, state=State.FAILED, words=offer.guarantee, note="guarantee")
    else:
        yield Reason(aspect=Aspect.GUARANTEE, state=State.OPEN, words=offer.guarantee, note="guarantee")


def _purpose(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    """Money that is bound to a purpose; what is lent to nobody's particular purpose serves any."""
    if not offer.purposes:
        return
    if not profile.purposes:
        yield Reason(aspect=Aspect.PURPOSE, state=State.OPEN, words=offer.purpose, note="untold")
    elif set(profile.purposes) & set(offer.purposes):
        yield Reason(aspect=Aspect.PURPOSE, state=State.MET, words=offer.purpose)
    else:
        # Whoever wants a loan for one thing may still do the other, for which there is a subsidy.
        state = State.OPEN if offer.kind is Kind.SUBSIDY else State.FAILED
        yield Reason(aspect=Aspect.PURPOSE, state=state, words=offer.purpose, note="purpose")


def _founded(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    if not offer.founded:
        return
    if profile.founded is None:
        yield Reason(aspect=Aspect.FOUNDED, state=State.OPEN, words=offer.founded, note="untold")
        return
    age = (today - profile.founded).days / 365.25
    wrong = (offer.youngest is not None and age < offer.youngest) or (offer.oldest is not None and age > offer.oldest)
    yield Reason(
        aspect=Aspect.FOUNDED,
        state=State.FAILED if wrong else State.MET,
        words=offer.founded,
        note="founded" if wrong else "",
    )


def _conditions(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    for one in offer.conditions:
        yield Reason(
            aspect=Aspect.CONDITION, state=_held(profile, one), words=one.words, note=_CONDITION_NOTES[one.about]
        )


# A clean record is asked of everybody, and whoever has none knows: it is told, and decides nothing.
_CONDITION_NOTES = dict.fromkeys(Asked, "standing") | {Asked.CREDIT: ""}


def _held(profile: Profile, one: Condition) -> State:
    told = {Asked.TURNOVER: profile.turnover, Asked.STAFF: profile.people}.get(one.about, 0)
    if one.about is Asked.CREDIT:
        return State.SAID
    if not told or not one.least:
        return State.OPEN
    return State.MET if told >= one.least else State.FAILED


def _barred(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    for words in offer.barred:
        if _shut_out(profile, words, places):
            yield Reason(aspect=Aspect.BARRED, state=State.FAILED, words=words, note="barred")


def _shut_out(profile: Profile, words: str, places: Gazetteer) -> bool:
    """Whether they name the industry, the place or the size of the business."""
    own = any(part in words for part in profile.industry.split("、") if part)
    named_there = {place.name for one in places.mentions(words) for place in one.places}
    return (
        own
        or bool(set(trades(profile.industry)) & {*trades(words), *named(words)})
        or bool(profile.place and named_there & {profile.place, *places.parents(profile.place)})
        or (profile.size is Size.SOLE and "个体" in words)
    )


def _deadline(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    """All days on which one could apply are past: that is over. A subsidy's day beside a loan ends the subsidy."""
    if offer.deadlines and all(one.date < today for one in offer.deadlines):
        yield Reason(aspect=Aspect.DEADLINE, state=State.FAILED, words=offer.deadlines[-1].words, note="deadline")


def _terms(profile: Profile, offer: Offer, places: Gazetteer, today: date) -> Iterator[Reason]:
    for aspect, words in ((Aspect.RATE, offer.rate), (Aspect.TERM, offer.term)):
        if words:
            yield Reason(aspect=aspect, state=State.SAID, words=words)


_RULES: tuple[Callable[[Profile, Offer, Gazetteer, date], Iterator[Reason]], ...] = (
    _who, _trade, _place, _amount, _guarantee, _purpose, _founded, _conditions, _barred,
    _terms, _deadline,
)  # fmt: skip
