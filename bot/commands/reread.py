"""`baoxiao sources reread NAME`: the kept pages of a source, read again by this version."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from bot.configured import Config
from bot.terminal import Terminal
from bot.wiring import lookout, open_house
from watchers.errors import ConfigError
from watchers.ingest import LEASE
from watchers.model import Entry, Harvest
from watchers.reread import kept_fetch, reread


def read_again(config: Config, name: str, days: int) -> None:
    """Append what is read differently now, for the last `days` days; the network is not touched."""
    with open_house(config) as house, closing(lookout(config)) as watchers:
        now = house.clock()
        kept = house.news.kept(name, now - timedelta(days=days))
        if not kept:
            raise ConfigError(f"“{name}”最近 {days} 天没有留存的网页：数字报和文件列表读过才有，最多留一个月。")
        claimed = house.news.claim(now, LEASE, names=(name,), due_only=False)
        if claimed is None:
            raise ConfigError(f"没有叫“{name}”的来源，或者别的进程正在看它：请稍后再试。")
        claimed = replace(claimed, source=replace(claimed.source, back=days))
        counts = {"new": 0, "changed": 0}

        def progress(harvest: Harvest, added: Sequence[Entry]) -> None:
            new = sum(entry.version == 1 for entry in added)
            counts["new"] += new
            counts["changed"] += len(added) - new

        watcher = watchers.over(claimed.source.kind, kept_fetch(house.news, name, now - timedelta(days=days)))
        reread(house.news, watcher, claimed, house.clock, progress)
    Terminal().line(f"✓ {name}：重读 {len(kept)} 个网页，更正 {counts['changed']} 篇，新读出 {counts['new']} 篇")
