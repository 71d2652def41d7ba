"""`/level`: warnings below a colour wait for the digest; what is no warning is none of its business."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import urgency, wiring
from bot.ports import Finder
from house import PERSON, Clock, Ear, House
from storm import Storm, at
from watchers.warning import Colour, Stage


@pytest.fixture(scope="module")
def finder() -> Finder:
    return wiring.finder()


@pytest.fixture
def house(tmp_path: Path, finder: Finder) -> Iterator[House]:
    for key in range(1, 40):  # another test's subscriptions
        finder.drop(key)
    house = House(tmp_path, Clock(at("2026-05-11 10:20")), finder=finder)
    yield house
    house.close()


def told(house: House, storm: Storm) -> list[str]:
    ear = Ear()
    house.hands.set(house.hands() + timedelta(minutes=1))
    storm.match()
    house.digesting.freeze_due()
    house.send(ear)
    return ear.texts()


def test_what_is_too_light_waits_and_rings_when_it_rises(house: House) -> None:
    storm = Storm(house)
    for line in ("/sub 级别>=蓝 地区:郑州 @即时", "/level 橙", "/digest 12:00"):
        house.hear(PERSON, line)
    house.send(Ear())
    storm.says("w1", colour=Colour.YELLOW, expires_at=at("2026-05-11 18:00"))
    assert told(house, storm) == []
    house.hands.set(at("2026-05-11 12:00"))
    (digest,) = told(house, storm)
    assert "暴雨黄色预警" in digest
    storm.says("w1", Stage.RAISED, colour=Colour.RED, expires_at=at("2026-05-11 18:00"))
    (alert,) = told(house, storm)
    assert "暴雨红色预警" in alert


def test_off_again_all_ring(house: House) -> None:
    storm = Storm(house)
    for line in ("/sub 级别>=蓝 地区:郑州 @即时", "/level 红", "/level 关"):
        house.hear(PERSON, line)
    house.send(Ear())
    storm.says("w1", colour=Colour.BLUE, expires_at=at("2026-05-11 18:00"))
    assert len(told(house, storm)) == 1


def test_it_is_about_warnings_whose_colour_is_known(house: House) -> None:
    storm = Storm(house)
    for uid, colour in (("w1", Colour.BLUE), ("w2", Colour.RED), ("w3", None)):
        storm.says(uid, colour=colour)
    found = [urgency.grave_enough(Colour.ORANGE, entry.article) for entry in house.archive.after(0, 10)]
    assert found == [False, True, True]
