"""How a source is doing, as a reader is told: one plain sentence, without errors and addresses."""

from __future__ import annotations

from datetime import date

from bot.texts import Texts
from watchers.model import SourceHealth
from watchers.watchdog import DAILIES, Condition, Verdict


def shade(health: SourceHealth, verdict: Verdict) -> str:
    """The condition's name in the tables of sentences: some are said differently where more or less is known."""
    if verdict.condition is Condition.SILENT and health.source.kind in DAILIES:
        return "stopped"
    if verdict.condition is Condition.LATE and verdict.usual is None:
        return "overdue"
    return verdict.condition.value


def condition(health: SourceHealth, verdict: Verdict, t: Texts, today: date) -> str:
    """⚠️ 6月9日的报还没有出（平时 06:30 前）."""
    return t(
        f"condition.{shade(health, verdict)}",
        day=t.dated(verdict.day, today) if verdict.day else "",
        usual=f"{verdict.usual:%H:%M}" if verdict.usual else "",
        count=verdict.count,
        normal=verdict.normal,
    )
