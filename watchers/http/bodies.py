"""What comes back: bodies unpacked within bounds, and the marks by which the next request knows them again."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import httpx

from watchers.codec import from_json, to_json
from watchers.errors import FetchError, ParseError
from watchers.http.addresses import shown
from watchers.http.network import Answer
from watchers.http.told import BROKEN, CUT_SHORT, told_of_body

CHUNK = 2**16
ACCEPTED = "gzip, deflate"
_CODINGS = ("gzip", "x-gzip", "deflate")
# Twice is a misconfigured proxy, more is somebody trying.
_MOST_CODINGS = 2
# One gzip file may be several, one after the other; a thousand empty ones in a row are an attack on our patience.
_MOST_MEMBERS = 100
_LONGEST_MARK = 500


def body(address: httpx.URL, answer: Answer, most_bytes: int) -> bytes:
    """The whole body, unpacked. Raises FetchError when it is larger than `most_bytes`, packed or not, or broken."""
    if _length(answer.headers) > most_bytes:
        raise _too_large(address, most_bytes)
    codings = [coding.strip() for coding in answer.headers.get("Content-Encoding", "").lower().split(",")]
    codings = [coding for coding in codings if coding not in ("", "identity")]
    if len(codings) > _MOST_CODINGS or (unknown := [one for one in codings if one not in _CODINGS]):
        named = codings if len(codings) > _MOST_CODINGS else unknown
        raise FetchError(f"{shown(address)} 用了没有请求过的压缩（{'、'.join(named)[:40]}），读不了：请检查网址。")
    with told_of_body(address):
        pieces = _bounded(address, answer.chunks, most_bytes)
        for coding in reversed(codings):
            pieces = _bounded(address, _unpacked(address, pieces, coding), most_bytes)
        whole = bytearray()  # no list to be joined: a million pieces of two bytes would take 40 MB
        for piece in pieces:
            whole += piece
        return bytes(whole)


def drain(answer: Answer) -> None:
    """Read a short body that nobody wants, because only then the connection serves the next request."""
    if answer.status == 304 or _length(answer.headers, unknown=CHUNK + 1) <= CHUNK:
        with suppress(*BROKEN):
            for _ in answer.chunks:
                pass


def _length(headers: httpx.Headers, unknown: int = 0) -> int:
    written = headers.get("Content-Length", "")
    return int(written[:18]) if written.isascii() and written.isdecimal() else unknown


def _bounded(address: httpx.URL, pieces: Iterator[bytes], most_bytes: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most_bytes:
            raise _too_large(address, most_bytes)
        yield piece


def _too_large(address: httpx.URL, most_bytes: int) -> FetchError:
    return FetchError(f"{shown(address)} 的内容超过 {most_bytes / 2**20:.3g} MB，没有取：请确认网址。")


def _unpacked(address: httpx.URL, raw: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """The pieces unpacked, never more than CHUNK at once. A body of no bytes at all is empty, packed or not."""
    head = b""
    for chunk in raw:
        head += chunk
        if len(head) >= 2:
            break
    if not head:
        return
    try:
        yield from _inflated(head, raw, _window(head, coding))
    except zlib.error as wrong:
        raise FetchError(f"{shown(address)} 的压缩内容是坏的，下次再试。") from wrong
    except EOFError:
        raise FetchError(f"{shown(address)} {CUT_SHORT}") from None


def _window(head: bytes, coding: str) -> int:
    """zlib's name for the format: gzip 31, zlib 15, neither head −15, which is what some servers call deflate."""
    if head.startswith(b"\x1f\x8b"):
        return 31
    is_zlib = head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    return 15 if is_zlib or coding != "deflate" else -15


def _inflated(head: bytes, raw: Iterator[bytes], window: int) -> Iterator[bytes]:
    """Raises zlib.error and, when the end is missing, EOFError. What comes after the end is not read."""
    members, unpack, chunk = 1, zlib.decompressobj(window), head
    while True:
        piece = unpack.decompress(chunk, CHUNK)
        yield piece
        chunk = unpack.unconsumed_tail
        if unpack.eof:
            chunk = unpack.unused_data or next(raw, b"")
            if window != 31 or not chunk.startswith(b"\x1f"):
                return
            members, unpack = members + 1, zlib.decompressobj(window)
            if members > _MOST_MEMBERS:
                raise zlib.error("too many members")
        elif not chunk and len(piece) < CHUNK:  # a full piece may mean that more of it is waiting inside
            chunk = next(raw, b"")
            if not chunk:
                raise EOFError


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """By what an answer is known again: what the server calls it, and a hash of the unpacked body, in hex."""

    etag: str = ""
    modified: str = ""
    sha: str = ""

    @classmethod
    def of(cls, headers: httpx.Headers, body: bytes) -> Mark:
        return cls(
            etag=_plain(headers.get("ETag", "")),
            modified=_plain(headers.get("Last-Modified", "")),
            sha=hashlib.sha256(body).hexdigest(),
        )

    @classmethod
    def read(cls, validator: str) -> Mark:
        """A validator that is not ours (an old bookmark) is none: the page is fetched anew."""
        try:
            return from_json(validator, cls) if validator else cls()
        except ParseError:
            return cls()

    def written(self) -> str:
        return to_json(self)

    def conditions(self) -> dict[str, str]:
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in pairs.items() if value}


def _plain(value: str) -> str:
    """A header that can be sent back as it came, else nothing."""
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_MARK else ""
