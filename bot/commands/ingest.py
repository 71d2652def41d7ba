"""`baoxiao ingest`: visit the sources once, now."""

from __future__ import annotations

import logging
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.configured import configuration
from bot.terminal import Terminal
from bot.wiring import House, open_house
from watchers.errors import ConfigError
from watchers.ingest import Report, visit_now
from watchers.model import Entry, Harvest, Kind

# A file that is still being written settles in this time; then it is looked at once more.
SETTLE_SECONDS = 2.2
LOOKS = 4


def ingest(asked: Namespace) -> int:
    """All sources, or those that are named. A source that fails is told and makes the status 1."""
    config = configuration(asked.config)
    terminal = Terminal()
    with _told_here(), open_house(config) as house:
        house.news.enlist(config.news.sources, house.clock())
        adopted = [one.source for one in house.news.health() if one.adopted and one.source.kind is not Kind.PUSH]
        configured = [source.name for source in config.news.sources]
        known = [*configured, *(source.name for source in adopted)]
        if not known:
            raise ConfigError(f"没有配置来源：请在 {config.file} 里加上 [[sources]]，写法见 config.example.toml。")
        if unknown := [name for name in asked.names if name not in known]:
            raise ConfigError(f"没有叫“{unknown[0]}”的来源，配置里有：{'、'.join(configured)}。")
        reports = [visit(house, name, terminal) for name in asked.names or known]
    for report in reports:
        tell(report, terminal)
    return 1 if any(report.error for report in reports) else 0


@contextmanager
def _told_here() -> Iterator[None]:
    """Without the log's warnings: they are what `tell` says to the person who asked."""
    log = logging.getLogger("watchers.ingest")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def visit(house: House, name: str, terminal: Terminal) -> Report:
    """One source until it has given all it has, with a progress bar; files still being written are waited for."""
    report = Report(source=name)
    with terminal.progress(f"读 {name}") as bar:
        done = 0

        def progress(harvest: Harvest, added: Sequence[Entry]) -> None:
            nonlocal done
            done += harvest.issue is not None
            bar(done, done + harvest.remaining, f"{harvest.issue.day} {len(added)} 篇" if harvest.issue else "")

        for look in range(LOOKS):
            found = visit_now(house.news, house.watchers, name, house.clock, progress=progress)
            while found and found.unfinished and not found.error:
                report = _together(report, found)
                found = visit_now(house.news, house.watchers, name, house.clock, progress=progress)
            report = (
                _together(report, found) if found else Report(source=name, error="别的进程正在看这个来源，请稍后再试。")
            )
            if not report.waiting or report.error or look == LOOKS - 1:
                break
            time.sleep(SETTLE_SECONDS)
    return report


def _together(first: Report, second: Report) -> Report:
    return Report(
        source=first.source,
        new=first.new + second.new,
        changed=first.changed + second.changed,
        issues=first.issues + second.issues,
        waiting=second.waiting,
        notes=tuple(dict.fromkeys(second.notes)),
        error=second.error,
    )


def tell(report: Report, terminal: Terminal) -> None:
    """What one visit brought, and what needs somebody's hand."""
    if report.error:
        terminal.line(f"✗ {report.source}：{report.error}")
    else:
        changed = f"，更正 {report.changed} 篇" if report.changed else ""
        news = f"新稿件 {report.new} 篇{changed}" if report.new or changed else "没有新的"
        issues = f"{report.issues} 期，" if report.issues else ""
        terminal.line(f"✓ {report.source}：{issues}{news}")
    for note in report.notes:
        terminal.line(f"  注意：{note}")
    for name in report.waiting:
        terminal.line(f"  还在写入，下次再读：{name}")
