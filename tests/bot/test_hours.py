"""What people write about time."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import hours
from bot.times import QuietHours, Slot, Timetable
from watchers.warning import Colour

HALF_PAST, EVENING, EIGHT = time(7, 30), time(18, 0), time(8, 0)


@pytest.mark.parametrize(
    ("text", "times", "days"),
    [
        ("07:30", (HALF_PAST,), range(7)),
        ("7点半", (HALF_PAST,), range(7)),
        ("７：３０　１８：００", (HALF_PAST, EVENING), range(7)),
        ("18点、7:30，7:30", (HALF_PAST, EVENING), range(7)),
        ("工作日 07:30", (HALF_PAST,), range(5)),
        ("工作日07:30", (HALF_PAST,), range(5)),
        ("周一 周四 08:00", (EIGHT,), (0, 3)),
        ("每周一三五 早上8点", (EIGHT,), (0, 2, 4)),
        ("星期六到星期一 8时", (EIGHT,), (0, 5, 6)),
        ("周一至五 8:00 和 18:00", (EIGHT, EVENING), range(5)),
        ("周末 晚上6点", (EVENING,), (5, 6)),
        ("周日 下午6点", (EVENING,), (6,)),
        ("周天 傍晚6点", (EVENING,), (6,)),
        ("weekdays 7:30am", (HALF_PAST,), range(5)),
        ("Mon, Thu at 8", (EIGHT,), (0, 3)),
        ("mon-wed 6pm", (EVENING,), (0, 1, 2)),
        ("Saturdays and Sundays 18:00", (EVENING,), (5, 6)),
        ("every day", (), ()),
        ("每天 24点", (time(0, 0),), range(7)),
        ("12pm", (time(12, 0),), range(7)),
        ("12am", (time(0, 0),), range(7)),
        ("every Friday 8pm", (time(20, 0),), (4,)),
        ("every day 7.30", (HALF_PAST,), range(7)),
        ("0730", (HALF_PAST,), range(7)),
        ("07.30 and 1800", (HALF_PAST, EVENING), range(7)),
        ("七点半", (HALF_PAST,), range(7)),
        ("早上八点钟", (EIGHT,), range(7)),
        ("晚上六点整", (EVENING,), range(7)),
        ("周一到周五七点三十分", (HALF_PAST,), range(5)),
        ("周二十点", (time(10, 0),), (1,)),
        ("二十一点一刻、十二点零五", (time(12, 5), time(21, 15)), range(7)),
        ("noon", (time(12, 0),), range(7)),
        ("中午", (time(12, 0),), range(7)),
        ("8 p.m.", (time(20, 0),), range(7)),
        ("8 o'clock", (EIGHT,), range(7)),
    ],
)
def test_digest_times(text: str, times: tuple[time, ...], days: tuple[int, ...]) -> None:
    assert hours.timetable(text) == (Timetable(times, tuple(days)) if times else None)


@pytest.mark.parametrize(
    "text", ["", "25:00", "07:61", "明天", "07:30 明天", "730", "工作日", "周八 8:00", "24:30", "-1"]
)
def test_no_digest_times(text: str) -> None:
    assert hours.timetable(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("晚上", "20:00"),
        ("早上", "07:30"),
        ("周五晚", "fri 20:00"),
        ("weekday mornings", "mon tue wed thu fri 07:30"),
        ("7点", None),
        ("早上好", None),
        ("停车", None),
    ],
)
def test_a_part_of_the_day_is_guessed_and_no_time(text: str, said: str | None) -> None:
    assert hours.timetable(text) is None or said is None
    assert hours.probable(text) == (Timetable.parse(said) if said else None)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("3天", "06-13 08:00"),
        ("3d", "06-13 08:00"),
        ("for 3 days", "06-13 08:00"),
        ("一周", "06-17 08:00"),
        ("到周五", "06-12 00:00"),
        ("until Friday", "06-12 00:00"),
        ("到周三", "06-17 00:00"),
        ("到下周一", "06-15 00:00"),
        ("到下周三", "06-17 00:00"),
        ("到明天早上八点", "06-11 08:00"),
        ("到6月15日再说", "06-15 00:00"),
        ("到15号", "06-15 00:00"),
        ("到5日", "07-05 00:00"),
        ("到下个月", "07-01 00:00"),
        ("到晚上八点", "06-10 20:00"),
        ("到早上七点", "06-11 07:00"),
        ("3", ""),
        ("一会儿", ""),
        ("到6月31日", ""),
        ("到2026-06-09", ""),
        ("号线运营", ""),
    ],
)
def test_until_when_a_pause_lasts(text: str, end: str) -> None:
    """It is Wednesday 10 June, eight in the morning."""
    until = hours.until(text, datetime(2026, 6, 10, 8))
    assert (f"{until:%m-%d %H:%M}" if until else "") == end


def test_days_alone_keep_the_times() -> None:
    assert hours.timetable("周末", Timetable((EIGHT,))) == Timetable((EIGHT,), (5, 6))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("22:30-7:00", QuietHours(time(22, 30), time(7, 0))),
        ("２２：３０－７：００　例外　橙", QuietHours(time(22, 30), time(7, 0), Colour.ORANGE)),
        ("22:30-07:00 orange", QuietHours(time(22, 30), time(7, 0), Colour.ORANGE)),
        ("22:30~7:00（橙色预警除外）", QuietHours(time(22, 30), time(7, 0), Colour.ORANGE)),
        ("晚上11点到早上7点半 除了红色", QuietHours(time(23, 0), HALF_PAST, Colour.RED)),
        ("23 to 7 except yellow", QuietHours(time(23, 0), time(7, 0), Colour.YELLOW)),
        ("12:00—13:30", QuietHours(time(12, 0), time(13, 30))),
        ("22:30", None),
        ("夜里", None),
        ("22:30-7:00 紫", None),
        ("22:30-25:00", None),
    ],
)
def test_quiet_hours(text: str, wanted: QuietHours | None) -> None:
    assert hours.quiet_hours(text) == wanted


def test_equal_ends_are_refused() -> None:
    with pytest.raises(ValueError, match="none"):
        hours.quiet_hours("7:00-07:00")


@pytest.mark.parametrize(
    ("text", "what", "wanted"),
    [
        ("2 1天", "2", 24),
        ("2 12小时", "2", 12),
        ("商都日报 7 days", "商都日报", 168),
        ("来源 商都日报 两周", "来源 商都日报", 336),
        ("2 半天", "2", 12),
        ("2 1个月", "2", 720),
        ("2 3h", "2", 3),
        ("2", "2", None),
        ("一周要闻", "一周要闻", None),
        ("2 0天", "2 0天", None),
    ],
)
def test_how_long(text: str, what: str, wanted: int | None) -> None:
    assert hours.split_lasting(text) == (what, wanted and timedelta(hours=wanted))


times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
timetables = st.builds(
    lambda at, days: Timetable(tuple(at), tuple(days)),
    st.sets(times, min_size=1),
    st.sets(st.integers(0, 6), min_size=1),
)


@given(timetables)
def test_a_timetable_is_read_back_and_understood(wanted: Timetable) -> None:
    assert Timetable.parse(str(wanted)) == wanted
    assert hours.timetable(str(wanted)) == wanted


@given(st.tuples(times, times).filter(lambda pair: pair[0] != pair[1]), st.none() | st.sampled_from(Colour))
def test_quiet_hours_are_read_back_and_understood(span: tuple[time, time], floor: Colour | None) -> None:
    wanted = QuietHours(*span, floor)
    assert QuietHours.parse(str(wanted)) == hours.quiet_hours(str(wanted)) == wanted


@given(st.dates(), times)
def test_a_slot_is_read_back(day, at) -> None:  # type: ignore[no-untyped-def]
    assert Slot.parse(str(Slot(day, at))) == Slot(day, at)


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    hours.timetable(text)
    hours.split_lasting(text)
    with suppress(ValueError):
        hours.quiet_hours(text)
