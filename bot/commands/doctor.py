"""`baoxiao doctor`: what is wrong, and how to mend it."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.configured import Config, configuration, exposed, token
from bot.health import Judged
from bot.hidden import Secret
from bot.keeping import last_backup
from bot.model import State
from bot.terminal import Terminal
from bot.wiring import finder, open_house, reader, wall_clock
from watchers.errors import BaoxiaoError
from watchers.model import Kind
from watchers.sqlite import damage
from watchers.watchdog import Condition

# One night may be missed while the machine is off; two are a fault.
STALE_BACKUP = timedelta(days=2)

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
    for check in (_seeds, _database, _backups, _sources, _telegram):
        yield from _tried(check, config)


def _tried(check: Callable[[Config], Iterator[Finding]], config: Config) -> Iterator[Finding]:
    try:
        yield from check(config)
    except BaoxiaoError as wrong:
        yield False, str(wrong)


def _seeds(config: Config) -> Iterator[Finding]:
    finder(own_synonyms=config.bot.synonyms)
    reader()
    yield True, "词典、同义词、地名、主题包都能读"


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
        dead = house.desk.history.counted(State.DEAD)
        yield not dead, f"发不出的消息 {dead} 条" + ("：用 baoxiao deliveries --state dead 看原因" if dead else "")


def _backups(config: Config) -> Iterator[Finding]:
    folder = config.bot.backups
    if folder is None:
        yield True, "自动备份没有打开（[store] backups 是空的）"
        return
    last, now = last_backup(folder, wall_clock()), wall_clock()
    if last is None:
        yield True, f"自动备份 {folder}：还没有，baoxiao run 运行十分钟后做第一份"
        return
    fresh = now - last < STALE_BACKUP
    said = f"自动备份 {folder}：最近一份 {last.astimezone(ZoneInfo(config.bot.timezone)):%Y-%m-%d %H:%M}"
    yield fresh, said + ("" if fresh else "，已经旧了：baoxiao run 在运行吗？看它的日志")


def _sources(config: Config) -> Iterator[Finding]:
    if not config.news.sources:
        yield False, f"没有配置来源：请在 {config.file} 里加上 [[sources]]，写法见 config.example.toml"
    for source in config.news.sources:
        if source.kind is Kind.FOLDER:
            folder = Path(source.location)
            yield (
                folder.is_dir(),
                f"来源 {source.name}：{folder} " + ("能读" if folder.is_dir() else "不是文件夹：请检查 path"),
            )
        elif not config.news.path.exists():
            yield True, f"来源 {source.name} 还没有看过　试读：baoxiao sources test {source.name}"
    if config.news.path.exists():
        with open_house(config) as house:
            zone = ZoneInfo(config.bot.timezone)
            yield from (_condition(one, zone) for one in house.watch.all())


def _condition(one: Judged, zone: ZoneInfo) -> Finding:
    """How a source has been doing; the network is not asked for it."""
    name, verdict, seen = one.health.source.name, one.verdict, one.health.last_good_at
    if verdict.condition in (Condition.LATE, Condition.SHRUNKEN):
        return True, f"来源 {name}：{verdict.reason}"
    if verdict.condition is not Condition.WELL:
        return False, f"来源 {name}：{verdict.reason}　试读：baoxiao sources test {name}"
    if one.health.failures:
        return False, f"来源 {name} 最近一次没读到：{one.health.last_error}　试读：baoxiao sources test {name}"
    return True, f"来源 {name} " + (f"正常，最近一次看是 {seen.astimezone(zone):%m-%d %H:%M}" if seen else "还没有看过")


def _telegram(config: Config) -> Iterator[Finding]:
    secret = token(config)
    if secret is None:
        yield True, "没有 Telegram 令牌：用终端聊天"
        return
    for loose in exposed(config):
        yield False, loose
    yield True, f"Telegram 机器人 @{asyncio.run(_bot_name(config, secret))}"


async def _bot_name(config: Config, secret: Secret) -> str:
    from bot.telegram import Telegram

    async with Telegram(secret, config.bot.telegram.base_url) as telegram:
        return await telegram.name()
