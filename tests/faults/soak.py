"""R1: hours in minutes. Fifty sources, a server that fails now and then, a kill each half minute; what it costs."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from faults.crash import owed, quiet, subscribe, subscribers
from faults.oracle import Row
from faults.papers import PAPERS, WORDS, Press, Sheet
from faults.program import World
from faults.verdict import told, verdict

SOURCES = 50
PEOPLE = 40
LIFE_SECONDS = 30.0
# Of a hundred sends two fail; half of these take effect and lose their answer.
FAULTS = ("status", "retry_after", "reset", "reset_after", "truncate", "status_after")
SHARE = 0.02
# A process is warm when the dictionary is loaded and the first papers are read.
WARM_SECONDS = 8.0
MOST_GROWTH = 1.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One look at the process. Bytes; `age` in seconds since its start; `articles` printed so far."""

    life: int
    age: float
    memory: int
    descriptors: int
    stored: int
    articles: int


def r1(folder: Path, seconds: float, seed: int) -> Row:
    """A soak of so many seconds."""
    with World(folder, sources=SOURCES, limits="telegram") as world:
        people = subscribers(PEOPLE)
        subscribe(world, people, "@即时")
        for kind in FAULTS:
            world.tg.fault(kind, method="send*", prob=SHARE / len(FAULTS), seconds=1, code=500)
        soak = Soak(world, seed)
        soak.live(seconds)
        world.tg.clear_faults()
        due = owed(people, soak.sheets)
        wrong = [] if soak.finish(lambda: told(world) >= due and quiet(world, 6)) else ["not everything came in time"]
        note = f"{seconds:.0f} s, {len(soak.killed_at)} kills; {told_costs(soak.samples)}"
        windows = [(at - 0.5, at + 0.05) for at in soak.killed_at]
        wrong += too_much(soak.samples)
        return verdict("R1 soak", world, due, note, windows, wrong, faulty=True)


class Soak:
    """Papers fall, the process is watched and killed."""

    def __init__(self, world: World, seed: int) -> None:
        self._world, self._chance, self._press = world, random.Random(seed), Press(seed)
        self.sheets: list[Sheet] = []
        self.samples: list[Sample] = []
        self.killed_at: list[float] = []

    def live(self, seconds: float) -> None:
        """A life of half a minute after the other, each ended by a kill."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            process, began = self._world.start(), time.monotonic()
            until = min(end, began + LIFE_SECONDS * self._chance.uniform(0.9, 1.1))
            for _ in _seconds(until):
                self._drop()
                self._look(process.pid, time.monotonic() - began)
            self.killed_at.append(time.time())
            process.kill()
            process.wait(10)

    def finish(self, done: object) -> bool:
        """A last life in peace, until everything has come."""
        assert callable(done)
        return self._world.live(done, 120)

    def _drop(self) -> None:
        """Three articles a second, in any source."""
        sheet = self._press.page(self._chance.sample(WORDS, 3))
        self.sheets.append(sheet)
        source = self._chance.randrange(1, SOURCES + 1)
        self._world.drop(sheet, PAPERS[source % len(PAPERS)] + str(source), len(self.sheets) % 900 + 1, source=source)

    def _look(self, pid: int, age: float) -> None:
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
            descriptors = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
        except OSError:
            return  # it has ended by itself; the account will tell
        stored = sum(path.stat().st_size for path in self._world.folder.glob("news.db"))
        self.samples.append(
            Sample(
                life=len(self.killed_at),
                age=age,
                memory=pages * 4096,
                descriptors=descriptors,
                stored=stored,
                articles=3 * len(self.sheets),
            )
        )


def _seconds(until: float) -> Iterator[None]:
    """One a second, until then."""
    while (left := until - time.monotonic()) > 0:
        yield
        time.sleep(min(1.0, left))


def _lives(samples: Sequence[Sample]) -> list[list[Sample]]:
    """The warm samples of each life that has enough of them."""
    lives: dict[int, list[Sample]] = {}
    for sample in samples:
        if sample.age > WARM_SECONDS:
            lives.setdefault(sample.life, []).append(sample)
    return [life for life in lives.values() if len(life) >= 6]


def _growth(values: Sequence[float]) -> float:
    """The last third against the first, by their medians."""
    third = max(1, len(values) // 3)
    return statistics.median(values[-third:]) / statistics.median(values[:third])


def too_much(samples: Sequence[Sample]) -> list[str]:
    """What grows that must not: memory and descriptors, in a life and over lives; the file, faster than its content."""
    lives = _lives(samples)
    if len(lives) < 2:
        return []
    memory = [statistics.median(s.memory for s in life) for life in lives]
    descriptors = max(max(s.descriptors for s in life) - min(s.descriptors for s in life) for life in lives)
    found = []
    if _growth(memory) > MOST_GROWTH:
        found.append(f"memory grows from life to life by {_growth(memory):.2f}")
    within = statistics.median(_growth([s.memory for s in life]) for life in lives)
    if within > MOST_GROWTH:
        found.append(f"memory grows within a life by {within:.2f}")
    if descriptors > 2 * len(FAULTS) + 32:  # connections come and go with faults; thirty-two may be kept
        found.append(f"descriptors vary by {descriptors}")
    if (bend := _bend(samples)) > 1.5:
        found.append(f"the database grows {bend:.1f} times as fast at the end as at the beginning")
    return found


def _bend(samples: Sequence[Sample]) -> float:
    """Bytes an article in the last third of the time against the second third (the first fills the empty file)."""
    a, b, c = (samples[len(samples) * n // 3 - 1] for n in (1, 2, 3))
    before, after = ((y.stored - x.stored) / max(1, y.articles - x.articles) for x, y in ((a, b), (b, c)))
    return after / before if before > 0 else 1.0


def told_costs(samples: Sequence[Sample]) -> str:
    """Memory and descriptors of a warm process in the first and the last life, and the file."""
    lives = _lives(samples)
    if not lives:
        return "too short to tell what it costs"
    first, last = lives[0], lives[-1]
    memory = [statistics.median(s.memory for s in life) / 1e6 for life in (first, last)]
    open_files = [max(s.descriptors for s in life) for life in (first, last)]
    return (
        f"memory {memory[0]:.0f} → {memory[1]:.0f} MB, descriptors ≤ {open_files[0]} → {open_files[1]}, "
        f"file {samples[-1].stored / 1e6:.1f} MB for {samples[-1].articles} articles (bend {_bend(samples):.2f})"
    )
