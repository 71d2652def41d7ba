"""Warnings through kills between any two steps, and through chains of states, outages and doubts in any order."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Address, Later, Message, Outcome, Sent, Uncertain
from house import PERSON, Clock, Ear, House, Substrings, blocks
from lived_day import Killed, Life, drop, mortal
from storm import SHANGHAI, Storm, at
from watchers.warning import Colour, Stage

MINUTE = timedelta(minutes=1)
OVER = ("✅", "⌛")
UNTIL = re.compile(r"有效到 (\d\d:\d\d)")
COLOURS = dict(zip("🔵🟡🟠🔴", Colour, strict=True))


@dataclass
class Screen(Ear):
    """A chat as a person sees it: messages that change. `fate` says what becomes of the next call."""

    chats: dict[tuple[Address, str], Message] = field(default_factory=dict)
    answers: list[Message] = field(default_factory=list)
    fate: Callable[[], Outcome | None] = lambda: None
    life: Life = field(default_factory=Life)
    clock: Clock = field(default_factory=Clock)
    timed: int = 0

    async def send(self, address: Address, message: Message) -> Outcome:
        first, until = message.body.text[0], UNTIL.search(message.body.text)
        if until and first not in OVER:
            assert f"{self.clock().astimezone(SHANGHAI):%H:%M}" < until[1], "what has run out is never told as live"
            self.timed += 1
        return self._call(address, str(len(self.chats) + 1), message)

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        assert (address, message_id) in self.chats
        return self._call(address, message_id, message)

    def _call(self, address: Address, message_id: str, message: Message) -> Outcome:
        if self.life.dead:
            raise Killed
        self.life.taken += 1
        lost = self.fate()
        if not isinstance(lost, Later):
            self.chats[address, message_id] = message
        return lost or Sent(message_id)

    def live(self, about: str) -> list[str]:
        """The messages of one place's warnings that are no answers, as they read now."""
        return [
            m.body.text for m in self.chats.values() if f"· {about}" in m.body.text.split("\n")[0] and not m.reply_to
        ]

    def notices(self, about: str) -> list[str]:
        return [m.body.text for m in self.chats.values() if f"{about}：" in m.body.text.split("\n")[0]]


# -- killed --------------------------------------------------------------------------------------------------------

STATES: tuple[list[tuple[str, Stage, dict[str, object]]], ...] = (
    [("w1", Stage.NEW, {"colour": Colour.YELLOW}), ("w2", Stage.NEW, {"area": "洛阳市"})],
    [("w1", Stage.RAISED, {"colour": Colour.RED})],
    [("w1", Stage.CANCELLED, {}), ("w2", Stage.LOWERED, {"colour": Colour.BLUE})],
)
PEOPLE = [Address("fake", str(n)) for n in (1, 2)]


def opened(folder: Path, clock: Clock) -> House:
    house = House(folder, clock, finder=Substrings(), read=blocks)
    house.database.execute("PRAGMA synchronous = OFF")  # the process dies, not the machine
    return house


def lived(folder: Path, ends: int | None) -> tuple[Life, Screen]:
    """Three states, killed at one statement at most; after it another process goes on."""
    folder.mkdir(exist_ok=True)
    clock, screen, life = Clock(at("2026-05-11 10:20")), Screen(), Life(ends)
    house = opened(folder, clock)
    for person in PEOPLE:
        house.hear(person, "/sub 暴雨 @即时")
    house.send(Ear())
    storm = Storm(house)
    for states in STATES:
        clock.set(clock() + MINUTE)
        storm.house = house
        storm.say_all(states)
        bare, screen.life = mortal(house, life), life
        try:
            works(house, screen)
        except Killed:
            drop(bare)
            house = opened(folder, clock)
            clock.set(clock() + MINUTE)
            house.desk.outbox.recover(clock())
            screen.life = Life()
            works(house, screen)
        else:
            house.database.conn = bare
    house.close()
    return life, screen


