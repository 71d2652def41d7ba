"""Somebody who says a thousand things: the others are answered as if nothing were, and what comes of it is bounded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.chat import MOST_A_MINUTE
from bot.chat.several import MOST_LINES
from bot.chat.wanted import MOST_SUBSCRIPTIONS
from bot.model import Address, Incoming, Mode
from threats.conftest import GROUP, MEMBER, OTHER, PERSON, Town

MINUTE = timedelta(minutes=1)
FLOODER = Address("telegram", str(PERSON))


def hears(town: Town, address: Address, lines: list[str], begin: int = 0, person: str = "") -> None:
    said = [
        Incoming(key=f"{address}:{person}:{begin + n}", address=address, text=text, person=person)
        for n, text in enumerate(lines)
    ]
    town.house.desk.inbox.store(said, town.house.hands())


def answered(town: Town, most: int) -> list[Address]:
    """Whose lines are handled, in that order; at most so many."""
    done = list[Address]()
    while (waiting := town.house.chat.waiting()) and len(done) < most:
        for incoming in waiting:
            town.house.chat.answer(incoming)
            done.append(incoming.address)
    return done


def replies(town: Town, to: Address) -> list[str]:
    return [one.delivery.message.body.text for one in reversed(town.house.desk.history.deliveries(to=to))]


def test_a_thousand_commands_delay_nobody_else(town: Town) -> None:
    """The others' lines are among the next few, wherever they came in, and get their answers first."""
    hears(town, FLOODER, [f"/search 渡口{n}" for n in range(1000)])
    others = [Address("telegram", str(chat)) for chat in range(100, 110)]
    for other in others:
        hears(town, other, ["/list"])
    order = answered(town, 2000)
    assert max(order.index(other) for other in others) <= len(others)
    assert len(order) == 1010, "none is forgotten"
    for other in others:
        assert len(replies(town, other)) == 1


def test_a_flood_is_told_so_politely_and_once(town: Town) -> None:
    hears(town, FLOODER, ["/list"] * 1000)
    answered(town, 2000)
    said = replies(town, FLOODER)
    assert len(said) == MOST_A_MINUTE + 1
    assert str(MOST_A_MINUTE) in said[-1]
    assert "一分钟" in said[-1]


def test_it_is_heard_again_when_it_has_calmed_down(town: Town) -> None:
    hears(town, FLOODER, ["/list"] * (MOST_A_MINUTE + 5))
    answered(town, 2000)
    town.house.hands.set(town.house.hands().replace(minute=town.house.hands().minute + 2))
    hears(town, FLOODER, ["/sub 渡口"], begin=1000)
    answered(town, 2000)
    assert "已订阅" in replies(town, FLOODER)[-1]


def test_a_member_who_floods_a_group_does_not_silence_the_group(town: Town) -> None:
    group = Address("telegram", str(GROUP))
    hears(town, group, ["/list"] * 300, person=str(MEMBER))
    hears(town, group, ["/today"], person="8")
    answered(town, 1000)
    said = replies(town, group)
    assert len(said) == MOST_A_MINUTE + 2
    assert not [text for text in said[:3] if "一分钟" in text], "the other one was answered at once"


def test_subscriptions_are_capped_and_the_cap_is_named(town: Town) -> None:
    store = town.house.desk.subscriptions
    for n in range(MOST_SUBSCRIPTIONS - 1):
        store.subscribe(FLOODER, f"词{n}", "", Mode.DIGEST, town.house.hands())
    hears(town, FLOODER, ["/sub 渡口", "/sub 粮价"])
    answered(town, 10)
    assert len(store.of(FLOODER)) == MOST_SUBSCRIPTIONS
    assert str(MOST_SUBSCRIPTIONS) in replies(town, FLOODER)[-1]


def test_a_message_of_many_lines_subscribes_to_none(town: Town) -> None:
    hears(town, FLOODER, ["/sub " + "\n".join(f"词{n}" for n in range(MOST_LINES + 1))])
    answered(town, 10)
    assert town.house.desk.subscriptions.of(FLOODER) == []
    (said,) = replies(town, FLOODER)
    assert str(MOST_LINES) in said
    hears(town, FLOODER, ["/sub " + "\n".join(f"词{n}" for n in range(MOST_LINES))], begin=9)
    answered(town, 10)
    assert len(town.house.desk.subscriptions.of(FLOODER)) == MOST_LINES


def test_the_flood_of_one_person_leaves_the_answers_of_another_first_in_the_outbox(town: Town) -> None:
    """A chat takes one message a second, so what waits for the flooder is many; each chat has its own turn."""
    hears(town, FLOODER, ["/list"] * MOST_A_MINUTE)
    hears(town, Address("telegram", str(OTHER)), ["/list"])
    answered(town, 1000)
    first = town.house.desk.outbox.claim(town.house.hands(), MINUTE, 2, ["telegram"])
    assert {one.address for one in first} == {FLOODER, Address("telegram", str(OTHER))}


def test_of_a_crowd_of_presses_each_is_answered(town: Town, tg: Any) -> None:
    """Also those whose answer was lost on the way: counted, for how long it takes is the machine's business."""
    people = range(1000, 1030)
    for person in people:
        town.says("/digest", person)
    town.lives()
    for method_fault in ("reset", "status", "reset"):
        tg.fault(method_fault, method="answerCallbackQuery", times=1, skip=7)
    for person in people:
        tg.click(person, tg.screen(person)[-1]["message_id"], button="20:00")
    town.lives()
    assert tg.pending()["unanswered_callbacks"] == []
    store = town.house.desk.subscriptions
    times = {str(one.timetable) for one in store.subscribers()}
    assert times == {"20:00"}
    assert all(len(town.told(person)) == 2 for person in people)
