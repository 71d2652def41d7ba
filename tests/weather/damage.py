"""Documents of warnings with random damage: `PYTHONPATH=.:tests python -m weather.damage 10000` does so many.

The damage is of one seed, so that what breaks breaks again.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from watchers import gazetteer
from watchers.errors import BaoxiaoError
from watchers.weather.nmc import detail
from weather.written import FEED, INLINE, LIST, NOW, Follower, alert, answer, feed, item, source

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
PIECES = (
    b"<", b">", b"&", b"]]>", b"<!--", b"-->", b"<alert>", b"</alert>", b"<info>", b"</info>", b"<identifier>",
    b"<entry>", b"&#0;", b"&#x110000;", b"\xff\xfe", b"\x00", b"\xb3\xa4", b'"', b"{", b"}", b"[", b"null", b"1e999",
    b"99999999999999999999999999", b"\\ud800", b"9999-12-31T23:59:59-12:00", b"0001-01-01T00:00:00+14:00", b"Cancel",
    b"Update", "解除".encode(), "将".encode(), "色预警".encode(), b"410122", b"http://[", b"-0x",
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """`crashes` are errors that are not ours; `slowest` in seconds, and of which."""

    became: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")


def own() -> list[tuple[str, bytes]]:
    """Documents of each kind."""
    entries = [("A", "https://cap.example/a.xml", "暴雨")]
    told = INLINE.format(
        name="A",
        title="中牟县气象台发布暴雨橙色预警信号",
        expires="22:00",
        status="Actual",
        kind="Alert",
        area="中牟县",
    )
    return [
        ("list", answer([item(), item(colour="红", code="410100", office="郑州市气象台", act="解除")])),
        ("message", alert("A", refers=["B"], kind="Update").encode()),
        ("messages", f"<alerts>{alert('A')}{alert('B', kind='Cancel', refers=['A'])}</alerts>".encode()),
        ("feed", feed(entries)),
        ("inline", told.encode()),
        ("page", '<html><div id="alarmtext"><p>雨。</p></div></html>'.encode()),
    ]


def samples() -> list[tuple[str, bytes]]:
    """Real documents, where they are at hand."""
    files = [*sorted(SAMPLES.glob("cap/*/*")), *sorted(SAMPLES.glob("weather/*/*.json"))]
    return [(file.name, file.read_bytes()) for file in files]


def damaged(body: bytes, chance: random.Random) -> bytes:
    """The document with some bytes changed, cut out, doubled or put in."""
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        at = chance.randrange(len(body) + 1)
        to = min(len(body), at + chance.choice((1, 1, 8, 200)))
        piece = chance.choice((b"", chance.choice(PIECES), bytes([chance.randrange(256)]), body[at:to] * 2))
        body = body[:at] + piece + body[to if chance.random() < 0.7 else at :]
    return body


def read(documents: Sequence[tuple[str, bytes]], times: int, seed: int = 1) -> Outcome:
    """What became of so many damaged documents, from bytes to articles."""
    chance, outcome = random.Random(seed), Outcome()
    gazetteer.load()
    for number in range(times):
        name, body = documents[number % len(documents)]
        broken = damaged(body, chance)
        began = time.process_time()
        try:
            outcome.became[_follow(name, broken)] += 1
        except BaoxiaoError:
            outcome.became["refused"] += 1
        except Exception as wrong:  # any error that is not ours is what is looked for
            outcome.crashes.append(f"{name} {number}: {type(wrong).__name__} {wrong}"[:300])
        took = time.process_time() - began
        outcome.slowest = max(outcome.slowest, (took, f"{name} {number}"))
    return outcome


def _follow(name: str, body: bytes) -> str:
    if name == "page":
        detail(body.decode("utf-8", "replace"))
        return "read"
    follower = Follower(source=source(LIST if name == "list" else FEED))
    follower.web.pages[follower.source.location] = body
    follower.now = NOW
    told = follower.visit()
    if follower.errors:
        raise follower.errors[0]
    return "told" if told else "nothing"


if __name__ == "__main__":
    found = read([*own(), *samples()], int(sys.argv[1]))
    print(dict(found.became), "slowest", found.slowest)
    print(len(found.crashes), "crashes", *found.crashes[:20], sep="\n")
