"""The contract of Outbox: nothing is lost, nothing told twice, order kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.model import Address, Delivery, Lane, State, Strength
from bot.ports import Desk, Outbox
from contracts.conftest import ANN, FINDING, LI, MINUTE, NOW, SECOND, delivery, match, person, wish


@pytest.fixture
def outbox(desk: Desk) -> Outbox:
    return desk.outbox


def claim(outbox: Outbox, at: datetime = NOW, limit: int = 99, channels: Sequence[str] = ("fake",)) -> list[Delivery]:
    return list(outbox.claim(at, MINUTE, limit, channels))


def keys(deliveries: Sequence[Delivery]) -> list[str]:
    return [one.key for one in deliveries]


def send(outbox: Outbox, at: datetime = NOW) -> list[str]:
    """Everything that is due, sent and settled, in the order in which it went."""
    went: list[str] = []
    while claimed := claim(outbox, at):
        for one in claimed:
            outbox.settle(replace(one, state=State.SENT), at)
            went.append(one.key)
    return went


# -- writing down ----------------------------------------------------------------------------------------------------


def test_recording_twice_changes_nothing(desk: Desk) -> None:
    one = wish(desk)
    for _ in range(2):
        desk.outbox.record(7, [match(one, "u1"), match(one, "u2")], [delivery("alert:u1")])
    assert desk.outbox.cursor() == 7
    assert [found.uid for found in desk.outbox.matches_after(LI, 0)] == ["u1", "u2"]
    assert send(desk.outbox) == ["alert:u1"]
    desk.outbox.record(7, [match(one, "u1")], [delivery("alert:u1")])
    assert send(desk.outbox) == [], "sent once, recorded again: still sent once"


def test_the_cursor_never_goes_back(outbox: Outbox) -> None:
    assert outbox.cursor() == 0
    for cursor in (5, 3, 0, 5):
        outbox.record(cursor, [], [])
    assert outbox.cursor() == 5


def test_matches_messages_and_cursor_stand_or_fall_together(desk: Desk, another: Callable[[], Desk]) -> None:
    one = wish(desk)
    broken = delivery("alert:u2", text="\ud800")  # cannot be written as UTF-8
    with pytest.raises(UnicodeEncodeError):
        desk.outbox.record(7, [match(one, "u1")], [delivery("alert:u1"), broken])
    for outbox in (desk.outbox, another().outbox):
        assert outbox.cursor() == 0
        assert list(outbox.matches_after(LI, 0)) == []
        assert claim(outbox) == []


def test_a_corrected_article_keeps_its_place(desk: Desk) -> None:
    one = wish(desk)
    desk.outbox.record(2, [match(one, "u1", entry_id=1), match(one, "u2", entry_id=2)], [])
    before = desk.outbox.matches_after(LI, 0)
    weaker = replace(FINDING, strength=Strength.WEAK)
    desk.outbox.record(3, [match(one, "u1", entry_id=3, finding=weaker)], [])
    after = desk.outbox.matches_after(LI, 0)
    assert [(found.id, found.uid) for found in after] == [(found.id, found.uid) for found in before]
    assert (after[0].entry_id, after[0].finding, after[1]) == (3, weaker, before[1])


def test_one_article_for_two_subscriptions_is_two_matches(desk: Desk) -> None:
    mine, also, hers = wish(desk), wish(desk), wish(desk, ANN)
    desk.outbox.record(1, [match(mine, "u1"), match(also, "u1"), match(hers, "u1", ANN)], [])
    assert [found.subscription_id for found in desk.outbox.matches_after(LI, 0)] == [mine, also]
    assert [found.subscription_id for found in desk.outbox.matches_after(ANN, 0)] == [hers]


def test_matches_after_a_mark_and_of_subscriptions_in_force(desk: Desk) -> None:
    mine, other = wish(desk), wish(desk)
    desk.outbox.record(1, [match(mine, "u1"), match(other, "u2"), match(mine, "u3")], [])
    ids = [found.id for found in desk.outbox.matches_after(LI, 0)]
    assert ids == sorted(ids)
    assert [found.uid for found in desk.outbox.matches_after(LI, ids[0])] == ["u2", "u3"]
    desk.subscriptions.unsubscribe([mine], NOW)
    assert [found.uid for found in desk.outbox.matches_after(LI, 0)] == ["u2"]
    assert desk.outbox.told(LI, ids[1]) == {"u1", "u2"}


def test_what_somebody_met_lately(desk: Desk) -> None:
    mine, hers = wish(desk), wish(desk, ANN)
    met = [match(mine, f"u{n}", entry_id=n) for n in (1, 2, 3)]
    late = replace(match(mine, "u4", entry_id=4), found_at=NOW + SECOND)
    desk.outbox.record(4, [*met, match(hers, "u1", address=ANN, entry_id=9), late], [])
    assert sorted(desk.outbox.met_since(LI, NOW, 9)) == [1, 2, 3, 4]
    assert sorted(desk.outbox.met_since(LI, NOW, 2)) == [3, 4]
    assert list(desk.outbox.met_since(LI, NOW + SECOND, 9)) == [4]
    assert list(desk.outbox.met_since(ANN, NOW, 9)) == [9]


def test_what_a_digest_passed_over_was_not_told(desk: Desk) -> None:
    mine, other = wish(desk), wish(desk)
    desk.outbox.record(1, [match(mine, "u1"), match(other, "u2"), match(mine, "u3"), match(other, "u3")], [])
    first, second, third, fourth = (found.id for found in desk.outbox.matches_after(LI, 0))
    desk.outbox.pass_over(LI, 0, second, [first])
    assert desk.outbox.told(LI, second) == {"u1"}
    desk.outbox.pass_over(LI, second, fourth, [third])
    desk.outbox.pass_over(ANN, 0, fourth, [])
    assert desk.outbox.told(LI, fourth) == {"u1", "u3"}, "one of two subscriptions told it"


def test_which_articles_rang(outbox: Outbox) -> None:
    outbox.add(
        [
            delivery("alert:fake:li:u1"),
            replace(delivery("alert:fake:li:u2"), state=State.SENT),
            delivery("alert:fake:li:part2:u1"),
            delivery("digest:fake:li:2026-05-11:0:1", lane=Lane.DIGEST),
            delivery("alert:fake:ann:u3", ANN),
            replace(delivery("alert:fake:li:u4"), state=State.DEAD),
        ]
    )
    assert outbox.alerted(LI) == {"u1", "u2"}, "who was refused it for good was not told it"


def test_which_article_of_a_story_stood_in_the_alert(outbox: Outbox) -> None:
    def listing(key: str, *uids: str) -> Delivery:
        told = delivery(key)
        return replace(told, message=replace(told.message, listed=tuple(enumerate(uids, 1))))

    first, second = listing("alert:fake:li:u1", "v1"), listing("alert:fake:li:u2", "v2", "v3")
    put_aside = replace(listing("alert:fake:li:u4", "v4"), state=State.DEAD)
    outbox.add([first, second, put_aside, delivery("alert:fake:li:u3"), delivery("alert:fake:ann:u1", ANN)])
    assert list(outbox.alerted_by(LI, ["u2", "u3", "u4"])) == ["v2", "v3"]
    assert list(outbox.alerted_by(LI, ["u1", "u2"])) == ["v1", "v2", "v3"]
    assert list(outbox.alerted_by(ANN, ["u1", "u2"])) == []


# -- claiming --------------------------------------------------------------------------------------------------------


def test_known_keys_are_left_as_they_are(outbox: Outbox) -> None:
    outbox.add([delivery("a", text="旧")])
    outbox.add([delivery("a", text="新"), delivery("b", ANN)])
    assert [(one.key, one.message.body.text) for one in claim(outbox)] == [("a", "旧"), ("b", "b")]


def test_what_is_not_due_is_not_claimed(outbox: Outbox) -> None:
    outbox.add([delivery("a", at=NOW + SECOND)])
    assert outbox.next_due() == NOW + SECOND
    assert claim(outbox) == []
    assert keys(claim(outbox, NOW + SECOND)) == ["a"]
    assert outbox.next_due() is None


def test_one_at_a_time_for_each_address_and_in_order(outbox: Outbox) -> None:
    outbox.add([delivery("a"), delivery("b"), delivery("c", ANN)])
    first = claim(outbox)
    assert keys(first) == ["a", "c"]
    assert claim(outbox) == [], "b waits until a is settled"
    outbox.settle(replace(first[0], state=State.SENT), NOW)
    assert keys(claim(outbox)) == ["b"]


def test_urgent_lanes_first(outbox: Outbox) -> None:
    lanes = (Lane.NOTICE, Lane.DIGEST, Lane.ALERT, Lane.REPLY)
    outbox.add([delivery(f"{lane.name} of {to}", Address("fake", to), lane) for lane in lanes for to in "12"])
    assert keys(claim(outbox, limit=1)) == ["REPLY of 1"]
    assert send(outbox) == ["REPLY of 2", "ALERT of 2", "DIGEST of 2", "NOTICE of 2"]


def test_a_claim_says_what_was_stored_and_counts(outbox: Outbox) -> None:
    wanted = delivery("a")
    outbox.add([wanted])
    (one,) = claim(outbox)
    assert one == replace(wanted, id=one.id, state=State.SENDING, attempts=1)
    outbox.settle(replace(one, state=State.DUE, due_at=NOW + SECOND), NOW)
    (again,) = claim(outbox, NOW + SECOND)
    assert (again.attempts, again.doubts, again.due_at) == (2, 0, NOW + SECOND)
    assert dict(outbox.waiting()) == {State.SENDING: 1}


def test_channels_that_are_not_there_cost_nothing(outbox: Outbox) -> None:
    """A process without a token must not use up the tries of what waits for Telegram."""
    forum = Address("telegram", "-100", "7")
    outbox.add([delivery("a", forum), delivery("b")])
    assert keys(claim(outbox)) == ["b"]
    assert claim(outbox, channels=()) == []
    (one,) = claim(outbox, channels=("telegram", "terminal"))
    assert (one.address, one.attempts) == (forum, 1)


def test_a_pause_is_the_whole_chat_s(outbox: Outbox) -> None:
    """What a channel answers with `retry_after` is a pause of the chat: an early call only makes it longer."""
    outbox.add([delivery("a"), delivery("c", ANN)])
    (a, _) = claim(outbox)
    outbox.settle(replace(a, state=State.DUE, due_at=NOW + MINUTE), NOW)
    outbox.add([delivery("b", lane=Lane.REPLY), delivery("d", lane=Lane.DIGEST)])
    assert claim(outbox, NOW + MINUTE - SECOND) == []
    assert send(outbox, NOW + MINUTE) == ["b", "c", "a", "d"]


def test_the_second_part_does_not_overtake_the_first(outbox: Outbox) -> None:
    outbox.add([delivery(f"part {n}", lane=Lane.DIGEST) for n in (1, 2, 3)])
    for pause in (timedelta(0), 5 * SECOND):  # refused once because of a mark; then nobody knows
        (first,) = claim(outbox, NOW + SECOND)
        outbox.settle(replace(first, state=State.DUE, due_at=NOW + SECOND + pause), NOW + SECOND)
    assert send(outbox, NOW + SECOND) == []
    assert send(outbox, NOW + MINUTE) == ["part 1", "part 2", "part 3"]


def test_a_chat_that_is_gone_is_held_until_it_is_back(desk: Desk) -> None:
    desk.subscriptions.keep(replace(person(LI), paused=True, gone=True))
    desk.subscriptions.keep(replace(person(ANN), paused=True))
    desk.outbox.add([delivery("a"), delivery("b", ANN)])
    assert keys(claim(desk.outbox)) == ["b"], "who only asked for silence still hears what was on its way"
    assert desk.outbox.next_due() is None
    desk.subscriptions.keep(person(LI))
    assert keys(claim(desk.outbox)) == ["a"]


def test_the_topics_of_a_forum_are_one_chat(outbox: Outbox) -> None:
    """Telegram's limits and pauses count the chat, whichever of its topics is written to."""
    one, two = Address("fake", "-100", "1"), Address("fake", "-100", "2")
    outbox.add([delivery("a", one), delivery("b", two), delivery("c", LI)])
    (a, _) = claim(outbox)
    assert claim(outbox) == []
    outbox.settle(replace(a, state=State.SENT), NOW)
    assert keys(claim(outbox)) == ["b"]


