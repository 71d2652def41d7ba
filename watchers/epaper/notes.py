"""What the operator is told about the issues of a paper: late, incomplete, given up, left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from watchers.epaper.hours import HABIT, expected
from watchers.epaper.memory import Edition, Item, Memory, Sheet
from watchers.times import BEIJING

_FEW = 5


def notes(memory: Memory, today: date, now: datetime) -> Iterator[str]:
    """All sentences that hold now."""
    edition = memory.editions.get(today.isoformat())
    if edition and not edition.sheets and not edition.done:
        yield from _late(memory, today, now)
    for iso, one in sorted(memory.editions.items()):
        day = date.fromisoformat(iso)
        if one.wrong:
            yield f"{_said(day)}的报纸没有取到，稍后再试：{one.wrong}"
        if one.sheets and day >= today - timedelta(days=1):
            yield from _partly(_said(day), one)
            yield from _given_up(_said(day), one)
        if one.left_out and day == today:
            told = "、".join(f"{why}{count}" for why, count in sorted(Counter(one.left_out.values()).items()))
            yield f"{_said(day)}有 {len(one.left_out)} 篇不是稿件、没有收（{told}）。"


def _late(memory: Memory, today: date, now: datetime) -> Iterator[str]:
    hope = expected(memory.arrivals, today)
    if hope.rests or now < hope.late:
        return
    known = sum(one.minute is not None for one in memory.arrivals) >= HABIT
    usually = f"往常{_clock(hope.usual)}左右就有" if hope.usual and known else "已经过了中午"
    yield f"{_said(today)}的报纸还没有出来，{usually}：会继续看；也可能今天休刊。"


def _clock(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%H:%M}"


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _partly(day: str, edition: Edition) -> Iterator[str]:
    pages = [sheet for sheet in edition.sheets if sheet.owed and sheet.tries and sheet.listed is None]
    items = [item for item in edition.items if item.owed and item.tries and not item.got]
    missing = [f"第{_labels(pages)}版还没有"] if pages else []
    missing += [f"{len(items)} 篇稿件没有打开"] if items else []
    if missing:
        yield f"{day}的报纸只到了一部分：{'，'.join(missing)}，稍后再取。"


def _given_up(day: str, edition: Edition) -> Iterator[str]:
    if pages := [sheet for sheet in edition.sheets if sheet.lost]:
        yield f"{day}的报纸第{_labels(pages)}版一直打不开，不再取了：请在网站上看。"
    if bare := [sheet for sheet in edition.sheets if sheet.bare and not sheet.owed]:
        yield f"{day}的报纸第{_labels(bare)}版没有列出稿件，可能是整版广告或图片：请在网站上看一眼。"
    if items := [item for item in edition.items if item.lost]:
        yield f"{day}的报纸有 {len(items)} 篇稿件一直打不开，不再取了：{_titles(items)}。"


def _labels(sheets: list[Sheet]) -> str:
    return "、".join(sheet.label or "？" for sheet in sheets[:_FEW]) + ("等" if len(sheets) > _FEW else "")


def _titles(items: list[Item]) -> str:
    told = [f"“{item.title}”" for item in items if item.title][:_FEW]
    return "、".join(told) + ("等" if len(items) > len(told) else "") if told else "标题不详"
