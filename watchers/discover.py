"""What stands at an address: a feed, warnings, an e-paper, a list of documents; told by what came, not by names.

A page that is none of these may say where the thing itself is: in a refresh (the front door of an e-paper leads to the
day's issue), or by naming its feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urldefrag, urljoin

from watchers.codec import from_json
from watchers.errors import ParseError
from watchers.markup import Node, document, page
from watchers.model import Kind
from watchers.webtext import web_text


class Form(StrEnum):
    """What a body is by its form."""

    RSS = "rss"
    ATOM = "atom"
    JSON_FEED = "json feed"
    CAP = "cap"
    NMC = "nmc"
    CMA = "cma"
    QWEATHER = "qweather"
    GOV_JSON = "gov json"
    EPAPER = "epaper"
    LIST = "list"
    PAGE = "page"


KINDS = {
    Form.RSS: Kind.FEED,
    Form.ATOM: Kind.FEED,
    Form.JSON_FEED: Kind.FEED,
    Form.CAP: Kind.WARNINGS,
    Form.NMC: Kind.WARNINGS,
    Form.CMA: Kind.WARNINGS,
    Form.QWEATHER: Kind.WARNINGS,
    Form.GOV_JSON: Kind.POLICY,
    Form.EPAPER: Kind.EPAPER,
    Form.LIST: Kind.POLICY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was recognised; `follow` is where the page itself says that the thing is, empty where it says nothing."""

    form: Form
    title: str = ""
    follow: str = ""


# The first element of an XML document, after whatever stands before it.
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|rdf|feed|alert|alerts)[\s>]", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT_WITHIN = 4096
# The namespaces of CAP 1.0 to 1.2, and the wrong one that Taiwan's files bear.
_CAP = re.compile(r"urn:oasis:names:tc:emergency:cap|//www\.incident\.com/cap/|emergency:alerts:1\.")
_JSONP = re.compile(r"^[\w.$]{1,80}\((.*)\);?$", re.DOTALL)

