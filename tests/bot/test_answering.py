"""What a channel is told or asked beside an answer holds up nobody else."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.answering import Answering
from bot.errors import UnansweredError
from bot.model import Address, Hall, Incoming, Lane, Message, Mode, Outcome, Sent
from house import House, Substrings, blocks
from watchers.errors import FetchError

GROUP, OTHERS, ME = Address("fake", "-1"), Address("fake", "-2"), Address("fake", "1")
ADMIN, MEMBER = "8", "7"


@dataclass
class Line:
    """A channel of which some calls hang until they are let go."""

    hanging: set[str] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    most: int = 0
    silent: int = 0
    deaf: set[str] = field(default_factory=set)
    _now: Counter[str] = field(default_factory=Counter)

    async def send(self, address: Address, message: Message) -> Outcome:
        return Sent()

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        return Sent(message_id)

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        await self._hang("presses", callback_id)
        if callback_id not in self.deaf:
            self.heard.append(callback_id)
            return
        self.deaf.discard(callback_id)
        raise UnansweredError("the connection was reset")

    async def administers(self, address: Address, person: str) -> bool:
        self.asked.append((address.to, person))
        await self._hang("questions", address.to)
        self.silent -= 1
        if self.silent >= 0:
            raise UnansweredError("no network")
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


def test_a_press_that_cannot_be_acknowledged_delays_no_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answering.FIRST_SECONDS", 0.01)
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
    monkeypatch.setattr("bot.answering.FIRST_SECONDS", 0.01)
    hears(house, *(press(n) for n in range(9)))

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        while "8" not in channel.heard:
            await settled()

    channel = Line(hanging={str(n) for n in range(8)})
    live(house, channel, story)
    assert "8" in channel.heard


def test_a_press_is_acknowledged_before_its_work_and_again_when_that_failed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a hundred at once, too: not each after the work for all before it."""
    hears(house, *(press(n) for n in range(100)))
    answer, before = house.chat.answer, list[int]()

    def watched(incoming: Incoming, *how: Any) -> str:
        before.append(len(channel.heard))
        return answer(incoming, *how)

    monkeypatch.setattr(house.chat, "answer", watched)

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        while len(answers(house)) < 100 or len(channel.heard) < 100:
            await settled()

    channel = Line(deaf={"7", "42"})
    live(house, channel, story)
    assert sorted(map(int, channel.heard)) == list(range(100))
    assert before[0] >= 98, "and those that failed are told between"


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
    member, unknown = answers(house)["-1"]
    assert "只有管理员能改" in member
    assert "问不到" in unknown
    assert house.desk.subscriptions.of(GROUP) == []


