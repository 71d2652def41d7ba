"""The chat side's tables, in the same database file as the news: adapters of the bot's ports on sqlite-utils.

Instants are integer microseconds since 1970 (UTC): they sort, they compare, and no text form can disagree with another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlite_utils import Database

from bot.ports import Desk
from bot.sqlite.deeds import SqliteDeeds
from bot.sqlite.events import SqliteEvents
from bot.sqlite.favourites import SqliteFavourites
from bot.sqlite.feedback import SqliteFeedback
from bot.sqlite.halls import SqliteHalls
from bot.sqlite.history import SqliteHistory
from bot.sqlite.inbox import SqliteInbox
from bot.sqlite.leaflets import SqliteLeaflets
from bot.sqlite.memory import SqliteMemory
from bot.sqlite.oblivion import SqliteOblivion
from bot.sqlite.openings import SqliteOpenings
from bot.sqlite.outbox import SqliteOutbox
from bot.sqlite.profiles import SqliteProfiles
from bot.sqlite.reminders import SqliteReminders
from bot.sqlite.reviews import SqliteReviews
from bot.sqlite.schema import migrations
from bot.sqlite.stories import SqliteStories
from bot.sqlite.subscriptions import SqliteSubscriptions
from bot.sqlite.summaries import SqliteSummaries

__all__ = [
    "SqliteEvents",
    "SqliteFavourites",
    "SqliteFeedback",
    "SqliteHalls",
    "SqliteHistory",
    "SqliteInbox",
    "SqliteMemory",
    "SqliteOutbox",
    "SqliteProfiles",
    "SqliteReminders",
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
        reminders=SqliteReminders(database),
        events=SqliteEvents(database),
        profiles=SqliteProfiles(database),
        deeds=SqliteDeeds(database),
        favourites=SqliteFavourites(database),
        feedback=SqliteFeedback(database),
        halls=SqliteHalls(database),
        oblivion=SqliteOblivion(database),
        leaflets=SqliteLeaflets(database),
        openings=SqliteOpenings(database),
        reviews=SqliteReviews(database),
        summaries=SqliteSummaries(database),
        atomic=partial(immediate, database),
    )


@contextmanager
def immediate(database: Database) -> Iterator[None]:
    """A transaction that holds the write lock from its start.

    An answer reads before it writes. Begun deferred (as sqlite-utils' own `atomic()` begins), such a transaction fails
    at once when another connection has written in between; begun immediate it waits its turn. Inner `atomic()` blocks
    become savepoints, and so does this one where a transaction is under way.
    """
    if database.conn.in_transaction:
        with database.atomic():
            yield
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:  # a COMMIT that fails (disk full) would leave the transaction open and block all that follow
        database.rollback()
        raise
