"""Feeds with random damage: `PYTHONPATH=.:tests python -m feed.mutations 10000` says what became of so many.

The damage is of one seed, so that what breaks breaks again.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from feed.written import HERE, atom, json_text, rss, told
from watchers.errors import BaoxiaoError
from watchers.feed.identity import names
from watchers.feed.reading import read_feed

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "feeds"
# What feeds are made of: damage with these goes deeper than with any byte.
PIECES = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<item>", b"</item>",
    b"</channel>", b"<entry>", b"<title>",
    b"xmlns:x=''", b"<?xml", b"&#0;", b"&#x110000;", b"&lt;", b"\xff\xfe", b"\x00", b"\xb3\xa4", b'"', b"'", b"{", b"}",
    b"null", b"1e999", b"\\ud800", b"http://[", b"xml:base='http://['", b"<!DOCTYPE", b"<!ENTITY x 'y'>",
    b"base64", b"\xe5",
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """`slowest` in seconds and of which; `crashes` are errors that are not ours."""

    became: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")


def own() -> list[tuple[str, bytes]]:
    """Feeds of each kind, in three encodings."""
    entries = [told(n) for n in range(4)]
    plain = rss(entries, head="<ttl>60</ttl>")
    first = (
        "<entry xml:base='/a/'><id>1</id><title type='html'>&lt;b&gt;甲&lt;/b&gt;</title><link href='1'/>"
        "<content type='xhtml'>"
        "<div xmlns='http://www.w3.org/1999/xhtml'><p>一</p></div></content><author><name>王小明</name></author>"
        "<updated>2026-11-03T01:12:00Z</updated></entry>"
    )
    json = json_text(items=[{"id": n, "title": one.title, "content_html": one.text} for n, one in enumerate(entries)])
    return [
        ("rss", plain.encode()),
        ("rss gb2312", plain.replace("utf-8", "gb2312").encode("gb18030")),
        ("rss utf-16", plain.encode("utf-16")),
        ("atom", atom(first * 3).encode()),
        ("json", json.encode()),
    ]


def samples() -> list[tuple[str, bytes]]:
    """Those of other people that are feeds."""
    found = []
    for path in sorted(SAMPLES.rglob("*")):
        with suppress(BaoxiaoError, IsADirectoryError):
            read_feed(path.read_bytes(), "", HERE)
            found.append((path.name, path.read_bytes()))
    return found


def damaged(whole: bytes, chance: random.Random) -> bytes:
    body = bytearray(whole)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        at = chance.randrange(len(body) + 1)
        end = min(len(body), at + chance.choice((1, 2, 10, 100)))
        match chance.randrange(6):
            case 0:
                body[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
            case 1:
                del body[at:end]
            case 2:
                body[at:at] = chance.choice(PIECES)
            case 3:
                body[at:at] = body[at:end] * chance.choice((1, 2, 50))
            case 4:
                body[at:end] = chance.choice(PIECES)
            case _ if chance.random() < 0.2:
                del body[at:]
    return bytes(body)


def mutants(wholes: Sequence[tuple[str, bytes]], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    for number in range(count):
        name, whole = wholes[number % len(wholes)]
        yield f"{name} #{number}", damaged(whole, random.Random(f"{seed}-{number}"))


def traps(times: int) -> list[tuple[str, bytes]]:
    """Beginnings without an end, over and over: a pattern that looks for each end takes the square of that time."""
    found = []
    for piece in (
        "<!--",
        "<![CDATA[",
        "<!ENTITY x ",
        "<guid ",
        "<item ",
        "<item '",
        "<a ",
        "&lt;a ",
        "&",
        ">",
        "a@",
        "…",
    ):
        many = piece * times
        inner = f"<title>甲</title><author>{many}</author><description>{many}</description>"
        found.append((f"{piece} × {times}", f"{many}<rss><channel><item>{inner}</item></channel></rss>".encode()))
    return found


def read(wholes: Sequence[tuple[str, bytes]], count: int, seed: int = 1) -> Outcome:
    return tried(mutants(wholes, count, seed))


def tried(bodies: Iterable[tuple[str, bytes]]) -> Outcome:
    outcome = Outcome()
    for name, body in bodies:
        begun = time.perf_counter()
        try:
            feed = read_feed(body, "text/xml", HERE)
            assert len(names(feed.items)) == len(feed.items)
            outcome.became["read" if feed.items else "read, empty"] += 1
        except BaoxiaoError as wrong:
            outcome.became[type(wrong).__name__] += 1
        except Exception as wrong:
            outcome.crashes.append(f"{name}: {type(wrong).__name__}: {wrong}")
        outcome.slowest = max(outcome.slowest, (time.perf_counter() - begun, name))
    return outcome


def main() -> None:
    wholes, count = [*own(), *samples()], int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    show(read(wholes, count))
    show(tried(traps(60_000)))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"memory +{grown:.0f} MB")


def show(outcome: Outcome) -> None:
    print(dict(outcome.became), f"slowest {outcome.slowest[0]:.2f} s ({outcome.slowest[1]})")
    print(f"{len(outcome.crashes)} crashes", *outcome.crashes[:20], sep="\n")


if __name__ == "__main__":
    main()
