"""What sites do instead of answering: nothing is lost, nothing comes twice, nothing is silent."""

# ruff: noqa: E501 - pages are written in one line

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from epaper.papers import DAY, SYSTEMS, paper, yesterday
from epaper.serving import FakeWeb, Visitor, source
from local_site import Asked, Page, Site, answer
from watchers.epaper.article import read_article
from watchers.epaper.index import read_index
from watchers.epaper.moved import read_doorway, read_periods
from watchers.errors import BaoxiaoError, FetchError, LaterError, LayoutError, MissingError, ParseError
from watchers.http import Web
from watchers.ports import Fetched

CLASSIC = SYSTEMS["F1 A"]
FRONT = CLASSIC.front(DAY)
ONE = paper()
ARTICLES = 6
LOGIN = "<html><body><form>账号登录<input type=password></form></body></html>".encode()
SOFT = "<html><head><title>提示</title></head><body>您访问的页面不存在或已被删除</body></html>".encode()


def visitor(web: FakeWeb) -> Visitor:
    return Visitor(web, source(FRONT))


def stories() -> list[str]:
    return [CLASSIC.story_url(DAY, story, leaf.label) for leaf, story in ONE.stories]


def test_half_an_issue_is_told_and_made_whole() -> None:
    files = CLASSIC.files(ONE)
    late = [CLASSIC.leaf_url(DAY, place, "") for place in (2, 3)]
    web = FakeWeb({url: body for url, body in files.items() if url not in late})
    reader = visitor(web)
    reader.visit()
    assert any("只到了一部分：第3、4版还没有" in note for note in reader.notes)
    before = len(reader.kept)
    assert before == 3  # and the part that jumps to page 3 waits for it
    reader.later(minutes=10).visit()  # it does not wait for ever
    assert len(reader.kept) == 4
    web.pages = dict(files)
    reader.later(minutes=30).visit()
    assert len(reader.kept) == ARTICLES
    assert reader.kept[stories()[1]].pages == ("1", "3")
    assert not any("一部分" in note for note in reader.notes)


def test_an_article_that_fails_is_fetched_next_time() -> None:
    files = CLASSIC.files(ONE)
    lost = stories()[0]
    web = FakeWeb(files | {lost: FetchError("断了")})
    reader = visitor(web)
    assert reader.visit() is None
    assert len(reader.kept) == ARTICLES - 2  # one that jumps from this page to another is held back too
    assert any("1 篇稿件没有打开" in note for note in reader.notes)
    web.pages[lost] = files[lost]
    reader.later(minutes=10).visit()
    assert len(reader.kept) == ARTICLES
    assert len(reader.came) == ARTICLES


def test_a_dead_article_is_asked_for_all_day_and_then_given_up_and_told() -> None:
    web = FakeWeb(CLASSIC.files(ONE) | {stories()[0]: SOFT})
    reader = visitor(web)
    for _ in range(30):
        reader.visit()
        reader.later(minutes=45)
    assert web.asked.count(stories()[0]) <= 16
    assert any("一直打不开" in note and "二十座老桥" in note for note in reader.notes)
    assert len(reader.kept) == ARTICLES - 1


def test_a_server_that_is_down_is_an_error_and_not_asked_on() -> None:
    files = CLASSIC.files(ONE)
    web = FakeWeb({url: FetchError("出错") if "content" in url else body for url, body in files.items()})
    reader = visitor(web)
    assert isinstance(reader.visit(), FetchError)
    assert sum("content" in url for url in web.asked) == 3


@pytest.mark.parametrize(
    "empty", [LOGIN, SOFT, b"<html><body><div id=app></div><script src=x.js></script></body></html>"]
)
def test_articles_without_text_are_an_alarm_and_stay_owed(empty: bytes) -> None:
    files = CLASSIC.files(ONE)
    web = FakeWeb({url: empty if "content" in url else body for url, body in files.items()})
    reader = visitor(web)
    for _ in range(6):
        assert isinstance(reader.visit(), LayoutError)
        reader.later(hours=1)
    web.pages = dict(files)
    reader.later(hours=2).visit()
    assert len(reader.kept) == ARTICLES


def test_a_front_page_without_articles_is_an_alarm() -> None:
    files = CLASSIC.files(ONE)
    front = "<html><body><p>2026年5月11日 星期一</p><a id=pageLink href=node_3.htm>第01版：头版</a><a id=pageLink href=node_4.htm>第02版：综合</a></body></html>"
    web = FakeWeb(files | {FRONT: front.encode()})
    reader = visitor(web)
    assert isinstance(reader.visit(), LayoutError)
    web.pages = dict(files)
    reader.later(minutes=30).visit()
    assert len(reader.kept) == ARTICLES


