"""Real feeds of other people against what another reader makes of them: gofeed's own expectations, field by field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from watchers.errors import LayoutError
from watchers.feed.model import Feed, Item
from watchers.feed.reading import read_feed
from watchers.feed.texts import title

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "feeds"
GOFEED = SAMPLES / "gofeed"
HERE = "https://feeds.example/feed.xml"

pytestmark = pytest.mark.skipif(not GOFEED.is_dir(), reason="the shared samples are not beside the project")

# gofeed takes the title of a media:content inside an enclosure for no title of the item; there is no other, and it is
# better than none.
BETTER = {("issue_217_enclosure_children.xml", "title")}


def pairs() -> Iterator[tuple[Path, Any]]:
    """Each feed with what gofeed's own tests expect of it."""
    for path in sorted(GOFEED.rglob("*.xml")):
        if path.with_suffix(".json").is_file():
            yield path, json.loads(path.with_suffix(".json").read_text("utf-8"))
    for path in sorted(GOFEED.rglob("*_expected.json")):
        yield path.with_name(path.name.replace("_expected", "")), json.loads(path.read_text("utf-8"))


def fields(path: Path, expected: Any) -> Iterator[tuple[str, object, object]]:
    """(field, as expected, as read) for everything that gofeed states of title, link, date and count."""
    feed = read_feed(path.read_bytes(), "", HERE)
    items = expected.get("items") or expected.get("entries") or []
    yield "count", len(items), len(feed.items)
    yield "feed title", title(expected.get("title") or "", markup=True), feed.title
    for wanted, item in zip(items, feed.items, strict=False):
        yield from item_fields(wanted, item)


def item_fields(wanted: Any, item: Item) -> Iterator[tuple[str, object, object]]:
    # gofeed hands titles on as HTML; ours is what a person reads.
    yield "title", title(wanted.get("title") or "", markup=True), item.title if wanted.get("title") else bare(item)
    yield "link", link(wanted), item.link
    yield "date", date(wanted), item.at


def bare(item: Item) -> str:
    """The title, when it was not made of the text because there was none."""
    made = item.text.startswith(item.title.rstrip("…"))
    return "" if made else item.title


def link(wanted: Any) -> str:
    """A link without an address stands in some samples that are about its other attributes."""
    links = [one.get("href") for one in wanted.get("links", []) if isinstance(one, dict)]
    found = wanted.get("link") or wanted.get("url") or next(filter(None, links), "")
    return str(found)


def date(wanted: Any) -> datetime | None:
    for key in ("publishedParsed", "pubDateParsed", "date_published", "updatedParsed", "date_modified"):
        if wanted.get(key):
            return datetime.fromisoformat(wanted[key])
    return None


def test_every_field_is_as_expected() -> None:
    asked: Counter[str] = Counter()
    different = []
    for path, expected in pairs():
        for field, wanted, read in fields(path, expected):
            asked[path.parent.name] += 1
            if wanted != read and (path.name, field) not in BETTER:
                different.append((path.name, field, wanted, read))
    assert sum(asked.values()) > 300
    assert different == []


def encodings() -> list[dict[str, str]]:
    listed = SAMPLES / "encodings" / "EXPECTED.json"
    return json.loads(listed.read_text("utf-8")) if listed.is_file() else []


@pytest.mark.parametrize("case", encodings(), ids=lambda case: case["file"])
def test_encodings(case: dict[str, str]) -> None:
    body = (SAMPLES / "encodings" / case["file"]).read_bytes()
    feed = read_feed(body, case["content_type"], HERE)
    (item,) = feed.items
    read = tuple(text.replace("\ufffd", "") for text in (feed.title, item.title, item.text))
    assert read == (case["feed_title"], case["item_title"], case["item_text"])
    assert sum(text.count("\ufffd") for text in (feed.title, item.title, item.text)) <= ("bad_byte" in case["file"])


@pytest.mark.parametrize(
    "name", ["rss_feed.xml", "rss_feed_bom.xml", "rdf_feed.xml", "atom10_feed.xml", "json11_feed.json"]
)
def test_formats_are_told_apart(name: str) -> None:
    assert isinstance(read_feed((GOFEED / "parser" / "universal" / name).read_bytes(), "", HERE), Feed)


@pytest.mark.parametrize("name", ["empty_feed.xml", "unknown_feed.xml", "invalid.json"])
def test_what_is_no_feed_says_so(name: str) -> None:
    with pytest.raises(LayoutError):
        read_feed((GOFEED / "parser" / "universal" / name).read_bytes(), "", HERE)
