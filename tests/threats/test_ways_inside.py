"""Whatever a site says leads nowhere inside: every way on which an address comes into the fetcher, tried to its end.

Each way is walked twice. Where the inside is allowed, the canary must be reached, or the way would prove nothing;
where it is not, nobody connects.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest

from bot import imports
from feed.written import rss, told
from local_site import Site, answer
from policy.policy_pages import notices, trs
from watchers import gazetteer
from watchers.epaper import epaper_watcher
from watchers.errors import BaoxiaoError
from watchers.feed import feed_watcher
from watchers.folder import LocalFolder
from watchers.http import Web
from watchers.model import Article, Kind, Source
from watchers.policy import policy_watcher
from watchers.ports import Watcher
from watchers.scouting import scout
from watchers.weather import warnings_watcher
from weather import written

NOW = datetime(2026, 5, 11, 4, 0, tzinfo=UTC)
MOST_HARVESTS = 6
XML, HTML = "text/xml; charset=utf-8", "text/html; charset=utf-8"
LINES = notices(6, "/zwgk/{n}.html", start=NOW.date())


def apart(rule: Callable[..., Any], /, *values: Any, **named: Any) -> Any:
    return rule(*values, **named)


def as_it_is(article: Article) -> Article:
    return article


def watchers_over(web: Web) -> dict[Kind, Watcher]:
    return {
        Kind.EPAPER: epaper_watcher(web, apart, as_it_is),
        Kind.FEED: feed_watcher(web, apart, as_it_is),
        Kind.POLICY: policy_watcher(web, apart, as_it_is),
        Kind.WARNINGS: warnings_watcher(web, LocalFolder(), apart, as_it_is, gazetteer.load()),
    }


Pages = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Way:
    """A site whose pages lead to `canary` somehow. `kind` None: somebody looks at it for the first time."""

    kind: Kind | None
    pages: Pages
    at: str = "/"


def front(text: Callable[[str], str]) -> Pages:
    return lambda canary: {"/": text(canary)}


def meta(canary: str) -> str:
    return f'<html><head><meta http-equiv="refresh" content="0;url={canary}/html/2026-05/11/node_2.htm"></head></html>'


def script(canary: str) -> str:
    return f"<html><body><script>window.location.href='{canary}/html/2026-05/11/node_2.htm'</script></body></html>"


def frame(canary: str) -> str:
    return f'<html><frameset><frame src="{canary}/html/2026-05/11/node_2.htm"></frameset></html>'


def index(canary: str) -> str:
    """A page of an issue whose other page and whose articles lie elsewhere."""
    return (
        "<html><body><p>2026年5月11日 星期一</p>"
        "<map name=pagepicmap><area href=content_1.htm><area href=content_2.htm></map>"
        f"<a id=pageLink href=node_2.htm>第01版：头版</a>"
        f"<a id=pageLink href={canary}/html/2026-05/11/node_3.htm>第02版：综合</a>"
        f"<li><a href={canary}/html/2026-05/11/content_1.htm>渡口恢复开航的消息</a></li></body></html>"
    )


def short(canary: str) -> str:
    return rss([replace(told(1, text="一句话。"), link=f"{canary}/1.html", at="")])


def listed(canary: str) -> str:
    return trs([replace(line, path=f"{canary}{line.path}") for line in LINES])


def alarms(canary: str) -> str:
    return written.answer([{**written.item(NOW), "url": f"{canary}/1.html"}]).decode()


def caps(canary: str) -> str:
    return written.feed([("A", f"{canary}/a.xml", "暴雨橙色预警")]).decode()


def inline(canary: str) -> str:
    text = written.INLINE.format(
        name="A", title="暴雨橙色预警", expires="22:00", status="Actual", kind="Alert", area="中牟县"
    )
    return text.replace("https://cap.example", canary).replace("2026-07-20", "2026-05-11")


def alternate(canary: str) -> str:
    return f'<html><head><link rel="alternate" type="application/rss+xml" href="{canary}/feed"></head></html>'


WAYS = {
    "e-paper: meta refresh": Way(Kind.EPAPER, front(meta)),
    "e-paper: script": Way(Kind.EPAPER, front(script)),
    "e-paper: frame": Way(Kind.EPAPER, front(frame)),
    "e-paper: calendar": Way(
        Kind.EPAPER,
        lambda canary: {
            "/": "<html><body>数字报</body></html>",
            "/period.xml": "<periods><period><period_date>2026-05-11</period_date>"
            f"<front_page>{canary}/html/2026-05/11/node_2.htm</front_page></period></periods>",
        },
    ),
    "e-paper: pages and articles": Way(
        Kind.EPAPER, lambda canary: {"/html/2026-05/11/node_2.htm": index(canary)}, "/html/2026-05/11/node_2.htm"
    ),
    "feed: full text": Way(Kind.FEED, front(short)),
    "list: documents": Way(Kind.POLICY, front(listed)),
    "warnings: text of the national list": Way(Kind.WARNINGS, front(alarms)),
    "warnings: documents of a feed": Way(Kind.WARNINGS, front(caps)),
    "warnings: documents beside entries": Way(Kind.WARNINGS, front(inline)),
    "first look: meta refresh": Way(None, front(meta)),
    "first look: script": Way(None, front(script)),
    "first look: the feed of a page": Way(None, front(alternate)),
}


@pytest.fixture
def sites() -> Iterator[tuple[Site, Site]]:
    site, canary = Site(), Site()
    yield site, canary
    site.close()
    canary.close()


def refused(kind: Kind | None, url: str, web: Web) -> str:
    """What a visit, or a first look, says when it is refused; empty when it is not."""
    try:
        if kind is None:
            scout(web, apart, watchers_over(web), url, NOW)
        else:
            visit(kind, url, web)
    except BaoxiaoError as wrong:
        return str(wrong)
    return ""


def visit(kind: Kind, url: str, web: Web) -> None:
    every, full = timedelta(minutes=10), kind is Kind.FEED
    source = Source(name="来源", kind=kind, location=url, every=every, paper="来源", full_text=full)
    for _ in islice(watchers_over(web)[kind](source, "", NOW), MOST_HARVESTS):
        pass


def put(site: Site, pages: Mapping[str, str]) -> None:
    for path, text in pages.items():
        kind = XML if text.startswith(("<?xml", "<rss", "<feed", "<periods")) else HTML
        site.pages[path] = answer(200, text.encode(), content_type=kind)


@pytest.mark.parametrize("name", WAYS)
def test_no_way_leads_inside(name: str, sites: tuple[Site, Site]) -> None:
    (site, canary), way = sites, WAYS[name]
    put(site, way.pages(canary.root))
    with Web(allowed=frozenset({site.place, canary.place}), gap=0, robots=False) as web:
        refused(way.kind, f"{site.root}{way.at}", web)
    assert canary.connections, "it is a way"

    asked, before = len(site.asked), canary.connections
    with Web(allowed=frozenset({site.place}), gap=0, robots=False) as web:
        refused(way.kind, f"{site.root}{way.at}", web)
    assert len(site.asked) > asked
    assert canary.connections == before


@pytest.mark.parametrize("kind", [Kind.EPAPER, Kind.FEED, Kind.POLICY, Kind.WARNINGS, None])
@pytest.mark.parametrize("redirected", [False, True])
def test_no_address_of_a_source_is_inside(kind: Kind | None, redirected: bool, sites: tuple[Site, Site]) -> None:
    """As configured, as an operator writes it in the chat, and as a public site redirects it; robots.txt, too."""
    site, canary = sites
    for path in ("/", "/robots.txt"):
        site.pages[path] = answer(302, location=f"{canary.root}{path}")
    with Web(allowed=frozenset({site.place}), gap=0) as web:
        assert "内部地址" in refused(kind, f"{(site if redirected else canary).root}/", web)
    assert canary.connections == 0
    assert len(site.asked) == (2 if redirected else 0)


def test_no_list_of_feeds_leads_inside(sites: tuple[Site, Site]) -> None:
    _, canary = sites
    places = [f"{canary.root}/rss", f"{canary.root.replace('127.0.0.1', 'localhost')}/rss", "file:///etc/hostname"]
    outlines = "".join(f'<outline type="rss" text="{n}" xmlUrl="{url}"/>' for n, url in enumerate(places))
    found = imports.read(f'<opml version="2.0"><body>{outlines}</body></opml>', "opml")
    assert found.feeds
    with Web(gap=0) as web:
        assert all(refused(Kind.FEED, feed.address, web) for feed in found.feeds)
    assert canary.connections == 0


@pytest.mark.parametrize("kind", [Kind.EPAPER, Kind.FEED, Kind.POLICY, Kind.WARNINGS, None])
@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "data:text/xml,<rss/>", "/etc/hostname"]
)
def test_no_other_scheme_is_opened(kind: Kind | None, url: str) -> None:
    with Web(gap=0) as web:
        assert refused(kind, url, web).endswith("。")


@pytest.mark.parametrize("body", [b"/etc/hostname", b"file:///etc/hostname", b"http://{canary}/feed"])
@pytest.mark.parametrize("kind", [Kind.EPAPER, Kind.FEED, Kind.POLICY, Kind.WARNINGS, None])
def test_a_body_that_is_an_address_is_not_opened(kind: Kind | None, body: bytes, sites: tuple[Site, Site]) -> None:
    site, canary = sites
    site.pages["/"] = answer(200, body.replace(b"{canary}", canary.place.encode()), content_type=XML)
    with Web(allowed=frozenset({site.place, canary.place}), gap=0, robots=False) as web:
        said = refused(kind, f"{site.root}/", web)
    assert said
    assert socket.gethostname() not in said
    assert canary.connections == 0
