"""Which entry is which: by the name that the feed gives it, else by its link, else by title and day.

Sites edit titles, add tracking to links, list an entry twice, and one day give all their entries new names. Readers
know an article by what it says: one with the same title and text under another name is the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from watchers.feed.memory import Known, Memory
from watchers.feed.model import Item
from watchers.times import BEIJING
from watchers.widths import fold

# What only says how somebody came to a page.
_TRACKING = re.compile(
    r"utm_\w+|from|share\w*|isappinstalled|spm|scene|clicktime|enterid|ref|referer|source_?from|fbclid|gclid|"
    r"timestamp|_t|nsukey|hmsr|hmpl",
    re.IGNORECASE,
)
# A title and text shorter than this (今日天气, 停水通知) are printed again every week and mean another day.
TELLING = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """An entry with its `name` and `key` (the same, unless it was known by another name), its day, and what it says.

    `changed`: its article has to be written, for the first time or anew.
    """

    item: Item
    name: str
    key: str
    day: date
    said: str
    changed: bool

    @property
    def known(self) -> Known:
        return Known(said=self.said, day=self.day, key=self.key if self.key != self.name else "")


def recognised(items: Sequence[Item], memory: Memory, now: datetime) -> list[Recognised]:
    """Each entry of the feed once, in the feed's order."""
    present = _newest(items)
    twins = _Twins(memory, frozenset(present))
    found = []
    for name, item in present.items():
        said = digest(_plain(item.title), _plain(item.text or item.summary))
        before = memory.known.get(name)
        if before is None and (twin := twins.of(item, said, now)):
            found.append(Recognised(item=item, name=name, key=twin.key, day=twin.day, said=said, changed=False))
            continue
        day = before.day if before else day_of(item, now)
        key = before.key or name if before else name
        changed = before is None or before.said != said
        found.append(Recognised(item=item, name=name, key=key, day=day, said=said, changed=changed))
        twins.add(found[-1])
    return found


def _newest(items: Sequence[Item]) -> dict[str, Item]:
    """By name; of two versions of one entry the later, or else the first, because feeds begin with the newest."""
    present: dict[str, Item] = {}
    for name, item in zip(names(items), items, strict=True):
        other = present.get(name)
        if other is None or (other.at and item.at and item.at > other.at):
            present[name] = item
    return present


def day_of(item: Item, now: datetime) -> date:
    """The day on which it was published in China; today where it does not say, or says a day that has not come."""
    return (item.at if item.at and item.at < now else now).astimezone(BEIJING).date()


class _Twins:
    """The entries that are known already, by what they say."""

    def __init__(self, memory: Memory, present: frozenset[str]) -> None:
        self._present = present
        self._known: dict[str, tuple[str, Known]] = {one.said: (name, one) for name, one in memory.known.items()}

    def add(self, one: Recognised) -> None:
        self._known[one.said] = (one.name, one.known)

    def of(self, item: Item, said: str, now: datetime) -> _Twin | None:
        """The known entry that this one repeats under another name.

        A short one must be of the same day; and so must one that stands beside the other, for then the site itself
        tells them apart.
        """
        if said not in self._known:
            return None
        name, known = self._known[said]
        same_day = item.at is None or day_of(item, now) == known.day
        telling = len(_plain(item.title)) + len(_plain(item.text or item.summary)) >= TELLING
        if same_day or (telling and name not in self._present):
            return _Twin(key=known.key or name, day=known.day)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Twin:
    key: str
    day: date


def names(items: Sequence[Item]) -> list[str]:
    """A name for each entry that it keeps, as far as its feed allows: 16 hexadecimal digits."""
    tells = [plain_link(item.link) or _plain(item.title) for item in items]
    guids = _shared([_guid(item) for item in items], tells)
    links = _shared([_page(item) for item in items], [_plain(item.title) for item in items])
    titles = _shared([_titled(item) for item in items], [_plain(item.text) for item in items])
    return [digest(*_naming(item, guids, links, titles)) for item in items]


def _naming(item: Item, guids: frozenset[str], links: frozenset[str], titles: frozenset[str]) -> Iterator[str]:
    """What names an entry, of these marks the first that other entries do not have too."""
    guid, link = _guid(item), _page(item)
    if guid and guid not in guids:
        yield from ("guid", guid)
    elif link and link not in links:
        yield from ("link", link)
    else:
        yield from ("title", _titled(item))
        if _titled(item) in titles:
            yield _plain(item.text)


def _shared(marks: Sequence[str], tells: Sequence[str]) -> frozenset[str]:
    """The marks that stand on entries which are not the same, and so name none of them."""
    meant: dict[str, set[str]] = {}
    for mark, tell in zip(marks, tells, strict=True):
        meant.setdefault(mark, set()).add(tell)
    return frozenset(mark for mark, told in meant.items() if len(told) > 1)


def _titled(item: Item) -> str:
    """Title and day; the text where it has no title."""
    day = item.at.astimezone(BEIJING).date().isoformat() if item.at else ""
    return f"{_plain(item.title or item.text)} {day}"


def _guid(item: Item) -> str:
    return plain_link(item.name) if item.name.startswith(("http://", "https://")) else item.name


def _page(item: Item) -> str:
    """The link, unless it is only the front page of the site."""
    plain = plain_link(item.link)
    return plain if plain.strip("/").count("/") or "?" in plain else ""


def plain_link(link: str) -> str:
    """An address without its scheme and without what tells who came from where; not for opening."""
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        asked = [(key, value) for key, value in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(key)]
    except ValueError:
        return link
    place = f"#{parts.fragment}" if parts.fragment else ""  # one page may hold many entries
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{parts.netloc.lower().removesuffix(':80').removesuffix(':443')}{parts.path or '/'}{query}{place}"


def _plain(text: str) -> str:
    """Without what changes when a page is set anew: widths and blanks."""
    return re.sub(r"\s+", "", fold(text)).casefold()


def digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()
