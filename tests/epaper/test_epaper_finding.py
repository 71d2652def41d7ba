"""Which issue stands behind an address: any address of the paper will do, and yesterday's issue is not today's."""

# ruff: noqa: E501 - pages are written in one line

from __future__ import annotations

from datetime import date, timedelta

import pytest

from epaper.papers import DAY, SYSTEMS, paper, yesterday
from epaper.serving import NOON, FakeWeb, Visitor, source
from watchers import newspapers
from watchers.epaper import Preset, addresses
from watchers.epaper.days import printed_days
from watchers.errors import ConfigError, LayoutError, MissingError
from watchers.markup import page

CLASSIC = SYSTEMS["F1 A"]
FRONT = CLASSIC.front(DAY)
ROOT = CLASSIC.root
ARTICLES = 7 - 1  # the boxes left out, the two parts joined: see test_epaper_systems


def site(day: date = DAY) -> FakeWeb:
    return FakeWeb(CLASSIC.files(paper(day)))


@pytest.mark.parametrize(
    ("url", "index"),
    [
        ("http://x.cn/html/2026-05/11/node_3.htm", "http://x.cn/html/{YYYY}-{MM}/{DD}/node_3.htm"),
        ("http://x.cn/pc/layout/202605/11/node_A01.html", "http://x.cn/pc/layout/{YYYY}{MM}/{DD}/node_A01.html"),
        ("http://x.cn/zmdrb/20260511/html/index.htm", "http://x.cn/zmdrb/{YYYY}{MM}{DD}/html/index.htm"),
        ("http://x.cn/shtml/a/20260511/vA1.shtml", "http://x.cn/shtml/a/{YYYY}{MM}{DD}/vA1.shtml"),
        ("http://x.cn/epaper?date=2026-05-11&page=01", "http://x.cn/epaper?date={YYYY}-{MM}-{DD}&page=01"),
        ("http://x.cn/2026/5/11/a.html", "http://x.cn/{YYYY}/{M}/{DD}/a.html"),
        (
            "http://2026-05-11.cn/a/2026/05/11/20260511.htm",
            "http://2026-05-11.cn/a/{YYYY}/{MM}/{DD}/{YYYY}{MM}{DD}.htm",
        ),
        ("http://x.cn/html/2026-13/41/node_3.htm", "http://x.cn/html/2026-13/41/node_3.htm"),
    ],
)
def test_the_day_in_an_address(url: str, index: str) -> None:
    assert addresses.template(url) == index
    assert addresses.filled(index, DAY) == url


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("http://x.cn/content_7.htm?div=-1", "http://x.cn/content_7.htm"),
        ("http://x.cn/content_1852_1762879.htm?div=0#a", "http://x.cn/content_1852_1762879.htm"),
        ("http://x.cn/nw.D110000renmrb_20171016_2-01.htm?t=9", "http://x.cn/nw.D110000renmrb_20171016_2-01.htm"),
        ("http://x.cn/show.aspx?id=17", "http://x.cn/show.aspx?id=17"),
    ],
)
def test_an_article_is_known_by_its_address_without_the_query(url: str, plain: str) -> None:
    assert addresses.plain(url) == plain


@pytest.mark.parametrize(
    "printed",
    [
        '<div id="paperdatediv">2026-May-11</div>',
        "<span class=paperdate>今天是 2026年5月11日 星期一</span>",
        "<font>2026</font> 年\n 5\n 月\n 11\n 日　星期<font class=weekday>一</font>",
        "<p>２０２６年５月１１日（星期一）</p>",
        "<title>商都日报 2026年05月11日</title>",
        "<!--enpproperty <founder-date>2026-05-11 23:59:57</founder-date>/enpproperty-->",
        "<b>2026年5月11日</b>",
    ],
)
def test_the_day_that_a_page_prints(printed: str) -> None:
    text = f"<html><body>版面{printed}</body></html>"
    assert printed_days(text, page(text), ()) == (DAY,)


