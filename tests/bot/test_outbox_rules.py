"""What next for a delivery: every outcome, and every size."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Address, Button, Dead, Delivery, Lane, Later, Message, Moved, Outcome, Sent, State, Uncertain
from bot.outbox import (
    LONGEST_WAIT,
    MESSAGE_UNITS,
    MOST_ATTEMPTS,
    PAUSE_AFTER_DOUBT,
    SPREAD,
    decide,
    fit,
    wait_after,
    worded,
)
from bot.styled import Mark, Style, Styled, bold, units

NOW = datetime(2026, 5, 11, 0, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ROW = ((Button(label="为什么", data="why:1"),),)
PLAIN = Message(body=Styled("渡口恢复开航"))
RICH = Message(body=bold("渡口") + "恢复开航", buttons=ROW)


def begun(message: Message = RICH, attempts: int = 1, doubts: int = 0, lane: Lane = Lane.ALERT) -> Delivery:
    """As `claim` hands it out."""
    return Delivery(
        key="alert:fake:li:u1",
        address=Address("fake", "li"),
        lane=lane,
        message=message,
        due_at=NOW,
        id=1,
        state=State.SENDING,
        attempts=attempts,
        doubts=doubts,
    )


# -- decide ----------------------------------------------------------------------------------------------------------


def test_taken_is_sent() -> None:
    assert decide(begun(), Sent("77"), NOW) == replace(begun(), state=State.SENT)


def test_refused_for_good_goes_once_more_without_marks_and_buttons_and_then_never() -> None:
    again = decide(begun(RICH), Dead("can't parse entities"), NOW)
    assert again == replace(begun(PLAIN), state=State.DUE)
    assert decide(replace(again, state=State.SENDING, attempts=2), Dead("too long"), NOW).state is State.DEAD
    assert decide(begun(PLAIN), Dead("too long"), NOW) == replace(begun(PLAIN), state=State.DEAD)


def test_a_chat_that_is_gone_keeps_the_whole_message_for_its_return() -> None:
    assert decide(begun(RICH), Dead("blocked", gone=True), NOW) == replace(begun(RICH), state=State.DUE)


def test_a_chat_that_moved_is_sent_to_at_once() -> None:
    assert decide(begun(), Moved("-100"), NOW + SECOND) == replace(begun(), state=State.DUE, due_at=NOW + SECOND)


@pytest.mark.parametrize("wait", [0.0, 1.0, 17.0, 3600.5])
def test_a_pause_that_was_asked_for_is_kept_to_the_second(wait: float) -> None:
    step = decide(begun(attempts=9), Later("429", wait), NOW)
    assert step == replace(begun(attempts=9), state=State.DUE, due_at=NOW + wait * SECOND)


def test_passing_failures_wait_longer_and_longer_up_to_a_limit() -> None:
    waits = [decide(begun(attempts=n), Later("no network"), NOW).due_at - NOW for n in range(1, 40)]
    for wait, least in zip(waits, [2, 4, 8, 16, *[LONGEST_WAIT // SECOND] * 35], strict=True):
        assert least * SECOND <= wait <= least * SECOND * (1 + SPREAD)
    assert wait_after(10**6) == LONGEST_WAIT


def test_what_failed_together_does_not_come_back_together() -> None:
    again = [decide(replace(begun(attempts=9), id=n), Uncertain("500"), NOW).due_at for n in range(1, 101)]
    assert again == [decide(replace(begun(attempts=9), id=n), Uncertain("500"), NOW).due_at for n in range(1, 101)]
    for begin in range(5):  # of the seven seconds over which they are spread, none is crowded
        second = [at for at in again if begin <= (at - NOW - LONGEST_WAIT) / SECOND < begin + 1]
        assert 5 <= len(second) <= 20


def test_within_a_minute_of_the_end_of_an_outage_all_is_told() -> None:
    """However long it took: the next try is never further away than that, though one that hangs may last 20 s."""
    assert timedelta(seconds=40) > LONGEST_WAIT * (1 + SPREAD)


def test_a_chat_that_moves_and_moves_is_not_chased() -> None:
    assert decide(begun(), Moved("li"), NOW).due_at >= NOW + 2 * SECOND, "moved to where it is"
    assert decide(begun(attempts=2), Moved("-100"), NOW).due_at == NOW
    assert decide(begun(attempts=3), Moved("-100"), NOW).due_at >= NOW + 8 * SECOND
    assert decide(begun(attempts=MOST_ATTEMPTS), Moved("li"), NOW).state is State.DEAD


def test_an_outage_of_a_day_loses_nothing() -> None:
    delivery, now = begun(), NOW
    while now < NOW + timedelta(days=1):
        step = decide(delivery, Later("no network"), now)
        assert step.state is State.DUE
        delivery, now = replace(step, state=State.SENDING, attempts=step.attempts + 1), step.due_at


def test_a_lost_answer_is_one_doubt_and_a_pause() -> None:
    step = decide(begun(doubts=1), Uncertain("read timeout"), NOW)
    assert (step.state, step.doubts, step.message) == (State.DUE, 2, RICH)
    assert NOW + PAUSE_AFTER_DOUBT <= step.due_at <= NOW + PAUSE_AFTER_DOUBT * (1 + SPREAD)
    assert decide(begun(attempts=9), Uncertain("500"), NOW).due_at >= NOW + LONGEST_WAIT


@pytest.mark.parametrize("outcome", [Later("no"), Later("429", 3.0), Uncertain("reset")])
def test_the_last_try_is_put_aside(outcome: Outcome) -> None:
    assert decide(begun(attempts=MOST_ATTEMPTS - 1), outcome, NOW).state is State.DUE
    assert decide(begun(attempts=MOST_ATTEMPTS), outcome, NOW).state is State.DEAD


OUTCOMES = st.one_of(
    st.builds(Sent),
    st.builds(Later, st.just("why"), st.none() | st.floats(0, 9999)),
    st.builds(Uncertain, st.just("why")),
    st.builds(Dead, st.just("why"), st.booleans()),
    st.builds(Moved, st.just("-100")),
)


@settings(deadline=None)
@given(OUTCOMES, st.integers(1, MOST_ATTEMPTS + 9), st.integers(0, 9), st.sampled_from([PLAIN, RICH]))
def test_whatever_comes_it_is_the_same_delivery_and_no_try_is_early(
    outcome: Outcome, attempts: int, doubts: int, message: Message
) -> None:
    before = begun(message, attempts, doubts)
    after = decide(before, outcome, NOW)
    assert (after.id, after.key, after.address, after.lane) == (before.id, before.key, before.address, before.lane)
    assert after.attempts == attempts, "claiming counts, deciding does not"
    assert after.doubts == doubts + isinstance(outcome, Uncertain)
    assert after.state is not State.SENDING
    assert (after.state is State.SENT) == isinstance(outcome, Sent)
    assert after.message.body.text == message.body.text
    if after.state is State.DUE:
        assert after.due_at >= NOW


# -- worded ----------------------------------------------------------------------------------------------------------


def test_only_an_alert_in_doubt_says_so() -> None:
    noted = worded(begun(doubts=1), "（可能重复）")
    assert noted.body == RICH.body + "\n（可能重复）"
    assert noted.buttons == ROW
    assert worded(begun(), "（可能重复）") == RICH
    for lane in (Lane.REPLY, Lane.DIGEST, Lane.NOTICE):
        assert worded(begun(doubts=2, lane=lane), "（可能重复）") == RICH, "frozen: every copy is the same"


# -- fit -------------------------------------------------------------------------------------------------------------

# Letters of every width in UTF-16, all the borders at which a text is cut, and white space of several kinds.
TEXTS = st.text(st.sampled_from("粮价a🐓𠮷。；，! \n\t　"), max_size=400)


@st.composite
def styled(draw: st.DrawFn) -> Styled:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places), max_size=6))
    marks = [Mark(Style.BOLD, min(span), max(span)) for span in spans if span[0] != span[1]]
    return Styled(text, tuple(marks))


def bare(text: str) -> str:
    return "".join(text.split())


def marked(body: Styled) -> list[tuple[str, int]]:
    """Each character that is no white space, with how many marks cover it."""
    return [
        (char, sum(mark.start <= at < mark.end for mark in body.marks))
        for at, char in enumerate(body.text)
        if not char.isspace()
    ]


@settings(deadline=None)
@given(styled(), st.integers(2, 60))
def test_cut_to_fit_nothing_is_lost(body: Styled, limit: int) -> None:
    pieces = fit(Message(body=body, buttons=ROW), limit)
    assert all(units(piece.body.text) <= limit for piece in pieces)
    assert [char for piece in pieces for char in marked(piece.body)] == marked(body)
    assert [piece.buttons for piece in pieces] == [()] * (len(pieces) - 1) + [ROW]
    assert all(piece.body.text == piece.body.text.strip() for piece in pieces)
    assert all(piece.body for piece in pieces) or not bare(body.text)
    for piece in pieces:
        assert all(0 <= mark.start < mark.end <= len(piece.body) for mark in piece.body.marks)


@settings(deadline=None)
@given(styled())
def test_what_fits_stays_whole(body: Styled) -> None:
    assert fit(Message(body=body, buttons=ROW)) == (Message(body=body.strip(), buttons=ROW),)


def test_six_thousand_characters_arrive_whole_and_in_order() -> None:
    lines = [f"{n}. 渡口恢复开航，首班船早上七点出发。" for n in range(300)]
    pieces = fit(Message(body=Styled("\n".join(lines))))
    assert len(pieces) == 2
    assert [line for piece in pieces for line in piece.body.text.split("\n")] == lines, "cut between lines"
    assert units(pieces[0].body.text) > MESSAGE_UNITS * 2 / 3, "and not earlier than need be"


def test_cut_at_the_best_border() -> None:
    for text, first in (
        ("一二三四五六\n\n七八\n九十", "一二三四五六"),
        ("一二三四五六\n七八。九十", "一二三四五六"),
        ("一二三四五六。七八，九十", "一二三四五六。"),
        ("一二三四五六七八九十一二", "一二三四五六七八九十"),
        ("一。三四五六七八九十一二", "一。三四五六七八九十"),  # a border so early would leave a scrap
    ):
        assert fit(Message(body=Styled(text)), 10)[0].body.text == first
