"""The worker process: what happens there stays there."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator

import pytest

from apart import rules
from watchers.apart import Workshop
from watchers.errors import LayoutError, ParseError


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop(megabytes=128) as shop:
        yield shop


def test_a_rule_runs_in_another_process_and_gives_its_answer(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAOXIAO_TELEGRAM_TOKEN", "1:secret")
    with Workshop() as fresh:
        process, token = fresh(rules.whoami)
        assert process == fresh(rules.whoami)[0], "the worker stays"
    assert process != os.getpid()
    assert token == ""
    assert workshop(rules.length, text="天亮了") == 3


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (rules.die, "意外结束"),
        (rules.break_down, "KeyError"),
        (rules.swell, "内存太多"),
        (rules.unreturnable, "交不回来"),
    ],
)
def test_whatever_it_does_is_a_parse_error_and_the_next_rule_runs(
    workshop: Workshop, rule: Callable[[], object], told: str
) -> None:
    with pytest.raises(ParseError, match=told):
        workshop(rule)
    assert workshop(rules.length, "甲乙") == 2


def test_what_nests_without_end_is_a_parse_error(workshop: Workshop) -> None:
    with pytest.raises(ParseError, match="太深"):
        workshop(rules.nested, 0)


def test_what_hangs_is_killed() -> None:
    with Workshop(seconds=0.5) as shop:
        before = shop(rules.whoami)[0]
        with pytest.raises(ParseError, match="还没有读完"):
            shop(rules.hang)
        assert shop(rules.whoami)[0] != before


def test_our_own_errors_come_through(workshop: Workshop) -> None:
    with pytest.raises(LayoutError, match="没有目录"):
        workshop(rules.refuse)


def test_what_a_library_prints_stands_between_no_frames(workshop: Workshop) -> None:
    assert [workshop(rules.chatter) for _ in range(3)] == [1, 1, 1]


def test_large_values_go_both_ways(workshop: Workshop) -> None:
    text = "报" * 3_000_000
    assert workshop(rules.echo, text) == text


def test_threads_share_one_worker(workshop: Workshop) -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda n=n: found.append(workshop(rules.echo, n))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, found)) == list("01234567")


def test_closing_ends_a_rule_that_hangs() -> None:
    shop = Workshop(seconds=60)
    told: list[BaseException] = []

    def ask() -> None:
        try:
            shop(rules.hang)
        except ParseError as wrong:
            told.append(wrong)

    asking = threading.Thread(target=ask)
    shop(rules.length, "")  # the worker is up
    asking.start()
    while not shop.busy:
        pass
    shop.close()
    asking.join()
    assert len(told) == 1
