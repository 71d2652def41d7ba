"""One digest a local day, whatever the clocks of a country do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.calendar import last_slot, local_day, next_slot, planned, quiet_until, served
from bot.model import Address, Subscriber
from bot.times import QuietHours, Slot, Timetable

DAYS = 400
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HALF_PAST_TWO, MIDNIGHT, LAST_MINUTE = time(2, 30), time(0, 0), time(23, 59)
# Brazil gave summer time up in 2019; until then the clock there jumped at midnight.
ZONES = {
    "Asia/Shanghai": 2026,
    "America/New_York": 2026,
    "Australia/Lord_Howe": 2026,
    "Europe/London": 2026,
    "America/Sao_Paulo": 2017,
}


def next_digest(now: datetime, at: time, zone: str) -> datetime:
    return next_slot(Timetable((at,)), zone, now)[1]


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


# -- several a day, some days only -------------------------------------------------------------------------------------

BUSY = Timetable((MIDNIGHT, time(1, 45), HALF_PAST_TWO, time(12, 0), LAST_MINUTE))
SOME_DAYS = Timetable((time(2, 0), HALF_PAST_TWO), (0, 6))


def person(timetable: Timetable, zone: str = "Asia/Shanghai", **more: object) -> Subscriber:
    one = Subscriber(
        address=Address("fake", "1"),
        language="zh-Hans",
        timezone=zone,
        timetable=timetable,
        joined_at=datetime.now(UTC),
    )
    return replace(one, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("timetable", [BUSY, SOME_DAYS], ids=str)
@pytest.mark.parametrize("zone", ZONES)
def test_each_digest_time_of_each_day_once(zone: str, timetable: Timetable) -> None:
    """Lived through as the carrier does, and looked at every instant at which something is due."""
    begin = datetime(ZONES[zone], 1, 1, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    one, told = planned(person(timetable, zone), begin, anew=True), list[Slot]()
    instants = list[datetime]()
    while one.next_digest_at and one.next_digest_at < begin + DAYS * DAY:
        now = one.next_digest_at
        instants.append(now)
        one = served(one, now)
        assert one.served
        told.append(one.served)
    assert told == sorted(set(told))
    days = [local_day(begin, zone) + n * DAY for n in range(1, DAYS - 1)]
    wanted = {Slot(day, at) for day in days if day.weekday() in timetable.weekdays for at in timetable.times}
    missing = wanted - set(told)
    for slot in missing:  # two times of one skipped hour come in the same minute: one digest, under the later time
        assert next_slot(Timetable((slot.at,)), zone, begin, Slot(slot.day - DAY, LAST_MINUTE))[1] in instants
    assert len(missing) <= 2
    assert all(later - early > timedelta() for early, later in pairwise(instants))


@given(
    zone=st.sampled_from(sorted(ZONES)),
    timetable=st.builds(
        lambda at, days: Timetable(tuple(time(m // 60, m % 60) for m in at), tuple(days)),
        st.sets(st.integers(0, 1439), min_size=1, max_size=4),
        st.sets(st.integers(0, 6), min_size=1),
    ),
    minute=st.integers(0, 500 * 1440),
)
def test_what_comes_next_was_not_there_before(zone: str, timetable: Timetable, minute: int) -> None:
    now = datetime(ZONES[zone], 1, 1, tzinfo=UTC) + minute * MINUTE
    last = last_slot(timetable, zone, now)
    slot, due = next_slot(timetable, zone, now)
    assert last < slot
    assert due > now
    assert last_slot(timetable, zone, due) >= slot
    assert last_slot(timetable, zone, due - MINUTE) < slot


# -- journeys and clocks -----------------------------------------------------------------------------------------------

EARLY = Timetable((time(7, 30),))


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_a_journey_west_gives_no_second_digest_of_the_day() -> None:
    one = served(person(EARLY), at("2026-05-11T07:30"))
    gone = planned(replace(one, timezone="America/New_York"), at("2026-05-11T09:00"))
    assert gone.next_digest_at == at("2026-05-12T07:30", "America/New_York")
    back = planned(replace(gone, timezone="Asia/Shanghai"), at("2026-05-11T10:00"))
    assert back.next_digest_at == at("2026-05-12T07:30")


def test_a_journey_east_skips_none() -> None:
    """Seven in New York is seven in the evening in Shanghai: that day's digest time is over, and comes at once."""
    zone = "America/New_York"
    one = served(person(EARLY, zone), at("2026-05-10T07:30", zone))
    now = at("2026-05-11T07:00", zone)
    gone = planned(replace(one, timezone="Asia/Shanghai"), now)
    assert gone.next_digest_at == at("2026-05-11T07:30")
    assert gone.next_digest_at <= now
    after = served(gone, now)
    assert (after.served, after.next_digest_at) == (Slot(date(2026, 5, 11), time(7, 30)), at("2026-05-12T07:30"))


