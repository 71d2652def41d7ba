"""The conversations of `tests/conversations`, played through the whole house: inbox, chat, outbox, terminal.

They are scripts that anybody can read and add to: a line with › is what the person types, ✓ what the answer must hold,
✗ what it must not; 〔2026-06-11 07:30〕 sets the clock and sends what is due then; # is a remark; ↵ inside a line is a
line break. It is Wednesday 10 June 2026, eight in the morning in Shanghai, and the three sample issues have been read.
"""

from __future__ import annotations

import asyncio
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.commands.talk import catch_up
from bot.config import bot_config
from bot.service import TERMINAL, heard
from bot.terminal import Terminal
from bot.wiring import Config, House, open_house
from watchers.config import news_config
from watchers.ingest import visit_now

SCRIPTS = sorted((Path(__file__).parent / "conversations").glob("*.txt"))
PAPERS = Path(__file__).parent.parent / "seeds" / "papers"
SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 6, 10, 8, 0, tzinfo=SHANGHAI)
CLOCK_LINE = re.compile(r"〔(\d{4}-\d\d-\d\d \d\d:\d\d)〕")


@dataclass
class Step:
    """One thing said (or a new time), with what must and must not come back."""

    place: int
    said: str = ""
    at: datetime | None = None
    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)


def steps(script: Path) -> Iterator[Step]:
    step: Step | None = None
    for place, line in enumerate(script.read_text("utf-8").splitlines(), 1):
        mark, rest = line[:1], line[1:].strip()
        if mark == "›":
            yield from [step] if step else []
            step = Step(place, said=rest.replace("↵", "\n"))
        elif found := CLOCK_LINE.fullmatch(line.strip()):
            yield from [step] if step else []
            step = Step(place, at=datetime.fromisoformat(found[1]).replace(tzinfo=SHANGHAI))
        elif mark in ("✓", "✗"):
            assert step is not None, f"{script.name}:{place}: nothing was said before this line"
            assert rest, f"{script.name}:{place}: no words"
            (step.wanted if mark == "✓" else step.unwanted).append(rest)
        else:
            assert not line.strip() or mark == "#", f"{script.name}:{place}: a line begins with ›, ✓, ✗, 〔…〕 or #"
    yield from [step] if step else []


class Talk:
    """A person at the terminal of a house whose clock the script sets."""

    def __init__(self, config: Config) -> None:
        self.now, self._out, self._number = MORNING, io.StringIO(), 0
        self._terminal = Terminal(out=self._out, fancy=False)
        self._config = config

    def clock(self) -> datetime:
        return self.now.astimezone(UTC)

    def play(self, script: Path) -> None:
        with open_house(self._config, self.clock) as house:
            catch_up(house)
            for step in steps(script):
                self._check(script, step, self._answer(house, step))

    def _answer(self, house: House, step: Step) -> str:
        self._out.seek(0)
        self._out.truncate()
        if step.at:
            self.now = step.at
            catch_up(house)
            house.digesting.freeze_due()
        else:
            self._number += 1
            said = heard(self._terminal, f"script:{self._number}", step.said)
            house.desk.inbox.store([said], self.clock())
        for incoming in house.chat.waiting():
            house.chat.answer(incoming)
        asyncio.run(self._send(house))
        return self._out.getvalue()

    async def _send(self, house: House) -> None:
        while await house.sending.send_due({TERMINAL.channel: self._terminal}):
            pass

    def _check(self, script: Path, step: Step, answer: str) -> None:
        where = f"{script.name}:{step.place}: {step.said or step.at}\n{answer}"
        assert answer or step.at, f"silence\n{where}"
        assert "出了错" not in answer, where
        assert not re.search(r"\{\w+\}|None|\*\*", answer), f"an unfilled place or mark\n{where}"
        for words in step.wanted:
            assert words in answer, f"missing: {words}\n{where}"
        for words in step.unwanted:
            assert words not in answer, f"unwanted: {words}\n{where}"


def config_of(folder: Path) -> Config:
    file = folder / "config.toml"
    document = {"sources": [{"name": "商都日报", "kind": "folder", "path": str(PAPERS)}]}
    return Config(file=file, news=news_config(document, file), bot=bot_config(document, file))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that has read the sample issues; every script gets a copy."""
    config = config_of(tmp_path_factory.mktemp("archive"))
    read_the_issues(config)
    return config.news.path


def read_the_issues(config: Config) -> None:
    """Two looks: files from the future (as the clock stands in June 2026) count as settled when they rest between."""
    for minutes in (2, 1):
        now = (MORNING - timedelta(minutes=minutes)).astimezone(UTC)
        with open_house(config, lambda now=now: now) as house:  # type: ignore[misc]
            house.news.enlist(config.news.sources, now)
            visit_now(house.news, house.watchers, "商都日报", house.clock)
            read = house.archive.days()
    assert sum(read.values()) > 60


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.stem for script in SCRIPTS])
def test_the_conversation_goes_as_written(script: Path, archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive, tmp_path / archive.name)
    Talk(config_of(tmp_path)).play(script)


def test_there_are_enough_turns() -> None:
    said = [step for script in SCRIPTS for step in steps(script) if step.said]
    assert len(said) >= 60
    assert all(step.wanted for step in said), "every turn says what its answer must hold"
