"""RSS, RDF and Atom, by feedparser: it knows what a dozen formats in twenty dialects call a title.

The only place that knows it. It is given bytes in a file of their own, never a text, which it would open if it looked
like an address or a path; and its guessing of encodings, its cleaning and its dates are left out, because ours come
before or after it: it takes undeclared GBK for windows-1252, and a Chinese time for Greenwich's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from watchers.errors import ParseError
from watchers.feed.dates import EARLIEST, moment
from watchers.feed.legible import legible
from watchers.feed.mend import Mended
from watchers.feed.model import Feed, Item, Pace
from watchers.feed.pace import pace
from watchers.feed.texts import first_sentence, paragraphs, title, without_more
from watchers.feed.windows import counted, windows

Said = dict[str, Any]  # feedparser's own dictionaries

_GUID = re.compile(
    r"<(?:[\w-]+:)?(?:guid|id)\b[^<>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000}?)\s*(?:\]\]>)?\s*</(?:[\w-]+:)?(?:guid|id)",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"<(?:[\w-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_FORM = re.compile(r"<textInput\b[^<>]*>(?:(?!<textInput).)*?</textInput>", re.IGNORECASE | re.DOTALL)
_PATH = re.compile(r"[/.?]")
_MAIL = re.compile(r"[(<]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)>]?")
_DATES = ("published", "created", "updated")
_WEB = ("http", "https")
LONGEST_AUTHOR = 300
# Reading entries one by one takes a millisecond each.
MOST_SINGLE = 500


def syndicated(mended: Mended, address: str) -> Feed:
    """The feed in this XML, of a very large one only the first part; `address` is where it was found.

    Raises ParseError where nothing of it can be read.
    """
    first, *rest = windows(mended.text)
    return replace(read_part(first, address), cut=mended.cut, rest=tuple(rest))


def read_part(text: str, address: str) -> Feed:
    """One part of a feed. Runs `Apart`. Raises ParseError where nothing of it can be read."""
    parsed = _parsed(text, address)
    entries, notes = _entries(text, parsed, address)
    unresolved = _unresolved(text, address)
    literal = str(dict.get(parsed, "version") or "").startswith("atom")
    feed = Feed(
        items=tuple(_item(entry, address, unresolved, literal) for entry in entries),
        title=_title(dict.get(parsed, "feed") or {}, literal),
        pace=_pace(text),
        notes=notes,
    )
    return legible(feed)


def _entries(text: str, parsed: Said, address: str) -> tuple[Sequence[Said], tuple[str, ...]]:
    """All entries; where one is so broken that it takes others along, each is read by itself. And notes about them."""
    entries: Sequence[Said] = dict.get(parsed, "entries") or ()
    notes: tuple[str, ...] = ()
    if len(entries) < min(counted(text), MOST_SINGLE):
        each = [dict.get(_parsed(one, address), "entries") or () for one in windows(text, 1)]
        entries = [entry for found in each for entry in found[:1]]
        lost = len(each) - len(entries)
        notes = (f"有 {lost} 条的写法太乱，没有读成。",) if lost else ()
    if not entries and _ENTRY.search(text):
        raise ParseError("订阅源里有内容，却一条也读不出来，写法太乱：请告诉网站，或换一个订阅源。")
    return entries, notes


def _parsed(text: str, address: str) -> Said:
    """What feedparser says; nothing where it trips over something that nobody ever wrote before.

    Up to its 6.0.14 a search form within an entry is such a thing, so it is tried without.
    """
    import feedparser  # costs 100 ms, for which a command line that reads no feed need not wait

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    for tried in dict.fromkeys((text, _FORM.sub("", text))):
        body = f'<?xml version="1.0" encoding="utf-8"?>{tried}'.encode("utf-8", "replace")
        try:
            found: Said = feedparser.parse(
                BytesIO(body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
            )
        except (MemoryError, RecursionError):
            raise
        except Exception:
            continue
        return found
    return {}


def _unresolved(text: str, address: str) -> Mapping[str, str]:
    """What feedparser made of each guid → the guid as written: it takes every guid for an address, relative to ours.

    That would give all entries new names when the feed moves to another host.
    """
    names: dict[str, str] = {}
    for found in _GUID.finditer(text):
        written = found[1].replace("&amp;", "&")
        if not _scheme(written):
            names[_joined(address, written)] = written
    return names


def _scheme(address: str) -> str:
    """The scheme of an address in small letters; empty where there is none, or where it is none at all."""
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def web_address(base: str, address: str) -> str:
    """An address of the web, absolute; empty for none, for javascript:, mailto: and what is no address."""
    full = _joined(base, address.strip()) if address.strip() else ""
    try:
        good = urlsplit(full).scheme.lower() in _WEB and bool(urlsplit(full).hostname)
    except ValueError:
        return ""
    return full if good else ""


def _item(entry: Said, address: str, unresolved: Mapping[str, str], literal: bool) -> Item:
    identifier = _text(entry, "id").strip()
    name = unresolved.get(identifier, identifier)
    link = web_address(address, _link(entry))
    if not entry.get("links") and link == identifier and (literal or (name != identifier and not _PATH.search(name))):
        link = ""  # feedparser takes each name for an address; an Atom id never is one, a guid that looks like one is
    summary = _summary(entry)
    longest, more = without_more(max((*_contents(entry), summary), key=len))
    summary = without_more(summary)[0]
    return Item(
        name=name,
        link=link,
        title=_title(entry, literal) or first_sentence(longest),
        text=longest,
        summary=summary if summary and len(summary) < len(longest) else "",
        author=_author(entry),
        section=_section(entry),
        at=next((at for key in _DATES if (at := _date(entry, key))), None),
        more=more,
    )


def _date(entry: Said, key: str) -> datetime | None:
    """As we read it, else as feedparser does, which knows Greek and Korean months and years without days."""
    if at := moment(_text(entry, key)):
        return at
    parts = dict.get(entry, f"{key}_parsed")
    if not parts or parts[0] < EARLIEST.year:
        return None
    year, month, day, hour, minute, second = parts[:6]
    with suppress(ValueError):
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    return None


def _link(entry: Said) -> str:
    """The first of its links that is its page, if there are several; feedparser takes the last."""
    links = [one for one in dict.get(entry, "links") or () if isinstance(one, dict)]
    pages = [one for one in links if _text(one, "rel") == "alternate" and "html" in (_text(one, "type") or "html")]
    return next(filter(None, (_text(one, "href") for one in pages)), "") or _text(entry, "link")


def _text(said: Said, key: str) -> str:
    """A text of feedparser's dictionaries, past their guessing: they answer `updated` when asked for `published`."""
    value = dict.get(said, key)
    return value if isinstance(value, str) else ""