# Pages of an e-paper name the day's other pages and its articles so: Founder (node_2.htm, content_1.htm), its “nbs”
# sites (nbs.D110000…, nw.D110000…), the newer ones (col01.html, l01.html, layout/…), 驻马店 (page_01.htm).
_OTHER_PAGE = re.compile(
    r"(?:^|/)(?:node_\w+|nbs\.D\w+|col[A-Z]?\d{2,3}|l\d{2}|page_\d+)\.s?html?(?:$|[?#])", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:^|/)(?:content_[\w-]+|nw\.D[\w-]+|c\d+)\.s?html?(?:$|[?#])", re.IGNORECASE)
_FOUNDER = re.compile(
    r"<founder-pagenum>|id\s*=\s*[\"']?pageLink\b|paperdatediv|<map\s+name\s*=\s*[\"']?pagepicmap", re.IGNORECASE
)
# Two signs, because one link of such a name may stand on any page.
_LEAST_SIGNS = 2

_REFRESH = re.compile(r"^\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"'>]+)", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"']([^\"']{1,500})[\"']|\blocation\.replace\(\s*[\"']([^\"']{1,500})"
)
# A page that refreshes later is shown to be read; one with more text than this is not only a way to another.
_SOON = 10
_BARE = 200
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_COMMENTS = re.compile(r"comment|评论", re.IGNORECASE)

_DATE = re.compile(r"(?<!\d)(?:20\d\d\s*[-/.年]\s*)?[01]?\d\s*[-/.月]\s*[0-3]?\d(?!\d)")
_DATE_ALONE = re.compile(rf"[\[(（]?{_DATE.pattern}日?[\])）]?(?:\s+\d?\d:\d\d(?::\d\d)?)?")
# Content systems of authorities put the day into a document's address: t20171010_842040, art/2024/3/1, 2026-04/09.
_DATED = re.compile(r"/t20\d{6}_\d+|/20\d\d[-/]?[01]?\d(?:[-/][0-3]?\d)?/")
_ROWS = ("li", "tr", "dd", "dt", "p", "div")
# A title shorter than this is a button; a row longer than this is a column of the page.
_LEAST_TITLE, _LONGEST_ROW = 6, 200
_LEAST_ROWS = 3
_MOST_BLOCKS = 3


def recognise(body: bytes, content_type: str, url: str) -> Sight:
    """What a body is. Raises ParseError where it is nothing that could be read at all."""
    text = web_text(body, content_type).text.lstrip("\ufeff \t\r\n")
    if not text:
        raise ParseError("这个网址没有内容：请检查网址。")
    if text[0] in "{[" or _JSONP.match(text[:_ROOT_WITHIN] + ");" if text[:1].isalpha() else ""):
        return _json(text)
    head = _COMMENT.sub("", text[:_ROOT_WITHIN])
    root, html = _ROOT.search(head), _HTML.search(head)
    if root and not (html and html.start() < root.start()):
        return _xml(text, root[1].lower())
    if "<" not in text[:_ROOT_WITHIN] or "\ufffd" in text[:100]:
        raise ParseError("这不是网页，也不是订阅源（feed）：请检查网址。")
    return _html(page(text), text, url)


def _json(text: str) -> Sight:
    wrapped = _JSONP.match(text.strip())
    try:
        found = from_json(wrapped[1] if wrapped else text, dict[str, object])
    except (ParseError, RecursionError):
        found = {}
    data = found.get("data")
    if "jsonfeed.org" in str(found.get("version", ""))[:100]:
        return Sight(form=Form.JSON_FEED, title=_plain(str(found.get("title", ""))))
    if isinstance(data, dict) and data.keys() & {"page", "provinceAlarms"}:
        return Sight(form=Form.NMC)
    if isinstance(data, list) or (isinstance(data, dict) and "alarm" in data):
        return Sight(form=Form.CMA)
    if isinstance(found.get("alerts"), list) or isinstance(found.get("warning"), list):
        return Sight(form=Form.QWEATHER)
    if "searchVO" in found:
        return Sight(form=Form.GOV_JSON)
    raise ParseError("这份 JSON 不是认得的格式（JSON Feed、预警列表、国务院政策文件库）：请检查网址。")


def _xml(text: str, root: str) -> Sight:
    if root in ("alert", "alerts") or _CAP.search(text):
        return Sight(form=Form.CAP)
    title = next((node.raw for node in document(text).all("title")), "")
    return Sight(form=Form.ATOM if root == "feed" else Form.RSS, title=_plain(title))


def _html(root: Node, text: str, url: str) -> Sight:
    title = _plain(next((node.raw for node in root.all("title")), ""))
    if elsewhere := _refresh(root, text, url):
        return Sight(form=Form.PAGE, title=title, follow=elsewhere)
    if _is_epaper(root, text):
        return Sight(form=Form.EPAPER, title=title)
    if feed := _feed(root, url):
        return Sight(form=Form.PAGE, title=title, follow=feed)
    return Sight(form=Form.LIST if _is_list(root) else Form.PAGE, title=title)


def _refresh(root: Node, text: str, url: str) -> str:
    """Where a page leads that is nothing but a way to another."""
    for meta in root.all("meta"):
        refreshes = meta.attribute("http-equiv").lower() == "refresh"
        found = _REFRESH.match(meta.attribute("content")) if refreshes else None
        if found and int(found[1]) <= _SOON and (there := _elsewhere(url, found[2])):
            return there
    bare = len(root.text) < _BARE and not any(root.all("a"))
    scripted = _SCRIPTED.search(text) if bare else None
    return _elsewhere(url, scripted[1] or scripted[2]) if scripted else ""


def _elsewhere(url: str, href: str) -> str:
    """The address that a page leads to; empty where that is itself."""
    there = urljoin(url, href.strip())
    return there if urldefrag(there)[0] != urldefrag(url)[0] else ""


def _is_epaper(root: Node, text: str) -> bool:
    links = [link.attribute("href").strip() for link in root.all("a", "area")]
    areas = [area.attribute("href").strip() for area in root.all("area")]
    pages = {href for href in links if _OTHER_PAGE.search(href)}
    signs = (bool(_FOUNDER.search(text)), len(pages) >= _LEAST_SIGNS, any(map(_ARTICLE.search, areas)))
    return sum(signs) >= _LEAST_SIGNS or (signs[0] and any(map(_ARTICLE.search, links)))


def _feed(root: Node, url: str) -> str:
    """The page's own feed; that of its comments is another thing."""
    for link in root.all("link"):
        if link.attribute("type").lower() in _FEEDS and "alternate" in link.attribute("rel").lower():
            href = link.attribute("href").strip()
            if href and not _COMMENTS.search(link.attribute("title") + href):
                return urljoin(url, href)
    return ""


def _is_list(root: Node) -> bool:
    return len(set(_rows(root))) >= _LEAST_ROWS


def _rows(root: Node) -> Iterator[Node]:
    """The rows of a list: a title that is a link, and a date beside it, in an element of its own, or in its address."""
    for link in root.all("a"):
        href = link.attribute("href").strip()
        if len(link.text) < _LEAST_TITLE or not href or href.startswith(("#", "javascript:", "mailto:")):
            continue
        if row := _row(link, href):
            yield row


def _row(link: Node, href: str) -> Node | None:
    """The link's own row. Where title and date have a block each, it is the block around both."""
    row = _around(link)
    for _ in range(_MOST_BLOCKS):
        if row is None or len(row.text) > _LONGEST_ROW:
            return None
        if _DATE.search(row.text.replace(link.text, " ", 1)) or _DATED.search(href) or _holds_date(link):
            return row
        if any(len(other.text) >= _LEAST_TITLE for other in row.all("a") if other != link):
            return None
        row = _around(row)
    return None


def _around(node: Node) -> Node | None:
    row = node.parent
    while row and row.name not in _ROWS:
        row = row.parent
    return row


def _holds_date(link: Node) -> bool:
    return any(_DATE_ALONE.fullmatch(one.text.strip()) for one in link.all("span", "time", "em", "i", "b", "p"))


def _plain(text: str) -> str:
    return " ".join(text.split())[:100]
