"""The disk fills up while the service runs: no crash, nothing marked that is not stored, said once, and on it goes."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import bot_config
from bot.ledger import Concern
from bot.model import Address, Incoming, Message, Outcome, Sent
from bot.service import Service
from bot.trouble import Trouble, sentence_of
from bot.wiring import Config
from house import Clock
from watchers.config import news_config
from watchers.errors import StoreError, TroubleError

CHIEF, PERSON = Address("terminal", "chief"), Address("terminal", "local")


def full() -> sqlite3.OperationalError:
    wrong = sqlite3.OperationalError("database or disk is full")
    wrong.sqlite_errorcode = sqlite3.SQLITE_FULL
    return wrong


def test_the_cause_is_found_behind_what_follows_from_it() -> None:
    hidden = sqlite3.OperationalError("no such savepoint")
    hidden.__context__ = full()
    assert "磁盘已满" in sentence_of(hidden)
    assert sentence_of(TroubleError("磁盘已满")) == "磁盘已满"
    for other in (sqlite3.IntegrityError("UNIQUE"), StoreError("来源正由另一个报晓读取"), KeyError("x"), None):
        assert sentence_of(other) == ""


def test_an_episode_is_said_once_and_passes_when_nobody_complains() -> None:
    said: list[str] = []
    clock = Clock()
    trouble = Trouble(clock, said.append)
    began = clock()
    for _ in range(50):
        assert trouble.met(full())
        assert trouble.passing() is None
        clock.set(clock() + timedelta(seconds=2))
    assert len(said) == 1
    assert trouble.sentence == said[0]
    clock.set(clock() + timedelta(seconds=8))
    episode = trouble.passing()
    assert episode
    assert episode.began_at == began
    trouble.over()
    assert (trouble.sentence, trouble.passing()) == ("", None)
    assert not trouble.met(KeyError("x"))
    trouble.met(full())
    assert len(said) == 2


class Listener:
    """A channel (and a telegram of sorts) that takes everything down."""

    def __init__(self) -> None:
        self.told: list[tuple[Address, str]] = []

    async def send(self, address: Address, message: Message) -> Outcome:
        self.told.append((address, message.body.text))
        return Sent(str(len(self.told)))

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        return None

    async def administers(self, address: Address, person: str) -> bool:
        return True

    async def read_lines(self):  # type: ignore[no-untyped-def]
        await asyncio.sleep(3600)
        yield ""

    def of(self, address: Address) -> list[str]:
        return [text for to, text in self.told if to == address]


def service(folder: Path, ear: Listener) -> Service:
    file = folder / "config.toml"
    document = {"bot": {"operators": [str(CHIEF)]}, "store": {"backups": ""}}
    config = Config(file=file, news=news_config(document, file), bot=bot_config(document, file))
    return Service(config, lambda: datetime.now(UTC), terminal=ear)  # type: ignore[arg-type]


async def until(holds: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.05)


@pytest.mark.slow
def test_a_full_disk_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("bot.service.SLOW_TICK", timedelta(seconds=0.5))
    monkeypatch.setattr("bot.trouble.CALM", timedelta(seconds=3))
    caplog.set_level(logging.INFO)
    ear = Listener()
    running = service(tmp_path, ear)
    house = running._house
    words = [f"第{n}句不懂的话" + "，渡口" * 200 for n in range(40)]

    def hear(first: int, last: int) -> None:
        said = [Incoming(key=f"k{n}", address=PERSON, text=words[n]) for n in range(first, last)]
        house.desk.inbox.store(said, datetime.now(UTC))

    def limit(pages: int) -> None:
        house.database.execute(f"PRAGMA max_page_count = {pages}").fetchone()

    async def story() -> None:
        hear(0, 5)
        await until(lambda: len(ear.of(PERSON)) == 5)
        hear(5, 40)  # stored, and then the disk is full before all of them are answered
        limit(1)
        await until(lambda: running._trouble.sentence)
        assert "磁盘已满" in running._trouble.sentence
        assert "磁盘已满" in house.health(running._trouble.sentence).complaints[0]
        await until(lambda: ear.of(CHIEF))
        await asyncio.sleep(4.5)  # two more rounds of every stage
        assert len(ear.of(CHIEF)) == 1, "called once"
        limit(1_000_000)
        await until(lambda: len(ear.of(PERSON)) == 40)
        await until(lambda: len(ear.of(CHIEF)) == 2)

    async def go() -> None:
        task = asyncio.create_task(running.run())
        told = asyncio.create_task(story())
        done, _ = await asyncio.wait([task, told], return_when=asyncio.FIRST_COMPLETED)
        running.stop()
        try:
            assert told in done, "the service goes on"
            told.result()
        finally:
            await asyncio.wait_for(task, 10)

    asyncio.run(go())
    assert len(set(ear.of(PERSON))) == 40, "all answered, none twice"
    assert "磁盘已满" in ear.of(CHIEF)[0]
    assert "现在正常了" in ear.of(CHIEF)[1]
    log = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.name for record in log if "数据库出了问题" in record.getMessage()] == ["bot.upkeep"]
    assert not [record for record in log if record.exc_info], "no traceback"
    with sqlite3.connect(tmp_path / "baoxiao.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM inbox WHERE handled_at IS NULL OR error <> ''").fetchone() == (0,)
        (events,) = database.execute("SELECT count(*) FROM events WHERE concern = ?", [Concern.STORE]).fetchone()
        assert events == 1
    database.close()
