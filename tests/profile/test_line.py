"""What people write about their business."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from owners import OWNERS, Owner

from bot.profile.line import answered, candidates, heard
from bot.profile.model import NOTHING, Guarantee, Profile, Purpose, Size, Step, joined, without
from bot.profile.money import MOST, written, yuan
from bot.profile.trades import trades
from watchers import gazetteer
from watchers.codec import from_json, to_json
from watchers.facts.places import Gazetteer

TODAY = date(2026, 6, 10)


@cache
def places() -> Gazetteer:
    return gazetteer.load()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "郑州金水区的餐饮小店，想贷50万周转",
            Profile(industry="餐饮", size=Size.SOLE, place="金水区", amount=500_000, purposes=(Purpose.WORKING,)),
        ),
        (
            "新郑的小型机械加工厂，12人，年营业额300万，想贷两百万买设备，有厂房",
            Profile(
                industry="机械、加工厂",
                size=Size.SMALL,
                people=12,
                turnover=3_000_000,
                place="新郑市",
                amount=2_000_000,
                purposes=(Purpose.EQUIPMENT,),
                guarantee=Guarantee.MORTGAGE,
            ),
        ),
        (
            "郑州高新区做软件的，2023年3月注册，科技研发缺1.5亿，有专利",
            Profile(
                industry="软件",
                place="郑州高新区",
                amount=150_000_000,
                purposes=(Purpose.RESEARCH,),
                guarantee=Guarantee.PLEDGE,
                founded=date(2023, 3, 1),
            ),
        ),
        ("注册资本500万的火锅店，开了3年", Profile(industry="火锅", founded=date(2023, 6, 1))),
        ("沒有抵押物，想貸50萬", Profile(amount=500_000, guarantee=Guarantee.NONE)),
        ("今天天气不错", NOTHING),
    ],
)
def test_a_line_is_read_as_a_person_means_it(line: str, said: Profile) -> None:
    assert heard(line, places(), TODAY) == said


@pytest.mark.parametrize("owner", OWNERS, ids=[one.line[:24] for one in OWNERS])
def test_owners_are_understood_in_their_own_words(owner: Owner) -> None:
    said = heard(owner.line, places(), TODAY, near="郑州市")
    read = {name: getattr(said, name) for name in ("size", "people", "turnover", "place", "purposes", "amount")}
    wanted = {name: getattr(owner, name) for name in read}
    for name, value in wanted.items():
        several = value.split("|") if name == "place" else value if name in ("people", "amount") else [value]
        assert read[name] in (several if isinstance(several, (list, tuple)) else [several]) or name in owner.free, name
    if "industry" not in owner.free:
        assert trades(said.industry)[:1] == () if not owner.trade else trades(said.industry)[0] in owner.trade
    assert said.guarantee is owner.guarantee or "guarantee" in owner.free
    founded = said.founded.isoformat() if said.founded else ""
    assert any(founded.startswith(one) for one in owner.founded.split("|")) if owner.founded else not founded


def test_where_the_person_is_tells_which_zone_is_meant() -> None:
    line = "高新区的软件公司"
    assert [heard(line, places(), TODAY, near).place for near in ("", "洛阳市", "金水区", "周口市")] == [
        "", "洛阳高新区", "郑州高新区", "",
    ]  # fmt: skip
    assert heard("洛阳高新区的软件公司", places(), TODAY, "郑州市").place == "洛阳高新区"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50万", 500_000),
        ("200万元", 2_000_000),
        ("两百万", 2_000_000),
        ("5000元", 5000),
        ("50w", 500_000),
        ("50", 500_000),
    ],
)
def test_sums(text: str, amount: int) -> None:
    assert yuan(text, bare=True) == amount


@given(st.integers(1, MOST // 10**6))
@settings(max_examples=30)
def test_a_written_sum_is_read_back(thousands: int) -> None:
    assert yuan(written(thousands * 1000)) == thousands * 1000


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_no_line_raises_and_what_is_read_can_be_kept(line: str) -> None:
    for said in (heard(line, places(), TODAY), *(answered(step, line, places(), TODAY) for step in Step)):
        assert from_json(to_json(said), Profile) == said
        assert 0 <= said.amount <= MOST
        assert not said.place or places().named(said.place)


PARTS = {
    "餐饮": Profile(industry="餐饮"),
    "个体户": Profile(size=Size.SOLE),
    "金水区": Profile(place="金水区"),
    "想贷80万": Profile(amount=800_000),
    "没有抵押物": Profile(guarantee=Guarantee.NONE),
    "2019年成立": Profile(founded=date(2019, 1, 1)),
    "用来周转": Profile(purposes=(Purpose.WORKING,)),
}


@given(st.permutations(sorted(PARTS)), st.sampled_from(["，", " ", "、", "。"]), st.integers(1, len(PARTS)))
@settings(max_examples=40)
def test_the_order_of_what_is_said_does_not_count(parts: list[str], mark: str, count: int) -> None:
    wanted = NOTHING
    for part in parts[:count]:
        wanted = joined(wanted, PARTS[part])
    assert heard(mark.join(parts[:count]), places(), TODAY) == wanted


def test_a_name_of_many_places_is_asked_about() -> None:
    several = candidates("高新区", places())
    assert len(several) > 1
    assert heard("高新区的软件公司", places(), TODAY).place == ""
    assert [one.name for one in candidates("郑州高新区", places())] == ["郑州高新区"]


def test_answers_are_joined_and_taken_back() -> None:
    known = joined(Profile(industry="餐饮", amount=500_000), Profile(amount=800_000, size=Size.SOLE))
    assert known == Profile(industry="餐饮", amount=800_000, size=Size.SOLE)
    for step in Step:
        assert not without(known, step).says(step)


def test_the_questions_go_on_with_what_is_not_said() -> None:
    known = Profile(size=Size.SOLE, amount=1)
    asked = [known.following(None)]
    while asked[-1]:
        asked.append(known.following(asked[-1]))
    assert asked == [Step.INDUSTRY, Step.PLACE, Step.PURPOSES, Step.GUARANTEE, Step.FOUNDED, None]
