"""Feeds with the faults that sites really make, and those that only an attacker makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from feed.written import HERE, LONG, atom, item, items, one, rss, told
from watchers.errors import ParseError
from watchers.feed.reading import read_feed


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("<title>A&B公司与C & D</title>", "A&B公司与C & D"),
        ("<title>甲&nbsp;乙&mdash;丙&hellip;</title>", "甲 乙—丙…"),
        ("<title>未知&foo;的实体</title>", "未知&foo;的实体"),
        ("<title>控制\x0b\x01符\x1f</title>", "控制符"),
        ("<title>数字&#0;&#11;&#55296;&#x65B0;</title>", "数字新"),
        ("<title>气温 < 5℃</title>", "气温 < 5℃"),
        ("<title><![CDATA[甲 & 乙 <b>丙</b>]]></title>", "甲 & 乙 丙"),
        ("<title><![CDATA[甲 <![CDATA[乙]]> 丙]]></title>", "甲 <![CDATA[乙 丙"),
        ("<title><![CDATA[ ]]>甲<![CDATA[乙]]></title>", "甲乙"),
        ("<title>AT&amp;amp;T &amp;lt;5&amp;gt;</title>", "AT&T <5>"),
        ("<title>&lt;font color=red&gt;甲&lt;/font&gt;乙&lt;br&gt;丙</title>", "甲乙 丙"),
        ("<title>《&lt;城记&gt;》与 3 &lt; 4</title>", "《<城记>》与 3 < 4"),
        ("<title>\n  甲\n   乙　丙 </title>", "甲 乙 丙"),
        ("<TITLE>大写</TITLE>", "大写"),
        ("<title>甲&#150;乙&#133;\x7f\x8d</title>", "甲–乙…"),
    ],
)
def test_titles(inner: str, title: str) -> None:
    assert one(inner).title == title


def test_junk_before_and_after() -> None:
    whole = rss([told(1)])
    for text in (
        "\n\n  " + whole,
        "\ufeff\ufeff" + whole,
        "Warning: mysql_connect() in /home/www/a.php on line 3\n" + whole,
        "<!-- <rss> cached -->" + whole,
        whole + "<!-- 0.02 s --><script>var a = 1 < 2;</script>",
        whole.replace('encoding="utf-8"', 'encoding="gb2312"'),
        whole.replace("<?xml", "<?XML"),
    ):
        assert [i.title for i in items(text)] == [told(1).title]


def test_the_entries_before_the_cut_are_used() -> None:
    whole = rss([told(n) for n in range(5)])
    second, third = (whole.index(f"<title>{told(n).title}") for n in (1, 2))
    for end in range(third, third + 600, 37):
        feed = read_feed(whole[:end].encode(), "", HERE)
        assert feed.cut
        assert [i.title for i in feed.items][:2] == [told(0).title, told(1).title]
        assert all(i.text.endswith("恢复正常。") for i in feed.items)
    with pytest.raises(ParseError, match="只来了开头"):
        read_feed(whole[: second - 400].encode(), "", HERE)


def test_a_cut_in_atom_and_in_a_character() -> None:
    entries = "".join(f"<entry><id>{n}</id><title>第{n}则</title></entry>" for n in range(3))
    whole = atom(entries).encode()
    feed = read_feed(whole[: whole.index("第2".encode()) + 1], "", HERE)
    assert feed.cut
    assert [i.title for i in feed.items] == ["第0则", "第1则"]


def test_undeclared_and_wrong_name_spaces() -> None:
    found = one(
        "<title>甲</title><content:encoded>&lt;p&gt;全文&lt;/p&gt;</content:encoded><dc:creator>王小明</dc:creator><x:y/>"
    )
    assert (found.text, found.author) == ("全文", "王小明")
    assert item(atom("<entry><title>甲</title></entry>", 'xmlns="http://www.w3.org/2005/atom"')).title == "甲"
    assert one("<title>甲</title>", 'xmlns="http://example.com/wrong"').title == "甲"


def test_html_that_nobody_escaped() -> None:
    found = one("<title>甲</title><description><p>第一段<br>第二行<img src=a.jpg><p>第三段</description><guid>7</guid>")
    assert (found.title, found.name) == ("甲", "7")
    assert found.text.split() == ["第一段", "第二行", "第三段"]


def test_html_escaped_once_too_often() -> None:
    assert (
        one(
            "<title>甲</title><description>&amp;lt;p&amp;gt;一&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;二&amp;lt;/p&amp;gt;</description>"
        ).text
        == "一\n二"
    )


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", ""])
def test_encodings_and_what_is_said_of_them(encoding: str, declared: str) -> None:
    text = rss([told(1)]).replace('encoding="utf-8"', f'encoding="{declared}"' if declared else "")
    words = (
        "東區電網改造完工，四百多戶居民恢復供電。" if encoding == "big5" else "城东管网改造完工，四百多户居民恢复供水。"
    )
    text = (
        text.replace(told(1).title, words)
        .replace(told(1).text, words)
        .replace("颍川晚报", "早报")
        .replace("早报", "早報" if encoding == "big5" else "早报")
    )
    assert item(text.encode(encoding), "text/xml; charset=iso-8859-1").title == words


def test_mojibake_is_no_news() -> None:
    garbled = "".join(chr(0xE000 + n % 500) for n in range(400))
    with pytest.raises(ParseError, match="乱码"):
        read_feed(rss([told(1, garbled)]).encode(), "", HERE)


def test_texts_without_bounds_are_bounded() -> None:
    found = one(f"<title>{'长' * 300_000}</title><description>{'行' * 1_000_000}</description>")
    assert len(found.title) == 200
    assert len(found.text) == 100_000


def test_an_entry_without_a_title_gets_its_first_sentence() -> None:
    assert one("<description>今晚停水。请储水备用。</description>").title == "今晚停水。"
    assert one(f"<description>{'没有标点的长句' * 20}</description>").title.endswith("…")
    assert one("<guid>1</guid>").title == ""


# -- attacks --------------------------------------------------------------------------------------------------------


def bombs(secret: Path) -> dict[str, str]:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    feed = "<rss><channel><item><title>&x;&e11;</title></item></channel></rss>"
    return {
        "laughs": f'<!DOCTYPE rss [<!ENTITY e0 "哈">{laughs}]>{feed}',
        "quadratic": f'<!DOCTYPE rss [<!ENTITY x "{"A" * 100_000}">]>' + feed.replace("&x;", "&x;" * 100_000),
        "file": f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{feed}',
        "public": f'<!DOCTYPE rss [<!ENTITY x PUBLIC "-//x//y" "{secret.as_uri()}">]>{feed}',
        "parameter": f"<!DOCTYPE rss [<!ENTITY % y \"<!ENTITY x SYSTEM '{secret.as_uri()}'>\"> %y;]>{feed}",
        "external": f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}" [<!ENTITY % y SYSTEM "{secret.as_uri()}"> %y;]>{feed}',
        "include": f'<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><title>甲</title>'
        f'<description><xi:include href="{secret.as_uri()}" parse="text"/></description></item></channel></rss>',
    }


@pytest.mark.parametrize("name", bombs(Path("/nowhere")))
def test_nothing_grows_and_nothing_is_opened(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密内容", "utf-8")
    text = bombs(secret)[name]
    try:
        found = items(text)
    except ParseError:
        return
    assert name not in ("laughs", "quadratic", "file", "public")
    assert len(str(found)) < 2000
    assert "绝密" not in str(found)


@pytest.mark.parametrize("wide", ["utf-16", "utf-16-be"])
def test_a_bomb_in_another_encoding_is_one(wide: str, tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="实体"):
        items(bombs(tmp_path / "x")["file"].encode(wide))


@pytest.mark.parametrize("tag", ["div", "item", "x:y"])
def test_what_nests_without_end_is_refused(tag: str) -> None:
    deep = f"<{tag}>" * 50_000
    with pytest.raises(ParseError, match="没有尽头"):
        one(f"<title>甲</title><description>{deep}")
    assert (
        one(f"<title>甲</title><description><![CDATA[{'<div>' * 2000}字{'</div>' * 2000}]]></description>").title
        == "甲"
    )


def test_a_tag_of_a_thousand_attributes_is_refused() -> None:
    crowd = " ".join(f'b{n}="1"' for n in range(1000))
    with pytest.raises(ParseError, match="属性"):
        one(f"<title>甲<a {crowd}/></title>")
    assert one(f"<title>甲</title><description><![CDATA[<a {crowd}>一</a>]]></description>").title == "甲"


def test_a_body_that_is_an_address_or_a_path_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(rss([told(1)]), "utf-8")
    for body in (str(secret), secret.as_uri(), "http://127.0.0.1:9/feed"):
        with pytest.raises(ParseError):
            items(body)


def test_ordinary_signs_may_be_declared() -> None:
    text = (
        '<!DOCTYPE rss [<!ENTITY paper "颍川晚报"><!ENTITY copy2 "&#169;">]>'
        + "<rss><channel><item><title>&paper;&copy2;</title></item></channel></rss>"
    )
    assert item(text).title == "颍川晚报©"


def test_texts_of_real_length_stay_whole() -> None:
    assert one(f"<title>甲</title><description>{LONG * 20}</description>").text == LONG * 20


def test_a_stray_byte_garbles_nothing() -> None:
    for stray in (b"\xff", b"\x80", b"\xc3"):
        body = rss([told(1, "The waterworks have renewed the pipes of three streets. " * 4)]).replace(
            "颍川晚报", "News"
        )
        found = item(body.replace(told(1).title, "Pipes").encode().replace(b"Pipes", b"Pip" + stray + b"es"), "")
        assert found.title.startswith("Pip")


def test_entries_that_are_mojibake_are_left_out_alone() -> None:
    entries = [told(n) for n in range(6)]
    body = rss(entries).encode()
    wrong = entries[3].title.encode()
    feed = read_feed(body.replace(wrong, "城东老街水管换新完工通水".encode("gb18030")), "", HERE)
    assert [i.title for i in feed.items] == [one.title for one in entries[:3] + entries[4:]]
    assert "1 条是乱码" in feed.notes[0]


def test_an_xhtml_page_is_a_page() -> None:
    page = '<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html><html><head><title>首页</title></head></html>'
    with pytest.raises(ParseError, match="首页"):
        items(page.encode("gb18030"))


def test_a_broken_first_tag_is_told() -> None:
    with pytest.raises(ParseError, match="第一个标签"):
        items(rss([told(1)]).replace('<rss version="2.0">', '<rss version="2.0"'))


def test_half_comments_and_lost_declarations() -> None:
    assert one("<title>甲</title><!-- 半个注释 <guid>1</guid>").title == "甲"
    assert one("<title>甲</title><!DOCTYPE x><!ENTITY y 'z'><guid>1</guid>").name == "1"
