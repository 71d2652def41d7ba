"""The carrier of the news side: claim a source that is due, look at it, keep what is new, settle the next visit.

Plain blocking code, meant for a worker thread: reading an issue takes a tenth of a second of pure computing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from watchers.errors import BaoxiaoError, ConfigError, FetchError, LaterError, LayoutError, StoreError
from watchers.model import Entry, Fault, Found, Harvest, Issue, Kind, Visit
from watchers.ports import Clock, NewsStore, Watcher
from watchers.revise import revisions
from watchers.times import LONGEST, next_due

log = logging.getLogger(__name__)

# Long enough for any one harvest: a few pages of a server that takes its 30 s for each. Every save begins it anew.
LEASE = timedelta(minutes=2)
# So long a visit goes on when there is more to come; then others have their turn, and it comes back at once.
SPAN = timedelta(seconds=30)
# However soon or late a watcher wants to look again: no server is asked twice a second, and none forgotten for weeks.
SOONEST, LATEST = timedelta(seconds=1), LONGEST
# A file that was being written is looked at again when it has had time to settle.
SOON = timedelta(seconds=2)

Progress = Callable[[Harvest, Sequence[Entry]], None]
"""Told of each harvest that was kept, with the lines that it added to the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a visit brought. `notes` all hold now; `unfinished`: there is more, the next visit is due at once.

    `later`: the source asked to be left alone for so long, which `error` tells too, though it is no failure. `read`
    counts the articles that there were to read, known ones too; `look_at` is when its watcher wants to look again;
    `fault` says in what way it failed.
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
    look_at: datetime | None = None
    fault: Fault | None = None
    read: int = field(default=0, compare=False)


def visit_due(
    store: NewsStore,
    watchers: Mapping[Kind, Watcher],
    clock: Clock,
    lease: timedelta = LEASE,
    progress: Progress | None = None,
    span: timedelta = SPAN,
) -> Report | None:
    """Visit the one source that has been due longest; None when none is due. Call it until then.

    For who looks after all sources alone, as a lived day and a benchmark do: of the service's many threads each claims
    what is for it, and wakes the next before it begins.
    """
    claimed = store.claim(clock(), lease)
    return None if claimed is None else visit(store, watchers, claimed, clock, progress, span)


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
    store: NewsStore,
    watchers: Mapping[Kind, Watcher],
    claimed: Visit,
    clock: Clock,
    progress: Progress | None = None,
    span: timedelta = SPAN,
) -> Report:
    """Look at the claimed source, keep what it brings issue by issue, and give it back with its next due time.

    What goes on for longer than `span` is ended after a harvest, when more are to come.

    A source that fails is put off, longer each time, and told in the report; one that asks for time (LaterError) gets
    it, and its failures stay as they were. Only StoreError is raised, because without the store there is nothing to go
    on with.
    """
    name = claimed.source.name
    report = Report(source=name, notes=claimed.notes)
    try:
        for so_far in _look(store, watchers, claimed, clock, report, progress, span):
            report = so_far  # an error later on keeps what came before it
    except StoreError:
        raise
    except LaterError as wrong:
        report = replace(report, error=str(wrong), later=wrong.after)
        log.info("来源 %s：%s", name, wrong)
    except BaoxiaoError as wrong:
        report = replace(report, error=str(wrong), fault=_fault(wrong))
        log.warning("来源 %s 出错：%s", name, wrong)
    except Exception as wrong:
        report = replace(report, error=f"程序出错 {type(wrong).__name__}: {wrong}", fault=Fault.PROGRAM)
        log.exception("来源 %s：读取时程序出错，稍后再试", name)
    now = clock()
    if report.later is not None:
        store.postpone(claimed, now + _pause(claimed, report, report.later), now)
    else:
        store.settle(claimed, _due(claimed, report, now), now, report.error, _found(report))
    return report


def _look(
    store: NewsStore,
    watchers: Mapping[Kind, Watcher],
    claimed: Visit,
    clock: Clock,
    report: Report,
    progress: Progress | None,
    span: timedelta,
) -> Iterator[Report]:
    """Save harvest after harvest, reporting after each; stops when the span is over."""
    begun = clock()
    until = begun + span
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
    keyed = store.keyed(source, {article.key for article in harvest.articles if article.key})
    strange = (article for article in harvest.articles if article.key not in keyed)
    issues = dict.fromkeys(Issue(paper=article.paper, day=article.day) for article in strange)
    current = [entry for issue in issues for entry in store.current(source, issue)]
    return store.save(claimed, harvest, revisions(source, current, harvest.articles, keyed), now)


def _fault(wrong: BaoxiaoError) -> Fault:
    match wrong:
        case FetchError():
            return Fault.UNREACHABLE
        case LayoutError():
            return Fault.LAYOUT
        case _:
            return Fault.UNREADABLE


def _found(report: Report) -> Found:
    return Found(new=report.new, changed=report.changed, articles=report.read, issues=report.issues, fault=report.fault)


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
        look_at=harvest.look_at,
        read=report.read + len(harvest.articles),
    )


def _pause(claimed: Visit, report: Report, later: timedelta) -> timedelta:
    """What the source asked for. Who brought nothing does not come back sooner than usual for having been refused."""
    return later if report.issues or report.new or report.changed else max(later, claimed.source.every)


def _due(claimed: Visit, report: Report, now: datetime) -> datetime:
    every = claimed.source.every
    if report.error:
        # What it told before it failed may be due sooner (a warning runs out); it is not asked more often than usual.
        later = next_due(now, every, claimed.failures + 1)
        return min(later, max(report.look_at, now + every)) if report.look_at else later
    if report.unfinished:
        return now
    if report.look_at:
        return min(max(report.look_at, now + SOONEST), now + LATEST)
    return now + (min(SOON, every) if report.waiting else every)
