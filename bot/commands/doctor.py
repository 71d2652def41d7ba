"""`baoxiao doctor`: what is wrong, and how to mend it."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from bot import secrets
from bot.hidden import Secret
from bot.terminal import Terminal
from bot.wiring import Config, configuration, finder, open_house, reader, token
from watchers.errors import BaoxiaoError
from watchers.sqlite import damage

Finding = tuple[bool, str]
"""(all is well, the sentence)."""


def doctor(asked: Namespace) -> int:
    """Each check one line; status 1 when one of them failed."""
    terminal = Terminal()
    findings = list(_examine(asked.config))
    for well, sentence in findings:
        terminal.line(("✓ " if well else "✗ ") + sentence)
    return 0 if all(well for well, _ in findings) else 1


def _examine(file: Path | None) -> Iterator[Finding]:
    yield True, f"Python {sys.version.split()[0]}，SQLite {sqlite3.sqlite_version}"
    try:
        config = configuration(file)
    except BaoxiaoError as wrong:
        yield False, str(wrong)
        return
    yield True, f"配置 {config.file}" + ("" if config.file.exists() else "（没有这个文件，用默认值）")
    for check in (_seeds, _database, _sources, _telegram):
        yield from _tried(check, config)


def _tried(check: Callable[[Config], Iterator[Finding]], config: Config) -> Iterator[Finding]:
    try:
        yield from check(config)
    except BaoxiaoError as wrong:
        yield False, str(wrong)


def _seeds(config: Config) -> Iterator[Finding]:
    finder()
    reader()
    yield True, "词典、地名、主题包都能读"


def _database(config: Config) -> Iterator[Finding]:
    path = config.news.path
    if not path.exists():
        yield (
            path.parent.is_dir(),
            f"还没有数据库 {path}"
            + ("，第一次运行会建好" if path.parent.is_dir() else f"：请先建立文件夹 {path.parent}"),
        )
        return
    with open_house(config) as house:
        broken = damage(house.database)
        yield (
            not broken,
            f"数据库 {path} " + (f"已损坏（{broken[0]}）：请用 baoxiao restore 恢复备份" if broken else "完好"),
        )
        waiting = house.archive.last_id() - house.desk.outbox.cursor()
        yield True, f"待匹配稿件 {max(0, waiting)} 篇"


def _sources(config: Config) -> Iterator[Finding]:
    if not config.news.sources:
        yield False, f"没有配置来源：请在 {config.file} 里加上 [[sources]]，写法见 config.example.toml"
    for source in config.news.sources:
        folder = Path(source.location)
        yield (
            folder.is_dir(),
            f"来源 {source.name}：{folder} " + ("能读" if folder.is_dir() else "不是文件夹：请检查 path"),
        )


def _telegram(config: Config) -> Iterator[Finding]:
    secret = token(config)
    if secret is None:
        yield True, "没有 Telegram 令牌：用终端聊天"
        return
    if loose := secrets.exposure(config.bot.telegram.token_file) if config.bot.telegram.token_file else "":
        yield False, loose
    yield True, f"Telegram 机器人 @{asyncio.run(_bot_name(config, secret))}"


async def _bot_name(config: Config, secret: Secret) -> str:
    from bot.telegram import Telegram

    async with Telegram(secret, config.bot.telegram.base_url) as telegram:
        return await telegram.name()
