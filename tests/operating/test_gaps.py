"""Who depends on a source is told in the digest when it is not well: once for each day and condition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.model import Address
from bot.notices import Notices
from contracts.samples import first
from house import PERSON, Ear, House, Substrings, blocks
from watchers.model import Article, Found, Harvest
from watchers.times import BEIJING

ANN, CHIEF = Address("fake", "ann"), Address("fake", "9")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY = date(2026, 6, 1)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=BEIJING)


class Town(House):
    """A daily that has come at 6:30 for two weeks, each day with one article about the ferry; PERSON follows that."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, finder=Substrings(), read=blocks)
        self.hands.set(at(MONDAY, "05:00"))
        self.hear(PERSON, "/sub 渡口")
        self.hear(ANN, "/sub 石榴")
        for n in range(14):
            self.issue(MONDAY + n * DAY)
        self.today = MONDAY + 14 * DAY

    def issue(self, day: date, clock: str = "06:30") -> None:
        self.hands.set(at(day, clock))
        article = Article(paper="晨光日报", day=day, headline=f"渡口第{day.toordinal()}天", body=f"{day}开航。")
        self.visit(article)
        while self.matching.match_new():
            pass

    def visit(self, *articles: Article, error: str = "") -> None:
        now = self.hands()
        claimed = self.news.claim(now, MINUTE, due_only=False)
        assert claimed
        self.news.save(claimed, Harvest(bookmark=""), first(*articles), now)
        self.news.settle(claimed, now, now, error, Found(new=len(articles)))

    def digest(self, clock: str, day: date | None = None, to: Address = PERSON) -> str:
        """What is sent at that moment, after a visit that brought nothing."""
        self.hands.set(at(day or self.today, clock))
        self.visit()
        return self.told(to)

    def told(self, to: Address = PERSON) -> str:
        self.send(Ear())
        self.digesting.freeze_due()
        ear = Ear()
        self.send(ear)
        return "\n".join(ear.texts(to))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path)
    for person in (PERSON, ANN):
        town.hear(person, "/digest 07:30 18:00")
        town.hear(person, "/digest 都发")
    town.hands.set(at(town.today - DAY, "18:00"))
    town.digesting.freeze_due()
    town.send(Ear())
    return town


MISSING = "来源今天还没有出报（平时 06:30 前）"


def test_who_had_something_of_it_is_told_once_a_day(town: Town) -> None:
    assert MISSING in town.digest("07:30")
    assert MISSING not in town.digest("18:00")
    assert MISSING in town.digest("07:30", town.today + DAY), "the next day's is missing, too"
    assert MISSING not in town.digest("07:40", town.today + DAY)
    evening = town.digest("18:00", town.today + DAY)
    assert "⚠️ 来源：连着 2 期没有出" in evening, "this is another condition"


def test_when_it_came_there_is_nothing_to_tell(town: Town) -> None:
    town.issue(town.today)
    assert "平时 06:30" not in town.digest("07:30")


def test_what_has_only_begun_is_told_by_the_next_digest(town: Town) -> None:
    town.issue(town.today)
    town.hands.set(at(town.today, "07:20"))
    for _ in range(2):
        town.visit(error="连不上。")
    town.hands.set(at(town.today, "07:30"))
    assert "没读到" not in town.told()
    town.hands.set(at(town.today, "18:00"))
    assert "⚠️ 来源：接连几次没读到，正在自动重试" in town.told()


def test_who_has_nothing_to_do_with_it_is_not_told(town: Town) -> None:
    assert "平时 06:30" not in town.digest("07:30", to=ANN)


def test_who_names_it_is_told_though_nothing_came_of_it(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.hear(ANN, "/sub 来源:来源 石榴")
    town.hear(ANN, "/digest 都发")
    assert MISSING in town.digest("07:30", to=ANN)


def test_who_silenced_it_is_not_told(town: Town) -> None:
    town.hear(PERSON, "/mute 来源 来源 7天")
    assert town.desk.subscriptions.subscriber(PERSON).mutes  # type: ignore[union-attr]
    assert "平时 06:30" not in town.digest("07:30")


def test_in_english(town: Town) -> None:
    town.hear(PERSON, "/lang en")
    assert "来源 has not come out today (usually by 06:30)" in town.digest("07:30")


def test_it_alone_makes_no_digest(town: Town) -> None:
    town.hear(PERSON, "/digest 有才发")
    assert town.digest("07:30") == ""


def test_the_chat_tells_everybody_the_state_and_operators_the_reason(town: Town) -> None:
    town.config = replace(town.config, bot=replace(town.config.bot, operators=(CHIEF,)))
    town.__dict__.pop("chat", None)  # made anew, with an operator
    town.hands.set(at(town.today, "09:00"))
    town.visit()
    answers = {}
    for person in (PERSON, CHIEF):
        town.hear(person, "/status")
        ear = Ear()
        town.send(ear)
        answers[person] = ear.texts(person)[-1]
    assert "⚠️ 6月15日的报还没有出（平时 06:30 前）" in answers[PERSON]
    assert "上次查看 09:00，平时 06:30 前出报" in answers[PERSON]
    assert "2026-06-15 的一期还没有出" not in answers[PERSON]
    assert "2026-06-15 的一期还没有出（平时 06:30 前）" in answers[CHIEF]


def test_operators_hear_of_each_condition_once(town: Town) -> None:
    bell = Notices(town.desk, town.news, town.clock, [CHIEF], "zh-Hans")
    said = []
    for hour in range(5 * 24):
        town.hands.set(at(town.today, "00:15") + hour * HOUR)
        if hour == 3 * 24 + 8:
            town.issue(town.today + 3 * DAY, "08:15")
        town.visit()
        bell.look()
        bell.tell()
        ear = Ear()
        town.send(ear)
        said += [(hour, text.split("\n")[-1]) for text in ear.texts(CHIEF)]
    assert said == [
        (9, "来源「来源」2026-06-15 的一期还没有出（平时 06:30 前）。"),
        (33, "来源「来源」连着 2 期没有出：看看网站是不是停了或搬了家。"),
        (80, "来源「来源」恢复正常。"),
        (105, "来源「来源」2026-06-19 的一期还没有出（平时 06:30 前）。"),
    ]
