"""What people call a time zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot import zones

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("GMT+8", 20), ("UTC+8", 20), ("utc +08:00", 20), ("+8", 20), ("东八区", 20), ("Beijing", 20), ("北京时间", 20),
        ("ＧＭＴ＋８", 20), ("UTC-5", 7), ("西五区", 7), ("GMT−5", 7),
        ("UTC+9", 21), ("东九区", 21), ("UTC", 12), ("gmt", 12),
        ("伦敦", 12), ("London", 12), ("New York", 7), ("asia/tokyo", 21), ("东十二区", 0),
    ],
)  # fmt: skip
def test_a_zone_is_what_people_mean(text: str, hour: int) -> None:
    named = zones.zone(text)
    assert named
    assert NOON.astimezone(ZoneInfo(named)).hour == hour


@pytest.mark.parametrize("text", ["火星", "UTC+15", "Etc/GMT+8", "UTC-13", "东三十区", "Europe/Londn", "", "8"])
def test_what_names_no_zone_is_none(text: str) -> None:
    assert zones.zone(text) is None


def test_a_slip_is_understood_and_names_that_say_the_opposite_are_never_shown() -> None:
    assert zones.near("Europe/Londn") == "Europe/London"
    assert zones.near("Tokio") == "Asia/Tokyo"
    assert zones.near("火星") is None
    assert not any((zones.near(f"etc/gmt{n:+d}") or "").startswith("Etc/GMT") for n in range(-12, 15))
    assert zones.said("Etc/GMT+8") == "UTC-8"
    assert zones.said("Etc/GMT-9") == "UTC+9"
    assert zones.said("Asia/Shanghai") == "Asia/Shanghai"
