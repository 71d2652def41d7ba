"""A trend is counted in pieces: others are answered between, and what fails is said."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.besides import Besides
from bot.chat import trend
from bot.chat.unready import UnreadyError
from bot.model import Incoming
from house import PERSON, Ear, House, Substrings, blocks


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
    line = Incoming(key="1", address=PERSON, text="/trend 渡口 5")
    house.desk.inbox.store([line], house.hands())
    with pytest.raises(UnreadyError) as unready:
        house.chat.answer(line, known={})
    assert isinstance(unready.value.work, Iterator)
    *pieces, found = unready.value.work
    assert pieces == [None] * len(pieces)
    assert len(pieces) > 6
    assert told(house) == []
    house.chat.answer(line, known={unready.value.wanted: lambda: found})
    assert told(house) == [at_once]


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


def test_a_step_of_each_by_turns_and_others_between() -> None:
    order = list[str]()

    def work(name: str, steps: int) -> Iterator[str | None]:
        for _ in range(steps):
            order.append(name)
            yield None
        yield name

    def broken() -> Iterator[str | None]:
        yield None
        raise ZeroDivisionError

    async def go() -> None:
        besides = Besides(lambda: None)
        for key, one in (("1", work("甲", 6)), ("2", broken()), ("3", work("乙", 2))):
            besides.begin(key, UnreadyError("it", one))
        assert besides.under_way == {"1", "2", "3"}
        while besides.under_way:
            order.append("others")
            await asyncio.sleep(0)
        assert [besides.known(key)["it"]() for key in "13"] == ["甲", "乙"]
        with pytest.raises(ZeroDivisionError):
            besides.known("2")["it"]()
        await besides.calm(1)
        besides.answered("1")
        assert not besides.known("1")
        await besides.stop()

    asyncio.run(go())
    assert [name for name in order if name != "others"] == ["甲", "乙"] * 2 + ["甲"] * 4, (
        "the short one is not kept long"
    )
    assert order.count("others") > 6
