"""Addresses of an e-paper: the day in them, and what a file's name says about what stands there.

The systems differ in folders and agree in the rest: an issue has a folder of its day (`2026-05/11`, `202605/11`,
`20260511`), a page is `node_12.htm`, an article is `content_345.htm`. Numbers of pages belong to the paper and have
gaps, so that no address of a page is ever counted up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-_/.]?)(?P<m>0[1-9]|1[0-2])(?P<t>[-_/.]?)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<s2>[-_/.])(?P<m2>[1-9]|1[0-2])(?P<t2>[-_/.])(?P<d2>[1-9]|[12]\d|3[01])(?!\d)"
)
_FILE = re.compile(r"(?P<stem>.*?)\.(?:s?html?|jhtml|aspx?|jsp|php)", re.IGNORECASE)
_ARTICLE = re.compile(
    r"content[-_]\d+(?:[-_]\d+)*|con[-_]?\d{2,}|c\d{3,}|nw\.D\d*[a-z]\w*?_\d{8}_\d+-\w+|t\d{8}_\d+|\d{3,}",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"node_\w+|nbs\.D\d*[a-z]\w*_\w+|col[a-z]?\d{1,3}|l[a-z]?\d{1,3}|page_\w+|v[a-z]?\d{1,3}|layout_\w+|[a-z]{0,2}\d{1,2}",
    re.IGNORECASE,
)
# A query that adds nothing to a name with a number of its own; `div` says from which box of the page one came.
_IDLE_QUERY = re.compile(r"(?:&?div=-?\d*)+")
_NUMBERED = re.compile(r"\d{2,}")
_NOT_PAGES = re.compile(r"\.(?:pdf|jpe?g|gif|png|swf|zip|mp[34]|xml|apk|css|js)$", re.IGNORECASE)


def day_in(url: str) -> date | None:
    """The day that an address has in its path or query, the last one where there are several."""
    return next((day for _, day in reversed(list(_days(url)))), None)


def template(url: str) -> str:
    """The address with {YYYY}, {MM} and {DD} for its day; as it is where it has none."""
    day = day_in(url)
    for found, other in reversed(list(_days(url))):
        if other == day:
            url = url[: found.start()] + _blank(found) + url[found.end() :]
    return url


def dated(index: str) -> bool:
    """Whether a template has the day in it, so that other days can be asked for."""
    return "{YYYY}" in index


def filled(index: str, day: date) -> str:
    """The address of a day."""
    for mark, value in (
        ("{YYYY}", f"{day.year:04}"), ("{MM}", f"{day.month:02}"), ("{DD}", f"{day.day:02}"),
        ("{M}", str(day.month)), ("{D}", str(day.day)),
    ):  # fmt: skip
        index = index.replace(mark, value)
    return index


def plain(url: str) -> str:
    """The address without what does not tell articles apart: fragment, `?div=-1`, a query behind a numbered name."""
    parts = urlsplit(urldefrag(url).url)
    idle = _IDLE_QUERY.fullmatch(parts.query) or _NUMBERED.search(parts.path.rpartition("/")[2])
    return urlunsplit(parts._replace(query="")) if idle else urlunsplit(parts)


def resolved(base: str, href: str) -> str:
    """Where a link leads, plain; empty where it is no address of the web."""
    try:
        url = plain(urljoin(base, href.strip()))
        here = urlsplit(url)
    except ValueError:
        return ""
    return url if here.scheme in ("http", "https") and here.hostname else ""


def same_paper(base: str, url: str) -> bool:
    """Whether a link stays on the host and in the issue. Sidebars lead to other days, maps of pages to advertisers."""
    if (urlsplit(base).hostname or "").lower() != (urlsplit(url).hostname or "").lower():
        return False
    here, there = day_in(base), day_in(url)
    return here is None or there is None or here == there


def same_edition(base: str, url: str) -> bool:
    """Whether two dated addresses have the same folders before the day: a sister paper of the house has others."""
    here, there = _before_day(base), _before_day(url)
    return here is None or there is None or here == there


def article_file(url: str) -> bool:
    """Whether the name of the file says that it is an article."""
    return _ARTICLE.fullmatch(_stem(url)) is not None


def page_file(url: str) -> bool:
    """Whether the name of the file says that it is a page of the paper."""
    return _PAGE.fullmatch(_stem(url)) is not None


def shape(url: str) -> str:
    """The name of the file with a # for each number: alike for all articles of one site."""
    return re.sub(r"\d+", "#", urlsplit(url).path.rpartition("/")[2])


def readable(url: str) -> bool:
    """Whether it may be a page of text at all, by its name: no picture, no PDF, no mobile twin of another page."""
    path = urlsplit(url).path
    return not _NOT_PAGES.search(path) and "/pad/" not in path


def page_mark(url: str) -> str:
    """What the file's name says about which page it is: A01 of `node_A01.html`; empty for the numbers of old systems.

    Only names with a letter or a zero in front are labels: `node_2.htm` may be any page.
    """
    found = re.search(r"(?:^|[_.]|col|l|v)([A-Z]?0\d|[A-Z]\d{1,2})$", _stem(url), re.IGNORECASE)
    return found[1].upper() if found else ""


def _stem(url: str) -> str:
    name = urlsplit(url).path.rpartition("/")[2]
    found = _FILE.fullmatch(name)
    return found["stem"] if found else ""


def _days(url: str) -> Iterator[tuple[re.Match[str], date]]:
    start = len(url) - len(url.partition("://")[2].partition("/")[2])
    for found in _DAY.finditer(url, start):
        year, month, day = (int(found[k] or found[k + "2"]) for k in "ymd")
        try:
            yield found, date(year, month, day)
        except ValueError:
            continue


def _blank(found: re.Match[str]) -> str:
    if found["y"]:
        return f"{{YYYY}}{found['s']}{{MM}}{found['t']}{{DD}}"
    month, day = ("{MM}" if len(found["m2"]) > 1 else "{M}"), ("{DD}" if len(found["d2"]) > 1 else "{D}")
    return f"{{YYYY}}{found['s2']}{month}{found['t2']}{day}"


def _before_day(url: str) -> str | None:
    first = next((found for found, _ in _days(url)), None)
    return url[: first.start()].partition("://")[2] if first else None


def number(label: str) -> int | None:
    """The number in a page's label, as marks of jumping articles name it: 3 of `A03`."""
    found = re.search(r"\d{1,3}", label)
    return int(found[0]) if found else None
