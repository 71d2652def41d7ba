"""Where everything is known: the adapters are made here and handed to those who only know their ports.

Modules that take long to load are imported inside the functions that need them, so that `baoxiao --help` answers at
once and `baoxiao status` does not wait for a dictionary.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot import packs
from bot.alone import refuse_emptied
from bot.configured import Config, summary_key
from watchers.errors import TroubleError
from watchers.ports import Clock, Reader

if TYPE_CHECKING:
    from bot.chat import Chat
    from bot.chat.turn import Scouting
    from bot.dispatch import Digesting, Matching, Sending
    from bot.dispatch.reminding import Reminding
    from bot.dispatch.retelling import Retelling
    from bot.health import Watch
    from bot.ledger import Health
    from bot.lookout import Lookout
    from bot.model import Pack
    from bot.notices import Notices
    from bot.ports import Desk, Finder
    from watchers.facts.places import Gazetteer
    from watchers.model import Article, Issue, Kind, Page
    from watchers.ports import Archive, NewsStore, Watcher
    from watchers.reading import Reading, Remark

log = logging.getLogger(__name__)


def wall_clock() -> datetime:
    """The present instant; everything else is given a clock."""
    return datetime.now(UTC)


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
        from bot import lexicon
        from bot.dispatch.retelling import Retelling
        from bot.llm import LanguageModel

        summary = self.config.bot.summary
        if summary is None:
            return None
        model = LanguageModel(summary.url, summary.model, summary_key(self.config), summary.seconds)
        return Retelling(self.archive, self.desk, self.clock, model, summary.a_day, lexicon.load())

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
        from bot import english
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
            dictionary=english.load(),
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
