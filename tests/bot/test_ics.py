"""Calendar files: what other programs read out of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import ics
from bot.compose.agenda import line, occasions
from bot.compose.naming import MOST, deadline_name, event_name
from bot.occasions import Occasion
from bot.texts import texts
from watchers.model import Article, Deadline, Entry, Event, Facts

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


# -- what an entry is called -------------------------------------------------------------------------------------------

DRAFT = "颍川市停车收费办法(草案征求意见稿)"
BY = Deadline(date=date(2026, 6, 12), what="听证会报名", words="6月12日17:30前报名", time="17:30")
HEARING = Event(
    what="听证会（停车怎么收费）", first=date(2026, 6, 16), last=date(2026, 6, 16), time="9时", place="市民中心"
)
SEASON = Event(what="第三届河湾音乐季", first=date(2026, 6, 13), last=date(2026, 7, 12))
STREETS = ("柳林路", "青石街")
OPENING = Event(what="开幕式", first=date(2026, 6, 13), last=date(2026, 6, 13))


def told(
    number: int,
    *facts: Deadline | Event,
    headline: str = "停车怎么收费 请您来说",
    body: str = "",
    document: str = DRAFT,
) -> Entry:
    known = Facts(
        deadlines=tuple(one for one in facts if isinstance(one, Deadline)),
        events=tuple(one for one in facts if isinstance(one, Event)),
        documents=(document,) if document else (),
        places=("颍川市",),
    )
    article = Article(
        paper="颍川晚报", day=date(2026, 6, 9 + number), headline=headline, body=body, page="2", facts=known
    )
    return Entry(id=number, uid=str(number), version=1, source="来源", seen_at=SEEN, article=article)


def test_an_entry_names_its_matter_in_a_line_of_a_phone() -> None:
    t, article = texts("zh-Hans"), told(1, SEASON, OPENING).article
    assert deadline_name(article, BY, t) == "停车收费办法 听证会报名截止 17:30"
    assert event_name(article, HEARING, t) == "停车收费办法 听证会 9时"
    assert event_name(article, OPENING, t) == "第三届河湾音乐季 开幕式"
    assert event_name(article, SEASON, t) == "第三届河湾音乐季"
    fair = replace(BY, what="企业参展报名", time="")
    assert deadline_name(article, fair, t) == "停车怎么收费 请您来说 企业参展报名截止"
    long = replace(article, headline="停车" * 30, facts=Facts())
    assert len(deadline_name(long, BY, t)) <= MOST
    assert deadline_name(article, BY, texts("en")).endswith(" deadline 17:30")


def test_what_was_put_off_keeps_its_name_and_rises_in_the_calendar() -> None:
    said = "原定6月16日的听证会延期至6月18日，报名顺延至6月14日。"
    later = replace(HEARING, what="停车收费听证会", first=date(2026, 6, 18), last=date(2026, 6, 18))
    older, newer = told(1, BY, HEARING), told(2, replace(BY, date=date(2026, 6, 14)), later, body=said)
    t, today = texts("zh-Hans"), date(2026, 6, 11)
    every = occasions([older, newer], t, today)
    assert [(one.uid, one.first.day, one.was and one.was.day, one.version) for one in every] == [
        ("1-d0@baoxiao", 14, 12, 1),
        ("1-e0@baoxiao", 18, 16, 1),
    ]
    assert every[0].details.startswith("已改期，原定6月12日。\n6月12日17:30前报名\n")
    assert "颍川晚报 2026年6月11日 第2版" in every[0].details, "it leads to the article that says so"
    assert [one.first.day for one in occasions([older], t, today, others=[newer])] == [14, 18]
    assert [one.first.day for one in occasions([older], t, today)] == [12, 16]


@pytest.mark.parametrize(
    "clause", ["如遇下雨顺延", "若遇恶劣天气，则顺延", "遇雨推迟", "因天气原因可顺延", "视天气情况推迟"]
)
def test_what_becomes_of_it_if_it_rains_moves_nothing(clause: str) -> None:
    cuts = [Event(what="柳林路停电", first=day, last=day) for day in (date(2026, 6, 12), date(2026, 6, 13))]
    every = [
        told(n, cut, headline="计划停电", document="", body=f"6月{cut.last.day}日柳林路停电，{clause}。")
        for n, cut in enumerate(cuts, 1)
    ]
    found = occasions(every, texts("zh-Hans"), date(2026, 6, 11))
    assert [(one.first.day, one.was) for one in found] == [(12, None), (13, None)]


def test_another_street_is_another_matter_and_the_same_street_is_moved() -> None:
    said = "因遇暴雨，柳林路沿线停电推迟至6月13日。"
    older = [Event(what=f"{street}沿线停电", first=date(2026, 6, 12), last=date(2026, 6, 12)) for street in STREETS]
    moved = Event(what="柳林路沿线停电", first=date(2026, 6, 13), last=date(2026, 6, 13))
    every = [told(n, cut, headline="桥南区计划停电", document="") for n, cut in enumerate(older, 1)]
    every.append(told(3, moved, headline="桥南区计划停电", document="", body=said))
    found = occasions(every, texts("zh-Hans"), date(2026, 6, 11))
    assert [(one.uid, one.first.day, one.was is not None) for one in found] == [
        ("2-e0@baoxiao", 12, False),
        ("1-e0@baoxiao", 13, True),
    ]


def test_what_is_over_by_its_hours_is_left_out_and_hours_of_several_days_are_told() -> None:
    night = Event(what="柳林路停水", first=date(2026, 6, 9), last=date(2026, 6, 10), time="22时至6月10日6时")
    daily = Event(what="青石街停水", first=date(2026, 6, 9), last=date(2026, 6, 11), time="8时至18时")
    every, t, today = [told(1, night, daily)], texts("zh-Hans"), date(2026, 6, 10)
    early = occasions(every, t, today, now=datetime(2026, 6, 10, 5, 59))
    assert [line(one, 1, t, today).text.split("日", 2)[2].split("（")[0] for one in early] == [" 6时", " 8时至18时"]
    assert line(early[0], 1, t, today).text.startswith("· 6月9日 22时～6月10日 6时")
    assert [one.last.day for one in occasions(every, t, today, now=datetime(2026, 6, 10, 6, 0))] == [11]
    assert "8:00–18:00" in line(early[1], 1, texts("en"), today).text
