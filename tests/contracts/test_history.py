"""Every attempt is a row: what is written down of a sending, and what is read out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.ledger import Concern, Ending, Event
from bot.model import (
    Dead,
    Delivery,
    Lane,
    Later,
    Message,
    Mode,
    Moved,
    Outcome,
    Placed,
    Sent,
    State,
    Uncertain,
)
from bot.outbox import decide
from bot.ports import Desk
from bot.styled import Styled
from contracts.conftest import ANN, LI, MINUTE, NOW, SECOND, delivery, match, person, wish

LEASE = timedelta(seconds=60)
HOUR = timedelta(hours=1)


def attempt(desk: Desk, outcome: Outcome, at: int = 0) -> Delivery:
    """One claimed delivery with its call, at so many seconds after NOW."""
    now = NOW + at * SECOND
    (claimed,) = desk.outbox.claim(now, LEASE, 1, {"fake"})
    desk.history.began([claimed], now)
    desk.history.ended(claimed, outcome, now + SECOND)
    message_id = outcome.message_id if isinstance(outcome, Sent) else ""
    desk.outbox.settle(decide(claimed, outcome, now + SECOND), now + SECOND, message_id)
    return claimed


def endings(desk: Desk, delivery_id: int) -> list[tuple[int, Ending | None, str]]:
    return [(one.number, one.ending, one.error) for one in desk.history.attempts(delivery_id)]


def test_each_attempt_is_written_down_with_how_it_ended(desk: Desk, another: Callable[[], Desk]) -> None:
    desk.outbox.add([delivery("alert:fake:li:u1")])
    sent = attempt(desk, Later("refused"), 0)
    attempt(desk, Uncertain("reset"), 100)
    attempt(desk, Moved("li2"), 200)
    attempt(desk, Sent("77"), 300)
    assert endings(another(), sent.id) == [
        (1, Ending.LATER, "refused"), (2, Ending.UNCERTAIN, "reset"), (3, Ending.MOVED, ""), (4, Ending.SENT, ""),
    ]  # fmt: skip
    last = desk.history.attempts(sent.id)[-1]
    assert (last.message_id, last.begun_at, last.ended_at) == ("77", NOW + 300 * SECOND, NOW + 301 * SECOND)


def test_an_attempt_that_nobody_ended_is_lost(desk: Desk, another: Callable[[], Desk]) -> None:
    desk.outbox.add([delivery("a")])
    (first,) = desk.outbox.claim(NOW, LEASE, 1, {"fake"})
    desk.history.began([first], NOW)
    assert endings(desk, first.id) == [(1, None, "")]
    desk = another()  # the process died
    desk.outbox.recover(NOW + MINUTE)
    attempt(desk, Sent("8"), 70)
    assert endings(desk, first.id) == [(1, Ending.LOST, "lost"), (2, Ending.SENT, "")]
    desk.history.ended(first, Sent("7"), NOW + 80 * SECOND)  # its answer comes late: that is what happened to it
    assert endings(desk, first.id)[0] == (1, Ending.SENT, "")


def test_beginning_twice_changes_nothing(desk: Desk) -> None:
    desk.outbox.add([delivery("a")])
    claimed = attempt(desk, Sent("1"))
    desk.history.began([claimed], NOW + MINUTE)
    assert endings(desk, claimed.id) == [(1, Ending.SENT, "")]


def test_a_long_error_is_cut_and_an_empty_one_is_named(desk: Desk) -> None:
    desk.outbox.add([delivery("a")])
    claimed = attempt(desk, Later("x" * 5000), 0)
    attempt(desk, Later(""), 100)
    assert [len(error) for _, _, error in endings(desk, claimed.id)] == [300, 5]


def test_what_a_chat_was_told(desk: Desk) -> None:
    desk.subscriptions.keep(person(LI))
    number = wish(desk)
    desk.outbox.record(1, [match(number, "u1")], [delivery("alert:fake:li:u1")])
    desk.outbox.add(
        [
            delivery("reply:1:1", lane=Lane.REPLY),
            replace(delivery("alert:fake:li:u2"), message=Message(body=Styled()), state=State.SENT),
            delivery("digest:fake:li:2026-05-11:0:1", lane=Lane.DIGEST),
            delivery("alert:fake:ann:u1", ANN),
        ]
    )
    assert desk.history.told_in_all(LI) == 2
    digest, alert = desk.history.told(LI, 10)
    assert (digest.number, digest.delivery.lane, digest.names) == (2, Lane.DIGEST, ())
    assert (alert.number, alert.names, alert.delivery.message.body.text) == (1, ("渡口",), "alert:fake:li:u1")
    assert desk.history.record(LI, 1) == alert
    assert desk.history.record(LI, 3) is None
    assert desk.history.told(LI, 1, 1) == [alert]
    assert [one.number for one in desk.history.told(ANN, 10)] == [1]


def test_what_caused_an_alert_is_shown_also_where_another_article_had_told_the_story_first(desk: Desk) -> None:
    """The key of an alert names the story; the article that was met is a later report of it."""
    rings, later = wish(desk), desk.subscriptions.subscribe(LI, "粮价", "", Mode.ALERT, NOW).id
    hers = desk.subscriptions.subscribe(ANN, "停水", "", Mode.ALERT, NOW).id
    for uid, story in (("u1", "u1"), ("u2", "u1"), ("u3", "u3"), ("u4", "u4")):
        desk.stories.place(Placed(uid=uid, story=story, follows="", day=NOW.date(), sketch="{}"), [])
    found = [match(rings, "u2"), match(rings, "u3"), match(hers, "u1", ANN)]
    told = replace(delivery("alert:fake:li:u3"), message=Message(body=Styled()), state=State.SENT)
    desk.outbox.record(1, found, [delivery("alert:fake:li:u1"), told, delivery("alert:fake:ann:u1", ANN)])
    afterwards = replace(match(later, "u1"), found_at=NOW + MINUTE)
    desk.outbox.record(2, [afterwards, match(later, "u4")], [delivery("alert:fake:li:u4", at=NOW + MINUTE)])
    second, first = desk.history.told(LI, 9)
    assert (first.names, second.names) == (("渡口",), ("粮价",))
    assert desk.history.told(ANN, 9)[0].names == ("停水",)


def test_one_message_about_several_stories_names_all_that_caused_it(desk: Desk) -> None:
    one, other = wish(desk), desk.subscriptions.subscribe(LI, "粮价", "", Mode.ALERT, NOW).id
    told = [replace(delivery(f"alert:fake:li:u{n}"), message=Message(body=Styled()), state=State.SENT) for n in (2, 3)]
    desk.outbox.record(1, [match(one, "u1"), match(other, "u3")], [delivery("alert:fake:li:u1"), *told])
    desk.outbox.record(2, [match(one, "u9")], [delivery("alert:fake:li:u9")])
    assert [record.names for record in desk.history.told(LI, 9)] == [("渡口",), ("渡口", "粮价")]


def test_a_number_never_changes(desk: Desk) -> None:
    for n in range(5):
        desk.outbox.add([delivery(f"alert:fake:li:u{n}")])
    third = desk.history.record(LI, 3)
    desk.outbox.add([delivery("alert:fake:li:later"), delivery("alert:fake:ann:later", ANN)])
    assert desk.history.record(LI, 3) == third


def test_dead_letters_are_found_and_go_out_again(desk: Desk) -> None:
    desk.outbox.add([delivery("a"), delivery("b", ANN)])
    dead = attempt(desk, Dead("refused"), 0)
    attempt(desk, Sent("1"), 0)
    (record,) = desk.history.deliveries(State.DEAD)
    assert (record.delivery.id, [one.error for one in record.attempts]) == (dead.id, ["refused"])
    assert desk.history.counted(State.DEAD) == desk.history.counted(State.DEAD, LI) == 1
    assert desk.history.counted(State.DEAD, ANN) == 0
    assert desk.history.replay(dead.id, NOW + MINUTE)
    assert not desk.history.replay(dead.id, NOW + MINUTE), "it waits already"
    assert not desk.history.replay(999, NOW)
    again = attempt(desk, Sent("9"), 60)
    assert (again.id, again.attempts) == (dead.id, 2)
    assert not desk.history.replay(dead.id, NOW + HOUR), "what was sent is not sent again"
    assert desk.history.deliveries(State.SENT, LI)[0].message_id == "9"


def test_the_figures(desk: Desk) -> None:
    desk.subscriptions.keep(replace(person(ANN), gone=True))
    desk.outbox.add([delivery("old", at=NOW - 2 * HOUR)])
    attempt(desk, Later("503"), -2 * 3600)
    attempt(desk, Sent("1"), -3 * 600)
    desk.outbox.add([delivery("x", at=NOW - MINUTE)])
    attempt(desk, Uncertain("reset"), -40)
    attempt(desk, Sent("2"), -20)
    desk.outbox.add(
        [
            delivery("due", at=NOW - MINUTE),
            delivery("due too", lane=Lane.DIGEST, at=NOW - 2 * MINUTE),
            delivery("not yet", at=NOW + MINUTE),
            delivery("unreachable", ANN, at=NOW - HOUR),
        ]
    )
    found = desk.history.figures(NOW)
    assert found.queue == ((Lane.ALERT, 1), (Lane.DIGEST, 1))
    assert found.oldest_due_at == NOW - 2 * MINUTE
    assert (found.later, found.held) == (1, 1)
    assert (found.sent_minute, found.sent_hour, found.sent_day, found.attempts) == (1, 2, 2, 4)
    assert (found.tried, found.failed, found.error_rate) == (3, 1, 1 / 3)
    assert (found.last_error, found.last_error_at) == ("reset", NOW - 39 * SECOND)


def test_nothing_happened_yet(desk: Desk) -> None:
    found = desk.history.figures(NOW)
    assert (found.queue, found.oldest_due_at, found.error_rate, found.last_error_at) == ((), None, 0.0, None)


# -- what operators are to hear ----------------------------------------------------------------------------------------


def event(
    key: str, concern: Concern = Concern.SOURCE, subject: str = "晨光", text: str = "notice.source.well"
) -> Event:
    return Event(concern=concern, key=key, text=text, at=NOW, subject=subject, values=(("name", "晨光"),))


def test_an_event_waits_until_it_is_told(desk: Desk, another: Callable[[], Desk]) -> None:
    desk.events.add([event("1"), event("2", Concern.CRASH)])
    desk.events.add([event("1", text="notice.source.failing")])
    first, second = another().events.untold()
    assert (first.key, first.text, first.values, second.concern) == (
        "1", "notice.source.well", (("name", "晨光"),), Concern.CRASH,
    )  # fmt: skip
    desk.events.tell([first], NOW)
    assert desk.events.untold() == [second]
    assert desk.events.told_within(HOUR, NOW + MINUTE) == [Concern.SOURCE]
    assert desk.events.told_within(HOUR, NOW + 2 * HOUR) == []
    assert desk.events.told_within(HOUR, NOW - MINUTE) == [], "told under a clock that ran ahead"
    assert desk.events.latest(Concern.SOURCE, "晨光") == first
    assert desk.events.latest(Concern.SOURCE, "晚报") is None


def test_a_dead_letter_becomes_an_event_once_for_each_death(desk: Desk) -> None:
    desk.outbox.add([delivery("a"), delivery("notice:1", ANN, lane=Lane.NOTICE)])
    dead = attempt(desk, Dead("refused"), 0)
    attempt(desk, Dead("no such chat"), 0)
    (found,) = desk.events.buried(int(Lane.NOTICE), NOW)
    assert (found.concern, dict(found.values)["address"]) == (Concern.DEAD, "fake:li")
    desk.events.add([found])
    assert desk.events.buried(int(Lane.NOTICE), NOW) == []
    desk.history.replay(dead.id, NOW)
    attempt(desk, Dead("refused again"), 60)
    assert len(desk.events.buried(int(Lane.NOTICE), NOW)) == 1
