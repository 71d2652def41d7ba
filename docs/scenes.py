"""What the README shows beside the demo: a first contact, a list, a trend, a warning's life.

The same house as everywhere, over the sample issues and a warning service of our own invention; only the clock is set
and the telephone is a list.
"""

from __future__ import annotations

import asyncio
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from bot.commands.demo import SEEDS
from bot.commands.talk import catch_up
from bot.config import bot_config
from bot.configured import Config
from bot.lookout import understand
from bot.model import Incoming, Message
from bot.service import TERMINAL
from bot.styled import Styled
from bot.terminal import Terminal
from bot.wiring import House, open_house
from watchers import gazetteer
from watchers.config import news_config
from watchers.folder import LocalFolder
from watchers.ingest import visit_now
from watchers.model import Kind
from watchers.ports import Fetched
from watchers.weather import warnings_watcher

P = ParamSpec("P")
T = TypeVar("T")
Seen = list[Message | str]
MORNING = datetime(2026, 6, 10, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


class Camera(Terminal):
    """A terminal that keeps what it is shown, and the lines that a person wrote."""

    def __init__(self) -> None:
        super().__init__(out=io.StringIO())
        self.seen: Seen = []

    def show(self, message: Message) -> None:
        self.seen.append(message)
        super().show(message)

    def line(self, text: Styled | str = "", *, hint: bool = False) -> None:
        words = text if isinstance(text, str) else text.text
        if words.startswith("› "):
            self.seen.append(words.removeprefix("› "))


class Stage:
    """A person with a telephone, before a house whose clock stands."""

    def __init__(self, house: House, clock: list[datetime]) -> None:
        self.house, self.camera, self._clock, self._said = house, Camera(), clock, 0

    def say(self, line: str) -> None:
        """What the person writes; a number presses that button, as in the terminal."""
        data = self.camera.choose(line)
        if not data:
            self.camera.seen.append(line)
        self._said += 1
        key = f"scene:{self._said}"
        incoming = Incoming(key=key, address=TERMINAL, data=data or "", text="" if data else line)
        self.house.desk.inbox.store([incoming], self._clock[0])
        for waiting in self.house.chat.waiting():
            self.house.chat.answer(waiting)
        self.send()

    def send(self) -> None:
        async def all_of_it() -> None:
            while await self.house.sending.send_due({TERMINAL.channel: self.camera}):
                pass

        asyncio.run(all_of_it())

    def later(self, span: timedelta) -> None:
        self._clock[0] += span

    def take(self) -> Seen:
        """What was seen since the last picture."""
        seen, self.camera.seen = self.camera.seen, []
        return seen


def a_month(folder: Path) -> Path:
    """A month of issues, made of pages of the three sample issues, so that there is something to count."""
    issues = sorted(path for path in SEEDS.glob("*/????-??-??") if path.is_dir())
    for n in range(30):
        pages = sorted(issues[n % 3].glob("*.txt"))[: 1 + n * 7 % 4]
        target = folder / "商都日报" / (MORNING.date() - timedelta(days=n)).isoformat()
        target.mkdir(parents=True)
        for page in pages:
            shutil.copy(page, target)
    return folder


@contextmanager
def stage(month: bool = False) -> Iterator[Stage]:
    """The sample issues read, or a `month` of them, eight in the morning of the last day."""
    with tempfile.TemporaryDirectory(prefix="baoxiao-scenes-") as made:
        file = Path(made) / "config.toml"
        papers = a_month(Path(made) / "papers") if month else SEEDS
        sources = [
            {"name": "样报", "kind": "folder", "path": str(papers)},
            {"name": "气象", "kind": "warnings", "url": "http://weather.invalid/rest/findAlarm"},
        ]
        document = {"sources": sources}
        config = Config(file=file, news=news_config(document, file), bot=bot_config(document, file))
        clock = [MORNING.astimezone(UTC) - timedelta(minutes=2)]
        with open_house(config, lambda: clock[0]) as house:
            house.news.enlist(config.news.sources, clock[0])
            for _ in range(2):  # files of the future, by this clock, are still when they were seen twice
                clock[0] += timedelta(minutes=1)
                while (report := visit_now(house.news, house.watchers, "样报", house.clock)) and report.unfinished:
                    pass
            catch_up(house)
            yield Stage(house, clock)


def here(rule: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Our own bytes need no process of their own."""
    return rule(*args, **kwargs)


def warned(at: Stage, title: str, minute: str) -> None:
    """The service lists this one warning, or none, and is looked at."""
    listed = (
        f'{{"alertid":"41012241600000_20260610{minute.replace(":", "")}00","issuetime":"2026/06/10 {minute}",'
        f'"title":"{title}","url":"/publish/alarm/1.html","pic":""}}'
        if title
        else ""
    )
    answer = (
        f'{{"msg":"success","code":0,"data":{{"page":{{"pageNo":1,"pageSize":300,"count":{int(bool(title))},'
        f'"list":[{listed}],"totalPage":1}},"provinceAlarms":[]}}}}'
    )
    detail = (
        "<html><body><div id='alarmtext'>未来6小时中牟县北部有短时强降水，小时雨量50毫米以上，并伴有雷暴大风。"
        "防御指南：1.低洼地带人员转移到安全处；2.暂停户外作业。</div></body></html>"
    )

    def fetch(url: str, validator: str = "", accept: str = "*/*") -> Fetched:
        body = detail if "publish" in url else answer
        return Fetched(url=url, body=body.encode(), content_type="text/html; charset=utf-8")

    watchers = {Kind.WARNINGS: warnings_watcher(fetch, LocalFolder(), here, understand, gazetteer.load())}
    report = visit_now(at.house.news, watchers, "气象", at.house.clock)
    assert report is not None
    assert not report.error, report.error
    while at.house.matching.match_new():
        pass
    at.send()


def scenes() -> Iterator[tuple[str, Seen, str]]:
    """(name, what is seen, the clock in the corner)."""
    with stage() as first:
        first.say("/start")
        first.say("郑州市")
        yield "start", first.take(), "08:00"
    with stage(month=True) as long:
        long.say("/trend 融资、贷款")
        long.say("/weather")
        yield "trend", long.take(), "08:02"
    with stage() as at:
        for line in (
            "/sub 融资 (小微、个体工商户) -招聘",
            "/sub #征求意见",
            "/sub 停车、违停 @即时",
            "/sub 麦收、夏播",
        ):
            at.say(line)
        at.take()
        at.say("/list")
        yield "list", at.take(), "08:01"
        at.say("/sub 预警:暴雨 地区:中牟 级别>=黄 @即时")
        at.take()
        at.later(timedelta(hours=2, minutes=21))
        warned(at, "河南省郑州市中牟县气象台发布暴雨黄色预警信号", "10:20")
        at.later(timedelta(hours=1, minutes=45))
        warned(at, "河南省郑州市中牟县气象台发布暴雨橙色预警信号", "12:05")
        at.later(timedelta(hours=3))
        warned(at, "河南省郑州市中牟县气象台解除暴雨橙色预警信号", "15:05")
        yield "warning", at.take(), "15:06"
