"""How everything is doing, from one place: the operator's table, the JSON and the endpoint show the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.ledger import Health
from bot.model import State
from bot.ports import Desk
from watchers.model import SourceHealth
from watchers.ports import Archive, Clock, NewsStore
from watchers.watchdog import Verdict, judge

# More lines than this need not be told apart.
MOST_UNANSWERED = 1000
# A judgement reads some hundred rows, half a millisecond; so many at a time delay nobody, and a thousand sources have
# each been judged within four minutes of the slow tick.
AT_ONCE = 20
# Who asks is told what was judged in so long; the clockwork of a service judges more often.
FRESH = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A source, how it is doing, and when that was judged."""

    health: SourceHealth
    verdict: Verdict
    at: datetime


class Watch:
    """The watchdog over all sources. One object for one thread."""

    def __init__(self, news: NewsStore, clock: Clock) -> None:
        self._news, self._clock = news, clock
        self._known: dict[str, Judged] = {}
        self._names: tuple[str, ...] = ()
        self._listed_at: datetime | None = None

    def look(self) -> Sequence[Judged]:
        """Judge the sources whose last judgement is oldest, AT_ONCE of them; those that were judged."""
        return [self._judge(one) for one in sorted(self._list(), key=self._judged_at)[:AT_ONCE]]

    def all(self) -> Sequence[Judged]:
        """Every source with its condition, by name, none older than FRESH."""
        known = [self._known.get(name) for name in self._names]
        if not self._fresh(self._listed_at) or not all(one and self._fresh(one.at) for one in known):
            for one in self._list():
                if not self._fresh(self._judged_at(one)):
                    self._judge(one)
        return [self._known[name] for name in self._names]

    def _list(self) -> Sequence[SourceHealth]:
        health, self._listed_at = self._news.health(), self._clock()
        self._names = tuple(one.source.name for one in health)
        self._known = {name: self._known[name] for name in self._names if name in self._known}
        return health

    def _fresh(self, at: datetime | None) -> bool:
        return at is not None and timedelta(0) <= self._clock() - at < FRESH

    def _judged_at(self, one: SourceHealth) -> datetime:
        known = self._known.get(one.source.name)
        return known.at if known else datetime.min.replace(tzinfo=UTC)

    def _judge(self, one: SourceHealth) -> Judged:
        name, now = one.source.name, self._clock()
        verdict = judge(one, self._news.looks(name), self._news.days_seen(name), now)
        self._known[name] = Judged(health=one, verdict=verdict, at=now)
        return self._known[name]


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