def test_a_chat_on_hold_is_not_called(outbox: Outbox, another: Callable[[], Desk]) -> None:
    forum = Address("fake", "-100")
    outbox.add(
        [delivery("a", Address("fake", "-100", "1")), delivery("b", Address("fake", "-100", "2")), delivery("c")]
    )
    outbox.hold(forum, NOW, NOW + 9 * SECOND)
    outbox.hold(forum, NOW, NOW + SECOND)  # a shorter pause does not end a longer one
    assert keys(claim(outbox)) == ["c"]
    reborn = another().outbox
    assert claim(reborn, NOW + 8 * SECOND) == [], "over a restart, too"
    assert keys(claim(reborn, NOW + 9 * SECOND)) == ["a"]


def test_a_hold_written_by_a_clock_that_was_put_back_is_none(outbox: Outbox) -> None:
    outbox.add([delivery("a", at=NOW - 9 * MINUTE)])
    outbox.hold(LI, NOW, NOW + MINUTE)
    assert claim(outbox, NOW) == []
    assert keys(claim(outbox, NOW - MINUTE)) == ["a"]


def test_who_rests_is_not_called_and_delays_nobody(outbox: Outbox) -> None:
    outbox.add([delivery(f"of li {n}") for n in range(9)])
    outbox.add([delivery("of ann", ANN)])
    assert keys(outbox.claim(NOW, MINUTE, 1, ["fake"], {LI: NOW + SECOND})) == ["of ann"]
    assert list(outbox.claim(NOW, MINUTE, 1, ["fake"], {LI: NOW + SECOND})) == []


