"""The short form of the crash faults: a few kills each. `python -m tests.faults` runs the long one, with K3 and R1.

K3 has to wait for a minute of the wall clock, R1 is a soak: neither belongs in a suite that people wait for.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faults import crash, files
from faults.oracle import Row, table
from faults.papers import PAPERS, Press
from faults.program import ROOT, spread

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
        (crash.k1, 4),
        (crash.k2, 4),
        (crash.k4, 4),
        (crash.k5, 2),
        (files.k6_migration, 4),
        (files.k6_backup, 2),
        (files.k6_vacuum, 2),
        (crash.d3, 1),
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
