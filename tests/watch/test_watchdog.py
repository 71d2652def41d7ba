"""What the watchdog says of sources whose past is written out here. Times are Beijing's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from watchers.model import Fault, Found, Kind, Look, SeenDay, Source, SourceHealth
from watchers.times import BEIJING
from watchers.watchdog import Condition, Verdict, judge

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY = date(2026, 6, 1)
WELL = Verdict()


def at(day: date, hour: float = 0) -> datetime:
    return datetime.combine(day, time(), tzinfo=BEIJING) + hour * HOUR


def source(kind: Kind = Kind.EPAPER, every: timedelta = 10 * MINUTE) -> Source:
    return Source(name="晨光", kind=kind, location="", every=every, paper="晨光日报")


def look(begun: datetime, until: datetime | None = None, times: int = 1, **found: int | Fault) -> Look:
    return Look(begun_at=begun, at=until or begun, times=times, found=Found(**found))  # type: ignore[arg-type]


class Past:
    """Weeks of a source: a daily's issues at `hour`, none on the weekdays `without` nor on `skipped` days."""

    def __init__(
        self,
        weeks: int = 6,
        hour: float = 6.5,
        articles: int = 60,
        without: Collection[int] = (),
        skipped: Collection[date] = (),
    ) -> None:
        self.today = MONDAY + 7 * weeks * DAY
        every = [MONDAY + n * DAY for n in range(7 * weeks)]
        came = [day for day in every if day.weekday() not in without and day not in skipped]
        self.days = [SeenDay(day=day, first_at=at(day, hour), articles=articles) for day in came]
        self.looks = [look(at(MONDAY), at(self.today), times=999)]
        self.kind, self.every, self.failures = Kind.EPAPER, 10 * MINUTE, 0

    def judge(self, now: datetime, **changes: object) -> Verdict:
        given = {"last_good_at": now, "failures": self.failures, "last_error": "连不上。", **changes}
        health = SourceHealth(source=source(self.kind, self.every), due_at=now)
        return judge(replace(health, **given), self.looks, self.days, now)  # type: ignore[arg-type]

    def issue(self, day: date, hour: float = 6.5, articles: int = 60) -> None:
        self.days.append(SeenDay(day=day, first_at=at(day, hour), articles=articles))


def test_a_newcomer_is_well() -> None:
    for kind in Kind:
        health = SourceHealth(source=source(kind), due_at=at(MONDAY))
        assert judge(health, (), (), at(MONDAY)) == WELL
        first = [look(at(MONDAY), new=300, articles=300, issues=8)]
        days = [SeenDay(day=MONDAY - n * DAY, first_at=at(MONDAY, 15), articles=40) for n in range(7, -1, -1)]
        for hour in range(90):
            now = at(MONDAY, 15 + hour)
            assert judge(replace(health, last_good_at=now), first, days, now).condition is Condition.WELL


def test_a_daily_in_time_is_well_at_every_hour() -> None:
    past = Past()
    for hour in range(24):
        if hour == 7:
            past.issue(past.today)
        verdict = past.judge(at(past.today, hour))
        assert (verdict.condition, verdict.missing, verdict.usual) == (Condition.WELL, None, time(6, 30))


def test_a_daily_that_does_not_come_is_missed_then_late_then_silent() -> None:
    past = Past()
    told = {hour: past.judge(at(past.today, hour)) for hour in (6, 6.75, 7, 8.25, 8.75, 23.5, 25, 31, 33)}
    assert {hour: (one.condition, one.missing == past.today) for hour, one in told.items()} == {
        6: (Condition.WELL, False),
        6.75: (Condition.WELL, False),
        7: (Condition.WELL, True),
        8.25: (Condition.WELL, True),
        8.75: (Condition.LATE, True),
        23.5: (Condition.LATE, True),
        25: (Condition.LATE, False),
        31: (Condition.LATE, False),
        33: (Condition.SILENT, False),
    }
    late = told[8.75]
    assert (late.day, late.usual, late.since) == (past.today, time(6, 30), at(past.today, 8.5))
    assert "06:30" in late.reason
    assert told[33].count == 2


def test_what_nobody_looked_for_is_not_missing() -> None:
    """The service was down in the morning: only a good visit shows that there is no issue."""
    past = Past()
    assert past.judge(at(past.today, 12), last_good_at=at(past.today, 5)).condition is Condition.WELL
    assert past.judge(at(past.today, 12), last_good_at=at(past.today, 12)).condition is Condition.LATE