def test_a_page_of_advertisements_is_none() -> None:
    web = FakeWeb(CLASSIC.files(ONE))
    ad = web.pages[CLASSIC.leaf_url(DAY, 3, "")]
    assert isinstance(ad, bytes)
    start, end = ad.index(b"<MAP"), ad.index(b"</MAP>")
    emptied = (ad[:start] + ad[end:]).replace(b"<li>", b"<!--").replace(b"</ul>", b"--></ul>")
    web.pages = {
        url: body.replace("副刊".encode(), "广告".encode()) if isinstance(body, bytes) else body
        for url, body in web.pages.items()
    }
    web.pages[CLASSIC.leaf_url(DAY, 3, "")] = emptied.replace("副刊".encode(), "广告".encode())
    reader = visitor(web)
    assert reader.visit() is None
    assert len(reader.kept) == ARTICLES - 1
    assert not any("没有列出" in note for note in reader.notes)


def test_the_way_leads_from_page_to_page_where_no_list_is() -> None:
    files = {
        url: body.replace(b"id=pageLink", b"id=x").replace("版：".encode(), b" ") if "node" in url else body
        for url, body in CLASSIC.files(ONE).items()
    }
    web = FakeWeb({url: _without_list(body) if "node" in url else body for url, body in files.items()})
    reader = visitor(web)
    reader.visit()
    assert len(reader.kept) == ARTICLES


def _without_list(body: bytes) -> bytes:
    start = body.index(b"<table><tr><td>&nbsp;<a id=x")
    return body[:start] + body[body.index(b"</table><ul>") :]


def test_a_wrong_charset_in_the_header() -> None:
    web = FakeWeb(CLASSIC.files(ONE), content_type="text/html; charset=ISO-8859-1")
    reader = visitor(web)
    reader.visit()
    assert reader.kept[stories()[0]].headline == "二十座老桥 重新通车"


def test_old_pages_in_gb2312() -> None:
    web = FakeWeb({
        url: body.decode().replace("charset=utf-8", "charset=gb2312").encode("gb18030") for url, body in CLASSIC.files(ONE).items()
    })  # fmt: skip
    reader = visitor(web)
    reader.visit()
    assert reader.kept[stories()[0]].headline == "二十座老桥 重新通车"


def test_what_the_source_asks_to_wait_for_passes_through() -> None:
    files = CLASSIC.files(ONE)

    class Slow(FakeWeb):
        def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
            if len(self.asked) % 2:
                self.asked.append("")
                raise LaterError("要隔一阵再看", timedelta(seconds=60))
            return super().__call__(url, validator, accept)

    reader = visitor(Slow(dict(files)))
    waits = 0
    while isinstance(reader.visit(), LaterError):
        waits += 1
        reader.later(minutes=1)
        assert waits < 40
    assert waits >= len(files) - 1
    assert len(reader.kept) == len(reader.came) == ARTICLES


def test_a_visit_may_end_behind_any_harvest() -> None:
    one = paper(extra=24)
    web = FakeWeb(CLASSIC.files(one))
    reader = visitor(web)
    visits = 0
    while not reader.harvests or reader.harvests[-1].remaining:
        reader.visit(most=1)
        visits += 1
    reader.visit()
    assert visits > 5
    assert len(reader.kept) == len(reader.came) == ARTICLES + 24
    assert all(web.asked.count(url) == 1 for url in {*web.asked})


def test_mended_pages_are_found_and_unchanged_ones_cost_nothing() -> None:
    files = CLASSIC.files(ONE)
    web = FakeWeb(dict(files))
    reader = visitor(web)
    reader.visit()
    asked = len(web.asked)
    reader.later(minutes=31).visit()
    assert len(web.asked) - asked == web.unchanged == 4
    mended = files[FRONT].decode().replace("二十座老桥<br>重新通车", "二十座老桥<br>昨日通车")
    web.pages[FRONT] = mended.encode()
    web.pages[stories()[0]] = files[stories()[0]].decode().replace("重新通车", "昨日通车").encode()
    reader.later(hours=2).visit()
    assert [article.headline for article in reader.came[ARTICLES:]] == ["二十座老桥 昨日通车"]
    text = files[stories()[1]].decode().replace("小麦三百吨", "小麦四百吨")
    web.pages[stories()[1]] = text.encode()
    reader.later(hours=6).visit()  # the last look asks for every article
    assert "四百吨" in reader.kept[stories()[1]].body
    assert reader.kept[stories()[1]].pages == ("1", "3")
    assert len(reader.kept) == ARTICLES
    asked = len(web.asked)
    reader.later(hours=3).visit()
    assert len(web.asked) == asked


