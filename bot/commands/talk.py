"""`baoxiao chat`: the conversation in the terminal, by the same inbox, answers and outbox as every channel."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from functools import partial

from bot.configured import configuration
from bot.service import TERMINAL, heard, words_for
from bot.terminal import Terminal
from bot.wiring import House, open_house


def chat(asked: Namespace) -> int:
    """Answers line by line until the input ends."""
    config = configuration(asked.config)
    with open_house(config) as house:
        house.news.enlist(config.news.sources, house.clock())
        asyncio.run(converse(house, Terminal()))
    return 0


async def converse(house: House, terminal: Terminal) -> None:
    """Store each line, answer it, and show what is for this terminal."""
    terminal.words = partial(words_for, house)
    catch_up(house)
    await _answer(house, terminal)
    started, number = house.clock(), 0
    async for line in terminal.read_lines():
        number += 1
        house.desk.inbox.store([heard(terminal, f"terminal:{started.isoformat()}:{number}", line)], house.clock())
        await _answer(house, terminal)


def catch_up(house: House) -> None:
    """Match what was read in while nobody was matching, so that the answers know of it."""
    while house.matching.match_new():
        pass


async def _answer(house: House, terminal: Terminal) -> None:
    while waiting := house.chat.waiting():
        for incoming in waiting:
            house.chat.answer(incoming)
    while await house.sending.send_due({TERMINAL.channel: terminal}):
        pass