@pytest.mark.parametrize("resting", [{5}, {5, 6}, {0, 2, 3, 4, 5, 6}])
def test_the_weekdays_on_which_a_paper_rests_are_no_silence(resting: set[int]) -> None:
    past = Past(weeks=5, without=resting)
    for n in range(7):
        day = past.today + n * DAY
        for hour in range(24):
            if hour == 7 and day.weekday() not in resting:
                past.issue(day)
            verdict = past.judge(at(day, hour))
            assert (verdict.condition, verdict.missing) == (Condition.WELL, None), (day, hour)


def test_a_holiday_of_a_week_is_forgotten_when_it_is_over() -> None:
    skipped = [MONDAY + n * DAY for n in range(14, 21)]
    past = Past(weeks=6, skipped=skipped)
    past.issue(past.today)
    assert past.judge(at(past.today, 12)).condition is Condition.WELL
    assert past.judge(at(past.today + DAY, 12)).condition is Condition.LATE, "and Tuesday is still expected"


def test_one_bad_morning_does_not_move_the_usual_hour() -> None:
    past = Past(weeks=8)
    slept = past.days[-7]
    past.days[-7] = replace(slept, first_at=at(slept.day, 15))
    assert past.judge(at(past.today, 9)).usual == time(6, 30)
    assert past.judge(at(past.today, 9)).condition is Condition.LATE


def test_each_weekday_has_its_own_hour() -> None:
    past = Past(weeks=6)
    past.days = [replace(one, first_at=at(one.day, 10)) if one.day.weekday() == 0 else one for one in past.days]
    assert past.judge(at(past.today, 11)).condition is Condition.WELL
    assert past.judge(at(past.today, 12.5)).condition is Condition.LATE


def test_papers_that_go_up_the_evening_before() -> None:
    past = Past(weeks=4, hour=-1)
    past.issue(past.today, hour=-1)
    assert past.judge(at(past.today, 12)).condition is Condition.WELL
    assert past.judge(at(past.today + DAY, 2)).condition is Condition.LATE


def test_an_issue_that_is_far_too_thin() -> None:
    past = Past(weeks=5)
    past.issue(past.today, articles=25)
    assert past.judge(at(past.today, 9)).condition is Condition.WELL, "it may be going up still"
    thin = past.judge(at(past.today, 10))
    assert (thin.condition, thin.day, thin.count, thin.normal) == (Condition.SHRUNKEN, past.today, 25, 60)
    past.issue(past.today + DAY)
    assert past.judge(at(past.today + DAY, 10)).condition is Condition.WELL


def test_a_weekday_that_is_always_thin_and_one_that_is_half() -> None:
    past = Past(weeks=5)
    past.days = [replace(one, articles=24) if one.day.weekday() == 0 else one for one in past.days]
    past.issue(past.today, articles=20)
    assert past.judge(at(past.today, 12)).condition is Condition.WELL
    past = Past(weeks=5)
    past.issue(past.today, articles=31)
    assert past.judge(at(past.today, 12)).condition is Condition.WELL


def test_two_failures_in_a_row_are_a_state_and_one_is_weather() -> None:
    past = Past()
    now = at(past.today, 3)
    for times, condition in ((1, Condition.WELL), (2, Condition.FAILING)):
        past.looks = [past.looks[0], look(now - HOUR, now, times, fault=Fault.UNREACHABLE)]
        verdict = past.judge(now, failures=times, last_good_at=now - HOUR)
        assert verdict.condition is condition
    assert "连不上" in verdict.reason
    assert verdict.since == now - HOUR


def test_a_layout_that_changed_is_told_apart() -> None:
    past = Past()
    now = at(past.today, 3)
    past.looks += [look(now - HOUR, fault=Fault.UNREACHABLE), look(now, fault=Fault.LAYOUT)]
    assert past.judge(now, failures=2).condition is Condition.FAILING, "once, it may have been a page of the network"
    past.looks.append(look(now, times=2, fault=Fault.LAYOUT))
    assert past.judge(now, failures=4).condition is Condition.CHANGED
    past.looks.append(look(now, fault=Fault.UNREACHABLE))
    assert past.judge(now, failures=5).condition is Condition.CHANGED, "and stays so until it is well"


