"""How a source is doing, judged by what it usually does: a source that is silent must be told from one with no news.

Everything here is learnt from the last eight weeks of the source itself. It errs on the quiet side: what was seen too
seldom is not judged, and one holiday, one late morning, one failed visit is no state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile
from statistics import median

from watchers.model import Fault, Kind, Look, SeenDay, SourceHealth
from watchers.times import BEIJING

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# One failed visit is weather, two in a row are a state.
FAILURES = 2
# Good and bad in turn: four single failures, or three times two in a row, each change within CALM of the last.
MOST_CHANGES, MOST_EPISODES = 8, 3
# Who fails is asked again within the hour, so four hours are four answers of one kind.
CALM = timedelta(hours=4)
# A page that always gave so many articles does not give none twice by chance.
MANY, EMPTY = 5, 2

DAILIES = (Kind.FOLDER, Kind.EPAPER)
# So far back what is missing is looked for; a paper that has been gone for longer is not coming.
MEMORY = timedelta(days=60)
# A weekday has an issue when two of three of its last six had one: so a holiday of two weeks changes nothing, and a
# paper that gives up its Saturdays is believed after three of them.
WEEKDAYS, SHARE = 6, 2 / 3
# The hour by which the issue is there is the second latest of the last eight: one bad morning does not move it.
ISSUES, FEWEST_OF_WEEKDAY, FEWEST = 8, 4, 5
GRACE = timedelta(hours=2)
# Papers that go up the evening before count as that day's.
EVENING = timedelta(hours=6)
# An issue goes up page by page; after this it is whole. Fewer than half of what its weekday brings is not a thin day:
# issues of one weekday differ by a third, and none was ever seen so thin.
WHOLE, HALF, THINNEST, LEAST_USUAL = timedelta(hours=3), 0.5, 0.8, 10

# Twice the longest silence that it has ever kept; but never within a day, nor, while two weeks were not seen, within
# three; and whoever rests at weekends rests on public holidays, which are nine days with the weekends around them.
TIMES_LONGEST, GAPS = 2, 6
SHORTEST, NEWCOMER, OFFICE = DAY, 3 * DAY, 10 * DAY
KNOWN = timedelta(days=14)


class Condition(StrEnum):
    """What is to be said of a source, the gravest first where several hold."""

    FLAPPING = "flapping"
    CHANGED = "changed"
    FAILING = "failing"
    SILENT = "silent"
    LATE = "late"
    SHRUNKEN = "shrunken"
    WELL = "well"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A source's condition, with what makes it so. `reason` is a sentence for the operator, empty when it is well.

    `since` is when it began; `day` the issue it is about (missing, or thin); `count` what there is (failures, articles,
    days of silence, issues that are missing) and `normal` what is usual. `usual` is the hour by which a daily's issue
    is there; `missing` its issue of today, when that hour has passed without it, long before it counts as late.
    """

    condition: Condition = Condition.WELL
    reason: str = ""
    since: datetime | None = None
    day: date | None = None
    count: int = 0
    normal: int = 0
    usual: time | None = None
    missing: date | None = None


@dataclass(frozen=True, slots=True)
class _Phase:
    """Visits one after the other that were all good or all bad."""

    bad: bool
    begun_at: datetime
    times: int


def judge(health: SourceHealth, looks: Sequence[Look], days: Sequence[SeenDay], now: datetime) -> Verdict:
    """The source's condition; `looks` and `days` are what is remembered of it, the latest last."""
    daily = health.source.kind in DAILIES
    rhythm = _Rhythm(looks, days, now) if daily else None
    told = (
        _flapping(looks, now)
        or _failing(health, looks)
        or _emptied(looks)
        or (_missed(health, rhythm) if rhythm else _silent(health, looks))
        or (_shrunken(days, now) if daily else None)
        or Verdict()
    )
    if rhythm is None:
        return told
    usual = rhythm.usual(rhythm.today)
    return Verdict(
        condition=told.condition,
        reason=told.reason,
        since=told.since,
        day=told.day,
        count=told.count,
        normal=told.normal,
        usual=None if usual is None else (datetime.min + usual % DAY).time(),
        missing=_missing_today(health, rhythm),
    )


