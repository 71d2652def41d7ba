"""What operators hear: each thing once, never in a flood, nothing forgotten, by the road of all messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ledger import Concern
from bot.model import Address, Dead, Delivery, Lane, Message
from bot.notices import Notices
from bot.styled import Styled
from house import PERSON, Ear, House, Substrings, blocks

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
CHIEF, DEPUTY = Address("fake", "chief"), Address("fake", "deputy")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


@pytest.fixture
def notices(house: House) -> Notices:
    return operated(house, CHIEF)


def operated(house: House, *operators: Address) -> Notices:
    return Notices(house.desk, house.news, house.clock, operators, "zh-Hans")


def told(house: House, notices: Notices, after: timedelta = timedelta()) -> list[str]:
    """What the chief hears after a while."""
    house.hands.set(house.hands() + after)
    notices.look()
    notices.tell()
    ear = Ear()
    house.send(ear)
    return ear.texts(CHIEF)


def bury(house: House, key: str, address: Address = PERSON) -> None:
    """A message that is refused for good."""
    row = Delivery(
        key=key, address=address, lane=Lane.ALERT, message=Message(body=Styled("渡口")), due_at=house.hands()
    )
    house.desk.outbox.add([row])
    house.send(Ear(outcomes={address: Dead("BadRequest: no")}))


def test_a_dead_letter_is_told_once(house: House, notices: Notices) -> None:
    bury(house, "a")
    (said,) = told(house, notices)
    assert "报晓运行通知" in said
    assert "给 fake:1" in said
    assert "BadRequest: no" in said
    assert told(house, notices) == []
    assert told(house, notices, 2 * HOUR) == []
    assert told(house, operated(house, CHIEF), 2 * HOUR) == [], "a restart repeats nothing"


def test_the_second_of_an_hour_waits_and_is_counted(house: House, notices: Notices) -> None:
    bury(house, "first")
    assert len(told(house, notices)) == 1
    for n in range(8):
        bury(house, f"more{n}")
    assert told(house, notices, 30 * MINUTE) == []
    (said,) = told(house, notices, 31 * MINUTE)
    assert said.count("发不出的消息") == 5
    assert "同类的还有 3 件" in said
    assert told(house, notices, 2 * HOUR) == []


def test_six_an_hour_in_all(house: House, notices: Notices, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = 0
    for minute in range(120):  # all concerns, all the time
        for concern in Concern:
            notices.add(concern, f"{concern}:{minute}", "notice.backup.well")
        heard += len(told(house, notices, MINUTE))
    assert heard == 2 * len(Concern)
    monkeypatch.setattr("bot.notices.MOST_AN_HOUR", 2)
    house.hands.set(house.hands() + 2 * HOUR)
    for concern in Concern:
        notices.add(concern, f"{concern}:again", "notice.backup.well")
    assert len(told(house, notices)) == 2
    assert len(told(house, notices, 30 * MINUTE)) == 0
    assert len(told(house, notices, 31 * MINUTE)) == 2, "what waited is told in the next hour"


def test_a_source_is_told_when_its_state_changes(house: House, notices: Notices) -> None:
    house.take_in()
    house.papers.rename(house.papers.with_name("away"))
    heard: list[str] = []
    for _ in range(30):  # one bad visit is nothing, many are one notice
        house.hands.set(house.hands() + 5 * MINUTE)
        house.take_in()
        heard += told(house, notices)
    (failing,) = heard
    assert "来源「来源」连续读不到" in failing
    house.papers.with_name("away").rename(house.papers)
    house.hands.set(house.hands() + 2 * HOUR)
    house.take_in()
    (well,) = told(house, notices)
    assert "恢复正常" in well
    assert told(house, notices, 2 * HOUR) == []


def test_each_operator_in_their_language(house: House) -> None:
    house.hear(DEPUTY, "/lang en")
    ear = Ear()
    house.send(ear)
    notices = operated(house, CHIEF, DEPUTY)
    notices.add(Concern.CRASH, "crash:1", "notice.crash", count="3")
    assert notices.tell() == 2
    house.send(ear)
    assert "3 条消息正在发送" in ear.texts(CHIEF)[0]
    assert "3 messages were being sent" in ear.texts(DEPUTY)[-1]


def test_an_operator_who_cannot_be_reached_causes_no_further_notices(house: House, notices: Notices) -> None:
    notices.add(Concern.CRASH, "crash:1", "notice.crash", count="3")
    notices.tell()
    house.send(Ear(outcomes={CHIEF: Dead("Forbidden", gone=True)}))
    for _ in range(5):
        house.hands.set(house.hands() + 2 * HOUR)
        notices.look()
        assert notices.tell() == 0


def test_without_operators_nothing_piles_up(house: House) -> None:
    notices = operated(house)
    bury(house, "a")
    notices.look()
    assert notices.tell() == 0
    assert house.desk.events.untold() == []


def test_a_clock_that_ran_ahead_silences_nobody(house: House, notices: Notices) -> None:
    right = house.hands()
    house.hands.set(right + timedelta(days=3650))
    notices.add(Concern.CRASH, "crash:1", "notice.crash", count="1")
    assert len(told(house, notices)) == 1
    house.hands.set(right)
    notices.add(Concern.CRASH, "crash:2", "notice.crash", count="2")
    assert len(told(house, notices)) == 1


def test_what_goes_wrong_half_way_is_told_after_all(house: House, notices: Notices) -> None:
    """Rows and marks are one transaction: a kill between them neither loses nor repeats."""
    notices.add(Concern.CRASH, "crash:1", "notice.crash", count="1")

    class KilledError(Exception):
        pass

    class Deaf:
        def __getattr__(self, name: str) -> object:
            if name == "tell":
                raise KilledError
            return getattr(house.desk.events, name)

    broken = Notices(replace(house.desk, events=Deaf()), house.news, house.clock, [CHIEF], "zh-Hans")  # type: ignore[arg-type]
    with pytest.raises(KilledError):
        broken.tell()
    assert house.desk.history.counted() == 0
    assert len(told(house, notices)) == 1
