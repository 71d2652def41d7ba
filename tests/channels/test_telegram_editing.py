"""Messages that change, on the strict server: what an edit's refusals mean, answers, and a storm as a chat shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.model import Address, Button, Dead, Delivery, Lane, Later, Message, Outcome, Sent, State, Uncertain
from bot.styled import bold, plain
from bot.telegram import Telegram
from house import Clock, House, Substrings, blocks
from storm import Storm, at
from watchers.warning import Colour, Stage

Talk = Callable[..., Any]
HOME = Address("telegram", "42")
HELLO = Message(body=plain("早上好"))
LIVE = Message(body="🟠 " + bold("大风"), buttons=((Button(label="全文", data="article:1"),),))


def edit(talk: Talk, message: Message = LIVE, message_id: str = "") -> Outcome:
    async def go(channel: Telegram) -> Outcome:
        sent = Sent(message_id) if message_id else await channel.send(HOME, HELLO)
        assert isinstance(sent, Sent)
        return await channel.edit(HOME, sent.message_id, message)

    outcome: Outcome = talk(go)
    return outcome


def shown(tg: Any, chat: int = 42) -> list[dict[str, Any]]:
    return [message for message in tg.screen(chat) if message["from"]["is_bot"]]


def test_an_edit_changes_words_marks_and_buttons(tg: Any, talk: Talk) -> None:
    outcome = edit(talk)
    (message,) = shown(tg)
    assert outcome == Sent(str(message["message_id"]))
    assert message["text"] == "🟠 大风"
    assert message["entities"] == [{"type": "bold", "offset": 3, "length": 2}]
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "article:1"


def test_an_edit_may_take_the_buttons_away(tg: Any, talk: Talk) -> None:
    async def go(channel: Telegram) -> None:
        sent = await channel.send(HOME, LIVE)
        assert isinstance(sent, Sent)
        await channel.edit(HOME, sent.message_id, HELLO)

    talk(go)
    assert "reply_markup" not in shown(tg)[0]


def test_what_reads_so_already_is_changed(talk: Talk) -> None:
    assert isinstance(edit(talk, HELLO), Sent)


@pytest.mark.parametrize("message_id", ["999999", "nonsense"])
def test_what_is_not_there_needs_no_change(tg: Any, talk: Talk, message_id: str) -> None:
    assert edit(talk, message_id=message_id) == Sent(message_id)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [("retry_after", Later), ("reset_after", Uncertain), ("hang_after", Uncertain), ("blocked", Dead)],
)
def test_an_edit_fails_as_a_send_does(tg: Any, talk: Talk, fault: str, outcome: type[Outcome]) -> None:
    tg.fault(fault, method="editMessageText", times=1, seconds=3)
    assert isinstance(edit(talk), outcome)


def test_too_much_is_not_even_tried(tg: Any, talk: Talk) -> None:
    assert isinstance(edit(talk, Message(body=plain("长" * 5000)), "1"), Dead)
    assert not tg.requests("editMessageText")


def test_an_answer_stands_under_its_message_and_without_it_too(tg: Any, talk: Talk) -> None:
    async def go(channel: Telegram) -> None:
        sent = await channel.send(HOME, HELLO)
        assert isinstance(sent, Sent)
        await channel.send(HOME, Message(body=plain("已解除"), reply_to=sent.message_id, silent=True))
        await channel.send(HOME, Message(body=plain("也解除"), reply_to="999999"))

    talk(go)
    first, second, third = shown(tg)
    assert second["reply_to_message"]["message_id"] == first["message_id"]
    assert "reply_to_message" not in third
    (silent,) = [r for r in tg.requests("sendMessage") if r["params"].get("disable_notification")]
    assert "已解除" in silent["params"]["text"]


# -- through the house -----------------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, Clock(at("2026-05-11 10:20")), finder=Substrings(), read=blocks)
    house.database.execute("PRAGMA synchronous = OFF")
    yield house
    house.close()


def send(house: House, talk: Talk, until: int = 2000) -> None:
    """All that is due; a second goes by between two rounds, for a chat takes one a second."""

    async def go(channel: Telegram) -> None:
        for _ in range(until):
            begun = await house.sending.send_due({"telegram": channel})
            house.hands.set(house.hands() + timedelta(seconds=1))
            if not begun and not house.desk.outbox.next_due():
                return

    talk(go)


def subscribe(house: House, *people: int) -> None:
    for person in people:
        house.hear(Address("telegram", str(person)), "/sub 预警 @即时")
    house.database.execute("UPDATE deliveries SET state = 'sent'")  # the answers are of no interest


def test_a_life_as_the_chat_shows_it(tg: Any, talk: Talk, house: House) -> None:
    subscribe(house, 42)
    storm = Storm(house)
    for stage, colour in ((Stage.NEW, Colour.YELLOW), (Stage.RAISED, Colour.RED), (Stage.CANCELLED, Colour.RED)):
        storm.says("w1", stage, colour=colour)
        storm.match()
        send(house, talk)
    live, raised, ended = shown(tg)
    assert live["text"].startswith("✅ 暴雨红色预警 · 中牟县 已解除")
    assert len(live["reply_markup"]["inline_keyboard"]) == 1
    assert "升级为红色" in raised["text"]
    assert "已解除" in ended["text"]
    assert {one["reply_to_message"]["message_id"] for one in (raised, ended)} == {live["message_id"]}
    assert not tg.stats()["warnings"]


@pytest.mark.parametrize("fault", ["reset_after", "reset", "status", "retry_after"])
def test_doubt_about_an_edit_is_an_edit_more(tg: Any, talk: Talk, house: House, fault: str) -> None:
    subscribe(house, 42)
    storm = Storm(house)
    storm.says("w1")
    storm.match()
    send(house, talk)
    storm.says("w1", Stage.EXPIRED)
    storm.match()
    tg.fault(fault, method="editMessageText", times=2, seconds=1)
    send(house, talk, 60)
    (live,) = shown(tg)
    assert live["text"].startswith("⌛")
    assert "可能重复" not in live["text"]
    assert house.desk.history.counted(State.DEAD) == 0


def test_five_hundred_at_once_and_their_ends(tg: Any, talk: Talk, house: House) -> None:
    people = range(1000, 1020)
    for person in people:
        tg.say(person, "/start")
    subscribe(house, *people)
    storm, areas = Storm(house), [f"第{n}县" for n in range(500)]
    for begin in (0, 250):
        storm.say_all([(area, Stage.NEW, {"area": area}) for area in areas[begin : begin + 250]])
    # Each person asks for five of them.
    for n, person in enumerate(people):
        for area in areas[n::100]:
            house.hear(Address("telegram", str(person)), f"/sub {area}气象台 @即时")
        house.hear(Address("telegram", str(person)), "/unsub 1")
    house.database.execute("UPDATE deliveries SET state = 'sent'")
    storm.match()
    send(house, talk)
    assert all(len(shown(tg, person)) == 5 for person in people)
    storm.say_all([(area, Stage.CANCELLED, {}) for area in areas])
    storm.match()
    send(house, talk)
    for person in people:
        messages = shown(tg, person)
        assert len(messages) == 10
        live = [one for one in messages if "reply_to_message" not in one]
        assert len(live) == 5
        assert all(one["text"].startswith("✅") for one in live)
    assert house.desk.history.counted(State.DEAD) == 0


def test_a_red_warning_overtakes_a_queue_of_digests_and_changes(tg: Any, talk: Talk, house: House) -> None:
    subscribe(house, 42)
    storm = Storm(house)
    storm.says("old", area="洛阳市", colour=Colour.BLUE)
    storm.match()
    send(house, talk)
    storm.says("old", Stage.RENEWED)
    storm.match()
    digests = [
        Delivery(
            key=f"digest:{n}",
            address=Address("telegram", str(n)),
            lane=Lane.DIGEST,
            message=Message(body=plain(f"日报{n}")),
            due_at=house.hands(),
        )
        for n in range(2000, 2200)
    ]
    for n in range(2000, 2200):
        tg.say(n, "/start")
    house.desk.outbox.add(digests)
    storm.says("red", colour=Colour.RED)
    storm.match()
    house.hands.set(house.hands() + timedelta(seconds=2))
    before = len(tg.sent())

    async def first(channel: Telegram) -> None:
        await house.sending.send_due({"telegram": channel})

    talk(first)
    went = [one["text"] for one in tg.sent()[before:]]
    assert sorted(text[0] for text in went) == ["日", "日", "🔴"], "three at a time, it among the first"
    assert not tg.requests("editMessageText")
