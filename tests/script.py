"""The conversations of `tests/conversations` as steps, and the house that they are played in.

They are scripts that anybody can read and add to: a line with › is what the person types, ✓ what the answer must hold,
✗ what it must not (✓终端, ✓电报: in that channel alone); 〔2026-06-11 07:30〕 sets the clock and sends what is due
then; # is a remark; ↵ inside a line is a line break.

It is Wednesday 10 June 2026, eight in the morning in Shanghai, and the three sample issues have been read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.talk import catch_up
from bot.config import bot_config
from bot.configured import Config
from bot.wiring import House, open_house
from watchers.config import news_config
from watchers.ingest import visit_now

SCRIPTS = sorted((Path(__file__).parent / "conversations").glob("*.txt"))
PAPERS = Path(__file__).parent.parent / "seeds" / "papers"
SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 6, 10, 8, 0, tzinfo=SHANGHAI)
CLOCK_LINE = re.compile(r"〔(\d{4}-\d\d-\d\d \d\d:\d\d)〕")
EXPECTED = re.compile(r"([✓✗])(终端|电报)?\s+(.+)")
IN_THE_TERMINAL, OVER_TELEGRAM = "终端", "电报"


@dataclass
class Step:
    """One thing said (or a new time), with what must and must not come back, and where that holds ("": everywhere)."""

    place: int
    said: str = ""
    at: datetime | None = None
    wanted: list[tuple[str, str]] = field(default_factory=list)
    unwanted: list[tuple[str, str]] = field(default_factory=list)


def steps(script: Path) -> Iterator[Step]:
    step: Step | None = None
    for place, line in enumerate(script.read_text("utf-8").splitlines(), 1):
        where = f"{script.name}:{place}"
        if line.startswith("›"):
            yield from [step] if step else []
            step = Step(place, said=line[1:].strip().replace("↵", "\n"))
        elif found := CLOCK_LINE.fullmatch(line.strip()):
            yield from [step] if step else []
            step = Step(place, at=datetime.fromisoformat(found[1]).replace(tzinfo=SHANGHAI))
        elif line.startswith(("✓", "✗")):
            expected = EXPECTED.fullmatch(line.strip())
            assert step is not None, f"{where}: nothing was said before this line"
            assert expected, f"{where}: no words"
            (step.wanted if expected[1] == "✓" else step.unwanted).append((expected[2] or "", expected[3]))
        else:
            assert not line.strip() or line.startswith("#"), f"{where}: a line begins with ›, ✓, ✗, 〔…〕 or #"
    yield from [step] if step else []


def check(script: Path, step: Step, answer: str, channel: str) -> None:
    """That `answer` is what the script says of this step in `channel`."""
    where = f"{script.name}:{step.place}: {step.said or step.at}\n{answer}"
    assert answer or step.at, f"silence\n{where}"
    assert "出了错" not in answer, where
    assert not re.search(r"\{\w+\}|None|\*\*", answer), f"an unfilled place or mark\n{where}"
    for only, words in step.wanted:
        assert only not in ("", channel) or words in answer, f"missing: {words}\n{where}"
    for only, words in step.unwanted:
        assert only not in ("", channel) or words not in answer, f"unwanted: {words}\n{where}"


class Hours:
    """The clock of a script."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)


def let_it_be(house: House, hours: Hours, at: datetime) -> None:
    """It is `at` now: what is due then is made."""
    hours.now = at
    catch_up(house)
    house.digesting.freeze_due()
    house.reminding.remind_due(100)


def config_of(folder: Path) -> Config:
    file = folder / "config.toml"
    document = {"sources": [{"name": "商都日报", "kind": "folder", "path": str(PAPERS)}]}
    return Config(file=file, news=news_config(document, file), bot=bot_config(document, file))


def read_the_issues(config: Config) -> None:
    """Two looks: files from the future (as the clock stands in June 2026) count as settled when they rest between."""
    for minutes in (2, 1):
        now = (MORNING - timedelta(minutes=minutes)).astimezone(UTC)
        with open_house(config, lambda now=now: now) as house:  # type: ignore[misc]
            house.news.enlist(config.news.sources, now)
            visit_now(house.news, house.watchers, "商都日报", house.clock)
            catch_up(house)
            read = house.archive.days()
    assert sum(read.values()) > 60
