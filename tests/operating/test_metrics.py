"""The endpoint for machines: the figures, the manners, and nothing that is not a figure."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import listening
from bot.config import BotConfig, Listen, bot_config
from bot.ledger import Figures, Health
from bot.listening import Listener
from bot.metrics import Gauges, exposition
from bot.model import Lane, State
from watchers.errors import ConfigError
from watchers.model import Kind, Source, SourceHealth
from watchers.sections import parse

NOW = datetime(2026, 5, 11, 0, 30, tzinfo=UTC)
SOURCE = Source(name='晨"光\\', kind=Kind.FOLDER, location="/papers", every=timedelta(minutes=1), paper="晨光日报")
FIGURES = Figures(
    queue=((Lane.ALERT, 3), (Lane.DIGEST, 40)),
    oldest_due_at=NOW - timedelta(seconds=90),
    later=5,
    held=2,
    sent_minute=1,
    sent_hour=10,
    sent_day=100,
    tried=12,
    failed=3,
    attempts=4321,
    last_error="Forbidden: secret words",
    last_error_at=NOW,
)
HEALTH = Health(
    at=NOW,
    database="/home/somebody/baoxiao.db",
    sources=(
        SourceHealth(
            source=SOURCE, due_at=NOW, last_good_at=NOW, last_new_at=NOW, last_day=date(2026, 5, 11), articles=7,
            failures=4, last_error="no such folder /home/somebody", notes=(),
        ),
    ),
    articles=7, issues=1, unmatched=0, subscribers=2, subscriptions=3, unanswered=0,
    states=tuple((state, 1) for state in State),
    figures=FIGURES, last_backup_at=NOW, free=10**12,
)  # fmt: skip
LINE = re.compile(r'(# (HELP|TYPE) baoxiao_\w+ .+|baoxiao_\w+(\{\w+="(\\.|[^"\\])*"\})? -?[0-9.e+-]+)')


def test_the_text_is_what_prometheus_reads() -> None:
    text = exposition(HEALTH)
    assert text.endswith("\n")
    for line in text.splitlines():
        assert LINE.fullmatch(line), line
    for line in (
        "baoxiao_up 1", 'baoxiao_queue{lane="digest"} 40', "baoxiao_late_seconds 90", 'baoxiao_sent{within="hour"} 10',
        "baoxiao_error_ratio 0.25", 'baoxiao_deliveries{state="dead"} 1', "baoxiao_attempts_total 4321",
        'baoxiao_source_failures{source="晨\\"光\\\\"} 4', "baoxiao_disk_free_bytes 1000000000000",
    ):  # fmt: skip
        assert line in text.splitlines()


def test_no_word_of_a_message_path_or_error_is_in_it() -> None:
    assert not re.search("secret|somebody|telegram", exposition(HEALTH))


def test_late_or_in_trouble_is_not_well() -> None:
    assert HEALTH.complaints == ()
    late = replace(FIGURES, oldest_due_at=NOW - timedelta(minutes=11))
    assert "晚了 660 秒" in replace(HEALTH, figures=late).complaints[0]
    assert replace(HEALTH, trouble="磁盘已满").complaints == ("磁盘已满",)
    assert "baoxiao_up 0" in exposition(replace(HEALTH, trouble="磁盘已满"))


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bytes]]


def serve(talk: Talk, examine: Callable[[], Health] = lambda: HEALTH) -> bytes:
    """What one connection to an endpoint of its own brings."""

    async def go() -> bytes:
        endpoint = Listener("127.0.0.1", 0, Gauges(examine))
        await endpoint.start()
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", endpoint.port)
            try:
                return await talk(reader, writer)
            finally:
                writer.close()
        finally:
            await endpoint.stop()

    return asyncio.run(asyncio.wait_for(go(), 10))


def ask(request: bytes, examine: Callable[[], Health] = lambda: HEALTH) -> tuple[int, str]:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(request)
        return await reader.read()

    head, _, body = serve(talk, examine).partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def test_it_answers() -> None:
    assert ask(get("/metrics")) == (200, exposition(HEALTH))
    assert ask(get("/healthz?x=1")) == (200, "ok\n")
    assert ask(b"HEAD /metrics HTTP/1.0\r\n\r\n") == (200, "")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (get("/"), 404),
        (get("/../config.toml"), 404),
        (b"POST /metrics HTTP/1.1\r\nContent-Length: 1\r\n\r\nx", 405),
        (b"hello\r\n\r\n", 400),
        (b"\xff\xfe\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\nX: " + b"y" * 20_000 + b"\r\n\r\n", 431),
    ],
)
def test_it_refuses(request_: bytes, status: int) -> None:
    assert ask(request_)[0] == status


def test_a_broken_database_is_an_answer() -> None:
    def broken() -> Health:
        raise OSError("disk /home/somebody")

    for path in ("/metrics", "/healthz"):
        status, text = ask(get(path), broken)
        assert status == 503
        assert "somebody" not in text
    status, text = ask(get("/healthz"), lambda: replace(HEALTH, trouble="磁盘已满，数据库写不进去"))
    assert (status, text) == (503, "磁盘已满，数据库写不进去\n")


def test_who_says_nothing_is_shown_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "SECONDS", 0.1)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(b"GET /metr")
        return await reader.read()

    assert serve(talk) == b""


def test_many_at_once_do_not_hold_it_up() -> None:
    asked = 0

    def examine() -> Health:
        nonlocal asked
        asked += 1
        return HEALTH

    async def go() -> list[bytes]:
        endpoint = Listener("127.0.0.1", 0, Gauges(examine))
        await endpoint.start()
        idle = [
            await asyncio.open_connection("127.0.0.1", endpoint.port) for _ in range(listening.MOST_CONNECTIONS - 1)
        ]
        await asyncio.sleep(0.05)

        async def one() -> bytes:
            reader, writer = await asyncio.open_connection("127.0.0.1", endpoint.port)
            writer.write(get("/metrics"))
            found = await reader.read()
            writer.close()
            return found

        found = [await one() for _ in range(30)]
        for _, writer in idle:
            writer.close()
        await endpoint.stop()
        return found

    found = asyncio.run(asyncio.wait_for(go(), 10))
    assert all(b"200 OK" in one for one in found)
    assert asked == 1, "figures are a second old at most, and the database is asked no more often"


# -- the configuration ------------------------------------------------------------------------------------------------


def read(text: str) -> BotConfig:
    file = Path("/etc/baoxiao/config.toml")
    return bot_config(parse(text, str(file)), file)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("127.0.0.1:9464", Listen(host="127.0.0.1", port=9464)),
        ("localhost:1", Listen(host="127.0.0.1", port=1)),
        ("[::1]:9464", Listen(host="::1", port=9464)),
        ("", None),
    ],
)
def test_where_it_may_listen(written: str, meant: Listen | None) -> None:
    assert read(f'[metrics]\nlisten = "{written}"').metrics == meant


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[metrics]\nlisten = "0.0.0.0:9464"', "只能是本机地址"),
        ('[metrics]\nlisten = "192.168.1.4:9464"', "只能是本机地址"),
        ('[metrics]\nlisten = "example.com:9464"', "只能是本机地址"),
        ('[metrics]\nlisten = ":9464"', "只能是本机地址"),
        ('[metrics]\nlisten = "127.0.0.1"', "应写成 地址:端口"),
        ('[metrics]\nlisten = "127.0.0.1:0"', "应写成 地址:端口"),
        ('[metrics]\nlisten = "127.0.0.1:99999"', "应写成 地址:端口"),
        ('[metrics]\nlistne = "127.0.0.1:1"', "是不是 listen"),
        ("[store]\nkeep = 0", "keep 应是 1 到 1000"),
        ('[store]\nkeep = "7"', "keep 应是整数"),
        ("[store]\nbackups = true", "backups 应是文字"),
    ],
)
def test_what_the_configuration_may_not_say(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read(text)


def test_backups_are_beside_the_configuration_or_off() -> None:
    assert (read("").backups, read("").keep) == (Path("/etc/baoxiao/backups"), 7)
    assert read('[store]\nbackups = ""').backups is None
    assert read('[store]\nbackups = "/mnt/b"\nkeep = 3').backups == Path("/mnt/b")
