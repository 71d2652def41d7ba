"""The help by what people want to do, and the menu."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat import looks_only
from bot.chat.commands import (
    ADMINISTRATORS_MENU,
    COMMANDS,
    MEMBERS_MENU,
    MENU,
    NAMES,
    OPERATORS_MENU,
    SHELVES,
    nearest,
    read,
)
from bot.commands.run import menus
from bot.model import Incoming, Message
from bot.styled import units
from bot.texts import TABLES
from house import PERSON, Ear, House, Substrings, blocks


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


def answer(house: House, text: str = "", data: str = "") -> Message:
    ear = Ear()
    house.hear(PERSON, text, data=data)
    house.send(ear)
    return ear.told[-1][1]


@pytest.mark.parametrize("language", ["zh", "繁体", "en"])
def test_every_command_has_its_place(house: House, language: str) -> None:
    answer(house, f"/lang {language}")
    whole = answer(house, "/help")
    shelves = [answer(house, data=f"help:{name}").body.text for name in SHELVES]
    for command in COMMANDS:
        named = [text for text in shelves if f"\n/{command.name} " in text]
        assert len(named) == (0 if command.operators else 1), command.name
        assert command.operators or f"/{command.name}" in whole.body.text
    lines = whole.body.text.splitlines()
    assert len(lines) <= 36, "two screens of a phone"
    assert units(whole.body.text) <= 3000


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("怎么退订", "/unsub 2"),
        ("免打扰怎么设？", "/quiet 22:30"),
        ("截止", "/calendar"),
        ("unsub", "/unsub 2"),
        ("xyz", "没有叫「xyz」的命令"),
    ],
)
def test_a_question_finds_the_command_by_its_words(house: House, asked: str, told: str) -> None:
    said = answer(house, f"/help {asked}").body.text
    assert told in said
    assert asked == "xyz" or "/list 列表" not in said, "not all of the help"


def test_a_slip_of_the_finger_is_no_other_word() -> None:
    assert {nearest(slip) for slip in ("serach", "serch", "searchh")} == {"search"}
    assert [nearest(name) for name in ("health", "feed", "user", "broadcast")] == [""] * 4
    assert [read(f"/{name}").command for name in ("feed", "health", "limit", "set")] == [
        "source",
        "sources",
        "cap",
        "start",
    ]
    assert read("health").command == "", "without a slash it is a word"


def test_the_shelves_name_commands_that_there_are() -> None:
    placed = [name for main, others in SHELVES.values() for name in (*main, *others)]
    assert {*placed} <= {*NAMES}
    assert len(placed) == len({*placed}), "each once"


def test_a_groups_members_see_what_they_may_do() -> None:
    for name in MEMBERS_MENU:
        assert looks_only(Incoming(key="1", address=PERSON, text=f"/{name}", group=True, person="7")), name
    assert "sub" in ADMINISTRATORS_MENU
    assert "bind" in ADMINISTRATORS_MENU
    assert "profile" not in {*MEMBERS_MENU, *ADMINISTRATORS_MENU}
    told = menus((*MEMBERS_MENU, *ADMINISTRATORS_MENU))
    assert all(1 <= len(about) <= 256 for menu in told.values() for _, about in menu)


def test_a_language_that_was_chosen_is_the_menus_too(house: House) -> None:
    said = Incoming(key="x", address=PERSON, text="/start", language="zh-hans")
    asked = [{"text": "/lang 繁体"}, {"data": "lang:en"}, {"text": "/list"}]
    for deed, menu in ((asked[0], "zh-Hant"), (asked[1], "en"), (asked[2], ""), (None, "en")):
        ear = Ear()
        if deed:
            house.hear(PERSON, **deed)
        else:  # the app would show a Chinese one
            house.desk.inbox.store([said], house.hands())
            house.chat.answer(said)
        house.send(ear)
        assert ear.told[0][1].menu == menu


def test_the_menu_is_short_and_operators_see_theirs() -> None:
    assert len(MENU) == 12
    assert {*MENU} < {*OPERATORS_MENU} <= {*NAMES}
    assert not [name for name in MENU if NAMES[name].operators]
    assert {command.name for command in COMMANDS if command.operators} <= {*OPERATORS_MENU}
    told = menus(MENU)
    assert set(told) == set(TABLES)
    assert [name for name, _ in told["zh-Hans"]] == list(MENU)
