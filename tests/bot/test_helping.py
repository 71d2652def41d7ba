"""The help by what people want to do, and the menu."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.commands import COMMANDS, MENU, NAMES, OPERATORS_MENU, SHELVES
from bot.commands.run import menus
from bot.model import Message
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


def test_the_shelves_name_commands_that_there_are() -> None:
    placed = [name for main, others in SHELVES.values() for name in (*main, *others)]
    assert {*placed} <= {*NAMES}
    assert len(placed) == len({*placed}), "each once"


def test_the_menu_is_short_and_operators_see_theirs() -> None:
    assert len(MENU) == 12
    assert {*MENU} < {*OPERATORS_MENU} <= {*NAMES}
    assert not [name for name in MENU if NAMES[name].operators]
    assert {command.name for command in COMMANDS if command.operators} <= {*OPERATORS_MENU}
    told = menus(MENU)
    assert set(told) == set(TABLES)
    assert [name for name, _ in told["zh-Hans"]] == list(MENU)
