"""A pause that ends by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from house import DAWN, PERSON, Ear, House, Substrings, blocks

DAY = timedelta(days=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    house.hear(PERSON, "/sub 渡口 @即时")
    house.send(Ear())
    yield house
    house.close()


def says(house: House, line: str) -> str:
    ear = Ear()
    house.hear(PERSON, line)
    house.send(ear)
    return "\n".join(ear.texts())


def told(house: House, days: float, page: str = "") -> list[str]:
    """What is said by itself so many days later, after a page of that day was read."""
    house.hands.set(DAWN + days * DAY)
    if page:
        house.page(f"晨光日报/{house.hands().date()}/{page}.txt", f"渡口消息{page}\n渡口的船{page}开了。")
        house.take_in()
    while house.digesting.freeze_due():
        pass
    ear = Ear()
    house.send(ear)
    return ear.texts()


def test_nothing_comes_until_then_and_then_all_of_it(house: House) -> None:
    assert "暂停到 5月14日 05:30，到时自动恢复" in says(house, "/pause 3天")
    assert "⏸ 暂停到 5月14日 05:30" in says(house, "/list")
    assert told(house, 1, "甲") == []
    assert told(house, 2.9, "乙") == []
    assert told(house, 3.01) == []
    (rung,) = told(house, 3.02, "丙")
    assert "渡口消息丙" in rung
    (digest,) = told(house, 3.2)
    assert "渡口消息甲" in digest
    assert "⏸" not in says(house, "/list")


def test_a_restart_forgets_neither(house: House, tmp_path: Path) -> None:
    says(house, "/pause 3天")
    house.close()
    again = House(tmp_path, house.hands, finder=Substrings(), read=blocks)
    assert told(again, 1, "甲") == []
    assert told(again, 3.01) == []
    assert "渡口消息乙" in "".join(told(again, 3.1, "乙"))
    again.close()


def test_to_go_on_sooner_ends_it_and_a_pause_without_end_has_none(house: House) -> None:
    says(house, "/pause 3天")
    assert "已恢复" in says(house, "/resume")
    assert "/resume 恢复" in says(house, "/pause")
    assert told(house, 9, "甲") == []


def test_whom_nobody_can_reach_is_not_woken(house: House) -> None:
    says(house, "/pause 3天")
    person = house.desk.subscriptions.subscriber(PERSON)
    assert person
    house.desk.subscriptions.keep(replace(person, gone=True))
    assert told(house, 4) == []
    person = house.desk.subscriptions.subscriber(PERSON)
    assert person
    assert person.paused


@pytest.mark.parametrize("line", ["/pause 99", "/pause 一会儿再说吧", "/pause 到昨天"])
def test_what_is_not_understood_pauses_nothing(house: House, line: str) -> None:
    assert "没看懂" in says(house, line)
    assert "⏸" not in says(house, "/list")


def test_longer_than_a_year_is_no_pause(house: House) -> None:
    assert "最长" in says(house, "/pause 400天")


def test_what_came_while_we_were_down_rings_for_whose_pause_ended_meanwhile(house: House) -> None:
    says(house, "/pause 1天")
    house.hands.set(DAWN + 2 * DAY)
    house.page(f"晨光日报/{house.hands().date()}/甲.txt", "渡口消息甲\n渡口的船甲开了。")
    house.take_in()  # before anybody looked after pauses
    ear = Ear()
    house.send(ear)
    assert "渡口消息甲" in "".join(ear.texts())
