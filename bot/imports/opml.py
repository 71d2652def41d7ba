"""OPML: a list of feeds. They are sources, which the operator configures, not queries.

Read with expat, element by element: a document type is refused before anything of it is read, so there are no
entities to grow or files to fetch; a document that nests without end is given up.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from bot.imports.entries import Entry, Feed, Imported, Left, left

# Folders in folders; the readers that write OPML make two.
DEEPEST = 50
MOST_FEEDS = 2000


class _RefusedError(Exception):
    def __init__(self, why: Left) -> None:
        self.why = why


def opml(text: str) -> Imported:
    """The feeds, each address once, and an entry for what is none."""
    outline = _Outline()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = outline.doctype
    parser.StartElementHandler = outline.begin
    parser.EndElementHandler = outline.end
    outline.line = lambda: parser.CurrentLineNumber
    try:
        parser.Parse(text.strip().encode("utf-8", "replace"), True)
    except _RefusedError as refused:
        return Imported(entries=(left(parser.CurrentLineNumber, "", refused.why),))
    except expat.ExpatError:
        return Imported(entries=(left(parser.ErrorLineNumber, "", Left.XML),))
    if not outline.feeds and not outline.entries:
        return Imported(entries=(left(1, "", Left.EMPTY),))
    feeds = tuple(Feed(name=name, address=address) for address, name in outline.feeds.items())
    return Imported(entries=tuple(outline.entries), feeds=feeds)


class _Outline:
    def __init__(self) -> None:
        self.feeds: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.depth = 0
        self.line: Callable[[], int] = lambda: 0

    def doctype(self, *declared: object) -> None:
        raise _RefusedError(Left.DTD)

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST or len(self.feeds) > MOST_FEEDS:
            raise _RefusedError(Left.XML if self.depth > DEEPEST else Left.TOO_MANY)
        address = attributes.get("xmlUrl", attributes.get("xmlurl"))
        if tag.lower() != "outline" or address is None:
            return
        name = " ".join((attributes.get("title") or attributes.get("text") or address).split())
        if address.lower().startswith(("http://", "https://")):
            self.feeds.setdefault(address.strip(), name)
        else:
            self.entries.append(left(self.line(), name, Left.NO_ADDRESS))

    def end(self, tag: str) -> None:
        self.depth -= 1
