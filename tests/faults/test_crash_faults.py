"""The short form of the crash faults: a few kills each. `python -m tests.faults` runs the long one, with K3 and R1.

K3 has to wait for a minute of the wall clock, R1 is a soak: neither belongs in a suite that people wait for.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from faults import crash, files
from faults.oracle import Row, table
from faults.papers import PAPERS, Press
from faults.program import PATIENCE_SECONDS, World, spread, wait_for
from faults.starting import ROOT, Fork

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


Script = Callable[[Path, int, int], Row]
# The longest first: they are told to begin in this order.
SCRIPTS: dict[Script, int] = {
    crash.k4: 2,
    crash.k1: 3,
    crash.k2: 4,
    crash.k5: 2,
    crash.d3: 2,
    files.k6_backup: 2,
    files.k6_migration: 3,
    files.k6_vacuum: 2,
}
AT_ONCE = 4


@pytest.fixture(scope="module", autouse=True)
def _forked() -> Iterator[None]:
    """Most of these starts end in a kill, and none of them is a test of the start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(World, "starting", Fork)
        yield


@pytest.fixture(scope="module")
def rows(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Row]]]:
    """The scripts that are asked for, some at a time: each has a world of its own and spends its time waiting."""
    wanted = {item.callspec.params.get("script") for item in request.session.items if hasattr(item, "callspec")}
    with ThreadPoolExecutor(AT_ONCE) as beside:
        yield {
            script.__name__: beside.submit(script, tmp_path_factory.mktemp(script.__name__) / "world", kills, 1)
            for script, kills in SCRIPTS.items()
            if script.__name__ in wanted
        }


@pytest.mark.parametrize("script", [script.__name__ for script in SCRIPTS])
def test_nothing_is_lost_and_nothing_repeated_without_excuse(rows: dict[str, Future[Row]], script: str) -> None:
    row = rows[script].result()
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
        assert wait_for(lambda: world.sent(), PATIENCE_SECONDS)
        world.drop(Press(1).page(), PAPERS[0], 1)
        assert wait_for(lambda: world.rows("SELECT 1 FROM articles"), PATIENCE_SECONDS), "the watcher's thread is there"
        assert world.run("status").returncode == 0
        world.say(5, "/sub 路灯")
        assert wait_for(lambda: world.heard("已订阅"), PATIENCE_SECONDS)
        service.kill()
        service.wait(10)
        assert world.rows("SELECT count(*) AS n FROM subscriptions") == [{"n": 1}]
        assert world.wrong() == []
