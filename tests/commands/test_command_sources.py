"""`baoxiao sources`: a trial of an address, and sources taken in and given up, against a site of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.conftest import Call, configure
from local_site import Site, answer

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>颍川街坊</title>
<item><title>清凉寺路封闭施工</title><link>https://example.cn/1</link><guid>1</guid>
<pubDate>Mon, 11 May 2026 08:00:00 +0800</pubDate><description>请绕行航海路。</description></item>
<item><title>渡口恢复开航</title><link>https://example.cn/2</link><guid>2</guid>
<pubDate>Sun, 10 May 2026 08:00:00 +0800</pubDate><description>今晨六点。</description></item></channel></rss>"""
OPML = """<opml version="2.0"><body><outline text="本地"><outline type="rss" text="街坊" xmlUrl="{root}/feed.xml"/>
<outline type="rss" text="街坊" xmlUrl="{root}/other.xml"/><outline text="没有网址"/></outline></body></opml>"""


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.pages["/feed.xml"] = answer(200, FEED.encode(), content_type="application/rss+xml")
    page = '<html><title>颍川</title><link rel="alternate" type="application/rss+xml" href="feed.xml"></html>'
    site.pages["/"] = answer(200, page.encode(), content_type="text/html")
    site.pages["/login"] = answer(200, "<html><p>请登录</p></html>".encode(), content_type="text/html")
    yield site
    site.close()


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is our own: nothing is waited for between two requests."""
    monkeypatch.setattr("watchers.http.manners.random.uniform", lambda least, most: 0.0)


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    configure(
        tmp_path,
        f'[web]\ngap = "1s"\nallow = ["{site.place}"]\n'
        '[[sources]]\nname = "商都日报"\nkind = "folder"\npath = "papers"\nwhen = "1h"\n',
    )
    return tmp_path


def test_an_address_is_tried_and_nothing_kept(baoxiao: Call, folder: Path, site: Site) -> None:
    ran = baoxiao("sources", "test", f"{site.root}/feed.xml")
    assert (ran.status, ran.err) == (0, "")
    assert "颍川街坊：订阅源（rss）" in ran.out
    assert "这次读到：2 篇" in ran.out
    assert "2026-05-11 清凉寺路封闭施工（" in ran.out
    rows = [json.loads(row) for row in baoxiao("sources", "test", f"{site.root}/feed.xml", "--json").out.splitlines()]
    assert {row["headline"] for row in rows} == {"清凉寺路封闭施工", "渡口恢复开航"}
    assert not (folder / "baoxiao.db").exists()


@pytest.mark.parametrize(
    ("path", "says"),
    [("/login", "看不出"), ("/none", "404"), ("", "")],
)
def test_what_cannot_be_watched_says_why(baoxiao: Call, folder: Path, site: Site, path: str, says: str) -> None:
    ran = (
        baoxiao("sources", "test", f"{site.root}{path}") if path else baoxiao("sources", "test", "http://127.0.0.1:1/")
    )
    assert ran.status == 1
    assert (says or "内部地址") in ran.complaint


def test_taken_in_and_given_up(baoxiao: Call, folder: Path, site: Site) -> None:
    added = baoxiao("sources", "add", f"{site.root}/", "--name", "街坊")
    assert (added.status, added.err) == (0, "")
    assert "已添加“街坊”" in added.out
    known = [json.loads(row) for row in baoxiao("sources", "--json").out.splitlines()]
    assert [(one["name"], one["kind"], one["adopted"]) for one in known] == [
        ("商都日报", "folder", False),
        ("街坊", "feed", True),
    ]
    assert known[1]["location"] == f"{site.root}/feed.xml", "the page named its feed"
    assert baoxiao("ingest", "街坊").status == 0
    assert "2" in next(row for row in baoxiao("sources").out.splitlines() if "街坊" in row)
    assert baoxiao("sources", "test", "街坊").status == 0
    assert baoxiao("sources", "remove", "街坊").status == 0
    assert "街坊" not in baoxiao("sources").out
    assert "写在配置里" in baoxiao("sources", "remove", "商都日报").complaint
    assert "看看 baoxiao sources" in baoxiao("sources", "remove", "火星报").complaint
    assert "--name" in baoxiao("sources", "add", f"{site.root}/feed.xml", "--name", "商都日报").complaint


def test_a_list_of_feeds(baoxiao: Call, folder: Path, site: Site) -> None:
    file = folder / "feeds.opml"
    file.write_text(OPML.format(root=site.root), "utf-8")
    assert "添加了 2 个订阅源" in baoxiao("sources", "import", file).out
    names = [json.loads(row)["name"] for row in baoxiao("sources", "--json").out.splitlines()]
    assert names == ["商都日报", "街坊", "街坊 2"]
    assert "添加了 0 个订阅源，2 个早已在看" in baoxiao("sources", "import", file).out
    assert site.asked == [], "a list is taken in without a look at each"
    file.write_text("<opml/>", "utf-8")
    assert "没有订阅源" in baoxiao("sources", "import", file).complaint
    file.write_bytes("街坊".encode("gb18030"))
    assert "不是 UTF-8" in baoxiao("sources", "import", file).complaint
    assert "没有这个文件" in baoxiao("sources", "import", folder / "none.opml").complaint


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("sources add", "sources add 网址"),
        ("sources add 街坊", "http://"),
        ("sources remove", "sources test 名字"),
        ("sources add http://x --kind folder", "没有 folder"),
    ],
)
def test_wrong_usage(baoxiao: Call, folder: Path, line: str, says: str) -> None:
    ran = baoxiao(*line.split())
    assert ran.status == 2
    assert says in ran.complaint
