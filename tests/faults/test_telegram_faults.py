"""The short form of the Telegram faults: nothing lost, nothing twice without an excuse, no call too early."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from faults.oracle import table
from faults.telegram import SUITE, rows

pytestmark = pytest.mark.slow


def test_whatever_telegram_does_nothing_is_lost_or_told_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faults.rig.LOADING_SECONDS", 0.2)  # nobody measures stalls here
    monkeypatch.setattr("bot.outbox.FIRST_WAIT", timedelta(seconds=1))
    monkeypatch.setattr("bot.outbox.PAUSE_AFTER_DOUBT", timedelta(seconds=2))
    found = asyncio.run(rows(SUITE))
    print(table(found))
    assert [row for row in found if not row.passed] == []
    assert sum(row.tried for row in found) > 650
    assert sum(row.excused for row in found) >= 12, "the answers that were lost, each after its effect"
