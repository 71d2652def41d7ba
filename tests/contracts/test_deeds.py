"""The contract of Deeds, of changed subscriptions, and of what subscriptions caught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.model import Act, Before, Mode, Mute, Muted
from bot.ports import Desk
from contracts.conftest import ANN, LI, MINUTE, NOW, match, wish

DAY = timedelta(days=1)


def test_a_deed_is_kept_whole_for_its_own_chat(desk: Desk, another: Callable[[], Desk]) -> None:
    one = desk.subscriptions.subscribe(LI, "渡口", "过河", Mode.ALERT, NOW)
    mute = Mute(kind=Muted.SOURCE, what="晚风报", until=NOW + DAY)
    before = Before(subscriptions=(one,), timetable="07:30", mutes=(mute,))
    number = desk.deeds.add(LI, Act.EDIT, "「过河」", before, NOW)
    found = another().deeds.deed(LI, number)
    assert found is not None
    assert (found.act, found.about, found.before, found.at, found.undone_at) == (
        Act.EDIT,
        "「过河」",
        before,
        NOW,
        None,
    )
    assert desk.deeds.deed(ANN, number) is None
    assert desk.deeds.deed(LI, number + 1) is None


def test_the_newest_that_can_be_taken_back_come_first(desk: Desk) -> None:
    first, *others = [desk.deeds.add(LI, Act.UNSUB, str(n), Before(), NOW + n * MINUTE) for n in range(4)]
    desk.deeds.add(ANN, Act.UNSUB, "another's", Before(), NOW)
    assert [deed.about for deed in desk.deeds.recent(LI, NOW, 3)] == ["3", "2", "1"]
    assert [deed.about for deed in desk.deeds.recent(LI, NOW + MINUTE, 5)] == ["3", "2", "1"]
    desk.deeds.undone(others[1], NOW + DAY)
    assert [deed.about for deed in desk.deeds.recent(LI, NOW, 5)] == ["3", "1", "0"]
    undone = desk.deeds.deed(LI, others[1])
    assert undone is not None
    assert undone.undone_at == NOW + DAY
    assert desk.deeds.deed(LI, first) is not None


def test_what_was_taken_back_last_is_known(desk: Desk) -> None:
    one, two = [desk.deeds.add(LI, Act.UNSUB, str(n), Before(), NOW) for n in range(2)]
    assert desk.deeds.regretted(LI) == 0
    desk.deeds.undone(two, NOW)
    desk.deeds.undone(one, NOW + MINUTE)
    assert (desk.deeds.regretted(LI), desk.deeds.regretted(ANN)) == (two, 0)


def test_a_revised_subscription_stays_the_one_that_it_is(desk: Desk) -> None:
    number, before = wish(desk), desk.subscriptions.revision()
    desk.outbox.record(1, [match(number, "u1")], [])
    desk.subscriptions.revise(number, "粮价", "夏粮", Mode.DIGEST)
    (now,) = desk.subscriptions.of(LI)
    assert (now.id, now.number, now.query, now.name, now.mode) == (number, 1, "粮价", "夏粮", Mode.DIGEST)
    assert [one.uid for one in desk.outbox.matches_after(LI, 0)] == ["u1"]
    assert [key for key, _ in desk.subscriptions.changed(before)] == [number], "the matcher learns of it"


def test_what_each_subscription_caught(desk: Desk) -> None:
    old, new, foreign = wish(desk), wish(desk), wish(desk, ANN)
    desk.outbox.record(3, [match(old, "u1"), match(new, "u1"), match(new, "u2"), match(foreign, "u1", ANN)], [])
    today = NOW.date()
    assert desk.outbox.hits(LI, today) == {old: (1, today), new: (2, today)}
    assert desk.outbox.hits(LI, today + DAY) == {old: (0, today), new: (0, today)}


def test_it_counts_by_the_day_of_the_article(desk: Desk) -> None:
    mine, before = wish(desk), NOW.date() - 9 * DAY
    desk.outbox.record(2, [match(mine, "u1"), replace(match(mine, "u2"), day=before)], [])
    assert desk.outbox.hits(LI, NOW.date()) == {mine: (1, NOW.date())}
    assert desk.outbox.hits(LI, before) == {mine: (2, NOW.date())}
    assert [one.uid for one in desk.outbox.matches_dated(LI, before, before, 9)] == ["u2"]
    assert [one.uid for one in desk.outbox.matches_dated(LI, before, NOW.date(), 1)] == ["u2"], "the latest found"


def test_what_was_there_before_counts_and_is_told_by_no_digest(desk: Desk) -> None:
    mine = wish(desk)
    desk.outbox.count_in([match(mine, "u1")])
    desk.outbox.record(2, [match(mine, "u2")], [])
    assert [one.uid for one in desk.outbox.matches_after(LI, 0)] == ["u2"]
    assert desk.outbox.told(LI, 9) == {"u2"}
    assert desk.outbox.hits(LI, NOW.date()) == {mine: (2, NOW.date())}
    desk.outbox.record(3, [replace(match(mine, "u1"), entry_id=7)], [])  # corrected since
    assert [one.uid for one in desk.outbox.matches_after(LI, 0)] == ["u2"]


def test_how_an_article_was_met_is_known_after_its_subscription(desk: Desk) -> None:
    mine, hers = wish(desk), wish(desk, ANN)
    desk.outbox.record(3, [match(mine, "u1"), match(mine, "u2"), match(hers, "u1", ANN)], [])
    desk.subscriptions.unsubscribe([mine], NOW)
    (kept,) = desk.outbox.matches_of(LI, ["u1", "u9"])
    assert (kept.subscription_id, kept.uid, kept.day) == (mine, "u1", NOW.date())