def test_pages_that_come_empty() -> None:
    past = Past()
    past.looks = [look(at(MONDAY + n * DAY, 7), new=40, articles=40, issues=1) for n in range(8)]
    empty = at(MONDAY + 8 * DAY, 7)
    past.looks.append(look(empty, articles=0, issues=1))
    assert past.judge(at(past.today, 3)).condition is Condition.WELL, "once may be chance"
    past.looks[-1] = replace(past.looks[-1], times=2)
    verdict = past.judge(at(past.today, 3))
    assert (verdict.condition, verdict.normal, verdict.since) == (Condition.CHANGED, 40, empty)


def test_a_source_that_only_ever_asks_for_time() -> None:
    past = Past()
    now = at(past.today, 3)
    past.looks.append(look(now - 30 * HOUR, now, 30, fault=Fault.LATER))
    assert past.judge(now, last_good_at=now - 31 * HOUR).condition is Condition.FAILING
    assert past.judge(now, last_good_at=now - 20 * HOUR).condition is Condition.WELL


def feed(gaps: list[float], start: float = 9) -> Past:
    """A feed that brought something after each of these numbers of hours."""
    past = Past()
    past.kind, past.days, past.looks, when = Kind.FEED, [], [], at(MONDAY, start)
    for gap in gaps:
        past.looks.append(look(when, new=1, articles=20))
        when += gap * HOUR
    past.looks.append(look(when, new=1, articles=20))
    return past


@pytest.mark.parametrize(
    ("gaps", "well", "silent"),
    [
        ([0.5] * 47, 71, 73),  # known for a day only: three days
        ([8] * 60, 23, 25),  # around the clock, three weeks: a day
        ([10, 10, 10, 60] * 10, 119, 121),  # up to 60 hours of rest, weekends among them: twice that
        ([24, 24, 24, 24, 72] * 4, 239, 241),  # workdays: the longest public holidays, ten days
    ],
)
def test_a_feed_is_silent_after_twice_its_longest_rest(gaps: list[float], well: float, silent: float) -> None:
    past = feed(gaps)
    last = past.looks[-1].begun_at
    assert past.judge(last + well * HOUR).condition is Condition.WELL
    verdict = past.judge(last + silent * HOUR)
    assert verdict.condition is Condition.SILENT
    assert verdict.count == int(silent) // 24
    past.kind = Kind.WARNINGS
    assert past.judge(last + 999 * HOUR).condition is Condition.WELL, "no warnings are good news"


def test_a_feed_with_too_short_a_past_and_one_that_was_not_asked() -> None:
    assert feed([24] * 5).judge(at(MONDAY + 99 * DAY)).condition is Condition.WELL
    past = feed([8] * 60)
    assert past.judge(at(past.today + 90 * DAY), last_good_at=past.looks[-1].at).condition is Condition.WELL


def alternating(times: int, every: timedelta, bad: int = 1) -> list[Look]:
    good, wrong = look(at(MONDAY)), look(at(MONDAY), times=bad, fault=Fault.UNREACHABLE)
    whens = [at(MONDAY) + n * every for n in range(times)]
    return [replace(wrong if n % 2 else good, begun_at=when, at=when) for n, when in enumerate(whens)]


def test_what_is_good_and_bad_in_turn_is_one_state() -> None:
    past = Past()
    past.looks = alternating(8, 30 * MINUTE)
    assert past.judge(past.looks[-1].at).condition is Condition.WELL, "three single failures"
    past.looks = alternating(9, 30 * MINUTE)
    last = past.looks[-1].at
    verdict = past.judge(last)
    assert (verdict.condition, verdict.count) == (Condition.FLAPPING, 8)
    assert past.judge(last + 3.9 * HOUR).condition is Condition.FLAPPING
    assert past.judge(last + 4 * HOUR).condition is not Condition.FLAPPING
    past.looks = alternating(6, HOUR, bad=2)
    assert past.judge(past.looks[-1].at, failures=2).condition is Condition.FLAPPING
    past.looks = alternating(40, 5 * HOUR)
    assert past.judge(past.looks[-1].at).condition is Condition.WELL, "a failure every ten hours is weather"


def test_after_flapping_it_is_what_it_has_become() -> None:
    past = Past()
    past.looks = alternating(12, 30 * MINUTE)
    last = past.looks[-1].at
    assert past.judge(last + HOUR, failures=4).condition is Condition.FLAPPING
    past.looks[-1] = replace(past.looks[-1], at=last + 5 * HOUR, times=6)
    assert past.judge(last + 5 * HOUR, failures=6).condition is Condition.FAILING
