"""The contract of Memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.ports import Desk, Memory, Shown
from contracts.conftest import ANN, LI, NOW

ITEMS = (
    Shown(number=1, uid="u1", queries=("渡口", "粮价 -招聘"), names=("船",)),
    Shown(number=2, uid="u2", queries=()),
)


@pytest.fixture
def memory(desk: Desk) -> Memory:
    return desk.memory


def test_the_last_list_of_each_chat(memory: Memory, another: Callable[[], Desk]) -> None:
    assert memory.shown(LI) == ("", ())
    memory.show(LI, "日报", ITEMS)
    memory.show(ANN, "Search", ITEMS[:1])
    assert memory.shown(LI) == ("日报", ITEMS)
    memory.show(LI, "搜索", ITEMS[1:])
    assert memory.shown(LI) == ("搜索", ITEMS[1:])
    assert another().memory.shown(ANN) == ("Search", ITEMS[:1])


def test_an_offer_is_for_its_own_chat_only(memory: Memory) -> None:
    mine, hers = memory.offer(LI, "渡口", NOW), memory.offer(ANN, "粮价", NOW)
    assert mine != hers
    assert (memory.offered(LI, mine), memory.offered(ANN, hers)) == ("渡口", "粮价")
    assert memory.offered(LI, hers) is None
    assert memory.offered(ANN, mine) is None
    for forged in (0, -1, 10**6, 2**63 - 1):
        assert memory.offered(LI, forged) is None


def test_an_offer_stays_after_it_was_taken(memory: Memory) -> None:
    mine = memory.offer(LI, "'; DROP TABLE offers; -- %_", NOW)
    assert [memory.offered(LI, mine) for _ in range(2)] == ["'; DROP TABLE offers; -- %_"] * 2


def test_what_is_expected_of_the_next_line(memory: Memory, another: Callable[[], Desk]) -> None:
    assert memory.expected(LI) == ""
    memory.expect(LI, "sub")
    assert (memory.expected(LI), memory.expected(ANN)) == ("sub", "")
    assert another().memory.expected(LI) == "sub"
    memory.expect(LI, "search")
    memory.expect(LI, "")
    assert memory.expected(LI) == ""
