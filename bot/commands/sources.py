"""`baoxiao sources`: what is configured, and what a source would give."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from contextlib import closing

from bot.commands.output import line
from bot.terminal import Terminal
from bot.wiring import configuration, lookout, wall_clock
from watchers.errors import ConfigError
from watchers.model import Kind, Source
from watchers.ports import Watcher

SHOWN = 5


def sources(asked: Namespace) -> int:
    """`list`: the configured ones. `test NAME`: look once, show what would be read, keep nothing."""
    config = configuration(asked.config)
    if asked.action == "test":
        with closing(lookout(config)) as watchers:
            return _test(_named(config.news.sources, asked.name), watchers, asked.json)
    if asked.json:
        for source in config.news.sources:
            line(source)
        return 0
    rows = [[s.name, s.kind, s.location, f"{s.every.total_seconds():g} 秒"] for s in config.news.sources]
    Terminal().table("来源", ["名字", "种类", "位置", "多久看一次"], rows)
    return 0


def _named(known: tuple[Source, ...], name: str) -> Source:
    found = next((source for source in known if source.name == name), None)
    if found is None:
        names = "、".join(source.name for source in known) or "（配置里还没有）"
        raise ConfigError(f"没有叫“{name}”的来源，有：{names}。")
    return found


def _test(source: Source, watchers: Mapping[Kind, Watcher], as_json: bool) -> int:
    terminal = Terminal()
    for harvest in watchers[source.kind](source, "", wall_clock()):
        if as_json:
            for article in harvest.articles:
                line(article)
            continue
        if harvest.issue:
            terminal.line(f"{harvest.issue.paper} {harvest.issue.day}：{len(harvest.articles)} 篇")
        for article in harvest.articles[:SHOWN]:
            terminal.line(f"  {article.page or '?'}版 {article.headline or '（无标题）'}（{len(article.body)} 字）")
        for note in harvest.notes:
            terminal.line(f"  注意：{note}")
        for name in harvest.waiting:
            terminal.line(f"  还在写入：{name}")
    return 0
