"""The limits, as properties of whatever order of calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import pace
from bot.model import Address, Dead, Later, Outcome, Sent, Uncertain
from bot.pace import CHATS_THAT_FAILED, GROUP, LONGEST_PROBE, MINUTE, PRIVATE, SECOND, Pace

NOW = datetime(2026, 5, 11, 0, 30, tzinfo=UTC)
LI, CLUB = Address("telegram", "7"), Address("telegram", "-1007")
CHATS = [*(Address("telegram", str(n)) for n in range(1, 50)), CLUB, Address("telegram", "-5")]


def run(steps: list[tuple[int, float]]) -> dict[Address, list[datetime]]:
    """A sender that calls as early as it may: at each step it looks at some chat after some seconds."""
    state, now = Pace(), NOW
    calls: dict[Address, list[datetime]] = {}
    for pick, seconds in steps:
        now += timedelta(seconds=seconds)
        chat = CHATS[pick % len(CHATS)]
        if pace.room(state, 0, now) > 0 and chat not in pace.resting(state, now):
            state = pace.begun(state, [chat], now)
            calls.setdefault(chat, []).append(now)
    return calls


def most(calls: list[datetime], span: timedelta) -> int:
    return max((sum(begin <= at < begin + span for at in calls) for begin in calls), default=0)


STEPS = st.lists(st.tuples(st.integers(0, 200), st.sampled_from([0, 0, 0.01, 0.05, 0.3, 1.0, 3.1])), max_size=300)


@settings(deadline=None)
@given(STEPS)
def test_no_order_of_calls_breaks_a_limit(steps: list[tuple[int, float]]) -> None:
    calls = run(steps)
    assert most(sorted(at for some in calls.values() for at in some), SECOND) <= 30
    for chat, some in calls.items():
        assert most(some, SECOND) == 1
        if chat.to.startswith("-"):
            assert most(some, MINUTE) <= 20


def test_thirty_a_second_are_reached_in_small_bunches() -> None:
    state, now, calls = Pace(), NOW, 0
    while now < NOW + 10 * SECOND:
        room = pace.room(state, 0, now)
        assert room <= 3
        state = pace.begun(state, [Address("telegram", str(calls + n)) for n in range(room)], now)
        calls += room
        free = pace.free_at(state, 0, now)
        assert free is not None
        assert free > now, "who waits until then does not spin"
        now = free
    assert calls == 300


def test_a_group_has_twenty_a_minute_and_its_topics_share_them() -> None:
    state = Pace()
    for n in range(20):
        topic = Address("telegram", "-1007", str(n % 3))
        state = pace.begun(state, [topic], NOW + n * SECOND)
    assert pace.resting(state, NOW + 20 * SECOND) == {CLUB: NOW + MINUTE}
    assert pace.resting(state, NOW + MINUTE) == {}
    assert (pace.windows(CLUB), pace.windows(LI)) == (GROUP, PRIVATE)


def test_what_has_no_limits_is_not_remembered() -> None:
    state = pace.begun(Pace(), [Address("terminal", "local")] * 99, NOW)
    assert state == Pace()
    assert pace.answered(state, Address("terminal", "local"), Uncertain("reset"), NOW) == Pace()


def test_an_earlier_process_counts() -> None:
    calls = [(CLUB, NOW - n * SECOND) for n in range(20)] + [(LI, NOW)] * 1
    state = pace.remembered(calls)
    assert pace.resting(state, NOW) == {CLUB: NOW + 41 * SECOND, LI: NOW + SECOND}
    assert pace.room(state, 0, NOW) == 1


def test_a_clock_that_was_put_back_holds_nobody() -> None:
    state = pace.begun(Pace(), [LI, CLUB], NOW)
    for n in range(CHATS_THAT_FAILED):
        state = pace.answered(state, CHATS[n], Uncertain("reset"), NOW)
    earlier = NOW - timedelta(hours=2)
    assert pace.resting(state, earlier) == {}
    assert pace.room(state, 0, earlier) == 1
    assert pace.free_at(state, 0, earlier) == earlier


# -- when nobody can be reached --------------------------------------------------------------------------------------


def failed(count: int, outcome: Outcome, at: datetime = NOW) -> Pace:
    state = Pace()
    for chat in CHATS[:count]:
        state = pace.answered(state, chat, outcome, at)
    return state


@pytest.mark.parametrize("outcome", [Uncertain("reset"), Later("no network"), Later("429", 1.0)])
def test_when_chat_after_chat_fails_one_call_at_a_time_asks_again(outcome: Outcome) -> None:
    assert pace.room(failed(CHATS_THAT_FAILED - 1, outcome), 0, NOW) == 3
    state = failed(CHATS_THAT_FAILED, outcome)
    assert pace.room(state, 0, NOW) == 0
    assert pace.free_at(state, 0, NOW) == NOW + SECOND
    assert pace.room(state, 0, NOW + SECOND) == 1
    assert pace.room(state, 1, NOW + SECOND) == 0, "somebody is asking already"
    assert pace.free_at(state, 1, NOW + SECOND) is None


def test_it_is_asked_more_and_more_seldom_but_often_enough() -> None:
    state, now, pauses = failed(CHATS_THAT_FAILED, Uncertain("502")), NOW, []
    for _ in range(9):
        at = pace.free_at(state, 0, now)
        assert at
        pauses.append((at - now) / SECOND)
        state, now = pace.answered(state, LI, Uncertain("502"), at), at
    assert pauses[:3] == [1, 2, 4]
    assert max(pauses) == LONGEST_PROBE / SECOND


@pytest.mark.parametrize("outcome", [Sent("1"), Dead("blocked", gone=True), Dead("too long")])
def test_any_real_answer_ends_the_trouble(outcome: Outcome) -> None:
    state = pace.answered(failed(99, Uncertain("502")), LI, outcome, NOW)
    assert pace.room(state, 0, NOW) == 3


def test_one_chat_that_fails_and_fails_is_only_its_own_trouble() -> None:
    state = Pace()
    for _ in range(99):
        state = pace.answered(state, LI, Later("429", 30.0), NOW)
    assert pace.room(state, 0, NOW) == 3


def test_a_pause_that_everybody_is_answered_with_is_kept_by_all() -> None:
    """The limit over all chats looks like this: 429 to whomever is called."""
    state = failed(CHATS_THAT_FAILED, Later("429", 30.0))
    assert pace.free_at(state, 0, NOW) == NOW + 30 * SECOND
    assert pace.room(state, 0, NOW + 29 * SECOND) == 0
