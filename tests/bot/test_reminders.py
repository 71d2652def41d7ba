"""Deadlines that come near: who hears of them once more, when, and how often. The rule, and the whole house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.model import Lane, Subscriber
from bot.reminders import next_time, step, steps, time_on
from bot.times import QuietHours, Timetable
from house import PERSON, Ear, House, Substrings, blocks
from watchers.model import Article, Deadline, Facts, Issue, Page

DAY = timedelta(days=1)
DUE = date(2026, 5, 31)
AT = Timetable((time(7, 30),))
LI = Subscriber(
    address=PERSON,
    language="zh-Hans",
    timezone="Asia/Shanghai",
    timetable=AT,
    joined_at=datetime(2026, 5, 1, tzinfo=UTC),
)


def local(day: int, hour: int = 7, minute: int = 30, month: int = 5) -> datetime:
    """On the person's clock, eight hours ahead."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


# -- the rule ----------------------------------------------------------------------------------------------------------


def test_each_step_has_its_day() -> None:
    found = local(11)
    told = {day: step(LI, DUE, found, local(day)) for day in (20, 23, 24, 28, 30, 31)}
    assert told == {20: None, 23: None, 24: 7, 28: 3, 30: 1, 31: 0}


def test_a_day_that_was_missed_is_made_up_for_by_the_nearest_step_alone() -> None:
    assert step(LI, DUE, local(11), local(29)) == 3
    assert step(replace(LI, remind=(7, 3, 1)), DUE, local(11), local(31)) == 1
    assert step(LI, DUE, local(11), local(1, month=6)) is None
    assert step(replace(LI, remind=()), DUE, local(11), local(30)) is None
    assert step(replace(LI, remind=(0,)), DUE, local(11), local(31)) == 0


def test_who_has_just_read_of_it_is_not_reminded() -> None:
    assert step(LI, DUE, local(23, 12), local(24)) is None
    assert step(LI, DUE, local(23, 7), local(24)) == 7
    assert step(LI, DUE, local(26), local(27)) is None, "it came after the seventh day before"
    assert step(LI, DUE, local(26), local(28)) == 3


def test_a_persons_day_begins_with_the_digest_or_at_nine() -> None:
    assert time_on(LI, date(2026, 5, 12)) == local(12)
    weekdays = replace(LI, timetable=Timetable((time(18), time(8)), (0, 1, 2, 3, 4)))
    assert time_on(weekdays, date(2026, 5, 15)) == local(15, 8, 0)
    assert time_on(weekdays, date(2026, 5, 16)) == local(16, 9, 0)
    assert time_on(replace(LI, timetable=None), date(2026, 5, 16)) == local(16, 9, 0)
    assert next_time(LI, local(12)) == local(13)
    assert next_time(LI, local(12) - timedelta(seconds=1)) == local(12)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7 3 1", (7, 3, 1)), ("1、3、7天", (7, 3, 1)), ("３天", (3,)), ("1 1", (1,)), ("0", (0,)),
        ("7 days, 1 d", (7, 1)),
        ("当天", (0,)), ("3 当天", (3, 0)), ("提前3天和当天", (3, 0)), ("前一天", (1,)), ("today", (0,)),
        ("3 days before, the day before and on the day", (3, 1, 0)),
        ("", None), ("每天", None), ("61", None), ("1 2 3 4 5 6", None), ("-3", None), ("3 5点", None),
    ],
)  # fmt: skip
def test_what_people_write(text: str, days: tuple[int, ...] | None) -> None:
    assert steps(text) == days


# -- the house ---------------------------------------------------------------------------------------------------------


def read(issue: Issue, pages: Sequence[Page]) -> Sequence[Article]:
    """`截止 2026-05-31 事情` in a body is a deadline."""
    return [_with_deadlines(article) for article in blocks(issue, pages)]


def _with_deadlines(article: Article) -> Article:
    lines = [line.split() for line in article.body.splitlines() if line.startswith("截止 ")]
    found = tuple(Deadline(date=date.fromisoformat(day), what=what, words=f"{day}前") for _, day, what in lines)
    return replace(article, facts=Facts(deadlines=found))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=read)
    house.hands.set(local(11, 8, 0))
    house.hear(PERSON, "/sub 渡口 @即时")
    yield house
    house.close()


def print_(house: House, text: str, day: str = "2026-05-11", page: str = "01") -> None:
    house.page(f"晨光日报/{day}/{page}.txt", text)
    house.hands.set(house.hands() + timedelta(hours=1))
    house.take_in()


def mornings(house: House, first: int, last: int) -> dict[int, list[str]]:
    """What is said about deadlines on the mornings of these days of May, the house looking often."""
    told = dict[int, list[str]]()
    for day in range(first, last + 1):
        for hour, minute in ((0, 1), (7, 30), (7, 31), (12, 0)):
            house.hands.set(local(day, hour, minute))
            while house.digesting.freeze_due():
                pass
            while house.reminding.remind_due(20):
                pass
        ear = Ear()
        house.send(ear)
        if said := [text for text in ear.texts() if "快到期了" in text]:
            told[day] = said
    return told


def test_told_once_on_each_of_its_days(house: House) -> None:
    print_(house, "渡口改期\n截止 2026-05-31 意见反馈")
    told = mornings(house, 12, 31)
    assert {day: len(said) for day, said in told.items()} == {24: 1, 28: 1, 30: 1, 31: 1}
    assert "今天" in told[31][0]
    assert told[24] == ["⏰ 快到期了\n1. 5月31日（还有 7 天）意见反馈\n渡口改期（晨光日报 5月11日 第1版）"]


