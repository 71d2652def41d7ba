"""`baoxiao backup` and `baoxiao restore`."""

from __future__ import annotations

from argparse import Namespace

from bot import sqlite
from bot.alone import the_only_one
from bot.configured import configuration
from bot.wiring import wall_clock
from watchers.errors import StoreError
from watchers.sqlite import backup as copy_database
from watchers.sqlite import restore as put_back


def backup(asked: Namespace) -> int:
    """A consistent copy, also while the service runs."""
    config = configuration(asked.config)
    if not config.news.path.exists():
        raise StoreError(f"还没有数据库 {config.news.path}：先运行 baoxiao ingest 或 baoxiao run。")
    print(f"已备份到 {copy_database(config.news.path, asked.file)}")
    return 0


def restore(asked: Namespace) -> int:
    """Put a backup in the place of the database; the present one is kept beside it."""
    config = configuration(asked.config)
    with the_only_one(config):
        kept = put_back(asked.file, config.news.path, wall_clock(), [sqlite.migrations])
    print(f"已恢复 {config.news.path}" + (f"，原来的留在 {kept}" if kept else ""))
    return 0
