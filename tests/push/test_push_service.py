"""The running service: what is pushed is told to who asked for it, and stays when the process ends at once."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import cast

import pytest

from bot.config import bot_config
from bot.configured import Config
from bot.service import Service
from bot.terminal import Terminal
from bot.wiring import open_house, wall_clock
from screen import Screen
from watchers.config import news_config

TOKEN = "a-token-of-24-characters"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def configured(folder: Path, port: int) -> Config:
    file = folder / "config.toml"
    document = {"push": {"listen": f"127.0.0.1:{port}", "token": TOKEN}, "store": {"backups": ""}}
    return Config(file=file, news=news_config(document, file), bot=bot_config(document, file))


async def post(port: int, item: dict[str, str]) -> tuple[int, dict[str, object]]:
    body = json.dumps(item).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /items HTTP/1.1\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    return int(answer.split()[1]), json.loads(answer.partition(b"\r\n\r\n")[2])


def test_what_is_pushed_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()

    async def go() -> tuple[str, object]:
        screen = Screen("/sub 清凉寺路 @即时")
        service = Service(configured(tmp_path, port), wall_clock, terminal=cast(Terminal, screen))
        running = asyncio.create_task(service.run())
        try:
            await screen.shows("已订阅")
            item = {"title": "清凉寺路今日起封闭施工", "body": "请绕行航海路。", "id": "1", "source": "市政热线"}
            status, said = await post(port, item)
            assert status == 201
            alert = await screen.shows("封闭施工")
            assert "市政热线" in alert
            assert (await post(port, item))[0] == 200
            assert (await post(port, {**item, "title": "改了"}))[0] == 200
        finally:
            service.stop()
            await running
        assert sum("封闭施工" in text for text in screen.shown) == 1, "the same id again alarms nobody"
        return alert, said["uid"]

    _, uid = asyncio.run(asyncio.wait_for(go(), 60))
    with open_house(configured(tmp_path, port)) as house:
        assert [entry.uid for entry in house.archive.after(0, 10)] == [uid]


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    from watchers.errors import ConfigError

    with socket.create_server(("127.0.0.1", 0)) as taken:
        service = Service(configured(tmp_path, int(taken.getsockname()[1])), wall_clock)
        with pytest.raises(ConfigError, match=r"\[push\] listen"):
            asyncio.run(asyncio.wait_for(service.run(), 60))
