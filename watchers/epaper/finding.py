"""Where the day's issue is, and whether what stands there is it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urljoin

from watchers.epaper import addresses
from watchers.epaper.index import Index, read_index
from watchers.epaper.memory import Memory, edition_of, mark
from watchers.epaper.moved import read_doorway, read_periods
from watchers.epaper.presets import Preset
from watchers.epaper.trouble import Trouble
from watchers.errors import ConfigError, FetchError, LaterError, LayoutError, MissingError
from watchers.model import Raw, Source
from watchers.ports import Apart, Fetch, Fetched

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
# From the front door over a frame and a calendar to the page.
_MOST_STEPS = 5


@dataclass(slots=True, kw_only=True)
class Desk:
    """What one visit works with. `raw` are the pages that came since the last harvest; `failed` requests in a row."""

    source: Source
    now: datetime
    today: date
    fetch: Fetch
    apart: Apart
    presets: Mapping[str, Preset]
    raw: list[Raw] = field(default_factory=list)
    failed: int = 0

    def page(self, url: str, validator: str = "") -> Fetched:
        return self.fetch(url, validator, HTML)

    def index(self, fetched: Fetched) -> Index:
        """The index in what was fetched, known by the address where it was found."""
        index = self.apart(read_index, fetched.body, fetched.content_type, fetched.url)
        return replace(index, url=addresses.plain(fetched.url))

    def keep(self, url: str, fetched: Fetched) -> None:
        """Keep a page as it came, under the address that will be asked for when it is read again."""
        self.raw.append(Raw(url=url, body=fetched.body, content_type=fetched.content_type))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The first page of an issue that is there."""

    index: Index
    validator: str = ""


def find(desk: Desk, memory: Memory, day: date) -> Issued | None:
    """The issue of `day`; None while it is not there. Raises FetchError, and LayoutError for a page without articles.

    A page that came is remembered by its validator, so that yesterday's issue under today's address costs no more.
    """
    edition = edition_of(memory, day)
    memory.index = memory.index or _known(desk) or _discovered(desk)
    if not memory.index or (day != desk.today and not addresses.dated(memory.index)):
        return None
    start = addresses.filled(memory.index, day)
    found = _followed(desk, start, edition.validator)
    if found is None:
        return None
    index, fetched, seen = found
    # Only for the address itself: what it leads to may change while it stays the same.
    edition.validator = fetched.validator if len(seen) == 1 else ""
    if index.trouble is Trouble.LOGIN:
        raise LayoutError(f"{desk.source.name} 的版面要求登录才能看：请在浏览器里确认，或换一个来源。")
    if not _is_of(index, day, fetched, memory):
        return None
    if not index.articles and len(index.pages) < 2 and not index.next:
        if index.trouble:
            return None
        raise LayoutError(f"{fetched.url} 上找不到稿件，网站可能改版了：请在浏览器里看一看，或换成新网址。")
    for url, page in seen:
        desk.keep(url, page)
    return Issued(index=index, validator=fetched.validator if len(seen) == 1 else "")


def _known(desk: Desk) -> str:
    """The address by date that is configured or known beforehand; empty where only the front door is."""
    url = desk.source.location.strip()
    if not url:
        names = (desk.source.paper, desk.source.name)
        preset = next((desk.presets[name] for name in names if name in desk.presets), None)
        if preset is None:
            raise ConfigError(f"不认识“{desk.source.name}”这份报纸：请在 url 里填上它的数字报网址。")
        return preset.index
    if addresses.article_file(url):
        raise ConfigError(f"{url} 是一篇稿件：请在 url 里填数字报的首页，或任一天某一版的网址。")
    index = addresses.template(url)
    return index if addresses.dated(index) else ""


def _discovered(desk: Desk) -> str:
    """From the front door to an issue, by whatever way its page shows; empty while it says that there is none yet."""
    url, seen = desk.source.location, set[str]()
    while url and url not in seen and len(seen) < _MOST_STEPS:
        seen.add(url)
        fetched = desk.page(url)
        index = desk.index(fetched)
        if index.articles or len(index.pages) > 1:
            for_all_days = addresses.template(index.url)
            return for_all_days if addresses.dated(for_all_days) else url
        url = index.moved or desk.apart(read_doorway, fetched.body, fetched.content_type, fetched.url, desk.today)
        url = url or _by_periods(desk, fetched.url)
        if not url and index.trouble in (Trouble.EARLY, Trouble.GONE):
            return ""
    raise LayoutError(f"从 {desk.source.location} 找不到数字报的版面：请把 url 换成任一天某一版的网址。")


def _by_periods(desk: Desk, url: str) -> str:
    """By the list of issues beside the front door, where the page only has a calendar."""
    try:
        fetched = desk.page(urljoin(url, "period.xml"))
    except LaterError:
        raise
    except FetchError:
        return ""
    return desk.apart(read_periods, fetched.body, fetched.content_type, fetched.url, desk.today)


def _followed(desk: Desk, url: str, validator: str) -> tuple[Index, Fetched, list[tuple[str, Fetched]]] | None:
    """What stands at the address, or where its page sends its readers; None where nothing is, or nothing new."""
    seen: list[tuple[str, Fetched]] = []
    while True:
        try:
            fetched = desk.page(url, validator if not seen else "")
        except MissingError:
            return None
        if fetched.unchanged:
            return None
        index = desk.index(fetched)
        seen.append((url, fetched))
        known = {address for address, _ in seen}
        if not index.moved or index.moved in known or len(seen) == _MOST_STEPS or len(index.pages) > 1:
            return index, fetched, seen
        url = index.moved


def _is_of(index: Index, day: date, fetched: Fetched, memory: Memory) -> bool:
    """Whether the page is that day's: by the address where it was found, what it prints, or its articles.

    Signs that do not agree are settled in favour of the day: a `founder-date` can be that of the evening before.
    """
    there = addresses.day_in(fetched.url)
    if there is not None and there != day:
        return False
    if index.days:
        return day in index.days
    own = day.isoformat()
    return all(one.mark != mark(index) for other, one in memory.editions.items() if other != own)
