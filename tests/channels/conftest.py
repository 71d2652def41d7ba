"""A bot on the strict fake server, one server a test."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import pytest

from bot.hidden import Secret
from bot.telegram import Telegram
from fake_telegram import FakeTelegram

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
PERSON = 42
T = TypeVar("T")


@pytest.fixture
def tg() -> Iterator[Any]:  # Any: the fake server is untyped
    with FakeTelegram(token=TOKEN) as server:
        server.say(PERSON, "/start")
        yield server
        # The server drops its sockets when it stops; close them first, for ResourceWarnings are errors here.
        server._do(server.server.close)
        server._do(asyncio.sleep, 0.02)


@pytest.fixture
def talk(tg: Any) -> Callable[[Callable[[Telegram], Awaitable[T]]], T]:
    """Runs a coroutine function with a connected channel; short waits, so that hanging answers stay cheap."""

    def run(deed: Callable[[Telegram], Awaitable[T]], token: str = TOKEN) -> T:
        async def go() -> T:
            async with Telegram(Secret(token), tg.base_url, poll_seconds=0, answer_seconds=0.3) as channel:
                return await deed(channel)

        return asyncio.run(go())

    return run
