"""How long people wait for an answer while a big issue comes in: /help, /list and /today, again and again.

    python -m benchmarks.answering [--subscriptions 5000] [--articles 500]

The whole service runs. So many subscriptions of a fifth as many people stand in the database; an issue of so many
articles, made of the sample pages with other figures in them, falls into the folder; one person asks all the while.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import cast

from bot.config import bot_config
from bot.configured import Config
from bot.model import Address, Message, Mode, Outcome, Sent, Subscriber
from bot.service import TERMINAL, Service
from bot.terminal import Terminal
from bot.times import Timetable
from bot.wiring import House, open_house, wall_clock
from watchers.config import news_config

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "papers"
ASKED = ("/help", "/list", "/today")
WORDS = (
    "暴雨", "停车", "融资", "小微", "养老", "补贴", "麦收", "招聘", "地铁", "学校", "医院", "景区",
    "条例", "听证", "预警", "高温", "粮食", "企业", "农户", "社区", "公园", "贷款", "夏播", "灌溉",
)  # fmt: skip
EACH = 5


class Asker:
    """The terminal of one person: asks when told, and notes when the answer is there."""

    def __init__(self) -> None:
        self._lines, self.answers = asyncio.Queue[str](), asyncio.Queue[float]()
        self.under = ""

    async def read_lines(self) -> AsyncIterator[str]:
        while True:
            yield await self._lines.get()

    def choose(self, line: str) -> None:
        return None

    def replied(self, line: str) -> None:
        return None

    async def send(self, address: Address, message: Message) -> Outcome:
        self.answers.put_nowait(time.perf_counter())
        return Sent("1")

    async def edit(self, address: Address, message_id: str, message: Message) -> Outcome:
        return Sent(message_id)

    async def waited(self, line: str) -> float:
        while not self.answers.empty():
            self.answers.get_nowait()
        began = time.perf_counter()
        self._lines.put_nowait(line)
        return await self.answers.get() - began


def subscribe(house: House, subscriptions: int) -> None:
    """Words alone, two together, one without another, by turns."""
    choose = random.Random(7)
    forms = ("{} {}", "{}", "{}、{}", "{} -{}")
    now = wall_clock()
    people = [Address("telegram", str(1000 + n)) for n in range(subscriptions // EACH)]
    with house.desk.atomic():
        for address in (TERMINAL, *people):
            house.desk.subscriptions.keep(
                Subscriber(
                    address=address, language="zh-Hans", timezone="Asia/Shanghai",
                    timetable=Timetable.parse("07:30"), joined_at=now,
                )
            )  # fmt: skip
            for form in choose.choices(forms, k=EACH):
                house.desk.subscriptions.subscribe(address, form.format(*choose.sample(WORDS, 2)), "", Mode.DIGEST, now)


def issue(folder: Path, articles: int) -> None:
    """Pages of the sample issues, each figure in them another one, until there are so many articles."""
    pages = sorted(SEEDS.rglob("*.txt"))
    made = folder / "商都日报" / date.today().isoformat()
    made.mkdir(parents=True)
    choose = random.Random(11)
    for number in range(1, articles // 7 + 2):  # a page has some seven
        text = pages[number % len(pages)].read_text("utf-8")
        changed = re.sub(r"\d{2,}", lambda found: str(choose.randrange(10 ** len(found[0]))), text)
        page = made / f"{number:03}.txt"
        page.write_text(changed, "utf-8")
        os.utime(page, (time.time() - 60,) * 2)  # written long enough ago to be read at once: nobody asks in vain


async def measured(config: Config, folder: Path, articles: int) -> None:
    asker = Asker()
    service = Service(config, wall_clock, terminal=cast(Terminal, asker))
    running = asyncio.create_task(service.run())
    await asker.waited("/help")
    print("quiet: " + ", ".join([f"{line} {1000 * await asker.waited(line):.0f} ms" for line in ASKED]))
    issue(folder, articles)
    waits: dict[str, list[float]] = {line: [] for line in ASKED}
    began = time.perf_counter()
    with open_house(config) as house:
        while True:
            for line in ASKED:
                waits[line].append(await asker.waited(line))
            known, matched = house.archive.last_id(), house.desk.outbox.cursor()
            if (known >= articles and known == matched) or time.perf_counter() - began > 120:
                break
            await asyncio.sleep(0.05)
    taken, times = time.perf_counter() - began, len(waits["/help"])
    print(f"{known} articles read and matched in {taken:.1f} s; each asked for {times} times")
    for line, each in waits.items():
        each.sort()
        middle, late = each[len(each) // 2], each[int(len(each) * 0.95)]
        print(f"{line:8} median {1000 * middle:6.0f} ms   p95 {1000 * late:6.0f} ms   worst {1000 * each[-1]:6.0f} ms")
    service.stop()
    await running


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--subscriptions", type=int, default=5000)
    asked.add_argument("--articles", type=int, default=500)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        papers, file = Path(made) / "papers", Path(made) / "config.toml"
        papers.mkdir()
        document = {"sources": [{"name": "样报", "kind": "folder", "path": str(papers), "when": "1s"}]}
        config = Config(file=file, news=news_config(document, file), bot=bot_config(document, file))
        with open_house(config) as house:
            subscribe(house, given.subscriptions)
        asyncio.run(measured(config, papers, given.articles))


if __name__ == "__main__":
    main()
