"""Taking back what was ended, changed or silenced: within ten minutes, once, also after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot import exports
from bot.chat.chosen import settings_of
from bot.chat.ending import written
from bot.model import Act, Mode, Subscription
from bot.profile.model import Profile, Suited
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


def confirming(house: House, text: str) -> str:
    """The data of the one button under the answer."""
    house.send(Ear())  # what else waits
    ear = Ear()
    house.hear(PERSON, text)
    house.send(ear)
    ((button,),) = ear.told[-1][1].buttons
    return button.data


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
    assert "撤销哪一件" in says(house, "/undo"), "going further back is asked about"


def chosen(house: House) -> exports.Settings:
    person, kept = house.desk.subscriptions.subscriber(PERSON), house.desk.reviews.review(PERSON)
    assert person is not None
    return settings_of(person, kept.timetable if kept else None)


@pytest.mark.parametrize(
    ("line", "restored"),
    [
        ("/digest 8点", "日报：周一 07:00、18:00"),
        ("/digest 都发", "没有内容也发日报：否"),
        ("/area 金水区", "地区：没有"),
        ("/quiet 23:00-6:00", "免打扰：22:30–07:00，橙色预警例外"),
        ("/level 橙", "预警级别：没有"),
        ("/cap 3", "一天最多几条提醒：没有"),
        ("/tz Asia/Urumqi", "时区：Asia/Shanghai"),
        ("/remind 1", "截止前几天提醒：7、3、1"),
        ("/review 每周", "一周回顾：没有"),
    ],
)
def test_every_setting_goes_back_to_what_it_was(house: House, line: str, restored: str) -> None:
    says(house, "/quiet 22:30-7:00 例外 橙")
    says(house, "/digest 周一 07:00 18:00")
    was = chosen(house), mine(house)
    says(house, line)
    assert chosen(house) != was[0]
    assert restored in says(house, "/undo")
    assert (chosen(house), mine(house)) == was
    assert "撤销哪一件" in says(house, "/undo"), "further back only when asked"
    assert (chosen(house), mine(house)) == was


def test_what_was_subscribed_to_and_how_it_speaks_goes_back(house: House) -> None:
    says(house, "/sub 渡口")
    (before,) = mine(house)
    says(house, data=f"mode:{before.id}:alert")
    assert mine(house) != [before]
    assert "改回来了：渡口 · 日报" in says(house, "撤销")
    assert mine(house) == [before]
    says(house, "/sub 粮价\n停水")
    assert "「粮价」、「停水」不订了" in says(house, "撤销")
    assert mine(house) == [before]


def test_a_favourite_that_was_dropped_comes_back_to_its_place(house: House) -> None:
    for n, uid in enumerate("abc"):
        house.desk.favourites.add(PERSON, uid, f"标题{uid}", house.hands() + n * MINUTE)
    kept = [one.uid for one in house.desk.favourites.of(PERSON, 9)]
    for line in ("/saved 取消 2", "取消收藏 1"):
        says(house, line)
        assert house.desk.favourites.counted(PERSON) == 2
        assert "又在收藏里了" in says(house, "/undo")
        assert [one.uid for one in house.desk.favourites.of(PERSON, 9)] == kept
    says(house, data="unsave:c")
    says(house, "撤销")
    assert [one.uid for one in house.desk.favourites.of(PERSON, 9)] == kept


def test_a_restored_copy_is_taken_back_whole(house: House) -> None:
    says(house, "/sub 渡口 => 码头 @即时")
    says(house, "/digest 周一 08:00")
    says(house, "/profile 金水区的面馆，个体户，想贷20万")
    was = mine(house), house.desk.subscriptions.subscriber(PERSON), house.desk.profiles.of(PERSON)
    kept = exports.Kept(
        subscriptions=(exports.Subscribed(query="渡口"), exports.Subscribed(query="粮价")),
        settings=exports.Settings(language="en", digest="", place="金水区", cap=9),
        profile=Profile(industry="软件", place="洛龙区"),
    )
    says(house, "/import\n" + exports.written(kept))
    done = says(house, data="import:1")
    assert "Undo" in done or "Restored" in done
    now = mine(house), house.desk.subscriptions.subscriber(PERSON), house.desk.profiles.of(PERSON)
    assert ([one.query for one in now[0]], now[0][0].name) == (["渡口", "粮价"], "")
    assert now[1] is not None
    assert (now[1].language, now[1].timetable, now[1].cap) == ("en", None, 9)
    assert now[2] == kept.profile
    says(house, data=last_deed(house))
    again = house.desk.subscriptions.subscriber(PERSON)
    assert (mine(house), house.desk.profiles.of(PERSON)) == (was[0], was[2])
    assert again is not None
    assert was[1] is not None
    assert (again.language, again.timetable, again.place, again.cap) == ("zh-Hans", was[1].timetable, "", 0)
    assert again.next_digest_at == was[1].next_digest_at


def test_an_imported_list_is_taken_back_and_so_is_a_profile_that_was_not_there(house: House) -> None:
    says(house, "/import\n渡口\n\n粮价")
    says(house, data="import:1")
    assert len(mine(house)) == 2
    assert "新增 2 条" in says(house, "/undo")
    assert mine(house) == []
    says(house, "/import\n" + exports.written(exports.Kept(profile=Profile(industry="软件", place="洛龙区"))))
    says(house, data="import:2")
    assert house.desk.profiles.of(PERSON)
    says(house, "/undo")
    assert house.desk.profiles.of(PERSON) is None


def test_a_deleted_profile_comes_back_with_what_was_found_and_then_is_gone_for_good(house: House) -> None:
    says(house, "/profile 金水区的面馆，个体户，想贷20万")
    profile = house.desk.profiles.of(PERSON)
    found = Suited(offer="loan:甲贷", uid="u", name="甲贷", fits=True, told=True)
    house.desk.profiles.note(PERSON, [found])
    assert "十分钟内能撤销" in says(house, "/profile 删除")
    assert (house.desk.profiles.of(PERSON), list(house.desk.profiles.suited(PERSON))) == (None, [])
    assert "企业画像（金水区、面馆）回来了" in says(house, data=last_deed(house))
    assert profile is not None
    back = house.desk.profiles.of(PERSON)
    assert back is not None
    assert replace(back, asking=None, walking=False) == replace(profile, asking=None, walking=False)
    assert list(house.desk.profiles.suited(PERSON)) == [found]
    says(house, "/profile 删除")
    house.hands.set(house.hands() + 11 * MINUTE)
    house.digesting.freeze_due()
    [row] = house.database.query("SELECT before FROM deeds ORDER BY id DESC LIMIT 1")
    assert row["before"] == "{}", "how it was is kept no longer than it can be taken back"
    assert "过了十分钟" in says(
        house, data=f"undo:{house.desk.deeds.recent(PERSON, house.hands() - 60 * MINUTE, 1)[0].id}"
    )


def test_of_several_it_asks_which(house: House) -> None:
    says(house, "/sub 渡口↵粮价↵停水↵停电↵公交↵地铁↵高温".replace("↵", "\n"))
    for number in range(1, 8):
        says(house, f"/unsub {number}")
    says(house, "/list")
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
    assert "没有第 9 条" in says(house, "/edit 9 停水")
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
    sure = confirming(house, "/unsub_all")
    told = says(house, data=sure)
    assert [written(one) for one in before] == ["渡口 @即时", "粮价、麦价 => 夏粮 @日报"]
    assert "\n".join(written(one) for one in before) in told
    assert mine(house) == []
    assert "还没有订阅" in says(house, data=sure)
    says(house, "/undo")
    assert mine(house) == before


def test_the_copy_makes_them_again(house: House) -> None:
    says(house, "/sub 渡口 @即时\n粮价、麦价 => 夏粮")
    before = mine(house)
    says(house, data=confirming(house, "/unsub_all"))
    says(house, "/sub " + "\n".join(written(one) for one in before))
    again = [(one.query, one.name, one.mode) for one in mine(house)]
    assert again == [(one.query, one.name, one.mode) for one in before]


def test_a_long_copy_is_a_file(house: House) -> None:
    store = house.desk.subscriptions
    says(house, "/start")
    for n in range(30):
        store.subscribe(PERSON, f"渡口{n}", "", Mode.DIGEST, house.hands())
    sure, ear = confirming(house, "/unsub_all"), Ear()
    house.hear(PERSON, data=sure)
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


def taste(house: House) -> dict[str, float]:
    return {
        what: round(weight, 2) for (_, what), weight in house.desk.openings.of(PERSON, house.hands()).items() if weight
    }


def test_a_silence_taken_back_says_nothing_of_the_persons_taste(house: House) -> None:
    """By /undo, by its button, or by letting it speak again at once; what is let speak again later stays a sign."""
    says(house, "/sub 渡口 @即时\n粮价 @即时")
    house.hands.set(house.hands() + 11 * MINUTE)
    house.page("晨光日报/2026-05-11/01.txt", "【1】渡口恢复开航\n七点。")
    house.take_in()
    for mute in ("/mute 1 2天", "/mute 来源 晨光日报", "/mute 1-2 2天"):
        for back in ("/undo", "/unmute 全部"):
            says(house, mute)
            assert min(taste(house).values()) == -3.0, mute
            says(house, back)
            assert set(taste(house).values()) <= {0.0}, (mute, back)
            assert "没有可以撤销" in says(house, "/undo")
    says(house, "/mute 1 2天")
    house.hands.set(house.hands() + 11 * MINUTE)
    says(house, "/unmute 1")
    assert taste(house)["渡口"] < -2.9


# Buttons that say yes to a question → what an old one says; "" where it does its work, and that can be taken back.
CONFIRMING = {
    "/unsub_all": "一条都没有退订",
    "/delete_me": "什么都没有删",
    "/edit 1 一": "",
    "/import 停水\n停电": "",
    "/sub 一": "",
}


@pytest.mark.parametrize("text", CONFIRMING)
def test_an_old_yes_ends_nothing_for_good(house: House, text: str) -> None:
    says(house, "/sub 渡口 @即时\n粮价")
    house.page("晨光日报/2026-05-11/01.txt", "\n\n".join(f"一号渡口{n}\n一切照常，第{n}天。" for n in range(40)))
    house.take_in()
    before, data = mine(house), confirming(house, text)
    house.hands.set(house.hands() + 11 * MINUTE)
    told = says(house, data=data)
    assert CONFIRMING[text] in told
    if CONFIRMING[text]:
        assert mine(house) == before
    elif text != "/sub 一":  # which is ended by a button of its own
        says(house, "/undo")
        assert mine(house) == before


def test_what_was_subscribed_to_since_was_not_asked_about(house: House) -> None:
    says(house, "/sub 渡口\n粮价")
    sure = confirming(house, "/unsub_all")
    says(house, "/sub 停水")
    says(house, data=sure)
    assert [one.query for one in mine(house)] == ["停水"]


def test_a_yes_without_a_question_ends_nothing(house: House) -> None:
    says(house, "/sub 渡口")
    deleting = confirming(house, "/delete_me").partition(":")[2]
    for forged in ("", "1", deleting, "9" * 30, "x"):
        assert "一条都没有退订" in says(house, data=f"unsuball:{forged}")
    assert "失效" in says(house, data=f"forget:{confirming(house, '/unsub_all').partition(':')[2]}")
    assert [one.query for one in mine(house)] == ["渡口"]
