"""The buttons of an alert: they change in place, do their work once, and do it for whom they belong to."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model import Address
from threats.conftest import ADMIN, GROUP, MEMBER, OTHER, PERSON, Town

HOME, THEIRS = Address("telegram", str(PERSON)), Address("telegram", str(OTHER))
LABELS = [["为什么", "全文", "原文"], ["静音…", "收藏", "退订"]]


def shown(town: Town, chat: int = PERSON, words: str = "即时提醒") -> Any:
    """The last message with these words as the chat shows it now."""
    return [one for one in town.tg.screen(chat) if words in one.get("text", "")][-1]


def keys(message: Any) -> list[list[str]]:
    return [[key["text"] for key in row] for row in message.get("reply_markup", {}).get("inline_keyboard", [])]


def data_of(message: Any) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [key["callback_data"] for row in rows for key in row if "callback_data" in key]


def press(town: Town, label: str, chat: int = PERSON, user: int | None = None, words: str = "即时提醒") -> None:
    town.tg.click(chat, shown(town, chat, words)["message_id"], button=label, user_id=user)
    town.lives()


@pytest.fixture
def alerted(town: Town) -> Town:
    """An alert of an article with an address of its own."""
    town.says("/sub 渡口 @即时", PERSON)
    town.says("/sub 停水 @即时", OTHER)
    town.lives()
    town.prints("渡口重开", "正文。网址：https://example.cn/a/1.html")
    town.lives()
    return town


def test_the_row_fits_a_phone_and_opens_in_place(alerted: Town) -> None:
    before = shown(alerted)
    assert keys(before) == LABELS
    assert all(len(one.encode()) <= 64 for one in data_of(before))
    press(alerted, "静音…")
    opened = shown(alerted)
    assert keys(opened) == [["1 天", "7 天", "静音本事件"], ["‹ 返回"]]
    assert (opened["message_id"], opened["text"]) == (before["message_id"], before["text"])
    press(alerted, "返回")
    assert keys(shown(alerted)) == LABELS
    alerted.unharmed()


@pytest.mark.parametrize(("label", "until"), [("1 天", "静音到"), ("7 天", "静音到"), ("静音本事件", "这件事静音到")])
def test_a_length_is_chosen_once_and_the_row_is_back(alerted: Town, label: str, until: str) -> None:
    press(alerted, "静音…")
    told = len(alerted.told(PERSON))
    press(alerted, label)
    assert until in alerted.told(PERSON)[told]
    assert keys(shown(alerted)) == LABELS
    alerted.unharmed()


def test_pressed_twice_at_once_is_pressed_once(alerted: Town) -> None:
    number = shown(alerted)["message_id"]
    for _ in range(2):
        alerted.tg.click(PERSON, number, button="退订")
        alerted.tg.click(PERSON, number, button="收藏")
    alerted.lives()
    assert [one.query for one in alerted.house.desk.subscriptions.of(HOME)] == []
    assert alerted.house.desk.favourites.counted(HOME) == 1
    alerted.unharmed()


def test_every_button_works_after_a_restart(alerted: Town) -> None:
    """A second house over the same file knows nothing but what is in it."""
    from house import House, Substrings

    folder = alerted.house.papers.parent
    clock = alerted.house.hands
    alerted.house.close()
    alerted.house = House(folder, clock, finder=Substrings())
    for label, words in (("静音…", ""), ("7 天", "静音到"), ("收藏", "收藏了"), ("为什么", "渡口"), ("退订", "已退订")):
        press(alerted, label)
        assert words in alerted.told(PERSON)[-1]
    alerted.unharmed()


def test_every_button_of_one_chat_pressed_from_another(alerted: Town) -> None:
    """As they are, with other ids, cut short: nothing of the one changes, and nothing of it is told to the other."""
    press(alerted, "收藏")
    press(alerted, "静音…")
    theirs = {one for message in alerted.tg.screen(PERSON) for one in data_of(message)}
    theirs |= {one.replace("silence:", "back:") for one in theirs} | {f"{one[:-1]}0" for one in theirs}
    theirs |= {one[: len(one) // 2] for one in theirs} | {one.partition(":")[0] + ":" for one in theirs}
    before = kept(alerted, HOME)
    told = len(alerted.told(OTHER))
    last = alerted.tg.screen(OTHER)[-1]["message_id"]
    for data in sorted(theirs):
        if data.partition(":")[0] not in ("why", "article", "packs", "digest", "quiet", "list", "help"):
            alerted.tg.click(OTHER, last, data=data, force=True)
    alerted.lives()
    assert kept(alerted, HOME) == before
    assert alerted.house.desk.favourites.counted(THEIRS) == 0
    assert alerted.house.desk.subscriptions.subscriber(THEIRS).mutes == ()  # type: ignore[union-attr]
    assert [one.query for one in alerted.house.desk.subscriptions.of(THEIRS)] == ["停水"]
    answers = alerted.told(OTHER)[told:]
    assert answers
    assert all("失效" in text or "没有" in text for text in answers), answers
    alerted.unharmed()


def kept(town: Town, address: Address) -> list[Any]:
    desk = town.house.desk
    return [desk.subscriptions.subscriber(address), desk.subscriptions.of(address), desk.favourites.of(address, 9)]


def test_what_is_put_aside_in_a_group_is_ones_own(town: Town, tg: Any) -> None:
    tg.chat(
        GROUP, type="supergroup", title="业主群", members={MEMBER: "member", ADMIN: "administrator"}, bot_admin=True
    )
    town.says("/sub 渡口 @即时", GROUP, user_id=ADMIN)
    town.lives()
    town.prints("渡口重开")
    town.lives()
    told = len(town.told(GROUP))
    press(town, "收藏", GROUP, MEMBER)
    press(town, "收藏", GROUP, MEMBER)
    assert town.told(GROUP)[told:] == [], "nobody else need know"
    shown_to = [one["params"].get("text", "") for one in tg.requests("answerCallbackQuery")][-2:]
    assert "收藏了，只有你看得到" in shown_to[0]
    assert "早就收藏了" in shown_to[1]
    owners = [Address("telegram", str(one)) for one in (MEMBER, ADMIN, GROUP)]
    assert [town.house.desk.favourites.counted(one) for one in owners] == [1, 0, 0]
    uid = town.house.desk.favourites.of(owners[0], 1)[0].uid
    town.presses(f"unsave:{uid}", GROUP, user=MEMBER)
    town.lives()
    assert town.house.desk.favourites.counted(owners[0]) == 1, "taken out in private only"
    town.says("/saved", MEMBER)
    town.lives()
    assert "渡口重开" in town.told(MEMBER)[-1]
    town.unharmed()


def test_a_members_press_is_refused_to_them_alone(town: Town, tg: Any) -> None:
    tg.chat(
        GROUP, type="supergroup", title="业主群", members={MEMBER: "member", ADMIN: "administrator"}, bot_admin=True
    )
    town.says("/sub 渡口 @即时", GROUP, user_id=ADMIN)
    town.lives()
    town.prints("渡口重开")
    town.lives()
    told = town.told(GROUP)
    for label in ("静音…", "退订"):
        press(town, label, GROUP, MEMBER)
    assert town.told(GROUP) == told
    assert all("管理员" in one["params"].get("text", "") for one in tg.requests("answerCallbackQuery")[-2:])
    assert len(town.house.desk.subscriptions.of(Address("telegram", str(GROUP)))) == 1
    press(town, "静音…", GROUP, ADMIN)
    assert keys(shown(town, GROUP))[1] == ["‹ 返回"]
    town.unharmed()


def test_the_items_of_a_list_one_by_one(town: Town) -> None:
    town.says("/sub 渡口 @即时", PERSON)
    town.lives()
    for number, what in enumerate(("渡口重开", "新渡口选址", "渡口停航检修", "老渡口办展览"), 10):
        town.house.page(f"晨光日报/2026-05-11/{number}.txt", f"{what}\n{what}，正文{number}。")
    town.prints("别的事")
    town.lives()
    listed = shown(town, words="即时提醒 · 4 篇")
    assert keys(listed) == [["逐条操作…"]]
    for label, rows in (
        ("逐条", [["1", "2", "3", "4"], ["‹ 返回"]]),
        ("2", [["为什么", "全文"], ["静音…", "收藏", "退订"], ["‹ 第 2 条，返回"]]),
        ("静音…", [["1 天", "7 天", "静音本事件"], ["‹ 返回"]]),
        ("返回", [["为什么", "全文"], ["静音…", "收藏", "退订"], ["‹ 第 2 条，返回"]]),
        ("第 2 条", [["1", "2", "3", "4"], ["‹ 返回"]]),
        ("返回", [["逐条操作…"]]),
    ):
        press(town, label, words="即时提醒 · 4 篇")
        assert keys(shown(town, words="即时提醒 · 4 篇")) == rows
    assert shown(town, words="即时提醒 · 4 篇")["text"] == listed["text"]
    town.unharmed()
