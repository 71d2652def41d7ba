"""XML made to fill the memory, to read our files or to call somebody: through every door by which XML comes in."""

from __future__ import annotations

import resource
import socket
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from bot import imports
from local_site import Site
from watchers.apart import Workshop
from watchers.discover import recognise
from watchers.epaper.index import read_index
from watchers.epaper.moved import read_periods
from watchers.errors import BaoxiaoError
from watchers.feed.reading import read_feed
from watchers.model import Selectors
from watchers.policy.listing import read_list
from watchers.weather.recognise import bulletin

URL = "http://paper.example.com/html/2026-05/11/node_2.htm"
DEEP = 200_000
MEGABYTES = 50
ROOTS = {
    "feed": '<rss version="2.0"><channel><title>x</title><item><title>{}</title><guid>1</guid></item></channel></rss>',
    "cap": '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{}</identifier><info><event>x</event></info></alert>',  # noqa: E501
    "opml": '<opml version="2.0"><body><outline type="rss" text="{}" xmlUrl="http://a.example/rss"/></body></opml>',
}
TEN = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def bombs(root: str, canary: str) -> dict[str, bytes]:
    """The same document by each trick. `canary` is who must not be called."""
    head = '<?xml version="1.0" encoding="{}"?>'

    def made(entities: str, inside: str, encoding: str = "utf-8", written: str = "") -> bytes:
        kind = f"<!DOCTYPE x [{entities}]>" if entities else ""
        return f"{head.format(encoding)}{kind}{root.format(inside)}".encode(written or encoding)

    external = f'<!ENTITY e SYSTEM "http://{canary}/x.dtd">'
    return {
        "laughs": made(f'<!ENTITY l0 "ha">{TEN}', "&l9;"),
        "quadratic": made(f'<!ENTITY q "{"q" * 100_000}">', "&q;" * 5_000),
        "file": made('<!ENTITY e SYSTEM "file:///etc/passwd">', "&e;"),
        "canary": made(external, "&e;"),
        "parameter": made(f'<!ENTITY % p SYSTEM "http://{canary}/p.dtd"> %p;', "x"),
        "doctype": f'<!DOCTYPE rss SYSTEM "http://{canary}/d.dtd">{root.format("x")}'.encode(),
        "stylesheet": f'<?xml-stylesheet href="http://{canary}/s.xsl"?>{root.format("x")}'.encode(),
        "include": made("", f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="http://{canary}/i"/>'),
        "deep": made("", "<a>" * DEEP + "x" + "</a>" * DEEP),
        "deep, never closed": made("", "<a>" * DEEP),
        "utf-16": made(external, "&e;", "utf-16"),
        "utf-7": made(external, "&e;", "utf-7"),
        "says utf-16": made(external, "&e;", "utf-16", "utf-8"),
        "attributes": made("", "<a " + " ".join(f'b{n}="1"' for n in range(50_000)) + "/>"),
    }


TRICKS = tuple(bombs("{}", "x"))
Rule = Callable[..., Any]
DOORS: dict[str, tuple[str, Rule, tuple[Any, ...]]] = {
    "feed": ("feed", read_feed, ("text/xml", URL)),
    "warnings": ("cap", bulletin, ("text/xml",)),
    "first look at a feed": ("feed", recognise, ("text/xml", URL)),
    "first look at a warning": ("cap", recognise, ("text/xml", URL)),
    "e-paper": ("feed", read_index, ("text/html", URL)),
    "e-paper's calendar": ("feed", read_periods, ("text/xml", URL, date(2026, 5, 11))),
    "list": ("feed", read_list, ("text/html", URL, Selectors(), date(2026, 5, 11))),
}


@pytest.fixture(scope="module")
def apart() -> Iterator[Workshop]:
    with Workshop() as workshop:
        yield workshop


@pytest.fixture
def canary() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def taken() -> int:
    """The most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("door", DOORS)
def test_what_is_read_apart(door: str, trick: str, apart: Workshop, canary: Site) -> None:
    root, rule, values = DOORS[door]
    body = bombs(ROOTS[root], canary.place)[trick]
    apart(rule, ROOTS[root].format("x").encode(), *values) if door.startswith(("feed", "warn", "first")) else None
    before = apart(taken)
    try:
        said = repr(apart(rule, body, *values))
    except BaoxiaoError as wrong:
        said = str(wrong)
        assert said.endswith("。") or "程序出错" not in said
    assert "root:" not in said
    assert canary.connections == 0
    assert apart(taken) - before < MEGABYTES * 2**20 + 20 * len(body)


@pytest.mark.parametrize("trick", TRICKS)
def test_lists_of_feeds_that_are_imported(trick: str, canary: Site) -> None:
    """By an operator's file, or by anybody who sends one to the chat: read in the service itself."""
    body = bombs(ROOTS["opml"], canary.place)[trick]
    before = taken()
    try:
        said = repr(imports.read(body.decode("utf-8", "replace"), "opml"))
    except (BaoxiaoError, ValueError) as wrong:
        said = str(wrong)
    assert "root:" not in said
    assert socket.gethostname() not in said
    assert canary.connections == 0
    assert taken() - before < MEGABYTES * 2**20
