"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.days import found

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
        ("", None, ""),
    ],
)
def test_a_day_and_what_stands_beside_it(text: str, day: date | None, rest: str) -> None:
    assert found(text, TODAY) == (day, rest)


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