@pytest.mark.parametrize("why", ["hangs", "a fault of the network"])
def test_who_is_unknown_is_told_so_and_asked_about_anew(
    house: House, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """It is no answer that nobody answers, and it is not remembered as one."""
    monkeypatch.setattr("bot.answering.QUESTION_SECONDS", 0.005)
    channel = Line(hanging={"-1"} if why == "hangs" else set(), silent=9 if why != "hangs" else 0)
    hears(house, line(1, "/sub 渡口"), line(2, "/list"), line(3, "渡口", person=MEMBER))

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        while len(answers(house).get("-1", ())) < 3:
            await settled()
        assert house.desk.subscriptions.of(GROUP) == []
        channel.hanging.clear()
        channel.silent = 0
        hears(house, line(4, "/sub 渡口"))
        while len(answers(house)["-1"]) < 4:
            await settled()

    live(house, channel, story)
    unsure, listed, found, done = answers(house)["-1"]
    assert unsure == "现在问不到 Telegram 你是不是管理员，请过一会儿再发。"
    assert "没有订阅" in listed
    assert "没有见报" in found, "everybody may look"
    assert "已订阅" in done


def test_a_question_is_asked_twice_before_it_is_given_up(house: House) -> None:
    channel = Line(silent=1)
    hears(house, line(1, "/sub 渡口"))

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        await settled()

    live(house, channel, story)
    assert "已订阅" in answers(house)["-1"][0]
    assert len(channel.asked) == 2


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


# -- what takes long ---------------------------------------------------------------------------------------------------


def issues(house: House) -> None:
    for day in (10, 11):
        house.page(f"晨光日报/2026-05-{day}/01.txt", "\n\n".join(f"渡口{n}\n渡口今天改期" for n in range(21)))
    house.hands.set(house.hands() + timedelta(hours=1))
    house.take_in()


LONG = ("/trend 渡口", "/search 渡口", "/try 渡口", "/sub 渡口\n粮价", "/today", "渡口")


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("killed_after", [0, 3])
def test_a_kill_while_an_answer_is_worked_out_loses_nothing(tmp_path: Path, text: str, killed_after: int) -> None:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    issues(house)
    house.desk.subscriptions.subscribe(ME, "渡口", "", Mode.DIGEST, house.hands())
    hears(house, Incoming(key="1", address=ME, text=text))

    async def killed() -> None:
        answering = Answering(house.chat, {}, written=lambda: None, wake=lambda: None)
        await answering.answer_waiting()
        for _ in range(killed_after):
            await asyncio.sleep(0)
        await answering.stop()

    asyncio.run(killed())
    assert answers(house) == {}
    assert len(house.desk.subscriptions.of(ME)) == 1, "nothing of it has happened"
    house.close()
    house = House(tmp_path, finder=Substrings(), read=blocks)

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        while not answers(house):
            await settled()

    live(house, Line(), story)
    live(house, Line(), story)
    (told,) = answers(house)[ME.to]
    assert "渡口" in told
    assert list(house.chat.waiting()) == []
    assert len(house.desk.subscriptions.of(ME)) == (2 if "粮价" in text else 1)
    house.close()


def test_others_are_answered_meanwhile_and_the_same_chat_in_its_order(house: House) -> None:
    issues(house)
    hears(house, *(Incoming(key=f"{n}", address=ME, text=text) for n, text in enumerate(("/trend 渡口", "/list"))))
    hears(house, Incoming(key="x", address=Address("fake", "2"), text="/list"))

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        await answering.answer_waiting()
        assert set(answers(house)) == {"2"}
        while len(answers(house).get(ME.to, ())) < 2:
            await settled()

    live(house, Line(), story)
    trend, listed = answers(house)[ME.to]
    assert "篇" in trend
    assert "没有订阅" in listed


def test_what_cannot_be_worked_out_is_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*asked: object) -> Iterator[None]:
        yield None
        raise ZeroDivisionError

    monkeypatch.setattr("bot.chat.trend._counting", broken)
    hears(house, Incoming(key="1", address=ME, text="/trend 渡口"))

    async def story(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        while not answers(house):
            await settled()

    live(house, Line(), story)
    (told,) = answers(house)[ME.to]
    assert "出了错" in told
    assert list(house.chat.waiting()) == []


def test_a_look_at_a_source_is_begun_again_after_a_kill_and_its_asker_goes_on_talking(house: House) -> None:
    looks = list[Future[object]]()

    class Scouts:
        def begin(self, url: str, name: str) -> Future[object] | None:
            looks.append(Future())
            return looks[-1]

    house.config = replace(house.config, bot=replace(house.config.bot, operators=(ME,)))
    house.scouting = Scouts()
    hears(house, Incoming(key="1", address=ME, text="/source www.example.cn"))
    hears(house, Incoming(key="2", address=ME, text="/list"))

    async def before(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        await settled()
        assert len(answers(house)[ME.to]) == 2

    async def after(answering: Answering, settled: Callable[[], Awaitable[None]]) -> None:
        await settled()
        looks[-1].set_result(FetchError("https://x 没有这一页（404）：请检查网址。"))
        while len(answers(house)[ME.to]) == 2:
            await settled()

    live(house, Line(), before)
    live(house, Line(), after)
    looking, listed, found = answers(house)[ME.to]
    assert "example.cn" in looking
    assert "没有订阅" in listed
    assert "404" in found
    assert len(looks) == 2
