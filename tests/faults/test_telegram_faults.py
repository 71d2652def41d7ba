"""The short form of the Telegram faults: nothing lost, nothing twice without an excuse, no call too early."""

from __future__ import annotations

import asyncio

import pytest

from faults.oracle import table
from faults.telegram import SUITE, rows

pytestmark = pytest.mark.slow


def test_whatever_telegram_does_nothing_is_lost_or_told_twice() -> None:
    found = asyncio.run(rows(SUITE))
    print(table(found))
    assert [row for row in found if not row.passed] == []
    assert sum(row.tried for row in found) > 800
    assert sum(row.excused for row in found) >= 12, "the answers that were lost, each after its effect"
