"""What a start refuses: a database that is damaged, emptied, newer, taken; never an empty start over what was there."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.alone import the_only_one, the_only_one_with
from bot.configured import configuration, token
from commands.conftest import Call, configure
from fake_telegram import FakeTelegram
from faults.program import wait_for
from faults.starting import Fork
from watchers.errors import ConfigError, StoreError
from watchers.sqlite import open_database, refuse_damaged

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
PAGE = 4096


def truncated_in_the_middle(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // PAGE * PAGE])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def emptied_beside_its_log(path: Path) -> None:
    path.write_bytes(b"")
    path.with_name(path.name + "-wal").write_bytes(b"x" * 5000)


def with_a_page_of_noise(path: Path) -> None:
    overwrite(path, 1, random.Random(1).randbytes(PAGE))


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('bot', 'm999_from_tomorrow')")


def with_a_lost_table(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 4080 + path.read_bytes()[PAGE:])


def overwrite(path: Path, page: int, noise: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(noise)


@pytest.fixture
def lived_in(baoxiao: Call, archive: Path) -> Path:
    """A database that has been lived in, with the mark beside it that a service leaves; its path."""
    assert baoxiao("chat", said="/sub 高温\n").status == 0
    with the_only_one(configuration(archive / "config.toml")):
        pass
    return archive / "baoxiao.db"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (truncated_in_the_middle, "恢复"),
        (emptied, "恢复备份"),
        (emptied_beside_its_log, "恢复备份"),
        (with_a_page_of_noise, "恢复"),
        (with_a_lost_table, "恢复"),
        (newer, "请升级报晓"),
    ],
)
def test_the_start_refuses_and_names_the_remedy(
    baoxiao: Call, lived_in: Path, spoil: Callable[[Path], None], says: str
) -> None:
    baoxiao("backup", "good.db")
    spoil(lived_in)
    before = lived_in.read_bytes()
    ran = baoxiao("run", said="/today\n")
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.err.splitlines()[-1]
    assert "Traceback" not in ran.err
    assert lived_in.read_bytes() == before, "it was left as it is"
    assert baoxiao("restore", "good.db").status == 0
    assert "高温" in baoxiao("chat", said="/list\n").out


@pytest.mark.slow
def test_a_page_of_noise_anywhere_is_found_or_does_no_harm(lived_in: Path) -> None:
    """Twenty times another page: found, unless the page holds nothing; then a full check finds nothing, too."""
    whole = lived_in.read_bytes()
    chance = random.Random(20260511)
    said: list[str] = []
    pages = chance.sample(range(1, len(whole) // PAGE), 20)
    for page in pages:
        for beside in ("-wal", "-shm"):
            lived_in.with_name(lived_in.name + beside).unlink(missing_ok=True)
        lived_in.write_bytes(whole)
        overwrite(lived_in, page, chance.randbytes(PAGE))
        try:
            refuse_damaged(lived_in)
        except StoreError as wrong:
            said.append(str(wrong))
        else:
            with closing(sqlite3.connect(lived_in)) as database:
                assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",), page
    assert len(said) >= 18
    assert all("baoxiao restore" in sentence for sentence in said)


def test_a_truncated_log_is_an_earlier_state_and_never_an_empty_one(tmp_path: Path) -> None:
    """SQLite takes a log to its last whole transaction. The tables are in the file from the first moment."""
    path = tmp_path / "baoxiao.db"
    with open_database(path) as first:
        first.execute("INSERT INTO sources (name, settings, due_at) VALUES ('晨光', '{}', '2026')")
        whole, log = path.read_bytes(), path.with_name("baoxiao.db-wal").read_bytes()
    for length in range(0, len(log) + 1, 997):
        copy = tmp_path / f"{length}.db"
        copy.write_bytes(whole)
        copy.with_name(f"{length}.db-wal").write_bytes(log[:length])
        with open_database(copy) as again:
            assert next(again.query("PRAGMA application_id"))["application_id"]
            names = {row["name"] for row in again.query("SELECT name FROM sqlite_master")}
            assert {"sources", "articles"} <= names


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_database_that_may_not_be_written(baoxiao: Call, archive: Path) -> None:
    (archive / "baoxiao.db").chmod(0o400)
    ran = baoxiao("run")
    assert ran.status == 1
    assert "权限" in ran.err.splitlines()[-1]


@pytest.mark.slow
def test_a_database_that_another_program_holds(baoxiao: Call, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchers.sqlite.database.BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(archive / "baoxiao.db", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        ran = baoxiao("run")
    assert ran.status == 1
    assert "正被另一个程序占用" in ran.err.splitlines()[-1]


def test_an_empty_file_where_nothing_was_is_a_new_start(baoxiao: Call, tmp_path: Path) -> None:
    """A process that was killed in its very first moment leaves one."""
    configure(tmp_path, '[digest]\nat = "07:30"\n')
    (tmp_path / "baoxiao.db").touch()
    assert baoxiao("chat", said="/list\n").status == 0


# -- two of them -----------------------------------------------------------------------------------------------------


class Running:
    """`baoxiao run` in a folder of its own: from the first line of `main` on, for what is tried here is no import."""

    def __init__(self, folder: Path, tg: Any, cache: Path) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "config.toml").write_text(f'[telegram]\nbase_url = "{tg.base_url}"\n', "utf-8")
        environment = {"BAOXIAO_TELEGRAM_TOKEN": TOKEN, "XDG_CACHE_HOME": str(cache)}
        self._printed = folder / "printed.txt"
        words = ["run", "--config", str(folder / "config.toml")]
        # What is under way gets five seconds at the end.
        short = {"bot.service.DRAIN_SECONDS": 0.5}
        self.process = Fork(words, environment, self._printed, self._printed, **short)

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()

    def ended(self, within: float) -> tuple[int, str]:
        """(status, what it printed)."""
        return self.process.wait(within), self._printed.read_text("utf-8")


@contextmanager
def serving() -> Iterator[Any]:  # Any: the fake server is untyped
    with FakeTelegram(token=TOKEN) as server:
        yield server
        server._do(server.server.close)
        server._do(asyncio.sleep, 0.02)


@pytest.fixture
def tg() -> Iterator[Any]:
    with serving() as server:
        yield server


@pytest.mark.slow
def test_a_second_process_with_the_same_token_refuses(tmp_path: Path, tg: Any) -> None:
    cache = tmp_path / "cache"
    with Running(tmp_path / "one", tg, cache) as first:
        tg.say(42, "/start")
        tg.wait_sent(chat_id=42, contains="这里是报晓", timeout=60)
        with Running(tmp_path / "two", tg, cache) as second:
            status, said = second.ended(60)
        assert status == 1
        assert "同一个 Telegram 令牌" in said
        tg.say(42, "/list")
        tg.wait_sent(chat_id=42, contains="还没有订阅", timeout=60)
        first.process.send_signal(signal.SIGTERM)
        status, printed = first.ended(60)
    assert status == 0, printed
    assert len(tg.sent(chat_id=42)) == 2, "nothing was said twice"
    names = "".join(file.name for file in cache.rglob("*"))
    assert TOKEN.partition(":")[2] not in names + said + printed


@pytest.mark.slow
def test_it_stops_although_a_call_hangs(tmp_path: Path) -> None:
    """Told so by either signal, and long before the call would end by itself, after five minutes."""
    with ExitStack() as both:
        stopping = []
        for number in (signal.SIGTERM, signal.SIGINT):
            folder = tmp_path / number.name
            server = both.enter_context(serving())
            stopping.append((number, server, both.enter_context(Running(folder, server, folder))))
            server.say(42, "/start")
        for _, server, _ in stopping:
            server.wait_sent(chat_id=42, contains="这里是报晓", timeout=60)
            server.fault("hang", method="sendMessage", seconds=300)
            server.say(42, "/list")
        for number, server, running in stopping:
            assert wait_for(lambda server=server: any(fault.fired for fault in server.faults), 60)  # type: ignore[misc]
            running.process.send_signal(number)
        for _, _, running in stopping:
            status, printed = running.ended(60)
            assert status == 0, printed
            assert "Traceback" not in printed


def test_a_token_is_held_for_one_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("BAOXIAO_TELEGRAM_TOKEN", TOKEN)
    secret = token(configuration(configure(tmp_path)))
    assert secret
    other = the_only_one_with(secret, "http://127.0.0.1:1/bot")
    refused = pytest.raises(ConfigError, match="同一个 Telegram 令牌")
    with the_only_one_with(secret, ""), other, refused, the_only_one_with(secret, ""):
        pass
    with the_only_one_with(secret, ""):
        pass


def test_without_a_cache_folder_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("BAOXIAO_TELEGRAM_TOKEN", TOKEN)
    secret = token(configuration(configure(tmp_path)))
    assert secret
    with the_only_one_with(secret, ""):
        assert "不能放锁文件" in caplog.text
