"""The disk fills up while the service runs: no crash, nothing marked that is not stored, said once, and on it goes."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.config import Listen, bot_config
from bot.configured import Config
from bot.ledger import Concern
from bot.model import Address, Hall, Incoming, Message, Outcome, Sent
from bot.service import Service
from bot.trouble import CALM, Trouble, sentence_of
from bot.wiring import open_house
from house import Clock as StandingClock
from watchers.config import news_config
from watchers.errors import StoreError, TroubleError
from watchers.ports import Clock
from watchers.sqlite import copies, damage, open_database

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
    clock = StandingClock()
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

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        return Sent(message_id)

    async def acknowledge(self, callback_id: str, text: str = "") -> None:
        return None

    async def administers(self, address: Address, person: str) -> bool:
        return True

    async def hall(self, name: str, person: str) -> Hall | None:
        return None

    async def read_lines(self):  # type: ignore[no-untyped-def]
        await asyncio.sleep(3600)
        yield ""

    def of(self, address: Address) -> list[str]:
        return [text for to, text in self.told if to == address]


@dataclass
class Hands:
    """The real clock, and how far it is turned ahead."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def service(folder: Path, ear: Listener, backups: str = "", clock: Clock | None = None) -> Service:
    """With an endpoint on a free port."""
    file = folder / "config.toml"
    document = {"bot": {"operators": [str(CHIEF)]}, "store": {"backups": backups}}
    bot = replace(bot_config(document, file), metrics=Listen(host="127.0.0.1", port=0))
    config = Config(file=file, news=news_config(document, file), bot=bot)
    return Service(config, clock or Hands(), terminal=ear)  # type: ignore[arg-type]


def lived(running: Service, story: Coroutine[object, object, None]) -> None:
    """Run the service while the story is told, then stop it as SIGTERM does."""

    async def go() -> None:
        task = asyncio.create_task(running.run())
        told = asyncio.create_task(story)
        done, _ = await asyncio.wait([task, told], return_when=asyncio.FIRST_COMPLETED)
        running.stop()
        try:
            assert told in done, "the service goes on"
            told.result()
        finally:
            await asyncio.wait_for(task, 10)

    asyncio.run(go())


def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rounds, more of them in a second. When a trouble has passed the clock of the test says."""
    monkeypatch.setattr("bot.service.TICK", timedelta(seconds=0.1))
    monkeypatch.setattr("bot.service.SLOW_TICK", timedelta(seconds=0.1))
    monkeypatch.setattr("bot.stages.PAUSE_AFTER_FAULT", 0.1)
    monkeypatch.setattr("bot.upkeep.PAUSE_AFTER_TROUBLE", 0.1)
    monkeypatch.setattr("bot.metrics.FRESH_SECONDS", 0.0)


async def until(holds: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.05)


@pytest.mark.slow
def test_a_full_disk_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    quickly(monkeypatch)
    caplog.set_level(logging.INFO)
    ear, hands = Listener(), Hands()
    running = service(tmp_path, ear, clock=hands)
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
        await asyncio.sleep(0.5)  # some more rounds of every stage
        assert len(ear.of(CHIEF)) == 1, "called once"
        limit(1_000_000)
        await until(lambda: len(ear.of(PERSON)) == 40)
        hands.ahead += 2 * CALM
        await until(lambda: len(ear.of(CHIEF)) == 2)

    lived(running, story())
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


class Room:
    """The disk of the backups, which can be full: SQLite gets no more than so many pages for a copy."""

    def __init__(self) -> None:
        self.pages = 1_000_000
        self.copies: list[str] = []

    def connect(self, path: Path, *how: object, **named: object) -> sqlite3.Connection:
        connection = sqlite3.connect(path, *how, **named)  # type: ignore[call-overload]
        if str(path).endswith(".part"):
            self.copies.append(Path(path).name)
            connection.execute(f"PRAGMA max_page_count = {self.pages}").fetchone()
        return connection  # type: ignore[no-any-return]


async def asked(port: int, path: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\n\r\n".encode())
    said = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    return said


@pytest.mark.slow
def test_a_full_disk_during_the_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """First the backups' disk is full, then both are: the service answers, complains once, and makes up for it."""
    room, ear, hands = Room(), Listener(), Hands()
    monkeypatch.setattr(copies, "sqlite3", SimpleNamespace(**{**vars(sqlite3), "connect": room.connect}))
    quickly(monkeypatch)
    caplog.set_level(logging.INFO)
    running = service(tmp_path, ear, "backups", hands)
    house, folder = running._house, tmp_path / "backups"
    words = [f"第{n}句不懂的话" + "，渡口" * 200 for n in range(40)]
    house.database.execute("CREATE TABLE heap (x)")
    house.database.execute("BEGIN")
    for _ in range(2500):
        house.database.execute("INSERT INTO heap VALUES (?)", ["字" * 700])
    house.database.execute("COMMIT")

    def limit(pages: int) -> None:
        house.database.execute(f"PRAGMA max_page_count = {pages}").fetchone()

    async def tried_again() -> None:
        before = len(room.copies)
        hands.ahead += timedelta(minutes=16)
        await until(lambda: len(room.copies) > before and not list(folder.glob(".*")))

    async def story() -> None:
        await until(lambda: running._upkeep._endpoint and running._upkeep._endpoint.port)
        endpoint = running._upkeep._endpoint
        assert endpoint
        room.pages = 1100  # the copy has been begun when the room ends
        await tried_again()
        await until(lambda: ear.of(CHIEF))
        await tried_again()
        hear_through(tmp_path, ["/list"])
        await until(lambda: len(ear.of(PERSON)) == 1)
        assert (await asked(endpoint.port, "/healthz")).startswith("HTTP/1.1 200")
        assert "baoxiao_last_backup_timestamp_seconds 0" in await asked(endpoint.port, "/metrics")
        limit(1)
        await tried_again()
        hear_through(tmp_path, words)
        await until(lambda: running._trouble.sentence)
        assert "磁盘已满" in (await asked(endpoint.port, "/healthz"))
        assert "baoxiao_up 0" in await asked(endpoint.port, "/metrics")
        assert len(ear.of(PERSON)) < 41
        limit(1_000_000)
        room.pages = 1_000_000
        await until(lambda: len(ear.of(PERSON)) == 41)
        hands.ahead += timedelta(hours=1)
        await until(lambda: list(folder.glob("baoxiao-*.db")) and not list(folder.glob(".*")))
        await until(lambda: not running._trouble.sentence and "备份恢复正常" in "".join(ear.of(CHIEF)))
        assert (await asked(endpoint.port, "/healthz")).startswith("HTTP/1.1 200")

    lived(running, story())
    failing = [text for text in ear.of(CHIEF) if "没有成功" in text]
    assert len(failing) == 1, "told once, though it failed three times"
    assert f"{folder} 所在的磁盘已满" in failing[0]
    assert not [record for record in caplog.records if record.exc_info and record.levelno >= logging.ERROR]
    (made,) = folder.iterdir()
    with closing(open_database(made)) as copy:
        assert damage(copy) == ()


def hear_through(folder: Path, lines: Sequence[str]) -> None:
    """Commands that another process stores, which has room."""
    file = folder / "config.toml"
    with open_house(Config(file=file, news=news_config({}, file), bot=bot_config({}, file))) as other:
        said = [Incoming(key=f"k{line}", address=PERSON, text=line) for line in lines]
        other.desk.inbox.store(said, datetime.now(UTC))