def test_whom_the_caller_may_still_be_calling_is_in_no_doubt(outbox: Outbox) -> None:
    """However the clock jumps: a lease is for those who cannot say any more whether they are sending."""
    outbox.add([delivery("a"), delivery("b", ANN)])
    claim(outbox)
    later = NOW + timedelta(days=1)
    assert keys(outbox.claim(later, MINUTE, 9, ["fake"], {LI: later + SECOND})) == ["b"]
    assert dict(outbox.waiting()) == {State.SENDING: 2}


def test_when_time_alone_makes_something_ready(desk: Desk) -> None:
    outbox = desk.outbox

    def ready(at: datetime = NOW, **resting: datetime) -> datetime | None:
        return outbox.next_ready(at, ["fake"], {Address("fake", name): until for name, until in resting.items()})

    assert ready() is None
    outbox.add([delivery("a", at=NOW + MINUTE)])
    assert ready() == NOW + MINUTE
    assert ready(NOW + MINUTE) is None, "it is ready: claim it"
    assert outbox.next_ready(NOW, ["telegram"], {}) is None
    outbox.add([delivery("b")])
    assert ready(li=NOW + SECOND) == NOW + SECOND
    assert ready(ann=NOW + SECOND) == NOW + MINUTE, "nothing waits for her"
    outbox.hold(LI, NOW, NOW + 2 * SECOND)
    assert ready() == NOW + 2 * SECOND
    desk.subscriptions.keep(replace(person(LI), gone=True))
    outbox.add([delivery("c", ANN, at=NOW + 3 * MINUTE)])
    assert ready(NOW + MINUTE, li=NOW + 2 * MINUTE) == NOW + 3 * MINUTE, "nobody waits for those who are gone"


