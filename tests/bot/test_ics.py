"""Calendar files: what other programs read out of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import ics
from bot.occasions import Occasion

SEEN = datetime(2026, 5, 11, 1, 30, tzinfo=UTC)
DUE = Occasion(
    uid="abc-d0@baoxiao",
    article="abc",
    summary="截止：渡口改期意见反馈",
    details="5月31日前反馈，来信请寄；一、二\n颍川晚报 2026年5月11日 第2版\nhttps://paper.example.cn/a?b=1,2",
    headline="渡口改期",
    first=date(2026, 5, 31),
    last=date(2026, 5, 31),
    seen_at=SEEN,
    url="https://paper.example.cn/a?b=1,2",
    deadline=True,
)
FAIR = replace(
    DUE,
    uid="abc-e0@baoxiao",
    summary="庙会",
    first=date(2026, 6, 1),
    last=date(2026, 6, 3),
    place="石桥, 老街",
    deadline=False,
)


def events(text: str) -> list[icalendar.Event]:
    return [one for one in icalendar.Calendar.from_ical(text).walk("VEVENT") if isinstance(one, icalendar.Event)]


def test_a_deadline_is_a_day_with_alarms_in_the_morning() -> None:
    (event,) = events(ics.calendar([DUE], "报晓", (7, 1)))
    assert (event["uid"], event["summary"], event["description"]) == (DUE.uid, DUE.summary, DUE.details)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 5, 31), date(2026, 6, 1))
    assert event.decoded("dtstamp") == SEEN
    assert event["url"] == DUE.url
    rings = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert [datetime(2026, 5, 31) + one for one in rings] == [datetime(2026, 5, 24, 9), datetime(2026, 5, 30, 9)]


def test_an_event_spans_its_days_and_does_not_ring() -> None:
    (event,) = events(ics.calendar([FAIR], "报晓", (7, 1)))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 6, 1), date(2026, 6, 4))
    assert event["location"] == FAIR.place
    assert not event.walk("VALARM")


def test_a_second_file_is_the_same_and_a_corrected_one_updates() -> None:
    assert ics.calendar([DUE, FAIR], "报晓") == ics.calendar([DUE, FAIR], "报晓")
    corrected = replace(DUE, version=1, first=date(2026, 6, 5), last=date(2026, 6, 5), seen_at=SEEN + timedelta(days=1))
    (before,), (after,) = events(ics.calendar([DUE], "报晓")), events(ics.calendar([corrected], "报晓"))
    assert before["uid"] == after["uid"]
    assert after.decoded("sequence") > before.decoded("sequence")


def test_no_text_writes_properties_of_its_own() -> None:
    evil = "渡口\r\nEND:VEVENT\r\nBEGIN:VEVENT\rUID:x\u2028\x85\ud800"
    text = ics.calendar([replace(DUE, summary=evil, details=evil, place=evil, url=evil)], "报晓", (1,))
    (event,) = events(text)
    assert event["uid"] == DUE.uid
    assert text.count("\r\nBEGIN:VEVENT") == 1


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200), st.text('字a🐉,;\\:"', max_size=200))
def test_any_text_is_kept_and_no_line_is_too_long(summary: str, details: str) -> None:
    text = ics.calendar([replace(DUE, summary=summary, details=details)], "报晓", (1,))
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    assert all(line.decode() is not None for line in text.encode().split(b"\r\n")), "no character is cut in two"
    (event,) = events(text)
    assert event["description"] == details
