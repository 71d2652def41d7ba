"""A trend is counted in pieces: others are answered between, and what fails is said."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.besides import Besides
from bot.chat import trend
from bot.model import Address, Message
from bot.styled import plain
from house import PERSON, Ear, House, Substrings, blocks

Work = Iterator[Sequence[Message] | None]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    for day in range(3, 12):
        house.page(f"晨光日报/2026-05-{day:02}/01.txt", "\n\n".join(f"渡口{n}\n渡口今天改期" for n in range(day)))
    house.hands.set(house.hands() + timedelta(hours=1))
    house.take_in()
    yield house
    house.close()


def told(house: House) -> list[str]:
    ear = Ear()
    house.send(ear)
    return ear.texts()


def test_it_says_the_same_in_pieces_and_at_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trend, "AT_ONCE", 7)
    house.hear(PERSON, "/trend 渡口 5")
    (at_once,) = told(house)
    assert "共 45 篇，平均一天 9.0 篇" in at_once
    assert "最多的是5月11日，11 篇" in at_once
    del house.__dict__["chat"]
    begun = list[tuple[Address, Work]]()
    house.beside = lambda address, work: begun.append((address, work))
    house.hear(PERSON, "/trend 渡口 5")
    assert told(house) == []
    ((address, work),) = begun
    pieces = list(work)
    assert address == PERSON
    assert pieces[:-1] == [None] * (len(pieces) - 1)
    assert len(pieces) > 6
    assert pieces[-1]
    assert pieces[-1][0].body.text == at_once


def test_a_week_and_more_is_drawn(house: House) -> None:
    house.hear(PERSON, "/trend 渡口 9")
    ear = Ear()
    house.send(ear)
    ((_, message),) = ear.told
    assert message.picture
    assert message.picture.trend
    assert message.picture.trend.counts == tuple(range(3, 12))
    assert [button.data.partition(":")[0] for button in message.buttons[0]] == ["sub", "search"]


def test_of_too_many_only_the_latest_days_are_counted_and_that_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trend, "CANDIDATES", 30)
    house.hear(PERSON, "/trend 渡口 9")
    (said,) = told(house)
    assert "近 2 天" in said
    assert "共 21 篇" in said, "of the day on which the counting stopped nobody knows whether that is all"
    assert "太常见" in said


class Mouth:
    """Of a Chat what Besides asks of it."""

    def __init__(self) -> None:
        self.said = list[str]()

    def tell(self, address: Address, reply: Sequence[Message]) -> None:
        self.said += [message.body.text for message in reply]

    def sorry(self, address: Address) -> None:
        self.said.append("sorry")


def test_one_after_the_other_and_others_between() -> None:
    mouth, order = Mouth(), list[str]()

    def work(name: str) -> Work:
        for _ in range(3):
            order.append(name)
            yield None
        yield [Message(body=plain(name))]

    def broken() -> Work:
        yield None
        raise ValueError

    async def go() -> None:
        besides = Besides(lambda: mouth, lambda: None)  # type: ignore[arg-type,return-value]
        for one in (work("甲"), broken(), work("乙")):
            besides(PERSON, one)
        while len(mouth.said) < 3:
            order.append("others")
            await asyncio.sleep(0)
        await besides.stop()

    asyncio.run(go())
    assert mouth.said == ["甲", "sorry", "乙"]
    assert [name for name in order if name != "others"] == ["甲"] * 3 + ["乙"] * 3
    assert "others" in order[order.index("甲") : order.index("乙")]
