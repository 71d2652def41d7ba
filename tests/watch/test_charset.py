"""Bytes → text: the encodings that Chinese pages come in, and the files that are no text."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.charset import decode
from watchers.errors import ParseError

TEXT = (
    "本报讯（记者 王小明）昨日，城东新区的第一条有轨电车线路试运行，全长12.6公里。\n"
    "“等了三年，终于通车了！”市民老周说。"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_encodings_in_use(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_big_endian_with_its_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


def test_line_ends_become_line_feeds() -> None:
    assert decode("一\r\n二\r三\n四\f五".encode()) == "一\n二\n三\n四\n五"


@pytest.mark.parametrize("cut", range(1, 12))
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_cut_off_end_does_not_change_the_encoding(encoding: str, cut: int) -> None:
    assert decode(TEXT.encode(encoding)[:-cut]).startswith(TEXT[:-14])


def test_a_stray_byte_does_not_change_the_encoding() -> None:
    assert decode(TEXT[:20].encode() + b"\xff" + TEXT[20:].encode()) == f"{TEXT[:20]}\ufffd{TEXT[20:]}"
    assert decode(TEXT.encode()[:40] + b"\xff" + TEXT.encode()[40:]).endswith(TEXT[20:])


def test_rare_characters_of_names_survive_gb18030() -> None:
    text = TEXT * 3 + "记者 朱镕䶮 王𬍛"
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "docx"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "二进制"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("big5", "ignore") * 5, "编码"),
        ("これは日本語の新聞記事です。読めません。".encode("euc-jp") * 5, "编码"),
        (bytes(random.Random(7).randbytes(4000)).replace(b"\0", b"\1"), "UTF-8"),
        (b"\x01\x02\x03\x04\x05abc", "UTF-8"),
    ],
)
def test_what_is_no_text_is_named_with_advice(raw: bytes, says: str) -> None:
    with pytest.raises(ParseError, match=says) as caught:
        decode(raw)
    assert "请" in str(caught.value)


def test_a_line_of_ten_megabytes() -> None:
    assert len(decode("长".encode() * 3_400_000)) == 3_400_000


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw)
    except ParseError:
        return
    assert "\r" not in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=50))
def test_utf8_is_taken_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")
