"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchers.feed.dates import moment
from watchers.times import BEIJING

NINE_TWELVE = datetime(2026, 11, 3, 9, 12, tzinfo=BEIJING)
MIDNIGHT = datetime(2026, 11, 3, tzinfo=BEIJING)
AFTERNOON = datetime(2026, 11, 3, 15, 5, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("Tue, 03 Nov 2026 01:12:00 GMT", NINE_TWELVE),
        ("Tue, 03 Nov 2026 09:12:00 +0800", NINE_TWELVE),
        ("Tue, 3 Nov 2026 09:12 +0800", NINE_TWELVE),
        ("03 Nov 26 01:12 UT", NINE_TWELVE),
        ("Tue, 03 Nov 2026 09:12:00", NINE_TWELVE),
        ("Tue, 03 Nov 2026 09:12:00 CST", NINE_TWELVE),
        ("Tue Nov 03 09:12:00 CST 2026", NINE_TWELVE),
        ("Mon, 02 Nov 2026 20:12:00 EST", NINE_TWELVE),
        ("2026-11-03T09:12:00+08:00", NINE_TWELVE),
        ("2026-11-03T01:12:00Z", NINE_TWELVE),
        ("2026-11-03T01:12:00.000Z", NINE_TWELVE),
        ("2026-11-03T01:12Z", NINE_TWELVE),
        ("2026-11-03 09:12:00 +0800", NINE_TWELVE),
        ("2026-11-03 09:12", NINE_TWELVE),
        ("2026-11-03 09:12:00", NINE_TWELVE),
        ("2026/11/3 9:12", NINE_TWELVE),
        ("2026.11.03 09:12", NINE_TWELVE),
        ("2026年11月3日 09:12", NINE_TWELVE),
        ("2026年11月3日9时12分", NINE_TWELVE),
        ("２０２６年１１月３日　０９：１２", NINE_TWELVE),
        ("2026年11月03日 星期二 09:12", NINE_TWELVE),
        ("周二, 03 11月 2026 09:12:00 +0800", NINE_TWELVE),
        ("星期二, 03 十一月 2026 09:12:00 +0800", NINE_TWELVE),
        ("周二，2026-11-03 09:12", NINE_TWELVE),
        ("20261103091200", NINE_TWELVE),
        ("1793668320", NINE_TWELVE),
        ("1793668320000", NINE_TWELVE),
        ("2026年11月3日 下午3:05", AFTERNOON),
        ("2026年11月3日 15点05分", AFTERNOON),
        ("2026-11-03", MIDNIGHT),
        ("2026年11月3日", MIDNIGHT),
        ("20261103", MIDNIGHT),
        ("2026-11-02 24:00", MIDNIGHT),
        ("Tue, 03 Nov 2026", MIDNIGHT),
    ],
)
def test_the_instant(written: str, at: datetime) -> None:
    assert moment(written) == at


@pytest.mark.parametrize(
    "written",
    ["", "昨天", "3小时前", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "2026-13-45", "2026-02-30 09:00",
     "99999999999999", "2026-11-03 25:99", "Tue, 99 Nov 2026 09:12:00 GMT", "x" * 5000, "-1"],
)  # fmt: skip
def test_what_cannot_be_understood_is_no_date(written: str) -> None:
    assert moment(written) is None


@settings(max_examples=60)
@given(st.text(alphabet="0123456789-/:.TZ+ 年月日时分周星期二上下午NovTueGMT", max_size=40))
def test_no_text_breaks_it(written: str) -> None:
    at = moment(written)
    assert at is None or at.tzinfo is UTC or at.utcoffset() is not None
