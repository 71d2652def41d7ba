"""T2: the clock runs ten years ahead for a while and is set back; nothing is silent for longer than its own interval.

Digests and quiet hours under such a clock: tests/bot/test_when_told.py.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from bot.model import Dead, Delivery, Lane, Later, Message, Sent, Uncertain
from bot.outbox import MOST_ATTEMPTS, spread, wait_after
from bot.styled import Styled
from bot.times import LONGEST_PAUSE
from house import DAWN, PERSON, Ear, House, Substrings, blocks
from watchers.ingest import visit_due
from watchers.schedule import Clockwork

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TEN_YEARS = 3650 * DAY
JUMPS = pytest.mark.parametrize("jump", [TEN_YEARS, DAY, 2 * HOUR], ids=["10 years", "a day", "two hours"])


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


def by(house: House, span: timedelta) -> None:
    house.hands.set(house.hands() + span)


def asked(house: House, *lines: str) -> Ear:
    for line in lines:
        house.hear(PERSON, line)
    house.send(Ear())
    return Ear()


@JUMPS
@pytest.mark.parametrize("fails", [False, True], ids=["well", "failing"])
def test_a_source_is_looked_at_within_its_interval(house: House, jump: timedelta, fails: bool) -> None:
    (source,) = house.config.news.sources
    asked(house, "/sub 渡口 @即时")
    by(house, jump)
    if fails:
        house.papers.rename(house.papers.with_name("away"))
    for _ in range(3):
        visit_due(house.news, house.watchers, house.clock)
        by(house, source.every + SECOND)
    by(house, -jump)
    if fails:
        house.papers.with_name("away").rename(house.papers)
    house.page("晨光日报/2026-05-11/01.txt", "渡口恢复开航\n七点。")
    by(house, source.every)
    house.take_in()
    ear = Ear()
    house.send(ear)
    assert "渡口恢复开航" in "".join(ear.texts())
    before = house.archive.last_id()
    assert visit_due(house.news, house.watchers, house.clock) is None, "and not again at once"
    assert house.archive.last_id() == before


def test_a_small_correction_makes_no_visit_come_early(house: House) -> None:
    house.take_in()
    by(house, -2 * SECOND)
    assert visit_due(house.news, house.watchers, house.clock) is None


def test_a_visit_that_nobody_ended_under_that_clock_is_made_again(house: House) -> None:
    by(house, TEN_YEARS)
    assert house.news.claim(house.hands(), MINUTE)  # and then the disk was full
    by(house, -TEN_YEARS)
    assert house.news.claim(house.hands(), MINUTE)


def test_a_page_that_was_being_written_under_that_clock_is_read(house: House) -> None:
    by(house, TEN_YEARS)
    house.page("晨光日报/2026-05-11/01.txt", "渡口恢复开航\n七点。")
    now = house.hands().timestamp()
    os.utime(house.papers / "晨光日报/2026-05-11/01.txt", (now, now))
    house.take_in()
    by(house, -TEN_YEARS)
    for _ in range(4):
        by(house, MINUTE)
        house.take_in()
    assert house.archive.last_id() == 1


@JUMPS
@pytest.mark.parametrize("outcome", [None, Later("503"), Uncertain("reset"), Later("429", wait=3.0)])
def test_what_waited_to_be_sent_goes_within_the_longest_pause(
    house: House, jump: timedelta, outcome: Later | Uncertain | None
) -> None:
    """Written down, or tried in vain, in the false future."""
    asked(house, "/list")
    by(house, jump)
    row = Delivery(key="a", address=PERSON, lane=Lane.ALERT, message=Message(body=Styled("渡口")), due_at=house.hands())
    house.desk.outbox.add([row])
    if outcome:
        house.send(Ear(outcomes={PERSON: outcome}))
    by(house, -jump)
    ear, waited = Ear(), timedelta()
    while not ear.told and waited < LONGEST_PAUSE:
        house.send(ear)
        by(house, SECOND)
        waited += SECOND
    assert len(ear.told) == 1
    by(house, jump + DAY)
    house.send(ear)
    assert len(ear.told) == 1, "and not again when that future comes"


def test_what_was_being_sent_under_that_clock_is_in_doubt_after_it(house: House) -> None:
    """Its end could not be written down, and the lease would last for ten years."""
    house.hear(PERSON, "/sources")
    house.send(Ear())
    by(house, TEN_YEARS)
    row = Delivery(key="a", address=PERSON, lane=Lane.ALERT, message=Message(body=Styled("渡口")), due_at=house.hands())
    house.desk.outbox.add([row])
    assert house.desk.outbox.claim(house.hands(), MINUTE, 1, ["fake"])
    by(house, -TEN_YEARS)
    ear = Ear()
    house.send(ear)
    assert "可能重复" in ear.texts()[0]


def test_no_pause_of_a_delivery_is_longer_than_the_longest() -> None:
    row = Delivery(key="a", address=PERSON, lane=Lane.ALERT, message=Message(body=Styled("x")), due_at=DAWN)
    for attempts in (*range(1, 40), MOST_ATTEMPTS):
        for number in range(50):
            one = replace(row, id=number, attempts=attempts)
            assert spread(wait_after(attempts), one) < LONGEST_PAUSE


def test_a_pause_that_a_channel_asked_for_under_a_right_clock_is_kept(house: House) -> None:
    """An hour's pause is further off than any of our own, and true."""
    row = Delivery(key="a", address=PERSON, lane=Lane.ALERT, message=Message(body=Styled("渡口")), due_at=house.hands())
    house.desk.outbox.add([row])
    house.send(Ear(outcomes={PERSON: Later("429", wait=3600.0)}))
    ear = Ear()
    for _ in range(59):
        by(house, MINUTE)
        house.send(ear)
    assert ear.told == []
    by(house, MINUTE)
    house.send(ear)
    assert len(ear.told) == 1


