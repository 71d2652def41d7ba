"""Who asks to be deleted is deleted: asked first, told last, and met anew afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Address, Dead, Incoming, Later
from bot.sqlite import schema
from house import PERSON, Ear, House, Substrings, blocks

HE, SHE, GROUP = Address("fake", "4242424242"), Address("fake", "5151515151"), Address("fake", "-100777")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    for who in (HE, SHE):
        for line in ("/sub 渡口 @即时", "/sub 粮价", "停水", "/mute 2 1天", "/undo", "/area 金水区"):
            house.hear(who, line)
    house.page("晨光日报/2026-05-11/01.txt", "【1】渡口恢复开航\n七点。")
    house.take_in()
    house.send(Ear())
    yield house
    house.close()


def traces(house: House, who: Address) -> dict[str, int]:
    """Tables with rows in which the chat is named."""
    tables = [row["name"] for row in house.database.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: [str(dict(row)) for row in house.database.query(f"SELECT * FROM [{name}]")] for name in tables}
    return {name: n for name, held in rows.items() if (n := sum(who.to in row for row in held))}


def asked(house: House, who: Address = HE) -> str:
    """The data of the button that deletes."""
    house.hear(who, "/delete_me")
    ear = Ear()
    house.send(ear)
    return ear.told[-1][1].buttons[0][0].data


def test_nothing_of_the_chat_is_left(house: House, tmp_path: Path) -> None:
    hers = traces(house, SHE)
    assert len(traces(house, HE)) >= 7
    ear = Ear()
    house.hear(HE, data=asked(house))
    assert set(traces(house, HE)) <= {"deliveries"}, "what sending needs"
    house.send(ear)
    assert ear.texts(HE) == ["都删除了，我这里不再有你的任何东西。发来任何一句话，就是重新认识。再见。"]
    assert traces(house, HE) == {}
    assert traces(house, SHE) == hers
    house.send(ear)
    for file in ("baoxiao.db", "baoxiao.db-wal"):
        assert HE.to.encode() not in (tmp_path / file).read_bytes()
    house.hands.set(house.hands() + 60 * MINUTE)
    house.page("晨光日报/2026-05-11/02.txt", "【2】渡口又停航\n风大。")
    house.take_in()
    house.send(ear)
    assert (len(ear.texts(HE)), len(ear.texts(SHE))) == (1, 1), "the matcher has forgotten, too, and only them"


def test_it_is_asked_first_and_the_question_grows_old(house: House) -> None:
    before = traces(house, HE)["subscriptions"]
    data = asked(house)
    house.hands.set(house.hands() + 11 * MINUTE)
    house.hear(HE, data=data)
    ear = Ear()
    house.send(ear)
    assert "什么都没有删" in ear.texts(HE)[0]
    assert traces(house, HE)["subscriptions"] == before


def test_nobody_deletes_another(house: House) -> None:
    data, wanted = asked(house), [len(house.desk.subscriptions.of(who)) for who in (HE, SHE)]
    house.hear(SHE, data=data)
    for forged in ("forget:", "forget:yes", "forget:1", "forget:" + "9" * 30):
        house.hear(SHE, data=forged)
    assert [len(house.desk.subscriptions.of(who)) for who in (HE, SHE)] == wanted


def test_what_was_said_in_a_group_goes_too(house: House) -> None:
    said = Incoming(key="g", address=GROUP, text="/list", person=HE.to, group=True)
    house.desk.inbox.store([said, replace(said, key="h", person=SHE.to)], house.hands())
    for one in house.chat.waiting():
        house.chat.answer(one)
    house.send(Ear())
    hers = traces(house, SHE)
    house.hear(HE, data=asked(house))
    house.send(Ear())
    assert traces(house, HE) == {}
    assert traces(house, SHE) == hers


def test_pressed_twice_leaves_nothing_either(house: House) -> None:
    data, ear = asked(house), Ear()
    for _ in range(2):
        house.hear(HE, data=data)
    house.send(ear)
    assert "都删除了" in ear.texts(HE)[0]
    assert traces(house, HE) == {}
    house.hear(HE, data=data)
    house.send(ear)
    assert "没有这个聊天的记录" in ear.texts(HE)[-1]
    assert traces(house, HE) == {}


def test_who_writes_again_at_once_is_somebody_new_and_stays(house: House) -> None:
    data, ear = asked(house), Ear()
    house.hear(HE, data=data)
    house.hear(HE, "/sub 停电")
    house.send(ear)
    assert [one.number for one in house.desk.subscriptions.of(HE)] == [1]
    assert "farewell" not in str(list(house.database.query("SELECT key FROM deliveries")))


@pytest.mark.parametrize("outcome", [Dead("blocked", gone=True), Dead("odd")], ids=["gone", "refused"])
def test_a_last_word_that_cannot_be_said_is_gone_too(house: House, outcome: Dead) -> None:
    data, ear = asked(house), Ear(outcomes={HE: outcome})
    house.hear(HE, data=data)
    house.send(ear)
    assert traces(house, HE) == {}


def test_a_last_word_waits_for_the_network(house: House) -> None:
    data, ear = asked(house), Ear(outcomes={HE: Later("no network")})
    house.hear(HE, data=data)
    house.send(ear)
    assert traces(house, HE) == {"deliveries": 1}
    ear.outcomes.clear()
    house.hands.set(house.hands() + MINUTE)
    house.send(ear)
    assert (len(ear.texts(HE)), traces(house, HE)) == (1, {})


def test_what_is_kept_is_said(house: House) -> None:
    ear = Ear()
    house.hear(PERSON, "/privacy")
    house.send(ear)
    (told,) = ear.texts()
    assert f"最近 {house.config.bot.keep} 份" in told
    assert "/delete_me" in told


# Tables that tell of a chat → the words by which `/privacy` names what is in them.
NAMED = {
    "subscribers": "设置", "reviews": "回顾", "subscriptions": "条订阅", "matches": "命中的稿件",
    "held": "命中的稿件", "deeds": "能撤销的改动", "favourites": "收藏", "openings": "点开和静音过什么",
    "profiles": "企业画像", "suited": "与它相配的项目", "inbox": "你发来的话", "expected": "你发来的话",
    "deliveries": "我发出的消息", "attempts": "我发出的消息", "holds": "我发出的消息",
    "events": "日志里可能有聊天编号", "shown": "清单", "leaflets": "清单", "offers": "按钮",
    "driving": "替哪个频道或群设置", "bound": "替哪个频道或群设置", "hosts": "谁拉我进的群",
    "feedback": "反馈的编号",
}  # fmt: skip
NOBODYS = {"cursors", "stories", "story_keys", "stories_united", "summaries"}


def test_every_table_that_tells_of_a_chat_is_named(house: House) -> None:
    ear = Ear()
    house.hear(PERSON, "/privacy")
    house.send(ear)
    (told,) = ear.texts()
    assert [words for words in NAMED.values() if words not in told] == []
    created = set(re.findall(r"CREATE TABLE (\w+)", Path(schema.__file__).read_text("utf-8")))
    assert created == {*NAMED, *NOBODYS}, "a new table: say in /privacy what it keeps of people, or that it is nobody's"
