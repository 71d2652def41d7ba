"""Where everything is known: the adapters are made here and handed to those who only know their ports.

Modules that take long to load are imported inside the functions that need them, so that `baoxiao --help` answers at
once and `baoxiao status` does not wait for a dictionary.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot import packs
from bot.config import BotConfig, bot_config, read
from watchers.config import NewsConfig, news_config
from watchers.errors import ConfigError, StoreError
from watchers.ports import Clock, Reader

if TYPE_CHECKING:
    from bot.chat import Chat
    from bot.dispatch import Digesting, Matching, Sending
    from bot.hidden import Secret
    from bot.model import Pack
    from bot.ports import Desk, Finder
    from watchers.model import Article, Issue, Kind, Page
    from watchers.ports import Archive, NewsStore, Watcher

DEFAULT_FILE = Path("config.toml")


def wall_clock() -> datetime:
    """The present instant; everything else is given a clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Both sides' configuration, and the file it came from (for messages)."""

    file: Path
    news: NewsConfig
    bot: BotConfig


def configuration(file: Path | None) -> Config:
    """The configuration of `file`; without one, `config.toml` of this folder; without that, the defaults."""
    chosen = file or DEFAULT_FILE
    document = read(chosen) if file or chosen.exists() else {}
    chosen = chosen.absolute()
    return Config(file=chosen, news=news_config(document, chosen), bot=bot_config(document, chosen))


def token(config: Config) -> Secret | None:
    """The Telegram token, from the environment, the configuration or its file; None when there is none."""
    from bot.secrets import load_token

    telegram = config.bot.telegram
    return load_token(telegram.token, telegram.token_file, os.environ)


def reader() -> Reader:
    """(issue, pages) → articles with facts."""
    from watchers import facts, gazetteer, reading

    places = gazetteer.load()

    def read_with_facts(issue: Issue, pages: Sequence[Page]) -> Sequence[Article]:
        return [facts.understand(article, places) for article in reading.read_issue(issue, pages)]

    return read_with_facts


def watchers_by_kind() -> dict[Kind, Watcher]:
    """The watchers of this version."""
    from watchers.folder import LocalFolder
    from watchers.model import Kind
    from watchers.paper import folder_watcher

    return {Kind.FOLDER: folder_watcher(LocalFolder(), reader())}


def finder() -> Finder:
    """The matcher with its words, places and topic packs (loading them takes a third of a second)."""
    from bot import lexicon
    from bot.finder import WordFinder

    return WordFinder(lexicon.load(), packs.load())


class House:
    """One process's view of one database: the stores, and the carriers over them, each made when first asked for.

    For one thread at a time; a worker thread opens its own.
    """

    def __init__(self, config: Config, clock: Clock = wall_clock) -> None:
        from bot import sqlite
        from watchers.sqlite import migrate, open_database

        self.config, self.clock = config, clock
        self.database = open_database(config.news.path)
        migrate(self.database, sqlite.migrations)
        self.desk: Desk = sqlite.desk(self.database)

    @cached_property
    def news(self) -> NewsStore:
        from watchers.sqlite import SqliteNewsStore

        return SqliteNewsStore(self.database)

    @cached_property
    def archive(self) -> Archive:
        from watchers.sqlite import SqliteArchive

        return SqliteArchive(self.database)

    @cached_property
    def finder(self) -> Finder:
        return finder()

    @cached_property
    def packs(self) -> Sequence[Pack]:
        return packs.load()

    @cached_property
    def watchers(self) -> dict[Kind, Watcher]:
        return watchers_by_kind()

    @cached_property
    def matching(self) -> Matching:
        from bot.dispatch import Matching

        return Matching(self.archive, self.desk, self.finder, self.clock)

    @cached_property
    def digesting(self) -> Digesting:
        from bot.dispatch import Digesting

        return Digesting(self.archive, self.desk, self.matching, self.clock)

    @cached_property
    def sending(self) -> Sending:
        from bot.dispatch import Sending

        return Sending(self.desk, self.clock)

    @cached_property
    def chat(self) -> Chat:
        from bot.chat import Chat, Defaults, Room

        bot = self.config.bot
        room = Room(
            desk=self.desk,
            archive=self.archive,
            news=self.news,
            finder=self.finder,
            matching=self.matching,
            packs=self.packs,
        )
        defaults = Defaults(language=bot.language, timezone=bot.timezone, digest_at=bot.digest_at)
        return Chat(room, self.clock, defaults)

    def close(self) -> None:
        self.database.close()


@contextmanager
def open_house(config: Config, clock: Clock = wall_clock) -> Iterator[House]:
    """A House that is closed at the end. Raises StoreError with what to do when the database cannot be used."""
    house = House(config, clock)
    try:
        yield house
    finally:
        house.close()


@contextmanager
def the_only_one(config: Config) -> Iterator[None]:
    """Hold the right to run on this database: two services would send twice. Raises ConfigError when it is taken.

    An flock on a file beside the database: the kernel frees it with the process, however that ends.
    """
    import fcntl

    path = config.news.path.with_name(config.news.path.name + ".running")
    if not path.parent.is_dir():
        raise StoreError(f"数据库所在的文件夹 {path.parent} 不存在：请先建立它，或改正 [store] path。")
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConfigError(
                f"另一个 baoxiao run 正在使用 {config.news.path}：先停掉它，或让这一个用别的 [store] path。"
            ) from None
        yield
