"""CAP chains in every order, replays, forgeries: one end state, one alarm at most, and silence after the end."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchers.warning import Colour, Stage
from weather.written import FEED, HOUR, MINUTE, NOW, Follower, alert, signal, source

A = alert("A1", NOW - 5 * MINUTE, colour="黄")
RAISED = alert("U2", NOW - 4 * MINUTE, kind="Update", refers=["A1"], colour="橙")
RENEWED = alert("U3", NOW - 3 * MINUTE, kind="Update", refers=["U2"], colour="橙", text="雨势持续。")
LOWERED = alert("U4", NOW - 2 * MINUTE, kind="Update", refers=["U3"], colour="蓝")
CANCEL = alert("C5", NOW - MINUTE, kind="Cancel", refers=["U4"], colour="蓝", span=HOUR)
CHAIN = (A, RAISED, RENEWED, LOWERED, CANCEL)


def told(documents: Sequence[str], *, at_once: bool = False) -> Follower:
    """A follower to whom these documents came, one a minute (or all in one file); nothing is fetched twice."""
    follower = Follower(source=source(FEED))
    if at_once:
        follower.web.pages[FEED] = f"<alerts>{''.join(documents)}</alerts>".encode()
        follower.visit()
        return follower
    for document in documents:
        follower.web.pages[FEED] = document.encode()
        follower.visit()
        follower.now += timedelta(seconds=5)
    return follower


@pytest.mark.parametrize("order", list(itertools.permutations(CHAIN)))
def test_a_chain_with_its_end_is_over_in_whatever_order_it_comes(order: Sequence[str]) -> None:
    follower = told(order)
    assert all(signal(versions[-1]).over for versions in follower.versions.values())
    assert len(follower.versions) <= 1
    assert follower.alarms <= 2  # new, and raised
    if order[0] == CANCEL:
        assert follower.alarms == 0


@pytest.mark.parametrize("order", list(itertools.permutations(CHAIN[:4])))
def test_a_chain_in_force_ends_in_one_state_in_whatever_order_it_comes(order: Sequence[str]) -> None:
    follower = told(order)
    [versions] = follower.versions.values()
    last = signal(versions[-1])
    assert (last.over, last.colour, last.identifier) == (False, Colour.BLUE, "U4")
    assert last.issued_at == NOW - 2 * MINUTE
    assert Stage.NEW in follower.stages[0]


def test_in_order_each_state_is_one_message() -> None:
    stages = [Stage.NEW, Stage.RAISED, Stage.RENEWED, Stage.LOWERED, Stage.CANCELLED]
    assert told(CHAIN).stages == [stages]


def test_all_at_once_only_the_outcome_is_told() -> None:
    assert told(CHAIN, at_once=True).versions == {}
    follower = told(CHAIN[:3], at_once=True)
    assert follower.stages == [[Stage.NEW]]
    assert signal(follower.last()).colour is Colour.ORANGE


@given(st.lists(st.integers(0, 4), max_size=12), st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_replays_never_bring_anything_back(picks: list[int], first: int) -> None:
    follower = told([CHAIN[n] for n in (first, *picks)])
    ended = 4 in (first, *picks)
    assert not ended or all(signal(versions[-1]).over for versions in follower.versions.values())
    assert follower.alarms <= 2


@pytest.mark.parametrize("status", ["Test", "Exercise", "System", "Draft", "exercise", ""])
def test_what_is_not_actual_is_never_told(status: str) -> None:
    assert told([alert("T", status=status)]).versions == {}


@pytest.mark.parametrize("kind", ["Ack", "Error", "", "Whatever"])
def test_receipts_are_never_told(kind: str) -> None:
    assert told([alert("T", kind=kind)]).versions == {}


def test_an_end_of_something_unknown_is_never_told() -> None:
    assert told([alert("C", kind="Cancel", refers=["X"])]).versions == {}
    assert told([alert("C", headline="中牟县气象台解除暴雨橙色预警信号")]).versions == {}


def test_a_continuation_of_something_unknown_wakes_nobody_but_is_in_the_log() -> None:
    follower = told([alert("U", kind="Update", refers=["X"], colour="红")])
    assert follower.stages == [[Stage.RENEWED]]
    assert follower.alarms == 0


def test_when_its_beginning_turns_up_it_is_news() -> None:
    update = alert("U", kind="Update", refers=["X"], colour="红")
    follower = told([update, alert("X", NOW - MINUTE, colour="橙")])
    assert follower.stages == [[Stage.RENEWED, Stage.NEW]]
    assert signal(follower.last()).colour is Colour.RED


def test_a_rise_of_it_is_news() -> None:
    quiet = alert("U", NOW - MINUTE, kind="Update", refers=["X"], colour="黄")
    follower = told([quiet, alert("V", kind="Update", refers=["U"], colour="红")])
    assert follower.stages == [[Stage.RENEWED, Stage.NEW]]


def test_the_same_identifier_with_other_content_is_not_believed() -> None:
    follower = told([alert("A", colour="黄"), alert("A", colour="红")])
    assert follower.stages == [[Stage.NEW]]
    assert signal(follower.last()).colour is Colour.YELLOW
    assert "编号 A" in follower.harvests[-1].notes[0]


def test_what_has_expired_is_never_told_as_live() -> None:
    assert told([alert("A", NOW - 2 * HOUR, span=HOUR)]).versions == {}
    assert told([alert("A", NOW - 25 * HOUR, span=None)]).versions == {}


def test_what_a_server_dates_in_the_far_future_is_not_told() -> None:
    assert told([alert("A", NOW + timedelta(days=400))]).versions == {}


def test_a_continuation_of_what_has_run_out_is_news_again_under_a_new_name() -> None:
    follower = told([alert("A", NOW - HOUR, span=2 * HOUR)])
    follower.now = NOW + 2 * HOUR
    follower.visit()
    follower.web.pages[FEED] = alert("U", NOW + 2 * HOUR, kind="Update", refers=["A"]).encode()
    follower.visit()
    assert follower.stages == [[Stage.NEW, Stage.EXPIRED], [Stage.NEW]]


def test_after_a_lift_the_next_one_is_another_warning() -> None:
    second = alert("B", NOW + HOUR)
    follower = told([alert("A"), alert("C", NOW + MINUTE, kind="Cancel", refers=["A"])])
    follower.now = NOW + HOUR
    follower.web.pages[FEED] = second.encode()
    follower.visit()
    assert follower.stages == [[Stage.NEW, Stage.CANCELLED], [Stage.NEW]]


def test_one_colour_lifted_and_the_next_issued_in_the_same_minute() -> None:
    """Offices do both at once; which document comes first must not matter, and neither must be lost."""
    issue = alert("B", NOW, colour="橙")
    lift = alert("C", NOW, kind="Cancel", refers=["A"], colour="黄")
    for order in ((issue, lift), (lift, issue)):
        follower = told([alert("A", NOW - HOUR, colour="黄"), *order])
        live = [signal(one[-1]) for one in follower.versions.values() if not signal(one[-1]).over]
        assert [one.colour for one in live] == [Colour.ORANGE]


def test_macau_lifts_by_an_update_that_names_itself() -> None:
    clear = alert("A2", NOW + MINUTE, kind="Update", refers=["A2"], extra="<responseType>AllClear</responseType>")
    follower = told([alert("A"), clear])
    assert follower.stages == [[Stage.NEW, Stage.CANCELLED]]


def test_a_cancel_that_says_nothing_but_what_it_cancels() -> None:
    bare = (
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>C</identifier><sender>x</sender>'
        "<sent>2026-07-20T10:30:00+08:00</sent><status>Actual</status><msgType>Cancel</msgType>"
        "<references>x,A,2026-07-20T10:00:00+08:00</references></alert>"
    )
    assert told([alert("A"), bare]).stages == [[Stage.NEW, Stage.CANCELLED]]
    assert told([bare, alert("A")]).versions == {}
    first, update = alert("X", NOW - MINUTE), alert("A", kind="Update", refers=["X"])
    assert told([first, bare, update]).stages == [[Stage.NEW, Stage.CANCELLED]]


def test_an_old_one_lifted_in_the_minute_of_its_renewal() -> None:
    lift = alert("C", NOW, kind="Cancel", refers=["A"])
    follower = told([alert("A", NOW - HOUR), alert("B", NOW), lift])
    assert follower.stages == [[Stage.NEW, Stage.RENEWED]]


def test_another_colour_lifted_in_the_minute_of_the_issue() -> None:
    lift = alert("C", NOW, headline="中牟县气象台解除暴雨黄色预警信号", colour="黄")
    follower = told([alert("A", NOW - HOUR, colour="黄"), alert("B", NOW, colour="橙"), lift])
    assert follower.stages == [[Stage.NEW, Stage.RAISED]]


def test_one_message_takes_the_place_of_two() -> None:
    rain, wind = alert("A", NOW - MINUTE, hazard="暴雨"), alert("B", NOW - MINUTE, hazard="大风")
    both = alert("U", kind="Update", refers=["A", "B"], hazard="雷雨大风")
    follower = told([rain, wind, both])
    assert sorted(signal(one[-1]).stage for one in follower.versions.values()) == [Stage.CANCELLED, Stage.RENEWED]
    gone = next(one[-1] for one in follower.versions.values() if signal(one[-1]).over)
    assert "由新的预警代替" in gone.body


@given(st.lists(st.tuples(st.integers(0, 7), st.sampled_from("蓝黄橙红"), st.integers(0, 200)), max_size=14))
@settings(max_examples=80, deadline=None)
def test_whatever_comes_the_stages_of_an_article_are_lawful(moves: list[tuple[int, str, int]]) -> None:
    """The follower checks each version: nothing after the end, new once, a rise rises."""
    documents = []
    for number, (what, colour, minute) in enumerate(moves):
        refers = [f"N{(number - what) % len(moves)}"] if what else []
        kind = "Cancel" if what == 3 else "Update" if what in (1, 2, 4) else "Alert"
        at = NOW - timedelta(minutes=minute)
        documents.append(alert(f"N{number}", at, kind=kind, refers=refers, colour=colour, span=3 * HOUR))
    follower = told(documents)
    follower.now += 4 * HOUR
    follower.visit()
    assert all(signal(versions[-1]).over for versions in follower.versions.values())
