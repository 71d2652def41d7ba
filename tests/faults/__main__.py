"""Run the crash faults and print their table.

python -m tests.faults                     # as the fault plan says: 170 kills, some minutes
python -m tests.faults --only K1,K2        # some of them
python -m tests.faults --kills 300         # so many kills in all, dealt out in proportion
python -m tests.faults --soak 600          # R1 besides, for so many seconds
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as pytest finds them: from the folder of the tests

from faults import crash, files, soak
from faults.oracle import Row, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One fault; `many` is how often the fault plan asks for it, `kills` whether each of them is a kill."""

    name: str
    run: Callable[[Path, int, int], Row]
    many: int
    kills: bool = True


SCRIPTS = (
    Script(name="K1", run=crash.k1, many=30),
    Script(name="K2", run=crash.k2, many=30),
    Script(name="K3", run=crash.k3, many=30),
    Script(name="K4", run=crash.k4, many=20),
    Script(name="K5", run=crash.k5, many=20, kills=False),
    Script(name="K6", run=files.k6_migration, many=20),
    Script(name="K6", run=files.k6_backup, many=20),
    Script(name="K6", run=files.k6_vacuum, many=20),
    Script(name="D3", run=crash.d3, many=5, kills=False),
)


def main() -> int:
    asked = _arguments()
    wanted = {name.strip().upper() for name in asked.only.split(",") if name.strip()}
    scripts = [script for script in SCRIPTS if script.name in wanted or not wanted]
    planned = sum(script.many for script in scripts if script.kills)
    share = asked.kills / planned if asked.kills and planned else 1.0
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_rows(scripts, share, asked.seed, asked.soak, Path(folder)))
    print(table(rows))
    print(f"{sum(_many(script, share) for script in scripts if script.kills)} kills in all")
    return int(not all(row.in_time for row in rows))


def _rows(scripts: list[Script], share: float, seed: int, seconds: float, folder: Path) -> Iterator[Row]:
    """Run one after the other; who watches sees how it goes on stderr."""
    for n, script in enumerate(scripts):
        began = time.monotonic()
        row = script.run(folder / f"{n}{script.name}", _many(script, share), seed)
        print(f"{row.fault}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        yield row
    if seconds:
        yield soak.r1(folder / "R1", seconds, seed)


def _many(script: Script, share: float) -> int:
    return ceil(script.many * share) if script.kills else script.many


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="the crash faults and their table")
    parser.add_argument("--only", default="", help="for instance K1,K2")
    parser.add_argument("--kills", type=int, default=0, help="so many kills in all; without it as the fault plan says")
    parser.add_argument("--soak", type=float, default=0, help="seconds of R1; without it none")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
