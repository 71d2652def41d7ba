"""The service's threads: nobody waits for whoever waits, each source has one visitor, and the end comes soon."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from bot import visiting, wiring
from bot.config import bot_config
from bot.configured import Config
from bot.lookout import Lookout
from bot.visiting import WEB_VISITORS, Told, Visiting
from bot.wiring import House
from watchers.config import news_config
from watchers.errors import TroubleError
from watchers.ingest import Report
from watchers.model import Article, Harvest, Kind, Source
from watchers.ports import Watcher


def wall() -> datetime:
    return datetime.now(UTC)


@dataclass
class Day:
    """A config with sources, watchers of our own, and what the threads told."""

    folder: Path
    watchers: dict[Kind, Watcher]
    sources: list[dict[str, str]] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    news: threading.Event = field(default_factory=threading.Event)

    def source(self, name: str, kind: str) -> None:
        where = "path" if kind == "folder" else "url"
        self.sources.append({"name": name, "kind": kind, where: "http://example.cn/" + name, "when": "1h"})

    def begin(self) -> Visiting:
        file = self.folder / "config.toml"
        document: Mapping[str, object] = {"sources": self.sources}
        config = Config(file=file, news=news_config(document, file), bot=bot_config({}, file))
        house = House(config, wall)
        house.news.enlist(config.news.sources, wall())
        house.close()
        told = Told(news=self.news.set, visited=self.reports.append, fault=self.faults.append)
        begun = Visiting(config, wall, cast(Lookout, self.watchers), told)
        begun.start()
        begun.wake()
        return begun


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def harvest(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
    article = Article(paper=source.paper, day=now.date(), headline=f"{source.name}有消息", body="正文。")
    yield Harvest(bookmark="1", articles=(article,))


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "LEAVING_SECONDS", 0.2)
    monkeypatch.setattr(visiting, "PAUSE_AFTER_FAULT", 0.05)


def test_every_source_is_visited_once(tmp_path: Path) -> None:
    day = Day(tmp_path, {Kind.FEED: harvest, Kind.FOLDER: harvest})
    for n in range(25):
        day.source(f"源{n}", "feed" if n % 5 else "folder")
    begun = day.begin()
    until(lambda: len(day.reports) >= 25)
    begun.leave()
    begun.close()
    assert Counter(report.source for report in day.reports) == {f"源{n}": 1 for n in range(25)}
    assert all(report.new == 1 for report in day.reports)
    assert day.news.is_set()
    assert day.faults == []


def test_servers_that_hang_hold_up_neither_folders_nor_pushes_nor_the_end(tmp_path: Path) -> None:
    hung, release = threading.Semaphore(0), threading.Event()

    def hang(source: Source, bookmark: str, now: datetime) -> Iterator[Harvest]:
        hung.release()
        release.wait(30)
        yield from harvest(source, bookmark, now)

    day = Day(tmp_path, {Kind.FEED: hang, Kind.FOLDER: harvest})
    for n in range(WEB_VISITORS):
        day.source(f"慢{n}", "feed")
    begun = day.begin()
    for _ in range(WEB_VISITORS):
        assert hung.acquire(timeout=20)
    pushed = begun.porter.do(lambda house: house.archive.last_id())
    assert pushed.result(20) == 0
    adopting = begun.porter.do(lambda house: house.news.adopt(Source(
        name="夹", kind=Kind.FOLDER, location="x", every=timedelta(hours=1), paper="夹"), wall()))  # fmt: skip
    assert adopting.result(20)
    begun.wake()
    until(lambda: [report.source for report in day.reports] == ["夹"])
    begun.leave()
    begun.close()
    release.set()
    for thread in threading.enumerate():
        if thread.name.startswith("web"):
            thread.join(20)
    assert len(day.reports) == 1, "what was given up tells nothing any more"
    assert day.faults == []
    with wiring.open_house(Config(file=tmp_path / "config.toml", news=news_config({}, tmp_path / "config.toml"),
                                  bot=bot_config({}, tmp_path / "config.toml"))) as house:  # fmt: skip
        assert house.archive.last_id() == 1, "nor does it write"


def test_trouble_is_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from watchers.sqlite import SqliteNewsStore

    really, failures = SqliteNewsStore.claim, iter((TroubleError("磁盘已满"), TroubleError("磁盘已满")))

    def claim(self: SqliteNewsStore, *rest: object, **more: object) -> object:
        if wrong := next(failures, None):
            raise wrong
        return really(self, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(SqliteNewsStore, "claim", claim)
    day = Day(tmp_path, {Kind.FEED: harvest})
    day.source("源", "feed")
    begun = day.begin()

    def seen() -> bool:
        begun.wake()
        return len(day.reports) == 1

    until(seen)
    begun.leave()
    begun.close()
    assert [str(wrong) for wrong in day.faults] == ["磁盘已满"] * 2


def test_a_hand_goes_on_after_a_fault_and_leaves_out_what_nobody_waits_for(tmp_path: Path) -> None:
    day = Day(tmp_path, {})
    begun = day.begin()
    gate, done = threading.Event(), list[str]()

    def broken(house: House) -> None:
        gate.wait(20)
        raise ValueError("broken")

    first = begun.scout.do(broken)
    second = begun.scout.do(lambda house: done.append("second"))
    third = begun.scout.do(lambda house: done.append("third"))
    assert second.cancel()
    gate.set()
    with pytest.raises(ValueError, match="broken"):
        first.result(20)
    third.result(20)
    assert done == ["third"]
    begun.leave()
    begun.close()


def test_it_may_end_before_it_began(tmp_path: Path) -> None:
    day = Day(tmp_path, {})
    file = tmp_path / "config.toml"
    config = Config(file=file, news=news_config({}, file), bot=bot_config({}, file))
    told = Told(news=day.news.set, visited=day.reports.append, fault=day.faults.append)
    begun = Visiting(config, wall, cast(Lookout, {}), told)
    begun.leave()
    begun.close()
