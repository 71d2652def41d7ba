"""Files that people drop into the chat, over the strict fake server: fetched, bounded, read, imported."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.answering import Answering
from bot.drops import MOST_BYTES
from bot.hidden import Secret
from bot.model import Address, Attachment, Dropped, Incoming, Message, Sent
from bot.styled import Styled
from bot.telegram import Batch, Telegram
from house import PERSON, Ear, House, Substrings, blocks

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


@dataclass
class Shelf(Ear):
    """A channel that has files, or is slow to bring them."""

    files: dict[str, bytes | None] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    broken: bool = False

    async def fetch(self, file_id: str, most: int) -> bytes | None:
        self.fetched.append(file_id)
        await asyncio.sleep(0)
        if self.broken:
            raise RuntimeError("a fault of ours")
        return self.files.get(file_id)


def drop(
    house: House, shelf: Shelf | Ear, *, size: int = 10, text: str = "", group: bool = False, file: str = "f"
) -> str:
    """What is answered to a file; what was said before and after it has its turn in order."""
    said = Incoming(
        key=f"d{house.hands()}{file}{text}",
        address=PERSON,
        text=text,
        group=group,
        person="7",
        dropped=Dropped(id=file, name="x.txt", size=size),
    )
    house.desk.inbox.store([said], house.hands())
    known = {one.delivery.id for one in house.desk.history.deliveries()}

    async def go() -> None:
        answering = Answering(house.chat, {"fake": shelf}, written=lambda: None, wake=lambda: None)
        for _ in range(20):
            await answering.answer_waiting()
            await asyncio.sleep(0.001)
        await answering.stop()

    asyncio.run(go())
    assert not house.chat.waiting()
    new = [one.delivery for one in house.desk.history.deliveries() if one.delivery.id not in known]
    return "\n".join(one.message.body.text for one in sorted(new, key=lambda one: one.id))


def test_a_word_list_in_any_encoding_is_shown_before_it_is_taken(house: House) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        told = drop(house, Shelf(files={encoding: "渡口通航\n停水通知\n".encode(encoding)}), file=encoding)
        assert "一行一条，能订阅 2 条" in told, encoding
        assert "停水通知" in told


def test_what_is_refused_has_the_number_of_its_line(house: House) -> None:
    told = drop(house, Shelf(files={"f": "渡口\n(停水\n\n(麦子".encode()}))
    assert "第 2 行 (停水" in told
    assert "第 4 行 (麦子" in told


def test_a_caption_says_whose_list_it_is(house: House) -> None:
    shelf = Shelf(files={"f": "渡口\n麦子".encode()})
    assert "TrendRadar 词表，能订阅 1 条" in drop(house, shelf, text="/import trendradar")


def test_what_is_too_large_is_not_even_fetched(house: House) -> None:
    shelf = Shelf()
    assert "太大了" in drop(house, shelf, size=MOST_BYTES + 1)
    assert shelf.fetched == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "没有取到"),
        (b"", "「x.txt」是空的"),
        (b"\xef\xbb\xbf \r\n", "「x.txt」是空的"),
        (b"%PDF-1.7 x", "PDF 文件"),
        (b"\x89PNG\r\n", "PNG 图片"),
        (b"a\0b", "二进制文件"),
    ],
)
def test_what_cannot_be_read_is_said_with_advice(house: House, content: bytes | None, told: str) -> None:
    assert told in drop(house, Shelf(files={"f": content}))


def test_a_fault_of_ours_or_a_channel_without_files_is_told(house: House) -> None:
    assert "没有取到" in drop(house, Shelf(broken=True), file="a")
    assert "没有取到" in drop(house, Ear(), file="b")


def test_a_group_takes_files_only_from_those_who_administer_it(house: House) -> None:
    class Strict(Shelf):
        async def administers(self, address: Address, person: str) -> bool:
            return False

    told = drop(house, Strict(files={"f": "渡口".encode()}), group=True)
    assert "能订阅" not in told


def test_a_file_over_the_server_and_back(house: House, tg: Any) -> None:  # Any: the fake server is untyped
    """The export that was sent is forwarded to us and comes back as it was."""

    async def go() -> None:
        address = Address("telegram", "42")
        tg.say(42, "/sub 渡口")
        async with Telegram(Secret(TOKEN), tg.base_url, poll_seconds=0, answer_seconds=5) as channel:
            first = await channel.updates(0)
            assert isinstance(first, Batch)
            file = Attachment(name="报晓.json", text='{"format": "baoxiao", "subscriptions": [{"query": "麦子"}]}')
            assert isinstance(await channel.send(address, Message(body=Styled("文件"), file=file)), Sent)
            document = tg.screen(42)[-1]["document"]
            tg.say(42, "", document=document)
            batch = await channel.updates(first.offset)
            assert isinstance(batch, Batch)
            (said,) = batch.incoming
            assert said.dropped
            assert said.dropped.size == len(file.text.encode())
            assert await channel.fetch(said.dropped.id, MOST_BYTES) == file.text.encode()
            assert await channel.fetch(said.dropped.id, 10) is None
            assert await channel.fetch("nothing", MOST_BYTES) is None
            house.desk.inbox.store([said], house.hands(), "telegram", batch.offset)
            answering = Answering(house.chat, {"telegram": channel}, written=lambda: None, wake=lambda: None)
            for _ in range(200):
                if await answering.answer_waiting():
                    break
                await asyncio.sleep(0.01)
            await answering.stop()

    asyncio.run(go())
    told = [one.delivery.message.body.text for one in house.desk.history.deliveries()]
    assert any("报晓的导出文件" in text and "麦子" in text for text in told)