@given(
    st.lists(
        st.tuples(st.sampled_from([*ZONES, "Pacific/Kiritimati", "Pacific/Pago_Pago"]), st.integers(1, 3000)),
        min_size=1,
        max_size=12,
    )
)
def test_however_somebody_travels_no_slot_comes_twice(journey: list[tuple[str, int]]) -> None:
    timetable = Timetable((time(7, 30), time(18, 0)))
    now = at("2026-05-11T06:00")
    one, told = planned(person(timetable), now, anew=True), list[tuple[Slot, datetime]]()
    for zone, minutes in journey:
        one = planned(replace(one, timezone=zone), now)
        until = now + minutes * MINUTE
        while one.next_digest_at and one.next_digest_at <= until:
            now = max(now, one.next_digest_at)
            one = served(one, now)
            assert one.served
            told.append((one.served, now))
        now = max(now, until)
    assert [slot for slot, _ in told] == sorted({slot for slot, _ in told})
    assert one.next_digest_at
    # 26 hours lie between the ends of the world's clocks, and a night between two digests.
    instants = [at("2026-05-11T06:00"), *(when for _, when in told), one.next_digest_at]
    assert max(b - a for a, b in pairwise(instants)) <= 26 * HOUR + 14 * HOUR


@pytest.mark.parametrize("jump", [HOUR, 2 * HOUR, 8 * HOUR])
def test_a_clock_set_back_by_hours_repeats_nothing(jump: timedelta) -> None:
    now = at("2026-05-11T07:31")
    one = planned(served(person(EARLY), now), now - jump)
    assert one.next_digest_at == at("2026-05-12T07:30")


@pytest.mark.parametrize("jump", [DAY, 30 * DAY, 3650 * DAY])
def test_a_clock_that_comes_back_from_another_day_is_believed(jump: timedelta) -> None:
    now = at("2026-05-11T08:00")
    one = planned(served(person(EARLY), now + jump), now)
    assert one.next_digest_at == at("2026-05-12T07:30")


def test_a_timetable_that_is_chosen_anew_promises_nothing_for_the_past() -> None:
    one = planned(person(EARLY, planned_at=at("2026-05-10T08:00")), at("2026-05-11T09:00"), anew=True)
    assert one.next_digest_at == at("2026-05-12T07:30")
    assert planned(person(EARLY), at("2026-05-11T09:00")).next_digest_at == at("2026-05-12T07:30")
    none = planned(replace(one, timetable=None), at("2026-05-11T09:00"))
    assert none.next_digest_at is None
    assert served(none, at("2026-05-11T09:00")).next_digest_at is None


# -- quiet hours -------------------------------------------------------------------------------------------------------

NIGHT = QuietHours(time(22, 30), time(7, 0))


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-05-11T22:29", None),
        ("2026-05-11T22:30", "2026-05-12T07:00"),
        ("2026-05-12T00:00", "2026-05-12T07:00"),
        ("2026-05-12T06:59", "2026-05-12T07:00"),
        ("2026-05-12T07:00", None),
        ("2026-05-12T12:00", None),
    ],
)
def test_a_night(now: str, end: str | None) -> None:
    assert quiet_until(at(now), NIGHT, "Asia/Shanghai") == (end and at(end))
    assert quiet_until(at(now), None, "Asia/Shanghai") is None


