"""One digest a local day, whatever the clocks of a country do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import local_day, next_digest

DAYS = 400
HALF_PAST_TWO, MIDNIGHT, LAST_MINUTE = time(2, 30), time(0, 0), time(23, 59)
# Brazil gave summer time up in 2019; until then the clock there jumped at midnight.
ZONES = {
    "Asia/Shanghai": 2026,
    "America/New_York": 2026,
    "Australia/Lord_Howe": 2026,
    "Europe/London": 2026,
    "America/Sao_Paulo": 2017,
}


def digests(zone: str, at: time, begin: datetime, days: int = DAYS) -> list[datetime]:
    """Each asked for at the moment of the one before, as the carrier does."""
    found = [next_digest(begin, at, zone)]
    while len(found) < days:
        found.append(next_digest(found[-1], at, zone))
    return found


@pytest.mark.parametrize("at", [HALF_PAST_TWO, MIDNIGHT, LAST_MINUTE, time(1, 45), time(7, 30)], ids=str)
@pytest.mark.parametrize("zone", ZONES)
def test_exactly_one_digest_a_local_day(zone: str, at: time) -> None:
    begin = datetime(ZONES[zone], 1, 1, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    due = digests(zone, at, begin)
    first = local_day(due[0], zone)
    assert [local_day(one, zone) for one in due] == [first + timedelta(days=n) for n in range(DAYS)]
    assert first - local_day(begin, zone) <= timedelta(days=1)
    for one in due:
        wall = one.astimezone(ZoneInfo(zone))
        assert one.tzinfo is UTC
        assert wall.time() == at or _skipped(wall, at, zone)
        assert wall.fold == 0, "an hour that comes twice has its digest at its first coming"


def _skipped(wall: datetime, at: time, zone: str) -> bool:
    """Whether the clock showed no `at` on that day, and `wall` is the first minute after the gap."""
    before = (wall.astimezone(UTC) - timedelta(minutes=1)).astimezone(ZoneInfo(zone))
    jumped = wall.utcoffset() != before.utcoffset()
    return jumped and before.replace(tzinfo=None) < datetime.combine(wall.date(), at) < wall.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("zone", "day", "at", "due"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T03:00-04:00"),  # 02:00 became 03:00
        ("America/New_York", date(2026, 3, 8), time(2, 0), "2026-03-08T03:00-04:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T01:30-04:00"),  # the first of two
        ("Europe/London", date(2026, 3, 29), time(1, 30), "2026-03-29T02:00+01:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-04T02:30+11:00"),  # half an hour only
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-05T01:45+11:00"),
        ("America/Sao_Paulo", date(2017, 10, 15), time(0, 0), "2017-10-15T01:00-02:00"),  # a day without midnight
        ("America/Sao_Paulo", date(2018, 2, 17), time(23, 30), "2018-02-17T23:30-02:00"),
        ("Asia/Shanghai", date(2026, 5, 11), time(7, 30), "2026-05-11T07:30+08:00"),
    ],
)
def test_days_on_which_the_clock_is_changed(zone: str, day: date, at: time, due: str) -> None:
    yesterday = datetime.combine(day - timedelta(days=1), time(12), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    found = digests(zone, at, yesterday, days=2)
    assert datetime.fromisoformat(due) in found
    assert [local_day(one, zone) for one in found].count(day) == 1


def test_the_moment_itself_is_past() -> None:
    due = datetime(2026, 5, 10, 23, 30, tzinfo=UTC)
    assert next_digest(due - timedelta(microseconds=1), time(7, 30), "Asia/Shanghai") == due
    assert next_digest(due, time(7, 30), "Asia/Shanghai") == due + timedelta(days=1)


def test_asked_for_between_the_two_comings_of_an_hour() -> None:
    """The first coming is over: the next digest is tomorrow's, not a second one today."""
    between = datetime(2026, 11, 1, 6, 15, tzinfo=UTC)  # 01:15 for the second time
    assert next_digest(between, time(1, 30), "America/New_York") == datetime(2026, 11, 2, 6, 30, tzinfo=UTC)


def test_local_days() -> None:
    late = datetime(2026, 5, 10, 16, 0, tzinfo=UTC)
    assert local_day(late, "Asia/Shanghai") == date(2026, 5, 11)
    assert local_day(late - timedelta(microseconds=1), "Asia/Shanghai") == date(2026, 5, 10)
    assert local_day(late, "America/New_York") == date(2026, 5, 10)
