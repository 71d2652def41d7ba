"""An evening and a morning over the strict fake Telegram server: the real service, a clock that the test sets."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import bot_config
from bot.configured import Config
from bot.hidden import Secret
from bot.service import Service
from bot.telegram import Telegram
from bot.wiring import open_house
from fake_telegram import FakeTelegram
from watchers.config import news_config

pytestmark = pytest.mark.slow

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
PERSON, OTHER, GROUP = 42, 43, -1001
SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "papers" / "商都日报"

EVENING = datetime(2026, 6, 9, 12, 0, tzinfo=UTC)  # 20:00 in Zhengzhou
BEFORE_SEVEN = datetime(2026, 6, 9, 22, 30, tzinfo=UTC)
HALF_PAST_SEVEN = datetime(2026, 6, 9, 23, 30, tzinfo=UTC)


FASTER = 10


class Clock:
    """Goes faster than the real one, from wherever the test sets it; the service's ticks do, too."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def set(self, at: datetime) -> None:
        self._at, self._since = at, time.monotonic()

    def __call__(self) -> datetime:
        return self._at + FASTER * timedelta(seconds=time.monotonic() - self._since)


@pytest.fixture
def tg() -> Iterator[Any]:  # Any: the fake server is untyped
    with FakeTelegram(token=TOKEN) as server:
        yield server
        server._do(server.server.close)
        server._do(asyncio.sleep, 0.02)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def config(tmp_path: Path, papers: Path) -> Config:
    document = {"sources": [{"name": "样报", "kind": "folder", "path": str(papers), "when": "1s"}]}
    file = tmp_path / "config.toml"
    return Config(file=file, news=news_config(document, file), bot=bot_config(document, file))


def drop(papers: Path, day: str, at: datetime) -> None:
    """An issue falls into the folder; its files are old enough to be still."""
    target = papers / day
    shutil.copytree(SEEDS / day, target)
    for page in target.iterdir():
        os.utime(page, (at.timestamp() - 60, at.timestamp() - 60))


