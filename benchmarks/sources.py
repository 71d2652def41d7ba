"""A thousand feeds on one core: what watching them costs, and how late they are visited.

    python -m benchmarks.sources [--sources 1000] [--every 60] [--rounds 3]

The whole service runs, on one core; a server of our own on the other answers for a host of each feed's own
(127.x.y.z), mostly 304. Hosts are asked without the second's pause between robots.txt and the feed, which costs time
and no work. Everything is measured after the first round, when each feed has been read once.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import multiprocessing as mp
import os
import random
import statistics
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

from bot.config import bot_config
from bot.configured import Config
from bot.service import Service
from bot.wiring import open_house, wall_clock
from watchers.config import WebConfig, news_config

# Entries of a feed: real ones have 10 to 50, which only makes the first round longer (all of them are matched).
ITEMS = 5
# One feed in so many visits has something new; else the server says 304.
CHANGES = 50
GAP = timedelta(milliseconds=10)
OWN_WORDS = Path(__file__).resolve().parent.parent / "seeds" / "words" / "words.txt"
WORDS = [line.split()[0] for line in OWN_WORDS.read_text("utf-8").splitlines() if line and line[0] not in "# "]


# -- the server, in a process of its own ------------------------------------------------------------------------------


class Server:
    """Feeds by host. Each visit is written down: (seconds, conditional, answered 304)."""

    def __init__(self) -> None:
        self.versions: dict[str, int] = {}
        self.visits: dict[str, list[tuple[float, bool, bool]]] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                writer.write(self.answer(head))
                await writer.drain()
        writer.close()

    def answer(self, head: str) -> bytes:
        first, *rest = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        if first.split()[1] != "/feed.xml":
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        host, asked = headers["host"], headers.get("if-none-match", "")
        visits = self.visits.setdefault(host, [])
        if len(visits) % CHANGES == CHANGES - 1 - hash(host) % CHANGES:
            self.versions[host] = self.versions.get(host, 0) + 1
        version = self.versions.get(host, 0)
        same = asked == f'"{version}"'
        visits.append((time.monotonic(), bool(asked), same))
        if same:
            return f'HTTP/1.1 304 Not Modified\r\nETag: "{version}"\r\n\r\n'.encode()
        body = feed(host, version).encode()
        kind = f'Content-Type: application/rss+xml\r\nETag: "{version}"\r\nContent-Length: {len(body)}'
        return f"HTTP/1.1 200 OK\r\n{kind}\r\n\r\n".encode() + body


def feed(host: str, version: int) -> str:
    """The newest items of a host; each tells something else, as items do."""
    items = ""
    for n in range(version, version + ITEMS):
        words = random.Random(f"{host} {n}").choices(WORDS, k=40)
        items += (
            f"<item><title>{''.join(words[:6])}</title><link>http://{host}/{n}</link><guid>{host}/{n}</guid>"
            f"<pubDate>Mon, 11 May 2026 08:{n % 60:02}:00 +0800</pubDate>"
            f"<description>{''.join(words[6:])}。</description></item>"
        )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'


def server(pipe: Connection, core: int) -> None:
    """Tells its port; whenever it is sent anything, answers with the visits so far."""
    os.sched_setaffinity(0, {core})

    async def go() -> None:
        site = Server()
        listening = await asyncio.start_server(site.serve, "0.0.0.0", 0)
        pipe.send(listening.sockets[0].getsockname()[1])
        while True:
            while not pipe.poll():
                await asyncio.sleep(0.05)
            if pipe.recv() == "end":
                return
            pipe.send(site.visits)

    asyncio.run(go())


# -- what is measured -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cost:
    """Processor seconds of the service and of its worker, so far; their memory now, in MB."""

    own: float
    worker: float
    own_mb: float
    worker_mb: float


def cost() -> Cost:
    worker = next((pid for pid in _children() if "watchers.apart.worker" in _command(pid)), 0)
    return Cost(_cpu("self"), _cpu(worker), _memory("self"), _memory(worker))


def _children() -> list[int]:
    return [int(pid) for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


def _cpu(pid: int | str) -> float:
    if not pid:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int | str) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if pid else 0.0


async def stalls(found: list[float]) -> None:
    """How much later than asked the loop wakes us."""
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(0.01)
        found.append(time.perf_counter() - begun - 0.01)


def configuration(folder: Path, port: int, sources: int, every: int) -> Config:
    hosts = [f"127.{1 + n // 62500}.{n // 250 % 250}.{1 + n % 250}:{port}" for n in range(sources)]
    tables = [
        {"name": f"源{n}", "kind": "feed", "url": f"http://{host}/feed.xml", "when": f"{every}s"}
        for n, host in enumerate(hosts)
    ]
    file = folder / "config.toml"
    news = replace(news_config({"sources": tables}, file), web=WebConfig(allowed=frozenset(hosts), gap=GAP))
    return Config(file=file, news=news, bot=bot_config({"store": {"backups": ""}}, file))


async def measured(config: Config, pipe: Connection, sources: int, every: int, rounds: int) -> None:
    service = Service(config, wall_clock)
    begun = time.monotonic()
    running = asyncio.create_task(service.run())
    visits: dict[str, list[tuple[float, bool, bool]]] = {}
    while len(visits) < sources:
        await asyncio.sleep(1)
        pipe.send("visits")
        visits = await asyncio.to_thread(pipe.recv)
    print(f"first round    {time.monotonic() - begun:.0f} s for {sources} feeds of {ITEMS} entries")
    with open_house(config) as house:
        while house.desk.outbox.cursor() < house.archive.last_id():
            await asyncio.sleep(1)
    print(f"all matched    {time.monotonic() - begun:.0f} s")
    gc.collect()
    waits: list[float] = []
    watching = asyncio.create_task(stalls(waits))
    before, since = cost(), time.monotonic()
    await asyncio.sleep(every * rounds)
    after, until = cost(), time.monotonic()
    watching.cancel()
    pipe.send("visits")
    visits = await asyncio.to_thread(pipe.recv)
    service.stop()
    await running
    told(visits, before, after, since, until, waits, every)


def told(
    visits: dict[str, list[tuple[float, bool, bool]]],
    before: Cost,
    after: Cost,
    since: float,
    until: float,
    waits: list[float],
    every: int,
) -> None:
    seconds, within = until - since, [one for of in visits.values() for one in of if since <= one[0] < until]
    lags = sorted(
        later[0] - earlier[0] - every
        for of in visits.values()
        for earlier, later in pairwise(of)
        if since <= later[0] < until
    )
    own, worker = after.own - before.own, after.worker - before.worker
    share, each = (own + worker) / seconds, (own + worker) / len(within)
    conditional = sum(asked for _, asked, _ in within) / len(within)
    unchanged = sum(same for _, _, same in within) / len(within)
    waits.sort()
    print(f"visits         {len(within)} in {seconds:.0f} s, {len(within) / seconds:.1f}/s")
    print(f"conditional    {conditional:.1%} of the requests, {unchanged:.1%} answered 304")
    print(f"processor      {share:.1%} of one core ({own / seconds:.1%} service, {worker / seconds:.1%} worker),")
    print(f"               {each * 1000:.1f} ms a visit; at 15 minutes each {each * len(visits) / 900:.2%}")
    print(f"memory         {after.own_mb:.0f} MB service, {after.worker_mb:.0f} MB worker")
    late = lags[int(len(lags) * 0.95)]
    print(f"lag            p50 {statistics.median(lags):.2f} s, p95 {late:.2f} s, max {lags[-1]:.2f} s")
    print(f"loop stall     p95 {waits[int(len(waits) * 0.95)] * 1000:.1f} ms, max {waits[-1] * 1000:.0f} ms")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--sources", type=int, default=1000)
    asked.add_argument("--every", type=int, default=60, help="seconds between two visits of a feed")
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    ours, theirs = mp.Pipe()
    process = mp.get_context("fork").Process(target=server, args=(theirs, cores[-1]), daemon=True)
    process.start()
    os.sched_setaffinity(0, {cores[0]})
    with tempfile.TemporaryDirectory() as folder:
        config = configuration(Path(folder), ours.recv(), given.sources, given.every)
        asyncio.run(measured(config, ours, given.sources, given.every, given.rounds))
    ours.send("end")
    process.join(5)


if __name__ == "__main__":
    main()
