"""Very large feeds in parts, broken ones entry by entry."""

from __future__ import annotations

import pytest

from feed.following import Follower
from feed.written import HERE, atom, items, rss, told
from watchers.feed import syndication
from watchers.feed.reading import read_feed
from watchers.feed.syndication import read_part
from watchers.feed.windows import windows

RDF = "".join(f"<item rdf:about='{n}'><title>第{n}则</title></item>" for n in range(7))
FEEDS = {
    "rss": rss([told(n) for n in range(7)]),
    "atom": atom("".join(f"<entry><id>{n}</id><title>第{n}则</title></entry>" for n in range(7))),
    "rdf": f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
    f"<channel><items><rdf:Seq/></items></channel>{RDF}</rdf:RDF>",
    "cdata": rss([told(1)], extra="<content:encoded><![CDATA[</item><item>]]></content:encoded><!-- <item> -->") * 1,
}


@pytest.mark.parametrize("kind", FEEDS)
def test_the_parts_are_the_whole(kind: str) -> None:
    text = FEEDS[kind]
    whole = items(text)
    for size in (1, 2, 3, 7, 100):
        parts = windows(text, size)
        assert len(parts) == -(-len(whole) // size)
        assert tuple(one for part in parts for one in items(part)) == whole


@pytest.mark.parametrize(
    "text", ["", "<rss/>", "<rss><item><item></item></rss>", "<rss></item><item/></rss>", "<rss><item></rss>"]
)
def test_what_does_not_stand_side_by_side_is_left_together(text: str) -> None:
    assert windows(text, 1) == (text,)


def test_a_very_large_feed_is_read_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syndication, "windows", lambda text, size=3: windows(text, size))
    text = rss([told(n) for n in range(8)])
    first = read_feed(text.encode(), "", HERE)
    assert (len(first.items), [len(read_part(rest, HERE).items) for rest in first.rest]) == (3, [3, 2])
    reader = Follower()
    assert [a.headline for a in reader.after(text)] == [told(n).title for n in range(8)]


@pytest.mark.parametrize(
    "damage",
    [
        ("</title><link>https://news.example/2026/2", "</&title><link>https://news.example/2026/2"),
        ("第2段：", "<title><![CDATA["),
    ],
)
def test_one_broken_entry_takes_no_other_along(damage: tuple[str, str]) -> None:
    found = items(rss([told(n) for n in range(5)]).replace(*damage))
    assert {told(n).title for n in (0, 1, 3, 4)} <= {one.title for one in found}
