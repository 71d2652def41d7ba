"""Every conversation of `tests/conversations`, in the terminal and over the strict fake Telegram server alike."""

from __future__ import annotations

import asyncio
import io
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.configured import Config
from bot.service import TERMINAL, heard, words_for
from bot.terminal import Terminal
from bot.wiring import House, open_house
from fake_telegram import FakeTelegram
from phone import NAME, TOKEN, Phone
from script import IN_THE_TERMINAL, OVER_TELEGRAM, SCRIPTS, Hours, check, config_of, let_it_be, read_the_issues, steps


class Talk:
    """A person at the terminal of a house whose clock the script sets."""

    def __init__(self, config: Config) -> None:
        self._hours, self._out, self._number = Hours(), io.StringIO(), 0
        self._terminal = Terminal(out=self._out, fancy=False)
        self._config = config

    def play(self, script: Path) -> None:
        with open_house(self._config, self._hours) as house:
            self._terminal.words = partial(words_for, house)
            for step in steps(script):
                self._out.seek(0)
                self._out.truncate()
                if step.at:
                    let_it_be(house, self._hours, step.at)
                else:
                    self._hear(house, step.said)
                asyncio.run(self._send(house))
                check(script, step, self._out.getvalue(), IN_THE_TERMINAL)

    def _hear(self, house: House, line: str) -> None:
        self._number += 1
        house.desk.inbox.store([heard(self._terminal, f"script:{self._number}", line)], self._hours())
        for incoming in house.chat.waiting():
            house.chat.answer(incoming)

    async def _send(self, house: House) -> None:
        while await house.sending.send_due({TERMINAL.channel: self._terminal}):
            pass


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that has read the sample issues; every script gets a copy."""
    config = config_of(tmp_path_factory.mktemp("archive"))
    read_the_issues(config)
    return config.news.path


@pytest.fixture(scope="module")
def tg() -> Iterator[Any]:  # Any: the fake server is untyped
    with FakeTelegram(token=TOKEN, bot_username=NAME) as server:
        yield server
        server._do(server.server.close)
        server._do(asyncio.sleep, 0.02)


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.stem for script in SCRIPTS])
def test_the_conversation_goes_as_written(script: Path, archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive, tmp_path / archive.name)
    Talk(config_of(tmp_path)).play(script)


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.stem for script in SCRIPTS])
def test_it_goes_so_over_telegram(script: Path, archive: Path, tmp_path: Path, tg: Any) -> None:
    shutil.copy(archive, tmp_path / archive.name)
    warned, chat = len(tg.stats()["warnings"]), 1000 + SCRIPTS.index(script)

    async def play() -> None:
        hours = Hours()
        with open_house(config_of(tmp_path), hours) as house:
            async with Phone(tg, house, hours, chat) as phone:
                for step in steps(script):
                    if step.at:
                        let_it_be(house, hours, step.at)
                    else:
                        await phone.types(step.said)
                    check(script, step, await phone.look(), OVER_TELEGRAM)

    asyncio.run(play())
    assert tg.sent(chat_id=chat)
    assert tg.stats()["warnings"][warned:] == []


def test_there_are_enough_turns() -> None:
    said = [step for script in SCRIPTS for step in steps(script) if step.said]
    assert len(said) >= 120
    assert all(step.wanted or step.unwanted for step in said), "every turn says what its answer must hold"


def test_what_holds_in_one_channel_alone_is_the_exception() -> None:
    lines = [only for script in SCRIPTS for step in steps(script) for only, _ in (*step.wanted, *step.unwanted)]
    assert len([only for only in lines if only]) * 50 < len(lines)
