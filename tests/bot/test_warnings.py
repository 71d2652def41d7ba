"""The rules of warnings: how one goes on for who was told of it, and which of several alike are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import warnings
from bot.query import parse
from bot.warnings import Course, Kinship, Plan, told_once
from storm import article, signal
from watchers import gazetteer
from watchers.model import Entry
from watchers.warning import Colour, Stage, WarningSignal

PLACES = gazetteer.load()
BEGAN = signal().issued_at
NOW = BEGAN + timedelta(hours=1)
BLUE, YELLOW, ORANGE, RED = Colour.BLUE, Colour.YELLOW, Colour.ORANGE, Colour.RED


def entry(one: WarningSignal, number: int) -> Entry:
    return Entry(id=number, uid=f"w{number}", version=1, source="预警", seen_at=BEGAN, article=article(one))


def entries(*signals: WarningSignal, begin: int = 1) -> list[Entry]:
    return [entry(one, number) for number, one in enumerate(signals, begin)]


def plan(
    *new: WarningSignal,
    told: tuple[WarningSignal, ...] = (),
    coming: tuple[WarningSignal, ...] = (),
    asked: str = "",
    wanted: tuple[str, ...] = (),
) -> tuple[list[str], list[tuple[str, str]]]:
    """Areas of what is told by itself, and pairs of what is a line beside what."""

    def named(one: WarningSignal) -> bool:
        return bool(asked) and warnings.names_place(parse(asked).root, one, PLACES)

    fresh, before, later = entries(*new), entries(*told, begin=50), entries(*coming, begin=90)
    kinship = Kinship([*fresh, *before, *later], PLACES)
    made = told_once(fresh, {one.uid for one in before}, {one.uid for one in later}, named, kinship, PLACES, wanted)
    return [area(one) for one in made.alerts], [(area(one), area(other)) for one, other in made.beside]


def area(one: Entry) -> str:
    assert one.article.warning
    return one.article.warning.area


@pytest.mark.parametrize(
    ("told", "now", "course"),
    [
        (signal(colour=YELLOW), signal(colour=YELLOW, stage=Stage.RENEWED), Course.SAME),
        (signal(colour=YELLOW), signal(colour=RED, stage=Stage.RAISED), Course.RAISED),
        # Raised and then renewed, of which nothing was told: for this person it was raised.
        (signal(colour=YELLOW), signal(colour=RED, stage=Stage.RENEWED), Course.RAISED),
        (signal(colour=RED), signal(colour=BLUE, stage=Stage.LOWERED), Course.LOWERED),
        (signal(colour=None), signal(colour=BLUE), Course.RAISED),
        (signal(), signal(stage=Stage.CANCELLED), Course.CANCELLED),
        (signal(), signal(stage=Stage.CANCELLED, listed=True), Course.UNLISTED),
        (signal(), signal(stage=Stage.EXPIRED), Course.EXPIRED),
        (signal(), signal(expires_at=NOW), Course.EXPIRED),
        (signal(stage=Stage.CANCELLED), signal(stage=Stage.RENEWED), Course.AGAIN),
        (None, signal(colour=RED, stage=Stage.RAISED), Course.SAME),
    ],
)
def test_how_it_goes_on(told: WarningSignal | None, now: WarningSignal, course: Course) -> None:
    assert warnings.course(told, now, NOW) is course


def test_only_what_is_worth_it_makes_a_sound() -> None:
    assert {Course.RAISED, Course.CANCELLED, Course.UNLISTED, Course.AGAIN} == warnings.RINGING


def test_what_only_claims_to_go_on_wakes_nobody() -> None:
    assert not warnings.alarming([Stage.RENEWED])
    assert warnings.alarming([Stage.NEW, Stage.RENEWED])
    assert warnings.alarming([Stage.RENEWED, Stage.RAISED])


def test_city_and_county_at_once_are_told_once_by_the_county() -> None:
    assert plan(signal("郑州市"), signal("中牟县")) == (["中牟县"], [])
    assert plan(signal("河南省", BLUE), signal("郑州市"), signal("中牟县"), signal("金水区")) == (
        ["中牟县", "金水区"],
        [],
    )


def test_other_hazards_and_other_cities_are_other_warnings() -> None:
    assert plan(signal("郑州市"), signal("中牟县", hazard="大风")) == (["中牟县", "郑州市"], [])
    assert plan(signal("洛阳市"), signal("中牟县")) == (["中牟县", "洛阳市"], [])


def test_a_graver_one_is_never_a_line() -> None:
    assert plan(signal("郑州市", RED), signal("中牟县", ORANGE)) == (["郑州市"], [])
    assert plan(signal("郑州市", RED), signal("中牟县", ORANGE), asked="地区:中牟") == (["郑州市", "中牟县"], [])
    assert plan(signal("中牟县", RED), told=(signal("郑州市", ORANGE),)) == (["中牟县"], [])
    assert plan(signal("郑州市", RED), told=(signal("中牟县", ORANGE),)) == (["郑州市"], [])


def test_what_comes_later_is_a_line_unless_its_place_was_asked_for() -> None:
    city, county = signal("郑州市"), signal("中牟县")
    assert plan(county, told=(city,)) == ([], [("中牟县", "郑州市")])
    assert plan(county, told=(city,), asked="地区:郑州") == ([], [("中牟县", "郑州市")])
    assert plan(county, told=(city,), asked="预警:暴雨 地区:中牟") == (["中牟县"], [])
    assert plan(county, told=(city,), asked="中牟 暴雨") == (["中牟县"], [])
    assert plan(county, told=(city,), asked="暴雨 -地区:中牟") == ([], [("中牟县", "郑州市")])
    assert plan(city, told=(county,), asked="地区:郑州") == ([], [("郑州市", "中牟县")])


def test_what_was_told_of_one_place_stands_for_no_other() -> None:
    city, county = signal("郑州市"), signal("中牟县")
    assert plan(city, told=(county,), wanted=("中牟县", "金水区")) == (["郑州市"], [])
    assert plan(city, told=(county,), wanted=("中牟县",)) == ([], [("郑州市", "中牟县")])
    assert plan(city, county, wanted=("中牟县", "金水区")) == (["中牟县", "郑州市"], [])


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("#天气预警", False),
        ("#天气预警 停车", False),
        ("停止 预警", False),
        ("#天气预警 -暴雨", False),
        ("地区:中牟", False),
        ("预警:大风", False),
        ("预警:暴雨", True),
        ("暴雨预警", True),
        ("#天气预警 广州", True),
        ("地区:广东", True),
        ("级别>=橙", True),
        ("来源:预警台", True),
    ],
)
def test_what_asks_for_a_warning_in_so_many_words(query: str, asks: bool) -> None:
    assert warnings.asks_for(parse(query).root, signal("广州市"), PLACES) is asks


def test_a_county_s_warning_still_to_be_matched_is_waited_for() -> None:
    assert plan(signal("郑州市"), coming=(signal("中牟县"),)) == ([], [])
    assert plan(signal("郑州市", RED), coming=(signal("中牟县", BLUE),)) == (["郑州市"], [])


def test_two_offices_for_one_place_are_told_once() -> None:
    twice = signal("中牟县"), signal("中牟县", issuer="河南省气象台")
    assert plan(*twice) == (["中牟县"], [])
    assert plan(twice[1], told=(twice[0],), asked="地区:中牟") == ([], [("中牟县", "中牟县")])


def test_one_for_several_counties_is_broader_than_that_of_one() -> None:
    several = signal("郑州市", areas=("中牟县", "新郑市"))
    assert plan(several, signal("中牟县")) == (["中牟县"], [])
    assert plan(several, signal("登封市")) == (["郑州市", "登封市"], [])


def test_a_place_that_no_gazetteer_knows_lies_where_its_warning_says() -> None:
    there = signal("石桥县", within=("某省", "某市"))
    assert plan(signal("某市"), there) == (["石桥县"], [])
    assert warnings.concerns(there, "某省", PLACES)


def test_nothing_new_nothing_told() -> None:
    assert told_once([], {"w1"}, (), lambda _: True, Kinship(entries(signal()), PLACES), PLACES) == Plan()
