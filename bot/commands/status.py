"""`baoxiao status`: how everything is doing."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands.output import line
from bot.model import State
from bot.terminal import Terminal
from bot.wiring import House, configuration, open_house
from watchers.errors import StoreError


def status(asked: Namespace) -> int:
    """Sources, archive, people, outbox. Reads only; does not load the matcher."""
    config = configuration(asked.config)
    if not config.news.path.exists():
        raise StoreError(f"还没有数据库 {config.news.path}：先运行 baoxiao ingest 或 baoxiao run。")
    with open_house(config) as house:
        line(_facts(house)) if asked.json else _show(house)
    return 0


def _facts(house: House) -> dict[str, object]:
    waiting = house.desk.outbox.waiting()
    days = house.archive.days()
    return {
        "database": str(house.config.news.path),
        "sources": list(house.news.health()),
        "articles": sum(days.values()),
        "issues": len(days),
        "unmatched": max(0, house.archive.last_id() - house.desk.outbox.cursor()),
        "subscribers": len(house.desk.subscriptions.subscribers()),
        "subscriptions": len(house.desk.subscriptions.all()),
        "unanswered": len(house.desk.inbox.waiting(1000)),
        "outbox": {state.value: waiting.get(state, 0) for state in State},
        "oldest_due": house.desk.outbox.next_due(),
    }


def _show(house: House) -> None:
    facts, terminal = _facts(house), Terminal()
    zone = ZoneInfo(house.config.bot.timezone)
    rows = [
        [
            one.source.name,
            one.source.kind,
            f"{one.last_day or '—'}",
            str(one.articles),
            _when(one.last_good_at, zone),
            one.last_error or "正常",
        ]
        for one in house.news.health()
    ]
    terminal.table("来源", ["名字", "种类", "最近一期", "稿件", "最近一次读到", "状况"], rows)
    outbox = house.desk.outbox.waiting()
    counted = [
        ["数据库", str(facts["database"])],
        ["稿件", f"{facts['articles']} 篇，{facts['issues']} 天；待匹配 {facts['unmatched']} 篇"],
        ["订阅", f"{facts['subscribers']} 人，{facts['subscriptions']} 条"],
        ["待回答", f"{facts['unanswered']} 条"],
        [
            "待发送",
            f"{outbox.get(State.DUE, 0)} 条，发送中 {outbox.get(State.SENDING, 0)}，已发 {outbox.get(State.SENT, 0)}",
        ],
        ["发不出", f"{outbox.get(State.DEAD, 0)} 条"],
    ]
    terminal.table("其他", ["", ""], counted)


def _when(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%m-%d %H:%M") if at else "—"