def test_a_repeat_that_waits_is_ready_at_its_time(outbox: Outbox) -> None:
    outbox.add([delivery("a"), delivery("b")])
    (a,) = claim(outbox)
    assert outbox.next_ready(NOW, ["fake"], {LI: NOW + MINUTE}) == NOW + MINUTE
    outbox.settle(replace(a, state=State.DUE, due_at=NOW + 5 * SECOND), NOW)
    assert outbox.next_ready(NOW, ["fake"], {}) == NOW + 5 * SECOND


def test_when_calls_began(outbox: Outbox, another: Callable[[], Desk]) -> None:
    outbox.add([delivery("a"), delivery("b", ANN), delivery("c", ANN)])
    (_, b) = claim(outbox, NOW)
    outbox.settle(replace(b, state=State.SENT), NOW + SECOND)
    claim(outbox, NOW + 5 * SECOND)
    reborn = another().outbox
    assert set(reborn.calls_since(NOW)) == {(LI, NOW), (ANN, NOW), (ANN, NOW + 5 * SECOND)}
    assert list(reborn.calls_since(NOW + SECOND)) == [(ANN, NOW + 5 * SECOND)]


def test_ten_thousand_may_wait(outbox: Outbox) -> None:
    """A claim goes through an index of who waits, and reads no more of what waits than it takes.

    Counted in steps of SQLite's own machine, which are as many on the slowest one of ours: 5 for each who waits; to
    read the whole queue takes ten times that.
    """
    crowd = [Address("fake", str(n)) for n in range(10_000)]
    resting, steps = dict.fromkeys(crowd[:30], NOW + SECOND), list[int]()

    def cost() -> int:
        steps.clear()
        assert len(outbox.claim(NOW, MINUTE, 3, ["fake"], resting)) == 3
        return len(steps)

    outbox._db.conn.set_progress_handler(lambda: steps.append(1), 10)  # type: ignore[attr-defined]
    outbox.add([delivery(f"to {to}", to, Lane.DIGEST) for to in crowd])
    assert 0 < cost() < 1.5 * len(crowd)


