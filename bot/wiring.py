"""Where everything is known: the adapters are made here and handed to those who only know their ports.

Modules that take long to load are imported inside the functions that need them, so that `baoxiao --help` answers at
once and `baoxiao status` does not wait for a dictionary.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot import packs
from bot.config import BotConfig, bot_config, read
from watchers.config import NewsConfig, news_config
from watchers.errors import ConfigError, StoreError, TroubleError, refusal
from watchers.ports import Clock, Reader

if TYPE_CHECKING:
    from bot.chat import Chat
    from bot.dispatch import Digesting, Matching, Sending
    from bot.dispatch.reminding import Reminding
    from bot.dispatch.retelling import Retelling
    from bot.health import Watch
    from bot.hidden import Secret
    from bot.ledger import Health
    from bot.lookout import Lookout
    from bot.model import Pack
    from bot.notices import Notices
    from bot.ports import Beside, Desk, Finder, Scouting
    from watchers.facts.places import Gazetteer
    from watchers.model import Article, Issue, Kind, Page
    from watchers.ports import Archive, NewsStore, Watcher
    from watchers.reading import Reading, Remark

log = logging.getLogger(__name__)

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


def push_token(config: Config) -> Secret | None:
    """What whoever pushes has to show; None when nobody may."""
    from bot.secrets import load_push_token

    push = config.bot.push
    return load_push_token(push.token, push.token_file) if push else None


def summary_key(config: Config) -> Secret | None:
    """What the language model's endpoint wants to be shown; None where there is none, or it wants nothing."""
    from bot.secrets import load_summary_key

    summary = config.bot.summary
    return load_summary_key(summary.key, summary.key_file, os.environ) if summary else None


def exposed(config: Config) -> list[str]:
    """A sentence for each file that holds a token and that others on this machine can read."""
    from bot import secrets

    holders = [one for one in (config.bot.telegram, config.bot.push) if one]
    holding = [one.token_file for one in holders if one.token_file]
    if any(one.token.strip() for one in holders):
        holding.append(str(config.file))
    if summary := config.bot.summary:
        holding += [summary.key_file] if summary.key_file else []
        holding += [str(config.file)] if summary.key and str(config.file) not in holding else []
    return [warning for file in holding if (warning := secrets.exposure(file))]


def reader() -> Reader:
    """(issue, pages) → articles with facts."""
    from bot import lexicon
    from watchers import facts, gazetteer, reading

    places, words = gazetteer.load(), lexicon.load()

    def read_with_facts(issue: Issue, pages: Sequence[Page]) -> Sequence[Article]:
        return [facts.understand(article, places) for article in reading.read_issue(issue, pages, words)]

    return read_with_facts


def explainer() -> Callable[[Page, str, date], tuple[Reading, Sequence[Remark]]]:
    """(page, paper, day) → how it is read, and a remark on each block."""
    from bot import lexicon
    from watchers import reading

    words = lexicon.load()
    return lambda page, paper, day: reading.explain(page, paper=paper, day=day, words=words)


def lookout(config: Config) -> Lookout:
    """The watchers of this process; to be closed at its end."""
    from bot.lookout import Lookout

    return Lookout(config.news.web, reader)


def finder(today: Callable[[], date] = date.today, own_synonyms: Path | None = None) -> Finder:
    """The matcher with its words, places and topic packs (loading them takes a third of a second).

    `today`: from which day “the last seven days” are reckoned. `own_synonyms`: a file beside those that come with us.
    """
    from bot import lexicon, synonyms
    from bot.finder import WordFinder
    from watchers import gazetteer

    return WordFinder(lexicon.load(), packs.load(), today, synonyms.load(own_synonyms), gazetteer.load())


