"""`baoxiao status`: how everything is doing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands.output import line
from bot.commands.sources import NAMES
from bot.configured import configuration
from bot.health import Judged
from bot.ledger import Health
from bot.model import Lane, State
from bot.terminal import Terminal
from bot.wiring import open_house
from watchers.errors import StoreError

LANES = {
    Lane.REPLY: "回答",
    Lane.ALERT: "提醒",
    Lane.DIGEST: "日报",
    Lane.NOTICE: "通知",
    Lane.CHANGE: "更改",
    Lane.REMINDER: "到期",
}
MEGABYTE = 1_000_000


def status(asked: Namespace) -> int:
    """Sources, archive, people, outbox, backups. Reads only; does not load the matcher."""
    config = configuration(asked.config)
    if not config.news.path.exists():
        raise StoreError(f"还没有数据库 {config.news.path}：先运行 baoxiao ingest 或 baoxiao run。")
    with open_house(config) as house:
        health, judged = house.health(), house.watch.all()
    line(_facts(health, judged)) if asked.json else _show(health, judged, ZoneInfo(config.bot.timezone))
    return 0


def _facts(health: Health, judged: Sequence[Judged]) -> dict[str, object]:
    figures = health.figures
    return {
        "database": health.database,
        "sources": health.sources,
        "conditions": {one.health.source.name: one.verdict for one in judged},
        "articles": health.articles,
        "issues": health.issues,
        "unmatched": health.unmatched,
        "subscribers": health.subscribers,
        "subscriptions": health.subscriptions,
        "unanswered": health.unanswered,
        "outbox": {state.value: count for state, count in health.states},
        "queue": {lane.name.lower(): count for lane, count in figures.queue},
        "oldest_due": figures.oldest_due_at,
        "late_seconds": health.late,
        "later": figures.later,
        "held": figures.held,
        "sent": {"minute": figures.sent_minute, "hour": figures.sent_hour, "day": figures.sent_day},
        "error_rate": figures.error_rate,
        "last_error": figures.last_error,
        "last_error_at": figures.last_error_at,
        "dead": dict(health.states)[State.DEAD],
        "backups": health.backups,
        "last_backup": health.last_backup_at,
        "free_bytes": health.free,
        "complaints": health.complaints,
    }


def _show(health: Health, judged: Sequence[Judged], zone: ZoneInfo) -> None:
    terminal = Terminal()
    rows = [_source(one, zone) for one in judged]
    terminal.table("来源", ["名字", "种类", "最近一期", "平时", "稿件", "最近一次读到", "状况"], rows)
    terminal.table("发送", ["", ""], _sending(health, zone))
    counted = [
        ["数据库", f"{health.database}，磁盘还剩 {health.free / MEGABYTE:,.0f} MB"],
        ["稿件", f"{health.articles} 篇，{health.issues} 天；待匹配 {health.unmatched} 篇"],
        ["订阅", f"{health.subscribers} 人，{health.subscriptions} 条"],
        ["待回答", f"{health.unanswered} 条"],
        ["备份", _backup(health, zone)],
    ]
    terminal.table("其他", ["", ""], counted)


def _source(judged: Judged, zone: ZoneInfo) -> list[str]:
    one, verdict = judged.health, judged.verdict
    return [
        one.source.name,
        NAMES[one.source.kind],
        f"{one.last_day or '—'}",
        f"{verdict.usual:%H:%M} 前" if verdict.usual else "—",
        str(one.articles),
        _when(one.last_good_at, zone),
        verdict.reason or one.last_error or "正常",
    ]


def _sending(health: Health, zone: ZoneInfo) -> list[list[str]]:
    figures, states = health.figures, dict(health.states)
    queue = "、".join(f"{LANES[lane]} {count}" for lane, count in figures.queue) or "没有"
    last = f"{_when(figures.last_error_at, zone)}　{figures.last_error}" if figures.last_error else "—"
    return [
        ["排队", queue + (f"；最早的一条晚了 {health.late:.0f} 秒" if health.late else "")],
        [
            "等着",
            f"没到时间 {figures.later} 条；对方收不到、先留着 {figures.held} 条；发送中 {states[State.SENDING]} 条",
        ],
        [
            "已发",
            f"{states[State.SENT]} 条；一分钟内 {figures.sent_minute}，"
            f"一小时 {figures.sent_hour}，一天 {figures.sent_day}",
        ],
        ["出错", f"一小时内 {figures.tried} 次里 {figures.failed} 次（{figures.error_rate:.1%}）；最近一次 {last}"],
        ["发不出", f"{states[State.DEAD]} 条" + ("，见 baoxiao deliveries --state dead" if states[State.DEAD] else "")],
    ]


def _backup(health: Health, zone: ZoneInfo) -> str:
    if not health.backups:
        return "没有打开"
    made = health.last_backup_at
    return f"{made.astimezone(zone):%Y-%m-%d %H:%M}，在 {health.backups}" if made else f"还没有（{health.backups}）"


def _when(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%m-%d %H:%M") if at else "—"
