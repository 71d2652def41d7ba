"""The contract of Subscriptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.model import Address, Mode, Mute, Muted, Subscriber, Subscription
from bot.ports import Desk, Subscriptions
from bot.times import QuietHours, Slot, Timetable
from contracts.conftest import ANN, LI, MINUTE, NOW, match
from watchers.warning import Colour

AT = Timetable((time(7, 30),))
PERSON = Subscriber(
    address=LI, language="zh-Hans", timezone="Asia/Shanghai", timetable=AT, joined_at=NOW, next_digest_at=NOW
)


@pytest.fixture
def store(desk: Desk) -> Subscriptions:
    return desk.subscriptions


def wish(store: Subscriptions, query: str = "渡口", address: Address = LI) -> Subscription:
    return store.subscribe(address, query, "", Mode.DIGEST, NOW)


def test_a_person_is_kept_whole(store: Subscriptions) -> None:
    assert store.subscriber(LI) is None
    store.keep(PERSON)
    assert store.subscriber(LI) == PERSON
    changed = replace(
        PERSON,
        language="en",
        timezone="Europe/London",
        timetable=Timetable((time(18, 0), time(0, 0)), (0, 4)),
        next_digest_at=None,
        planned_at=NOW,
        served=Slot(NOW.date(), time(18, 0)),
        quiet=QuietHours(time(22, 30), time(7, 0), Colour.ORANGE),
        release_at=NOW,
        mutes=(Mute(kind=Muted.SOURCE, what="晚风报", until=NOW),),
        remind=(5, 0),
        remind_at=NOW,
        digested=7,
        even_nothing=True,
        paused=True,
        gone=True,
    )
    store.keep(changed)
    assert store.subscriber(LI) == changed
    store.keep(replace(changed, remind=()))
    assert store.subscriber(LI) == replace(changed, remind=())
    store.keep(replace(changed, timetable=None))
    assert store.subscriber(LI) == replace(changed, timetable=None)
    assert list(store.subscribers()) == [replace(changed, timetable=None)]


def test_when_somebody_joined_does_not_change(store: Subscriptions) -> None:
    store.keep(PERSON)
    store.keep(replace(PERSON, joined_at=NOW + MINUTE))
    assert store.subscriber(LI) == PERSON


def test_digests_that_are_due(store: Subscriptions) -> None:
    store.keep(PERSON)
    store.keep(replace(PERSON, address=ANN, next_digest_at=NOW - MINUTE))
    store.keep(replace(PERSON, address=Address("fake", "later"), next_digest_at=NOW + MINUTE))
    store.keep(replace(PERSON, address=Address("fake", "never"), next_digest_at=None))
    store.keep(replace(PERSON, address=Address("fake", "quiet"), paused=True))
    assert [one.address for one in store.digests_due(NOW)] == [ANN, LI], "earliest first, at the very instant"
    assert [one.address for one in store.digests_due(NOW - MINUTE)] == [ANN]


def test_of_those_that_are_due_no_more_than_asked_for(store: Subscriptions) -> None:
    for n in range(3):
        store.keep(replace(PERSON, address=Address("fake", str(n)), next_digest_at=NOW - n * MINUTE))
    assert [one.address.to for one in store.digests_due(NOW, 2)] == ["2", "1"]


def test_a_plan_of_another_future_is_looked_at(store: Subscriptions) -> None:
    years = NOW + timedelta(days=3650)
    store.keep(replace(PERSON, planned_at=years, next_digest_at=years + MINUTE))
    store.keep(replace(PERSON, address=ANN, planned_at=NOW + timedelta(hours=2), next_digest_at=NOW + MINUTE))
    assert [one.address for one in store.digests_due(NOW)] == [LI]


def test_held_alerts_wait_for_their_hour(desk: Desk, store: Subscriptions) -> None:
    store.keep(replace(PERSON, next_digest_at=None))
    store.keep(replace(PERSON, address=ANN, next_digest_at=None))
    one, ended, foreign = wish(store), wish(store, "粮价"), wish(store, "渡口", ANN)
    found = [match(one.id, "u1"), match(one.id, "u2"), match(ended.id, "u3"), match(foreign.id, "u1", ANN)]
    desk.outbox.record(4, found, [])
    store.hold(found[:3], NOW)
    store.hold(found[:1], NOW + MINUTE)
    store.unsubscribe([ended.id], NOW)
    assert [(held.uid, held.subscription_id, held.finding) for held in store.held(LI)] == [
        ("u1", one.id, found[0].finding),
        ("u2", one.id, found[1].finding),
    ]
    assert list(store.held(ANN)) == []
    assert list(store.digests_due(NOW)) == []
    assert [due.address for due in store.digests_due(NOW + MINUTE)] == [LI]
    assert [due.address for due in store.digests_due(NOW - timedelta(days=2))] == [LI], "the clock was set back"
    kept = store.subscriber(LI)
    assert kept
    store.keep(replace(kept, release_at=None))
    assert [due.address for due in store.digests_due(NOW)] == [LI], "nobody knows when: look now"
    store.keep(replace(kept, paused=True))
    assert list(store.digests_due(NOW + MINUTE)) == []
    store.let_go(LI)
    store.keep(replace(kept, paused=False))
    assert (list(store.held(LI)), list(store.digests_due(NOW + MINUTE))) == ([], [])


def test_muting_is_the_matcher_s_business(store: Subscriptions) -> None:
    one, before = wish(store), store.revision()
    store.mute(one.id, NOW)
    assert store.subscription(one.id) == replace(one, muted_until=NOW)
    assert store.revision() > before
    store.mute(one.id, None)
    assert store.subscription(one.id) == one


def test_each_owner_counts_from_one(store: Subscriptions) -> None:
    assert [wish(store).number, wish(store, "粮价").number, wish(store, "渡口", ANN).number] == [1, 2, 1]
    assert [one.query for one in store.of(LI)] == ["渡口", "粮价"]


def test_numbers_and_ids_are_never_used_twice(store: Subscriptions) -> None:
    first, last = wish(store), wish(store, "粮价")
    store.unsubscribe([first.id, last.id], NOW)
    following = wish(store, "停水")
    assert following.number == 3
    assert following.id not in (first.id, last.id)


def test_an_ended_subscription_is_out_of_force_and_can_come_back(store: Subscriptions) -> None:
    one = wish(store)
    store.unsubscribe([one.id], NOW)
    assert list(store.of(LI)) == list(store.all()) == []
    assert store.subscription(one.id) == one
    store.resubscribe([one.id])
    assert list(store.of(LI)) == list(store.all()) == [one]
    assert store.subscription(999) is None


def test_all_are_in_force_also_those_of_the_paused(store: Subscriptions) -> None:
    store.keep(replace(PERSON, paused=True))
    assert [wish(store), wish(store, "渡口", ANN)] == list(store.all())


def test_retuning_keeps_the_rest(store: Subscriptions) -> None:
    one = wish(store)
    store.retune(one.id, Mode.ALERT)
    assert store.subscription(one.id) == replace(one, mode=Mode.ALERT)


def test_the_revision_grows_with_each_change_and_is_seen_by_others(
    store: Subscriptions, another: Callable[[], Desk]
) -> None:
    seen = [store.revision()]
    one = wish(store)
    seen.append(store.revision())
    store.retune(one.id, Mode.ALERT)
    seen.append(store.revision())
    store.unsubscribe([one.id], NOW)
    seen.append(store.revision())
    store.resubscribe([one.id])
    seen.append(store.revision())
    assert seen == sorted(set(seen))
    assert another().subscriptions.revision() == seen[-1]
    store.keep(PERSON)
    assert store.revision() == seen[-1], "a person's settings are not the matcher's business"


def test_what_changed_since_a_revision_is_told_alone(store: Subscriptions) -> None:
    one, two = wish(store), wish(store, "渡口")
    before = store.revision()
    assert list(store.changed(before)) == []
    store.retune(one.id, Mode.SILENT)
    assert list(store.changed(before)) == [(one.id, replace(one, mode=Mode.SILENT))]
    store.unsubscribe([two.id], NOW)
    three = wish(store, "码头")
    assert list(store.changed(before))[1:] == [(two.id, None), (three.id, three)]
    store.resubscribe([two.id])
    assert dict(store.changed(before))[two.id] == two
    assert list(store.changed(store.revision())) == []


def test_what_is_undone_with_its_transaction_never_was(desk: Desk) -> None:
    before = desk.subscriptions.revision()

    def half() -> None:
        with desk.atomic():
            desk.subscriptions.keep(PERSON)
            wish(desk.subscriptions)
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert desk.subscriptions.subscriber(LI) is None
    assert list(desk.subscriptions.all()) == []
    assert desk.subscriptions.revision() == before
    assert wish(desk.subscriptions).number == 1


def test_two_processes_that_read_and_write_wait_for_each_other(desk: Desk, another: Callable[[], Desk]) -> None:
    other = another()
    with desk.atomic():
        assert list(desk.subscriptions.of(LI)) == []
        wish(desk.subscriptions)
    with other.atomic():
        assert len(other.subscriptions.of(LI)) == 1
        assert wish(other.subscriptions, "粮价").number == 2
    assert [one.number for one in desk.subscriptions.of(LI)] == [1, 2]


def test_people_and_subscriptions_in_force_are_counted(desk: Desk) -> None:
    desk.subscriptions.keep(PERSON)
    one = wish(desk.subscriptions)
    wish(desk.subscriptions)
    desk.subscriptions.unsubscribe([one.id], NOW)
    assert desk.subscriptions.counted() == (1, 1)
