"""Documents of every kind with random damage, each recognised and watched, all read in the real process apart.

python -m tests.faults.mutations             # 10,000 of them over our own documents and the shared samples
python -m tests.faults.mutations 500 --seed 2

A rule that fails in a way that nobody thought of is a ParseError to its caller, and a crash to this script. Each
mutation is of its own seed, so that what breaks breaks again.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as pytest finds them: from the folder of the tests

from epaper.papers import SYSTEMS, paper
from feed import mutations as feeds
from policy.policy_pages import DIALECTS, METADATA, document, library, notices
from watchers import gazetteer
from watchers.apart import Workshop
from watchers.discover import recognise
from watchers.epaper import epaper_watcher
from watchers.errors import BaoxiaoError, MissingError
from watchers.feed import feed_watcher
from watchers.folder import LocalFolder
from watchers.model import Article, Kind, Source
from watchers.policy import policy_watcher
from watchers.ports import Apart, Fetch, Fetched, Watcher
from watchers.weather import warnings_watcher
from weather import damage as weather

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
NOON = datetime(2026, 5, 11, 4, 0, tzinfo=UTC)
HERE = "http://paper.example.com/sdrb/html/2026-05/11/node_3.htm"
# A site of damaged pages could go on for ever; what is in the first bunches tells enough.
MOST_HARVESTS = 4
MOST_SECONDS = 2.0
PROGRAM = "程序出错"
_DAY = re.compile(rb"(20[0-4]\d)[-/](\d\d)[-/](\d\d)")


@dataclass(frozen=True, slots=True)
class Whole:
    """A small web; the page `hurt` of it is what gets damaged."""

    name: str
    kind: Kind
    at: str
    pages: dict[str, bytes]
    hurt: str


@dataclass(slots=True)
class Outcome:
    """What became of the documents of one kind; times in seconds."""

    became: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    slowest: float = 0.0


@dataclass(slots=True)
class Shelf:
    """The Fetch port over a dict."""

    pages: dict[str, bytes]

    def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        if url not in self.pages:
            raise MissingError("没有这一页。")
        return Fetched(url=url, body=self.pages[url], validator="")


def own() -> list[Whole]:
    """Our own documents of every kind."""
    found = [Whole(f"feed {name}", Kind.FEED, HERE, {HERE: body}, HERE) for name, body in feeds.own()]
    found += [Whole(f"warning {name}", Kind.WARNINGS, HERE, {HERE: body}, HERE) for name, body in weather.own()]
    for name, system in SYSTEMS.items():
        issue = paper(NOON.date())
        pages, front = system.files(issue), system.front(issue.day)
        told = [url for url in pages if url != front]
        found += [Whole(f"e-paper {name}", Kind.EPAPER, front, pages, hurt) for hurt in (front, told[0], told[5])]
    lines = notices(12, "/zwgk/{n}.html", start=date(2026, 5, 11))
    for name, dialect in DIALECTS.items():
        lines = notices(12, dialect.path, start=date(2026, 5, 11))
        there = dialect.address.partition("/")[0] + "//" + dialect.address.split("/")[2] + lines[0].path
        metadata = list(METADATA.values())[len(found) % len(METADATA)].format(validity="有效")
        page = document(lines[0].title, metadata).encode()
        pages = {dialect.address: dialect.draw(lines).encode(), there: page}
        found += [Whole(f"list {name}", Kind.POLICY, dialect.address, pages, hurt) for hurt in pages]
    found += [
        Whole("list library", Kind.POLICY, HERE, {HERE: library(lines, categories).encode()}, HERE)
        for categories in (False, True)
    ]
    return found


def samples() -> list[Whole]:
    """Those of other people, where they are at hand."""
    folders = {
        "feeds": Kind.FEED,
        "cap": Kind.WARNINGS,
        "weather": Kind.WARNINGS,
        "epaper": Kind.EPAPER,
        "gov": Kind.POLICY,
    }
    found = []
    for folder, kind in folders.items():
        files = [file for file in sorted((SAMPLES / folder).rglob("*")) if file.is_file()]
        found += [Whole(f"{folder}/{file.name}", kind, HERE, {HERE: file.read_bytes()}, HERE) for file in files]
    return found


def watcher(kind: Kind, fetch: Fetch, apart: Apart) -> Watcher:
    """The watcher that the service would use, without the facts."""
    match kind:
        case Kind.EPAPER:
            return epaper_watcher(fetch, apart, as_it_is)
        case Kind.POLICY:
            return policy_watcher(fetch, apart, as_it_is)
        case Kind.WARNINGS:
            return warnings_watcher(fetch, LocalFolder(), apart, as_it_is, gazetteer.load())
        case _:
            return feed_watcher(fetch, apart, as_it_is)


def as_it_is(article: Article) -> Article:
    return article


def damaged(whole: Whole, chance: random.Random) -> Whole:
    """One page hurt, by either of the two ways of hurting."""
    way: Callable[[bytes, random.Random], bytes] = chance.choice((feeds.damaged, weather.damaged))
    return Whole(
        whole.name, whole.kind, whole.at, {**whole.pages, whole.hurt: way(whole.pages[whole.hurt], chance)}, whole.hurt
    )


def tried(wholes: Sequence[Whole], count: int, seed: int, apart: Apart) -> dict[str, Outcome]:
    """What became of `count` damaged ones, by kind."""
    found: dict[str, Outcome] = defaultdict(Outcome)
    for number in range(count):
        whole = wholes[number % len(wholes)]
        one = damaged(whole, random.Random(f"{seed}-{number}"))
        outcome = found[whole.kind]
        began = time.perf_counter()
        try:
            outcome.became[_read(one, apart)] += 1
        except BaoxiaoError as wrong:
            outcome.became[type(wrong).__name__] += 1
            if PROGRAM in str(wrong):
                outcome.crashes.append(f"{whole.name} #{number}: {wrong}")
        except Exception as wrong:
            outcome.crashes.append(f"{whole.name} #{number}: {type(wrong).__name__}: {wrong}")
        took = time.perf_counter() - began
        outcome.slowest = max(outcome.slowest, took)
        if took > MOST_SECONDS:
            outcome.slow.append(f"{whole.name} #{number}: {took:.1f} s")
    return dict(found)


def _read(one: Whole, apart: Apart) -> str:
    with suppress(BaoxiaoError):
        try:
            apart(recognise, one.pages[one.hurt], "", one.hurt)
        except BaoxiaoError as wrong:
            if PROGRAM in str(wrong):
                raise RuntimeError(f"recognise: {wrong}") from wrong
            raise
    source = Source(name="来源", kind=one.kind, location=one.at, every=timedelta(minutes=10), paper="来源", back=60)
    visit = watcher(one.kind, Shelf(one.pages), apart)(source, "", _about(one.pages[one.hurt]))
    harvests = list(islice(visit, MOST_HARVESTS))
    notes = [note for harvest in harvests for note in harvest.notes if PROGRAM in note]
    if notes:
        raise RuntimeError(notes[0])
    return "read" if any(harvest.articles for harvest in harvests) else "read, empty"


def _about(body: bytes) -> datetime:
    """Soon after the first day that a document names: a warning of years ago would only be thrown away."""
    named = _DAY.search(body)
    try:
        year, month, day = map(int, named.groups()) if named else (NOON.year, NOON.month, NOON.day)
        return datetime(year, month, day, 4, tzinfo=UTC)
    except ValueError:
        return NOON


def table(found: dict[str, Outcome]) -> str:
    lines = []
    for kind, outcome in sorted(found.items()):
        became = "  ".join(f"{what} {times}" for what, times in sorted(outcome.became.items()))
        lines.append(f"{kind:<9} {outcome.became.total() + len(outcome.crashes):>6}  crashes {len(outcome.crashes)}  "
                     f"over 2 s {len(outcome.slow)}  slowest {outcome.slowest:.2f} s  {became}")  # fmt: skip
        lines += [f"  {what[:300]}" for what in (*outcome.crashes[:12], *outcome.slow[:12])]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.mutations", description="damaged documents")
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    wholes = [*own(), *samples()]
    with Workshop() as apart:
        tried(wholes, len(wholes), 0, apart)  # everything is loaded: memory is measured from here
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found = tried(wholes, asked.count, asked.seed, apart)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(wholes)} documents, {asked.count} mutations")
    print(table(found))
    print(f"memory: here +{grown:.0f} MB, the process apart at most {worker:.0f} MB")
    return int(any(outcome.crashes or outcome.slow for outcome in found.values()))


if __name__ == "__main__":
    sys.exit(main())
