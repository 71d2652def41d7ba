"""How long a search takes in a large archive, page by page, and an issue's contents.

    python benchmarks/search.py 100000

The archive is made of the seeds' sample papers, their paragraphs mixed anew for each article, so that words are as
frequent as in print; it is kept in the folder that the second argument names, and used again.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot import configured, query, wiring
from bot.chat import searching
from bot.chat.trials import candidates, met
from bot.chat.turn import Turn
from bot.model import Address, Subscriber
from watchers.folder import LocalFolder
from watchers.model import Article, Entry, Harvest, Issue, Kind, Revision, Source
from watchers.paper import folder_watcher

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 6, 10)
NOW = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)
A_DAY = 300
QUERIES = (
    "端午",
    "融资",
    "小微 融资",
    "停车、违停 -公交",
    "高温",
    "#政策",
    "地区:金水区",
    "养老 ~10 补贴",
    "記者",
    "日期:30天 端午",
    "标题:高温",
    "金额>=500万",
)


def samples() -> list[Article]:
    source = Source(
        name="x", kind=Kind.FOLDER, location=str(ROOT / "seeds" / "papers"), every=timedelta(hours=1), paper=""
    )
    watch = folder_watcher(LocalFolder(), wiring.reader())
    return [article for harvest in watch(source, "", datetime.now(UTC)) for article in harvest.articles]


def mixed(count: int) -> Iterator[Article]:
    """Articles with headline and paragraphs of different ones, 300 a day, back into the past."""
    dice, every = random.Random(1), samples()
    paragraphs = [line for one in every for line in one.body.split("\n") if line]
    for number in range(count):
        one = dice.choice(every)
        day = TODAY - timedelta(days=(count - 1 - number) // A_DAY)
        body = "\n".join(dice.sample(paragraphs, dice.randint(2, 6)))
        page = str(number % A_DAY // 10 + 1)
        yield replace(one, day=day, body=body, page=page, pages=(page,), order=number % 10, key=f"{number}")


def filled(house: wiring.House, count: int) -> None:
    source = Source(name="商都日报", kind=Kind.FOLDER, location="/x", every=timedelta(hours=1), paper="商都日报")
    house.news.enlist([source], NOW)
    batch: list[Article] = []
    for article in mixed(count):
        batch.append(article)
        if len(batch) == 2000:
            save(house, batch)
            batch = []
    if batch:
        save(house, batch)


def save(house: wiring.House, batch: list[Article]) -> None:
    visit = house.news.claim(NOW, timedelta(minutes=10), names=("商都日报",), due_only=False)
    assert visit
    harvest = Harvest(bookmark="", issue=Issue(paper="商都日报", day=batch[0].day), articles=tuple(batch))
    house.news.save(visit, harvest, [Revision(uid=f"u{one.key}", version=1, article=one) for one in batch], NOW)
    house.news.settle(visit, NOW, NOW)


def timed(deed: Callable[[], object]) -> str:
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        deed()
        took.append((time.perf_counter() - begun) * 1000)
    return f"{statistics.median(took):7.1f} ms, first {took[0]:7.1f}"


def turning(turn: Turn, text: str) -> Callable[[], object]:
    """Press the first button under what is found."""
    buttons = searching.search(turn, text)[0].buttons
    data = buttons[0][0].data.partition(":")[2] if buttons else ""
    return lambda: searching.page(turn, data)


def measured(turn: Turn, text: str) -> None:
    """What holds others up: asking the index, one step of the judging, a page turned; and all of it together."""
    room, wanted = turn.room, turn.understood(text)
    newest = any(map(searching.lives_on_news, query.walk(wanted.root)))

    def asked() -> list[Entry]:
        return candidates(room.archive, room.finder, wanted, searching.CANDIDATES, newest)[0]

    held = asked()
    print(f"{text:16} {len(met(room.finder, wanted, held)):4} found of {len(held)}")
    print(f"    asked     {timed(asked)}")
    print(f"    {searching.AT_ONCE} judged {timed(lambda: met(room.finder, wanted, held[: searching.AT_ONCE]))}")
    print(f"    a page    {timed(turning(turn, text))}")
    print(f"    in all    {timed(lambda: searching.search(turn, text))}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())
    folder.mkdir(exist_ok=True)
    config = replace(configured.configuration(None), file=folder / "config.toml")
    config = replace(config, news=replace(config.news, path=folder / f"{count}.db"))
    fresh = not config.news.path.exists()
    with wiring.open_house(config, lambda: NOW) as house:
        if fresh:
            begun = time.perf_counter()
            filled(house, count)
            print(f"{count} articles stored in {time.perf_counter() - begun:.0f} s")
        person = Subscriber(
            address=Address("bench", "1"), language="zh-Hans", timezone="Asia/Shanghai", timetable=None, joined_at=NOW
        )
        turn = Turn(room=house.chat._room, subscriber=person, now=NOW)
        for text in QUERIES:
            measured(turn, text)
        print(f"issues of each paper     {timed(house.archive.newest_issues)}")
        print(
            f"one issue ({A_DAY})         {timed(lambda: house.archive.of_issue(Issue(paper='商都日报', day=TODAY)))}"
        )


if __name__ == "__main__":
    main()
