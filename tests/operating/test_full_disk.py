"""D1 without a service, statement by statement: a full disk loses no command, and is complained of once."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.model import Address, Delivery, Incoming, Lane, Message
from bot.styled import Styled
from house import PERSON, Ear, House, Substrings, blocks
from watchers.errors import TroubleError


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


@contextmanager
def no_room(house: House, pages: int = 0) -> Iterator[None]:
    """The database may not grow by more than so many pages."""
    size = house.database.execute("PRAGMA page_count").fetchone()[0]
    house.database.execute(f"PRAGMA max_page_count = {size + pages}").fetchone()
    yield
    house.database.execute("PRAGMA max_page_count = 1000000").fetchone()


def failed_with(house: House, incoming: Incoming) -> TroubleError | None:
    try:
        house.chat.answer(incoming)
    except TroubleError as wrong:
        return wrong
    return None


COMMANDS = [f"/sub {'渡口' * 20}{n}" for n in range(60)]


@pytest.mark.parametrize("pages", range(0, 12, 2))
def test_a_command_that_meets_a_full_disk_waits_and_is_answered_once(house: House, pages: int) -> None:
    """Wherever in its transaction the room ends: at the subscription, the answer, or the mark that it is done."""
    said = [Incoming(key=f"k{n}", address=PERSON, text=text) for n, text in enumerate(COMMANDS)]
    house.desk.inbox.store(said, house.hands())
    answered = 0
    with no_room(house, pages):
        while failed_with(house, said[answered]) is None:
            answered += 1
        assert "磁盘已满" in str(failed_with(house, said[answered]))
    waiting = house.chat.waiting()
    assert waiting[0] == said[answered], "it waits, and so do those behind it"
    assert len(house.desk.subscriptions.of(PERSON)) == answered, "no effect without its answer"
    while waiting := house.chat.waiting():
        for incoming in waiting:
            house.chat.answer(incoming)
    assert [one.query for one in house.desk.subscriptions.of(PERSON)] == [text[5:] for text in COMMANDS]
    ear = Ear()
    house.send(ear)
    assert len(ear.texts()) == len(set(ear.texts())) == len(COMMANDS)
    rows = house.database.query("SELECT count(*) AS n FROM inbox WHERE handled_at IS NULL OR error <> ''")
    assert next(rows)["n"] == 0


def test_a_command_that_meets_a_lock_waits(house: House, tmp_path: Path) -> None:
    house.database.execute("PRAGMA busy_timeout = 1").fetchone()
    said = Incoming(key="k", address=PERSON, text="/sub 渡口")
    house.desk.inbox.store([said], house.hands())
    with closing(sqlite3.connect(tmp_path / "baoxiao.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TroubleError, match="占用"):
            house.chat.answer(said)
    assert list(house.chat.waiting()) == [said]
    house.chat.answer(said)
    assert [one.query for one in house.desk.subscriptions.of(PERSON)] == ["渡口"]


def test_what_cannot_be_written_down_is_complained_of_once_and_sent_once(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Eight calls under way when the disk fills up, each trying to write down its end again and again."""
    monkeypatch.setattr("bot.dispatch.sending.PAUSE_AFTER_FAULT", 0.005)
    caplog.set_level(logging.INFO, "bot")
    chats, ear, settle = [Address("fake", str(n)) for n in range(8)], Ear(), house.sending._settle
    message, failures = Message(body=Styled("渡口")), list[str]()

    def full(delivery: Delivery, *how: object) -> None:
        if len(failures) < 40 * outages:
            failures.append(delivery.key)
            raise TroubleError("磁盘已满")
        settle(delivery, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(house.sending, "_settle", full)
    for outages in (1, 2):
        rows = [
            Delivery(key=f"{to}:{outages}", address=to, lane=Lane.REPLY, message=message, due_at=house.hands())
            for to in chats
        ]
        house.desk.outbox.add(rows)
        asyncio.run(_send_all(house, ear))
    assert len(failures) == 80
    assert len(ear.told) == 16, "what was sent is not sent again for want of room"
    said = [record.levelno for record in caplog.records if "written down" in record.getMessage()]
    assert said == [logging.ERROR, logging.INFO] * 2, "once a state change"


async def _send_all(house: House, ear: Ear) -> None:
    while await house.sending.send_due({"fake": ear}):
        pass
