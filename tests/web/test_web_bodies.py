"""Bodies packed in every way that servers pack them, cut short, too large, too slow, or meant to burst."""

from __future__ import annotations

import contextlib
import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local_site import Site, answer
from watchers.errors import FetchError
from watchers.http import Web
from watchers.http.addresses import checked
from watchers.http.bodies import _unpacked

TEXT = "渡口恢复开航，首班船七点。".encode() * 300
HERE = checked("http://site.example/")


def raw_deflate(body: bytes) -> bytes:
    pack = zlib.compressobj(wbits=-15)
    return pack.compress(body) + pack.flush()


def bomb(megabytes: int) -> bytes:
    """A gzip stream of zeros, made of one block that is repeated; its check sum at the end would be wrong."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = pack.compress(b"") + pack.flush(zlib.Z_FULL_FLUSH)
    block = pack.compress(bytes(2**20)) + pack.flush(zlib.Z_FULL_FLUSH)
    return head + block * megabytes


def str_or_length(value: str | bytes) -> str:
    """For the names of tests: gzip writes the time into its bytes."""
    return value if isinstance(value, str) else f"{len(value)} bytes"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("X-GZIP", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("deflate", gzip.compress(TEXT)),
        ("gzip", zlib.compress(TEXT)),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT))),
        ("deflate, gzip", gzip.compress(zlib.compress(TEXT))),
        ("gzip", gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:])),
        ("gzip", gzip.compress(TEXT) + bytes(7)),
        ("gzip", gzip.compress(TEXT) + b"<!-- counter -->" * 9000),
        ("deflate", zlib.compress(TEXT) + b"\r\n"),
    ],
    ids=str_or_length,
)
def test_packings(site: Site, web: Web, coding: str, packed: bytes) -> None:
    site.pages["/"] = answer(200, packed, Content_Encoding=coding)
    assert web(f"{site.root}/").body == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_no_bytes_are_no_text(site: Site, web: Web, coding: str) -> None:
    site.pages["/"] = answer(200, b"", Content_Encoding=coding)
    assert web(f"{site.root}/").body == b""


@pytest.mark.parametrize(
    ("coding", "packed", "says"),
    [
        ("gzip", TEXT, "压缩内容是坏的"),
        ("gzip", gzip.compress(TEXT)[:-9], "没有传完"),
        ("gzip", b"\x1f", "没有传完|坏的"),
        ("gzip", gzip.compress(TEXT)[:-8] + bytes(8), "坏的"),
        ("deflate", raw_deflate(TEXT)[:-5], "没有传完"),
        ("gzip", gzip.compress(b"") * 5000, "坏的"),
        ("gzip", gzip.compress(TEXT) + gzip.compress(TEXT)[:20], "没有传完"),
        ("br", b"\x8b\x03\x80abc\x03", "没有请求过的压缩（br）"),
        ("zstd", b"x", "zstd"),
        ("gzip, br", b"x", "br"),
        ("gzip, gzip, gzip", gzip.compress(gzip.compress(gzip.compress(TEXT))), "没有请求过"),
    ],
    ids=str_or_length,
)
def test_packings_that_cannot_be_read(site: Site, web: Web, coding: str, packed: bytes, says: str) -> None:
    site.pages["/"] = answer(200, packed, Content_Encoding=coding)
    with pytest.raises(FetchError, match=says):
        web(f"{site.root}/")


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400), st.lists(st.integers(1, 40), max_size=30), st.sampled_from(["gzip", "zlib", "raw"]))
def test_where_the_pieces_are_cut_does_not_matter(body: bytes, cuts: list[int], how: str) -> None:
    pack: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "zlib": zlib.compress, "raw": raw_deflate}
    packed = pack[how](body)

    def pieces() -> Iterator[bytes]:
        at = 0
        for cut in cuts:
            if piece := packed[at : at + cut]:
                yield piece
            at += cut
        if rest := packed[at:]:
            yield rest

    coding = "gzip" if how == "gzip" else "deflate"
    assert b"".join(_unpacked(HERE, pieces(), coding)) == body


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"\x1f\x8b\x08\0\0\0\0\0\0\x03", b"\x78\x9c"]))
def test_any_bytes_are_unpacked_or_refused(body: bytes, head: bytes) -> None:
    for coding in ("gzip", "deflate"):
        with contextlib.suppress(FetchError):
            assert len(b"".join(_unpacked(HERE, iter([head + body]), coding))) <= 1032 * 211


@pytest.mark.parametrize("twice", [False, True])
def test_a_bomb_costs_little(site: Site, web: Web, twice: bool) -> None:
    """1 MB that unpacks to 1 GB. 50 MB are allowed; what stays below 2 × 15 MB is the part that was unpacked."""
    packed = bomb(1024)
    site.pages["/"] = (
        answer(200, gzip.compress(packed), Content_Encoding="gzip, gzip")
        if twice
        else answer(200, packed, Content_Encoding="gzip")
    )
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="超过 15 MB"):
            web(f"{site.root}/")
        assert tracemalloc.get_traced_memory()[1] < 50 * 2**20
    finally:
        tracemalloc.stop()


def chunked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n"
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)


def endless(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


@pytest.mark.parametrize("how", ["declared", "chunked", "until closed"])
def test_a_body_without_end(site: Site, web: Web, how: str) -> None:
    web.most_bytes = 200_000
    heads = {
        "declared": [b"HTTP/1.1 200 x\r\nContent-Length: 99999999999999999999\r\n\r\n"],
        "until closed": [b"HTTP/1.0 200 x\r\n\r\n"],
    }
    body = endless(b"x" * 5000)
    site.pages["/"] = lambda asked: (
        chunked(body) if how == "chunked" else [*heads[how], *(b"x" * 9000 for _ in range(99))]
    )
    with pytest.raises(FetchError, match=r"超过 0\.191 MB"):
        web(f"{site.root}/")


def test_a_body_just_as_large_as_allowed(site: Site, web: Web) -> None:
    web.most_bytes = len(TEXT)
    for coding, packed in (("identity", TEXT), ("gzip", gzip.compress(TEXT))):
        site.pages["/"] = answer(200, packed, Content_Encoding=coding)
        assert web(f"{site.root}/").body == TEXT
    web.most_bytes -= 1
    for coding, packed in (("identity", TEXT), ("gzip", gzip.compress(TEXT))):
        site.pages["/"] = answer(200, packed, Content_Encoding=coding)
        with pytest.raises(FetchError, match="超过"):
            web(f"{site.root}/")


def test_a_body_cut_short(site: Site, web: Web) -> None:
    site.pages["/length"] = lambda asked: [answer(200, TEXT, length=len(TEXT) + 1)]
    site.pages["/chunks"] = lambda asked: chunked([TEXT])
    site.pages["/reset"] = lambda asked: [answer(200, TEXT, length=len(TEXT) + 1), None]
    for path in site.pages:
        with pytest.raises(FetchError, match="没有传完"):
            web(site.root + path)
