"""Ten thousand digests that fall due at once: how long until they are frozen into rows, and how long others wait.

    python benchmarks/digests.py [PEOPLE]

Real stores, matcher and composer over the sample issues; every person has two subscriptions. Prints the whole time, and
the time of one slice (what the service does between two other stages).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import bot_config
from bot.configured import Config
from bot.model import Address, Mode, Subscriber
from bot.service import FREEZE_AT_ONCE
from bot.times import Timetable
from bot.wiring import House
from watchers.config import news_config
from watchers.ingest import visit_due

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "papers"
QUERIES = ("#融资", "停水、停电、地铁")
SEVEN = datetime(2026, 6, 9, 23, 30, tzinfo=UTC)


def main(people: int) -> None:
    """Builds the house, matches the issues for everybody, then freezes what is due, slice by slice."""
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "config.toml"
        document = {"sources": [{"name": "样报", "kind": "folder", "path": str(SEEDS)}]}
        config = Config(file=file, news=news_config(document, file), bot=bot_config(document, file))
        now = SEVEN - timedelta(hours=2)
        house = House(config, lambda: now)
        with house.desk.atomic():
            for n in range(people):
                _join(house, Address("telegram", str(1000 + n)), now)
        house.news.enlist(config.news.sources, now)
        visit_due(house.news, house.watchers, lambda: datetime.now(UTC) + timedelta(minutes=1))
        began = time.perf_counter()
        while house.matching.match_new():
            pass
        print(f"matched for {people} people in {time.perf_counter() - began:.1f} s")
        now = SEVEN + timedelta(seconds=1)
        person = house.desk.subscriptions.digests_due(now, 1)[0]
        print(f"{len(house.digesting.contents(person).items)} items a digest")
        _freeze(house)
        house.close()


def _join(house: House, address: Address, now: datetime) -> None:
    house.desk.subscriptions.keep(
        Subscriber(
            address=address,
            language="zh-Hans",
            timezone="Asia/Shanghai",
            timetable=Timetable.parse("07:30"),
            joined_at=now,
            next_digest_at=SEVEN,
        )
    )
    for query in QUERIES:
        house.desk.subscriptions.subscribe(address, query, "", Mode.DIGEST, now)


def _freeze(house: House) -> None:
    slices, served, began, worked = [], 0, time.perf_counter(), time.process_time()
    while True:
        start = time.perf_counter()
        done = house.digesting.freeze_due(FREEZE_AT_ONCE)
        slices.append((time.perf_counter() - start) * 1000)
        served += done
        if done < FREEZE_AT_ONCE:
            break
    slices.sort()
    whole = time.perf_counter() - began
    worked = time.process_time() - worked
    p95 = slices[int(len(slices) * 0.95)]
    each = whole / max(1, served) * 1000
    print(f"froze {served} digests in {whole:.1f} s ({each:.2f} ms each), {worked:.1f} s of them on the processor")
    median = statistics.median(slices)
    print(f"a slice of {FREEZE_AT_ONCE}: median {median:.0f} ms, p95 {p95:.0f} ms, worst {slices[-1]:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