def _is_markup(said: Said, key: str) -> bool | None:
    """Whether a text is HTML; None where its type says nothing, as in RSS."""
    detail = dict.get(said, f"{key}_detail")
    kind = _text(detail, "type") if isinstance(detail, dict) else ""
    return True if "html" in kind else False if kind else None


def _title(said: Said, literal: bool) -> str:
    markup = _is_markup(said, "title")
    return title(_text(said, "title"), markup if markup or literal else None)


def _summary(entry: Said) -> str:
    return paragraphs(_text(entry, "summary"), bool(_is_markup(entry, "summary")))


def _contents(entry: Said) -> Iterator[str]:
    contents = dict.get(entry, "content")
    for content in contents if isinstance(contents, list) else ():
        kind = _text(content, "type")
        if not kind or kind.startswith("text/") or kind.endswith(("html", "xml")):
            yield paragraphs(_text(content, "value"), "html" in kind)


def _author(entry: Said) -> str:
    """Who wrote it, without addresses of mail, whose ends feedparser takes for names."""
    written = _text(entry, "author")
    names = [_text(one, "name") for one in dict.get(entry, "authors") or () if isinstance(one, dict)]
    if "@" not in written and any(names):
        written = " ".join(dict.fromkeys(filter(None, names)))
    return title(_MAIL.sub(" ", written[:LONGEST_AUTHOR]).strip(" ()（）"))[:60]


def _section(entry: Said) -> str:
    """The one category of an entry names the column in which it stands; several are keywords."""
    tags = [
        tag for one in dict.get(entry, "tags") or () if isinstance(one, dict) and (tag := _text(one, "term").strip())
    ]
    return title(tags[0])[:20] if len(tags) == 1 and "/" not in tags[0] else ""


def _pace(text: str) -> Pace:
    head = re.split(r"<(?:[\w-]+:)?(?:item|entry)\b", text, maxsplit=1, flags=re.IGNORECASE)[0]
    return pace(head)
