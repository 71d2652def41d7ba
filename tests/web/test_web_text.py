"""Bytes of pages and feeds → text: declarations that are right, wrong, missing, and what cannot be right at all."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.webtext import strangeness, web_text

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
SIMPLE = "城东渡口昨日恢复开航，首班船早上七点从北岸码头出发。记者王镕、李喆报道。" * 3
TRADITIONAL = "城東渡口昨日恢復開航，首班船早上七點從北岸碼頭出發，沿岸居民稱讚方便。" * 3


def html(text: str, charset: str = "", before: str = "") -> str:
    meta = f'<META content="text/html; CharSet={charset}" http-equiv="Content-Type">' if charset else ""
    return f"<!DOCTYPE html>\n{before}<html><head>{meta}<title>{text}</title></head></html>"


def xml(text: str, charset: str) -> str:
    return f'<?xml version="1.0" encoding="{charset}"?>\n<rss><title>{text}</title></rss>'


@pytest.mark.parametrize(
    ("page", "encoding", "header", "read_as"),
    [
        (html(SIMPLE, "utf-8"), "utf-8", "text/html", "utf-8"),
        (html(SIMPLE, "gb2312"), "gb18030", "text/html", "gb18030"),
        (html(SIMPLE, "gbk"), "gb18030", "text/html; charset=utf-8", "gb18030"),
        (html(SIMPLE, "gb2312"), "utf-8", "text/html", "utf-8"),
        (html(SIMPLE, "utf-8"), "gb18030", "text/html; charset=utf-8", "gb18030"),
        (html(SIMPLE), "gb18030", "text/html", "gb18030"),
        (html(SIMPLE), "gb18030", 'text/html;Charset="GB2312"', "gb18030"),
        (html(SIMPLE), "gb18030", "text/html; charset=ISO-8859-1", "gb18030"),
        (html(SIMPLE), "utf-8", "text/html; charset=ISO-8859-1", "utf-8"),
        (html(SIMPLE), "utf-8", "text/html; charset=gbk", "utf-8"),
        (html(SIMPLE), "utf-8", "text/html; charset=no-such-thing", "utf-8"),
        (html(SIMPLE, "unicode_escape"), "utf-8", "text/html; charset=utf-7", "utf-8"),
        (html(SIMPLE, "utf-16"), "utf-8", "text/html", "utf-8"),
        (html(SIMPLE, "gb2312", before="<!--" + "founder " * 400 + "-->"), "gb18030", "", "gb18030"),
        (html(SIMPLE, "gb2312", before='<!-- <meta charset="big5"> -->'), "gb18030", "", "gb18030"),
        (html(TRADITIONAL, "big5"), "big5", "text/html", "big5hkscs"),
        (html(TRADITIONAL), "big5", "text/html; charset=big5", "big5hkscs"),
        (html(TRADITIONAL), "big5", "text/html", "big5hkscs"),
        (html(TRADITIONAL, "gbk"), "gbk", "text/html", "gb18030"),
        (html(TRADITIONAL), "utf-8", "text/html; charset=big5", "utf-8"),
        (html("渡口は再開した、記者が伝えた" * 3, "shift_jis"), "cp932", "text/html", "cp932"),
        (html("L'été à Évian, où naît l'idée."), "latin-1", "text/html; charset=iso-8859-1", "iso8859-1"),
        (xml(SIMPLE, "gb2312"), "gb18030", "text/xml", "gb18030"),
        (xml(SIMPLE, "gb2312"), "utf-8", "application/rss+xml; charset=utf-8", "utf-8"),
        (xml(SIMPLE, "UTF-16"), "utf-16-be", "text/xml", "utf-16-be"),
        (html(SIMPLE), "utf-16-le", "text/html; charset=utf-8", "utf-16-le"),
        (json.dumps({"title": SIMPLE}, ensure_ascii=False), "utf-8", "application/json", "utf-8"),
        ("plain", "ascii", "", "utf-8"),
        ("", "ascii", "text/html; charset=gbk", "gb18030"),
    ],
)
def test_the_text_is_right(page: str, encoding: str, header: str, read_as: str) -> None:
    found = web_text(page.encode(encoding), header)
    assert (found.text, found.encoding, found.garbled) == (page, read_as, False)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_is_believed_first(mark: bytes, encoding: str) -> None:
    page = html(SIMPLE, "gb2312")
    found = web_text(mark + page.encode(encoding), "text/html; charset=gbk")
    assert (found.text, found.encoding) == (page, encoding)


def test_a_byte_order_mark_before_other_bytes_is_not() -> None:
    found = web_text(codecs.BOM_UTF8 + html(SIMPLE, "gb2312").encode("gb18030"))
    assert found.text.endswith(html(SIMPLE, "gb2312")[-80:])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_stray_byte_is_one_gap_and_no_reason_to_guess(encoding: str) -> None:
    body = html(SIMPLE, encoding).encode(encoding)
    at = body.index("记者".encode(encoding))
    found = web_text(body[:at] + b"\xff" + body[at:], "text/html")
    assert (found.text.replace("\ufffd", ""), found.encoding) == (html(SIMPLE, encoding), encoding)
    assert 0 < found.strange < 0.1


def test_nul_is_left_out() -> None:
    assert web_text(b"<p>a\0b</p>").text == "<p>ab</p>"


@pytest.mark.parametrize(
    "body",
    [
        SIMPLE.encode().decode("gb18030", "replace").encode(),
        SIMPLE.encode("gb18030").decode("big5", "replace").encode(),
        TRADITIONAL.encode("big5").decode("gb18030", "replace").encode(),
        SIMPLE.encode("gb18030").decode("utf-8", "replace").encode(),
        "".join(chr(0xE000 + 7 * at) for at in range(200)).encode(),
        bytes(range(128, 256)) * 9,
    ],
    ids=["utf-8 as gbk", "gbk as big5", "big5 as gbk", "gbk as utf-8", "private glyphs", "noise"],
)
def test_mojibake_is_flagged(body: bytes) -> None:
    assert web_text(body, "text/html; charset=utf-8").garbled


@pytest.mark.parametrize(
    "text", [SIMPLE, TRADITIONAL, "été à Évian", "渡口は再開した、記者が伝えた", "나루터 운항 재개", "😀😀 Łódź", ""]
)
def test_text_of_any_script_is_not(text: str) -> None:
    assert strangeness(text) < 0.15


@given(
    st.binary(max_size=300), st.sampled_from(["", "text/html; charset=gbk", "x; charset=latin-1", "charset=iso8859-77"])
)
def test_any_bytes_are_read(body: bytes, header: str) -> None:
    found = web_text(body, header)
    assert 0 <= found.strange <= 1
    assert "\0" not in found.text


@given(st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=40))
def test_utf8_without_rare_characters_is_read_as_it_is(text: str) -> None:
    page = html(SIMPLE + text)
    if strangeness(page) < 0.2 and "<meta" not in text:
        assert web_text(page.encode()).text == page


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_sample_feeds() -> None:
    folder = SAMPLES / "feeds" / "encodings"
    for case in json.loads((folder / "EXPECTED.json").read_text("utf-8")):
        found = web_text((folder / case["file"]).read_bytes(), case["content_type"])
        text = found.text.replace("\ufffd", "")
        if "escaped" in case["file"]:
            text = json.dumps(json.loads(text), ensure_ascii=False)
        for field in ("feed_title", "item_title", "item_text"):
            assert case[field] in text, case["file"]
        assert not found.garbled, case["file"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_sample_pages_in_every_encoding(encoding: str) -> None:
    for path in [*(SAMPLES / "gov").glob("*.html"), *(SAMPLES / "epaper").glob("*.html")]:
        page = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
        for header in ("text/html", "text/html; charset=ISO-8859-1", "text/html; charset=gb2312"):
            found = web_text(page.encode(encoding), header)
            assert found.text == page.replace("\0", ""), path.name
            assert found.strange < 0.02, path.name
