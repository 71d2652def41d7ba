"""`/source`: operators look at an address before it is watched; nobody else does, and a forged button does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.unready import Known, UnreadyError
from bot.model import Address, Incoming, Message
from house import PERSON, Ear, House, Substrings, blocks
from watchers.discover import Form
from watchers.errors import BaoxiaoError, FetchError
from watchers.model import Article, Harvest, Kind, Source
from watchers.scouting import Scouted

OPERATOR = Address("fake", "9")
URL = "https://www.example.cn/tzgg/"
SOURCE = Source(name="市政通知", kind=Kind.POLICY, location=URL, every=timedelta(minutes=30), paper="市政通知")


class Scouts:
    """Takes down what it is to look at."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.busy = False

    def begin(self, url: str, name: str) -> Future[object] | None:
        self.asked.append((url, name))
        return None if self.busy else Future()


class Town(House):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder, finder=Substrings(), read=blocks)
        self.config = replace(self.config, bot=replace(self.config.bot, operators=(OPERATOR,)))
        self.scouts = Scouts()
        self.scouting = self.scouts
        self.known: Known = {}
        self.lines = 0

    def says(self, text: str = "", address: Address = OPERATOR, data: str = "") -> Message:
        """The last message of the answer."""
        self.hear(address, text, data=data)
        return self.told()

    def told(self) -> Message:
        ear = Ear()
        self.hands.set(self.hands() + timedelta(seconds=2))
        self.send(ear)
        return ear.told[-1][1]

    def hear(self, address: Address, text: str = "", *, data: str = "") -> None:
        """What takes a while is only said to take it."""
        self.desk.inbox.store([self.heard(address, text, data)], self.hands())
        for incoming in self.chat.waiting():
            try:
                self.chat.answer(incoming, known=self.known)
            except UnreadyError as unready:
                self.chat.meanwhile(incoming, unready.meanwhile)
                self.desk.inbox.done(incoming, self.hands())

    def heard(self, address: Address, text: str, data: str) -> Incoming:
        self.lines += 1
        return Incoming(key=f"said:{self.lines}", address=address, text=text, data=data)

    def sees(self, found: Scouted | BaoxiaoError) -> Message:
        """The answer when that has been found at URL."""
        self.known = {("look", URL, ""): lambda: found}
        self.hear(OPERATOR, f"/source {URL}")
        self.known = {}
        return self.told()

    def found(self, source: Source = SOURCE, *headlines: str, notes: tuple[str, ...] = ()) -> Message:
        articles = tuple(
            Article(paper=source.paper, day=self.hands().date(), headline=one, body="正文") for one in headlines
        )
        harvest = Harvest(bookmark="", articles=articles, notes=notes)
        return self.sees(Scouted(source=source, form=Form.LIST, harvest=harvest))

    def names(self) -> dict[str, bool]:
        return {one.source.name: one.adopted for one in self.news.health()}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path)
    yield town
    town.close()


def test_a_look_then_a_button(town: Town) -> None:
    assert URL in town.says(f"/source {URL} 市政 通知").body.text
    assert town.scouts.asked == [(URL, "市政 通知")]
    shown = town.found(SOURCE, "第一批名单", "第二批名单", "第三批名单", "第四批名单", notes=("有一行没有日期",))
    text = shown.body.text
    assert "文件列表" in text
    assert "4 篇" in text
    assert "第三批名单" in text
    assert "第四批名单" not in text
    assert "有一行没有日期" in text
    ((yes, no),) = shown.buttons
    assert (yes.label, no.label) == ("添加", "不要")
    assert town.names() == {"来源": False}
    assert "没有添加" in town.says(data=no.data).body.text
    assert town.names() == {"来源": False}
    assert "已添加「市政通知」" in town.says(data=yes.data).body.text
    assert town.names() == {"来源": False, "市政通知": True}
    visit = town.news.claim(town.hands(), timedelta(minutes=1), names=("市政通知",))
    assert visit
    assert visit.source == SOURCE