def test_each_delivery_is_claimed_by_one_process(desk: Desk, another: Callable[[], Desk]) -> None:
    desk.outbox.add([delivery(f"{to}-{n}", Address("fake", str(to))) for to in range(12) for n in range(3)])
    went: list[str] = []

    def work(outbox: Outbox) -> None:
        while claimed := claim(outbox, limit=2):
            for one in claimed:
                went.append(one.key)
                outbox.settle(replace(one, state=State.SENT), NOW)

    workers = [threading.Thread(target=work, args=(one.outbox,)) for one in (desk, another(), another())]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    went.extend(send(desk.outbox))  # the last of an address, when everyone else had already found nothing
    assert len(went) == len(set(went)) == 36
    for to in range(12):
        assert [key for key in went if key.startswith(f"{to}-")] == [f"{to}-{n}" for n in range(3)]


# -- settling, and what happens without it ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.SENT, State.DEAD])
def test_what_is_settled_for_good_never_comes_back(outbox: Outbox, state: State) -> None:
    outbox.add([delivery("a")])
    (one,) = claim(outbox)
    outbox.settle(replace(one, state=state), NOW, "77")
    assert outbox.recover(NOW) == 0
    assert claim(outbox, NOW + timedelta(days=9)) == []
    assert dict(outbox.waiting()) == {state: 1}


def test_settling_keeps_the_changed_message(outbox: Outbox) -> None:
    outbox.add([delivery("a")])
    (one,) = claim(outbox)
    outbox.note(one, "can't parse entities")
    outbox.settle(replace(one, state=State.DUE, message=delivery("b").message), NOW)
    assert claim(outbox)[0].message == delivery("b").message


def test_a_lease_that_ran_out_is_one_more_doubt(outbox: Outbox) -> None:
    outbox.add([delivery("a")])
    claim(outbox)
    assert claim(outbox, NOW + MINUTE - SECOND) == []
    (one,) = claim(outbox, NOW + MINUTE)
    assert (one.attempts, one.doubts) == (2, 1)
    (one,) = claim(outbox, NOW + 2 * MINUTE)
    assert (one.attempts, one.doubts) == (3, 2)


def test_after_a_crash_what_was_under_way_is_due_in_doubt(outbox: Outbox, another: Callable[[], Desk]) -> None:
    outbox.add([delivery("a"), delivery("b"), delivery("c", ANN)])
    claim(outbox)
    reborn = another().outbox
    assert reborn.recover(NOW) == 2
    assert reborn.recover(NOW) == 0
    assert [(one.key, one.doubts) for one in claim(reborn)] == [("a", 1), ("c", 1)]


def test_who_comes_late_settles_nothing(outbox: Outbox, another: Callable[[], Desk]) -> None:
    """A call that outlived its lease must not undo what the one after it wrote down."""
    outbox.add([delivery("a")])
    (late,) = claim(outbox)
    (prompt,) = claim(another().outbox, NOW + MINUTE)
    outbox.settle(replace(late, state=State.DUE), NOW + MINUTE)
    assert claim(outbox, NOW + MINUTE) == [], "still being sent by the other"
    outbox.settle(replace(prompt, state=State.SENT), NOW + MINUTE)
    outbox.settle(replace(late, state=State.DUE), NOW + MINUTE)
    assert claim(outbox, NOW + 9 * MINUTE) == []
    assert dict(outbox.waiting()) == {State.SENT: 1}
