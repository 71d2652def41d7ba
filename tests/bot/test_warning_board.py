"""`/warnings` comes with a board of the places, when there are several."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import wiring
from bot.outbox import CAPTION_UNITS
from bot.styled import units
from house import PERSON, Clock, Ear, House
from storm import Storm, at
from watchers.warning import Colour, Stage


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, Clock(at("2026-05-11 10:20")), finder=wiring.finder())
    yield house
    house.close()


def asked(house: House) -> Ear:
    house.take_in()
    house.send(Ear())
    house.hear(PERSON, "/warnings")
    ear = Ear()
    house.send(ear)
    return ear


def test_the_board_stands_over_the_list(house: House) -> None:
    areas = ("中牟县", "金水区", "二七区", "新密市", "登封市", "巩义市", "荥阳市", "新郑市")
    storm = Storm(house)
    storm.say_all([(f"w{n}", Stage.NEW, {"area": area, "colour": Colour(n % 4 + 1)}) for n, area in enumerate(areas)])
    (_, first), *rest = asked(house).told
    assert first.picture
    drawn = first.picture.districts
    assert drawn
    assert [one.warnings[0][0] for one in drawn.districts] == sorted(
        (Colour(n % 4 + 1) for n in range(8)), reverse=True
    )
    assert {one.name for one in drawn.districts} == {*areas}
    assert units(first.body.text) <= CAPTION_UNITS
    assert not any(message.picture for _, message in rest)


def test_one_warning_is_words_enough(house: House) -> None:
    Storm(house).says("w1", area="中牟县")
    ((_, message),) = asked(house).told
    assert message.picture is None
    assert "中牟县" in message.body.text
