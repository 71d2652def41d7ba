"""The article on its page: taken where it is surely the one, else the teaser stays."""

from __future__ import annotations

import pytest

from watchers.errors import LayoutError, ParseError
from watchers.fulltext import full_text

TITLE = "城东老街水管换新"
TEASER = "颍川市水务局昨日说，城东三条老街的供水管网改造已经完工……"
FIRST = "颍川市水务局昨日说，城东三条老街的供水管网改造已经完工，沿街四百多户居民的水压恢复正常。"
SECOND = "改造从今年三月开始，分三段施工，旧铸铁管全部换成了球墨铸铁管，漏损率预计下降两成。"
THIRD = "下一步，水务局将改造城西片区，计划在明年汛期前完成，施工期间夜间停水会提前两天公告。"


def site(*, title: str = TITLE, body: str = "", head: str = "") -> bytes:
    body = body or f"<p>　　{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    links = "".join(f'<li><a href="/{n}.html">别的新闻第{n}条</a></li>' for n in range(20))
    return (
        f"<html><head><meta charset=utf-8><title>{title} - 颍川在线</title>{head}</head><body>"
        f'<div class="nav"><a href="/">首页</a><a href="/city">城事</a></div><h1>{title}</h1>'
        f'<div class="article"><div class="info">2026-11-03 来源：颍川晚报</div>{body}</div>'
        f'<ul class="hot">{links}</ul><div class="footer">版权所有 颍川晚报社 备案号 00000000</div></body></html>'
    ).encode()


def test_the_article_and_nothing_beside_it() -> None:
    text = full_text(site(), "text/html", TITLE, TEASER)
    for line in (FIRST, SECOND, THIRD):
        assert line in text.split("\n")
    assert "备案号" not in text
    assert "别的新闻" not in text


def test_the_line_about_the_article_is_not_its_text() -> None:
    body = "<br>".join((FIRST, SECOND, THIRD))
    assert full_text(site(body=body), "text/html", TITLE, "").split("\n") == [FIRST, SECOND, THIRD]


def test_a_page_of_a_few_lines_brings_no_menus() -> None:
    assert full_text(site(body="<p>水管换好了。</p>"), "text/html", TITLE, TEASER) == "水管换好了。"


def test_its_encoding_is_that_of_the_page() -> None:
    page = site().decode().replace("utf-8", "gb2312").encode("gb18030")
    assert FIRST in full_text(page, "text/html", TITLE, "")


def test_a_teaser_is_enough_where_the_headline_differs() -> None:
    assert FIRST in full_text(site(title="三条老街告别旧水管"), "text/html", TITLE, TEASER)


@pytest.mark.parametrize(
    "page",
    [
        "<html><title>用户登录</title><body><h1>请先登录</h1><p>登录后可以阅读本站的全部内容，还没有账号的请注册。</p></body></html>",
        f"<html><title>您访问的页面不存在</title><body><p>抱歉，页面不存在或已删除。</p><ul><li>{TITLE}</li></ul></body></html>",
        "<html></html>",
    ],
)
def test_another_page_is_not_taken(page: str) -> None:
    with pytest.raises(LayoutError):
        full_text(page.encode(), "text/html", TITLE, TEASER)


@pytest.mark.parametrize("page", [b"", b"\x00\x01\x02", b"/etc/hostname", b"https://news.example/"])
def test_what_is_no_page_is_an_error_and_not_opened(page: bytes) -> None:
    with pytest.raises(ParseError):
        full_text(page, "text/html", TITLE, TEASER)


def test_a_page_without_end_is_not_read() -> None:
    with pytest.raises(ParseError, match="大得不像"):
        full_text(site(body="<p>一句。" * 40_000), "text/html", TITLE, TEASER)


def test_mojibake_is_not_taken() -> None:
    garbled = "".join(chr(0xE000 + n % 500) for n in range(400))
    with pytest.raises(ParseError):
        full_text(site(body=f"<p>{garbled}</p>" * 4), "text/html", TITLE, TEASER)
