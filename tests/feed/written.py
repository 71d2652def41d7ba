"""Feeds as sites write them, with news of our own invention."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape

from watchers.feed.model import Item
from watchers.feed.reading import read_feed
from watchers.model import Kind, Source
from watchers.ports import Fetched

HERE = "https://news.example/rss/feed.xml"
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
SOURCE = Source(name="颍川晚报", kind=Kind.FEED, location=HERE, every=timedelta(minutes=15), paper="颍川晚报")
LONG = "颍川市水务局昨日说，城东三条老街的供水管网改造已经完工，沿街四百多户居民的水压恢复正常。" * 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry as its site has it; `at` in Beijing's time as written into the feed, empty for none."""

    guid: str = ""
    title: str = ""
    text: str = ""
    link: str = ""
    at: str = ""


def told(number: int, text: str = LONG) -> Told:
    day = datetime(2026, 11, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    return Told(
        guid=f"tag:news.example,2026:{number}",
        title=f"城东老街第{number}段水管换新",
        text=f"第{number}段：{text}",
        link=f"https://news.example/2026/{number}.html",
        at=day.strftime("%a, %d %b %Y %H:%M:%S GMT"),
    )


def element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(text)}</{name}>" if text else ""


def rss(entries: Sequence[Told], head: str = "", extra: str = "") -> str:
    items = "".join(
        "<item>"
        + element("title", one.title)
        + element("link", one.link)
        + element("guid", one.guid, ' isPermaLink="false"')
        + element("pubDate", one.at)
        + element("description", one.text)
        + extra
        + "</item>"
        for one in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>颍川晚报</title>'
        f"<link>https://news.example/</link>{head}{items}</channel></rss>"
    )


def atom(inner: str, attributes: str = 'xmlns="http://www.w3.org/2005/Atom"') -> str:
    return f'<?xml version="1.0"?><feed {attributes}><title>颍川晚报</title>{inner}</feed>'


def items(text: str | bytes, content_type: str = "text/xml; charset=utf-8", address: str = HERE) -> tuple[Item, ...]:
    return read_feed(text.encode() if isinstance(text, str) else text, content_type, address).items


def item(text: str | bytes, content_type: str = "text/xml; charset=utf-8", address: str = HERE) -> Item:
    (one,) = items(text, content_type, address)
    return one


def one(inner: str, attributes: str = "") -> Item:
    """The entry of an RSS feed with this inside its item."""
    return item(f'<rss version="2.0" {attributes}><channel><title>颍川晚报</title><item>{inner}</item></channel></rss>')


def fetched(text: str, validator: str = "", kind: str = "text/xml; charset=utf-8") -> Fetched:
    return Fetched(url=HERE, body=text.encode(), content_type=kind, validator=validator)


def json_text(**more: object) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "颍川晚报", **more}, ensure_ascii=False)
