"""Warnings through the whole house: one message each, changed with its state; what is over is never told as live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot import wiring
from bot.model import Address, Later, State, Uncertain
from bot.ports import Finder
from house import PERSON, Clock, Ear, House
from storm import Storm, at
from watchers.warning import Colour, Stage

Said = tuple[str, Stage, Mapping[str, object]]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
YELLOW, ORANGE, RED = Colour.YELLOW, Colour.ORANGE, Colour.RED


@pytest.fixture(scope="module")
def finder() -> Finder:
    return wiring.finder()


@pytest.fixture
def house(tmp_path: Path, finder: Finder) -> Iterator[House]:
    for key in range(1, 40):  # another test's subscriptions
        finder.drop(key)
    house = House(tmp_path, Clock(at("2026-05-11 10:20")), finder=finder)
    yield house
    house.close()


@pytest.fixture
def storm(house: House) -> Storm:
    return Storm(house)


def asked(house: House, *lines: str, who: Address = PERSON) -> Ear:
    for line in lines:
        house.hear(who, line)
    house.send(Ear())
    return Ear()


def turn(house: House, storm: Storm, ear: Ear, after: timedelta = MINUTE) -> list[str]:
    """Match and send; what was told, edits as `✎ …`."""
    told, edited = len(ear.told), len(ear.edited)
    house.hands.set(house.hands() + after)
    storm.match()
    house.digesting.freeze_due()
    house.send(ear)
    new = [message.body.text for _, message in ear.told[told:]]
    return new + ["✎ " + message.body.text for _, _, message in ear.edited[edited:]]


def states(house: House) -> dict[State, int]:
    return dict(house.desk.outbox.waiting())


# -- one message a warning -----------------------------------------------------------------------------------------


def test_a_new_warning_is_told_with_all_that_matters(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub 预警:暴雨 地区:郑州 级别>=橙 @即时")
    storm.says("w1", expires_at=at("2026-05-11 18:00"))
    (told,) = turn(house, storm, ear)
    assert told.startswith("🟠 暴雨橙色预警 · 中牟县\n")
    for said in ("中牟县气象台 10:20 发布，有效到 18:00", "五十毫米以上降水", "🛡 停止户外集会", "预警:暴雨"):
        assert said in told
    assert "检查排水" not in told
    (_, message), *_ = ear.told
    assert [b.data.partition(":")[0] for row in message.buttons for b in row] == [
        "why", "article", "silence", "save", "quit",
    ]  # fmt: skip


def test_a_life_is_one_message_and_two_notices(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.says("w1", colour=YELLOW)
    assert len(turn(house, storm, ear)) == 1
    storm.says("w1", Stage.RENEWED)
    (renewed,) = turn(house, storm, ear)
    assert renewed.startswith("✎ 🟡")
    assert "🔁 10:21 继续发布" in renewed
    storm.says("w1", Stage.RAISED, colour=RED)
    notice, raised = turn(house, storm, ear)
    assert notice.startswith("🔴 中牟县：暴雨预警升级为红色")
    assert "⬆️ 10:22 由黄色升级为红色" in raised
    rang = next(message for _, message in ear.told if message.body.text == notice)
    assert [[b.data.partition(":")[0] for b in row] for row in rang.buttons] == [
        ["why", "article"], ["silence", "save", "quit"],
    ]  # fmt: skip
    assert [number for number, _ in rang.listed] == [1], "and a reply finds what it is about"
    storm.says("w1", Stage.LOWERED, colour=ORANGE)
    (lowered,) = turn(house, storm, ear)
    assert lowered.startswith("✎ 🟠")
    storm.says("w1", Stage.CANCELLED)
    notice, ended = turn(house, storm, ear)
    assert notice.startswith("✅ 中牟县：暴雨橙色预警已解除（10:24）")
    assert ended.startswith("✎ ✅ 暴雨橙色预警 · 中牟县 已解除")
    assert "停止户外" not in ended
    assert {reply for _, reply, _ in ear.edited} == {"0"}
    assert [message.reply_to for _, message in ear.told] == ["", "0", "0"]


def test_what_expired_or_vanished_is_seen_to_be_over(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.say_all([("w1", Stage.NEW, {"expires_at": at("2026-05-11 11:00")}), ("w2", Stage.NEW, {"area": "洛阳市"})])
    assert len(turn(house, storm, ear)) == 2
    storm.say_all([("w1", Stage.EXPIRED, {}), ("w2", Stage.CANCELLED, {"listed": True})])
    told = turn(house, storm, ear, HOUR)
    assert [text[:12] for text in told if not text.startswith("✎")] == ["✅ 洛阳市：暴雨橙色预警"]
    assert any(text.startswith("✎ ⌛") and "⌛ 11:00 已过期" in text for text in told)
    assert any(text.startswith("✎ ✅") and "不再列出" in text for text in told)


def test_one_that_another_took_the_place_of_is_not_lifted(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.says("w1")
    turn(house, storm, ear)
    storm.says("w1", Stage.CANCELLED, text="该预警已于5月11日10时21分由新的预警代替：中牟县发布大风预警。\n预计有雨。")
    notice, edited = turn(house, storm, ear)
    assert notice.startswith("➡️ 中牟县：暴雨橙色预警由新的预警代替")
    assert edited.startswith("✎ ➡️")
    assert "解除" not in notice + edited
    assert "大风预警" in edited


def test_only_those_who_were_told_hear_the_end(house: House, storm: Storm) -> None:
    other = Address("fake", "2")
    asked(house, "/sub 预警:暴雨 地区:洛阳 @即时", who=other)
    ear = asked(house, "/sub 预警:暴雨 地区:中牟 @即时")
    storm.says("w1")
    turn(house, storm, ear)
    asked(house, "/sub 预警:暴雨 @即时", who=other)
    storm.says("w1", Stage.CANCELLED)
    turn(house, storm, ear)
    assert ear.texts(other) == []
    assert len(ear.texts()) == 2


def test_who_came_later_is_told_by_the_next_state(house: House, storm: Storm) -> None:
    storm.says("w1")
    storm.match()
    ear = asked(house, "/sub 预警:暴雨 @即时")
    storm.says("w1", Stage.RENEWED)
    (told,) = turn(house, storm, ear)
    assert told.startswith("🟠")


def test_what_passes_the_person_s_floor_by_rising_is_new_to_them(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub 预警:暴雨 级别>=橙 @即时")
    storm.says("w1", colour=YELLOW)
    assert turn(house, storm, ear) == []
    storm.says("w1", Stage.RAISED, colour=ORANGE)
    (told,) = turn(house, storm, ear)
    assert "由黄色升级为橙色" in told
    storm.says("w1", Stage.LOWERED, colour=YELLOW)
    (lowered,) = turn(house, storm, ear)
    assert lowered.startswith("✎ 🟡")


def test_a_claim_to_go_on_from_what_nobody_saw_wakes_nobody(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.says("w1", Stage.RENEWED)
    storm.says("w2", Stage.CANCELLED, area="洛阳市")
    storm.says("w3", Stage.NEW, area="开封市", expires_at=house.hands())
    assert turn(house, storm, ear) == []
    storm.says("w1", Stage.NEW)
    assert len(turn(house, storm, ear)) == 1


def test_states_that_came_and_went_unseen_are_told_as_they_are_now(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.says("w1", colour=YELLOW)
    turn(house, storm, ear)
    storm.says("w1", Stage.RAISED, colour=RED)
    storm.says("w1", Stage.RENEWED)
    notice, edited = turn(house, storm, ear)
    assert "升级为红色" in notice
    assert edited.startswith("✎ 🔴")
    storm.says("w2", area="洛阳市")
    storm.says("w2", Stage.CANCELLED)
    assert turn(house, storm, ear) == []


def test_nothing_said_twice_changes_nothing(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.says("w1")
    turn(house, storm, ear)
    house.database.execute("UPDATE cursors SET value = 0 WHERE name = 'matched'")
    assert turn(house, storm, ear) == []
    storm.says("w1", Stage.CANCELLED)
    assert len(turn(house, storm, ear)) == 2
    house.database.execute("UPDATE cursors SET value = 0 WHERE name = 'matched'")
    assert turn(house, storm, ear) == []


def test_in_force_again_is_said(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.says("w1")
    storm.match()
    storm.says("w1", Stage.RENEWED)
    turn(house, storm, ear)
    storm.says("w1", Stage.CANCELLED, listed=True)
    turn(house, storm, ear)
    storm.says("w1", Stage.RENEWED, listed=False)
    notice, edited = turn(house, storm, ear)
    assert "重新生效" in notice
    assert edited.startswith("✎ 🟠")


# -- what waits ----------------------------------------------------------------------------------------------------


def outage(ear: Ear) -> Ear:
    ear.outcomes[PERSON] = Later("no network")
    return ear


def test_what_waits_goes_out_as_it_stands(house: House, storm: Storm) -> None:
    ear = outage(asked(house, "/sub #天气预警 @即时"))
    storm.says("w1", colour=YELLOW)
    turn(house, storm, ear)
    storm.says("w1", Stage.RAISED, colour=RED)
    turn(house, storm, ear)
    ear.outcomes.clear()
    (told,) = turn(house, storm, ear)
    assert told.startswith("🔴")


def test_what_is_over_before_it_could_be_told_is_never_told(house: House, storm: Storm) -> None:
    ear = outage(asked(house, "/sub #天气预警 @即时"))
    storm.says("w1")
    storm.says("w2", area="洛阳市", expires_at=at("2026-05-11 10:40"))
    turn(house, storm, ear)
    storm.says("w1", Stage.RAISED, colour=RED)
    turn(house, storm, ear)
    storm.says("w1", Stage.CANCELLED)
    turn(house, storm, ear)
    ear.outcomes.clear()
    assert turn(house, storm, ear, HOUR) == []
    assert State.DUE not in states(house)
    assert State.DEAD not in states(house)
    house.hear(PERSON, "/history")
    house.send(ear)
    assert ear.texts()[-1].count("没有发：轮到它时已经过时") == 2
    house.hear(PERSON, "/resend 1")
    house.send(ear)
    assert "没有发过" in ear.texts()[-1], "nor when it is asked for"


def test_the_end_is_told_where_the_begin_may_have_arrived(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    ear.outcomes[PERSON] = Uncertain("reset")
    storm.says("w1")
    turn(house, storm, ear)
    storm.says("w1", Stage.CANCELLED)
    storm.match()
    ear.outcomes.clear()
    (told,) = turn(house, storm, ear)
    assert told.startswith("✅ 暴雨橙色预警 · 中牟县 已解除")


def test_changes_that_wait_are_one(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.says("w1", colour=YELLOW)
    turn(house, storm, ear)
    outage(ear)
    for stage, colour in ((Stage.RAISED, ORANGE), (Stage.RAISED, RED), (Stage.RENEWED, RED)):
        storm.says("w1", stage, colour=colour)
        turn(house, storm, ear)
    ear.outcomes.clear()
    notice, edited = turn(house, storm, ear)
    assert "升级为红色" in notice
    assert edited.startswith("✎ 🔴")
    storm.says("w1", Stage.RAISED, colour=RED)
    outage(ear)
    storm.says("w1", Stage.LOWERED, colour=YELLOW)
    turn(house, storm, ear)
    storm.says("w1", Stage.CANCELLED)
    turn(house, storm, ear)
    ear.outcomes.clear()
    assert [text[:3] for text in turn(house, storm, ear)] == ["✅ 中", "✎ ✅"]


def test_one_that_ran_out_unsent_and_goes_on_after_all_is_told(house: House, storm: Storm) -> None:
    ear = outage(asked(house, "/sub #天气预警 @即时"))
    storm.says("w1", expires_at=at("2026-05-11 10:40"))
    turn(house, storm, ear)
    ear.outcomes.clear()
    assert turn(house, storm, ear, HOUR) == []
    storm.says("w1", Stage.RENEWED, expires_at=at("2026-05-11 18:00"))
    (told,) = turn(house, storm, ear)
    assert told.startswith("🟠")


# -- quiet hours and silence -----------------------------------------------------------------------------------------


def test_quiet_hours_let_through_what_is_grave_and_hold_the_rest(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时", "/quiet 10:00-12:00 例外 红")
    storm.says("w1", colour=RED)
    storm.says("w2", area="洛阳市", colour=YELLOW)
    storm.says("w3", area="开封市", colour=YELLOW)
    assert [text[0] for text in turn(house, storm, ear)] == ["🔴"]
    storm.says("w2", Stage.CANCELLED)
    storm.says("w3", Stage.RAISED, colour=ORANGE)
    storm.says("w1", Stage.CANCELLED)
    turn(house, storm, ear)
    assert [message.silent for _, message in ear.told] == [False, True], "the end comes without a sound"
    house.hands.set(at("2026-05-11 12:00"))
    (told,) = turn(house, storm, ear)
    assert told.startswith("🟠 暴雨橙色预警 · 开封市")
    storm.says("w3", Stage.CANCELLED)
    assert len(turn(house, storm, ear)) == 2


def test_what_is_held_rings_when_it_rises_above_the_floor(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时", "/quiet 10:00-12:00 例外 红")
    storm.says("w1", colour=YELLOW)
    assert turn(house, storm, ear) == []
    storm.says("w1", Stage.RAISED, colour=RED)
    assert [text[0] for text in turn(house, storm, ear)] == ["🔴"]
    house.hands.set(at("2026-05-11 12:00"))
    assert turn(house, storm, ear) == []


def test_who_silenced_it_sees_the_change_and_hears_nothing(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.says("w1")
    turn(house, storm, ear)
    house.hear(PERSON, data="hush:w1")
    house.send(Ear())
    storm.says("w1", Stage.RAISED, colour=RED)
    (edited,) = turn(house, storm, ear)
    assert edited.startswith("✎ 🔴")


# -- one storm, several warnings -------------------------------------------------------------------------------------


def test_city_and_county_are_one_message_with_a_line(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub 预警:暴雨 @即时")
    storm.say_all([("city", Stage.NEW, {"area": "郑州市"}), ("county", Stage.NEW, {"area": "中牟县"})])
    (told,) = turn(house, storm, ear)
    assert told.startswith("🟠 暴雨橙色预警 · 中牟县")
    assert "郑州市同时发布暴雨橙色预警（10:20）" in told
    storm.says("city", Stage.CANCELLED)
    assert turn(house, storm, ear) == [], "nobody was told of it by itself"


def test_a_county_that_comes_in_a_later_batch_is_waited_for(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub 预警:暴雨 @即时")
    others: list[Said] = [(f"o{n}", Stage.NEW, {"area": "洛阳市", "hazard": "大风"}) for n in range(15)]
    city, county = ("city", Stage.NEW, {"area": "郑州市"}), ("county", Stage.NEW, {"area": "中牟县"})
    storm.say_all([city, *others, county])
    (told,) = turn(house, storm, ear)
    assert "· 中牟县" in told
    assert "郑州市同时发布" in told


def test_a_county_after_its_city_is_a_line_or_an_alert(house: House, storm: Storm) -> None:
    other = Address("fake", "2")
    asked(house, "/sub 预警:暴雨 地区:中牟 @即时", who=other)
    ear = asked(house, "/sub 预警:暴雨 @即时")
    storm.says("city", area="郑州市")
    turn(house, storm, ear)
    assert (len(ear.texts()), len(ear.texts(other))) == (1, 1), "the city's warning holds in its county, too"
    storm.says("county", area="中牟县")
    turn(house, storm, ear)
    assert (len(ear.texts()), len(ear.texts(other))) == (1, 2)
    ((to, _, edited),) = ear.edited
    assert to == PERSON
    assert edited.body.text.startswith("🟠 暴雨橙色预警 · 郑州市")
    assert "中牟县同时发布暴雨橙色预警" in edited.body.text
    storm.says("city", Stage.CANCELLED)
    turn(house, storm, ear)
    assert "仍然有效：中牟县暴雨橙色预警" in ear.texts()[-1]


# -- newspapers ------------------------------------------------------------------------------------------------------

PAPER = "中牟县气象台发布暴雨橙色预警信号\n预计未来六小时，我县大部分乡镇将出现五十毫米以上降水，请注意防范。"


@pytest.mark.parametrize("first", ["paper", "warning"])
def test_a_newspaper_s_report_stands_for_no_warning_nor_that_for_it(house: House, storm: Storm, first: str) -> None:
    ear = asked(house, "/sub 中牟 暴雨 @即时")
    told: list[str] = []
    for what in ("paper", "warning") if first == "paper" else ("warning", "paper"):
        if what == "warning":
            storm.says("w1")
        else:
            house.hands.set(house.hands() + HOUR)
            house.page("晨光日报/2026-05-11/01.txt", f"# {PAPER}")
            house.take_in()
        told += turn(house, storm, ear)
    assert sorted(text[0] for text in told) == ["🔔", "🟠"]


# -- the digest --------------------------------------------------------------------------------------------------------


def test_what_is_in_force_heads_the_digest_and_what_is_over_is_a_line(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub 预警:暴雨")
    storm.says("w1", expires_at=at("2026-05-13 18:00"))
    storm.says("w2", area="洛阳市", colour=RED)
    turn(house, storm, ear)
    storm.says("w2", Stage.CANCELLED)
    storm.match()
    house.hands.set(at("2026-05-12 07:30"))
    (digest,) = turn(house, storm, ear)
    head = digest.split("\n\n")[1]
    assert head.splitlines()[:2] == [
        "⚠️ 现在生效的预警",
        "🟠 中牟县 暴雨橙色预警 · 5月11日 10:20 · 有效到 5月13日 18:00",
    ]
    assert "已结束的预警：5月11日洛阳市暴雨红色预警已解除" in head
    house.hands.set(at("2026-05-13 07:30"))
    assert turn(house, storm, ear) == [], "one that lasts is no news every day"


def test_an_alert_that_was_told_still_heads_the_digest(house: House, storm: Storm) -> None:
    other = "商都日报增加夜间专版"
    ear = asked(house, "/sub 预警:暴雨 @即时", "/digest 都发")
    storm.says("w1")
    turn(house, storm, ear)
    house.hands.set(at("2026-05-12 07:30"))
    (digest,) = turn(house, storm, ear)
    assert "现在生效的预警" in digest
    assert "已经即时提醒过" not in digest
    assert other not in digest


# -- /warnings -------------------------------------------------------------------------------------------------------


def answered(house: House, line: str) -> str:
    ear = Ear()
    house.hear(PERSON, line)
    house.send(ear)
    return ear.texts()[-1]


def test_what_is_in_force_is_listed_the_person_s_own_first(house: House, storm: Storm) -> None:
    asked(house, "/sub 地区:中牟 养老")
    assert "还没有配置预警来源" in answered(house, "/warnings")
    storm.say_all(
        [
            ("w1", Stage.NEW, {"area": "洛阳市", "colour": RED}),
            ("w2", Stage.NEW, {"area": "郑州市", "colour": YELLOW}),
            ("w3", Stage.NEW, {"area": "中牟县", "hazard": "大风", "expires_at": at("2026-05-11 18:00")}),
            ("w4", Stage.NEW, {"area": "开封市", "expires_at": at("2026-05-11 10:30")}),
            ("w5", Stage.CANCELLED, {"area": "开封市"}),
        ]
    )
    storm.says("w2", Stage.RAISED, colour=ORANGE)
    house.hands.set(at("2026-05-11 10:40"))
    told = answered(house, "预警")
    lines = [line for line in told.splitlines() if line]
    assert lines[0].endswith("现在生效的预警　3 条")
    assert lines[1:] == [
        "📍 与你有关",
        "【大风】",
        "1. 🟠 中牟县 大风橙色预警 · 10:20 · 有效到 18:00",
        "【暴雨】",
        "2. 🟠 郑州市 暴雨橙色预警 · 升级",
        "其他地方",
        "【暴雨】",
        "3. 🔴 洛阳市 暴雨红色预警 · 10:20",
        "发编号看全文和防御指南，例如 1。",
    ]
    there = answered(house, "/warnings 郑州")
    assert "洛阳" not in there
    assert "中牟县" in there
    assert "现在没有生效的预警" in answered(house, "/warnings 商丘")
    assert "不认识" in answered(house, "/warnings 某某某")
    assert "没有" not in answered(house, "预警:大风"), "with a colon it is a query"


# -- what was sent -----------------------------------------------------------------------------------------------------


def test_the_record_tells_what_was_said_then_and_what_became_of_it(house: House, storm: Storm) -> None:
    ear = asked(house, "/sub #天气预警 @即时")
    storm.says("w1", colour=YELLOW)
    turn(house, storm, ear)
    storm.says("w1", Stage.CANCELLED)
    turn(house, storm, ear)
    for line in ("/history", "/resend 1"):
        house.hear(PERSON, line)
        house.send(ear)
    told, again = ear.texts()[-2:]
    first = told.split("(1) ")[1]
    assert first.splitlines()[1].startswith("🟡")
    assert "后来：✅" in first
    head, _, rest = again.partition("\n\n")
    assert "发过的，下面是当时的原文" in head
    assert "后来：✅" in head
    assert rest.startswith("🟡")
