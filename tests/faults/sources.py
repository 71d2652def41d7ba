"""The whole service over sites that misbehave in every way, seeded, on a clock of its own; and the table of what came.

python -m tests.faults.sources                     # 500 steps, some minutes
python -m tests.faults.sources --steps 60 --seed 2

An e-paper, two feeds, a list of notices, the national list of warnings and a feed of CAP, each a site by itself that is
well, ill in one of eighteen ways, or well in a strange way (in another order, under new names, with edited titles, with
yesterday's issue). Seconds of the web (gap, deadline) are hundredths here; hours are skipped.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import resource
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import cast

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as pytest finds them: from the folder of the tests

from bot.config import bot_config
from bot.configured import Config
from bot.model import Address, Message, Outcome, Sent
from bot.service import Service
from bot.terminal import Terminal
from bot.wiring import House
from faults.places import MARK
from faults.town import Town, Weather
from house import Clock
from screen import Screen
from watchers.config import news_config
from watchers.http import Web
from watchers.model import Kind, Source
from watchers.ports import Fetched

DAWN = datetime(2026, 5, 10, 20, 30, tzinfo=UTC)  # 04:30 on 11 May in Shanghai
# A second of the web is two hundredths here; nobody waits longer than this for an answer that does not come.
GAP, DEADLINE = 0.02, 0.8
EVERY = {"晚报": "5m", "晨报": "15m", "商都日报": "10m", "交通局": "20m", "全国预警": "2m", "国际预警": "5m"}
KINDS = {"商都日报": "epaper", "交通局": "policy", "全国预警": "warnings", "国际预警": "warnings"}
SETTLED_SECONDS = 30.0


class Phone(Screen):
    """A chat that notes when something was said, by the clock of the service; messages can be changed."""

    def __init__(self, clock: Clock, *lines: str) -> None:
        super().__init__(*lines)
        self._clock = clock
        self.said: list[tuple[datetime, str]] = []

    async def send(self, address: Address, message: Message) -> Outcome:
        self.said.append((self._clock(), message.body.text))
        return await super().send(address, message)

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        return Sent(message_id)


@dataclass(slots=True)
class Diary:
    """The real fetcher, and when it was asked for what by the clock of the service."""

    web: Web
    clock: Clock
    asked: list[tuple[datetime, str]] = field(default_factory=list)

    def __call__(self, url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        self.asked.append((self.clock(), url))
        return self.web(url, validator, accept)

    def close(self) -> None:
        self.web.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run came to. `lost`, `again`, `late` and `canaries` name what must not be; the rest are figures."""

    steps: int
    published: int
    lost: tuple[str, ...]
    again: tuple[str, ...]
    late: tuple[str, ...]
    canaries: int
    hurried: tuple[str, ...]
    repeated: tuple[str, ...]
    requests: int
    unchanged: int
    unchanged_told: int
    alerts: int
    notices: int
    faults: int
    grown: float
    fastest: int
    stuck: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        wrong = (self.lost, self.again, self.late, self.repeated, self.stuck, self.canaries)
        # The clock leaps: a visitor that read it before a leap and had to wait for the database takes it to have been
        # set back, and then every source is due. One visit in two hundred may come by that.
        return (
            not any(wrong) and len(self.hurried) <= self.requests / 200 and self.unchanged_told >= 0.95 * self.unchanged
        )


