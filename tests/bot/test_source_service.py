"""An operator adds a feed in the chat of the running service, and is told of what it brings."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import cast

import pytest

from bot.config import bot_config
from bot.configured import Config
from bot.service import Service
from bot.terminal import Terminal
from bot.wiring import wall_clock
from local_site import Site, answer
from screen import Screen
from watchers.config import news_config

ITEM = "<item><title>{title}</title><link>https://example.cn/{n}</link><guid>{n}</guid><pubDate>{at}</pubDate></item>"


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is our own: nothing is waited for between two requests."""
    monkeypatch.setattr("watchers.http.manners.random.uniform", lambda least, most: 0.0)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    at = format_datetime(datetime.now(UTC) - timedelta(minutes=5))
    items = "".join(ITEM.format(title=title, n=n, at=at) for n, title in enumerate(("渡口恢复开航", "桥头小学招新")))
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>颍川街坊</title>{items}</channel></rss>'
    site.pages["/feed.xml"] = answer(200, text.encode(), content_type="application/rss+xml", etag='"1"')
    yield site
    site.close()


def test_from_an_address_to_an_alert(tmp_path: Path, site: Site) -> None:
    file = tmp_path / "config.toml"
    document = {
        "web": {"allow": [site.place]},
        "store": {"backups": ""},
        "bot": {"operators": ["terminal:local"]},
    }
    config = Config(file=file, news=news_config(document, file), bot=bot_config(document, file))

    async def go() -> None:
        screen = Screen("/sub 渡口 @即时")
        service = Service(config, wall_clock, terminal=cast(Terminal, screen))
        running = asyncio.create_task(service.run())
        try:
            await screen.shows("已订阅")
            screen.types(f"/source {site.root}/none")
            assert "404" in await screen.shows("没有看成")
            screen.types(f"/source {site.root}/feed.xml 街坊")
            asked = await screen.shows("要添加这个来源吗")
            assert "订阅源" in asked
            assert "桥头小学招新" in asked
            assert not any("即时提醒" in text for text in screen.shown), "nothing is kept before it is wanted"
            screen.presses("添加")
            await screen.shows("已添加「街坊」")
            assert "渡口恢复开航" in await screen.shows("即时提醒")
        finally:
            service.stop()
            await running

    asyncio.run(asyncio.wait_for(go(), 60))
