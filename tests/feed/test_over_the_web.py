"""Feeds from a real server of our own, through the real fetcher, read in the real process apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from feed.following import untouched
from feed.written import NOW, SOURCE, rss, told
from local_site import Asked, Site, answer
from watchers.apart import Workshop
from watchers.errors import LayoutError
from watchers.feed import feed_watcher
from watchers.http import Web
from watchers.model import Harvest


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


def test_a_feed_that_moved_is_asked_for_conditionally(site: Site) -> None:
    entry = replace(told(1), guid="/2026/1.html", link="../2026/1.html")
    body = rss([entry]).replace("utf-8", "gb2312").encode("gb18030")

    def feed(asked: Asked) -> list[bytes | None]:
        known = asked.headers.get("if-none-match") == '"1"'
        return [answer(304) if known else answer(200, body, ETag='"1"', content_type="text/xml; charset=utf-8")]

    site.pages["/feed"] = answer(301, location="/rss/new.xml")
    site.pages["/rss/new.xml"] = feed
    site.pages["/page"] = answer(200, b'<html><link rel="alternate" type="application/rss+xml" href="/feed"></html>')
    source = replace(SOURCE, location=f"{site.root}/feed")
    with Web(allowed=frozenset({site.place}), gap=0.0) as web, Workshop() as apart:
        watch = feed_watcher(web, apart, untouched)
        (harvest,) = watch(source, "", NOW)
        assert isinstance(harvest, Harvest)
        assert [(a.headline, a.url) for a in harvest.articles] == [(entry.title, f"{site.root}/2026/1.html")]
        assert list(watch(source, harvest.bookmark, NOW)) == []
        with pytest.raises(LayoutError, match=f"{site.root}/feed"):
            list(watch(replace(source, location=f"{site.root}/page"), "", NOW))
