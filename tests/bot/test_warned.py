"""The warnings of where somebody is: they go along with the person, and those of elsewhere are not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import wiring
from bot.model import Button, Message, Mode
from bot.ports import Finder
from house import PERSON, Clock, Ear, House, blocks
from storm import Storm, at
from watchers.warning import Colour, Stage

YELLOW, ORANGE, RED = Colour.YELLOW, Colour.ORANGE, Colour.RED


@pytest.fixture(scope="module")
def finder() -> Finder:
    return wiring.finder()


@pytest.fixture
def house(tmp_path: Path, finder: Finder) -> Iterator[House]:
    for key in range(1, 40):  # another test's subscriptions
        finder.drop(key)
    house = House(tmp_path, Clock(at("2026-05-11 10:20")), finder=finder, read=blocks)
    yield house
    house.close()


class Reader:
    """One person, and the storm over their head."""

    def __init__(self, house: House) -> None:
        self.house, self.storm, self.ear = house, Storm(house), Ear()

    def says(self, text: str = "", data: str = "") -> str:
        """A line or a press, and what is answered."""
        told = len(self.ear.told)
        self.house.hear(PERSON, text, data=data)
        self.house.send(self.ear)
        return "\n".join(message.body.text for _, message in self.ear.told[told:])

    def presses(self, label: str) -> str:
        return self.says(data=next(one for one in self.buttons if one.label == label).data)

    def hears(self, uid: str, stage: Stage = Stage.NEW, **what: object) -> list[str]:
        """What rings when a warning is issued or goes on; changes in place as ✎."""
        told, edited = len(self.ear.told), len(self.ear.edited)
        self.house.hands.set(self.house.hands() + timedelta(minutes=1))
        self.storm.say_all([(uid, stage, what)])
        self.storm.match()
        self.house.send(self.ear)
        changed = ["✎ " + message.body.text for _, _, message in self.ear.edited[edited:]]
        return [message.body.text for _, message in self.ear.told[told:]] + changed

    def digest(self, when: str = "2026-05-12 07:30") -> str:
        self.house.hands.set(at(when))
        self.house.digesting.freeze_due()
        told = len(self.ear.told)
        self.house.send(self.ear)
        return "\n".join(message.body.text for _, message in self.ear.told[told:])

    @property
    def last(self) -> Message:
        _, message = self.ear.told[-1]
        return message

    @property
    def buttons(self) -> list[Button]:
        return [one for row in self.last.buttons for one in row]

    @property
    def wishes(self) -> list[str]:
        mine = self.house.desk.subscriptions.of(PERSON)
        return [f"{one.name or one.query} @{one.mode}" for one in mine]


@pytest.fixture
def reader(house: House) -> Reader:
    return Reader(house)


# -- along with the person -----------------------------------------------------------------------------------------


def test_who_says_where_they_are_is_told_of_the_warnings_there(reader: Reader) -> None:
    assert "那里的预警会马上告诉你" in reader.says("/area 中牟")
    assert reader.wishes == ["中牟县的预警 @alert"]
    (alert,) = reader.hears("w1", area="中牟县", colour=RED)
    assert "订阅：「中牟县的预警」" in alert
    reader.says("/area 中牟")
    assert "已退订「中牟县的预警」" in reader.presses("不要中牟县的预警")
    assert reader.hears("w2", area="中牟县", hazard="大风") == []
    reader.presses("撤销")
    assert reader.wishes == ["中牟县的预警 @alert"]


def test_a_red_warning_rings_after_a_move(reader: Reader) -> None:
    reader.says("/area 中牟")
    reader.hears("w1", area="中牟县", colour=RED)
    reader.says("/area 金水区")
    (alert,) = reader.hears("w2", area="郑州市", colour=RED)
    assert alert.startswith("🔴 暴雨红色预警 · 郑州市")
    assert "订阅：「金水区的预警」" in alert
    over = reader.hears("w1", Stage.CANCELLED)
    assert [text[:2] for text in over] == ["✎ "], "what was told is kept true, and rings no more"


def test_two_places_are_two_people_s_worry(reader: Reader) -> None:
    """中牟's red warning says nothing of 金水区, which the city's covers as well."""
    for line in ("/area 金水区", "/sub 地区:中牟 级别>=蓝 @即时"):
        reader.says(line)
    reader.hears("w1", area="中牟县", colour=RED)
    (alert,) = reader.hears("w2", area="郑州市", colour=RED)
    assert "郑州市" in alert.splitlines()[0]
    assert [text[:1] for text in reader.hears("w3", area="河南省", colour=RED)] == ["✎"], "it says no more than both"


def test_the_subscription_goes_along_and_what_was_told_keeps_its_reason(reader: Reader) -> None:
    reader.says("/area 中牟")
    reader.hears("w1", area="中牟县")
    assert "中牟县的不再告诉你了" in reader.says("/area 金水区")
    assert reader.wishes == ["金水区的预警 @alert"]
    reader.hears("w2", area="金水区")
    told = reader.says("/history")
    assert "(2) 5月11日 10:22 · 提醒 · 「金水区的预警」" in told
    assert "(1) 5月11日 10:21 · 提醒 · 「中牟县的预警」" in told


def test_how_it_speaks_goes_along_too(reader: Reader) -> None:
    reader.says("/area 中牟")
    (one,) = reader.house.desk.subscriptions.of(PERSON)
    reader.says(data=f"mode:{one.id}:digest")
    reader.says(data=f"hold:{one.id}:24")
    told = reader.says("/area 金水区")
    assert ("随日报一起来" in told, "马上告诉你" in told) == (True, False)
    (now,) = reader.house.desk.subscriptions.of(PERSON)
    assert now.mode is Mode.DIGEST
    assert now.muted_until == reader.house.hands() + timedelta(hours=24)


def test_who_did_not_want_them_is_not_given_them_elsewhere(reader: Reader) -> None:
    reader.says("/area 中牟")
    reader.presses("不要中牟县的预警")
    reader.says("/area 金水区")
    assert reader.wishes == []
    assert "一发布就告诉你" in reader.presses("订阅金水区的预警")
    assert reader.wishes == ["金水区的预警 @alert"], "called alike wherever it was asked for"


def test_of_two_places_one_is_kept_and_the_other_offered(reader: Reader) -> None:
    assert "只记一个地方，这回记的是二七区，中牟县没有记" in reader.says("/area 中牟县 二七区")
    reader.presses("也要中牟县的预警")
    assert reader.wishes == ["二七区的预警 @alert", "中牟县的预警 @alert"]
    assert "没有记" not in reader.says("/area 河南郑州金水区"), "what a place lies in is no other place"
    assert reader.wishes == ["中牟县的预警 @alert", "金水区的预警 @alert"]


def test_without_a_place_nobody_s_subscription_ends(reader: Reader) -> None:
    reader.says("/area 中牟")
    assert "中牟县的预警照旧告诉你" in reader.says("/area 关")
    assert reader.wishes == ["中牟县的预警 @alert"]
    reader.presses("不要中牟县的预警")
    assert reader.wishes == []


# -- in force already ----------------------------------------------------------------------------------------------


def test_what_is_in_force_at_a_new_place_is_said_and_does_not_ring_anew(reader: Reader) -> None:
    reader.hears("w1", area="二七区", hazard="雷电", colour=YELLOW, expires_at=at("2026-05-11 18:00"))
    reader.hears("w2", area="郑州市", colour=ORANGE)
    reader.hears("w3", area="洛阳市", colour=RED)
    told = reader.says("/area 二七区").splitlines()
    assert told[-3:] == [
        "现在生效：",
        "🟠 郑州市 暴雨橙色预警 · 10:22",
        "🟡 二七区 雷电黄色预警 · 10:21 · 有效到 18:00",
    ]
    assert reader.hears("w1", Stage.RENEWED) == []
    (raised,) = reader.hears("w1", Stage.RAISED, colour=RED)
    assert raised.startswith("🔴 二七区：雷电预警升级为红色")
    (over,) = reader.hears("w2", Stage.CANCELLED)
    assert over.startswith("✅ 郑州市：暴雨橙色预警已解除")


def test_what_was_said_is_known_after_there_and_back(reader: Reader) -> None:
    reader.hears("w1", area="二七区", colour=YELLOW)
    reader.says("/area 二七区")
    reader.says("/area 中牟")
    assert reader.hears("w1", Stage.RAISED, colour=RED) == [], "not theirs now"
    assert "🔴 二七区 暴雨红色预警 · 升级" in reader.says("/area 二七区")
    assert reader.hears("w1", Stage.RENEWED) == []


def test_of_many_the_gravest_are_said(reader: Reader) -> None:
    for number, hazard in enumerate(("大风", "雷电", "高温", "大雾"), 1):
        reader.hears(f"w{number}", area="二七区", hazard=hazard, colour=Colour(number))
    told = reader.says("/area 二七区")
    assert told.splitlines()[-4].startswith("🔴 二七区 大雾红色预警")
    assert told.endswith("还有 1 条，发 /warnings 二七区 看。")


# -- a topic is no wish for the whole country ----------------------------------------------------------------------


def test_a_topic_brings_the_warnings_of_where_somebody_is(reader: Reader) -> None:
    for line in ("/area 中牟", "/sub #天气预警 @即时", "/digest 都发"):
        reader.says(line)
    assert reader.hears("w1", area="广州市", colour=RED) == []
    assert len(reader.hears("w2", area="郑州市")) == 1
    told = reader.says("/warnings")
    assert told.index("郑州市") < told.index("其他地方") < told.index("广州市")
    told = reader.digest()
    assert ("郑州市 暴雨橙色" in told, "广州" in told) == (True, False)


@pytest.mark.parametrize("wish", ["预警:暴雨", "#天气预警 暴雨", "地区:广州", "#天气预警 广州", "级别>=橙"])
def test_what_is_asked_for_in_so_many_words_is_told_from_anywhere(reader: Reader, wish: str) -> None:
    for line in ("/area 中牟", f"/sub {wish} @即时"):
        reader.says(line)
    assert len(reader.hears("w1", area="广州市", colour=RED)) == 1


def test_a_word_of_its_text_is_no_wish_for_a_warning_from_far_away(reader: Reader) -> None:
    for line in ("/area 中牟", "/sub 户外集会、气象台 @即时"):
        reader.says(line)
    assert reader.hears("w1", area="广州市", colour=RED) == []


def test_who_did_not_say_where_they_are_gets_a_count(reader: Reader) -> None:
    assert "你在哪里" in reader.says("/sub #天气预警")
    reader.hears("w1", area="广州市")
    reader.hears("w2", area="洛阳市")
    reader.says("/digest 都发")
    assert "全国有 2 条预警生效，发 /warnings 看；发 /area 说一声你在哪里" in reader.digest()
    reader.says("/sub 洛阳 暴雨")
    told = reader.digest("2026-05-13 07:30")
    assert "洛阳市 暴雨橙色预警" in told
    assert "别处还有 1 条" in told


def test_there_is_always_some_warning_somewhere(reader: Reader) -> None:
    reader.says("/sub #天气预警")
    reader.hears("w1", area="广州市")
    assert reader.digest() == "", "which makes no digest"


def test_every_way_to_the_topic_brings_the_place_s_warnings(reader: Reader) -> None:
    reader.says("/area 金水区")
    reader.presses("不要金水区的预警")
    assert "✅ 金水区的预警一发布就告诉你。" in reader.says("/sub #weather")
    assert "金水区的预警 @alert" in reader.wishes
    assert "一发布就告诉你" not in reader.says("/sub #weather"), "once"
    reader.says("/unsub 1-9")
    assert reader.wishes == []
    reader.says(data="pack:weather")
    assert "金水区的预警 @alert" in reader.wishes


def test_a_warning_is_no_article_of_today(reader: Reader) -> None:
    for line in ("/area 中牟", "/sub #天气预警"):
        reader.says(line)
    assert "还没有" in reader.says("/today")
    reader.house.page("郑州日报/2026-05-10/01.txt", "气象台预计今夜有暴雨\n请市民减少外出。")
    reader.house.take_in()
    reader.hears("w1", area="中牟县")
    reader.hears("w2", area="洛阳市")
    told = reader.says("/today")
    assert "与你有关的 1 篇" in told
    assert "🟠 中牟县 暴雨橙色预警 · 10:21" in told
    assert ("气象台发布" in told, "洛阳" in told) == (False, False)


# -- numbers -------------------------------------------------------------------------------------------------------


def test_a_number_after_the_warnings_is_a_warning(reader: Reader) -> None:
    reader.says("/area 中牟")
    reader.hears("w1", area="洛阳市", colour=RED)
    reader.hears("w2", area="中牟县", hazard="大风")
    told = reader.says("/warnings").splitlines()
    assert [line for line in told if line[:1].isdigit()] == [
        "1. 🟠 中牟县 大风橙色预警 · 10:22",
        "2. 🔴 洛阳市 暴雨红色预警 · 10:21",
    ]
    whole = reader.says("1")
    assert "中牟县气象台发布大风橙色预警信号" in whole
    assert "防御指南：1.停止户外集会；2.检查排水设施。" in whole
    assert "洛阳市气象台发布暴雨红色预警信号" in reader.says("全文 2")


@pytest.mark.parametrize("screen", ["/history", "/saved", "/settings"])
def test_a_number_after_a_screen_without_articles_opens_none(reader: Reader, screen: str) -> None:
    reader.says("/area 中牟")
    for data in ("hi:skip:place", "hi:skip:packs", "hi:skip:digest"):
        reader.says(data=data)
    reader.hears("w1", area="中牟县")
    reader.says("/warnings")
    reader.says(screen)
    assert "刚才没有列出稿件" in reader.says("1")
