"""Warnings in force as a board of places."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.compose.board import MOST_DRAWN, board
from bot.texts import texts
from watchers.model import Article, Entry
from watchers.warning import Colour, Stage, WarningSignal

NOW = datetime(2026, 5, 11, tzinfo=UTC)
ZH = texts("zh-Hans")


def entry(n: int, hazard: str, colour: Colour | None, *areas: str) -> Entry:
    signal = WarningSignal(
        hazard=hazard, issuer="气象台", area=areas[0] if len(areas) == 1 else "颍川市", stage=Stage.NEW, issued_at=NOW,
        colour=colour, areas=areas if len(areas) > 1 else (),
    )  # fmt: skip
    article = Article(paper="气象台", day=date(2026, 5, 11), headline="", body="", warning=signal)
    return Entry(id=n, uid=str(n), version=1, source="预警", seen_at=NOW, article=article)


def test_places_with_their_warnings_the_gravest_first() -> None:
    entries = [
        entry(1, "大风", Colour.BLUE, "渡口镇", "石桥区"),
        entry(2, "暴雨", Colour.RED, "石桥区"),
        entry(3, "山洪", None, "岭南县"),
        entry(4, "暴雨", Colour.ORANGE, "一个名字特别长的自治县"),
    ]
    picture = board(entries, "", "10:20", ZH)
    assert picture
    assert picture.districts
    assert [(one.name, one.warnings) for one in picture.districts.districts] == [
        ("石桥区", ((Colour.RED, "暴雨 红"), (Colour.BLUE, "大风 蓝"))),
        ("一个名字特别长…", ((Colour.ORANGE, "暴雨 橙"),)),
        ("渡口镇", ((Colour.BLUE, "大风 蓝"),)),
        ("岭南县", ((None, "山洪"),)),
    ]
    assert picture.alt == "〔图〕4 个地方有预警，最重的是石桥区暴雨红色预警"
    assert picture.districts.source == "截至 10:20　4 条"


def test_few_places_are_read_faster_than_looked_at() -> None:
    assert (
        board([entry(1, "大风", Colour.BLUE, "渡口镇"), entry(2, "暴雨", Colour.RED, "石桥区")], "", "8:00", ZH) is None
    )
    assert board([], "", "8:00", ZH) is None


def test_what_is_not_drawn_is_counted() -> None:
    entries = [entry(n, "大风", Colour.BLUE, f"第{n}区") for n in range(MOST_DRAWN + 3)]
    picture = board(entries, "颍川市", "8:00", ZH)
    assert picture
    assert picture.districts
    assert len(picture.districts.districts) == MOST_DRAWN
    assert picture.districts.source.endswith("另有 3 个地方没有画出")
    assert picture.districts.title == "颍川市 · 生效中的预警"