def test_an_address_without_its_scheme(town: Town) -> None:
    town.says("/source www.example.cn/tzgg/")
    assert town.scouts.asked == [("http://www.example.cn/tzgg/", "")]


@pytest.mark.parametrize("line", ["/source", f"/source {URL}", "/source 删除 市政通知", "加来源 www.example.cn"])
def test_others_are_told_where_to_look(town: Town, line: str) -> None:
    town.news.adopt(SOURCE, town.hands())
    text = town.says(line, PERSON).body.text
    assert "管理员" in text
    assert "/sources" in text
    assert URL not in text
    assert town.scouts.asked == []
    assert "市政通知" in town.names()


def test_a_forged_or_borrowed_button_does_nothing(town: Town) -> None:
    yes = town.found(SOURCE, "第一批名单").buttons[0][0].data
    assert "失效" in town.says(data=yes, address=PERSON).body.text
    town.hear(OPERATOR, "/source")
    for data in ("adopt:999", "adopt:", "adopt:x", yes + "0"):
        town.says(data=data)
    other = town.desk.memory.offer(OPERATOR, "一条订阅", town.hands())
    town.says(data=f"adopt:{other}")
    assert town.names() == {"来源": False}


def test_who_is_no_operator_any_more_cannot_press(town: Town) -> None:
    yes = town.found(SOURCE, "第一批名单").buttons[0][0].data
    town.chat._addressing._room = replace(town.chat._addressing._room, operators=())
    assert "管理员" in town.says(data=yes).body.text
    assert town.names() == {"来源": False}


def test_removed_and_taken_back(town: Town) -> None:
    town.news.adopt(SOURCE, town.hands())
    removed = town.says("/source 删除 市政通知")
    assert "不再看" in removed.body.text
    assert town.names() == {"来源": False}
    town.says(data=removed.buttons[0][0].data)
    assert town.names() == {"来源": False, "市政通知": True}
    assert "配置文件" in town.says("/source 删除 来源").body.text
    assert "没有叫" in town.says("/source 删除 火星报").body.text
    assert town.names() == {"来源": False, "市政通知": True}


def test_what_is_watched_already_is_said(town: Town) -> None:
    town.news.adopt(SOURCE, town.hands())
    again = town.found(replace(SOURCE, name="别名"), "第一批名单")
    assert "已经在看了，名字是「市政通知」" in again.body.text
    assert again.buttons == ()
    taken = town.found(replace(SOURCE, name="来源", location="https://other.example.cn/"), "第一批名单")
    assert "另写一个名字" in taken.body.text
    assert taken.buttons == ()


def test_what_goes_wrong_is_said(town: Town) -> None:
    assert "404" in town.sees(FetchError("https://x 没有这一页（404）：请检查网址。")).body.text
    assert "没有读到稿件" in town.found().body.text
    assert "没看懂" in town.says("/source 随便什么").body.text
    town.scouts.busy = True
    assert "过一会儿" in town.says(f"/source {URL}").body.text
    town.chat._addressing._room = replace(town.chat._addressing._room, scouting=None)
    assert "baoxiao sources test" in town.says(f"/source {URL}").body.text


def test_the_list_tells_kind_and_state(town: Town) -> None:
    town.news.adopt(SOURCE, town.hands())
    visit = town.news.claim(town.hands(), timedelta(minutes=1), names=("市政通知",))
    assert visit
    town.news.settle(visit, town.hands(), town.hands(), "网页变了样")
    text = town.says("/source").body.text
    assert "全部来源（2 个）" in text
    assert "市政通知　文件列表，0 篇，⚠️ 连续 1 次没读到，后来添加的" in text
    assert "网页变了样" in text


def test_help_shows_it_to_operators_only(town: Town) -> None:
    assert "/source " in town.says("/help").body.text
    assert "/source " not in town.says("/help", PERSON).body.text