def _flapping(looks: Sequence[Look], now: datetime) -> Verdict | None:
    phases = _phases(looks)
    changes = [phase.begun_at for phase in phases[1:]]
    if not changes or not timedelta(0) <= now - changes[-1] < CALM:
        return None
    close = 1 + sum(1 for _ in takewhile(lambda pair: pair[1] - pair[0] < CALM, reversed([*pairwise(changes)])))
    episodes = sum(phase.bad and phase.times >= FAILURES for phase in phases[-close:])
    if close < MOST_CHANGES and episodes < MOST_EPISODES:
        return None
    return Verdict(
        condition=Condition.FLAPPING,
        reason=f"时好时坏，接连变了 {close} 次；安稳 {CALM // HOUR} 小时后再说。",
        since=changes[-close],
        count=close,
    )


def _phases(looks: Sequence[Look]) -> list[_Phase]:
    phases = list[_Phase]()
    for look in looks:
        if look.found.fault is Fault.LATER:
            continue
        bad = look.found.fault is not None
        if phases and phases[-1].bad == bad:
            phases[-1] = _Phase(bad, phases[-1].begun_at, phases[-1].times + look.times)
        else:
            phases.append(_Phase(bad, look.begun_at, look.times))
    return phases


def _failing(health: SourceHealth, looks: Sequence[Look]) -> Verdict | None:
    """Failures in a row; or a source that has asked for time for a day, and said nothing else.

    Where among them pages came twice that were no longer as they should be, it is these: a site that is being made
    anew also refuses and times out, and the operator need not hear of each.
    """
    last = looks[-1] if looks else None
    if health.failures < FAILURES:
        good = health.last_good_at
        if last and good and last.found.fault is Fault.LATER and last.at - good >= DAY:
            return Verdict(condition=Condition.FAILING, reason="一天多来它总是要我们稍后再来。", since=good)
        return None
    wrong = [*takewhile(lambda look: look.found.fault, reversed(looks))]
    strange = sum(look.times for look in wrong if look.found.fault is Fault.LAYOUT)
    layout, phases = strange >= FAILURES, _phases(looks)
    said = "网页变了样，读不出来" if layout else f"连续 {health.failures} 次没读到"
    return Verdict(
        condition=Condition.CHANGED if layout else Condition.FAILING,
        reason=f"{said}：{health.last_error}",
        since=phases[-1].begun_at if phases else None,
        count=health.failures,
    )


def _emptied(looks: Sequence[Look]) -> Verdict | None:
    """Pages that come, and give no article any more."""
    read = [look for look in looks if look.found.fault is None and look.found.issues]
    empty = [*takewhile(lambda look: not look.found.articles, reversed(read))]
    before = [look.found.articles for look in read[: len(read) - len(empty)]]
    if sum(look.times for look in empty) < EMPTY or len(before) < FEWEST or median(before) < MANY:
        return None
    normal = round(median(before))
    return Verdict(
        condition=Condition.CHANGED,
        reason=f"网页打得开，却读不出稿件；以前每次约 {normal} 篇。请用 baoxiao sources test 看看是不是改版了。",
        since=empty[-1].begun_at,
        normal=normal,
    )


def _silent(health: SourceHealth, looks: Sequence[Look]) -> Verdict | None:
    """Of a source that brings something now and then. Warnings and what is pushed come when they come."""
    if health.source.kind not in (Kind.FEED, Kind.POLICY):
        return None
    brought = [look.begun_at for look in looks if look.found.new]
    gaps = [later - earlier for earlier, later in pairwise(brought)]
    if len(gaps) < GAPS or health.last_good_at is None:
        return None
    limit = max(TIMES_LONGEST * max(gaps), _floor(health.source.kind, brought))
    quiet = health.last_good_at - brought[-1]
    if quiet <= limit:
        return None
    days = quiet // DAY
    return Verdict(
        condition=Condition.SILENT,
        reason=f"已经 {days} 天没有新内容；以前最长隔 {_spoken(max(gaps))}。",
        since=brought[-1] + limit,
        count=days,
    )


def _floor(kind: Kind, brought: Sequence[datetime]) -> timedelta:
    if kind is Kind.POLICY:
        return OFFICE
    if brought[-1] - brought[0] < KNOWN:
        return NEWCOMER
    return SHORTEST if any(_local(at).weekday() >= 5 for at in brought) else OFFICE


def _spoken(span: timedelta) -> str:
    return f"{span / DAY:.1f} 天" if span >= DAY else f"{max(1, span // HOUR)} 小时"


