"""A house connected to the strict fake Telegram server: what people type goes all the way, and so does the answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.answering import Answering
from bot.hidden import Secret
from bot.telegram import Batch, Telegram
from fake_telegram import FakeTelegram
from house import House, Substrings, blocks
from watchers.model import Article, Issue, Page

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
PERSON, OTHER, GROUP = 42, 43, -1001
ADMIN, MEMBER = 8, 7
OURS = {"bold", "italic", "code", "blockquote", "text_link"}
_URL = re.compile(r"网址：(\S+)")


def with_address(issue: Issue, pages: Sequence[Page]) -> Sequence[Article]:
    """A reader for which a body can name the article's address."""
    read = blocks(issue, pages)
    return [replace(one, url=found[1] if (found := _URL.search(one.body)) else "") for one in read]


class Town:
    """People, the house and the server between them. The clock stands; it goes on by a second for each message."""

    def __init__(self, folder: Path, tg: Any) -> None:  # Any: the fake server is untyped
        self.tg = tg
        self.house = House(folder, finder=Substrings(), read=with_address)
        self.house.database.execute("PRAGMA synchronous = OFF")  # nobody pulls the plug here
        self._pages = 0

    def prints(self, headline: str, body: str = "正文。", paper: str = "晨光日报") -> None:
        """One article on a page of its own, read and matched."""
        self._pages += 1
        self.house.page(f"{paper}/2026-05-11/{self._pages:02}.txt", f"{headline}\n{body}")
        self.house.hands.set(self.house.hands() + timedelta(minutes=2))
        self.house.take_in()

    def says(self, text: str, chat: int = PERSON, **extra: Any) -> None:
        self.tg.say(chat, text, **extra)

    def presses(self, data: str, chat: int = PERSON, user: int | None = None) -> None:
        """A button with any data, as a forged client sends it, on the last message of the chat."""
        shown = self.tg.screen(chat)[-1]
        self.tg.click(chat, shown["message_id"], data=data, user_id=user, force=True)

    def lives(self) -> None:
        """Until nothing is left to hear, to answer or to send."""
        asyncio.run(asyncio.wait_for(self._live(), 60))

    async def _live(self) -> None:
        desk = self.house.desk
        async with Telegram(Secret(TOKEN), self.tg.base_url, poll_seconds=0, answer_seconds=5) as channel:
            channels, idle = {"telegram": channel}, 0
            answering = Answering(self.house.chat, channels, written=lambda: None, wake=lambda: None)
            while idle < 3:
                batch = await channel.updates(desk.inbox.offset("telegram"))
                assert isinstance(batch, Batch)
                new = desk.inbox.store(batch.incoming, self.house.hands(), "telegram", batch.offset)
                done = await answering.answer_waiting() + await self.house.sending.send_due(channels)
                moves, due = new or done or desk.inbox.waiting(1), desk.outbox.next_due()
                now = self.house.hands() + timedelta(seconds=1)
                self.house.hands.set(now if moves or due is None else max(now, due))
                idle = 0 if moves or due else idle + 1
                await asyncio.sleep(0.002)
            await answering.stop()

    def told(self, chat: int = PERSON) -> list[str]:
        return [sent["text"] for sent in self.tg.sent(chat_id=chat)]

    def unharmed(self) -> None:
        """Nothing was refused or dropped, and every mark is one that we made."""
        assert not self.tg.requests("sendMessage", ok=False)
        assert not self.tg.stats()["warnings"]
        assert not [one for one in self.tg.requests("sendMessage") if "parse_mode" in one["params"]]
        for sent in self.tg.sent():
            assert {one["type"] for one in sent["entities"] or ()} <= OURS, sent
        assert self.tg.pending()["unanswered_callbacks"] == []


@pytest.fixture
def tg() -> Iterator[Any]:  # Any: the fake server is untyped
    with FakeTelegram(token=TOKEN) as server:
        yield server
        server._do(server.server.close)
        server._do(asyncio.sleep, 0.02)


@pytest.fixture
def town(tmp_path: Path, tg: Any) -> Iterator[Town]:
    town = Town(tmp_path, tg)
    yield town
    town.house.close()
