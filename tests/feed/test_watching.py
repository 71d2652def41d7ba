"""The watcher of feeds: what a visit brings, in which pieces, and when it comes again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from feed.following import Follower
from feed.test_full_text import FIRST, TEASER, THIRD, TITLE, site
from feed.written import HERE, NOW, SOURCE, Told, atom, json_text, rss, told
from watchers.errors import FetchError, LaterError, LayoutError, MissingError, ParseError
from watchers.feed.watch import BUNCH, FULL_BUNCH
from watchers.ports import Fetched

FULL = replace(SOURCE, full_text=True)
LINK = "https://news.example/2026/1.html"
SHORT = Told(guid="1", title=TITLE, text=TEASER, link=LINK, at=told(1).at)


def page(body: bytes) -> Fetched:
    return Fetched(url=LINK, body=body, content_type="text/html")


# -- articles ----------------------------------------------------------------------------------------------------------


def test_an_article_of_a_feed() -> None:
    text = (
        "<entry><id>a</id><title>新桥通车</title><link href='/1'/><author><name>颍川晚报</name></author>"
        "<category term='城事'/>"
        "<published>2026-11-03T01:12:00Z</published><summary>桥通了。</summary><content type='html'>"
        "&lt;p&gt;本报讯（记者 李晓光 通讯员 王小明）昨日，颍河新桥通车。&lt;/p&gt;"
        "&lt;p&gt;桥长二百米。&lt;/p&gt;</content></entry>"
    )
    (article,) = Follower().after(atom(text))
    assert (article.paper, article.day, article.headline) == ("颍川晚报", date(2026, 11, 3), "新桥通车")
    assert (article.body, article.summary) == ("昨日，颍河新桥通车。\n桥长二百米。", "桥通了。")
    assert (article.reporters, article.correspondents) == (("李晓光",), ("王小明",))
    assert "记者 李晓光" in article.byline
    assert (article.url, article.column) == ("https://news.example/1", "城事")


def test_agency_and_author() -> None:
    text = rss(
        [Told(guid="1", title="甲", text="新华社北京3月20日电 会议昨日开幕，为期三天。")],
        extra="<author>王小明</author>",
    )
    (article,) = Follower().after(text)
    assert (article.dateline, article.body) == ("新华社北京3月20日电", "会议昨日开幕，为期三天。")
    assert (article.byline, article.reporters) == ("王小明", ("王小明",))


def test_a_headline_repeated_in_the_text_is_said_once() -> None:
    (article,) = Follower().after(rss([Told(guid="1", title="甲乙丙", text="甲乙丙\n正文。")]))
    assert article.body == "正文。"


def test_json_feed_is_followed_too() -> None:
    reader = Follower()
    reader.put(json_text(items=[{"id": 1, "title": "甲", "content_text": "乙"}]), kind="application/feed+json")
    assert [(a.headline, a.body) for h in reader.visit() for a in h.articles] == [("甲", "乙")]


def test_entries_without_words_are_left_out_with_a_note() -> None:
    reader = Follower()
    reader.put(rss([Told(guid="1", link=LINK), told(2)]))
    (harvest,) = reader.visit()
    assert len(harvest.articles) == 1
    assert "1 条没有标题也没有正文" in harvest.notes[0]


# -- pieces ------------------------------------------------------------------------------------------------------------


def test_many_entries_come_in_bunches_oldest_first() -> None:
    reader = Follower()
    count = 2 * BUNCH + 7
    reader.put(rss([told(n) for n in reversed(range(count))]), validator="v1")
    harvests = reader.visit()
    assert [h.remaining for h in harvests] == [2, 1, 0]
    assert [a.headline for a in reader.sent] == [told(n).title for n in range(count)]


def test_a_visit_that_is_ended_goes_on_where_it_was() -> None:
    reader = Follower()
    count = 3 * BUNCH
    reader.put(rss([told(n) for n in range(count)]), validator="v1")
    while reader.visit(most=1)[-1].remaining:
        assert len(reader.web.asked) < 5
    assert [a.headline for a in reader.sent] == [told(n).title for n in range(count)]
    assert {one.validator for one in reader.web.asked} == {""}
    assert reader.visit() == []
    assert reader.web.asked[-1].unchanged


def test_undated_entries_come_in_the_order_in_which_feeds_grow() -> None:
    reader = Follower()
    assert [a.headline for a in reader.after(rss([replace(told(n), at="") for n in (3, 2, 1)]))] == [
        told(n).title for n in (1, 2, 3)
    ]


# -- asking ------------------------------------------------------------------------------------------------------------


def test_an_unchanged_feed_costs_one_conditional_request() -> None:
    reader = Follower()
    reader.put(rss([told(1)]), validator="v1")
    reader.visit()
    for _ in range(5):
        assert reader.visit() == []
    assert [one.unchanged for one in reader.web.asked] == [False] + [True] * 5


def test_a_feed_that_was_cut_is_asked_for_whole() -> None:
    reader = Follower()
    whole = rss([told(1), told(2)])
    reader.put(whole[:-200], validator="v1")
    (harvest,) = reader.visit()
    assert "一半" in harvest.notes[0]
    reader.put(whole, validator="v1")
    (harvest,) = reader.visit()
    assert (len(reader.sent), harvest.notes) == (2, ())


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (FetchError("连不上"), FetchError),
        (MissingError("没有"), MissingError),
        (LaterError("等等", timedelta(minutes=5)), LaterError),
        (Fetched(url=HERE), LayoutError),
        (Fetched(url=HERE, body=site()), LayoutError),
        (Fetched(url=HERE, body=b"<rss><channel><item>"), ParseError),
    ],
)
def test_a_failure_is_told_and_forgets_nothing(answer: Fetched | Exception, error: type[Exception]) -> None:
    reader = Follower()
    reader.put(rss([told(1)]), validator="v1")
    reader.visit()
    before, good = reader.bookmark, reader.web.pages[HERE]
    reader.web.pages[HERE] = answer
    with pytest.raises(error):
        reader.visit()
    assert reader.bookmark == before
    reader.web.pages[HERE] = good
    assert reader.visit() == []


# -- pace --------------------------------------------------------------------------------------------------------------

HOURLY = '<sy:updatePeriod xmlns:sy="x">hourly</sy:updatePeriod>'
DAILY = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
SKIPS = "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in (4, 5, 6)) + "</skipHours>"


@pytest.mark.parametrize(
    ("head", "wait"),
    [
        ("", None),
        ("<ttl>5</ttl>", None),
        ("<ttl>x</ttl>", None),
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<ttl>999999</ttl>", timedelta(days=1)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
        (DAILY, timedelta(hours=6)),
        ("<ttl>10</ttl>" + SKIPS, timedelta(hours=3)),
        ("<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>", None),
        ("<skipHours><hour>99</hour></skipHours>", None),
    ],
)
def test_the_feed_may_ask_for_less(head: str, wait: timedelta | None) -> None:
    reader = Follower()
    reader.put(rss([told(1)], head=head), validator="v1")
    expected = NOW + wait if wait else None
    assert reader.visit()[-1].look_at == expected
    assert [h.look_at for h in reader.visit()] == ([expected] if wait else [])


# -- full text ---------------------------------------------------------------------------------------------------------


def test_a_short_entry_is_read_on_its_page() -> None:
    reader = Follower(source=FULL)
    reader.web.pages[LINK] = page(site())
    (article,) = reader.after(rss([SHORT, told(5)]))[:1]
    assert article.body.startswith(FIRST)
    assert article.body.endswith(THIRD)
    assert article.summary == TEASER
    assert [one.url for one in reader.web.asked] == [HERE, LINK]
    assert len(Follower().after(rss([SHORT]))[0].body) == len(TEASER)


@pytest.mark.parametrize("ending", ["……", "...", "[&hellip;]", "阅读全文", "点击查看原文>>", "Read more »"])
def test_a_long_entry_that_breaks_off_is_short(ending: str) -> None:
    reader = Follower(source=FULL)
    reader.web.pages[LINK] = page(site())
    reader.after(rss([replace(SHORT, text=told(1).text + ending)]))
    assert [one.url for one in reader.web.asked] == [HERE, LINK]


def test_a_page_that_fails_costs_nothing_and_is_tried_again() -> None:
    reader = Follower(source=FULL)
    (teaser,) = reader.after(rss([SHORT]))
    assert teaser.body == TEASER
    assert reader.after(rss([SHORT])) == []  # not yet due
    reader.web.pages[LINK] = page(site())
    reader.now += timedelta(minutes=31)
    (article,) = reader.after(rss([SHORT]))
    assert (article.key, article.day) == (teaser.key, teaser.day)
    assert article.body.endswith(THIRD)
    reader.now += timedelta(days=1)
    assert reader.after(rss([SHORT])) == []


def test_an_edited_entry_is_not_shortened_because_its_page_fails_once() -> None:
    reader = Follower(source=FULL)
    reader.web.pages[LINK] = page(site())
    (whole,) = reader.after(rss([SHORT]))
    reader.web.pages[LINK] = FetchError("超时")
    edited = rss([replace(SHORT, title=TITLE + "了")])
    assert reader.after(edited) == []
    reader.web.pages[LINK] = page(site(title=TITLE + "了"))
    reader.now += timedelta(minutes=31)
    (article,) = reader.after(edited)
    assert (article.key, article.headline, article.body) == (whole.key, TITLE + "了", whole.body)
    reader.web.pages[LINK] = FetchError("超时")
    again = rss([replace(SHORT, title=TITLE + "完工了")])
    assert reader.after(again) == []
    reader.now += timedelta(minutes=31)
    assert [(a.headline, a.body) for a in reader.after(again)] == [(TITLE + "完工了", TEASER)]


def test_a_page_that_is_never_there_is_not_asked_for_for_ever() -> None:
    reader = Follower(source=FULL)
    reader.put(rss([SHORT]), validator="v1")
    reader.web.pages[LINK] = page("<html><title>登录</title><body>请登录</body></html>".encode())
    for _ in range(40):
        reader.visit()
        reader.now += timedelta(hours=1)
    assert 2 <= sum(one.url == LINK for one in reader.web.asked) <= 4
    assert reader.web.asked[-1].unchanged
    assert [a.body for a in reader.sent] == [TEASER]


def test_a_page_that_says_no_more_is_asked_once() -> None:
    reader = Follower(source=FULL)
    reader.web.pages[LINK] = page(site(body="<p>水管换好了。</p>"))
    for _ in range(5):
        reader.after(rss([SHORT]))
        reader.now += timedelta(hours=5)
    assert sum(one.url == LINK for one in reader.web.asked) == 1
    assert [a.body for a in reader.sent] == [TEASER]


def test_full_texts_come_a_few_at_a_time() -> None:
    reader = Follower(source=FULL)
    reader.put(rss([replace(SHORT, guid=str(n), title=f"{TITLE}{n}") for n in range(FULL_BUNCH * 3)]))
    assert [len(h.articles) for h in reader.visit()] == [FULL_BUNCH] * 3


def test_the_bookmark_is_json_of_moderate_size() -> None:
    reader = Follower()
    reader.after(rss([told(n) for n in range(200)]))
    assert len(json.loads(reader.bookmark)["known"]) == 200
    assert len(reader.bookmark) < 200 * 70 + 500
