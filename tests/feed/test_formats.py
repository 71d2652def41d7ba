"""Every format of feeds, written by us after its specification."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest

from feed.written import HERE, atom, item, items, json_text, one, rss, told
from watchers.errors import LayoutError, ParseError
from watchers.feed.reading import read_feed

AT = datetime(2026, 11, 3, 1, 12, tzinfo=UTC)


def test_rss_20_with_all_that_is_read() -> None:
    found = one(
        "<title>新桥通车</title><link>/2026/1.html</link><guid>https://news.example/2026/1.html</guid>"
        "<pubDate>Tue, 03 Nov 2026 09:12:00 +0800</pubDate><author>desk@news.example (李晓光)</author>"
        "<category>城事</category><description>桥长二百米。</description>"
        "<content:encoded><![CDATA[<p>桥长二百米。</p><p>&nbsp;两岸步行四分钟。<script>x()</script></p>]]></content:encoded>"
        '<enclosure url="https://news.example/a.mp3" type="audio/mpeg" length="1"/>',
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    )
    assert (found.title, found.link, found.name) == ("新桥通车", "https://news.example/2026/1.html", found.link)
    assert found.at == AT
    assert (found.author, found.section) == ("李晓光", "城事")
    assert (found.text, found.summary) == ("桥长二百米。\n两岸步行四分钟。", "桥长二百米。")


@pytest.mark.parametrize("version", ["0.91", "0.92", "0.93", "0.94", "2.0", ""])
def test_rss_of_every_version(version: str) -> None:
    text = f'<rss version="{version}"><channel><item><title>甲</title><link>http://a.example/1</link></item></channel></rss>'
    assert [(i.title, i.link) for i in items(text)] == [("甲", "http://a.example/1")]


def test_rss_091_with_its_document_type() -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>报</title>'
        "<item><title>第&eacute; &copy; 2026</title></item></channel></rss>"
    )
    assert item(text).title == "第é © 2026"


def test_rdf() -> None:
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://a.example/"><title>报</title></channel>'
        '<item rdf:about="http://a.example/1"><title>渡口复航</title><link>http://a.example/1</link>'
        "<dc:date>2026-11-03T09:12:00+08:00</dc:date><dc:creator>王小明</dc:creator></item></rdf:RDF>"
    )
    found = item(text)
    assert (found.title, found.link, found.at, found.author) == ("渡口复航", "http://a.example/1", AT, "王小明")


def test_atom_10_its_bases_and_its_kinds_of_text() -> None:
    found = items(
        atom(
            '<entry xml:base="/2026/"><id>tag:a,1</id>'
            '<title type="html">新桥&lt;b&gt;通车&lt;/b&gt; &amp;amp; 试行</title>'
            '<link rel="enclosure" href="x.mp3"/><link rel="alternate" href="1.html"/>'
            "<published>2026-11-03T01:12:00Z</published><updated>2026-11-09T00:00:00Z</updated>"
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>桥长<br/>二百米。</p></div></content></entry>'
            '<entry><id>tag:a,2</id><title>标签 &lt;b&gt; 的用法</title><link href="javascript:alert(1)"/>'
            "<updated>2026-11-03T01:12:00Z</updated><summary>一句。</summary></entry>"
        )
    )
    assert [i.title for i in found] == ["新桥通车 & 试行", "标签 <b> 的用法"]
    assert [i.link for i in found] == ["https://news.example/2026/1.html", ""]
    assert [i.at for i in found] == [AT, AT]
    assert [i.text for i in found] == ["桥长\n二百米。", "一句。"]
    assert [i.name for i in found] == ["tag:a,1", "tag:a,2"]


def test_atom_03() -> None:
    found = item(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">5paw5qGl</title>'
        '<link rel="alternate" href="http://a.example/1"/><issued>2026-11-03T09:12:00+08:00</issued>'
        '<content mode="escaped" type="text/html">&lt;p&gt;桥长二百米。&lt;/p&gt;</content></entry></feed>'
    )
    assert (found.title, found.link, found.at, found.text) == ("新桥", "http://a.example/1", AT, "桥长二百米。")


def test_an_id_of_atom_is_no_link_but_a_guid_of_rss_that_looks_like_one_is() -> None:
    assert item(atom("<entry><id>http://a.example/1</id><title>甲</title></entry>")).link == ""
    assert one("<title>甲</title><guid>http://a.example/1</guid>").link == "http://a.example/1"
    assert one("<title>甲</title><guid>2026/1.html</guid>").link == "https://news.example/rss/2026/1.html"
    assert one("<title>甲</title><guid>20261103</guid>").link == ""


def test_the_first_of_several_pages_is_the_link() -> None:
    assert (
        one("<title>甲</title><link>http://a.example/1</link><link>http://b.example/1</link>").link
        == "http://a.example/1"
    )
    both = '<link type="application/json" href="/1.json"/><link type="text/html" href="/1"/><link href="/2"/>'
    assert item(atom(f"<entry><title>甲</title>{both}</entry>")).link == "https://news.example/1"


def test_a_year_and_month_are_a_date_and_a_search_form_is_no_entry() -> None:
    assert one("<title>甲</title><pubDate>2026-11</pubDate>").at == datetime(2026, 11, 1, tzinfo=UTC)
    form = "<textInput><title>搜索</title><name>q</name><link>http://a.example/s</link></textInput>"
    assert one(f"<title>甲</title>{form}").title == "甲"


def test_an_address_in_a_title_is_not_full_of_signs() -> None:
    assert one("<title>?page=1&copy=2;x &amp; y</title>").title == "?page=1&copy=2;x & y"


def test_a_guid_does_not_change_with_the_address_of_its_feed() -> None:
    text = "<rss><channel><item><title>甲</title><guid>20261103</guid></item></channel></rss>"
    assert {item(text, address=where).name for where in (HERE, "http://other.example/x/y")} == {"20261103"}


def test_json_feed() -> None:
    entry = {
        "id": 17,
        "url": "../2026/17.html",
        "title": "新桥 <试行>",
        "content_html": "<p>桥长二百米。</p><p>次日开放。</p>",
        "summary": "桥长二百米。",
        "date_published": "2026-11-03T09:12:00+08:00",
        "authors": [{"name": "李晓光"}, {"name": "王小明"}],
        "tags": ["城事"],
    }
    found = item(json_text(items=[entry]))
    assert (found.name, found.link, found.title) == ("17", "https://news.example/2026/17.html", "新桥 <试行>")
    assert (found.text, found.summary, found.at) == ("桥长二百米。\n次日开放。", "桥长二百米。", AT)
    assert (found.author, found.section) == ("李晓光 王小明", "城事")


def test_json_feed_as_it_is_really_written() -> None:
    entries = [
        {"id": 1.0, "content_text": "第一句。第二句 <b> 不是标签。", "author": "李晓光", "tags": None},
        {"guid": "x", "title": "没有名字", "external_url": "https://b.example/1", "date_modified": "昨天"},
        "不是条目",
    ]
    feed = read_feed(json_text(version=None, items=entries).encode(), "application/json", HERE)
    assert [(i.name, i.title, i.link) for i in feed.items] == [
        ("1", "第一句。", ""),
        ("", "没有名字", "https://b.example/1"),
    ]
    assert feed.items[0].text == "第一句。第二句 <b> 不是标签。"
    assert "1 条" in feed.notes[0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "一个字也没有来"),
        (b"  \n ", "一个字也没有来"),
        (b'{"code": 500, "msg": "error"}', "不是 JSON Feed"),
        (b'["a"]', "不是 JSON Feed"),
        (b'{"items": ["a"]}', "没有一条"),
        (b'{"items": [', "不是 JSON Feed"),
        (b'{"code": {}}', "没有 items"),
        ("<!DOCTYPE html><html><title>用户登录</title><form></form></html>".encode(), "用户登录"),
        (b"<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'/>", "没有 rss、feed"),
        (b"/etc/hostname", "不是订阅源"),
        (b"http://127.0.0.1:1/feed", "不是订阅源"),
        ("系统维护中".encode(), "系统维护中"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, words: str) -> None:
    with pytest.raises(LayoutError) as wrong:
        read_feed(body, "text/html", HERE)
    assert words in str(wrong.value)


def test_a_page_that_names_its_feed() -> None:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed/"></head><body>首页</body></html>'
    with pytest.raises(LayoutError, match=r"https://news\.example/feed/"):
        read_feed(page.encode(), "text/html", HERE)


def test_half_a_json_feed_is_an_error() -> None:
    with pytest.raises(ParseError, match="没有收全"):
        items(json_text(items=[{"id": 1, "title": "甲"}])[:-5])


@pytest.mark.parametrize("text", [rss([told(1)]), json_text(items=[{"id": 1}])])
def test_what_was_read_goes_over_to_another_process(text: str) -> None:
    feed = read_feed(text.encode(), "", HERE)
    assert pickle.loads(pickle.dumps(feed)) == feed
