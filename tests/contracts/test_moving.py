"""The contract of Outbox.redirect: a chat gets another address, and everything that is its own goes with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Address
from bot.ports import Desk, Shown
from contracts.conftest import ANN, LI, MINUTE, NOW, delivery, match, person, wish

MOVED = Address("fake", "li-new")


def test_a_chat_that_moved_takes_everything_along_once(desk: Desk) -> None:
    old = person(LI, digested=1)
    desk.subscriptions.keep(old)
    one, foreign = wish(desk), wish(desk, ANN)
    offer = desk.memory.offer(LI, "粮价", NOW)
    desk.memory.show(LI, "日报", [Shown(number=1, uid="u1", queries=("渡口",))])
    desk.memory.expect(LI, "sub")
    desk.outbox.record(1, [match(one, "u1"), match(one, "u2"), match(foreign, "u1", ANN)], [delivery("a")])
    revision = desk.subscriptions.revision()
    for _ in range(2):
        desk.outbox.redirect(LI, MOVED)
        assert desk.subscriptions.subscriber(LI) is None
        assert desk.subscriptions.subscriber(MOVED) == replace(old, address=MOVED)
        assert list(desk.subscriptions.of(LI)) == []
        assert [(mine.id, mine.number) for mine in desk.subscriptions.of(MOVED)] == [(one, 1)]
        assert [found.uid for found in desk.outbox.matches_after(MOVED, 1)] == ["u2"]
        assert desk.memory.offered(MOVED, offer) == "粮价"
        assert desk.memory.offered(LI, offer) is None
        assert (desk.memory.shown(MOVED)[0], desk.memory.expected(MOVED)) == ("日报", "sub")
    assert [(went.key, went.address) for went in desk.outbox.claim(NOW, MINUTE, 9, ["fake"])] == [("a", MOVED)]
    assert [found.uid for found in desk.outbox.matches_after(ANN, 0)] == ["u1"]
    assert desk.subscriptions.revision() > revision, "whoever remembers subscriptions must learn the new address"


def test_moving_to_where_it_is_loses_nothing(desk: Desk) -> None:
    desk.subscriptions.keep(person(LI))
    wish(desk)
    desk.outbox.redirect(LI, LI)
    assert desk.subscriptions.subscriber(LI) == person(LI)
    assert [one.number for one in desk.subscriptions.of(LI)] == [1]


def test_moving_to_a_chat_that_wrote_already(desk: Desk) -> None:
    """After a group became a supergroup people write there before our next message is refused in the old one."""
    old = replace(person(LI, digested=2), language="en")
    desk.subscriptions.keep(old)
    desk.subscriptions.keep(person(MOVED, joined_at=NOW + MINUTE))
    one = wish(desk)
    desk.outbox.record(3, [match(one, uid) for uid in ("u1", "u2", "u3")], [])
    desk.outbox.redirect(LI, MOVED)
    (left,) = desk.subscriptions.subscribers()
    assert left == replace(old, address=MOVED, digested=left.digested), "the older acquaintance's settings"
    assert [found.uid for found in desk.outbox.matches_after(MOVED, left.digested)] == ["u3"]
    assert desk.outbox.told(MOVED, left.digested) == {"u1", "u2"}


@pytest.mark.parametrize("digested", [(1, 6), (6, 1), (0, 0), (6, 6), (2, 3)])
def test_two_chats_become_one_and_each_match_is_told_once(desk: Desk, digested: tuple[int, int]) -> None:
    desk.subscriptions.keep(person(LI, digested=digested[0]))
    desk.subscriptions.keep(person(MOVED, digested=digested[1], joined_at=NOW - MINUTE))
    owners = {n: LI if n % 2 else MOVED for n in range(1, 7)}
    subscriptions = {address: wish(desk, address) for address in (LI, MOVED)}
    for n, owner in owners.items():
        desk.outbox.record(n, [match(subscriptions[owner], f"u{n}", owner)], [])
    untold = [f"u{n}" for n, owner in owners.items() if n > digested[owner is MOVED]]
    desk.outbox.redirect(LI, MOVED)
    (left,) = desk.subscriptions.subscribers()
    assert [found.uid for found in desk.outbox.matches_after(MOVED, left.digested)] == untold
    assert desk.outbox.told(MOVED, left.digested) == {f"u{n}" for n in owners} - set(untold)
    assert [one.number for one in desk.subscriptions.of(MOVED)] == [1, 2]
    desk.outbox.record(7, [match(subscriptions[LI], "u7", MOVED)], [])
    assert [found.uid for found in desk.outbox.matches_after(MOVED, left.digested)] == [*untold, "u7"]
