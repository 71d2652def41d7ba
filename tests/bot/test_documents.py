"""Articles in parts, issues by pages, searches page by page, what is taken along and given back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat import searching
from bot.chat.unready import UnreadyError
from bot.exports import Settings
from bot.model import Address, Attachment, Incoming, Lane, Message, Mode, Subscriber
from bot.profile.model import Profile, Size
from bot.relevance import Order
from bot.styled import Style
from house import PERSON, House, Substrings, blocks

OTHER = Address("fake", "2")
PAPER = "晨光日报"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, finder=Substrings(), read=blocks)
    yield house
    house.close()


def answer(house: House, text: str = "", *, data: str = "", to: Address = PERSON) -> list[Message]:
    """What comes back to a line, or to a pressed button."""
    before = {one.delivery.id for one in house.desk.history.deliveries()}
    house.hear(to, text, data=data)
    new = [one.delivery for one in house.desk.history.deliveries() if one.delivery.id not in before]
    assert all(one.lane is Lane.REPLY for one in new)
    return [one.message for one in sorted(new, key=lambda one: one.id)]


def said(house: House, text: str = "", *, data: str = "", to: Address = PERSON) -> str:
    return "\n".join(one.body.text for one in answer(house, text, data=data, to=to))


def data_of(messages: list[Message], label: str) -> str:
    return next(one.data for row in messages[-1].buttons for one in row if label in one.label)


def labels(messages: list[Message]) -> list[str]:
    return [one.label for row in messages[-1].buttons for one in row]


# -- an article --------------------------------------------------------------------------------------------------------


def long_article(house: House) -> list[str]:
    paragraphs = [f"第{n}段讲渡口的班次。" + "船来船往。" * 40 for n in range(1, 25)]
    house.page(f"{PAPER}/2026-05-11/01.txt", "渡口日夜开航\n" + "\n".join(paragraphs))
    house.take_in()
    answer(house, "/search 渡口")
    return paragraphs


def test_a_long_article_comes_in_parts_and_nothing_is_lost(house: House) -> None:
    paragraphs = long_article(house)
    shown = answer(house, "/article 1")
    told, count = shown[0].body.text, 1
    assert len(shown) == 1
    assert paragraphs[0] in told
    assert paragraphs[-1] not in told
    while any("下一部分" in label for label in labels(shown)):
        shown = answer(house, data=data_of(shown, "下一部分"))
        told, count = told + "\n\n" + shown[0].body.text, count + 1
    assert count > 2
    assert [told.count(one) for one in paragraphs] == [1] * len(paragraphs)


def test_the_rest_comes_at_once_when_asked_for(house: House) -> None:
    paragraphs = long_article(house)
    first = answer(house, "/article 1")
    rest = answer(house, data=data_of(first, "全部"))
    told = first[0].body.text + "".join(one.body.text for one in rest)
    assert [told.count(one) for one in paragraphs] == [1] * len(paragraphs)
    whole = answer(house, "/article 1 全部")
    assert [sum(one in part.body.text for part in whole) for one in paragraphs] == [1] * len(paragraphs)


def test_a_short_article_has_no_parts(house: House) -> None:
    house.page(f"{PAPER}/2026-05-11/01.txt", "渡口开航\n首班船七点出发。")
    house.take_in()
    answer(house, "/search 渡口")
    shown = answer(house, "/article 1")
    assert not any("部分" in label for label in labels(shown))


def test_what_was_changed_is_told(house: House) -> None:
    house.page(f"{PAPER}/2026-05-11/01.txt", "渡口开航\n首班船七点出发，票价两元。\n请提前到站。")
    house.take_in()
    house.hands.set(house.hands() + timedelta(hours=1))
    house.page(f"{PAPER}/2026-05-11/01.txt", "渡口开航\n首班船八点出发，票价两元。\n请提前到站。")
    house.take_in()
    answer(house, "/search 渡口")
    shown = answer(house, "/article 1")
    told = said(house, data=data_of(shown, "改了什么"))
    assert "第 2 个版本" in told
    assert "原来：首班船七点出发" in told
    assert "现在：首班船八点出发" in told
    assert "请提前到站" not in told


@pytest.mark.parametrize(
    "data", ["part:x:1", "part:", "rest:x", "rest:::", "changed:x", "leaf:1:0", "leaf:9", "found:1:r:1", "found:1:x:1"]
)
def test_forged_buttons_are_answered_politely(house: House, data: str) -> None:
    assert "失效" in said(house, "/start") + said(house, data=data)


# -- an issue ----------------------------------------------------------------------------------------------------------


def issues(house: House) -> None:
    for day in ("2026-05-09", "2026-05-10"):
        for page in range(1, 4):
            articles = [f"{day[-1]}日{page}版第{n}篇\n渡口的事第{n}件。" for n in range(1, 13)]
            house.page(f"{PAPER}/{day}/{page:02}.txt", "\n\n".join(articles))
    house.page("颍川晚报/2026-05-10/01.txt", "晚报头条\n麦子熟了。")
    house.take_in()


def test_the_newest_issue_of_each_paper(house: House) -> None:
    issues(house)
    told = said(house, "/issue")
    assert "晨光日报　5月10日，3 个版，36 篇" in told
    assert "颍川晚报　5月10日，1 个版，1 篇" in told
    assert "5月9日" not in told


def test_an_issue_by_its_pages_with_numbers_that_hold(house: House) -> None:
    issues(house)
    shown = answer(house, f"/issue {PAPER} 5月9日")
    assert "《晨光日报》5月9日　3 个版，36 篇" in shown[0].body.text
    assert "……另有 9 篇" in shown[0].body.text
    second = answer(house, data=data_of(shown, "第2版"))[0].body.text
    assert "13. 9日2版第1篇" in second
    assert "24. 9日2版第12篇" in second
    assert "9日1版" not in second
    assert "9日3版第2篇" in said(house, "/article 26")


def test_another_page_takes_the_place_of_the_one_before(house: House) -> None:
    issues(house)
    shown = answer(house, f"/issue {PAPER}")
    first = answer(house, data=data_of(shown, "第1版"))
    assert labels(first)[:2] == ["全部版面", "下一页 ▶"]
    second = answer(house, data=data_of(first, "下一页"))
    assert labels(second)[:3] == ["◀ 上一页", "全部版面", "下一页 ▶"]
    assert "36 篇" in said(house, data=data_of(second, "全部版面"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("昨天", "是不是|5月10日的报纸"),
        ("晨光", "《晨光日报》5月10日"),
        ("晨光日報 5月9日", "《晨光日报》5月9日"),
        ("《晨光日报》", "《晨光日报》5月10日"),
        ("晨曦日报", "没有「晨曦日报」这家报纸。是不是"),
        ("申报", "没有「申报」"),
        ("晨光日报 5月1日", "没有读到《晨光日报》5月1日"),
        ("5月9日", "《晨光日报》5月9日"),
        ("5月1日", "5月1日没有读到报纸"),
    ],
)
def test_papers_and_days_as_people_write_them(house: House, asked: str, told: str) -> None:
    issues(house)
    found = said(house, f"/issue {asked}")
    assert any(one in found for one in told.split("|")), found


def test_before_any_paper_there_is_advice(house: House) -> None:
    assert "/sources" in said(house, "/issue")


# -- a search ----------------------------------------------------------------------------------------------------------


def test_a_search_by_pages_numbered_through(house: House) -> None:
    issues(house)
    shown = answer(house, "/search 渡口")
    first = shown[0].body
    assert "找到 72 篇" in first.text
    assert "第 1 页，共 8 页" in first.text
    assert "10. " in first.text
    assert "11. " not in first.text
    bold = {first.text[mark.start : mark.end] for mark in first.marks if mark.style is Style.BOLD}
    assert "渡口" in bold, "the word in its sentence"
    second = answer(house, data=data_of(shown, "下一页"))
    assert "11. " in second[0].body.text
    assert "第 2 页" in second[0].body.text
    assert "渡口的事" in said(house, "/article 72")


def test_a_button_searches_for_what_it_stood_under(house: House) -> None:
    issues(house)
    shown = answer(house, "/search 渡口")
    answer(house, "/search 麦子")
    assert "「渡口」找到" in said(house, data=data_of(shown, "下一页"))
    assert "失效" in said(house, data=data_of(shown, "下一页"), to=OTHER)


def test_the_order_can_be_changed(house: House) -> None:
    issues(house)
    shown = answer(house, "/search 渡口")
    by_time = answer(house, data=data_of(shown, "按时间"))
    assert "新的在前" in by_time[0].body.text
    assert by_time[0].body.text.index("5月10日") > 0
    assert "5月9日" not in by_time[0].body.text
    assert by_time[0].body.text == said(house, "/search 渡口 排序 新")


@pytest.mark.parametrize(
    ("typed", "text", "order"),
    [
        ("融资 近30天", "融资 日期:30天", Order.RELEVANT),
        ("融资 最近一周 排序 新", "融资 日期:7天", Order.NEWEST),
        ("融资 排序:时间", "融资", Order.NEWEST),
        ("融资 按时间", "融资", Order.NEWEST),
        ("融资 排序 相关", "融资", Order.RELEVANT),
        ("融资 last 2 weeks sort new", "融资 日期:14天", Order.NEWEST),
        ("近半年 融资", "日期:182天 融资", Order.RELEVANT),
        ("近30天气象", "近30天气象", Order.RELEVANT),
        ("排序算法", "排序算法", Order.RELEVANT),
        ("", "", Order.RELEVANT),
    ],
)
def test_what_is_typed_beside_the_words(typed: str, text: str, order: Order) -> None:
    assert searching.wish(typed) == (text, order)


def test_where_too_many_are_found_that_is_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "CANDIDATES", 20)
    issues(house)
    assert "至少有 20 篇" in said(house, "/search 渡口")


def test_what_takes_long_is_worked_out_beside_and_told(house: House) -> None:
    issues(house)
    line = Incoming(key="1", address=PERSON, text="/search 渡口")
    house.desk.inbox.store([line], house.hands())
    with pytest.raises(UnreadyError) as unready:
        house.chat.answer(line, known={})
    assert list(house.chat.waiting()) == [line]
    assert isinstance(unready.value.work, Iterator)
    *steps, found = unready.value.work
    assert steps == [None] * 4, "twenty articles at a time"
    house.chat.answer(line, known={unready.value.wanted: lambda: found})
    (told,) = house.desk.history.deliveries()
    assert "「渡口」找到 72 篇" in told.delivery.message.body.text


# -- taken along and given back ----------------------------------------------------------------------------------------


def settled(house: House) -> None:
    for line in (
        "/sub 渡口 @即时",
        "/sub 麦子",
        "/digest 工作日 08:00 18:00",
        "/quiet 22:30-7:00 例外 橙",
        "/digest 不要提及",
        "/mute 来源 颍川晚报 7天",
        "/lang 繁体",
        "/lang zh",
        "/remind 5 2",
        "/review 周六 19:00",
    ):
        answer(house, line)
    for n, uid in enumerate("abc"):
        house.desk.favourites.add(PERSON, uid, f"标题{uid}", house.hands() + timedelta(days=n))
    first = house.desk.subscriptions.of(PERSON)[0]
    house.desk.subscriptions.revise(first.id, first.query, "过河", Mode.ALERT)
    house.desk.profiles.keep(PERSON, Profile(industry="餐饮", size=Size.MICRO, amount=500_000))


def file_of(house: House, form: str = "JSON") -> Attachment:
    found = answer(house, f"/export {form}")[0].file
    assert found
    return found


def own(house: House) -> object:
    """What a file holds, without when it was made and how its subscriptions were numbered."""
    kept = json.loads(file_of(house).text)
    return {**kept, "made_at": "", "subscriptions": [{**one, "number": 0} for one in kept["subscriptions"]]}


def test_all_of_it_comes_back_after_all_was_deleted(house: House) -> None:
    issues(house)
    settled(house)
    before, text = own(house), file_of(house).text
    house.desk.oblivion.forget(PERSON)
    assert own(house) != before
    shown = answer(house, "/import " + text)
    assert "新订阅 2 条" in shown[0].body.text
    assert house.desk.subscriptions.of(PERSON) == [], "nothing changes before the button"
    answer(house, data=data_of(shown, "照此恢复"))
    assert own(house) == before
    assert "完全一样" in said(house, "/import " + text)
    assert [one.uid for one in house.desk.favourites.of(PERSON, 9)] == ["c", "b", "a"]


def test_the_restored_settings_are_told_in_words(house: House) -> None:
    settled(house)
    text = file_of(house).text
    house.desk.oblivion.forget(PERSON)
    shown = answer(house, "/import " + text)[0].body.text
    for row in ("免打扰：22:30–07:00，橙色预警例外", "一周回顾：周六 19:00", "收藏：加上文件里的 3 篇"):
        assert row in shown
    assert "orange" not in shown


def test_pressing_twice_changes_nothing(house: House) -> None:
    settled(house)
    text = file_of(house).text
    house.desk.oblivion.forget(PERSON)
    button = data_of(answer(house, "/import " + text), "照此恢复")
    answer(house, data=button)
    once = own(house)
    assert "新订阅 0 条" in said(house, data=button)
    assert own(house) == once


def test_a_setting_that_a_file_does_not_name_stays(house: House) -> None:
    settled(house)
    shown = answer(house, '/import {"format": "baoxiao", "settings": {"digest": ""}, "subscriptions": []}')
    assert "日报：没有" in shown[0].body.text
    assert "免打扰" not in shown[0].body.text
    answer(house, data=data_of(shown, "照此恢复"))
    person = house.desk.subscriptions.subscriber(PERSON)
    assert person
    assert (person.timetable, str(person.quiet)) == (None, "22:30-07:00 orange")


def test_what_cannot_be_meant_is_left_alone(house: House) -> None:
    settled(house)
    before = own(house)
    wrong = {
        "language": "xx",
        "timezone": "Mars/One",
        "digest": "99:99",
        "quiet": "x",
        "place": "亚特兰蒂斯",
        "cap": -1,
    }
    shown = answer(house, "/import " + json.dumps({"format": "baoxiao", "settings": wrong}, ensure_ascii=False))
    assert "完全一样" in shown[0].body.text
    assert own(house) == before


def test_a_group_is_not_told_a_persons_profile(house: House) -> None:
    settled(house)
    assert "餐饮" in file_of(house).text
    group = Address("fake", "-5")
    house.desk.profiles.keep(group, Profile(industry="餐饮"))
    asked = Incoming(key="g1", address=group, text="/export JSON", group=True, person="1")
    house.desk.inbox.store([asked], house.hands())
    house.chat.answer(asked)
    sent = next(one.delivery.message for one in house.desk.history.deliveries(to=group))
    assert sent.file
    assert "餐饮" not in sent.file.text


def test_the_other_forms(house: House) -> None:
    assert "没有词可以导出" in said(house, "/export 词表")
    answer(house, "/sub 渡口")
    assert file_of(house, "词表").text == "渡口\n"
    assert file_of(house, "一行一条").text == "渡口 @日报\n"
    assert file_of(house).name == "报晓-2026-05-11.json"
    shown = answer(house, "/export")
    assert labels(shown) == ["JSON", "词表", "一行一条"]
    assert answer(house, data=data_of(shown, "词表"))[0].file == replace(file_of(house, "词表"))
    assert "失效" in said(house, data="export:../etc/passwd")


def test_every_choice_of_a_person_is_taken_along() -> None:
    """Who adds a setting decides whether an export holds it."""
    plans = {"address", "joined_at", "next_digest_at", "planned_at", "served", "digested", "release_at", "remind_at"}
    passing = {"paused", "paused_until", "gone", "welcome"}
    named = {"timetable"}  # `digest` in the file, as in the chat
    choices = {one.name for one in fields(Subscriber)} - plans - passing - named
    assert choices <= {one.name for one in fields(Settings)}
