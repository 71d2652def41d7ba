"""What a channel is told or asked beside an answer holds up nobody else."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.answering import Answering
from bot.model import Address, Hall, Incoming, Lane, Message, Outcome, Sent
from house import House, Substrings, blocks

GROUP, OTHERS = Address("fake", "-1"), Address("fake", "-2")
ADMIN, MEMBER = "8", "7"


@dataclass
class Line:
    """A channel of which some calls hang until they are let go."""

    hanging: set[str] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    most: int = 0
    _now: Counter[str] = field(default_factory=Counter)

    async def send(self, address: Address, message: Message) -> Outcome:
        return Sent()

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        return Sent(message_id)

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        await self._hang("presses", callback_id)
        self.heard.append(callback_id)

    async def administers(self, address: Address, person: str) -> bool:
        self.asked.append((address.to, person))
        await self._hang("questions", address.to)
        if person == "?":
            raise RuntimeError("a fault of ours")
        return person == ADMIN

    async def hall(self, name: str, person: str) -> Hall | None:
        return None

    async def _hang(self, what: str, name: str) -> None:
        self._now[what] += 1
        self.most = max(self.most, self._now[what])
        try:
            while name in self.hanging:
                await asyncio.sleep(0.001)
        finally:
            self._now[what] -= 1


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


def hears(house: House, *said: Incoming) -> None:
    house.desk.inbox.store(said, house.hands())


def press(n: int, address: Address | None = None) -> Incoming:
    return Incoming(key=f"p{n}", address=address or Address("fake", str(n)), data="packs:", callback_id=str(n))


def line(n: int, text: str, address: Address = GROUP, person: str = ADMIN) -> Incoming:
    return Incoming(key=f"g{n}", address=address, text=text, group=True, person=person)


def answers(house: House) -> dict[str, list[str]]:
    """By chat, in the order of writing."""
    told: dict[str, list[str]] = {}
    for one in reversed(house.desk.history.deliveries()):
        assert one.delivery.lane is Lane.REPLY
        told.setdefault(one.delivery.address.to, []).append(one.delivery.message.body.text)
    return told


def live(
    house: House, channel: Line, story: Callable[[Answering, Callable[[], Awaitable[None]]], Awaitable[None]]
) -> None:
    """Tell the story; `settled()` lets the answering run until nothing moves any more."""

    async def go() -> None:
        answering = Answering(house.chat, {"fake": channel}, written=lambda: None, wake=lambda: None)

        async def settled() -> None:
            for _ in range(15):
                while await answering.answer_waiting():
                    pass
                await asyncio.sleep(0.002)

        await asyncio.wait_for(story(answering, settled), 20)
        channel.hanging.clear()
        await answering.stop()

    asyncio.run(go())


def test_a_press_that_cannot_be_acknowledged_delays_no_other(house: House) -> None:
    hears(house, *(press(n) for n in range(12)))

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        await settled()
        assert sorted(map(int, channel.heard)) == [n for n in range(12) if n not in (0, 5)]
        assert len(answers(house)) == 12, "and its own effect does not wait for it"

    channel = Line(hanging={"0", "5"})
    live(house, channel, story)
    assert channel.most <= 5, "not all at once: the sender needs its connections"


def test_a_press_is_given_up_after_a_while(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answering.PRESS_SECONDS", 0.002)
    hears(house, *(press(n) for n in range(9)))

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        while "8" not in channel.heard:
            await settled()

    channel = Line(hanging={str(n) for n in range(8)})
    live(house, channel, story)
    assert "8" in channel.heard


def test_a_press_is_acknowledged_once_though_its_answer_is_tried_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchers.errors import TroubleError

    hears(house, press(1))
    answer, failures = house.chat.answer, [TroubleError("磁盘已满"), TroubleError("磁盘已满")]

    def full(incoming: Incoming, *how: Any) -> str:
        if failures:
            raise failures.pop()
        return answer(incoming, *how)

    monkeypatch.setattr(house.chat, "answer", full)

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        for _ in range(2):
            with pytest.raises(TroubleError):
                await answering.answer_waiting()
        await settled()

    channel = Line()
    live(house, channel, story)
    assert channel.heard == ["1"]
    assert len(answers(house)["1"]) == 1


def test_who_waits_for_a_question_holds_up_their_own_chat_only(house: House) -> None:
    hears(
        house,
        line(1, "/sub 渡口"),
        line(2, "/list", person=MEMBER),
        line(3, "/sub 粮价", OTHERS),
        Incoming(key="x", address=Address("fake", "1"), text="/sub 停水"),
    )

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        await settled()
        assert set(answers(house)) == {"-2", "1"}
        channel.hanging.clear()
        await settled()
        first, second = answers(house)["-1"]
        assert "已订阅" in first
        assert "渡口" in second, "in the order in which it was said"

    live(house, channel := Line(hanging={"-1"}), story)
    assert channel.asked.count(("-1", ADMIN)) == 1


def test_many_lines_of_one_person_are_one_question_and_looking_is_none(house: House) -> None:
    hears(house, *(line(n, f"/sub 渡口{n}") for n in range(5)), *(line(10 + n, "/today", person="9") for n in range(5)))

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        await settled()

    live(house, channel := Line(), story)
    assert channel.asked == [("-1", ADMIN)]
    assert len(answers(house)["-1"]) == 10
    assert len(house.desk.subscriptions.of(GROUP)) == 5


def test_who_is_no_administrator_or_unknown_changes_nothing(house: House) -> None:
    hears(house, line(1, "/sub 渡口", person=MEMBER), line(2, "/sub 渡口", person="?"))

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        await settled()

    live(house, Line(), story)
    assert all("管理员" in text for text in answers(house)["-1"])
    assert house.desk.subscriptions.of(GROUP) == []


def test_a_question_is_asked_again_when_its_answer_is_old(house: House) -> None:
    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        for n in range(3):
            hears(house, line(n, f"/sub 渡口{n}"))
            await settled()
            if n == 1:
                answering._known = {who: (at - 11, trusted) for who, (at, trusted) in answering._known.items()}

    live(house, channel := Line(), story)
    assert len(channel.asked) == 2
    assert len(house.desk.subscriptions.of(GROUP)) == 3


def test_a_press_in_a_group_is_heard_in_time_though_nobody_says_who_administers(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the word that would have been shown for a moment comes as a message."""
    monkeypatch.setattr("bot.answering.PATIENCE_SECONDS", 0.002)
    pressed = Incoming(key="g1", address=GROUP, data="unsuball:", group=True, person=MEMBER, callback_id="1")
    house.hear(GROUP, "/list")
    hears(house, pressed)

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        while not channel.heard:
            await settled()
        assert len(answers(house)[GROUP.to]) == 1
        channel.hanging.clear()
        while len(answers(house)[GROUP.to]) == 1:
            await settled()
        assert "管理员" in answers(house)[GROUP.to][1]

    channel = Line(hanging={GROUP.to})
    live(house, channel, story)
    assert channel.heard == ["1"]


def test_a_press_that_is_refused_soon_is_told_to_who_pressed(house: House) -> None:
    pressed = Incoming(key="g1", address=GROUP, data="unsuball:", group=True, person=MEMBER, callback_id="1")
    house.hear(GROUP, "/list")
    hears(house, pressed)

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        while not channel.heard:
            await settled()

    channel = Line()
    live(house, channel, story)
    assert channel.heard == ["1"]
    assert len(answers(house)[GROUP.to]) == 1, "nobody else is told"
