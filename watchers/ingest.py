"""The carrier of the news side: claim a source that is due, look at it, keep what is new, settle the next visit.

Plain blocking code, meant for a worker thread: reading an issue takes a tenth of a second of pure computing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchers.errors import BaoxiaoError, ConfigError, LaterError, StoreError
from watchers.model import Entry, Harvest, Issue, Kind, Visit
from watchers.ports import Clock, NewsStore, Watcher
from watchers.revise import revisions
from watchers.times import next_due

log = logging.getLogger(__name__)

# Long enough for any one harvest; after a crash a source waits no longer than this for its next visit.
LEASE = timedelta(minutes=1)
# A file that was being written is looked at again when it has had time to settle.
SOON = timedelta(seconds=2)

Progress = Callable[[Harvest, Sequence[Entry]], None]
"""Told of each harvest that was kept, with the lines that it added to the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a visit brought. `notes` all hold now; `unfinished`: there is more, the next visit is due at once.

    `later`: the source asked to be left alone for so long, which `error` tells too, though it is no failure.
    """

    source: str
    new: int = 0
    changed: int = 0
    issues: int = 0
    waiting: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""
    unfinished: bool = False
    later: timedelta | None = None


def visit_due(
    store: NewsStore,
    watchers: Mapping[Kind, Watcher],
    clock: Clock,
    lease: timedelta = LEASE,
    progress: Progress | None = None,
) -> Report | None:
    """Visit the one source that has been due longest; None when none is due. Call it until then."""
    claimed = store.claim(clock(), lease)
    return None if claimed is None else visit(store, watchers, claimed, clock, progress)


def visit_now(
    store: NewsStore,
    watchers: Mapping[Kind, Watcher],
    name: str,
    clock: Clock,
    lease: timedelta = LEASE,
    progress: Progress | None = None,
) -> Report | None:
    """Visit one source, due or not; None when it is unknown or somebody else is visiting it at this moment."""
    claimed = store.claim(clock(), lease, names=(name,), due_only=False)
    return None if claimed is None else visit(store, watchers, claimed, clock, progress)


def visit(
    store: NewsStore, watchers: Mapping[Kind, Watcher], claimed: Visit, clock: Clock, progress: Progress | None = None
) -> Report:
    """Look at the claimed source, keep what it brings issue by issue, and give it back with its next due time.

    A source that fails is put off, longer each time, and told in the report; one that asks for time (LaterError) gets
    it, and its failures stay as they were. Only StoreError is raised, because without the store there is nothing to go
    on with.
    """
    name = claimed.source.name
    report = Report(source=name, notes=claimed.notes)
    try:
        for so_far in _look(store, watchers, claimed, clock, report, progress):
            report = so_far  # an error later on keeps what came before it
    except StoreError:
        raise
    except LaterError as wrong:
        report = replace(report, error=str(wrong), later=wrong.after)
        log.info("来源 %s：%s", name, wrong)
    except BaoxiaoError as wrong:
        report = replace(report, error=str(wrong))
        log.warning("来源 %s 出错：%s", name, wrong)
    except Exception as wrong:
        report = replace(report, error=f"程序出错 {type(wrong).__name__}: {wrong}")
        log.exception("来源 %s：读取时程序出错，稍后再试", name)
    now = clock()
    if report.later is not None:
        store.postpone(claimed, now + _pause(claimed, report, report.later), now)
    else:
        store.settle(claimed, _due(claimed, report, now), now, report.error)
    return report


def _look(
    store: NewsStore,
    watchers: Mapping[Kind, Watcher],
    claimed: Visit,
    clock: Clock,
    report: Report,
    progress: Progress | None,
) -> Iterator[Report]:
    """Save harvest after harvest, reporting after each; stops half-way through the lease, before others may come."""
    begun = clock()
    until = begun + (claimed.until - begun) / 2
    for harvest in _watcher(watchers, claimed)(claimed.source, claimed.bookmark, begun):
        added = keep(store, claimed, harvest, clock())
        _log_news(claimed, harvest, report)
        report = _added(report, harvest, added)
        if progress:
            progress(harvest, added)
        late = clock() >= until
        yield replace(report, unfinished=harvest.remaining > 0 and late)
        if late:
            return


def keep(store: NewsStore, claimed: Visit, harvest: Harvest, now: datetime) -> Sequence[Entry]:
    """Append what the harvest changes to the log, and move the bookmark, at once; returns the new lines.

    Reading the present state before that transaction is safe: the lease keeps others away, and `save` checks it.
    """
    source = claimed.source.name
    issues = dict.fromkeys(Issue(paper=article.paper, day=article.day) for article in harvest.articles)
    current = [entry for issue in issues for entry in store.current(source, issue)]
    return store.save(claimed, harvest, revisions(source, current, harvest.articles), now)


def _watcher(watchers: Mapping[Kind, Watcher], claimed: Visit) -> Watcher:
    kind = claimed.source.kind
    if kind not in watchers:
        raise ConfigError(f"这个版本还不会看 {kind} 类来源：请从配置里去掉它，或升级报晓。")
    return watchers[kind]


def _log_news(claimed: Visit, harvest: Harvest, report: Report) -> None:
    for note in harvest.notes:
        if note not in report.notes:
            log.warning("来源 %s：%s", claimed.source.name, note)


def _added(report: Report, harvest: Harvest, added: Sequence[Entry]) -> Report:
    new = sum(entry.version == 1 for entry in added)
    return replace(
        report,
        new=report.new + new,
        changed=report.changed + len(added) - new,
        issues=report.issues + (harvest.issue is not None),
        waiting=harvest.waiting,
        notes=harvest.notes,
    )


def _pause(claimed: Visit, report: Report, later: timedelta) -> timedelta:
    """What the source asked for. Who brought nothing does not come back sooner than usual for having been refused."""
    return later if report.issues or report.new or report.changed else max(later, claimed.source.every)


def _due(claimed: Visit, report: Report, now: datetime) -> datetime:
    every = claimed.source.every
    if report.error:
        return next_due(now, every, claimed.failures + 1)
    if report.unfinished:
        return now
    return now + (min(SOON, every) if report.waiting else every)
