"""A site that does in turn all that sites do: nothing is lost, nothing told twice, the operator hears of changes only.

A seeded walk of 500 visits. The source is asked when it is due, and what it answers is drawn by lot: all of its list,
half of it, an older part, in another order, under new names, with an edited title, nothing new; or a page that is none,
an error, a request for time, an answer that breaks off, a fault of our own.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.ledger import Concern
from bot.model import Address
from bot.notices import Notices
from house import PERSON, Ear, House, Substrings
from watchers.errors import FetchError, LaterError, LayoutError, ParseError
from watchers.ingest import visit_due
from watchers.model import Article, Harvest, Issue, Kind, Source
from watchers.times import BEIJING
from watchers.watchdog import Condition

CHIEF = Address("fake", "9")
STEPS, LISTED = 500, 20
GOOD = ("all", "half", "older", "reordered", "renamed", "edited", "unchanged", "twice")
BAD = ("500", "timeout", "tls", "empty", "login", "soft-404", "later", "breaks off", "program")


@dataclass
class Site:
    """A list of articles, the newest last; `answers` is what was drawn for the next visit."""

    lot: random.Random
    articles: list[Article] = field(default_factory=list)
    renamed: int = 0
    answer: str = "all"
    asked: list[datetime] = field(default_factory=list)

    def publish(self, day: date) -> None:
        number = len(self.articles) + 1
        body = f"【{number}】" + "".join(self.lot.choice("春夏秋冬山川湖海日月星辰风云雨雪") for _ in range(60))
        self.articles.append(Article(paper="晨光日报", day=day, headline=f"消息{number}号", body=body))

    def watch(self, source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        self.asked.append(now)
        self._refuse()
        if self.answer == "unchanged":
            return
        listed = self._listed()
        for begin in range(0, len(listed), 5):
            if self.answer == "breaks off" and begin:
                raise FetchError("读到一半断了。")
            some = tuple(self._named(article) for article in listed[begin : begin + 5])
            issue = Issue(paper=source.paper, day=some[0].day)
            yield Harvest(bookmark=f"{begin}", issue=issue, articles=some, remaining=len(listed) - begin - len(some))

    def _refuse(self) -> None:
        match self.answer:
            case "500" | "timeout" | "tls":
                raise FetchError("连不上。")
            case "empty":
                raise ParseError("是空的。")
            case "login" | "soft-404":
                raise LayoutError("不是原来的网页。")
            case "later":
                raise LaterError("等一会儿。", timedelta(minutes=self.lot.randint(1, 90)))
            case "program":
                raise IndexError("没想到")

    def _listed(self) -> list[Article]:
        shown = self.articles[-LISTED:]
        match self.answer:
            case "half":
                return shown[: len(shown) // 2]
            case "older":
                at = self.lot.randrange(len(self.articles))
                return self.articles[at : at + LISTED]
            case "reordered":
                return self.lot.sample(shown, len(shown))
            case "renamed":
                self.renamed = self.lot.choice([0, self.renamed + 1])
            case "edited":
                at = len(self.articles) - self.lot.randint(1, len(shown))
                one = self.articles[at]
                self.articles[at] = replace(one, headline=f"{one.headline}更")
                return self.articles[-LISTED:]
            case "twice":
                return [*shown, *shown]
        return shown

    def _named(self, article: Article) -> Article:
        number = article.body.partition("】")[0].removeprefix("【")
        return replace(article, key=f"{self.renamed}/{number}", url=f"http://paper/{self.renamed}/{number}")


class Town(House):
    """A house whose one source is that site, with an operator and somebody who wants all of its news at once."""

    def __init__(self, folder: Path, lot: random.Random) -> None:
        super().__init__(folder, finder=Substrings())
        self.site, self.ear, self.went = Site(lot), Ear(), list[bool]()
        self.database.execute("PRAGMA synchronous = OFF")  # five thousand commits, none of which has to last
        self.__dict__["watchers"] = {Kind.FOLDER: self.site.watch}
        self.bell = Notices(self.desk, self.news, self.clock, [CHIEF], "zh-Hans")
        for person in (PERSON, CHIEF):
            self.hear(person, "/start")
        self.hear(PERSON, "/sub 消息 @即时")

    def step(self, answer: str) -> None:
        self.site.answer = answer
        due = self.news.health()[0].due_at
        self.hands.set(max(due, self.hands()))
        while visit_due(self.news, self.watchers, self.clock):
            pass
        while self.matching.match_new():
            pass
        self.bell.look()
        self.bell.tell()
        self.send(self.ear)
        self.went.append(not self.news.health()[0].failures)


@pytest.mark.slow
def test_five_hundred_visits_of_a_flapping_source(tmp_path: Path) -> None:
    lot = random.Random(1)
    town = Town(tmp_path, lot)
    town.site.publish(town.hands().astimezone(BEIJING).date())
    mood: tuple[str, ...] = GOOD
    for _ in range(STEPS):
        if lot.random() < 0.5:
            town.site.publish(town.hands().astimezone(BEIJING).date())
        if lot.random() < 0.15:
            mood = lot.choice([GOOD, BAD, GOOD + BAD])
        town.step(lot.choice(mood))
    while town.news.health()[0].failures or town.news.looks("来源")[-1].found.fault:
        town.step("all")
    for begin in range(0, len(town.site.articles), LISTED):  # nothing that was ever listed is missing in the end
        town.site.articles, kept = town.site.articles[: begin + LISTED], town.site.articles
        town.step("all")
        town.site.articles = kept

    standing = [entry for entry in town.archive.after(0, 99_999) if not entry.replaced]
    bodies = Counter(entry.article.body for entry in standing)
    assert bodies == {article.body: 1 for article in town.site.articles}, "none lost, none twice"
    assert {entry.article.headline for entry in standing} == {article.headline for article in town.site.articles}
    rung = Counter(number for text in town.ear.texts(PERSON) for number in re.findall(r"消息(\d+)号", text))
    assert rung == {str(number): 1 for number in range(1, len(town.site.articles) + 1)}, "no second alert"

    gaps = [later - earlier for earlier, later in pairwise(town.site.asked)]
    assert min(gaps) >= timedelta(seconds=30), "never asked more often than its pace"

    told = list(town.desk.events._db.query("SELECT text FROM events WHERE concern = 'source' ORDER BY id"))  # type: ignore[attr-defined]
    states = [row["text"].removeprefix("notice.source.") for row in told]
    assert all(one != other for one, other in pairwise(states)), "told once a change"
    assert {"failing", "changed", "flapping", "well"} <= set(states)
    flips = sum(one != other for one, other in pairwise(town.went))
    assert len(states) < flips / 2, "and not of each failure"
    last = town.desk.events.latest(Concern.SOURCE, "来源")
    assert last
    assert last.text.endswith((Condition.WELL, Condition.FLAPPING))
