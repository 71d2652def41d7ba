"""How everything is doing, from one place: the operator's table, the JSON and the endpoint show the same figures."""

from __future__ import annotations

from datetime import datetime

from bot.ledger import Health
from bot.model import State
from bot.ports import Desk
from watchers.ports import Archive, NewsStore

# More lines than this need not be told apart.
MOST_UNANSWERED = 1000


def examine(
    desk: Desk,
    news: NewsStore,
    archive: Archive,
    now: datetime,
    *,
    database: str,
    backups: str = "",
    last_backup_at: datetime | None = None,
    free: int = 0,
    trouble: str = "",
) -> Health:
    """The figures of the stores, with what only the caller knows: files, disk, trouble."""
    days, waiting = archive.days(), desk.outbox.waiting()
    subscribers, subscriptions = desk.subscriptions.counted()
    return Health(
        at=now,
        database=database,
        sources=tuple(news.health()),
        articles=sum(days.values()),
        issues=len(days),
        unmatched=max(0, archive.last_id() - desk.outbox.cursor()),
        subscribers=subscribers,
        subscriptions=subscriptions,
        unanswered=len(desk.inbox.waiting(MOST_UNANSWERED)),
        states=tuple((state, waiting.get(state, 0)) for state in State),
        figures=desk.history.figures(now),
        backups=backups,
        last_backup_at=last_backup_at,
        free=free,
        trouble=trouble,
    )
