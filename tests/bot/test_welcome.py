"""First contact: three questions by buttons or in words, with everything that people do between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot import wiring
from bot.model import Address, Button, Incoming, Message, Mode, Subscriber, Welcome
from bot.ports import Finder
from bot.times import Timetable
from house import PERSON, Clock, Ear, House, blocks

PAGE = """【1】暴雨蓝色预警发布 中牟县注意防范
中牟县气象台今日发布暴雨蓝色预警信号，预计有中到大雨。

【2】小微企业贷款贴息申报开始
郑州市金水区的小微企业可以申报贷款贴息，截止本月底，由银行受理。

【3】渡口恢复开航
七点起开。"""
GROUP = Address("fake", "-100")


@pytest.fixture(scope="module")
def finder() -> Finder:
    return wiring.finder()


@pytest.fixture
def house(tmp_path: Path, finder: Finder) -> Iterator[House]:
    for key in range(1, 40):  # another test's subscriptions
        finder.drop(key)
    house = House(tmp_path, Clock(), finder=finder, read=blocks)
    house.page("郑州日报/2026-05-11/01.txt", PAGE)
    house.take_in()
    yield house
    house.close()


class Phone:
    """A person who reads what comes and presses what is there."""

    def __init__(self, house: House, who: Address = PERSON, group: bool = False) -> None:
        self.house, self.who, self.group, self.ear, self.number = house, who, group, Ear(), 0
        self.shown: dict[str, Message] = {}

    def does(self, text: str = "", data: str = "", under: str = "", language: str = "") -> str:
        """Say or press something; returns all that is said to it, edits as ✎."""
        self.number += 1
        said = Incoming(
            key=f"{self.who}:{self.number}:{id(self)}",
            address=self.who,
            text=text,
            data=data,
            under=under,
            group=self.group,
            language=language,
        )
        self.house.desk.inbox.store([said], self.house.hands())
        for incoming in self.house.chat.waiting():
            self.house.chat.answer(incoming)
        told, edited = len(self.ear.told), len(self.ear.edited)
        self.house.hands.set(self.house.hands() + timedelta(seconds=2))
        self.house.send(self.ear)
        for number, (_, message) in enumerate(self.ear.told[told:], told):
            self.shown[str(number)] = message
        for _, name, message in self.ear.edited[edited:]:
            self.shown[name] = message
        new = [message.body.text for _, message in self.ear.told[told:]]
        return "\n".join([*new, *("✎" + message.body.text for _, _, message in self.ear.edited[edited:])])

    def presses(self, label: str) -> str:
        """The newest button of that name."""
        for name, message in sorted(self.shown.items(), key=lambda one: -int(one[0])):
            found = next((one for row in message.buttons for one in row if one.label == label), None)
            if found:
                return self.does(data=found.data, under=name)
        raise AssertionError(f"no button {label}: {self.labels()}")

    def labels(self) -> list[str]:
        newest = self.shown[max(self.shown, key=int)]
        return [one.label for row in newest.buttons for one in row]

    @property
    def buttons(self) -> list[Button]:
        return [one for message in self.shown.values() for row in message.buttons for one in row]

    @property
    def person(self) -> Subscriber:
        person = self.house.desk.subscriptions.subscriber(self.who)
        assert person is not None
        return person

    @property
    def wishes(self) -> list[str]:
        return [f"{one.query} @{one.mode}" for one in self.house.desk.subscriptions.of(self.who)]


@pytest.fixture
def phone(house: House) -> Phone:
    return Phone(house)


def test_half_a_minute_by_buttons(phone: Phone) -> None:
    assert "① 你在哪里" in phone.does("/start")
    assert phone.labels()[:3] == ["整个郑州市", "中原区", "二七区"], "the paper's home, part by part"
    assert phone.labels()[-2:] == ["别的地方…", "跳过"]
    assert phone.presses("金水区").startswith("✎好，地区记为 河南省 > 郑州市 > 金水区。\n\n② 想看什么？")
    assert phone.labels()[-2:] == ["✓ 金水区的预警", "下一步"]
    assert "也会马上告诉你" not in phone.presses("✓ 金水区的预警")
    assert phone.wishes == []
    assert "金水区的预警也会马上告诉你" in phone.presses("天气预警")
    assert "✎" in phone.presses("融资")
    assert {"✓ 天气预警", "✓ 融资", "政策"} <= {*phone.labels()}
    assert phone.wishes == ["#天气预警 @digest", "级别>=蓝 地区:金水区 @alert", "#融资 @digest"]
    assert "③ 日报几点来" in phone.presses("下一步")
    last = phone.presses("12:00")
    assert "✎✅ 好了，这就开始。" in last
    assert "〔样例〕按你选的" in last
    assert "小微企业贷款贴息申报开始" in last
    assert "渡口" not in last, "for exactly these choices"
    assert (phone.person.place, phone.person.timetable) == ("金水区", Timetable((time(12, 0),)))
    assert phone.person.welcome is Welcome.DONE
    assert len(phone.ear.told) == 2, "one message that changes in place, and the sample"
    assert all(len(one.data.encode()) <= 64 for one in phone.buttons)


def test_every_question_can_be_skipped(phone: Phone) -> None:
    phone.does("/start")
    before = phone.person
    for label, told in (("跳过", "② "), ("下一步", "③ "), ("跳过", "〔样例〕还没有与你所选有关的稿件")):
        assert told in phone.presses(label)
    assert replace(phone.person, welcome=before.welcome) == before, "what a newcomer has anyway stays"
    assert phone.wishes == []


def test_every_question_can_be_answered_in_words(phone: Phone) -> None:
    phone.does("/start")
    assert "河南省 > 郑州市 > 中牟县" in phone.does("我在郑州中牟")
    assert "③" not in phone.does("政策、融资")
    assert phone.wishes == ["级别>=蓝 地区:中牟县 @alert", "#政策 @digest", "#融资 @digest"]
    assert "已订阅（4）渡口" in phone.does("渡口")
    assert "③ " in phone.does("跳过")
    assert "「早上」要几点" in phone.does("早上")
    asked = phone.does("随便")
    assert "「随便」最近 30 天没有见报" in asked
    assert "③ " in asked
    assert "工作日 07:30" in phone.does("工作日 7点半")
    assert phone.person.welcome is Welcome.DONE
    assert phone.person.timetable == Timetable((time(7, 30),), (0, 1, 2, 3, 4))


def test_a_name_that_several_places_bear_is_asked_about(phone: Phone) -> None:
    phone.does("/start")
    several = next(
        word for word in phone.house.places.words() if len({one.code for one in phone.house.places.lookup(word)}) > 1
    )
    assert "不止一处" in phone.does(several)
    assert " > " in phone.labels()[0] or len(phone.labels()) > 1
    phone.presses(phone.labels()[0])
    assert phone.person.place in {one.name for one in phone.house.places.lookup(several)}
    assert phone.person.welcome is Welcome.PACKS


def test_a_slip_of_the_finger_is_understood(phone: Phone) -> None:
    phone.does("/start")
    assert "是不是" in phone.does("金谁区")
    phone.presses("河南省 > 郑州市 > 金水区")
    assert phone.person.place == "金水区"


def test_words_that_are_no_place_are_words_to_follow(phone: Phone) -> None:
    phone.does("/start")
    told = phone.does("贷款贴息")
    assert "没有找到叫「贷款贴息」的地方" in told
    assert "出现在 1 篇" in told
    phone.presses("订阅")
    assert phone.wishes == ["贷款贴息 @digest"]
    phone.does("/start")
    assert "中牟县" in phone.does("中牟")


def test_who_goes_away_comes_back_to_where_they_were(phone: Phone, tmp_path: Path, finder: Finder) -> None:
    phone.does("/start")
    phone.presses("中原区")
    phone.presses("融资")
    shown, at = phone.shown, phone.house.hands()
    phone.house.close()
    again = House(tmp_path, Clock(at + timedelta(days=1)), finder=finder, read=blocks)
    later = Phone(again)
    later.shown, later.number = shown, 100
    assert "✓ 政策" in [*later.labels()] or "③" not in later.presses("政策"), "buttons work after a restart"
    assert later.does("/start").startswith("🐓 接着上次的来。\n\n② 想看什么？")
    later.presses("下一步")
    assert "③" in later.does("/start")
    assert "每天 18:00" in later.presses("18:00")
    assert later.wishes == ["级别>=蓝 地区:中原区 @alert", "#融资 @digest", "#政策 @digest"]
    again.close()


def test_pressed_twice_is_pressed_once(phone: Phone) -> None:
    phone.does("/start")
    place = next(one for one in phone.buttons if one.label == "金水区").data
    for _ in range(2):
        phone.does(data=place, under="0")
    assert phone.person.welcome in (Welcome.PACKS, Welcome.DIGEST)
    phone.does("/start")
    tick = next(one for one in phone.buttons if one.label == "天气预警").data
    for _ in range(2):
        phone.does(data=tick, under="1")
    assert phone.wishes == ["级别>=蓝 地区:金水区 @alert", "#天气预警 @digest"]
    phone.presses("✓ 天气预警")
    assert phone.wishes == []
    forward = next(one for one in phone.buttons if one.label == "下一步").data
    for _ in range(2):
        assert "③" in phone.does(data=forward)
    at = next(one for one in phone.buttons if one.label == "06:30").data
    assert "样例" in phone.does(data=at)
    assert "〔样例〕" not in phone.does(data=at), "the sample comes once"
    assert "好了" not in phone.labels(), "nothing is asked any more"


def test_start_changes_nothing_for_who_knows_us(phone: Phone) -> None:
    phone.does("/sub 渡口 @即时")
    phone.does("/digest 06:45")
    phone.house.desk.subscriptions.keep(replace(phone.person, welcome=Welcome.DONE, place="金水区"))
    before, wishes = phone.person, phone.wishes
    told = phone.does("/start")
    assert ("金水区" in told, "1 条" in told, "每天 06:45" in told) == (True, True, True)
    assert (phone.person, phone.wishes) == (before, wishes)
    assert "② " in phone.presses("选主题")
    assert "你现在是这样定的" in phone.presses("好了")
    assert "〔样例〕" in phone.presses("看一份样例")
    assert phone.presses("改地区").startswith("✎① ")
    assert "地区记为 河南省 > 郑州市 > 中原区" in phone.presses("中原区")
    assert phone.person.place == "中原区"


def test_the_warnings_move_with_the_person(phone: Phone) -> None:
    phone.does("/start")
    phone.presses("金水区")
    phone.presses("天气预警")
    phone.does("/area 中牟")
    (_, now) = phone.house.desk.subscriptions.of(PERSON)
    assert (now.query, now.name, now.mode) == ("级别>=蓝 地区:中牟县", "中牟县的预警", Mode.ALERT)
    phone.does("/area 关")
    assert phone.person.place == ""
    assert len(phone.wishes) == 2, "nobody's subscription ends by itself"


def test_a_place_chosen_outside_the_three_questions_leads_into_none(phone: Phone) -> None:
    phone.does("/area")
    told = phone.presses("金水区")
    assert ("那里的预警会马上告诉你" in told, "②" in told) == (True, False)
    assert phone.person.welcome is Welcome.PLACE


def test_who_is_paused_hears_again(phone: Phone) -> None:
    phone.does("/start")
    phone.does("/pause")
    assert "已恢复" in phone.does("/start")
    assert not phone.person.paused


def test_a_group_is_asked_nothing_personal(house: House) -> None:
    group = Phone(house, GROUP, group=True)
    told = group.does("/start")
    assert "有群里关心的事就发到这里" in told
    assert ("①" in told, group.labels()) == (False, [])
    group.does("/pause")
    group.does("/start")
    assert group.person.paused, "anybody may say it, so it changes nothing"
    for data in ("hi:+weather", "hi:at:06:30", "hi:skip:place", "hi:ask:place"):
        assert "有群里关心的事就发到这里" in group.does(data=data)
    assert group.wishes == []
    group.does(data="area:is:410105")
    assert group.person.place == "金水区", "an administrator may say where the group is"
    assert group.person.welcome is Welcome.PLACE


def test_buttons_that_cannot_be_have_no_effect(phone: Phone) -> None:
    phone.does("/start")
    before = phone.person
    for data in (
        "hi:", "hi:+", "hi:+x", "hi:-", "hi:at:99:99", "hi:at:", "hi:skip:done", "hi:skip:x", "hi:ask:done", "hi:ask:",
        "area:", "area:in:", "area:is:999999", "area:in:410105", "area:x:410100", "level:x", "list:x", "one:1", "new:1",
        "hold:1", "ring:1", "trial:1", "edit:1", "forget:1", "forget:x", "undo:1", "undo:x", "help:x",
    ):  # fmt: skip
        told = phone.does(data=data)
        assert any(word in told for word in ("失效", "没看懂", "还没有订阅")), (data, told)
    assert phone.person == before


def test_the_same_in_english(house: House) -> None:
    phone = Phone(house)
    assert "① Where are you?" in phone.does("/start", language="en-GB")
    assert "Your place is Henan > Zhengzhou > Erqi District (二七区)." in phone.presses("Erqi")
    phone.presses("Weather")
    assert [one.name for one in house.desk.subscriptions.of(PERSON)] == ["Warnings for Erqi", "Weather"]
    phone.presses("Next")
    assert "[Sample] With your choices" in phone.presses("07:30")
