"""The carrier of a first look: fetch an address, recognise what it is, and read what its watcher would read first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from watchers.discover import KINDS, Form, Sight, recognise
from watchers.errors import ParseError
from watchers.model import Harvest, Kind, Source
from watchers.ports import Apart, Fetch, Watcher
from watchers.times import EVERY, every

LONGEST_NAME = 40
# What front pages add to the paper's name: 颍川日报数字报-第A1版:头版, 颍川晚报 2026年5月11日, 颍川晚报电子版.
_FRONT = re.compile(r"数字报|电子报|电子版|数字版|多媒体|第?\s*[A-Z]?\d{1,3}\s*版|20\d\d\s*[-年./]|首页")
_BETWEEN = " \u3000-_—|·:：,，《》"
UNKNOWN = (
    "看不出 {url} 是什么：没有订阅源（feed）、数字报、预警，也没有带日期的文件列表。"
    "请换成列表页或 feed 的网址，或用 --kind 指定种类。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scouted:
    """A source as it would be watched, and what its watcher read at first; `form` is what came, where that was asked.

    `harvest` None: the watcher came back with nothing at all.
    """

    source: Source
    form: Form | None
    harvest: Harvest | None


def scout(
    fetch: Fetch,
    apart: Apart,
    watchers: Mapping[Kind, Watcher],
    url: str,
    now: datetime,
    name: str = "",
    kind: Kind | None = None,
) -> Scouted:
    """What `url` would give. `name` empty: what it calls itself; `kind`: not recognised but told.

    A page that only leads to the thing is followed once. Raises FetchError and ParseError, each saying what to do.
    """
    location, sight = url, None
    if kind is None:
        location, sight = _seen(fetch, apart, url)
        kind = KINDS.get(sight.form)
        if kind is None:
            raise ParseError(UNKNOWN.format(url=url))
    title = sight.title if sight else ""
    named = _name(name or (_paper(title) if kind is Kind.EPAPER else title), url)
    source = Source(name=named, kind=kind, location=location, every=every(EVERY[kind]), paper=named)
    return replace(look(watchers, source, now), form=sight.form if sight else None)


def look(watchers: Mapping[Kind, Watcher], source: Source, now: datetime) -> Scouted:
    """What the watcher of a source reads at first, as if it had never been there."""
    harvest = next(iter(watchers[source.kind](source, "", now)), None)
    return Scouted(source=source, form=None, harvest=harvest)


def _seen(fetch: Fetch, apart: Apart, url: str) -> tuple[str, Sight]:
    """Where the thing is, and what. The front door of an e-paper stays its address: behind it is the day's issue."""
    first = _sight(fetch, apart, url)
    if not first.follow:
        return url, first
    second = _sight(fetch, apart, first.follow)
    sight = replace(second, title=first.title or second.title)
    return (url if second.form is Form.EPAPER else first.follow), sight


def _sight(fetch: Fetch, apart: Apart, url: str) -> Sight:
    fetched = fetch(url)
    return apart(recognise, fetched.body, fetched.content_type, fetched.url)


def _paper(title: str) -> str:
    """The newspaper in the title of its front page, without page, day and 数字报."""
    return _FRONT.split(title, maxsplit=1)[0].strip(_BETWEEN) or title


def _name(title: str, url: str) -> str:
    """One line of moderate length; the host where the thing does not say what it is called."""
    plain = " ".join("".join(char for char in title if char.isprintable() or char.isspace()).split())
    return plain[:LONGEST_NAME].strip() or urlsplit(url).hostname or url[:LONGEST_NAME]
