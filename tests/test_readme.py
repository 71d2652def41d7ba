"""What the README says is true of the tree, the commands and the configuration as they are."""

from __future__ import annotations

import re

import tree
from bot.chat.commands import COMMANDS as CHAT
from bot.commands.line import COMMANDS

TOLD = tree.README.read_text("utf-8")


def test_the_tree_is_the_tree() -> None:
    assert tree.written(TOLD) == TOLD, "run `make tree`"


def test_every_command_of_the_program_is_named() -> None:
    missing = [name for name in COMMANDS if not re.search(rf"baoxiao {name}\b|make {name}\b|/ `{name} ", TOLD)]
    assert not missing


def test_every_command_of_the_chat_is_in_the_table_with_its_chinese_word() -> None:
    rows = [line for line in TOLD.splitlines() if line.startswith("| `/")]
    for command in CHAT:
        row = next((row for row in rows if re.search(rf"`/{command.name}[ `]", row)), "")
        assert row, command.name
        assert any(word in row for word in command.words), command.name


def test_what_it_points_at_is_there() -> None:
    links = re.findall(r'(?:src|srcset)="([^"]+)"|\]\((?!http)([^)#]+)\)', TOLD)
    assert all((tree.ROOT / (a or b)).exists() for a, b in links)
