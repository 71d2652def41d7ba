"""What stops where the reader is: which events are such, when they are over, and how they stand in a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.compose import outages
from bot.compose.digest import digest
from bot.compose.front import Almanac
from bot.compose.outages import Outage
from bot.styled import Styled
from bot.texts import texts
from watchers.model import Event

TODAY = date(2026, 5, 13)
TOMORROW = TODAY + timedelta(days=1)


def stop(what: str = "石桥路停水", first: date = TODAY, last: date | None = None, time: str = "") -> Event:
    return Event(what=what, first=first, last=last or first, time=time)


@pytest.mark.parametrize(
    ("event", "coming"),
    [
        (stop("停水"), True),
        (stop("茶山路等地暂停供气"), True),
        (stop("茶山路停电", TOMORROW), True),
        (stop("茶山路全封闭施工", TODAY - timedelta(days=9), TOMORROW), True),
        (stop("茶山路停水", TODAY - timedelta(days=1)), False),
        (stop("茶山路停水", TOMORROW + timedelta(days=1)), False),
        (replace(stop("茶山路停水"), first=None), True),
        (stop("停水停电应急演练"), False),
        (stop("茶山路供水讲座"), False),
    ],
)
def test_what_stops_today_or_tomorrow(event: Event, coming: bool) -> None:
    assert outages.coming(event, TODAY) is coming


@pytest.mark.parametrize(
    ("time", "over"),
    [
        ("5时至7时", True),
        ("8时至20时", False),
        ("22时至5月13日6时", True),
        ("6时至7时30分", True),
        ("6时至7时半", True),
        ("6:00-7:45", False),
        ("7时", False),
        ("22时至次日6时", False),
        ("22:00-6:00", False),
        ("凌晨2时至下午5时", False),
        ("凌晨5时至7时", True),
        ("", False),
    ],
)
def test_it_is_over_when_its_hours_are(time: str, over: bool) -> None:
    assert outages.past(stop(time=time), datetime(2026, 5, 13, 7, 30)) is over


def test_they_lead_what_is_to_be_done() -> None:
    closed = (
        Outage(event=stop(time="8时至20时"), headline="", number=2),
        Outage(event=stop("停电", TOMORROW), headline="石桥镇明日停电检修", number=9),
    )
    (page,) = digest(Styled("今日"), Almanac(today=TODAY, outages=closed), [], texts("zh-Hans"))
    assert page.body.text.split("\n\n")[1].splitlines() == [
        "⏰ 今日要办",
        "· 今天 8时至20时，石桥路停水（第 2 条）",
        "· 明天，石桥镇明日停电检修（第 9 条）",
    ]


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("8时至18时", "8:00–18:00"),
        ("下午2时至5时30分", "14:00–17:30"),
        ("22时至次日6时", "22:00–6:00 next day"),
        ("22时至5月14日6时", "22:00 to 14 May 6:00"),
        ("22时至14日6时", "22时至14日6时"),
        ("9:00—17:30", "9:00–17:30"),
        ("上午9时", "9:00"),
        ("涨潮时", "涨潮时"),
    ],
)
def test_hours_are_said_in_the_readers_language(printed: str, english: str) -> None:
    closed = (Outage(event=stop(time=printed), headline="", number=2),)
    (page,) = digest(Styled("Today"), Almanac(today=TODAY, outages=closed), [], texts("en"))
    assert f" {english}: " in page.body.text
    assert texts("zh-Hant").hours("8时至18时") == "8時至18時"
