"""Visits: what the first one takes, what later ones add, and that no fault of a site loses or doubles a notice."""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import ParamSpec, TypeVar

import pytest

from policy.policy_pages import (
    DIALECTS,
    HOST,
    METADATA,
    NOW,
    TODAY,
    Notice,
    document,
    library,
    notices,
    shell,
    source,
    trs,
)
from watchers.errors import FetchError, LaterError, LayoutError, MissingError, ParseError
from watchers.model import Article, Harvest, Selectors
from watchers.policy import policy_watcher
from watchers.policy.addresses import key
from watchers.policy.memory import MOST_FAILURES
from watchers.ports import Fetched

P = ParamSpec("P")
T = TypeVar("T")

LIST = DIALECTS["TRS"].address
PATH = DIALECTS["TRS"].path


def apart(rule: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    return rule(*args, **kwargs)


@dataclass
class Web:
    """A site as a dict: a page, or the error that asking for it raises; what was asked is counted."""

    pages: dict[str, str | Exception] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    moved: dict[str, str] = field(default_factory=dict)

    def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        self.asked[url] += 1
        page = self.pages.get(url, MissingError(f"{url} 没有这一页（404）：请检查网址。"))
        if isinstance(page, Exception):
            raise page
        mark = str(hash(page))
        there = self.moved.get(url, url)
        if mark == validator:
            return Fetched(url=there, validator=mark, unchanged=True)
        return Fetched(url=there, body=page.encode(), content_type="text/html", validator=mark)

    def publish(self, lines: Sequence[Notice], draw: Callable[[Sequence[Notice]], str] = trs, url: str = LIST) -> None:
        self.pages[url] = draw(lines)
        for one in lines:
            self.pages.setdefault(HOST + one.path, document(one.title, METADATA["table"].format(validity="有效")))


@dataclass
class Reader:
    """Visits a site again and again; `told` are the articles of all visits by key, each in all its versions."""

    web: Web
    bookmark: str = ""
    now: datetime = NOW
    told: dict[str, list[Article]] = field(default_factory=dict)
    harvests: list[Harvest] = field(default_factory=list)
    selectors: Selectors = field(default_factory=Selectors)

    def visit(self, most: int = 1000, after: timedelta = timedelta(minutes=30)) -> list[Article]:
        """The articles of one visit that ends after `most` harvests."""
        self.now += after
        watch = policy_watcher(self.web, apart, lambda article: article)
        self.harvests = []
        for harvest in watch(source(LIST, selectors=self.selectors), self.bookmark, self.now):
            self.harvests.append(harvest)
            self.bookmark = harvest.bookmark
            for article in harvest.articles:
                versions = self.told.setdefault(article.key, [])
                if article not in versions[-1:]:
                    versions.append(article)
            if len(self.harvests) >= most:
                break
        return [article for harvest in self.harvests for article in harvest.articles]


def test_the_first_visit_takes_the_last_days_of_the_first_page_oldest_first() -> None:
    web = Web()
    lines = notices(20, PATH)
    web.publish(lines)
    found = Reader(web).visit()
    assert [article.headline for article in found] == [one.title for one in lines[:8]][::-1]
    assert [article.day for article in found] == [one.day for one in lines[:8]][::-1]
    assert not web.asked[f"{HOST}/zwgk/tzgg/index_1.shtml"]
    assert sum(web.asked.values()) == 1 + 8


def test_harvests_are_small_and_say_how_many_are_to_come() -> None:
    reader = Reader(Web())
    reader.web.publish(notices(20, PATH))
    reader.visit()
    assert [len(harvest.articles) for harvest in reader.harvests] == [3, 3, 2]
    assert [harvest.remaining for harvest in reader.harvests] == [2, 1, 0]
    assert [len(harvest.raw) for harvest in reader.harvests] == [1 + 3, 3, 2]


def test_the_pages_that_were_kept_are_enough_to_read_everything_again() -> None:
    reader = Reader(Web())
    reader.web.publish(notices(20, PATH))
    first = reader.visit()
    kept = Web({raw.url: raw.body.decode() for harvest in reader.harvests for raw in harvest.raw})
    assert Reader(kept).visit() == first


def test_a_visit_that_is_ended_goes_on_without_asking_for_the_list_again() -> None:
    reader = Reader(Web())
    reader.web.publish(notices(20, PATH))
    reader.visit(most=1)
    assert len(reader.told) == 3
    reader.visit(after=timedelta(seconds=5))
    assert len(reader.told) == 8
    assert reader.web.asked[LIST] == 1
    assert max(reader.web.asked.values()) == 1


def test_nothing_new_costs_one_request() -> None:
    reader = Reader(Web())
    reader.web.publish(notices(20, PATH))
    reader.visit()
    reader.web.asked.clear()
    assert reader.visit() == []
    assert dict(reader.web.asked) == {LIST: 1}


def test_what_comes_on_top_is_told_once() -> None:
    reader = Reader(Web())
    lines = notices(25, PATH, start=TODAY + timedelta(days=0))
    reader.web.publish(lines[5:])
    reader.visit()
    before = len(reader.told)
    reader.web.publish(lines[:20])
    found = reader.visit()
    assert [article.headline for article in found] == [one.title for one in lines[:5]][::-1]
    assert len(reader.told) == before + 5


@pytest.mark.parametrize("look", ["yesterday", "reversed", "half", "empty address"])
def test_an_old_reordered_or_halved_list_neither_doubles_nor_loses(look: str) -> None:
    reader = Reader(Web())
    lines = notices(24, PATH)
    reader.web.publish(lines[4:])
    reader.visit()
    reader.web.publish(lines[2:22])
    reader.visit()
    shown = {"yesterday": lines[4:], "reversed": lines[2:22][::-1], "half": lines[2:12], "empty address": lines[3:22]}[
        look
    ]
    reader.web.publish(shown)
    assert reader.visit() == []
    reader.web.publish(lines[:20])
    assert [article.headline for article in reader.visit()] == [lines[1].title, lines[0].title]
    assert all(len(versions) == 1 for versions in reader.told.values())


def test_after_an_outage_the_next_pages_are_read_while_all_is_new() -> None:
    reader = Reader(Web())
    lines = notices(50, PATH)
    reader.web.publish(lines[40:])
    reader.now = NOW - timedelta(days=40)
    reader.visit()
    reader.now = NOW
    for page, start in enumerate((0, 15, 30)):
        there = LIST if not page else f"{HOST}/zwgk/tzgg/index_{page}.shtml"
        reader.web.publish(lines[start : start + 15], url=there)
        reader.web.pages[there] = trs(lines[start : start + 15]).replace("20, 0", f"20, {page}")
    found = reader.visit()
    assert {article.headline for article in found} == {one.title for one in lines[:40]}
    assert not reader.web.asked[f"{HOST}/zwgk/tzgg/index_3.shtml"]


def test_a_next_page_that_is_not_there_is_the_end() -> None:
    reader = Reader(Web())
    lines = notices(40, PATH)
    reader.web.publish(lines[30:])
    reader.now = NOW - timedelta(days=30)
    reader.visit()
    reader.now = NOW
    reader.web.publish(lines[:15])
    assert len(reader.visit()) == 15


def test_a_site_that_got_new_addresses_tells_nothing_twice() -> None:
    reader = Reader(Web())
    lines = notices(10, PATH)
    reader.web.publish(lines)
    reader.visit()
    moved = [replace(one, path=one.path.replace("/zwgk/", "/new/")) for one in lines]
    fresh = Notice(title="颍川市关于启用新版政务网站的公告内容", path="/new/t20261121_9.shtml", day=TODAY)
    reader.web.publish([fresh, *moved])
    assert [article.headline for article in reader.visit()] == [fresh.title]


@pytest.mark.parametrize(
    "page",
    [
        shell("<p>页面不存在</p>", title="404"),
        shell("<form><input type=password></form>", title="登录"),
        shell("<p>改版中</p>"),
        trs(notices(1, PATH)),
        shell("".join(f'<li><a href="/u/{n}.html">颍川市新版栏目的第{n}条图文信息</a></li>' for n in range(9))),
    ],
)
def test_a_list_that_is_gone_is_an_error_and_loses_nothing(page: str) -> None:
    reader = Reader(Web())
    lines = notices(22, PATH)
    reader.web.publish(lines[2:])
    reader.visit()
    bookmark = reader.bookmark
    reader.web.pages[LIST] = page
    with pytest.raises(LayoutError):
        reader.visit()
    assert reader.bookmark == bookmark
    reader.web.publish(lines[:20])
    assert len(reader.visit()) == 2


def test_a_list_that_leads_to_the_home_page_is_an_error() -> None:
    reader = Reader(Web())
    reader.web.publish(notices(9, PATH))
    reader.web.moved[LIST] = f"{HOST}/"
    with pytest.raises(LayoutError):
        reader.visit()


@pytest.mark.parametrize("wrong", [FetchError("连不上。"), MissingError("没有这一页。"), ParseError("读不了。")])
def test_a_document_that_fails_is_tried_again_and_then_told_by_its_title(wrong: Exception) -> None:
    reader = Reader(Web())
    lines = notices(3, PATH)
    reader.web.publish(lines)
    there = HOST + lines[1].path
    good, reader.web.pages[there] = reader.web.pages[there], wrong
    assert len(reader.visit()) == 2
    assert lines[1].title[:10] in reader.harvests[-1].notes[0]
    for _ in range(MOST_FAILURES - 2):
        assert reader.visit() == []
    (title_only,) = reader.visit()
    assert (title_only.headline, title_only.body, title_only.day) == (lines[1].title, "", lines[1].day)
    assert reader.harvests[-1].notes == ()
    assert reader.web.asked[there] == MOST_FAILURES
    reader.web.pages[there] = good
    later = reader.visit(after=timedelta(days=1, hours=1))
    assert any(article.key == title_only.key and article.body for article in later)


def test_a_document_that_comes_back_in_time_is_told_whole() -> None:
    reader = Reader(Web())
    lines = notices(2, PATH)
    reader.web.publish(lines)
    there = HOST + lines[0].path
    good, reader.web.pages[there] = reader.web.pages[there], FetchError("超时。")
    reader.visit()
    reader.web.pages[there] = good
    (article,) = reader.visit()
    assert article.headline == lines[0].title
    assert article.body


def test_a_site_that_asks_for_time_gets_it_and_what_was_read_is_kept() -> None:
    reader = Reader(Web())
    lines = notices(6, PATH)
    reader.web.publish(lines)
    there = HOST + lines[4].path
    good, reader.web.pages[there] = reader.web.pages[there], LaterError("稍后再来。", timedelta(minutes=5))
    with pytest.raises(LaterError):
        reader.visit()
    assert len(reader.told) == 1
    reader.web.pages[there] = good
    reader.visit()
    assert len(reader.told) == 6
    assert all(len(versions) == 1 for versions in reader.told.values())


def test_recent_documents_are_looked_at_again_once_a_day_a_few_a_visit() -> None:
    reader = Reader(Web())
    lines = notices(8, PATH)
    reader.web.publish(lines)
    reader.visit()
    there = HOST + lines[2].path
    reader.web.pages[there] = document(lines[2].title, METADATA["table"].format(validity="废止"))
    reader.web.asked.clear()
    reader.visit(after=timedelta(hours=20))
    assert sum(reader.web.asked.values()) == 1
    for _ in range(4):
        reader.visit(after=timedelta(hours=1, minutes=30))
    assert max(count for url, count in reader.web.asked.items() if url != LIST) == 1
    versions = reader.told[key(there)]
    assert [article.subhead for article in versions] == ["", "有效性：废止"]
    assert sum(len(one) for one in reader.told.values()) == 9


def test_a_title_that_changed_on_the_list_is_looked_at_at_once() -> None:
    reader = Reader(Web())
    lines = notices(5, PATH)
    reader.web.publish(lines)
    reader.visit()
    changed = replace(lines[1], title=lines[1].title + "（更正）")
    reader.web.pages[HOST + changed.path] = document(changed.title)
    reader.web.publish([lines[0], changed, *lines[2:]])
    (article,) = reader.visit()
    assert article.headline == changed.title
    assert [one.headline for one in reader.told[article.key]] == [lines[1].title, changed.title]


def test_lines_without_any_day_take_that_of_their_document() -> None:
    reader = Reader(Web())
    lines = notices(4, "/D12Y/{n}.jhtml")
    rows = "".join(f'<li><a href="{one.path}">{one.title}</a></li>' for one in lines)
    reader.web.publish(lines, lambda own: shell(f"<ul>{rows}</ul>"))
    assert {article.day for article in reader.visit()} == {date(2026, 11, 20)}


def test_a_line_that_leads_to_a_file_is_told_with_its_address() -> None:
    reader = Reader(Web())
    lines = notices(3, "/files/{ym}/t{ymd}_{n}.pdf")
    reader.web.pages[LIST] = trs(lines)
    found = reader.visit()
    assert found[0].body == f"附件：{lines[2].title}（{HOST}{lines[2].path}）"
    assert dict(reader.web.asked) == {LIST: 1}


def test_the_library_is_watched_like_a_list() -> None:
    web = Web()
    lines = notices(9, "/zhengce/content/{ym}/content_{n}.htm")
    web.publish(lines, lambda own: library(own, categories=True))
    found = Reader(web).visit()
    assert {article.kicker for article in found} == {"颍政办〔2026〕12号 · 颍川市人民政府办公室"}
    assert len(found) == 8


def test_a_bookmark_that_nobody_can_read_begins_anew_and_stays_small() -> None:
    reader = Reader(Web(), bookmark="not json")
    lines = notices(60, PATH, start=TODAY + timedelta(days=40))
    for first in range(40, -1, -4):
        reader.web.publish(lines[first : first + 20])
        reader.visit(after=timedelta(days=4))
    assert len(reader.told) == 4 + 40
    assert len(reader.bookmark) < 20_000


def test_a_site_that_flaps_for_weeks_loses_and_doubles_nothing() -> None:
    dice = random.Random(3)
    reader = Reader(Web())
    lines = notices(45, PATH, start=TODAY + timedelta(days=25))
    reader.web.publish(lines)
    reader.web.pages[LIST] = trs(lines[25:])
    reader.visit()
    for _ in range(110):
        shown = max(0, 25 - (reader.now.date() - TODAY).days)
        look = [lines[shown : shown + 20], lines[shown : shown + 7], lines[shown + 4 : shown + 24]]
        faults: list[str | Exception] = [
            FetchError("不通。"),
            MissingError("没有。"),
            shell("", title="登录"),
            *map(trs, look),
        ]
        broken = {HOST + one.path: FetchError("不通。") for one in dice.sample(lines, 3)}
        good = dict(reader.web.pages)
        reader.web.pages |= {**broken, LIST: dice.choice([*faults, trs(look[0]), trs(look[0][::-1])])}
        with contextlib.suppress(FetchError, LayoutError):
            reader.visit(after=timedelta(hours=6))
        reader.web.pages = good
    reader.web.pages[LIST] = trs(lines[:20])
    for _ in range(MOST_FAILURES):
        reader.visit()
    assert sorted(versions[-1].headline for versions in reader.told.values()) == sorted(one.title for one in lines[:33])
