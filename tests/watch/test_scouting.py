"""A first look at an address: what is recognised, where it will be watched, and what its watcher reads first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

import pytest
from sights import EPAPER, LIST, RSS

from contracts.samples import NOW, article
from watchers.discover import Form
from watchers.errors import MissingError, ParseError
from watchers.model import Harvest, Kind, Source
from watchers.ports import Fetched
from watchers.scouting import look, scout

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Pages:
    """A web of a few pages."""

    pages: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        self.asked.append(url)
        if url not in self.pages:
            raise MissingError(f"{url} 没有这一页（404）：请检查网址。")
        return Fetched(url=url, body=self.pages[url].encode())


def here(rule: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    return rule(*args, **kwargs)


def watch(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
    assert bookmark == ""
    yield Harvest(bookmark="1", articles=(article("第一批"),), remaining=9)
    raise AssertionError("one harvest is enough")


WATCHERS = dict.fromkeys(Kind, watch)
HOME = "http://a.example.cn/"


@pytest.mark.parametrize(
    "title",
    [
        "颍川日报数字报-第A1版:头版",
        "颍川日报",
        "颍川日报 2026年5月11日 第01版",
        "《颍川日报》电子版",
        "第01版：头版_颍川日报",
    ],
)
def test_a_paper_is_called_by_its_name_alone(title: str) -> None:
    page = EPAPER.replace("颍川晚报数字报", title)
    name = scout(Pages({HOME: page}), here, WATCHERS, HOME, NOW).source.name
    assert name == ("颍川日报" if not title.startswith("第") else title)


def test_a_feed_is_watched_where_it_is() -> None:
    found = scout(Pages({HOME: RSS}), here, WATCHERS, HOME, NOW)
    assert (found.source.kind, found.source.location, found.form) == (Kind.FEED, HOME, Form.RSS)
    assert (found.source.name, found.source.paper, found.source.every) == (
        "颍川 新闻",
        "颍川 新闻",
        timedelta(minutes=15),
    )
    assert found.harvest
    assert [one.headline for one in found.harvest.articles] == ["第一批"]


def test_the_front_door_of_an_epaper_stays_its_address() -> None:
    refresh = '<meta http-equiv=refresh content="0; url=html/2026-10/02/node_12.htm">'
    web = Pages({HOME: refresh, HOME + "html/2026-10/02/node_12.htm": EPAPER})
    found = scout(web, here, WATCHERS, HOME, NOW, name="颍川晚报")
    assert (found.source.kind, found.source.location, found.source.name) == (Kind.EPAPER, HOME, "颍川晚报")
    assert len(web.asked) == 2


def test_a_page_that_names_its_feed_is_followed_once() -> None:
    page = LIST.replace("<title>", '<link rel=alternate type=application/rss+xml href="feed.xml"><title>')
    found = scout(Pages({HOME: page, HOME + "feed.xml": RSS}), here, WATCHERS, HOME, NOW)
    assert (found.source.kind, found.source.location, found.source.name) == (Kind.FEED, HOME + "feed.xml", "通知公告")
    circle = '<meta http-equiv=refresh content="0; url={}">'
    web = Pages({HOME: circle.format("b"), HOME + "b": circle.format("c"), HOME + "c": RSS})
    with pytest.raises(ParseError, match="看不出"):
        scout(web, here, WATCHERS, HOME, NOW)
    assert len(web.asked) == 2


def test_a_kind_that_is_told_is_not_looked_for() -> None:
    web = Pages({})
    found = scout(web, here, WATCHERS, HOME, NOW, kind=Kind.POLICY)
    assert (found.source.kind, found.source.name, found.form, web.asked) == (Kind.POLICY, "a.example.cn", None, [])


def test_what_is_nothing_says_what_to_do() -> None:
    with pytest.raises(ParseError, match="--kind"):
        scout(Pages({HOME: "<html><p>登录</p></html>"}), here, WATCHERS, HOME, NOW)
    with pytest.raises(MissingError, match="404"):
        scout(Pages({}), here, WATCHERS, HOME, NOW)


def test_a_watcher_without_a_word_is_no_error() -> None:
    source = scout(Pages({HOME: RSS}), here, WATCHERS, HOME, NOW).source
    assert look({Kind.FEED: lambda *_: iter(())}, source, NOW).harvest is None
