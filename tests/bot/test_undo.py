"""Taking back what was ended, changed or silenced: within ten minutes, once, also after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.chat.subscribing import written
from bot.model import Act, Mode, Subscription
from bot.times import Timetable
from house import PERSON, Ear, House, Substrings, blocks

MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


def says(house: House, text: str = "", data: str = "") -> str:
    """The answer to a line or a button."""
    ear = Ear()
    house.hands.set(house.hands() + timedelta(seconds=2))
    house.hear(PERSON, text, data=data)
    house.send(ear)
    return "\n".join(ear.texts())


def mine(house: House) -> list[Subscription]:
    return list(house.desk.subscriptions.of(PERSON))


def last_deed(house: House) -> str:
    return f"undo:{house.desk.deeds.recent(PERSON, house.hands() - 60 * MINUTE, 1)[0].id}"


def test_each_deed_is_taken_back(house: House) -> None:
    says(house, "/sub 渡口 @即时")
    (before,) = mine(house)
    for deed in ("/unsub 1", "/edit 1 粮价 => 夏粮 @日报", "/mute 1 2天"):
        says(house, deed)
        assert mine(house) != [before], deed
        says(house, "/undo")
        assert mine(house) == [before], deed
    says(house, "/digest 周一 08:00")
    says(house, "/digest 关")
    assert "日报照旧：周一 08:00" in says(house, "撤销")
    person = house.desk.subscriptions.subscriber(PERSON)
    assert person is not None
    assert person.timetable == Timetable((time(8, 0),), (0,))
    assert person.next_digest_at is not None
    house.page("晨光日报/2026-05-11/01.txt", "【1】渡口恢复开航\n七点。")
    house.take_in()
    says(house, "/mute 来源 晨光日报 7天")
    says(house, "/undo")
    person = house.desk.subscriptions.subscriber(PERSON)
    assert person is not None
    assert person.mutes == ()
    assert "没有可以撤销的事" in says(house, "/undo")


def test_of_several_it_asks_which(house: House) -> None:
    says(house, "/sub 渡口↵粮价↵停水↵停电↵公交↵地铁↵高温".replace("↵", "\n"))
    for number in range(1, 8):
        says(house, f"/unsub {number}")
    told = says(house, "/undo")
    assert told.count("退订") == 5, "the last five"
    assert "「渡口」" not in told
    assert "「高温」恢复了" in says(house, data=last_deed(house))
    assert [one.query for one in mine(house)] == ["高温"]


def test_twice_is_once_and_late_is_late(house: House) -> None:
    says(house, "/sub 渡口")
    says(house, "/unsub 1")
    button = last_deed(house)
    says(house, data=button)
    says(house, "/unsub 1")
    assert "已经撤销过了" in says(house, data=button)
    assert mine(house) == [], "an old button does not take back what was done since"
    button = last_deed(house)
    house.hands.set(house.hands() + 11 * MINUTE)
    assert "过了十分钟" in says(house, data=button)
    assert "没有可以撤销的事" in says(house, "/undo")
    assert mine(house) == []


def test_it_works_after_a_restart(house: House, tmp_path: Path) -> None:
    says(house, "/sub 渡口 @即时")
    (before,) = mine(house)
    says(house, "/edit 1 粮价")
    house.close()
    again = House(tmp_path, house.hands, finder=Substrings(), read=blocks)
    again._heard = 100
    assert "改回原来的写法" in says(again, "/undo")
    assert mine(again) == [before]
    again.page("晨光日报/2026-05-11/01.txt", "【1】渡口恢复开航\n七点。")
    again.take_in()
    ear = Ear()
    again.send(ear)
    assert "渡口恢复开航" in ear.texts()[0], "the matcher has heard of it"
    again.close()


def test_an_edit_is_matched_from_now_on(house: House) -> None:
    says(house, "/sub 渡口 @即时")
    told = says(house, "/edit 1 粮价")
    assert ("原来：渡口 · 即时" in told, "现在：粮价 · 即时" in told) == (True, True)
    house.page("晨光日报/2026-05-11/01.txt", "【1】渡口恢复开航\n七点。\n\n【2】粮价平稳\n市场供应充足。")
    house.take_in()
    ear = Ear()
    house.send(ear)
    assert ["粮价平稳" in text for text in ear.texts()] == [True]
    assert "渡口恢复开航" not in ear.texts()[0]


def test_what_an_edit_says_when_it_cannot_be(house: House) -> None:
    assert "还没有订阅" in says(house, "/edit 1 粮价")
    says(house, "/sub 渡口\n粮价")
    assert "没有「9」" in says(house, "/edit 9 停水")
    assert "已经订阅过了：（2）粮价" in says(house, "/edit 1 粮价")
    assert "本来就是这样" in says(house, "/edit 1 渡口")
    assert "先写编号" in says(house, "/edit 渡口")
    assert "新的写法发来" in says(house, "/edit 1")
    assert "改好了（1）" in says(house, "停水 停电")
    assert [(one.query, one.mode) for one in mine(house)] == [("停水 停电", Mode.DIGEST), ("粮价", Mode.DIGEST)]
    assert "哪一条" in says(house, "/edit")


def test_all_at_once_with_a_copy(house: House) -> None:
    says(house, "/sub 渡口 @即时\n粮价、麦价 => 夏粮")
    before = mine(house)
    assert "全部 2 条" in says(house, "全部退订")
    assert len(mine(house)) == 2, "asked about first"
    told = says(house, data="unsuball:")
    assert [written(one) for one in before] == ["渡口 @即时", "粮价、麦价 => 夏粮 @日报"]
    assert "\n".join(written(one) for one in before) in told
    assert mine(house) == []
    assert "还没有订阅" in says(house, data="unsuball:")
    says(house, "/undo")
    assert mine(house) == before


def test_the_copy_makes_them_again(house: House) -> None:
    says(house, "/sub 渡口 @即时\n粮价、麦价 => 夏粮")
    before = mine(house)
    says(house, data="unsuball:")
    says(house, "/sub " + "\n".join(written(one) for one in before))
    again = [(one.query, one.name, one.mode) for one in mine(house)]
    assert again == [(one.query, one.name, one.mode) for one in before]


def test_a_long_copy_is_a_file(house: House) -> None:
    store = house.desk.subscriptions
    says(house, "/start")
    for n in range(30):
        store.subscribe(PERSON, f"渡口{n}", "", Mode.DIGEST, house.hands())
    ear = Ear()
    house.hear(PERSON, data="unsuball:")
    house.send(ear)
    (first, last) = [message for _, message in ear.told]
    assert first.file is not None
    assert first.file.text.splitlines()[29] == "渡口29 @日报"
    assert "等 30 条" in last.body.text, "so many names are not listed"
    deed = house.desk.deeds.recent(PERSON, house.hands() - MINUTE, 1)[0]
    assert (deed.act, len(deed.before.subscriptions)) == (Act.UNSUB, 30)


def test_the_list_is_turned_in_place(house: House) -> None:
    says(house, "/start")
    for n in range(1, 31):
        house.desk.subscriptions.subscribe(PERSON, f"渡口{n}", "", Mode.DIGEST, house.hands())
    told = says(house, "/list")
    assert ("第 1 页，共 3 页" in told, "12. 渡口12" in told, "13. " in told) == (True, True, False)
    assert "30. 渡口30" in says(house, "/list 3")
    assert "没有第 4 页" in says(house, "/list 4")
    assert "13. 渡口13" in says(house, data="list:2")
    assert "24. " in says(house, data="list:2")


def test_a_row_tells_when_it_last_caught_something(house: House) -> None:
    says(house, "/sub 渡口\n粮价")
    house.page("晨光日报/2026-05-11/01.txt", "【1】渡口恢复开航\n七点。")
    house.take_in()
    assert "1. 渡口 · 日报 · 7 天命中 1 篇，最近今天" in says(house, "/list")
    house.hands.set(house.hands() + timedelta(days=9))
    told = says(house, "/list")
    assert "1. 渡口 · 日报 · 7 天命中 0 篇，最近 9 天前\n2. 粮价 · 日报 · 7 天命中 0 篇\n" in told