class _Rhythm:
    """On which weekdays, and by which hour, the issues of a daily come."""

    def __init__(self, looks: Sequence[Look], days: Sequence[SeenDay], now: datetime) -> None:
        self.today = _local(now).date()
        self.seen = {one.day: one.first_at for one in days if one.day <= self.today}
        self._watched = {day for look in looks if look.found.fault is None for day in _days_of(look)}

    def missed(self, until: datetime) -> Iterator[date]:
        """The issues that should have come, by what was seen `until` then, since the last that did."""
        day = max(max(self.seen, default=self.today) + DAY, self.today - MEMORY)
        while day <= self.today:
            if self.expected(day) and self.due(day) <= until:
                yield day
            day += DAY

    def expected(self, day: date) -> bool:
        """Whether there is an issue on such a day, as far as that is known."""
        weeks = (day - 7 * n * DAY for n in range(1, 9))
        known = [one in self.seen for one in weeks if one in self.seen or one in self._watched][:WEEKDAYS]
        return sum(known) >= max(2, SHARE * len(known))

    def due(self, day: date) -> datetime:
        """From when on the day's issue is late; without a known hour when the day is over."""
        usual = self.usual(day)
        return _midnight(day) + (DAY if usual is None else usual) + GRACE

    def usual(self, day: date) -> timedelta | None:
        """By when after midnight the issue of such a day is there, but for the worst."""
        came = {one: at - _midnight(one) for one, at in self.seen.items() if one < day}
        in_time = {one: late for one, late in came.items() if -EVENING <= late < DAY}
        alike = [late for one, late in in_time.items() if one.weekday() == day.weekday()][-ISSUES:]
        if len(alike) < FEWEST_OF_WEEKDAY:
            alike = [*in_time.values()][-ISSUES:]
        return sorted(alike)[-2] if len(alike) >= FEWEST_OF_WEEKDAY else None


def _missed(health: SourceHealth, rhythm: _Rhythm) -> Verdict | None:
    """One issue that has not come is late, two are silence."""
    if health.last_good_at is None or not (missed := [*rhythm.missed(health.last_good_at)]):
        return None
    first, usual = missed[0], rhythm.usual(missed[0])
    if len(missed) > 1:
        last = f"，最近一期是 {max(rhythm.seen)}" if rhythm.seen else ""
        said = f"连着 {len(missed)} 期没有出{last}。"
        since = rhythm.due(missed[1])
        return Verdict(condition=Condition.SILENT, reason=said, since=since, day=first, count=len(missed))
    hour = "" if usual is None else f"（平时 {(datetime.min + usual % DAY):%H:%M} 前）"
    said = f"{first} 的一期还没有出{hour}。"
    return Verdict(condition=Condition.LATE, reason=said, since=rhythm.due(first), day=first, count=1)


def _missing_today(health: SourceHealth, rhythm: _Rhythm) -> date | None:
    """Seen missing by two visits after the usual hour: what somebody who waits for the paper would like to know."""
    today, usual = rhythm.today, rhythm.usual(rhythm.today)
    if health.last_good_at is None or usual is None or today in rhythm.seen or not rhythm.expected(today):
        return None
    return today if health.last_good_at >= _midnight(today) + usual + 2 * health.source.every else None


def _shrunken(days: Sequence[SeenDay], now: datetime) -> Verdict | None:
    today = _local(now).date()
    known = [one for one in days if one.day <= today]
    if not known or known[-1].day < today - DAY or now - known[-1].first_at < WHOLE:
        return None
    latest, before = known[-1], known[:-1]
    alike = [one.articles for one in before if one.day.weekday() == latest.day.weekday()][-ISSUES:]
    if len(alike) < FEWEST_OF_WEEKDAY:
        return None
    normal = round(median(alike))
    if normal < LEAST_USUAL or latest.articles >= HALF * normal or latest.articles >= THINNEST * min(alike):
        return None
    return Verdict(
        condition=Condition.SHRUNKEN,
        reason=f"{latest.day} 只有 {latest.articles} 篇，平时这一天约 {normal} 篇，可能没有读全。",
        since=latest.first_at + WHOLE,
        day=latest.day,
        count=latest.articles,
        normal=normal,
    )


def _local(at: datetime) -> datetime:
    return at.astimezone(BEIJING)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=BEIJING)


def _days_of(look: Look) -> Iterator[date]:
    """The days on which the visits of a look were made."""
    first, last = _local(look.begun_at).date(), _local(look.at).date()
    for n in range(min((last - first) // DAY, MEMORY // DAY) + 1):
        yield first + n * DAY