def test_a_silence_that_was_asked_for_under_that_clock_is_over(house: House) -> None:
    asked(house, "/sub 渡口 @即时", "/digest 关")
    by(house, TEN_YEARS)
    asked(house, "/mute 1 7天")
    by(house, -TEN_YEARS)
    house.page("晨光日报/2026-05-11/01.txt", "渡口恢复开航\n七点。")
    by(house, MINUTE)
    house.take_in()
    ear = Ear()
    house.send(ear)
    assert "渡口恢复开航" in "".join(ear.texts())


def test_the_longest_silence_that_can_be_asked_for_is_kept(house: House) -> None:
    asked(house, "/sub 渡口 @即时", "/digest 关", "/mute 1 366天")
    house.page("晨光日报/2026-05-11/01.txt", "渡口恢复开航\n七点。")
    by(house, MINUTE)
    house.take_in()
    ear = Ear()
    house.send(ear)
    assert ear.told == []


def test_a_dead_chat_stays_dead(house: House) -> None:
    """What is settled is not due, whatever the clock says."""
    row = Delivery(key="a", address=PERSON, lane=Lane.REPLY, message=Message(body=Styled("x")), due_at=house.hands())
    by(house, TEN_YEARS)
    house.desk.outbox.add([row])
    house.send(Ear(outcomes={PERSON: Dead("BadRequest: no")}))
    by(house, -TEN_YEARS)
    ear = Ear(outcomes={PERSON: Sent("1")})
    house.send(ear)
    assert ear.told == []


def test_the_clockwork_goes_on_when_the_time_of_day_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """For APScheduler alone ten years would be a billion wakes, and the way back ten years of none."""
    ahead = timedelta()

    class Set(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + ahead

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Set)
    monkeypatch.setattr("watchers.schedule.datetime", Set)

    async def scenario() -> int:
        nonlocal ahead
        clockwork, woken = Clockwork(), 0

        async def work() -> None:
            nonlocal woken
            woken += 1

        clockwork.every(timedelta(milliseconds=50), "look", work)
        clockwork.start()
        for ahead in (timedelta(), TEN_YEARS, timedelta()):  # noqa: B007
            before = woken
            while woken < before + 3:
                await asyncio.sleep(0.01)
        clockwork.stop()
        return woken

    assert 9 <= asyncio.run(asyncio.wait_for(scenario(), 20)) < 1000
