"""Where warnings come from: a list with its pages, a feed with its documents, a folder of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchers.errors import BaoxiaoError, LayoutError
from watchers.model import Source
from watchers.ports import Apart, Fetch, Fetched, Folder, Listed
from watchers.weather.nmc import addressed, numbered
from watchers.weather.notice import Bulletin, Form, Notice
from watchers.weather.recognise import bulletin, detail_text

# 300 on a page: all warnings of the country on its worst day are some 3,000.
MOST_PAGES = 20
LARGEST_FILE = 4_000_000
# A writer of so small a file that pauses for longer is rare; half a file is refused anyway.
SETTLE = timedelta(seconds=2)
_SUFFIXES = (".xml", ".cap", ".json", ".txt", ".atom", ".rss")
ACCEPT = "application/cap+xml, application/atom+xml, application/rss+xml, application/json, application/xml, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one look at a list brought. `complete`: nothing in force is missing from it.

    `error` is why not, where a page did not come; what did come is true all the same.
    """

    bulletin: Bulletin
    complete: bool
    note: str = ""
    error: BaoxiaoError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A folder at one look: each file's state, those to be read, those still being written, and notes."""

    states: Mapping[str, str]
    fresh: tuple[Listed, ...]
    waiting: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The ports together."""

    fetch: Fetch
    folder: Folder
    apart: Apart

    def document(self, source: Source, validator: str) -> tuple[Fetched, Bulletin | None]:
        """The document at the source's address; None where it has not changed. Raises FetchError, ParseError."""
        got = self.fetch(addressed(source.location), validator=validator, accept=ACCEPT)
        return got, None if got.unchanged else self.apart(bulletin, got.body, got.content_type)

    def rest(self, source: Source, first: Bulletin) -> Polled:
        """A list from its first page: the other pages are fetched."""
        pages, error = [first], None
        for number in range(2, min(first.pages, MOST_PAGES) + 1):
            try:
                pages.append(self._page(source, number))
            except BaoxiaoError as wrong:
                error = wrong
                break
        notices = {notice.identifier: notice for page in pages for notice in page.notices}
        whole = replace(first, notices=tuple(notices.values()), broken=sum(page.broken for page in pages))
        items, counts = sum(page.items for page in pages), {page.count for page in pages}
        steady = len(counts) == 1 and first.pages <= MOST_PAGES
        note = ""
        if not error and steady and items < first.count:
            note = f"预警列表说有 {first.count} 条，只收到 {items} 条：没有据此判断哪条已经解除。"
        elif whole.broken:
            note = f"预警列表里有 {whole.broken} 条读不出来，其余照读；没有据此判断哪条已经解除。"
        return Polled(bulletin=whole, complete=steady and not error and not note, note=note, error=error)

    def _page(self, source: Source, number: int) -> Bulletin:
        got = self.fetch(numbered(source.location, number), accept=ACCEPT)
        page = self.apart(bulletin, got.body, got.content_type)
        if page.form is not Form.LIST or not page.items:
            raise LayoutError(f"预警列表的第 {number} 页是空的，这次不算完整，下次再看。")
        return page

    def linked(self, url: str, name: str) -> tuple[Notice, ...]:
        """The messages at an address that a feed gives, known by the feed's own name too. Raises as `document`."""
        got = self.fetch(url, accept=ACCEPT)
        found = self.apart(bulletin, got.body, got.content_type).notices
        alone = len(found) == 1 and found[0].identifier != name
        return tuple(replace(one, names=(name,)) if alone else one for one in found)

    def text(self, url: str) -> str:
        """The text of a warning from its own page. Raises as `document`."""
        got = self.fetch(url)
        return self.apart(detail_text, got.body, got.content_type)

    def shelf(self, source: Source, seen: Mapping[str, str], now: datetime) -> Shelf:
        """The folder; `seen` are the states in which its files were read. Raises FetchError."""
        listing = self.folder.listing(source.location)
        files = [listed for listed in listing.files if listed.name.lower().endswith(_SUFFIXES)]
        waiting = tuple(listed.name for listed in files if timedelta(0) <= now - listed.changed_at < SETTLE)
        states = {one.name: f"{one.size} {one.changed_at.isoformat()}" for one in files if one.name not in waiting}
        fresh = tuple(one for one in files if one.name in states and seen.get(one.name) != states[one.name])
        return Shelf(states=states, fresh=fresh, waiting=waiting, notes=listing.notes)

    def file(self, source: Source, listed: Listed) -> Bulletin:
        """One file's messages. Raises FetchError, ParseError."""
        return self.apart(bulletin, self.folder.read(source.location, listed.name, LARGEST_FILE))


def is_local(source: Source) -> bool:
    """Whether the source is a folder."""
    return not source.location.lower().startswith(("http://", "https://"))