def works(house: House, screen: Screen) -> None:
    while house.matching.match_new():
        pass

    async def sent() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)  # of tasks that died with the process
        while await house.sending.send_due({"fake": screen}):
            pass

    asyncio.run(sent())
    if screen.life.dead:
        raise Killed


def judged(screen: Screen, spare: int) -> None:
    """`spare`: how many messages may be there twice, because nobody knew whether they had arrived."""
    copies = 0
    for person in PEOPLE:
        mine = Screen(chats={key: m for key, m in screen.chats.items() if key[0] == person})
        one, two = mine.live("中牟县"), mine.live("洛阳市")
        assert one[-1].startswith("✅"), one
        assert two[-1].startswith("🔵"), two
        raised = [text for text in mine.notices("中牟县") if "升级" in text]
        ended = [text for text in mine.notices("中牟县") if "解除" in text]
        assert ended
        assert raised or "升级" in one[0]
        copies += len(one) + len(two) + len(raised) + len(ended)
    assert copies <= 4 * len(PEOPLE) + spare


def test_a_kill_between_any_two_steps_loses_and_repeats_nothing(tmp_path: Path) -> None:
    life, screen = lived(tmp_path / "whole", None)
    judged(screen, 0)
    deaths = list(life.deaths)
    assert len(deaths) > 30
    for death in deaths[:: max(1, len(deaths) // 16)] + [one + 1 for one in deaths[:: max(1, len(deaths) // 8)]]:
        _, screen = lived(tmp_path / str(death), death)
        judged(screen, 2)


# -- in any order --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_the_chat_shows_how_things_stand(tmp_path: Path, seed: int) -> None:
    """Chains of states, several matched at once or none, with outages, lost answers and ends that nobody announces."""
    dice, clock = random.Random(seed), Clock(at("2026-05-11 10:20"))
    house = House(tmp_path, clock, finder=Substrings(), read=blocks)
    house.hear(PERSON, "/sub 暴雨 @即时")
    house.send(Ear())
    storm, screen = Storm(house), Screen(clock=clock)
    places = ("中牟县", "洛阳市", "开封市")
    doubts = 0

    def fate() -> Outcome | None:
        nonlocal doubts
        roll = dice.random()
        if roll < 0.1:
            doubts += 1
            return Uncertain("reset")
        return Later("away") if roll < 0.3 else None

    for _ in range(25):
        clock.set(clock() + dice.choice((MINUTE, 7 * MINUTE)))
        uid = dice.choice(places)
        before = storm.said.get(uid)
        if before is None or not before.over:
            stage = dice.choice([Stage.RENEWED, Stage.RAISED, Stage.LOWERED, Stage.CANCELLED]) if before else Stage.NEW
            ends = clock() + dice.choice((5, 60)) * MINUTE if dice.random() < 0.5 else None
            storm.says(uid, stage, area=uid, colour=dice.choice(list(Colour)), expires_at=ends)
        screen.fate = fate
        if dice.random() < 0.7:
            storm.match()
        if dice.random() < 0.6:
            house.send(screen)
    screen.fate = lambda: None
    storm.match()
    for _ in range(4):
        clock.set(clock() + MINUTE)
        house.send(screen)
    for place in places:
        told, said = screen.live(place), storm.said.get(place)
        assert len(told) <= 1 + doubts
        if said and told and said.over:
            until = UNTIL.search(told[-1])  # a copy that arrived unheard cannot be changed, but says itself until when
            ran_out = doubts and until and until[1] <= f"{clock().astimezone(SHANGHAI):%H:%M}"
            assert told[-1][0] in OVER or ran_out, (seed, told, said)
        elif said and told and not (said.expires_at and said.expires_at <= clock()):
            assert told[-1][0] not in OVER
            assert COLOURS[told[-1][0]] is said.colour, (seed, told)
    house.close()