@pytest.mark.parametrize(
    "door",
    [
        '<META HTTP-EQUIV="REFRESH" CONTENT="0; URL=html/2026-05/11/node_3.htm">',
        "<meta http-equiv=refresh content=\"0;url='html/2026-05/11/node_3.htm'\">",
        '<script>window.location.href = "html/2026-05/11/node_3.htm";</script>',
        "<script>location.replace('html/2026-05/11/node_3.htm')</script>",
        "<frameset><frame src=html/2026-05/11/node_3.htm></frameset>",
        "<a href=html/2026-05/10/node_3.htm>昨天</a><a href=html/2026-05/11/node_3.htm>今天</a><a href=html/2027-01/01/node_3.htm>x</a>",
    ],
)
@pytest.mark.parametrize("address", ["", "paperindex.htm"])
def test_from_the_front_door_to_the_issue(door: str, address: str) -> None:
    web = site()
    web.pages[ROOT + address] = f"<html><head>{door}</head></html>".encode()
    visitor = Visitor(web, source(ROOT + address))
    assert visitor.visit() is None
    assert len(visitor.kept) == ARTICLES
    visitor.later(days=1).visit()
    assert CLASSIC.front(DAY + timedelta(days=1)) in web.asked


def test_by_the_list_of_periods() -> None:
    web = site()
    web.pages[ROOT] = "<html><body><div id=calendar>往期回顾</div><p>商都日报社主办</p></body></html>".encode()
    web.pages[ROOT + "period.xml"] = (
        b"<?xml version='1.0'?><periods><period><period_date>2026-05-10</period_date><front_page>html/2026-05/10/node_3.htm"
        b"</front_page></period><period><period_date>2026-05-11</period_date><front_page>html/2026-05/11/node_3.htm</front_page>"
        b"</period></periods>"
    )
    visitor = Visitor(web, source(ROOT))
    visitor.visit()
    assert len(visitor.kept) == ARTICLES


def test_a_door_that_leads_nowhere_says_so() -> None:
    visitor = Visitor(
        FakeWeb({ROOT: "<html><body>欢迎光临本站，网站建设中的内容很多很多</body></html>".encode()}), source(ROOT)
    )
    assert isinstance(visitor.visit(), LayoutError)


def test_an_inner_page_of_an_old_day_will_do() -> None:
    visitor = Visitor(site(), source(CLASSIC.leaf_url(date(2025, 1, 2), 2, "03")))
    visitor.visit()
    assert len(visitor.kept) == ARTICLES
    assert {article.page for article in visitor.kept.values()} == {"1", "2", "3", "4"}


def test_an_article_is_no_address_of_a_paper() -> None:
    visitor = Visitor(site(), source(ROOT + "html/2026-05/11/content_1.htm"))
    assert isinstance(visitor.visit(), ConfigError)


def test_a_paper_known_by_name() -> None:
    presets = {"商都日报": Preset(name="商都日报", index=ROOT + "html/{YYYY}-{MM}/{DD}/node_3.htm")}
    visitor = Visitor(site(), source(), presets=presets)
    visitor.visit()
    assert len(visitor.kept) == ARTICLES
    assert isinstance(Visitor(site(), source(name="无名报"), presets=presets).visit(), ConfigError)


def test_the_papers_that_come_with_us() -> None:
    papers = newspapers.load()
    assert {"郑州日报", "郑州晚报", "河南日报", "大河报", "人民日报", "光明日报", "经济日报", "洛阳日报"} <= {*papers}
    for one in papers.values():
        assert addresses.dated(one.index), one
        assert addresses.template(addresses.filled(one.index, DAY)) == one.index


@pytest.mark.parametrize("name", sorted(SYSTEMS))
def test_yesterdays_issue_is_not_todays(name: str) -> None:
    """Under today's address, with today's links: only what is printed, or the articles, tell."""
    system = SYSTEMS[name]
    old = system.files(paper(yesterday(DAY)))
    today = {
        address.replace(f"{yesterday(DAY):%Y-%m/%d}", f"{DAY:%Y-%m/%d}").replace(f"{yesterday(DAY):%Y%m/%d}", f"{DAY:%Y%m/%d}")
        .replace(f"/{yesterday(DAY):%Y%m%d}/", f"/{DAY:%Y%m%d}/"): body for address, body in old.items()
    }  # fmt: skip
    visitor = Visitor(FakeWeb(dict(today)), source(system.front(DAY)))
    assert visitor.visit() is None
    assert not visitor.kept
    asked = len(visitor.web.asked)  # type: ignore[attr-defined]
    visitor.later(minutes=10).visit()
    assert (len(visitor.web.asked) - asked, visitor.web.unchanged) == (1, 1)  # type: ignore[attr-defined]
    visitor.web.pages = dict(system.files(paper()))  # type: ignore[attr-defined]
    visitor.later(minutes=10).visit()
    assert len(visitor.of(DAY)) == ARTICLES