@pytest.mark.parametrize("seed", range(3))
def test_a_site_that_flaps_loses_nothing_and_doubles_nothing(seed: int) -> None:
    """Two hundred visits of a site that fails in every way; then it recovers."""
    dice = random.Random(seed)
    system = dice.choice([SYSTEMS["F1 A"], SYSTEMS["F1b G"], SYSTEMS["F2 E"]])
    files = system.files(ONE)
    old = system.files(paper(yesterday(DAY)))[system.front(yesterday(DAY))]
    web = FakeWeb()

    def flapping(url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        body = files.get(url)
        faults: list[bytes | BaoxiaoError | None] = [
            body, body, MissingError("404"), FetchError("500"), FetchError("太慢"), b"", SOFT, LOGIN, old,
            body[: len(body) // 2] if body else None, LaterError("稍后", timedelta(seconds=9)),
        ]  # fmt: skip
        web.pages = {url: dice.choice(faults)}
        return web(url, validator, accept)

    reader = Visitor(flapping, source(system.front(DAY)))
    for _ in range(200):
        reader.visit(most=dice.randint(1, 6))
        reader.later(minutes=dice.randint(1, 3))
    assert reader.errors
    reader.web = FakeWeb(dict(files))
    for _ in range(8):
        reader.visit()
        reader.later(hours=1)
    whole = Visitor(FakeWeb(dict(files)), source(system.front(DAY)))
    whole.visit()
    assert {*whole.kept} <= {*reader.kept}
    tails = {article.key for article in reader.kept.values()} - {*whole.kept}
    assert all(reader.kept[key].jump_from or "续" in reader.kept[key].headline for key in tails)
    for key, article in whole.kept.items():
        assert reader.kept[key].headline == article.headline
        assert reader.kept[key].body == article.body


@pytest.mark.parametrize("name", ["F1 A", "F1b G", "F2 E", "F2 K", "other J"])
def test_any_bytes_are_a_page_or_an_error_of_ours(name: str) -> None:
    system = SYSTEMS[name]
    for url, body in system.files(ONE).items():
        dice = random.Random(zlib.crc32(url.encode()))
        for _ in range(12):
            spoilt = bytearray(body)
            for _ in range(dice.randint(1, 40)):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            cut = bytes(spoilt[: dice.randint(0, len(spoilt))])
            for rule in (read_index, read_article):
                with suppress(ParseError):
                    rule(cut, "text/html", url)
            for door in (read_doorway, read_periods):
                with suppress(ParseError):
                    door(cut, "", url, DAY)


@pytest.fixture
def local() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def test_over_a_real_connection(local: Site) -> None:
    """The fetcher's own faults: cut short, endless, reset, gone; then 304 for what has not changed."""
    system = replace(CLASSIC, root=f"{local.root}/sdrb/")
    files = {url.removeprefix(local.root): body for url, body in system.files(ONE).items()}
    first, second, third = [path for path in files if "content" in path][:3]

    def tagged(path: str) -> Page:
        def page(asked: Asked) -> Iterator[bytes]:
            tag = f'"{zlib.crc32(files[path])}"'
            same = asked.headers.get("if-none-match") == tag
            yield answer(304) if same else answer(200, files[path], ETag=tag, content_type="text/html")

        return page

    local.pages = {path: tagged(path) for path in files}
    local.pages[second] = lambda asked: iter([None])
    local.pages[third] = answer(404)
    with Web(allowed=frozenset({local.place}), gap=0, robots=False, most_seconds=2) as web:
        reader = Visitor(web, source(system.front(DAY)))
        local.pages[first] = lambda asked: iter([answer(200, b"<html>", length=999), None])
        reader.visit()
        assert 0 < len(reader.kept) < ARTICLES
        local.pages = {path: tagged(path) for path in files}
        reader.later(minutes=10).visit()
        assert len(reader.kept) == len(reader.came) == ARTICLES
        asked = len(local.asked)
        reader.later(minutes=31).visit()
        assert len(local.asked) - asked == 4
        assert len(reader.came) == ARTICLES
