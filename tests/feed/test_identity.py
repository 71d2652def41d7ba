"""One article stays one, whatever its site does to names, links, titles and order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from feed.following import Follower
from feed.written import LONG, Told, rss, told
from watchers.feed import memory
from watchers.feed.identity import names, plain_link
from watchers.feed.memory import recall
from watchers.feed.model import Item

FIVE = [told(n) for n in range(5)]


def test_what_was_seen_is_not_brought_again() -> None:
    reader = Follower()
    assert [a.headline for a in reader.after(rss(FIVE))] == [one.title for one in FIVE]
    for again in (FIVE, FIVE[::-1], FIVE[2:], [], FIVE):
        assert reader.after(rss(again)) == []


def test_an_edited_entry_is_the_same_article() -> None:
    reader = Follower()
    (before,) = reader.after(rss(FIVE[:1]))
    (after,) = reader.after(rss([replace(FIVE[0], title="城东老街水管今日换新")]))
    assert (after.key, after.headline) == (before.key, "城东老街水管今日换新")
    (mended,) = reader.after(rss([replace(FIVE[0], text="更正：" + FIVE[0].text)]))
    assert mended.key == before.key


def test_all_ids_changed() -> None:
    reader = Follower()
    keys = {a.headline: a.key for a in reader.after(rss(FIVE))}
    moved = [replace(one, guid=f"new-{n}", link=f"https://new.example/a/{n}") for n, one in enumerate(FIVE)]
    assert reader.after(rss(moved)) == []
    (edited,) = reader.after(rss([replace(moved[2], title="又改了标题"), *moved[3:]]))
    assert edited.key == keys[FIVE[2].title]
    again = [replace(one, guid=f"third-{n}") for n, one in enumerate(moved)]
    assert reader.after(rss(again[:2] + again[3:])) == []


def test_an_entry_listed_twice_is_one() -> None:
    reader = Follower()
    assert len(reader.after(rss([FIVE[0], replace(FIVE[0], guid="copy", link="https://news.example/city/0")]))) == 1
    assert reader.after(rss([replace(FIVE[0], guid="copy")])) == []


def test_a_notice_that_is_printed_again_is_another_one() -> None:
    first, second = told(1), replace(told(30), title=told(1).title, text=told(1).text)
    reader = Follower()
    assert len(reader.after(rss([second, first]))) == 2
    short = [Told(guid=f"w{n}", title="今日天气", text="晴。", at=told(n).at) for n in (0, 24, 48)]
    reader = Follower()
    assert [len(reader.after(rss([one]))) for one in short] == [1, 1, 1]


def test_without_a_guid_the_link_names_it_whoever_passed_it_on() -> None:
    reader = Follower()
    bare = replace(FIVE[0], guid="")
    (first,) = reader.after(rss([bare]))
    tracked = replace(bare, link=f"{bare.link}?utm_source=rss&from=timeline&share_token=9", text=LONG)
    (edited,) = reader.after(rss([tracked]))
    assert edited.key == first.key


def test_without_guid_and_link_the_title_and_day_name_it() -> None:
    reader = Follower()
    bare = replace(FIVE[0], guid="", link="")
    (first,) = reader.after(rss([bare]))
    (edited,) = reader.after(rss([replace(bare, text="改过的正文。")]))
    (other,) = reader.after(rss([replace(bare, title="另一条")]))
    assert edited.key == first.key != other.key


def test_notices_of_one_day_with_one_title_are_two() -> None:
    reader = Follower()
    both = [Told(title="停水通知", text=f"{street}今晚停水。", at=told(1).at) for street in ("城东老街", "颍河路")]
    assert [a.body for a in reader.after(rss(both))] == ["颍河路今晚停水。", "城东老街今晚停水。"]
    assert reader.after(rss(both)) == []


@pytest.mark.parametrize(
    "shared", [{"guid": "1"}, {"guid": "", "link": "https://news.example/"}, {"guid": "1", "link": ""}]
)
def test_names_that_all_entries_share_are_none(shared: dict[str, str]) -> None:
    reader = Follower()
    assert len(reader.after(rss([replace(one, **shared) for one in FIVE]))) == 5
    assert len(reader.after(rss([replace(told(9), **shared), *(replace(one, **shared) for one in FIVE)]))) == 1


def test_the_newer_of_two_versions_in_one_feed_counts() -> None:
    reader = Follower()
    late = replace(FIVE[0], title="后来的标题", at=told(20).at)
    (article,) = reader.after(rss([FIVE[0], late]))
    assert article.headline == "后来的标题"


def test_an_undated_entry_keeps_the_day_on_which_it_was_first_seen() -> None:
    reader = Follower()
    (first,) = reader.after(rss([replace(FIVE[0], at="")]))
    reader.now += timedelta(days=3)
    (edited,) = reader.after(rss([replace(FIVE[0], at="", text="改过的正文。")]))
    assert first.day == edited.day == date(2026, 11, 21)
    assert reader.after(rss([replace(FIVE[0], at="", guid="新的", text="改过的正文。")])) == []


@pytest.mark.parametrize("at", ["2027-05-01 08:00", "2026-11-21 15:00", "1970-01-01 00:00", "0001-01-01"])
def test_days_that_have_not_come_or_never_were_are_no_days(at: str) -> None:
    reader = Follower()
    (article,) = reader.after(rss([replace(FIVE[0], at=at)]))
    assert article.day == date(2026, 11, 21)
    reader.now += timedelta(days=400)
    assert reader.after(rss([replace(FIVE[0], at=at)])) == []


def test_the_day_is_that_of_china() -> None:
    (article,) = Follower().after(rss([replace(FIVE[0], at="Mon, 02 Nov 2026 18:30:00 GMT")]))
    assert article.day == date(2026, 11, 3)


def test_the_memory_is_bounded_but_keeps_what_is_in_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "REMEMBERED", 50)
    reader = Follower()
    for start in range(0, 100, 20):
        reader.after(rss([told(n, "短。") for n in range(start, start + 20)]))
    assert len(recall(reader.bookmark).known) == 50
    reader.after(rss([told(n, "短。") for n in range(70)]))
    assert len(recall(reader.bookmark).known) == 70
    assert reader.after(rss([told(n, "短。") for n in range(70)])) == []


@pytest.mark.parametrize("bookmark", ["", "{", '{"known": {"a": 3}}', "旧的书签"])
def test_a_lost_bookmark_brings_all_again_under_the_same_keys(bookmark: str) -> None:
    reader = Follower()
    keys = [a.key for a in reader.after(rss(FIVE))]
    reader.bookmark = bookmark
    assert [a.key for a in reader.after(rss(FIVE))] == keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/1", "https://a.example/1"),
        ("https://A.example/1", "https://a.example:443/1"),
        ("https://a.example/1?id=2&utm_campaign=x", "https://a.example/1?id=2"),
        ("https://a.example/1?share_from=weibo&spm=1.2", "https://a.example/1"),
    ],
)
def test_one_address(one: str, other: str) -> None:
    assert plain_link(one) == plain_link(other)


@pytest.mark.parametrize(
    "other", ["https://a.example/1?id=3", "https://a.example/1?id=2&p=2", "https://a.example/1?id=2#c", "http://[bad"]
)
def test_other_addresses(other: str) -> None:
    assert plain_link(other) != plain_link("https://a.example/1?id=2")


def test_every_entry_has_a_name() -> None:
    bare = [
        Item(),
        Item(title="甲"),
        Item(text="乙"),
        Item(name="丙"),
        Item(link="https://a.example/"),
        Item(name="http://[x"),
    ]
    assert all(len(name) == 16 for name in names(bare))
    assert len(set(names(bare[1:4]))) == 3
