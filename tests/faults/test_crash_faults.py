"""The short form of the crash faults: a few kills each. `python -m tests.faults` runs the long one, with K3 and R1.

K3 has to wait for a minute of the wall clock, R1 is a soak: neither belongs in a suite that people wait for.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faults import crash, files
from faults.oracle import Row, table
from faults.papers import PAPERS, Press
from faults.program import READY_SECONDS, ROOT, World, spread, wait_for

pytestmark = pytest.mark.slow


def test_a_reader_finds_exactly_the_articles_that_were_printed(tmp_path: Path) -> None:
    sheets = {
        str(sheet.write(tmp_path, paper, date(2026, 5, 11), number)): sheet
        for paper, press in zip(PAPERS[:2], (Press(3), Press(4, first=2001)), strict=True)
        for number, sheet in enumerate(press.issue(), 1)
    }
    read = subprocess.run(
        [sys.executable, "-m", "bot", "read", "--json", *sheets], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = [json.loads(line) for line in read.stdout.splitlines()]
    printed = [piece for sheet in sheets.values() for piece in sheet.pieces]
    assert [(one["headline"], one["body"]) for one in found] == [(piece.headline, piece.body) for piece in printed]


@pytest.mark.parametrize(
    ("script", "kills"),
    [
        (crash.k1, 3),
        (crash.k2, 4),
        (crash.k4, 2),
        (crash.k5, 2),
        (files.k6_migration, 3),
        (files.k6_backup, 2),
        (files.k6_vacuum, 2),
        (crash.d3, 2),
    ],
    ids=lambda value: value.__name__ if callable(value) else str(value),
)
def test_nothing_is_lost_and_nothing_repeated_without_excuse(
    script: Callable[[Path, int, int], Row], kills: int, tmp_path: Path
) -> None:
    row = script(tmp_path / "world", kills, 1)
    assert row.passed, table([row])


def test_things_are_dealt_out_in_order_and_none_is_left() -> None:
    assert spread(range(5), 3) == [[0], [1, 2], [3, 4]]
    assert spread([1], 3) == [[], [], [1]]


def test_a_look_from_outside_takes_nothing_from_a_running_service(tmp_path: Path) -> None:
    """Another command opens the database and closes it; what is stored after that must survive a kill all the same.

    It did not when the service itself had closed a plain handle of the file: its locks were gone with it, and whoever
    came by took the log for abandoned and deleted it.
    """
    with World(tmp_path / "world") as world:
        service = world.start()
        world.say(5, "/start")
        assert wait_for(lambda: world.sent(), READY_SECONDS)
        time.sleep(1.5)  # the watcher's thread has opened the database by now
        assert world.run("status").returncode == 0
        world.say(5, "/sub 路灯")
        assert wait_for(lambda: world.heard("路灯"), READY_SECONDS)
        service.kill()
        service.wait(10)
        assert world.rows("SELECT count(*) AS n FROM subscriptions") == [{"n": 1}]
        assert world.wrong() == []