async def until(holds: Callable[[], object], seconds: float = 60) -> Any:
    """Wait for something to become true, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")


async def read_in(tmp_path: Path, papers: Path) -> None:
    """What lies in the folder from yesterday is read and matched: who subscribes from now on is not told of it."""
    with open_house(config(tmp_path, papers)) as house:
        await until(lambda: 0 < house.archive.last_id() == house.desk.outbox.cursor())


@pytest.fixture(autouse=True)
def _faster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.TICK", timedelta(seconds=1) / FASTER)


def live(tmp_path: Path, papers: Path, tg: Any, clock: Clock, story: Callable[[], Awaitable[None]]) -> None:
    """Run the service while the story is told, then stop it as SIGTERM does."""

    async def go() -> None:
        async with Telegram(Secret(TOKEN), tg.base_url, poll_seconds=1) as telegram:
            service = Service(config(tmp_path, papers), clock, telegram=telegram)
            running = asyncio.create_task(service.run())
            try:
                await story()
            finally:
                service.stop()
                await asyncio.wait_for(running, 15)

    asyncio.run(go())


def texts(tg: Any, chat: int = PERSON, contains: str = "") -> list[str]:
    return [sent["text"] for sent in tg.sent(chat_id=chat, contains=contains)]


def test_an_evening_and_a_morning(tmp_path: Path, papers: Path, tg: Any) -> None:
    clock = Clock(EVENING)
    drop(papers, "2026-06-08", EVENING)

    async def story() -> None:
        await read_in(tmp_path, papers)
        tg.say(PERSON, "/start")
        await until(lambda: texts(tg, contains="这里是报晓"))
        tg.say(PERSON, "/sub #天气预警 @即时")
        tg.say(PERSON, "/sub 融资、贷款")
        await until(lambda: len(texts(tg, contains="已订阅")) == 2)

        clock.set(BEFORE_SEVEN)
        drop(papers, "2026-06-10", BEFORE_SEVEN)
        alert = await until(lambda: tg.sent(chat_id=PERSON, contains="即时提醒"))
        assert "雨" in alert[0]["text"]
        assert not texts(tg, contains="报晓 · 6月10日")

        button = alert[0]["reply_markup"]["inline_keyboard"][0][0]
        tg.click(PERSON, alert[0]["message_id"], data=button["callback_data"])
        await until(lambda: texts(tg, contains="判断：这篇就是讲这个的"))

        clock.set(HALF_PAST_SEVEN)
        digest = (await until(lambda: texts(tg, contains="报晓 · 6月10日")))[0]
        assert "融资" in digest
        assert "已经即时提醒过" in digest
        await asyncio.sleep(2 / FASTER)
        assert len(texts(tg, contains="报晓 · 6月10日")) == 1

    live(tmp_path, papers, tg, clock, story)
    assert tg.pending()["unanswered_callbacks"] == []
    assert not tg.stats()["refused"], "the strict server refused something"
    assert not tg.stats()["warnings"], "the strict server dropped something"


def test_what_was_said_while_we_were_down_is_answered_once(tmp_path: Path, papers: Path, tg: Any) -> None:
    clock = Clock(EVENING)
    tg.say(PERSON, "/sub 停水")
    tg.say(PERSON, "/sub 停电")

    async def first() -> None:
        await until(lambda: len(texts(tg, contains="已订阅")) == 2)

    live(tmp_path, papers, tg, clock, first)
    tg.redeliver(2)
    tg.say(PERSON, "/list")

    async def second() -> None:
        await until(lambda: texts(tg, contains="我的订阅"))
        await asyncio.sleep(2 / FASTER)

    live(tmp_path, papers, tg, clock, second)
    assert len(texts(tg, contains="已订阅")) == 2
    assert "2 条" in texts(tg, contains="我的订阅")[0]


def test_in_a_group_only_administrators_change_things(tmp_path: Path, papers: Path, tg: Any) -> None:
    tg.chat(GROUP, type="supergroup", members={PERSON: "administrator", OTHER: "member"})

    async def story() -> None:
        tg.say(GROUP, "/sub 停水", user_id=OTHER)
        await until(lambda: texts(tg, GROUP, "只有管理员"))
        tg.say(GROUP, "/sub 停水", user_id=PERSON)
        await until(lambda: texts(tg, GROUP, "已订阅"))

    live(tmp_path, papers, tg, Clock(EVENING), story)


def test_a_blocked_chat_is_left_alone_until_it_comes_back(tmp_path: Path, papers: Path, tg: Any) -> None:
    clock = Clock(EVENING)
    drop(papers, "2026-06-08", EVENING)

    async def story() -> None:
        await read_in(tmp_path, papers)
        tg.say(PERSON, "/sub #天气预警 @即时")
        tg.say(OTHER, "/sub #天气预警 @即时")
        await until(lambda: texts(tg, PERSON, "你在哪里") and texts(tg, OTHER, "你在哪里"))
        tg.block(PERSON)
        drop(papers, "2026-06-09", EVENING)
        await until(lambda: len(texts(tg, OTHER, "即时提醒")) >= 2 and refused(tg))
        assert not texts(tg, PERSON, "即时提醒")
        tg.block(PERSON, False)
        tg.say(PERSON, "/start")
        await until(lambda: texts(tg, PERSON, "这里是报晓"))
        await until(lambda: len(texts(tg, PERSON, "即时提醒")) == len(texts(tg, OTHER, "即时提醒")))
        assert len(refused(tg)) == 1

    live(tmp_path, papers, tg, clock, story)


def refused(tg: Any) -> list[Any]:
    return tg.requests(method="sendMessage", ok=False)  # type: ignore[no-any-return]


def start(tmp_path: Path, tg: Any, token: str = TOKEN) -> subprocess.Popen[str]:
    """`baoxiao run`, as an operator starts it."""
    file = tmp_path / "config.toml"
    file.write_text(f'[telegram]\nbase_url = "{tg.base_url}"\n', "utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--config", str(file)],
        env={**os.environ, "BAOXIAO_TELEGRAM_TOKEN": token},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_service_stops_when_told_and_never_shows_its_token(tmp_path: Path, tg: Any) -> None:
    first = start(tmp_path, tg)
    tg.say(PERSON, "/start")
    tg.wait_sent(chat_id=PERSON, contains="这里是报晓", timeout=20)
    second = start(tmp_path, tg)
    said, _ = second.communicate(timeout=20)
    assert second.returncode == 1
    assert "另一个 baoxiao run" in said
    first.send_signal(signal.SIGTERM)
    printed, _ = first.communicate(timeout=15)
    assert first.returncode == 0, printed
    assert "Traceback" not in printed
    assert TOKEN.partition(":")[2] not in printed + said
    assert len(texts(tg, contains="这里是报晓")) == 1


def test_a_refused_token_is_told_and_not_shown(tmp_path: Path, tg: Any) -> None:
    wrong = start(tmp_path, tg, token="123456:wrong-token-0123456789")
    printed, _ = wrong.communicate(timeout=20)
    assert wrong.returncode == 1
    assert "令牌" in printed
    assert "Traceback" not in printed
    assert "wrong-token" not in printed
