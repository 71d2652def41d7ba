"""Where a page sends its reader on: a newspaper's front door leads to today's issue in half a dozen ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from watchers.epaper import addresses
from watchers.errors import ParseError
from watchers.markup import Node, document, page
from watchers.webtext import web_text

_REFRESH = re.compile(r"url\s*=\s*[\"']?\s*([^\"'>\s]+)", re.IGNORECASE)
_LOCATION = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\()\s*[\"']([^\"'<>\s]{2,300})[\"']", re.IGNORECASE
)


def moved(root: Node, text: str, base: str) -> str:
    """The address that the page leads to by itself; empty where it stays, or leads only to itself."""
    return next((url for url in _ways(root, text, base) if url and url != addresses.plain(base)), "")


def _ways(root: Node, text: str, base: str) -> Iterator[str]:
    for node in root.all("meta"):
        found = _REFRESH.search(node.attribute("content"))
        if found and node.attribute("http-equiv").lower() == "refresh":
            yield addresses.resolved(base, found[1])
    for script in root.all("script"):
        ways = (addresses.resolved(base, found[1]) for found in _LOCATION.finditer(script.raw))
        yield from (url for url in ways if url and addresses.readable(url))  # telephones are sent to /pad/
    for node in root.all("frame"):
        yield addresses.resolved(base, node.attribute("src"))


def latest_link(root: Node, base: str, today: date) -> str:
    """The link to the youngest issue on a page that lists issues or papers; empty where there is none."""
    found = [addresses.resolved(base, node.attribute("href")) for node in root.all("a", "area", "option")]
    days = [(day, url) for url in found if url and (day := addresses.day_in(url)) and day <= today]
    pages = [(day, url) for day, url in days if addresses.page_file(url) or "index" in url or "default" in url]
    newest = max((day for day, _ in pages), default=None)
    return next((url for day, url in pages if day == newest), "")


def read_doorway(body: bytes, content_type: str, url: str, today: date) -> str:
    """The youngest issue that a page links; empty where it links none."""
    return latest_link(page(web_text(body, content_type).text), url, today)


def read_periods(body: bytes, content_type: str, url: str, today: date) -> str:
    """The first page of the youngest issue in a `period.xml` (`period_date`, `front_page`); empty where it has none."""
    issues: list[tuple[date, str]] = []
    try:
        root = document(web_text(body, content_type).text)
    except ParseError:
        return ""
    for node in root.all("period"):
        front = next((one.text for one in node.all("front_page")), "")
        day = next((addresses.day_in(f"http://x/{one.text}") for one in node.all("period_date")), None)
        if front and day and day <= today:
            issues.append((day, addresses.resolved(url, front)))
    return max(issues, default=(today, ""))[1]
