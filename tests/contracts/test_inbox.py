"""The contract of Inbox: what people sent is kept before the channel is told so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.model import Incoming
from bot.ports import FLOOD, Desk, Inbox
from contracts.conftest import ANN, LI, MINUTE, NOW, SECOND, said


@pytest.fixture
def inbox(desk: Desk) -> Inbox:
    return desk.inbox


def test_an_update_is_kept_whole(inbox: Inbox) -> None:
    update = Incoming(
        key="t:1",
        address=LI,
        text="第一行\n第二行 <&>",
        data="why:1",
        language="zh-Hans",
        callback_id="9",
        group=True,
        person="42",
    )
    assert inbox.store([update], NOW) == 1
    assert list(inbox.waiting(9)) == [update]


def test_updates_wait_in_the_order_of_arrival(inbox: Inbox) -> None:
    inbox.store([said("t:9"), said("t:2")], NOW)
    inbox.store([said("t:1")], NOW)
    assert [update.key for update in inbox.waiting(9)] == ["t:9", "t:2", "t:1"]
    assert [update.key for update in inbox.waiting(2)] == ["t:9", "t:2"]


def test_who_says_one_thing_does_not_wait_for_who_says_a_thousand(inbox: Inbox) -> None:
    inbox.store([said(f"t:{n}") for n in range(50)], NOW)
    inbox.store([said("ann:1", address=ANN), replace(said("group:1"), person="7"), said("ann:2", address=ANN)], NOW)
    assert [update.key for update in inbox.waiting(6)] == ["t:0", "ann:1", "group:1", "t:1", "ann:2", "t:2"]
    assert [update.key for update in inbox.waiting(3, {"t:0", "group:1"})] == ["ann:1", "t:1", "ann:2"]
    assert [update.key for update in inbox.waiting(99) if update.key[0] == "t"] == [f"t:{n}" for n in range(50)]


def test_how_much_somebody_said_of_late(inbox: Inbox) -> None:
    inbox.store([said("t:1")], NOW - MINUTE - SECOND)
    inbox.store([said("t:2"), said("ann:1", address=ANN)], NOW - MINUTE)
    inbox.store([said("t:3"), replace(said("t:4"), person="another"), said("t:5")], NOW)
    assert inbox.crowd(said("t:5"), MINUTE) == (2, False)
    inbox.done(said("t:3"), NOW, error=FLOOD)
    assert inbox.crowd(said("t:5"), MINUTE) == (2, True)
    assert inbox.crowd(said("t:2"), MINUTE) == (1, False)
    assert inbox.crowd(said("unheard of"), MINUTE) == (0, False)


def test_what_is_delivered_again_is_taken_once(inbox: Inbox) -> None:
    assert inbox.store([said("t:1"), said("t:2"), said("t:1")], NOW) == 2
    inbox.done(said("t:1"), NOW)
    assert inbox.store([said("t:1", "别的话"), said("t:2", "别的话"), said("t:3")], NOW) == 1
    assert [(update.key, update.text) for update in inbox.waiting(9)] == [("t:2", "你好"), ("t:3", "你好")]


def test_done_is_done_also_twice_and_with_an_error(inbox: Inbox) -> None:
    inbox.store([said("t:1"), said("t:2")], NOW)
    inbox.done(said("t:1"), NOW, error="KeyError")
    inbox.done(said("t:1"), NOW)
    assert [update.key for update in inbox.waiting(9)] == ["t:2"]


def test_each_channel_has_its_offset_and_it_never_goes_back(inbox: Inbox) -> None:
    assert inbox.offset("telegram") == 0
    inbox.store([said("t:1")], NOW, "telegram", 8)
    inbox.store([], NOW, "other", 3)
    inbox.store([], NOW, "telegram", 5)
    inbox.store([said("t:2")], NOW)
    assert (inbox.offset("telegram"), inbox.offset("other")) == (8, 3)


def test_rows_and_offset_stand_or_fall_together(inbox: Inbox, another: Callable[[], Desk]) -> None:
    broken = Incoming(key="t:2", address=LI, text="\ud800")  # cannot be written as UTF-8
    with pytest.raises(UnicodeEncodeError):
        inbox.store([said("t:1"), broken], NOW, "telegram", 8)
    for one in (inbox, another().inbox):
        assert list(one.waiting(9)) == []
        assert one.offset("telegram") == 0


def test_handling_and_its_effect_stand_or_fall_together(desk: Desk, another: Callable[[], Desk]) -> None:
    desk.inbox.store([said("t:1")], NOW)

    def half() -> None:
        with desk.atomic():
            desk.memory.expect(LI, "sub")
            desk.inbox.done(said("t:1"), NOW)
            raise KeyError

    with pytest.raises(KeyError):
        half()
    for one in (desk, another()):
        assert [update.key for update in one.inbox.waiting(9)] == ["t:1"]
        assert one.memory.expected(LI) == ""