def test_a_midday_rest() -> None:
    rest = QuietHours(time(12, 0), time(13, 30))
    found = [
        quiet_until(at(f"2026-05-11T{hour}"), rest, "Asia/Shanghai") for hour in ("11:59", "12:00", "13:29", "13:30")
    ]
    assert found == [None, at("2026-05-11T13:30"), at("2026-05-11T13:30"), None]


@pytest.mark.parametrize(
    ("begin", "end", "now", "until"),
    [
        ("22:00", "02:30", "2026-03-08T01:30-05:00", "2026-03-08T03:00-04:00"),  # the end is skipped
        ("02:15", "02:45", "2026-03-08T03:00-04:00", None),  # all of it is skipped
        ("02:30", "05:00", "2026-03-08T03:00-04:00", "2026-03-08T05:00-04:00"),  # the begin is skipped
        ("22:00", "01:30", "2026-11-01T01:29-04:00", "2026-11-01T01:30-04:00"),  # the end comes twice
        ("22:00", "01:30", "2026-11-01T01:10-05:00", None),
        ("01:45", "03:00", "2026-11-01T01:10-05:00", "2026-11-01T03:00-05:00"),  # the begin comes twice
        ("22:00", "07:00", "2026-11-01T01:10-05:00", "2026-11-01T07:00-05:00"),
    ],
)
def test_nights_on_which_the_clock_is_changed(begin: str, end: str, now: str, until: str | None) -> None:
    quiet = QuietHours(time.fromisoformat(begin), time.fromisoformat(end))
    found = quiet_until(datetime.fromisoformat(now).astimezone(UTC), quiet, "America/New_York")
    assert found == (until and datetime.fromisoformat(until))


minutes_of_day = st.integers(0, 1439).map(lambda m: time(m // 60, m % 60))


@given(zone=st.sampled_from(sorted(ZONES)), begin=minutes_of_day, end=minutes_of_day, minute=st.integers(0, 400 * 1440))
@example(zone="America/New_York", begin=time(1, 45), end=time(3), minute=437_105)
def test_quiet_hours_have_one_end(zone: str, begin: time, end: time, minute: int) -> None:
    assume(begin != end)
    quiet = QuietHours(begin, end)
    now = datetime(ZONES[zone], 1, 1, tzinfo=UTC) + minute * MINUTE
    until = quiet_until(now, quiet, zone)
    wall = now.astimezone(ZoneInfo(zone)).time()
    inside = begin <= wall < end if begin < end else wall >= begin or wall < end
    if until is None:
        assert not inside or _clock_changed(now, zone), "outside by the clock"
        return
    assert inside or _clock_changed(now, zone), "inside by the clock"
    assert until > now
    assert until - now <= 25 * HOUR
    assert quiet_until(until, quiet, zone) is None
    between = [now + (until - now) * n / 7 for n in range(7)]
    assert {quiet_until(one, quiet, zone) for one in between} == {until}, "no hole, and one end"
    shown = until.astimezone(ZoneInfo(zone))
    assert shown.time() == end or _skipped(shown, end, zone), "the clock shows the end"
    if until - now < 22 * HOUR:
        walls = {(now + n * MINUTE).astimezone(ZoneInfo(zone)).time() for n in range(1, (until - now) // MINUTE)}
        assert end not in walls, "for the first time"


def _clock_changed(now: datetime, zone: str) -> bool:
    """Whether the clock was set forward or back within a day: then what it shows does not say all."""
    around = {(now + n * HOUR).astimezone(ZoneInfo(zone)).utcoffset() for n in range(-25, 26)}
    return len(around) > 1


def test_a_digest_that_falls_into_quiet_hours_comes_at_their_end() -> None:
    one = planned(person(Timetable((time(6, 0), time(23, 0))), quiet=NIGHT), at("2026-05-11T12:00"), anew=True)
    assert one.next_digest_at == at("2026-05-12T07:00")
    after = served(one, at("2026-05-12T07:00"))
    assert after.served == Slot(date(2026, 5, 12), time(6, 0)), "both of the night's digest times are one digest"
    assert after.next_digest_at == at("2026-05-13T07:00")
