"""The chat side's tables, in the same database file as the news: adapters of the bot's ports on sqlite-utils.

Instants are integer microseconds since 1970 (UTC): they sort, they compare, and no text form can disagree with another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlite_utils import Database

from bot.ports import Desk
from bot.sqlite.events import SqliteEvents
from bot.sqlite.history import SqliteHistory
from bot.sqlite.inbox import SqliteInbox
from bot.sqlite.memory import SqliteMemory
from bot.sqlite.outbox import SqliteOutbox
from bot.sqlite.schema import migrations
from bot.sqlite.stories import SqliteStories
from bot.sqlite.subscriptions import SqliteSubscriptions

__all__ = [
    "SqliteEvents",
    "SqliteHistory",
    "SqliteInbox",
    "SqliteMemory",
    "SqliteOutbox",
    "SqliteSubscriptions",
    "desk",
    "migrations",
]


def desk(database: Database) -> Desk:
    """The bot's stores over an open database on which `migrations` have been applied."""
    return Desk(
        subscriptions=SqliteSubscriptions(database),
        outbox=SqliteOutbox(database),
        inbox=SqliteInbox(database),
        memory=SqliteMemory(database),
        stories=SqliteStories(database),
        history=SqliteHistory(database),
        events=SqliteEvents(database),
        atomic=partial(immediate, database),
    )


@contextmanager
def immediate(database: Database) -> Iterator[None]:
    """A transaction that holds the write lock from its start.

    An answer reads before it writes. Begun deferred (as sqlite-utils' own `atomic()` begins), such a transaction fails
    at once when another connection has written in between; begun immediate it waits its turn. Inner `atomic()` blocks
    become savepoints.
    """
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:  # a COMMIT that fails (disk full) would leave the transaction open and block all that follow
        database.rollback()
        raise