def test_several_of_one_morning_are_one_message_and_one_deadline_of_two_articles_one_line(house: House) -> None:
    print_(
        house,
        "渡口改期\n截止 2026-05-31 意见反馈\n\n渡口改期再征集\n截止 2026-05-31 意见反馈\n\n"
        "渡口比赛\n截止 2026-05-31 报名",
    )
    told = mornings(house, 12, 31)
    assert [len(said) for said in told.values()] == [1, 1, 1, 1]
    assert told[24][0].count("意见反馈") == 1
    assert "报名" in told[24][0]
    house.hear(PERSON, "/article 2")
    ear = Ear()
    house.send(ear)
    assert "渡口" in ear.texts()[-1]


def test_a_corrected_deadline_counts_as_it_stands_and_one_taken_back_not_at_all(house: House) -> None:
    print_(house, "渡口改期\n截止 2026-05-20 意见反馈\n\n渡口报名\n截止 2026-05-20 报名")
    told = mornings(house, 12, 13)
    assert list(told) == [13]
    house.hands.set(local(13, 13, 0))
    print_(house, "渡口改期\n截止 2026-05-31 意见反馈\n\n渡口报名\n报名取消了")
    told = mornings(house, 14, 31)
    assert {day: len(said) for day, said in told.items()} == {24: 1, 28: 1, 30: 1, 31: 1}
    assert all("5月31日" in text and "报名" not in text for said in told.values() for text in said)


def test_a_deadline_that_was_put_off_is_reminded_of_by_its_new_day_alone(house: House) -> None:
    print_(house, "渡口旁新桥听证会\n截止 2026-05-25 听证会报名")
    house.hands.set(local(14, 9, 0))
    print_(house, "渡口旁新桥听证会延期\n报名顺延至5月31日。\n截止 2026-05-31 听证会报名", "2026-05-14")
    told = mornings(house, 15, 31)
    assert {day: len(said) for day, said in told.items()} == {24: 1, 28: 1, 30: 1, 31: 1}
    first, source = (
        "1. 5月31日（还有 7 天）听证会报名（已改期，原 5月25日）",
        "渡口旁新桥听证会延期（晨光日报 5月14日 第1版）",
    )
    assert told[24] == [f"⏰ 快到期了\n{first}\n{source}"]


def test_silence_is_kept(house: House) -> None:
    print_(house, "渡口改期\n截止 2026-05-31 意见反馈")
    house.hear(PERSON, "/mute 1 15天")
    assert mornings(house, 12, 25) == {}
    house.hear(PERSON, "/unmute 1")
    house.hear(PERSON, "/unsub 1")
    assert mornings(house, 26, 31) == {}


def test_a_pause_and_quiet_hours_put_it_off(house: House) -> None:
    house.reminding.remind_due(20)
    print_(house, "渡口改期\n截止 2026-05-31 意见反馈")
    house.hear(PERSON, "/pause")
    assert mornings(house, 12, 25) == {}
    house.hear(PERSON, "/resume")
    person = house.desk.subscriptions.subscriber(PERSON)
    assert person
    house.desk.subscriptions.keep(replace(person, quiet=QuietHours(time(7), time(7, 31))))
    house.hands.set(local(26, 7, 30))
    while house.reminding.remind_due(20):
        pass
    assert not [row for row in house.desk.history.deliveries() if row.delivery.lane is Lane.REMINDER]
    told = mornings(house, 26, 26)
    assert "还有 5 天" in told[26][0]


def test_what_no_digest_told_was_not_told(house: House) -> None:
    house.hear(PERSON, "/sub 石桥 @日报")
    house.hear(PERSON, "/digest 关")
    print_(house, "石桥开工\n截止 2026-05-31 报名")
    assert mornings(house, 12, 31) == {}


def test_what_the_digest_of_the_morning_says_is_not_said_twice(house: House) -> None:
    print_(house, "渡口改期\n截止 2026-05-31 意见反馈")
    house.hands.set(local(12, 1, 0))
    house.reminding.remind_due(20)
    house.hear(PERSON, "/sub 石桥 @日报")
    house.hands.set(local(23, 9, 0))
    print_(house, "石桥渡口改期\n截止 2026-05-31 意见反馈", day="2026-05-23")
    house.hands.set(local(24))
    assert house.reminding.remind_due(20) == 0, "the digest comes first"
    while house.digesting.freeze_due():
        pass
    ear = Ear()
    house.send(ear)
    (digest,) = [text for text in ear.texts() if "报晓 ·" in text]
    assert "5月31日（还有 7 天）意见反馈" in digest
    told = mornings(house, 24, 31)
    assert list(told) == [28, 30, 31]
    assert told[28][0].count("意见反馈") == 1


def test_off_is_off_and_other_days_are_other_days(house: House) -> None:
    print_(house, "渡口改期\n截止 2026-05-31 意见反馈")
    house.hear(PERSON, "/remind 关")
    assert mornings(house, 12, 24) == {}
    house.hear(PERSON, "/remind 5 0")
    assert list(mornings(house, 25, 31)) == [26, 31]


def test_a_chat_that_moved_is_not_reminded_anew(house: House) -> None:
    print_(house, "渡口改期\n截止 2026-05-31 意见反馈")
    assert list(mornings(house, 12, 24)) == [24]
    new = replace(PERSON, to="2")
    house.desk.outbox.redirect(PERSON, new)
    house.hands.set(local(25))
    while house.reminding.remind_due(20):
        pass
    ear = Ear()
    house.send(ear)
    assert not ear.texts(new)


def test_a_clock_that_was_ahead_silences_nobody(house: House) -> None:
    print_(house, "渡口改期\n截止 2026-05-31 意见反馈")
    house.hands.set(local(11) + 400 * DAY)
    while house.reminding.remind_due(20):
        pass
    assert list(mornings(house, 12, 24)) == [24]
