"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import whens
from bot.days import coming, found, impossible

TODAY = date(2026, 6, 10)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("商都日报 6月9日", date(2026, 6, 9), "商都日报"),
        ("6月9号的商都日报", date(2026, 6, 9), "商都日报"),
        ("商都日报6-9", date(2026, 6, 9), "商都日报"),
        ("商都日报 6-9", date(2026, 6, 9), "商都日报"),
        ("商都日报 ６／９", date(2026, 6, 9), "商都日报"),
        ("2026-06-09", date(2026, 6, 9), ""),
        ("2025年12月31日 颍川晚报", date(2025, 12, 31), "颍川晚报"),
        ("20260609", date(2026, 6, 9), ""),
        ("昨天", date(2026, 6, 9), ""),
        ("前天商都日报", date(2026, 6, 8), "商都日报"),
        ("商都日报 今天", TODAY, "商都日报"),
        ("12月31日", date(2025, 12, 31), ""),
        ("6月11日", date(2026, 6, 11), ""),
        ("6月12日", date(2025, 6, 12), ""),
        ("9日", date(2026, 6, 9), ""),
        ("30号", date(2026, 5, 30), ""),
        ("周五", date(2026, 6, 5), ""),
        ("周三", TODAY, ""),
        ("上周日", date(2026, 6, 7), ""),
        ("yesterday", date(2026, 6, 9), ""),
        ("9 June", date(2026, 6, 9), ""),
        ("Jun 9, 2025", date(2025, 6, 9), ""),
        ("friday", date(2026, 6, 5), ""),
        ("21世纪经济报道", None, "21世纪经济报道"),
        ("2月30日", None, "2月30日"),
        ("2月29日", date(2024, 2, 29), ""),
        ("", None, ""),
    ],
)
def test_a_day_and_what_stands_beside_it(text: str, day: date | None, rest: str) -> None:
    assert found(text, TODAY) == (day, rest)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("商都日报 2026-06-31", "2026-06-31"),
        ("2026年2月30日", "2026年2月30日"),
        ("13月1日", "13月1日"),
        ("６月31日的报纸", "6月31日"),
        ("31 June", "31 june"),
        ("2026-02-29", "2026-02-29"),
        ("2月29日", ""),
        ("6月30日", ""),
        ("商都日报", ""),
    ],
)
def test_a_day_that_no_calendar_has(text: str, said: str) -> None:
    assert impossible(text).lower() == said


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("明天", date(2026, 6, 11), ""),
        ("大后天早上", date(2026, 6, 13), "早上"),
        ("周五", date(2026, 6, 12), ""),
        ("周三", date(2026, 6, 17), ""),
        ("下周五", date(2026, 6, 19), ""),
        ("下周", date(2026, 6, 15), ""),
        ("周末", date(2026, 6, 13), ""),
        ("next monday", date(2026, 6, 15), ""),
        ("6月9日", date(2027, 6, 9), ""),
        ("12月31日", date(2026, 12, 31), ""),
        ("9日", date(2026, 7, 9), ""),
        ("下个月", date(2026, 7, 1), ""),
        ("6月31日", None, ""),
        ("停车", None, "停车"),
    ],
)
def test_a_day_to_come(text: str, day: date | None, rest: str) -> None:
    assert coming(text, TODAY) == (day, rest)


@pytest.mark.parametrize(
    ("text", "rest", "query"),
    [
        ("停车 昨天", "停车", "日期:2026-06-09"),
        ("停车 一周", "停车", "日期:7天"),
        ("公示 最近两周", "公示", "日期:14天"),
        ("停车 收费 6月9日", "停车 收费", "日期:2026-06-09"),
        ("停车 上周", "停车", "日期:2026-06-01..2026-06-07"),
        ("停车 本周", "停车", "日期:2026-06-08..2026-06-10"),
        ("停车 上个月", "停车", "日期:2026-05-01..2026-05-31"),
        ("parking last week", "parking", "日期:2026-06-01..2026-06-07"),
        ("parking last 7 days", "parking", "日期:7天"),
        ("停车 3 days", "停车", "日期:3天"),
        ("地铁 3号", "地铁 3号", ""),
        ("停车 12小时", "停车 12小时", ""),
        ("昨天", "昨天", ""),
        ("停车 “昨天”", "停车 “昨天”", ""),
        ("停车 违停", "停车 违停", ""),
    ],
)
def test_a_time_behind_what_is_looked_for(text: str, rest: str, query: str) -> None:
    said, span = whens.behind(text, TODAY)
    assert (said, span.query if span else "") == (rest, query)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789年月日号-/. 周上昨天五报junMay", max_size=24))
def test_no_line_is_a_fault(text: str) -> None:
    day, rest = found(text, TODAY)
    assert day is None or date(2000, 1, 1) <= day <= date(2099, 12, 31)
    assert len(rest) <= len(text)


@settings(max_examples=40, deadline=None)
@given(st.dates(min_value=date(2025, 6, 12), max_value=TODAY))
def test_every_day_of_the_last_year_is_understood_without_its_year(day: date) -> None:
    assert found(f"商都日报 {day.month}月{day.day}日", TODAY) == (day, "商都日报")
