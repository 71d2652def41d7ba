"""When a source is visited."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.samples import NOW
from watchers.errors import ConfigError
from watchers.times import every, next_due

SECONDS = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("when", "seconds"),
    [
        ("30s", 30),
        ("5m", 300),
        ("1h", 3600),
        ("7d", 604800),
        ("每5分钟", 300),
        ("每 2 小时", 7200),
        ("每隔10秒", 10),
        ("1M", 60),
    ],
)
def test_words_for_a_span(when: str, seconds: int) -> None:
    assert every(when) == seconds * SECONDS


@pytest.mark.parametrize(
    "when", ["", "5", "m", "0s", "8d", "-5m", "1.5h", "每天", "5m30s", "٣m", "99999999999s", "五分钟"]
)
def test_what_is_no_span(when: str) -> None:
    with pytest.raises(ConfigError, match="请写"):
        every(when)


def test_failures_put_a_source_off_up_to_an_hour() -> None:
    waits = [(next_due(NOW, 60 * SECONDS, failures) - NOW) // SECONDS for failures in range(8)]
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_a_slow_source_is_not_hastened_by_failing() -> None:
    assert next_due(NOW, timedelta(days=1), 3) == NOW + timedelta(days=1)


@given(st.integers(1, 7 * 86400), st.integers(0, 10_000))
def test_never_sooner_than_usual_nor_more_than_an_hour_later(seconds: int, failures: int) -> None:
    wait = next_due(NOW, seconds * SECONDS, failures) - NOW
    assert seconds * SECONDS <= wait <= max(seconds * SECONDS, timedelta(hours=1))