class House:
    """One process's view of one database: the stores, and the carriers over them, each made when first asked for.

    For one thread at a time; a worker thread opens its own, and may be handed the `watchers` of another House, which
    then stay open when this one is closed.
    """

    def __init__(self, config: Config, clock: Clock = wall_clock, watchers: Lookout | None = None) -> None:
        from bot import sqlite
        from watchers.sqlite import migrate, open_database

        self.config, self.clock = config, clock
        refuse_emptied(config)
        self.database = open_database(config.news.path)
        try:
            migrate(self.database, sqlite.migrations)
        except BaseException:
            self.database.close()  # not when somebody happens to collect it: whoever restores a copy finds it in use
            raise
        desk = sqlite.desk(self.database)
        self.desk: Desk = replace(desk, atomic=lambda: _telling(desk.atomic))
        self._lent = watchers
        self._own: Lookout | None = None
        self.scouting: Scouting | None = None
        self.beside: Beside | None = None

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
        from bot.calendar import local_day

        return finder(lambda: local_day(self.clock(), self.config.bot.timezone), self.config.bot.synonyms)

    @cached_property
    def places(self) -> Gazetteer:
        from watchers import gazetteer

        return gazetteer.load()

    @cached_property
    def packs(self) -> Sequence[Pack]:
        return packs.load()

    @cached_property
    def lookout(self) -> Lookout:
        if self._lent:
            return self._lent
        self._own = lookout(self.config)
        return self._own

    @property
    def watchers(self) -> Mapping[Kind, Watcher]:
        return self.lookout

    @cached_property
    def matching(self) -> Matching:
        from bot.dispatch import Matching

        return Matching(self.archive, self.desk, self.finder, self.clock, self.places)

    @cached_property
    def digesting(self) -> Digesting:
        from bot.dispatch import Digesting
        from bot.dispatch.gaps import Gaps

        gaps = Gaps(self.archive, self.desk, self.watch)
        retold = self.desk.summaries.of if self.config.bot.summary else None
        return Digesting(self.archive, self.desk, self.matching, self.clock, gaps, retold)

    @cached_property
    def retelling(self) -> Retelling | None:
        from bot.dispatch.retelling import Retelling
        from bot.llm import LanguageModel

        summary = self.config.bot.summary
        if summary is None:
            return None
        model = LanguageModel(summary.url, summary.model, summary_key(self.config), summary.seconds)
        return Retelling(self.archive, self.desk, self.clock, model, summary.a_day)

    @cached_property
    def reminding(self) -> Reminding:
        from bot.dispatch.reminding import Reminding

        return Reminding(self.archive, self.desk, self.matching, self.clock)

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
            watch=self.watch,
            finder=self.finder,
            matching=self.matching,
            packs=self.packs,
            places=self.places,
            operators=bot.operators,
            copies=bot.keep if bot.backups else 0,
            scouting=self.scouting,
            beside=self.beside,
        )
        defaults = Defaults(language=bot.language, timezone=bot.timezone, digest_at=bot.digest_at)
        return Chat(room, self.clock, defaults)

    @cached_property
    def watch(self) -> Watch:
        """How the sources are doing."""
        from bot.health import Watch

        return Watch(self.news, self.clock)

    @cached_property
    def notices(self) -> Notices:
        from bot.notices import Notices

        bot = self.config.bot
        return Notices(self.desk, self.news, self.clock, bot.operators, bot.language, self.watch)

    def health(self, trouble: str = "") -> Health:
        """How everything is doing now; `trouble` is what only the running service knows of its database."""
        from bot.health import examine
        from bot.keeping import last_backup

        now, folder, path = self.clock(), self.config.bot.backups, self.config.news.path
        return examine(
            self.desk,
            self.news,
            self.archive,
            now,
            database=str(path),
            backups=str(folder or ""),
            last_backup_at=last_backup(folder, now) if folder else None,
            free=shutil.disk_usage(path.parent).free,
            trouble=trouble,
        )

    def close(self) -> None:
        if self._own:
            self._own.close()
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
def _telling(atomic: Callable[[], AbstractContextManager[object]]) -> Iterator[None]:
    """A transaction that raises TroubleError when the database underneath fails: carriers know no SQLite."""
    from bot.trouble import sentence_of

    try:
        with atomic():
            yield
    except sqlite3.DatabaseError as wrong:
        if sentence := sentence_of(wrong):
            raise TroubleError(sentence) from wrong
        raise


@contextmanager
def the_only_one(config: Config) -> Iterator[None]:
    """Hold the right to run on this database: two services would send twice. Raises ConfigError when it is taken."""
    path = _beside(config)
    if not path.parent.is_dir():
        raise StoreError(f"数据库所在的文件夹 {path.parent} 不存在：请先建立它，或改正 [store] path。")
    taken = f"另一个 baoxiao run 正在使用 {config.news.path}：先停掉它，或让这一个用别的 [store] path。"
    with _held(path, taken):
        _mark(config)
        yield
        _mark(config)


def _mark(config: Config) -> None:
    """Leave word that the database has been there. A process killed in its very first moment leaves an empty file."""
    if config.news.path.is_file() and config.news.path.stat().st_size:
        _beside(config).write_text("数据库已建好。它若变成空文件，就是坏了，不会当作新的。\n", "utf-8")


@contextmanager
def the_only_one_with(secret: Secret, base_url: str) -> Iterator[None]:
    """Hold the right to use a token on this machine, whichever database: two would answer, and one of them is refused.

    The lock lies in the user's cache folder under a hash of token and server, which does not tell the token. Where
    there is no such folder, Telegram's own refusal of a second poller has to do.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "baoxiao"
    name = hashlib.sha256(f"{secret.reveal()} {base_url}".encode()).hexdigest()[:24]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / f"{name}.running").touch()
    except (OSError, RuntimeError) as wrong:
        why = refusal(wrong) if isinstance(wrong, OSError) else str(wrong)
        log.warning("%s 里不能放锁文件（%s），看不出是否有另一个报晓在用同一个令牌", folder, why)
        yield
        return
    taken = "另一个 baoxiao run 正用同一个 Telegram 令牌（数据库是别的）：一个令牌只能由一个报晓使用，先停掉它。"
    with _held(folder / f"{name}.running", taken):
        yield


def refuse_emptied(config: Config) -> None:
    """Raises StoreError for an empty file where a database has been: to begin anew would tell everything again."""
    path = config.news.path
    if not path.is_file() or path.stat().st_size:
        return
    mark, folder = _beside(config), config.bot.backups
    lived = mark.is_file() and mark.stat().st_size
    if lived or (folder and any(folder.glob("baoxiao-*.db"))):
        raise StoreError(
            f"数据库 {path} 是空文件，像是被截断了，没有启动：请用 baoxiao restore 恢复备份；"
            f"真要从头开始，就删掉它和旁边的 {mark.name}。"
        )


def _beside(config: Config) -> Path:
    """The file whose lock says that a service runs, and whose words say that the database was there once."""
    return config.news.path.with_name(config.news.path.name + ".running")


@contextmanager
def _held(path: Path, taken: str) -> Iterator[None]:
    """Hold an flock: the kernel frees it with the process, however that ends. Raises ConfigError when it is taken."""
    import fcntl

    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConfigError(taken) from None
        yield
