"""The contract of Outbox for messages that live as long as a warning."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot import sqlite
from bot.model import Delivery, Lane, Live, Message, State
from bot.ports import Desk, Outbox
from bot.sqlite import migrations
from bot.styled import Styled
from contracts.conftest import ANN, LI, MINUTE, NOW, delivery, match, wish
from watchers.sqlite import migrate, open_database

HOUR = 60 * MINUTE


def live(uid: str = "w1", line: int = 1, until: datetime | None = None, text: str = "橙") -> Delivery:
    return replace(delivery(f"alert:li:{uid}", text=text), about=uid, entry_id=line, until=until)


def change(refers: int, line: int, until: datetime | None = None, text: str = "") -> Delivery:
    made = delivery(f"change:{line}", lane=Lane.CHANGE, text=text or f"变{line}")
    return replace(made, about="w1", entry_id=line, refers=refers, until=until)


def notice(refers: int, line: int, text: str = "") -> Delivery:
    return replace(delivery(f"notice:{line}", text=text or f"告{line}"), about="w1", entry_id=line, refers=refers)


def claim(outbox: Outbox, at: datetime = NOW) -> list[Delivery]:
    return list(outbox.claim(at, MINUTE, 9, ["fake"]))


def sent(outbox: Outbox, at: datetime = NOW) -> list[Delivery]:
    went: list[Delivery] = []
    while claimed := claim(outbox, at):
        for one in claimed:
            outbox.settle(replace(one, state=State.SENT), at, f"m{one.id}")
            went.append(one)
    return went


def texts(deliveries: list[Delivery]) -> list[str]:
    return [one.message.body.text for one in deliveries]


def first(outbox: Outbox) -> Delivery:
    outbox.add([live()])
    (one,) = sent(outbox)
    return one


def test_who_was_told_and_of_which_line(desk: Desk) -> None:
    outbox = desk.outbox
    outbox.add([live(), replace(live("w2"), key="alert:ann:w2", address=ANN)])
    (waiting,) = outbox.lives("w1")
    assert (waiting.address, waiting.told, waiting.known) == (LI, 0, 1)
    sent(outbox)
    outbox.add([change(waiting.id, 5)])
    assert list(outbox.lives("w1")) == [Live(id=waiting.id, address=LI, uid="w1", told=1, known=5)]
    claim(outbox)
    assert outbox.lives_of(LI)[0].told == 5
    assert [one.uid for one in outbox.lives_of(ANN)] == ["w2"]
    assert outbox.lives("w3") == []


def test_a_change_knows_its_message_and_follows_it(desk: Desk) -> None:
    outbox = desk.outbox
    outbox.add([live()])
    (begun,) = claim(outbox)
    outbox.add([notice(begun.id, 2), change(begun.id, 2)])
    assert claim(outbox) == [], "its message is still being sent"
    outbox.settle(replace(begun, state=State.SENT), NOW, "m7")
    went = sent(outbox)
    assert texts(went) == ["告2", "变2"]
    assert {one.target for one in went} == {"m7"}
    (record,) = [one for one in desk.history.deliveries() if one.delivery.id == begun.id]
    assert record.delivery.message.body.text == "橙", "the record shows what was sent"
    assert record.later is not None
    assert record.later.body.text == "变2", "and what the chat shows since"


def test_only_the_newest_change_is_still_to_be_made(desk: Desk) -> None:
    outbox = desk.outbox
    one = first(outbox)
    outbox.add([notice(one.id, 2), change(one.id, 2)])
    outbox.add([change(one.id, 3)])
    outbox.add([notice(one.id, 4), change(one.id, 4)])
    outbox.add([notice(one.id, 2), change(one.id, 2)])
    assert texts(sent(outbox)) == ["告4", "变4"]
    assert outbox.waiting()[State.WITHDRAWN] == 3


def test_what_waits_goes_as_it_stands(desk: Desk) -> None:
    outbox = desk.outbox
    outbox.add([live(until=NOW + HOUR)])
    (waiting,) = outbox.lives("w1")
    outbox.add([notice(waiting.id, 2), change(waiting.id, 2, until=NOW + 2 * HOUR)])
    (one,) = sent(outbox, NOW + MINUTE)
    assert (one.message.body.text, one.entry_id, one.until) == ("变2", 2, NOW + 2 * HOUR)


def test_what_is_over_is_withdrawn_with_all_that_refers_to_it(desk: Desk) -> None:
    outbox = desk.outbox
    outbox.add([live(until=NOW + HOUR), delivery("alert:li:other", text="别的")])
    (waiting,) = outbox.lives("w1")
    outbox.add([notice(waiting.id, 2), change(waiting.id, 2, until=NOW)])
    assert texts(sent(outbox)) == ["别的"], "and it holds up nobody"
    assert outbox.waiting() == {State.SENT: 1, State.WITHDRAWN: 3}
    assert outbox.lives("w1") == []
    assert "w1" not in outbox.alerted(LI)


def test_what_has_run_out_is_withdrawn_without_a_word_from_anybody(desk: Desk) -> None:
    outbox = desk.outbox
    outbox.add([live(until=NOW + HOUR)])
    assert claim(outbox, NOW + HOUR) == []
    assert outbox.waiting() == {State.WITHDRAWN: 1}
    outbox.add([live(line=2, until=NOW + HOUR)])
    outbox.add([live(line=1, text="旧")])
    assert texts(sent(outbox, NOW + MINUTE)) == ["橙"], "it goes on after all"


def test_what_may_have_arrived_is_told_to_be_over(desk: Desk) -> None:
    outbox = desk.outbox
    outbox.add([live(until=NOW + HOUR)])
    (begun,) = claim(outbox)
    outbox.add([notice(begun.id, 2), change(begun.id, 2, until=NOW, text="完")])
    outbox.recover(NOW)
    assert texts(sent(outbox)) == ["完"]


def test_a_replaced_uid_of_ended_subscriptions_is_still_met(desk: Desk) -> None:
    one = wish(desk)
    desk.outbox.record(1, [match(one, "w1"), match(one, "w2")], [])
    desk.subscriptions.unsubscribe([one], NOW)
    assert desk.outbox.met(LI, ["w1", "w9"]) == {"w1": (one,)}
    assert desk.outbox.met(LI, []) == {}


def test_changes_stand_in_no_list_of_what_was_told(desk: Desk) -> None:
    outbox = desk.outbox
    one = first(outbox)
    outbox.add([notice(one.id, 2), change(one.id, 2)])
    sent(outbox)
    assert [r.delivery.message.body.text for r in desk.history.told(LI, 9)] == ["告2", "橙"]
    assert desk.history.told_in_all(LI) == 2


def test_an_old_database_opens(tmp_path: Path) -> None:
    """As it was before messages could change: what waits there is sent, as it always was."""
    database = open_database(tmp_path / "old.db")
    migrations.apply(database, stop_before="m070_live_warnings")
    message = '{"body":{"text":"旧闻","marks":[]},"buttons":[]}'
    database.execute(
        "INSERT INTO deliveries (key, address, lane, message, state, due_at) VALUES ('a', 'fake:li', 1, ?, 'due', 0)",
        [message],
    )
    migrate(database, migrations)
    outbox = sqlite.desk(database).outbox
    (one,) = sent(outbox)
    assert one.message == Message(body=Styled("旧闻"))
    assert (one.until, one.about, one.entry_id, one.refers, one.target) == (None, "", 0, 0, "")
    assert outbox.lives_of(LI) == []
    database.close()


def test_what_was_told_among_other_things_has_no_message_to_change(desk: Desk) -> None:
    outbox = desk.outbox
    said = replace(live(), key="said:li:1:w1", lane=Lane.NOTICE, state=State.SENT, message=Message(body=Styled()))
    outbox.add([said])
    (bare,) = outbox.lives_of(LI)
    assert (bare.bare, bare.told, bare.known) == (True, 1, 1)
    outbox.add([replace(said, key="said:li:4:w1", entry_id=4, refers=bare.id)])
    assert outbox.lives("w1") == [replace(bare, told=4, known=4)]
    outbox.add([notice(bare.id, 5)])
    assert texts(sent(outbox)) == ["告5"], "nothing is sent for what was said"
