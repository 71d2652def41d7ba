"""What is kept of people's favourites, and of groups, forums and channels."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.model import Address, Delivery, Hall, Lane, Message, State, Subscriber
from bot.ports import Desk
from bot.sqlite import desk, migrations
from bot.styled import Styled

NOW = datetime(2026, 5, 11, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ME, OTHER = Address("telegram", "42"), Address("telegram", "43")
FORUM = Address("telegram", "-1001")
TOPIC = replace(FORUM, topic="7")


@pytest.fixture
def store() -> Desk:
    database = Database(memory=True)
    database.execute("PRAGMA foreign_keys = ON")
    migrations.apply(database)
    return desk(database)


def knows(store: Desk, *addresses: Address) -> None:
    for address in addresses:
        person = Subscriber(
            address=address, language="zh-Hans", timezone="Asia/Shanghai", timetable=None, joined_at=NOW, cap=30
        )
        store.subscriptions.keep(person)


def told(store: Desk, address: Address, key: str, name: str, lane: Lane = Lane.ALERT, refers: int = 0) -> Delivery:
    """One that was sent, and is called `name` by the channel."""
    message = Message(body=Styled(key), listed=((1, key),))
    store.outbox.add([Delivery(key=key, address=address, lane=lane, message=message, due_at=NOW, refers=refers)])
    (claimed,) = store.outbox.claim(NOW, MINUTE, 1, ["telegram"])
    store.outbox.settle(replace(claimed, state=State.SENT), NOW, name)
    return claimed


def test_favourites_are_kept_once_the_latest_first(store: Desk) -> None:
    assert [store.favourites.add(ME, uid, f"标题{uid}", NOW) for uid in ("a", "b", "a")] == [True, True, False]
    assert [one.uid for one in store.favourites.of(ME, 9)] == ["b", "a"]
    assert [one.title for one in store.favourites.of(ME, 1, 1)] == ["标题a"]
    assert (store.favourites.counted(ME), store.favourites.counted(OTHER)) == (2, 0)
    assert store.favourites.drop(OTHER, "a") is False, "somebody else's"
    kept = store.favourites.one(ME, "a")
    assert kept == store.favourites.of(ME, 1, 1)[0]
    assert store.favourites.one(OTHER, "a") is None
    assert (store.favourites.drop(ME, "a"), store.favourites.drop(ME, "a")) == (True, False)


def test_favourites_move_with_their_chat_and_are_forgotten_with_it(store: Desk) -> None:
    for uid in ("a", "b"):
        store.favourites.add(ME, uid, uid, NOW)
    store.favourites.add(OTHER, "a", "a", NOW)
    store.outbox.redirect(ME, OTHER)
    assert sorted(one.uid for one in store.favourites.of(OTHER, 9)) == ["a", "b"]
    store.oblivion.forget(OTHER)
    assert store.favourites.counted(OTHER) == 0


def test_a_forum_is_bound_to_one_topic(store: Desk) -> None:
    assert store.halls.bound(FORUM) == ""
    store.halls.bind(FORUM, "7")
    store.halls.bind(FORUM, "8")
    assert store.halls.bound(FORUM) == "8"
    store.halls.bind(FORUM, "")
    assert store.halls.bound(FORUM) == ""


def test_the_addresses_of_a_chat(store: Desk) -> None:
    knows(store, FORUM, TOPIC, Address("telegram", "-10012"), Address("telegram", "-100"), ME)
    assert set(store.halls.kin(FORUM)) == {FORUM, TOPIC}


def test_who_speaks_for_whom_and_until_when(store: Desk) -> None:
    hall = Hall(address=FORUM, title="@forum", posts=True, administered=True)
    store.halls.drive(ME, hall, NOW + MINUTE)
    assert store.halls.driven(ME, NOW) == (FORUM, "@forum")
    assert store.halls.driven(OTHER, NOW) is None
    assert store.halls.driven(ME, NOW + MINUTE) is None
    moved = Address("telegram", "-1002")
    store.outbox.redirect(FORUM, moved)
    assert store.halls.driven(ME, NOW) == (moved, "@forum")
    store.halls.leave(ME)
    assert store.halls.driven(ME, NOW) is None


def test_who_asked_us_in_is_forgotten_with_them(store: Desk) -> None:
    store.halls.invited(FORUM, "43")
    store.halls.invited(FORUM, "42")
    assert store.halls.host(FORUM) == "42"
    store.oblivion.forget(ME)
    assert store.halls.host(FORUM) == ""


def test_a_message_is_found_by_its_name_in_its_chat(store: Desk) -> None:
    knows(store, FORUM, TOPIC, ME)
    first = told(store, TOPIC, "甲", "5")
    told(store, ME, "乙", "5")
    found = store.outbox.delivered(FORUM, "5")
    assert found is not None
    assert (found.id, found.message.listed) == (first.id, ((1, "甲"),))
    assert store.outbox.delivered(FORUM, "6") is None
    assert store.outbox.delivered(FORUM, "") is None


def test_what_changed_a_message_does_not_stand_for_it(store: Desk) -> None:
    knows(store, ME)
    first = told(store, ME, "甲", "5")
    told(store, ME, "改", "5", Lane.REPLY, refers=first.id)
    found = store.outbox.delivered(ME, "5")
    assert found is not None
    assert (found.id, found.message.body.text) == (first.id, "改"), "as it reads now"
    second = told(store, ME, "乙", "6")
    assert [one.message.body.text for one in store.outbox.newest(ME, 2)] == ["乙", "改"]
    assert [one.id for one in store.outbox.newest(ME, 1)] == [second.id]
    assert store.outbox.newest(OTHER, 2) == []


def test_alerts_of_a_day_are_counted_without_rows_that_have_no_words(store: Desk) -> None:
    knows(store, ME)
    told(store, ME, "甲", "5")
    told(store, ME, "乙", "6", Lane.REPLY)
    silent = Delivery(
        key="丙", address=ME, lane=Lane.ALERT, message=Message(body=Styled()), due_at=NOW, state=State.SENT
    )
    store.outbox.add([silent])
    assert store.outbox.rung(ME, NOW) == 1
    assert store.outbox.rung(ME, NOW + MINUTE) == 0
    assert store.subscriptions.subscriber(ME).cap == 30  # type: ignore[union-attr]
