"""Bytes → the feed in them, whichever format it is in; what is no feed says what it is instead. Runs `Apart`."""

from __future__ import annotations

import re

from watchers.errors import LayoutError, ParseError
from watchers.feed.json_feed import json_feed
from watchers.feed.legible import garbled, legible
from watchers.feed.mend import mended
from watchers.feed.model import Feed
from watchers.feed.syndication import syndicated, web_address
from watchers.markup import Node, page
from watchers.webtext import web_text

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|table|script|title|meta|p|h1|span|form)\b", re.IGNORECASE)
_FEED_KINDS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "text/xml",
)


def read_feed(body: bytes, content_type: str, address: str) -> Feed:
    """The feed that was found at `address`; of a very large one the first part.

    Raises LayoutError where something else came (a page, a log-in, an error as JSON, nothing), ParseError for a feed
    that is in no encoding that fits, too broken, or dangerous.
    """
    if not body.strip():
        raise LayoutError("订阅源是空的，一个字也没有来：请在浏览器里打开网址看看。")
    found = web_text(body, content_type)
    if found.garbled and garbled(found.text):
        raise ParseError("认不出订阅源的文字编码，读出来是乱码，没有采用：请告诉网站，或换一个订阅源。")
    return _read(found.text.strip(), address)


def _read(text: str, address: str) -> Feed:
    if text[:1] in ("{", "["):
        return legible(json_feed(text, address))
    if mend := mended(text):
        return syndicated(mend, address)
    raise LayoutError(_what_it_is(text, address))


def _what_it_is(text: str, address: str) -> str:
    if not _HTML.search(text[:20_000]):
        if text.startswith("<"):
            return "来的是 XML，但不是订阅源（没有 rss、feed 或 RDF）：请确认网址。"
        return f"来的不是订阅源，开头是“{text[:30]}”：请确认网址。"
    try:
        tree = page(text)
    except ParseError:
        return "来的不是订阅源，也不是能读的网页：请确认网址。"
    heading = tree.first("title")
    name = " ".join(heading.raw.split())[:30] if heading else ""
    called = f"（标题是“{name}”）" if name else ""
    if feed := _named(tree, address):
        return f"来的是网页{called}，不是订阅源。网页里写着订阅源在 {feed}，请把 url 改成它。"
    return f"来的是网页{called}，不是订阅源，也许要登录、搬了家或暂时出错：请在浏览器里打开网址看看。"


def _named(tree: Node, address: str) -> str:
    """The feed that a page names in its head."""
    for link in tree.all("link"):
        kind = link.attribute("type").strip().lower()
        if "alternate" in link.attribute("rel").lower().split() and kind in _FEED_KINDS:
            return web_address(address, link.attribute("href"))
    return ""
