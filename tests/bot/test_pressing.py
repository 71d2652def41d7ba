"""What somebody types that stands on a button: whose words, in which chat, under which message."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model import Address, Incoming, Mode
from house import PERSON, Ear, House, Substrings, blocks

GROUP = Address("fake", "-100777")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


def says(house: House, text: str, address: Address = PERSON, group: bool = False) -> str:
    key = f"{text}{len(house.desk.history.deliveries())}"
    house.desk.inbox.store([Incoming(key=key, address=address, text=text, person="1", group=group)], house.hands())
    for one in house.chat.waiting():
        house.chat.answer(one)
    ear = Ear()
    house.send(ear)
    return "\n".join(ear.texts(address))


def modes(house: House, address: Address = PERSON) -> list[Mode]:
    return [one.mode for one in house.desk.subscriptions.of(address)]


def test_the_label_under_the_last_answer_is_pressed(house: House) -> None:
    says(house, "/sub 渡口")
    assert "改为：即时" in says(house, "改为即时")
    assert modes(house) == [Mode.ALERT]


def test_an_older_message_is_not_meant(house: House) -> None:
    says(house, "/sub 渡口")
    says(house, "/privacy")
    assert "要订阅吗" in says(house, "改为即时")
    assert modes(house) == [Mode.DIGEST]


def test_in_a_group_others_may_have_said_it(house: House) -> None:
    says(house, "/sub 渡口", GROUP, group=True)
    says(house, "改为即时", GROUP, group=True)
    assert modes(house, GROUP) == [Mode.DIGEST]


def test_a_number_is_the_item_of_a_list_of_articles(house: House) -> None:
    house.page("晨光日报/2026-05-11/01.txt", "【1】渡口恢复开航\n七点。")
    house.take_in()
    says(house, "/search 渡口")
    assert "七点" in says(house, "1")
    says(house, "/sub 停水")
    says(house, "/list")
    assert "意思是" in says(house, "1"), "of a list of subscriptions it is the button"


@pytest.mark.parametrize(("question", "no"), [("/unsub_all", "取消"), ("/unsub_all", "不要"), ("/delete_me", "no")])
def test_who_says_no_to_a_grave_question_is_told_that_nothing_is_gone(house: House, question: str, no: str) -> None:
    says(house, "/sub 渡口")
    says(house, question)
    assert "什么都没删" in says(house, no)
    assert modes(house) == [Mode.DIGEST]
