"""Digest times, quiet hours and mutes through the whole house, with a real database: nothing lost, nothing twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model import Address, State
from bot.sqlite import desk, migrations
from bot.times import Slot, Timetable
from house import PERSON, Clock, Ear, House, Substrings, blocks
from lived_day import Killed, Life, drop, mortal
from watchers.sqlite import open_database

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MIDDAY = datetime(2026, 5, 11, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.hands.set(MIDDAY)
    yield house
    house.close()


def open_house(folder: Path, clock: Clock | None = None) -> House:
    return House(folder, clock, finder=Substrings(), read=blocks)


def asked(house: House, *lines: str) -> Ear:
    """After these lines, with their answers out of the way."""
    for line in lines:
        house.hear(PERSON, line)
    house.send(Ear())
    return Ear()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def go(house: House, ear: Ear, when: str | datetime) -> list[str]:
    """What is told when the clock shows that."""
    before = len(ear.told)
    house.hands.set(at(when) if isinstance(when, str) else when)
    house.take_in()
    house.digesting.freeze_due()
    house.send(ear)
    return [message.body.text for _, message in ear.told[before:]]


def prints(
    house: House, *numbers: int, headline: str = "渡口见闻", page: int | None = None, paper: str = "晨光日报"
) -> None:
    """One page with an article for each number, and nothing of it taken in yet."""
    day = house.hands().astimezone(ZoneInfo("Asia/Shanghai")).date()
    name = f"{paper}/{day}/{page or numbers[0]:02}.txt"
    house.page(name, "\n\n".join(f"【{n}】{headline}\n正文{n}。" for n in numbers))


def marks(texts: Sequence[str]) -> list[str]:
    return re.findall(r"【\d+】", "".join(texts))


# -- digest times ------------------------------------------------------------------------------------------------------


def lives_through(house: House, ear: Ear, moments: Sequence[datetime]) -> list[tuple[datetime, str]]:
    return [(moment, text) for moment in moments for text in go(house, ear, moment) if text.startswith("🌅")]


@pytest.mark.parametrize(
    "moments",
    [
        pytest.param([DAY], id="+1d"),
        pytest.param([-2 * HOUR], id="-2h"),
        pytest.param([3650 * DAY], id="+10y"),
        pytest.param([DAY, -2 * HOUR, 3650 * DAY], id="one after the other"),
    ],
)
def test_a_clock_that_jumps_and_comes_back(house: House, moments: list[timedelta]) -> None:
    """T2: each article once, and no silence that is longer than a day after the clock is right again."""
    ear = asked(house, "/sub 渡口", "/digest 都发")
    right, told = MIDDAY, list[tuple[datetime, str]]()
    for n, jump in enumerate([timedelta(), *moments], 1):
        prints(house, n, page=n)
        right += 21 * HOUR
        told += lives_through(house, ear, [right + minutes * MINUTE for minutes in range(0, 120, 10)])
        right += 2 * HOUR
        lives_through(house, ear, [right + jump, right + jump + HOUR])  # the clock is wrong for an hour
        right += HOUR
        house.hands.set(right)
        assert next_within(house, ear, right, DAY)
    assert sorted(marks(ear.texts())) == sorted(f"【{n}】" for n in range(1, len(moments) + 2))


def next_within(house: House, ear: Ear, begin: datetime, interval: timedelta) -> bool:
    """Whether the next digest is planned within the interval, once the service has looked at the clock."""
    go(house, ear, begin)
    person = house.desk.subscriptions.subscriber(PERSON)
    assert person
    assert person.next_digest_at
    return begin < person.next_digest_at <= begin + interval


def test_an_hour_back_after_the_digest_gives_no_second_one(house: House) -> None:
    ear = asked(house, "/sub 渡口", "/digest 都发")
    prints(house, 1)
    assert marks(go(house, ear, "2026-05-12T07:31")) == ["【1】"]
    for minutes in range(0, 180, 5):
        assert go(house, ear, at("2026-05-12T05:31") + minutes * MINUTE) == []
    assert len(go(house, ear, "2026-05-13T07:30")) == 1


def test_a_digest_that_was_given_in_a_wrong_future_comes_again_when_it_is_its_day(house: House) -> None:
    """Under a key of its own: were it taken for the one that was sent, what is new in it would be lost."""
    ear = asked(house, "/sub 渡口", "/digest 都发")
    assert len(go(house, ear, "2026-05-13T08:00")) == 1
    go(house, ear, "2026-05-12T08:00")
    prints(house, 1)
    house.database.execute("UPDATE sources SET due_at = 0")  # when they are visited is not the matter here
    assert marks(go(house, ear, "2026-05-13T07:30")) == ["【1】"]
    keys = [row["key"] for row in house.database.query("SELECT key FROM deliveries WHERE key LIKE 'digest:%'")]
    assert all("2026-05-13T0730" in key for key in keys)
    assert len(keys) == 2


def test_what_fell_into_downtime_comes_once_and_merged(tmp_path: Path) -> None:
    house = open_house(tmp_path)
    house.hands.set(MIDDAY)
    ear = asked(house, "/sub 渡口", "/digest 07:30 12:00 18:00", "/digest 都发")
    prints(house, 1, 2)
    house.take_in()
    house.close()
    house = open_house(tmp_path, Clock(at("2026-05-13T12:30")))
    told = go(house, ear, "2026-05-13T12:30")
    assert (len(told), sorted(marks(told))) == (1, ["【1】", "【2】"])
    assert go(house, ear, "2026-05-13T12:31") == []
    assert len(go(house, ear, "2026-05-13T18:00")) == 1
    house.close()


def test_several_a_day_and_some_days_only(house: House) -> None:
    """A week in steps of half an hour: Monday noon to Monday noon."""
    ear = asked(house, "/digest 工作日 07:30 18:00", "/digest 都发")
    told = lives_through(house, ear, [MIDDAY + n * 30 * MINUTE for n in range(7 * 48)])
    local = [moment.astimezone(ZoneInfo("Asia/Shanghai")) for moment, _ in told]
    weekdays = ["Mon 18:00", *(f"{day} {hour}" for day in ("Tue", "Wed", "Thu", "Fri") for hour in ("07:30", "18:00"))]
    assert [f"{moment:%a %H:%M}" for moment in local] == [*weekdays, "Mon 07:30"]


def test_a_journey_gives_no_second_digest_of_a_day_and_time(house: House) -> None:
    ear = asked(house, "/sub 渡口", "/digest 都发")
    assert len(go(house, ear, "2026-05-12T07:30")) == 1
    asked(house, "/tz 纽约")  # there it is 19:30 of the day before
    assert go(house, ear, "2026-05-12T19:30") == [], "07:30 of the twelfth, once more"
    asked(house, "/tz 上海")
    assert len(go(house, ear, "2026-05-13T07:30")) == 1


def test_an_old_database_opens(tmp_path: Path) -> None:
    """As it was before there were timetables: one time for each, planned by what no longer plans."""
    database = open_database(tmp_path / "old.db")
    migrations.apply(database, stop_before="m020_digest_times_quiet_hours_and_mutes")
    database.execute(
        "INSERT INTO subscribers (address, language, timezone, digest_at, joined_at, next_digest_at) "
        "VALUES ('fake:1', 'zh-Hans', 'Asia/Shanghai', '07:30', 0, 1), ('fake:2', 'en', 'UTC', NULL, 0, NULL)"
    )
    migrations.apply(database)
    one, two = desk(database).subscriptions.subscribers()
    assert (one.timetable, one.planned_at, one.quiet, one.mutes) == (Timetable.parse("07:30"), None, None, ())
    assert two.timetable is None
    assert [due.address.to for due in desk(database).subscriptions.digests_due(MIDDAY)] == ["1"]
    database.close()


def test_the_first_digest_after_the_old_database_is_not_left_out(house: House) -> None:
    ear = asked(house, "/sub 渡口", "/digest 都发")
    house.database.execute("UPDATE subscribers SET planned_at = NULL, served = NULL")
    assert len(go(house, ear, "2026-05-12T07:31")) == 1
    person = house.desk.subscriptions.subscriber(PERSON)
    assert person
    assert person.served == Slot(date(2026, 5, 12), person.served.at if person.served else MIDDAY.time())


ZONES = ("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Europe/London", "America/Sao_Paulo")


def changes(year: int) -> Iterator[tuple[datetime, str]]:
    """Each day of a year on which one of the zones changes its clock, and its name."""
    for zone in map(ZoneInfo, ZONES):
        days = [datetime(year, 1, 1, tzinfo=UTC) + n * DAY for n in range(365)]
        yield from (
            (day, f"{zone}, {day:%F}")
            for day in days
            if day.astimezone(zone).utcoffset() != (day + DAY).astimezone(zone).utcoffset()
        )


@pytest.mark.parametrize(
    ("begin", "days", "times"),
    [
        *(
            pytest.param(day - 2 * DAY, 5, ("0000", "0230", "2359"), id=name)
            for year in (2017, 2026)
            for day, name in changes(year)
        ),
        pytest.param(datetime(2026, 1, 1, tzinfo=UTC), 400, ("0230",), id="400 days", marks=pytest.mark.slow),
    ],
)
def test_every_digest_time_of_every_day_in_five_zones(
    house: House, begin: datetime, days: int, times: tuple[str, ...]
) -> None:
    """T1, with a real database: the service looks whenever something is due, and a little later than that.

    Three times a day around each change of a clock; through a whole year at the time that the changes make doubtful.
    """
    house.hands.set(begin)
    for zone in ZONES:
        asked_for = " ".join(f"{one[:2]}:{one[2:]}" for one in times)
        for line in (f"/tz {zone}", f"/digest {asked_for}", "/digest 都发"):
            house.hear(Address("fake", zone), line)
    while house.hands() < begin + days * DAY:
        due = min(one.next_digest_at for one in house.desk.subscriptions.subscribers() if one.next_digest_at)
        house.hands.set(due + timedelta(seconds=7))
        house.digesting.freeze_due()
    for zone in ZONES:
        keys = house.database.query("SELECT key FROM deliveries WHERE key LIKE ?", [f"digest:fake:{zone}:%"])
        told = [row["key"].split(":")[3] for row in keys]
        first = begin.astimezone(ZoneInfo(zone)).date()
        whole = [f"{first + n * DAY}T{at}" for n in range(1, days - 1) for at in times]
        assert len(told) == len(set(told))
        assert set(whole) <= set(told), zone


# -- quiet hours -------------------------------------------------------------------------------------------------------


def test_what_falls_into_quiet_hours_comes_as_one_message_at_their_end(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/digest 关", "/quiet 22:30-7:00")
    prints(house, 1)
    assert marks(go(house, ear, "2026-05-11T22:29")) == ["【1】"]
    prints(house, 2)
    assert go(house, ear, "2026-05-11T22:30") == []
    prints(house, 3, 4)
    assert go(house, ear, "2026-05-12T03:00") == []
    assert go(house, ear, "2026-05-12T06:59") == []
    (text,) = go(house, ear, "2026-05-12T07:00")
    assert text.startswith("🔔 免打扰期间有 3 条提醒")
    assert re.findall(r"(\d)\. 【(\d)】", text) == [("1", "2"), ("2", "3"), ("3", "4")]
    _, items = house.desk.memory.shown(PERSON)
    assert [item.number for item in items] == [1, 2, 3]
    assert go(house, ear, "2026-05-12T07:01") == []


def test_a_correction_of_what_was_held_is_silent(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/quiet 22:30-7:00")
    prints(house, 1)
    go(house, ear, "2026-05-11T23:00")
    house.page("晨光日报/2026-05-11/01.txt", "【1】渡口见闻\n正文1，更正过。")
    go(house, ear, "2026-05-11T23:30")
    assert marks(go(house, ear, "2026-05-12T07:00")) == ["【1】"]
    house.page("晨光日报/2026-05-11/01.txt", "【1】渡口见闻\n正文1，又更正过。")
    assert marks(go(house, ear, "2026-05-12T07:10")) == []
    told = go(house, ear, "2026-05-12T07:30")
    assert told == [] or all("已经即时提醒过" in text for text in told)


def test_a_digest_that_falls_due_inside_comes_with_what_was_held(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/sub 粮价", "/digest 06:30", "/quiet 22:30-7:00")
    prints(house, 1, page=1)
    prints(house, 2, headline="粮价平稳", page=2)
    assert go(house, ear, "2026-05-11T23:00") == []
    assert go(house, ear, "2026-05-12T06:30") == []
    (text,) = go(house, ear, "2026-05-12T07:00")
    assert text.startswith("🌅")
    assert "免打扰期间有 1 条提醒" in text
    assert all(f"【{n}】" in text for n in (1, 2))
    assert go(house, ear, "2026-05-12T07:05") == []
    house.page("晨光日报/2026-05-11/01.txt", "【1】渡口见闻\n更正。")
    assert go(house, ear, "2026-05-12T08:00") == []


def test_a_grave_warning_passes(house: House) -> None:
    ear = asked(house, "/sub 预警 @即时", "/quiet 22:30-7:00 例外 橙")
    prints(house, 1, headline="暴雨黄色预警", page=1)
    prints(house, 2, headline="暴雨橙色预警", page=2)
    prints(house, 3, headline="解除大风红色预警信号", page=3)
    assert marks(go(house, ear, "2026-05-12T01:00")) == ["【2】"]
    assert sorted(marks(go(house, ear, "2026-05-12T07:00"))) == ["【1】", "【3】"]


def test_answers_go_at_once(house: House) -> None:
    ear = asked(house, "/quiet 22:30-7:00")
    house.hands.set(at("2026-05-12T01:00"))
    house.hear(PERSON, "/list")
    house.send(ear)
    assert len(ear.told) == 1


def test_to_end_the_quiet_hours_lets_go_what_is_held(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/digest 关", "/quiet 22:30-7:00")
    prints(house, 1)
    assert go(house, ear, "2026-05-12T01:00") == []
    house.hear(PERSON, "/quiet 关")
    told = go(house, ear, "2026-05-12T01:01")
    assert "留着的 1 条提醒马上发给你" in told[0]
    assert marks(told) == ["【1】"]


def test_other_quiet_hours_hold_on(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/digest 关", "/quiet 22:30-7:00")
    prints(house, 1)
    go(house, ear, "2026-05-12T01:00")
    asked(house, "/quiet 22:30-8:00")
    assert go(house, ear, "2026-05-12T07:00") == []
    assert marks(go(house, ear, "2026-05-12T08:00")) == ["【1】"]


def test_what_is_held_survives_a_pause_and_a_journey(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/digest 关", "/quiet 22:30-7:00")
    prints(house, 1)
    go(house, ear, "2026-05-12T01:00")
    asked(house, "/pause")
    assert go(house, ear, "2026-05-12T09:00") == []
    asked(house, "/resume", "/tz 伦敦")  # where it is two in the morning
    assert go(house, ear, "2026-05-12T09:01") == []
    assert marks(go(house, ear, "2026-05-12T14:00")) == ["【1】"]


def test_what_is_held_moves_along_with_the_chat(house: House) -> None:
    ear, moved = asked(house, "/sub 渡口 @即时", "/digest 关", "/quiet 22:30-7:00"), Address("fake", "-100")
    prints(house, 1)
    go(house, ear, "2026-05-12T01:00")
    house.hear(moved, "/list")
    house.desk.outbox.redirect(PERSON, moved)
    house.send(Ear())
    assert go(house, ear, "2026-05-12T06:00") == []
    assert marks(go(house, ear, "2026-05-12T07:00")) == ["【1】"]


def test_what_was_held_by_a_wrong_clock_is_not_held_for_years(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/digest 关", "/quiet 22:30-7:00")
    prints(house, 1)
    assert go(house, ear, at("2026-05-12T01:00") + 3650 * DAY) == []
    assert marks(go(house, ear, "2026-05-11T14:00")) == ["【1】"]


NIGHT = ("2026-05-11T23:00", "2026-05-12T06:30", "2026-05-12T07:00", "2026-05-12T07:30")


TIMETABLES = pytest.mark.parametrize("timetable", ["关", "06:30"], ids=["alone", "with the digest"])


@TIMETABLES
def test_killed_where_it_makes_a_difference_what_is_held_is_told_once(tmp_path: Path, timetable: str) -> None:
    """What the outbox holds in the morning is what will be told."""
    deaths = check_night(tmp_path, timetable, None).deaths
    assert len(deaths) > 9
    for ends in deaths:
        check_night(tmp_path, timetable, ends)


# With 1 every statement of the night is tried, which takes half a minute; it was done, and all is well.
STRIDE = 13


@pytest.mark.slow
@TIMETABLES
def test_killed_anywhere_what_is_held_is_told_once(tmp_path: Path, timetable: str) -> None:
    for ends in range(1, check_night(tmp_path, timetable, None).beats, STRIDE):
        check_night(tmp_path, timetable, ends)


def check_night(folder: Path, timetable: str, ends: int | None) -> Life:
    """A night with a kill before that statement; each article is told once by the morning."""
    inside = folder / str(ends)
    inside.mkdir()
    life, told = night(inside, timetable, Life(ends=ends))
    assert told == (["【1】", "【2】"] if timetable == "关" else ["【1】", "【2】", "【3】"]), f"killed at {ends}"
    shutil.rmtree(inside)
    return life


def night(folder: Path, timetable: str, life: Life) -> tuple[Life, list[str]]:
    house = open_house(folder)
    house.hands.set(MIDDAY)
    asked(house, "/sub 渡口 @即时", "/sub 粮价", f"/digest {timetable}", "/quiet 22:30-7:00")
    prints(house, 1, 2, page=1)
    prints(house, 3, headline="粮价平稳", page=3)
    bare = mortal(house, life)
    for moment in NIGHT:
        house.hands.set(at(moment))
        try:
            works(house)
        except Killed:
            drop(bare)
            house = open_house(folder, Clock(at(moment) + 11 * MINUTE))  # the lease of the visit is over
            works(house)
    life.ends = None
    rows = house.database.query("SELECT json_extract(message, '$.body.text') AS t FROM deliveries WHERE lane <> 0")
    told = sorted(mark for row in rows for mark in set(marks([row["t"]])))
    house.close()
    return life, told


def works(house: House) -> None:
    house.database.execute("PRAGMA synchronous = OFF")  # the process dies, not the machine
    house.take_in()
    house.digesting.freeze_due()


# -- mutes -------------------------------------------------------------------------------------------------------------


def button(ear: Ear, label: str) -> str:
    """The data of the last button with that label."""
    found = [one.data for _, message in ear.told for row in message.buttons for one in row if one.label == label]
    return found[-1]


def test_a_muted_subscription_is_silent_until_then(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/sub 粮价 @即时", "/digest 关", "/mute 1 1天")
    prints(house, 1, page=1)
    prints(house, 2, headline="粮价平稳", page=2)
    assert marks(go(house, ear, "2026-05-11T13:00")) == ["【2】"]
    prints(house, 3, page=3)
    assert go(house, ear, "2026-05-12T11:59") == []
    prints(house, 4, page=4)
    assert marks(go(house, ear, "2026-05-12T12:00")) == ["【4】"], "nobody had to clean up"


def test_what_another_subscription_brings_is_told(house: House) -> None:
    ear = asked(house, "/sub 渡口", "/sub 见闻", "/mute 1 7天")
    prints(house, 1, page=1)
    prints(house, 2, headline="渡口停航", page=2)
    (text,) = go(house, ear, "2026-05-12T07:30")
    assert marks([text]) == ["【1】"]
    assert "「渡口」" not in text


def test_a_muted_source_is_silent(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时")
    prints(house, 1, paper="晚风报")
    go(house, ear, "2026-05-11T12:30")
    asked(house, "/mute 来源 晚风报 7天")
    prints(house, 2, paper="晚风报")
    prints(house, 3, paper="晨光日报")
    assert marks(go(house, ear, "2026-05-11T13:00")) == ["【3】"]
    told = go(house, ear, "2026-05-12T07:30")
    assert "【2】" not in "".join(told)
    prints(house, 4, paper="晚风报")
    assert "【4】" in marks(go(house, ear, "2026-05-18T12:30"))


EVENT = (
    "6月8日上午，鹿溪湿地公园二期正式开园。公园占地1260亩，新建木栈道8.6公里、观鸟台12座，总投资3.4亿元，"
    "全天免费开放。开园首日接待市民2.1万人次，园方提醒，周末客流集中，请乘坐46路公交前往。"
)


def report(house: House, paper: str, headline: str) -> None:
    """The same event once more, in another paper: one story."""
    day = house.hands().astimezone(ZoneInfo("Asia/Shanghai")).date()
    house.page(f"{paper}/{day}/01.txt", f"{headline}\n{EVENT}")


@pytest.mark.parametrize(
    "lines",
    [
        ["/sub 鹿溪 @静音"],
        ["/sub 鹿溪", "/mute 1 1天"],
        ["/sub 鹿溪", "/mute 来源 晨光日报 1天"],
        ["/sub 鹿溪", "/unsub 1"],
    ],
    ids=["silent", "muted", "source muted", "ended"],
)
def test_who_was_not_told_a_story_hears_of_its_next_report(house: House, lines: list[str]) -> None:
    """A subscription met it and was silent, muted or ended; the digest went by; nobody was told anything."""
    prints(house, 1, headline="别的事")
    house.take_in()
    ear = asked(house, lines[0], "/sub 油坊", "/digest 7:30")
    report(house, "晨光日报", "鹿溪湿地公园二期开园")
    house.take_in()
    asked(house, *lines[1:])
    house.page("早点报/2026-05-11/01.txt", "油坊开张\n今天。")
    (digest,) = go(house, ear, "2026-05-12T07:30")
    assert "油坊" in digest
    assert "湿地" not in digest
    asked(house, "/sub 迎客")
    report(house, "晚风报", "湿地公园二期开门迎客")
    (digest,) = go(house, ear, "2026-05-13T07:30")
    assert "湿地公园二期开门迎客" in digest
    report(house, "午间报", "湿地公园二期今起迎客")
    assert go(house, ear, "2026-05-14T07:30") == [], "now it was told"


def test_who_was_told_a_story_before_the_subscription_ended_does_not_hear_it_again(house: House) -> None:
    ear = asked(house, "/sub 鹿溪", "/digest 7:30")
    report(house, "晨光日报", "鹿溪湿地公园二期开园")
    assert "鹿溪" in go(house, ear, "2026-05-12T07:30")[0]
    asked(house, "/unsub 1", "/sub 迎客")
    report(house, "晚风报", "湿地公园二期开门迎客")
    assert go(house, ear, "2026-05-13T07:30") == []


def test_the_buttons_of_an_alert(tmp_path: Path) -> None:
    """They work after a restart, twice is as good as once, and what they did can be taken back."""
    house = open_house(tmp_path)
    house.hands.set(MIDDAY)
    ear = asked(house, "/sub 渡口 @即时", "/digest 关")
    prints(house, 1)
    go(house, ear, "2026-05-11T13:00")
    (_, message) = ear.told[-1]
    assert all(len(one.data.encode()) <= 64 for row in message.buttons for one in row)
    uid = button(ear, "静音…").removeprefix("silence:")
    week, day, story = f"mute:7:{uid}", f"mute:1:{uid}", f"hush:{uid}"
    house.close()
    house = open_house(tmp_path, Clock(at("2026-05-11T13:00")))
    asked(house, *["/list"] * 9)  # its updates are numbered anew
    for data, until in ((week, "18日 13:00。"), (week, "18日 13:00。"), (day, "12日 13:00（原来到 5月18日 13:00）")):
        house.hear(PERSON, data=data)
        told = go(house, ear, "2026-05-11T13:00")
        assert f"「渡口」静音到 5月{until}" in told[0], "the newest wish counts"
    house.hear(PERSON, data=button(ear, "取消静音"))
    house.hear(PERSON, data=story)
    assert "【1】渡口见闻」这件事静音到 6月10日" in go(house, ear, "2026-05-11T13:02")[-1]
    prints(house, 2)
    assert marks(go(house, ear, "2026-05-11T14:00")) == ["【2】"]
    house.hear(PERSON, "/list")
    assert "🔇 「【1】渡口见闻」到 6月10日 13:00" in go(house, ear, "2026-05-11T14:01")[-1]
    house.close()


def test_a_button_of_another_chat_does_nothing_there(house: House) -> None:
    ear, other = asked(house, "/sub 渡口 @即时", "/mute 1 7天"), Address("fake", "2")
    house.hear(PERSON, "/mute 1 7天")
    go(house, ear, "2026-05-11T13:00")
    for data in (
        button(ear, "取消静音"),
        "unmute:999",
        "unmute:x",
        "mute:3:u",
        "mute:1:nothing",
        "hush:",
        "mute:",
        "quiet:x",
    ):
        house.hear(other, data=data)
    house.send(ear)
    (mine,) = house.desk.subscriptions.of(PERSON)
    assert mine.muted_until == at("2026-05-18T12:00")
    assert all("失效" in text or "没看懂" in text for text in ear.texts(other))


def test_what_was_muted_is_found_with_its_mark(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/mute 1 7天")
    prints(house, 1)
    assert go(house, ear, "2026-05-11T13:00") == []
    house.hear(PERSON, "/today")
    assert "1. 🔇 【1】渡口见闻" in go(house, ear, "2026-05-11T13:01")[0]


def test_what_was_held_and_then_muted_is_not_told(house: House) -> None:
    ear = asked(house, "/sub 渡口 @即时", "/digest 关", "/quiet 22:30-7:00")
    prints(house, 1)
    go(house, ear, "2026-05-12T01:00")
    asked(house, "/mute 1 1天")
    assert go(house, ear, "2026-05-12T07:00") == []
    assert not house.desk.subscriptions.held(PERSON)
    assert State.DUE not in house.desk.outbox.waiting()


# -- later pages -------------------------------------------------------------------------------------------------------


def test_no_item_falls_between_two_pages_of_a_digest(house: House) -> None:
    """Above page one stands more than above the list that is shown again: what rang, and what was held."""
    ear = asked(house, "/sub 渡口 @即时", "/sub 粮价", "/digest 06:30", "/quiet 22:30-7:00")
    prints(house, 1, 2, headline="渡口见闻" * 30, page=1)
    go(house, ear, "2026-05-11T21:00")
    prints(house, 3, 4, headline="渡口见闻" * 30, page=2)
    prints(house, *range(5, 150), headline="粮价平稳，供应充足，各处市场都有存货", page=3)
    go(house, ear, "2026-05-11T23:00")
    told = go(house, ear, "2026-05-12T07:00")
    while more := [one.data for row in ear.told[-1][1].buttons for one in row if "▶" in one.label]:
        house.hear(PERSON, data=more[0])
        told += go(house, ear, house.hands())
    numbers = [int(n) for text in told for n in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert len(told) > 2
    assert numbers == list(range(1, 148))
