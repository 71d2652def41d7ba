"""What stands at an address, by what came: hand-made beginnings of each form, and what leads to another."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sights import BLOCKS, EPAPER, INSIDES, LIST, NEWER_EPAPER, RSS, UNDATED

from watchers.discover import KINDS, Form, recognise
from watchers.errors import BaoxiaoError, ParseError
from watchers.model import Kind

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
URL = "http://szb.example.cn/index.htm"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (RSS, Form.RSS),
        ("\ufeff\n<rdf:RDF xmlns:rdf='x'><channel><title>x</title></channel></rdf:RDF>", Form.RSS),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><title>晨</title></feed>", Form.ATOM),
        ('{"version": "https://jsonfeed.org/version/1.1", "title": "晨", "items": []}', Form.JSON_FEED),
        ("<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>1</identifier></alert>", Form.CAP),
        ("<cap:alert xmlns:cap='urn:oasis:names:tc:emergency:cap:1.1'/>", Form.CAP),
        ("<feed xmlns:cap='urn:oasis:names:tc:emergency:cap:1.1'><title>w</title></feed>", Form.CAP),
        ('{"msg": "success", "code": 0, "data": {"page": {"list": []}}}', Form.NMC),
        ('{"data": [{"id": 1, "headline": "x"}]}', Form.CMA),
        ('{"code": "200", "warning": []}', Form.QWEATHER),
        ('{"metadata": {}, "alerts": []}', Form.QWEATHER),
        ('{"code": 200, "searchVO": {"totalCount": 3}}', Form.GOV_JSON),
        ('callback_1({"code": 200, "searchVO": {}});', Form.GOV_JSON),
        (EPAPER, Form.EPAPER),
        (NEWER_EPAPER, Form.EPAPER),
        (LIST, Form.LIST),
        (BLOCKS, Form.LIST),
        (INSIDES, Form.LIST),
        (UNDATED, Form.PAGE),
        ("<html><body><p>登录</p></body></html>", Form.PAGE),
    ],
)
def test_forms(text: str, form: Form) -> None:
    sight = recognise(text.encode("utf-8"), "", URL)
    assert (sight.form, sight.follow) == (form, "")


def test_every_form_but_a_plain_page_has_a_kind() -> None:
    assert set(Form) - set(KINDS) == {Form.PAGE}
    assert set(KINDS.values()) == {Kind.FEED, Kind.WARNINGS, Kind.POLICY, Kind.EPAPER}


def test_titles_become_names() -> None:
    assert recognise(RSS.encode(), "", URL).title == "颍川 新闻"
    assert recognise(LIST.encode("gb18030"), "text/html; charset=gbk", URL).title == "通知公告"


@pytest.mark.parametrize(
    ("head", "follow"),
    [
        ('<META HTTP-EQUIV="REFRESH" CONTENT="0; URL=html/2026-10/02/node_2.htm">', "html/2026-10/02/node_2.htm"),
        ("<meta content='1;url=\"/a.htm\"' http-equiv=Refresh>", "a.htm"),
        ("<script>window.location.href = 'pc/layout/node_01.html';</script>", "pc/layout/node_01.html"),
        ('<script>location.replace("a.htm")</script>', "a.htm"),
        ('<link rel="alternate" type="application/rss+xml" href="/feed.xml">', "feed.xml"),
        (
            "<link rel=alternate type=application/rss+xml title=评论 href=/c.xml>"
            "<link rel=alternate type=application/atom+xml href=/a.xml>",
            "a.xml",
        ),
        ('<meta http-equiv="refresh" content="0; url=index.htm#top">', ""),
        ('<meta http-equiv="refresh" content="300; url=other.htm">', ""),
        ('<link rel="alternate" hreflang="en" href="/en/">', ""),
    ],
)
def test_what_a_page_leads_to(head: str, follow: str) -> None:
    sight = recognise(f"<html><head>{head}</head><body></body></html>".encode(), "", URL)
    assert sight.form is Form.PAGE
    assert sight.follow == (f"http://szb.example.cn/{follow}" if follow else "")


def test_a_list_that_names_its_feed_is_better_read_there() -> None:
    text = LIST.replace("<title>", "<link rel=alternate type=application/rss+xml href=rss.xml><title>")
    assert recognise(text.encode(), "", URL).follow == "http://szb.example.cn/rss.xml"


@pytest.mark.parametrize("body", [b"", b"  \n", b"%PDF-1.7 \xff\xfe", b"hello", b'{"a": 1}', b"{" * 5000, b"\xff" * 64])
def test_what_is_nothing_is_told(body: bytes) -> None:
    with pytest.raises(ParseError, match="请检查网址"):
        recognise(body, "", URL)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from((RSS, EPAPER, LIST)), st.integers(0, 400), st.binary(max_size=8))
def test_whatever_comes_it_answers_or_says_why(text: str, at: int, junk: bytes) -> None:
    body = text.encode()
    with suppress(BaoxiaoError):
        recognise(body[:at] + junk + body[at + len(junk) :], "", URL)


EXPECTED = {"cap": {Form.CAP, Form.ATOM}, "gov": {Form.LIST}, "epaper": {Form.EPAPER}}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
@pytest.mark.parametrize("folder", sorted(EXPECTED))
def test_real_files(folder: str) -> None:
    for file in sorted((SAMPLES / folder).rglob("*.*")):
        assert recognise(file.read_bytes(), "", URL).form in EXPECTED[folder], file
