"""An article whose other page comes late: who was told one part of it is not told it again, and opens the whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from house import PERSON, Ear, House, Substrings
from watchers.reading import read_issue

HEAD = (
    "石桥镇老粮仓改建书屋 月底开门",
    "本报讯（记者 魏清）石桥镇废弃的老粮仓改建成书屋，本月底对读者开放，可容纳二百六十人，藏书一万八千。（下转二版）",
)
MIDDLE = (
    "石桥镇老粮仓改建书屋",
    "（上接一版）粮仓建于一九七一年，仓壁厚达六十厘米，改建时保留了木梁和通风塔，只在屋顶开了四扇天窗。（下转三版）",
)
TAIL = (
    "石桥镇老粮仓里读书声",
    "（上接二版）镇文化站招募了三十名志愿者轮流值守，周末还将请老仓管员讲讲看粮护粮的往事，孩子们已经报满了前两场。",
)
ONE, TWO, THREE = (f"晨光日报/2026-05-11/{page:02}.txt" for page in (1, 2, 3))
PAGES = {name: "\n\n\n\n" + "\n\n".join(text) for name, text in ((ONE, HEAD), (TWO, MIDDLE), (THREE, TAIL))}


def rung(house: House, ear: Ear) -> list[str]:
    return [text for text in told(house, ear) if text.startswith("🔔")]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=read_issue)
    yield house
    house.close()


def later(house: House, hours: float) -> None:
    house.hands.set(house.hands() + timedelta(hours=hours))
    house.digesting.freeze_due()


def arrives(house: House, *names: str) -> None:
    for name in names:
        house.page(name, PAGES[name])
        later(house, 0.25)
        house.take_in()


def asked(house: House, *lines: str) -> Ear:
    """After these lines, with their answers out of the way."""
    for line in lines:
        house.hear(PERSON, line)
    house.send(Ear())
    return Ear()


def told(house: House, ear: Ear) -> list[str]:
    house.send(ear)
    return [text for text in ear.texts() if "老粮仓" in text]


def test_the_whole_does_not_ring_for_who_was_told_the_first_part(house: House) -> None:
    ear = asked(house, "/sub 老粮仓 @即时")
    arrives(house, ONE)
    assert len(rung(house, ear)) == 1
    later(house, 24)
    arrives(house, TWO, THREE)
    assert len(rung(house, ear)) == 1
    (button,) = [b for _, m in ear.told for row in m.buttons for b in row if b.data.startswith("article:")]
    house.hear(PERSON, data=button.data)
    text = told(house, ear)[-1]
    assert all(words in text for words in ("一万八千", "四扇天窗", "报满了前两场"))


def test_parts_known_apart_are_one_story_once_the_page_between_them_came(house: House) -> None:
    """The front page came before the person asked; told was the last page."""
    arrives(house, ONE)
    ear = asked(house, "/sub 老粮仓 @即时")
    arrives(house, THREE)
    (alert,) = rung(house, ear)
    assert "老粮仓里读书声" in alert
    arrives(house, TWO)
    later(house, 48)
    assert rung(house, ear) == [alert]
    (button,) = [b for _, m in ear.told for row in m.buttons for b in row if b.data.startswith("article:")]
    house.hear(PERSON, data=button.data)
    assert "一万八千" in told(house, ear)[-1]


def test_a_digest_tells_the_parts_once(house: House) -> None:
    arrives(house, ONE)
    ear = asked(house, "/sub 老粮仓")
    arrives(house, THREE)
    later(house, 24)
    first = told(house, ear)
    assert len(first) == 1
    arrives(house, TWO)
    later(house, 24)
    assert told(house, ear) == first


def test_parts_that_wait_for_a_digest_stand_in_it_as_one(house: House) -> None:
    ear = asked(house, "/sub 老粮仓")
    arrives(house, THREE, ONE, TWO)
    later(house, 24)
    (digest,) = told(house, ear)
    assert digest.count("老粮仓改建书屋") == 1
    assert "读书声" not in digest
    assert "同题报道" not in digest


def test_what_quiet_hours_held_rings_once_as_the_whole(house: House) -> None:
    arrives(house, ONE)
    ear = asked(house, "/sub 老粮仓 @即时", "/quiet 00:00-12:00")
    arrives(house, THREE, TWO)
    assert told(house, ear) == []
    later(house, 12)
    later(house, 24)
    (alert,) = rung(house, ear)
    assert alert.count("老粮仓改建书屋") == 1


def test_a_story_that_was_silenced_stays_silent_when_it_is_joined(house: House) -> None:
    arrives(house, ONE)
    ear = asked(house, "/sub 老粮仓 @即时")
    arrives(house, THREE)
    house.send(ear)
    (button,) = [b for _, m in ear.told for row in m.buttons for b in row if b.data.startswith("silence:")]
    house.hear(PERSON, data=button.data.replace("silence:", "hush:"))
    before = len(told(house, ear))
    arrives(house, TWO)
    later(house, 24)
    assert len(told(house, ear)) == before
