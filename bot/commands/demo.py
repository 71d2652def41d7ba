"""The main job, told as a story of two mornings, on the sample issues that come with the project.

No token, no network, nothing kept: a temporary folder and database, and a clock that the story sets. Everything else is
the real thing: the folder watcher, the reader, the matcher, the inbox and the outbox.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from os import utime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.talk import catch_up, converse
from bot.config import bot_config
from bot.configured import Config
from bot.model import Incoming
from bot.service import TERMINAL, words_for
from bot.styled import Styled, bold
from bot.terminal import Terminal
from bot.wiring import House, open_house
from watchers.config import news_config
from watchers.ingest import visit_now
from watchers.model import Entry, Harvest

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "papers"
ZONE = ZoneInfo("Asia/Shanghai")
WISHES = ("/sub 商都融、贷款 小微、个体工商户、农户 -招聘", "/sub #天气预警 @即时", "/sub #征求意见")
PRINTED = time(5, 40)  # when a morning paper is there
DIGEST = time(7, 30)


@dataclass
class StoryClock:
    """Stands where the story sets it, and from the chat on runs as clocks do."""

    at: datetime
    since: float | None = field(default=None)

    def __call__(self) -> datetime:
        running = 0.0 if self.since is None else asyncio.get_event_loop().time() - self.since
        return self.at + timedelta(seconds=running)

    def set(self, day: date, at: time) -> None:
        self.at = datetime.combine(day, at, tzinfo=ZONE).astimezone(tz=ZoneInfo("UTC"))


class Story:
    """The sample issues, a house, a terminal, and a clock."""

    def __init__(self, house: House, terminal: Terminal, clock: StoryClock, folder: Path) -> None:
        self._house, self._terminal, self._clock, self._folder = house, terminal, clock, folder
        terminal.words = partial(words_for, house)
        self._issues = sorted(path for path in SEEDS.glob("*/????-??-??") if path.is_dir())

    async def tell(self) -> None:
        """From the first issue to the chat."""
        *earlier, last = self._issues
        self._say(
            Styled("🐓 ")
            + bold("报晓演示")
            + f"：{last.parent.name}的 {len(self._issues)} 期样报，一个订户，一个早晨。"
        )
        self._say("内容都是编写的样例，不是真的新闻。", hint=True)
        for issue in earlier:
            self._arrive(issue, PRINTED)
        self._clock.set(_day(earlier[-1]), time(20, 0))
        self._say(f"〔{_spoken(_day(earlier[-1]))} 20:00　订三件关心的事〕", hint=True)
        for wish in WISHES:
            await self._hear(wish)
        self._say(f"〔{_spoken(_day(last))} 05:40　新一期到了〕", hint=True)
        self._arrive(last, PRINTED)
        await self._send()
        self._clock.set(_day(last), DIGEST)
        self._say(f"〔{_spoken(_day(last))} 07:30　日报时间〕", hint=True)
        self._house.digesting.freeze_due()
        await self._send()
        await self._chat()

    def _arrive(self, issue: Path, at: time) -> None:
        """One issue falls into the watched folder and is read."""
        self._clock.set(_day(issue), at)
        target = self._folder / issue.parent.name / issue.name
        shutil.copytree(issue, target)
        settled = (self._clock() - timedelta(minutes=1)).timestamp()
        for page in target.iterdir():
            utime(page, (settled, settled))
        pages = len(list(target.iterdir()))
        with self._terminal.progress(f"读 {issue.parent.name} {issue.name}") as bar:
            bar(0, pages, "")
            found: list[Entry] = []

            def progress(harvest: Harvest, added: Sequence[Entry]) -> None:
                found.extend(added)
                bar(pages, pages, f"{len(added)} 篇")

            visit_now(self._house.news, self._house.watchers, "样报", self._house.clock, progress=progress)
        catch_up(self._house)
        self._say(f"✓ 读完 {issue.parent.name} {issue.name}：{pages} 个版，{len(found)} 篇稿件", hint=True)

    async def _hear(self, line: str) -> None:
        self._terminal.line(f"› {line}")
        said = Incoming(key=f"demo:{line}", address=TERMINAL, text=line)
        self._house.desk.inbox.store([said], self._clock())
        for incoming in self._house.chat.waiting():
            self._house.chat.answer(incoming)
        await self._send()

    async def _send(self) -> None:
        while await self._house.sending.send_due({TERMINAL.channel: self._terminal}):
            pass

    async def _chat(self) -> None:
        """The same chat goes on with whoever sits here; without a terminal the story ends."""
        if not sys.stdin.isatty():
            self._say("〔演示结束。在终端里运行 make demo 可以接着聊。〕", hint=True)
            return
        self._say("〔接着聊：试试 /why 1、/article 1、/search 麦收，或随便写个词；Ctrl-D 结束〕", hint=True)
        self._clock.since = asyncio.get_running_loop().time()
        await converse(self._house, self._terminal)

    def _say(self, text: Styled | str, *, hint: bool = False) -> None:
        self._terminal.line(text, hint=hint)
        self._terminal.line()


def _spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _day(issue: Path) -> date:
    return date.fromisoformat(issue.name)


def demo(asked: Namespace) -> int:
    """The main job on the bundled sample issues, then the chat."""
    return play(Terminal())


def play(terminal: Terminal) -> int:
    """Runs the story on a terminal; exit status 0."""
    with tempfile.TemporaryDirectory(prefix="baoxiao-demo-") as made:
        root = Path(made)
        papers = root / "papers"
        papers.mkdir()
        file = root / "config.toml"
        document = {"sources": [{"name": "样报", "kind": "folder", "path": str(papers)}]}
        config = Config(file=file, news=news_config(document, file), bot=bot_config(document, file))
        clock = StoryClock(datetime.combine(date(2026, 6, 8), PRINTED, tzinfo=ZONE))
        with open_house(config, clock) as house:
            house.news.enlist(config.news.sources, clock())
            asyncio.run(Story(house, terminal, clock, papers).tell())
    return 0
