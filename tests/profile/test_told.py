"""New offers for a profile, through the whole house: at once or in the digest, never twice, nothing in groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model import Incoming
from bot.profile.model import Profile, Telling
from house import PERSON, Ear, House, Substrings, blocks
from watchers import gazetteer
from watchers.facts import understand
from watchers.facts.places import Gazetteer
from watchers.model import Article, Issue, Page

SHOP = "/profile 郑州金水区的餐饮小店，个体户，2022年开业，想贷30万周转，没有抵押物"
SURE = (
    "“摊主贷”上门来\n昨日，本市一家银行推出“摊主贷”，面向个体工商户和小微商户，凭收款流水即可申请，单户额度最高50万元，"
    "年化利率3.6%起。"
)
MAYBE = "“首贷通”开门\n“首贷通”专为首贷户小微企业设计，额度最高150万元，纯信用，企业可在线申请贷款。"
OTHER = "洛阳推出“牡丹贷”\n洛阳市推出“牡丹贷”，面向洛阳市个体工商户，额度最高200万元，纯信用，可在线申请。"


@cache
def places() -> Gazetteer:
    return gazetteer.load()


def knowing(issue: Issue, pages: Sequence[Page]) -> Sequence[Article]:
    return [understand(article, places()) for article in blocks(issue, pages)]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=knowing)
    house.hands.set(at("2026-05-11 12:00"))
    yield house
    house.close()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def says(house: House, *lines: str) -> list[str]:
    """The answers to these lines."""
    ear = Ear()
    for line in lines:
        house.hear(PERSON, line)
    house.send(ear)
    return ear.texts()


def comes(house: House, *texts: str, page: int = 1, when: str = "2026-05-11 12:00") -> list[str]:
    """What is told when a page with these articles comes in."""
    house.hands.set(at(when))
    if texts:
        day = when[:10]
        house.page(f"郑州日报/{day}/{page:02}.txt", "\n\n".join(texts))
    house.take_in()
    house.digesting.freeze_due()
    ear = Ear()
    house.send(ear)
    return ear.texts()


def test_what_fits_rings_at_once_with_its_reasons(house: House) -> None:
    says(house, SHOP)
    [told] = comes(house, SURE, OTHER)
    assert "适合你的企业画像" in told
    assert "个体工商户和小微商户 ✓" in told
    assert "你要 30万元" in told
    assert "牡丹贷" not in told


def test_what_may_fit_waits_for_the_digest_and_is_told_once(house: House) -> None:
    says(house, SHOP)
    assert comes(house, MAYBE) == []
    digest = comes(house, when="2026-05-12 07:30")
    assert "首贷通" in digest[-1]
    assert comes(house, when="2026-05-13 07:30") == []


def test_the_same_loan_told_again_is_no_news(house: House) -> None:
    says(house, SHOP)
    assert len(comes(house, SURE)) == 1
    again = SURE.replace("上门来\n昨日", "三天放款过亿\n三天前")
    assert comes(house, again, page=2, when="2026-05-11 13:00") == []


GRANT = (
    "技改奖补开始申报\n郑州市制造业企业技术改造奖补今起申报。对完成技改的小型、中型制造业企业给予"
    "最高200万元奖补，{}申报截止时间为7月15日。"
)


@pytest.mark.parametrize("size", ["小型企业，", ""])
def test_what_has_no_name_is_known_again_by_its_story(house: House, size: str) -> None:
    says(house, f"/profile 中原区的汽车零部件厂，{size}想贷200万买设备，有厂房")
    first = comes(house, GRANT.format("企业可登录市工信部门网站提交材料，"))
    assert [["技改奖补" in text for text in first], ["小型企业" in text for text in first]] == [[True] * bool(size)] * 2
    later = GRANT.replace("开始申报\n", "怎么领 一文看懂\n").format("材料在市工信部门网站提交，")
    assert comes(house, later, page=2, when="2026-05-11 15:00") == []
    digest = comes(house, when="2026-05-12 07:31")
    assert [text.count("技改奖补") for text in digest] == ([] if size else [1])
    last = GRANT.replace("开始申报\n", "已有300家企业递交\n").format("首批三百家已递交，")
    assert comes(house, last, page=3, when="2026-05-18 09:00") == []


def test_the_matches_are_turned_in_their_place_also_after_a_restart(house: House, tmp_path: Path) -> None:
    loans = [
        SURE.replace("摊主贷", f"{name}好贷").replace("50万", f"{30 + n}万") for n, name in enumerate("甲乙丙丁戊己庚")
    ]
    comes(house, *loans)
    [first] = says(house, SHOP, "/profile 匹配")[-1:]
    assert ("第 1 页，共 2 页" in first, "\n5. " in first, "\n6. " in first) == (True, True, False)
    [(number,)] = [tuple(row.values()) for row in house.database.query("SELECT max(message_id) FROM deliveries")]
    house.close()
    again = House(tmp_path, house.hands, finder=Substrings(), read=knowing)
    pressed = Incoming(key="press:1", address=PERSON, data="profile:match:2", under=number)
    again.desk.inbox.store([pressed], again.hands())
    for incoming in again.chat.waiting():
        again.chat.answer(incoming)
    ear = Ear()
    again.send(ear)
    assert ear.told == []
    [(_, message_id, message)] = ear.edited
    assert message_id == number
    assert "\n\n6. " in message.body.text
    assert [button.data for row in message.buttons for button in row] == ["profile:match:1", "profile:card"]
    again.close()


def test_what_a_subscription_rang_for_the_profile_does_not_tell_again(house: House) -> None:
    says(house, SHOP, "/sub 摊主贷 @即时")
    [told] = comes(house, SURE)
    assert "即时提醒" in told
    assert comes(house, when="2026-05-12 07:30")[1:] == []


def test_a_subscription_does_not_ring_for_what_the_profile_told(house: House) -> None:
    says(house, SHOP)
    assert len(comes(house, SURE)) == 1
    says(house, "/sub 摊主贷 @即时")
    corrected = SURE.replace("最高50万元", "最高40万元")
    assert comes(house, corrected, when="2026-05-11 13:00") == []


def test_quiet_hours_are_kept(house: House) -> None:
    says(house, SHOP, "/quiet 22:00-7:00", "/digest 关")
    assert comes(house, SURE, when="2026-05-11 23:00") == []
    assert comes(house, when="2026-05-12 06:59") == []
    [told] = comes(house, when="2026-05-12 07:01")
    assert "摊主贷" in told
    assert comes(house, when="2026-05-12 07:10") == []


def test_who_pauses_hears_nothing_until_the_digest_after(house: House) -> None:
    says(house, SHOP, "/pause")
    assert comes(house, SURE) == []
    says(house, "/resume")
    assert "摊主贷" in comes(house, when="2026-05-12 07:30")[-1]


@pytest.mark.parametrize(("how", "told"), [("日报", 1), ("关", 0)])
def test_the_owner_says_how_loud(house: House, how: str, told: int) -> None:
    says(house, SHOP, f"/profile 提醒 {how}")
    assert comes(house, SURE) == []
    assert len(comes(house, when="2026-05-12 07:30")) == told


def test_a_restart_in_between_tells_nothing_twice(house: House) -> None:
    says(house, SHOP)
    assert len(comes(house, SURE)) == 1
    entries = house.archive.after(0, 10)
    house.desk.outbox.add(house.matching.offers.meet(entries, house.hands()))
    ear = Ear()
    house.send(ear)
    assert ear.texts() == []


def test_deleted_means_gone(house: House) -> None:
    says(house, SHOP)
    comes(house, MAYBE)
    assert house.desk.profiles.suited(PERSON)
    [gone] = says(house, "/profile 删除")
    assert "都删掉了" in gone
    assert house.desk.profiles.of(PERSON) is None
    assert house.desk.profiles.all() == []
    assert house.desk.profiles.suited(PERSON) == []
    assert comes(house, SURE, page=2) == []


def test_in_a_group_nothing_is_filled_in_or_shown(house: House) -> None:
    says(house, SHOP)
    for number, (text, data) in enumerate(((SHOP, ""), ("企业画像", ""), ("", "profile:match"))):
        said = Incoming(key=f"group:{number}", address=PERSON, group=True, person="9", text=text, data=data)
        house.desk.inbox.store([said], house.hands())
        for incoming in house.chat.waiting():
            house.chat.answer(incoming)
        ear = Ear()
        house.send(ear)
        assert ["私聊" in text and "金水区" not in text for text in ear.texts()] == [True]


def test_forged_buttons_do_nothing(house: House) -> None:
    says(house, SHOP)
    before = house.desk.profiles.of(PERSON)
    for data in ("profile:size:huge", "profile:amount:-5", "profile:place:999999", "profile:tell:loud", "profile:x:y"):
        house.hear(PERSON, data=data)
    assert house.desk.profiles.of(PERSON) == before
    ear = Ear()
    house.send(ear)
    assert all("失效" in text for text in ear.texts())


def test_a_profile_is_kept_as_it_was(house: House) -> None:
    kept = Profile(industry="餐饮", place="金水区", telling=Telling.SILENT)
    house.desk.profiles.keep(PERSON, kept)
    house.desk.profiles.keep(PERSON, kept)
    assert house.desk.profiles.all() == [(PERSON, kept)]