def test_yesterdays_articles_under_todays_address_without_any_date() -> None:
    """Nothing is printed, and the links are relative: the same names and titles as yesterday are yesterday's."""
    bare = (
        b"<html><body><a id=pageLink href=node_3.htm>01 \xe7\x89\x88</a><a href=content_4401.htm>%s</a></body></html>"
    )
    text = "<html><body><h1>x</h1><founder-content><p>东关桥今天通车，两岸居民都来看新桥。</p></founder-content></body></html>".encode()
    web = FakeWeb({CLASSIC.front(yesterday(DAY)): bare % b"A", CLASSIC.at(yesterday(DAY)) + "content_4401.htm": text})
    visitor = Visitor(web, source(CLASSIC.front(DAY)), now=NOON - timedelta(days=1))
    visitor.visit()
    assert len(visitor.kept) == 1
    web.pages |= {CLASSIC.front(DAY): bare % b"A", CLASSIC.at(DAY) + "content_4401.htm": text}
    visitor.later(days=1).visit()
    assert len(visitor.kept) == 1
    web.pages[CLASSIC.front(DAY)] = bare % b"B"
    visitor.later(minutes=20).visit()
    assert len(visitor.kept) == 2


@pytest.mark.parametrize(
    "early",
    [b"", b"12345678", "当天电子报尚未就绪".encode(), "<html><body>您访问的页面不存在</body></html>".encode(),
     b"<html><head><title>404 Not Found</title></head><body></body></html>", MissingError("404")],
)  # fmt: skip
def test_not_out_yet_is_no_error(early: bytes) -> None:
    web = FakeWeb({FRONT: early})
    visitor = Visitor(web, source(FRONT))
    assert visitor.visit() is None
    assert visitor.harvests[-1].look_at is not None
    web.pages.update(CLASSIC.files(paper()))
    visitor.later(minutes=20).visit()
    assert len(visitor.kept) == ARTICLES


@pytest.mark.parametrize(
    "strange",
    [
        "<html><body><form>用户名<input name=u>密码<input type=password name=p></form></body></html>",
        "<html><body><p>请登录后阅读本报数字版，未注册用户请先注册。</p></body></html>",
        f"<html><body><h1>全新改版</h1>{'<div>新的版面在这里加载。</div>' * 60}<div id=app></div></body></html>",
    ],
)
def test_a_page_that_is_none_is_an_alarm(strange: str) -> None:
    web = FakeWeb({FRONT: strange.encode()})
    visitor = Visitor(web, source(FRONT))
    assert isinstance(visitor.visit(), LayoutError)
    web.pages.update(CLASSIC.files(paper()))
    visitor.later(minutes=20).visit()
    assert len(visitor.kept) == ARTICLES


def test_missed_days_are_caught_up_and_days_without_an_issue_forgotten() -> None:
    web = FakeWeb({})
    for back in (0, 1, 3):
        web.pages.update(CLASSIC.files(paper(DAY - timedelta(days=back))))
    visitor = Visitor(web, source(FRONT, back=4))
    visitor.visit()
    assert {day.isoformat(): len(visitor.of(day)) for day in (DAY, DAY - timedelta(days=1), DAY - timedelta(days=3))} == {
        "2026-05-11": ARTICLES, "2026-05-10": ARTICLES, "2026-05-08": ARTICLES,
    }  # fmt: skip
    days = [article.day for article in visitor.came]
    assert days == sorted(days, reverse=True)
    for _ in range(12):
        visitor.later(hours=1).visit()
    asked = web.asked.count(CLASSIC.front(DAY - timedelta(days=2)))
    assert asked <= 3


def test_many_days_without_any_issue_are_a_wrong_address() -> None:
    visitor = Visitor(FakeWeb(), source(FRONT, back=7))
    wrong = visitor.visit()
    assert isinstance(wrong, MissingError)
    assert "检查网址" in str(wrong)


def test_a_door_beside_the_pages_gives_each_article_once() -> None:
    """驻马店: index.htm shows the first page, which the list of pages has as page_01.htm."""
    system = SYSTEMS["other J"]
    files = system.files(paper())
    door = system.at(DAY) + "index.htm"
    visitor = Visitor(FakeWeb(files | {door: files[system.front(DAY)]}), source(door))
    visitor.visit()
    assert len(visitor.came) == len(visitor.kept) == ARTICLES
    assert {article.page for article in visitor.kept.values()} == {"1", "2", "3", "4"}
