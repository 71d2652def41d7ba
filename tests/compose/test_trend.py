"""Figures of a query's days, and the picture of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.compose import rate
from bot.compose.trend import Counted, counted, trend
from bot.texts import texts

LAST = date(2026, 5, 30)
FIRST = LAST - timedelta(days=29)
LONG_AGO = date(2025, 1, 1)
ZH = texts("zh-Hans")


EVERY_DAY = [LAST - timedelta(days=n) for n in range(70)]


def test_days_are_counted_and_those_before_them() -> None:
    days = {LAST: 3, LAST - timedelta(days=1): 1, FIRST: 2, FIRST - timedelta(days=1): 4, FIRST - timedelta(days=31): 9}
    of = counted(days, FIRST, LAST, LONG_AGO, EVERY_DAY)
    assert (len(of.counts), of.counts[0], of.counts[-2:], of.total, of.before) == (30, 2, (1, 3), 6, 4)


def test_what_the_archive_does_not_know_is_not_compared() -> None:
    of = counted({LAST: 3}, FIRST, LAST, LAST - timedelta(days=2), EVERY_DAY)
    assert (of.first, of.counts, of.before, of.reached) == (LAST - timedelta(days=2), (0, 0, 3), None, False)
    assert counted({LAST: 3}, FIRST, LAST, LAST - timedelta(days=2), EVERY_DAY, reached=True).reached
    assert counted({}, FIRST, LAST, LAST + timedelta(days=9), EVERY_DAY).counts == (0,)


def test_where_little_was_read_nothing_is_said_of_how_often() -> None:
    """Three issues of a month, and one of years ago: five articles in three days are not one in six days."""
    read = [LAST, LAST - timedelta(days=1), LAST - timedelta(days=2), LONG_AGO]
    of = counted({LAST: 5}, FIRST, LAST, LONG_AGO, read)
    assert (of.read, of.before, of.young) == (3, None, False)
    assert trend("渡口", of, [], ZH, LAST).body.text == (
        "📈 「渡口」最近 30 天\n共 5 篇，这段时间库里只有 3 天的稿件。\n最多的是5月30日，5 篇。"
    )


def test_an_archive_that_ends_long_ago_says_so() -> None:
    told = trend("渡口", Counted(first=FIRST, counts=(0,) * 30, read=30), [], ZH, LAST + timedelta(days=90))
    assert "「渡口」到最近一期（5月30日）为止的 30 天没有见报" in told.body.text


@pytest.mark.parametrize(
    ("total", "days", "read", "said"),
    [
        (5, 30, 30, "平均 6 天一篇"),
        (1, 30, 30, "平均 30 天一篇"),
        (45, 30, 28, "平均一天 1.5 篇"),
        (5, 90, 3, "这段时间库里只有 3 天的稿件"),
    ],
)
def test_how_often_by_the_days_that_are_told(total: int, days: int, read: int, said: str) -> None:
    assert rate.rate(total, days, read, ZH) == said


def test_the_figures_are_told() -> None:
    counts = (0,) * 25 + (1, 5, 2, 0, 4)
    message = trend("渡口", Counted(first=FIRST, counts=counts, read=30, before=10), [], ZH, LAST)
    assert message.body.text == (
        "📈 「渡口」最近 30 天\n共 12 篇，平均 2 天一篇。\n最多的是5月27日，5 篇。\n前 30 天是 10 篇，多了 20%。"
    )
    assert message.picture
    assert message.picture.alt == "〔图〕「渡口」30 天共 12 篇，最多一天 5 篇"
    assert message.picture.trend
    assert message.picture.trend.counts == counts


def test_few_are_compared_in_articles_and_none_has_no_picture() -> None:
    def said(counts: tuple[int, ...], before: int | None) -> str:
        of = Counted(first=FIRST, counts=counts, read=30, before=before, young=before is None)
        return trend("渡口", of, [], ZH, LAST).body.text

    assert "少了 2 篇" in said((1,) + (0,) * 29, 3)
    assert "持平" in said((3,) + (0,) * 29, 3)
    assert "没有更早的可比" in said((3,) + (0,) * 29, None)
    nothing = trend("渡口", Counted(first=FIRST, counts=(0,) * 30, read=30, before=0), [], ZH, LAST)
    assert nothing.picture is None
    assert "没有见报" in nothing.body.text
    assert trend("渡口", Counted(first=FIRST, counts=(1, 2, 3), read=3), [], ZH, LAST).picture is None