@dataclass
class Walk:
    """The service, its town, and the steps through their days."""

    folder: Path
    seed: int
    clock: Clock = field(default_factory=lambda: Clock(DAWN))
    stuck: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    sizes: list[float] = field(default_factory=list)

    def config(self, town: Town) -> Config:
        sources: list[dict[str, object]] = []
        for name, place in town.places.items():
            url = f"{place.site.root}{place.front}"
            sources.append({"name": name, "kind": KINDS.get(name, "feed"), "url": url, "when": EVERY[name]})
        document: dict[str, object] = {
            "store": {"path": "baoxiao.db", "backups": ""},
            "web": {"allow": [place.site.place for place in town.places.values()]},
            "bot": {"operators": ["terminal:local"]},
            "sources": sources,
        }
        file = self.folder / "config.toml"
        return Config(file=file, news=news_config(document, file), bot=bot_config(document, file))

    async def go(self, steps: int) -> Result:
        """The walk, the recovery, and the judgement."""
        chance = random.Random(self.seed)
        with Town(chance, self.clock) as town:
            config = self.config(town)
            phone = Phone(self.clock, "/start", "/sub 渡口 @即时", "/sub 预警:暴雨 @即时", "/sub 预警:大风 @即时")
            service = Service(config, self.clock, terminal=cast(Terminal, phone))
            web = Web(
                allowed=config.news.web.allowed,
                gap=GAP,
                most_seconds=DEADLINE,
                monotonic=lambda: time.monotonic() + (self.clock() - DAWN).total_seconds(),
            )
            diary = Diary(web, self.clock)
            vars(service._house.lookout)["_web"] = diary
            house = House(config, self.clock)
            running = asyncio.create_task(service.run())
            try:
                shown = asyncio.ensure_future(phone.shows("已订阅"))
                await asyncio.wait({shown, running}, return_when=asyncio.FIRST_COMPLETED)
                if running.done():
                    await running  # it failed, and says why
                await self._steps(town, service, house, chance, steps)
                return self._judged(town, house, phone, diary, steps)
            finally:
                service.stop()
                await running
                house.close()

    async def _steps(self, town: Town, service: Service, house: House, chance: random.Random, steps: int) -> None:
        for step in range(steps):
            town.publish()
            town.draw()
            await self._settled(service, house)
            for place in town.places.values():
                self.faults[place.mood] += 1
            self._size(step, steps)
            self.clock.set(self.clock() + timedelta(seconds=chance.choice((61, 130, 300, 620, 910))))
        town.recover()
        for _ in range(40):  # whoever was put off for an hour comes again, and documents that failed are tried anew
            await self._settled(service, house)
            self.clock.set(self.clock() + timedelta(minutes=15))
        self._size(steps, steps)

    async def _settled(self, service: Service, house: House) -> None:
        """Until no source is due and everything new is matched."""
        until = time.monotonic() + SETTLED_SECONDS
        while True:
            await service._tick()
            await asyncio.sleep(0.02)
            due = [one.source.name for one in house.news.health() if one.due_at <= self.clock()]
            if not due and house.desk.outbox.cursor() >= house.archive.last_id():
                break
            if time.monotonic() > until:
                self.stuck.append(f"{self.clock():%d %H:%M} {'、'.join(due)}")
                break
        await service._slow_tick()
        await asyncio.sleep(0.02)

    def _size(self, step: int, steps: int) -> None:
        """Memory after a third, when everything has been loaded, and at the end."""
        if step in (steps // 3, steps):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.sizes.append(pages * resource.getpagesize() / 2**20)

    # -- judgement ---------------------------------------------------------------------------------------------------

    def _judged(self, town: Town, house: House, phone: Phone, diary: Diary, steps: int) -> Result:
        standing = [one for one in house.archive.after(0, 10**6) if not one.replaced]
        logged = Counter(int(mark) for one in standing for mark in MARK.findall(one.article.headline))
        told = {number: name for name, place in town.places.items() for number in place.told}
        lost = [f"{name} {number}" for number, name in told.items() if not logged[number]]
        again = [f"{told[number]} {number} twice in the log" for number, times in logged.items() if times > 1]
        rung = _rung(phone.said)
        again += [f"{told[number]} {number} told {times} times" for number, times in rung.items() if times > 1]
        turns = [turn for place in town.places.values() for turn in place.turns]
        sources = {one.source.name: one.source for one in house.news.health()}
        hurried = [said for name in town.places for said in _hurried(sources[name], diary)]
        weather = [place for place in town.places.values() if isinstance(place, Weather)]
        signals = {(one.article.warning.hazard, one.article.warning.area) for one in standing if one.article.warning}
        seen = [one for place in weather for one in place.alarms if one.seen]
        lost += [f"{one.hazard} {one.county}" for one in seen if (one.hazard, one.county) not in signals]
        events = list(house.database.query("SELECT subject, text FROM events WHERE concern = 'source' ORDER BY id"))
        return Result(
            steps=steps,
            published=len(told) + len(seen),
            lost=tuple(lost),
            again=tuple(again),
            late=tuple(_late(weather, phone.said)),
            canaries=town.canary.connections,
            hurried=tuple(hurried),
            repeated=tuple(_repeated((str(one["subject"]), str(one["text"])) for one in events)),
            requests=len(turns),
            unchanged=sum(turn.told for turn in turns),
            unchanged_told=sum(turn.told and turn.unchanged for turn in turns),
            alerts=sum(rung.values()),
            notices=len(events),
            faults=sum(times for mood, times in self.faults.items() if mood != "good"),
            grown=self.sizes[-1] - self.sizes[0],
            fastest=max(_most_in_a_second([turn.at for turn in place.turns]) for place in town.places.values()),
            stuck=tuple(self.stuck),
        )


def _rung(said: Iterable[tuple[datetime, str]]) -> Counter[int]:
    """How often each article was the news of an alert; what it follows up is named again, and so in the digest."""
    alerts = (text for _, text in said if text.startswith("🔔"))
    lines = ("\n".join(line for line in text.splitlines() if not line.startswith("追踪")) for text in alerts)
    return Counter(int(mark) for text in lines for mark in set(MARK.findall(text)))


def _late(places: Sequence[Weather], said: Sequence[tuple[datetime, str]]) -> list[str]:
    """Warnings told as live after they had ended, unless their site had said otherwise since."""
    found = []
    for one in (alarm for place in places for alarm in place.alarms):
        for at, text in said:
            first = text.partition("\n")[0]
            other = first.startswith("✅") or one.hazard not in first
            live = not other and (f"预警 · {one.county}" in first or (one.county in first and "升级" in first))
            if live and at >= one.ends_at and not (one.stale_at and one.stale_at >= one.ends_at):
                found.append(f"{one.county} told {at - one.ends_at} after its end: {first}")
    return found


def _hurried(source: Source, diary: Diary) -> list[str]:
    """The source's own address asked for sooner than its pace says.

    An issue that comes page by page, or a warning that runs out, may have a pace of its own.
    """
    asked = [at for at, url in diary.asked if url == source.location]
    if source.kind in (Kind.EPAPER, Kind.WARNINGS):
        return []
    return [f"{source.name} after {later - at}" for at, later in pairwise(asked) if later - at < source.every]


def _repeated(events: Iterable[tuple[str, str]]) -> list[str]:
    """Notices that say again what was said of a source last."""
    last: dict[str, str] = {}
    found = []
    for subject, text in events:
        if last.get(subject) == text:
            found.append(f"{subject} {text}")
        last[subject] = text
    return found


def _most_in_a_second(times: Sequence[float]) -> int:
    return max((bisect_left(times, at + 1.0) - n for n, at in enumerate(sorted(times))), default=0)


def walked(folder: Path, steps: int, seed: int) -> Result:
    """One run."""
    return asyncio.run(Walk(folder, seed).go(steps))


def table(result: Result) -> str:
    """The figures, a line each."""
    share = result.unchanged_told / result.unchanged if result.unchanged else 1.0
    lines = [
        ("published", result.published, ()),
        ("steps, of them ill", f"{result.steps} × 6, {result.faults}", ()),
        ("lost after recovery", len(result.lost), result.lost),
        ("second alerts or log lines", len(result.again), result.again),
        ("warnings told after their end", len(result.late), result.late),
        ("canary hits", result.canaries, ()),
        ("asked sooner than its pace", len(result.hurried), result.hurried),
        ("notices that repeat a state", len(result.repeated), result.repeated),
        ("steps that did not settle", len(result.stuck), result.stuck),
        ("requests", result.requests, ()),
        ("most requests to a host in a second", f"{result.fastest} of {1 / GAP:.0f}", ()),
        ("unchanged, and told so", f"{share:.1%} of {result.unchanged}", ()),
        ("alerts", result.alerts, ()),
        ("notices to the operator", result.notices, ()),
        ("memory", f"{result.grown:+.1f} MB in the last two thirds", ()),
    ]
    return "\n".join(f"{name:<38}{value}  {'; '.join(what[:8])}" for name, value, what in lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.sources", description="sites that misbehave")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the database, to look into afterwards")
    asked = parser.parse_args()
    logging.disable(logging.ERROR)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        result = walked(asked.keep or Path(folder), asked.steps, asked.seed)
    print(table(result))
    print(f"{'passed' if result.passed else 'FAILED'}, {time.monotonic() - began:.0f} s")
    return int(not result.passed)


if __name__ == "__main__":
    sys.exit(main())
