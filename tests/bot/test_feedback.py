"""A word to the operator and back: neither learns who the other is, few an hour, nothing left after a deletion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Address, Incoming
from house import PERSON, Ear, House, Substrings, blocks

OPERATOR = Address("fake", "900")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    house.config = replace(house.config, bot=replace(house.config.bot, operators=(OPERATOR,)))
    yield house
    house.close()


def says(house: House, ear: Ear, text: str, who: Address = PERSON, reply_to: str = "") -> list[str]:
    """What came of it, wherever."""
    told = len(ear.told)
    house.hands.set(house.hands() + timedelta(seconds=5))
    said = Incoming(key=f"said:{house.hands()}", address=who, text=text, reply_to=reply_to)
    house.desk.inbox.store([said], house.hands())
    for incoming in house.chat.waiting():
        house.chat.answer(incoming)
    house.send(ear)
    return [f"{to.to}: {message.body.text}" for to, message in ear.told[told:]]


def test_there_and_back(house: House) -> None:
    ear = Ear()
    assert "直接发过来" in says(house, ear, "反馈")[0]
    mine, theirs = says(house, ear, "晨光日报少了一期")
    assert mine == "1: 好，已经转给管理员，编号 1。有答复就发到这里。"
    assert "反馈 1（私聊）\n晨光日报少了一期" in theirs
    assert PERSON.to not in theirs.partition(":")[2].replace("反馈 1", "")
    number = str(len(ear.told) - 1)
    done, answer = sorted(says(house, ear, "多谢，今晚补上", OPERATOR, number), key=lambda one: one.startswith("1:"))
    assert answer == "1: 💬 管理员回复了你的反馈 1\n多谢，今晚补上"
    assert done == "900: 好，答复发给反馈 1 的人了。"
    assert "没有稿件" in says(house, ear, "/mute", OPERATOR, number)[0], "a command is a command"


def test_nobody_else_answers_and_few_are_taken(house: House) -> None:
    ear = Ear()
    for text in ("/feedback a", "/feedback b", "/feedback c"):
        says(house, ear, text)
    assert "一小时里已经带了 3 句" in says(house, ear, "/feedback d")[0]
    forged = says(house, ear, "我来答", Address("fake", "7"), str(len(ear.told) - 2))
    assert all(one.startswith("7:") for one in forged)
    house.hands.set(house.hands() + timedelta(hours=1))
    assert "编号 4" in says(house, ear, "/feedback e")[0]
    assert "太长了" in says(house, ear, "/feedback " + "长" * 1001)[0]


def test_who_was_deleted_is_not_reached(house: House) -> None:
    ear = Ear()
    says(house, ear, "/feedback 晨光日报少了一期")
    number = str(len(ear.told) - 1)
    house.desk.oblivion.forget(PERSON)
    rows = str([dict(row) for row in house.database.query("SELECT message FROM deliveries")])
    assert "晨光日报少了一期" not in rows
    assert not any(one.startswith("1:") for one in says(house, ear, "多谢", OPERATOR, number))


def test_what_was_said_in_a_group_goes_with_who_said_it(house: House) -> None:
    ear, group = Ear(), Address("fake", "-100", "3")
    house.hands.set(house.hands() + timedelta(seconds=5))
    said = Incoming(key="g", address=group, text="/feedback 群里少了一期", group=True, person=PERSON.to)
    house.desk.inbox.store([said], house.hands())
    for incoming in house.chat.waiting():
        house.chat.answer(incoming)
    house.send(ear)
    assert "群里少了一期" in "".join(ear.texts(OPERATOR))
    house.desk.oblivion.forget(PERSON)
    assert not [*house.database.query("SELECT 1 FROM feedback")]
    assert not [*house.database.query("SELECT 1 FROM deliveries WHERE message LIKE '%群里少了一期%'")]
