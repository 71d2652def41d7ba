"""Who may command in a group: administrators, and those who speak as the group; nobody by another's words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model import Address
from threats.conftest import ADMIN, GROUP, MEMBER, OTHER, Town

CHANNEL = -1009
STRANGER, LEFT, OWNER = 99, 10, 9
AS_GROUP = {"id": GROUP, "type": "supergroup", "title": "业主群"}
AS_CHANNEL = {"id": CHANNEL, "type": "channel", "title": "别的频道"}
BOT_FACE = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_FACE = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
FORWARDED = {"type": "user", "date": 1, "sender_user": {"id": ADMIN, "is_bot": False, "first_name": "管理员"}}


@pytest.fixture
def group(town: Town, tg: Any) -> Town:
    members = {MEMBER: "member", ADMIN: "administrator", OWNER: "creator", LEFT: "left"}
    tg.chat(GROUP, type="supergroup", title="业主群", members=members, bot_admin=True)
    return town


def wanted(town: Town, chat: int = GROUP) -> list[str]:
    return [one.query for one in town.house.desk.subscriptions.of(Address("telegram", str(chat)))]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        pytest.param({"user_id": ADMIN}, True, id="administrator"),
        pytest.param({"user_id": OWNER}, True, id="owner"),
        pytest.param({"sender_chat": AS_GROUP, "from": BOT_FACE}, True, id="anonymous administrator"),
        pytest.param({"user_id": MEMBER}, False, id="member"),
        pytest.param({"user_id": LEFT}, False, id="who has left"),
        pytest.param({"user_id": STRANGER}, False, id="stranger"),
        pytest.param({"sender_chat": AS_CHANNEL, "from": CHANNEL_FACE}, False, id="a member as their channel"),
    ],
)
def test_who_may_change_what_a_group_is_told(group: Town, who: dict[str, Any], may: bool) -> None:
    group.says("/sub 渡口", GROUP, **who)
    group.lives()
    assert wanted(group) == (["渡口"] if may else [])
    assert ("管理员" in group.told(GROUP)[-1]) is not may
    group.says("/list", GROUP, **who)
    group.lives()
    assert "管理员" not in group.told(GROUP)[-1], "everybody may look"


@pytest.mark.parametrize(
    "command", ["/unsub 全部", "/unsub 1", "/pause", "/digest 关", "/mute 1 7天", "/quiet 1:00-2:00"]
)
def test_a_member_ends_and_silences_nothing(group: Town, command: str) -> None:
    group.says("/sub 渡口", GROUP, user_id=ADMIN)
    group.lives()
    address = Address("telegram", str(GROUP))
    before = group.house.desk.subscriptions.subscriber(address), group.house.desk.subscriptions.of(address)
    group.says(command, GROUP, user_id=MEMBER)
    group.lives()
    assert (group.house.desk.subscriptions.subscriber(address), group.house.desk.subscriptions.of(address)) == before
    assert "管理员" in group.told(GROUP)[-1]


def test_a_members_press_changes_nothing_and_an_administrators_does(group: Town) -> None:
    group.says("/sub 渡口", GROUP, user_id=ADMIN)
    group.lives()
    (one,) = group.house.desk.subscriptions.of(Address("telegram", str(GROUP)))
    group.presses(f"unsub:{one.id}", GROUP, user=MEMBER)
    group.lives()
    assert wanted(group) == ["渡口"]
    group.presses(f"unsub:{one.id}", GROUP, user=ADMIN)
    group.lives()
    assert wanted(group) == []
    group.unharmed()


def test_a_plain_line_of_a_member_does_not_finish_what_an_administrator_began(group: Town) -> None:
    """`/sub` asks for words; the next line is a member's."""
    group.says("/sub", GROUP, user_id=ADMIN)
    group.lives()
    group.says("@fake_test_bot 渡口", GROUP, user_id=MEMBER)
    group.lives()
    assert wanted(group) == []


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        pytest.param("/sub 渡口", {"forward_origin": FORWARDED, "user_id": ADMIN}, id="forwarded"),
        pytest.param("/sub@other_bot 渡口", {"user_id": ADMIN}, id="another bot's"),
        pytest.param("/sub@fake_test_bot2 渡口", {"user_id": ADMIN}, id="a longer name"),
        pytest.param("渡口", {"user_id": ADMIN}, id="small talk"),
        pytest.param("/sub 渡口", {"from": {**BOT_FACE, "id": 5, "username": "x_bot"}}, id="a bot"),
    ],
)
def test_what_was_not_said_to_us_is_not_heard(group: Town, text: str, extra: dict[str, Any]) -> None:
    group.says(text, GROUP, **extra)
    group.lives()
    assert wanted(group) == []
    assert group.told(GROUP) == []


def test_a_forwarded_command_in_private_is_not_obeyed(town: Town) -> None:
    town.says("/start", OTHER)
    town.lives()
    before = town.told(OTHER)
    town.says("/sub 渡口", OTHER, forward_origin=FORWARDED)
    town.lives()
    assert (wanted(town, OTHER), town.told(OTHER)) == ([], before)


def test_a_post_of_a_channel_commands_for_the_channel_only(town: Town, tg: Any) -> None:
    tg.chat(CHANNEL, type="channel", title="频道", bot_admin=True)
    chat = {"id": CHANNEL, "type": "channel", "title": "频道"}
    for number, text in enumerate(("/sub 渡口", "今天的公告：/unsub 全部", "/sub@other_bot 粮价")):
        post = {"message_id": number + 1, "date": 1, "chat": chat, "sender_chat": chat, "text": text}
        tg.update("channel_post", post)
    town.lives()
    assert wanted(town, CHANNEL) == ["渡口"]


def test_when_nobody_says_who_administers_nothing_changes(group: Town, tg: Any) -> None:
    tg.fault("status", method="getChatMember", code=500)
    group.says("/sub 渡口", GROUP, user_id=ADMIN)
    group.lives()
    assert wanted(group) == []


LOOKS = {
    "/packs": "主题",
    "/help sub": "/sub",
    "/history": "即时提醒",
    "/digest": "07:30",
    "/quiet": "免打扰",
    "/area": "你在哪里",
    "/level": "预警",
    "/mute": "没有静音",
    "/cap": "上限",
    "/lang": "语言",
    "/tz": "时区",
    "/remind": "提醒",
    "/export": "1 条",
    "@fake_test_bot 渡口": "1** 篇",
    "@fake_test_bot 停水": "没有见报",
}


@pytest.mark.parametrize("text", LOOKS)
def test_a_member_may_look_at_everything(group: Town, text: str) -> None:
    group.says("/sub 渡口 @即时", GROUP, user_id=ADMIN)
    group.lives()
    group.prints("渡口重开")
    group.lives()
    before = everything(group)
    group.says(text, GROUP, user_id=MEMBER)
    group.lives()
    told = group.told(GROUP)[-1]
    assert "管理员" not in told
    assert LOOKS[text].replace("**", "") in told
    assert everything(group) == before
    group.unharmed()


def everything(town: Town) -> list[tuple[Any, ...]]:
    tables = ("subscribers", "subscriptions", "expected", "deeds", "reviews")
    return [tuple(row.items()) for table in tables for row in town.house.database.query(f"SELECT * FROM {table}")]


def test_the_week_and_the_items_of_a_list_are_for_everybody(group: Town) -> None:
    group.says("/sub 渡口 @即时", GROUP, user_id=ADMIN)
    group.lives()
    for number, what in enumerate(("渡口重开", "新渡口选址", "渡口停航检修", "老渡口办展览"), 10):
        group.house.page(f"晨光日报/2026-05-11/{number}.txt", f"{what}\n{what}，正文{number}。")
    group.prints("别的事")
    group.lives()
    before = everything(group)
    group.says("/review", GROUP, user_id=MEMBER)
    group.lives()
    assert "渡口" in group.told(GROUP)[-1]
    listed = [one for one in group.tg.screen(GROUP) if "即时提醒 · 4 篇" in one.get("text", "")][-1]["message_id"]
    for label in ("逐条", "2"):
        group.tg.click(GROUP, listed, button=label, user_id=MEMBER)
        group.lives()
    told = len(group.told(GROUP))
    group.tg.click(GROUP, listed, button="全文", user_id=MEMBER)
    group.tg.click(GROUP, listed, button="退订", user_id=MEMBER)
    group.tg.click(GROUP, listed, button="静音…", user_id=MEMBER)
    group.lives()
    assert ["正文11" in text for text in group.told(GROUP)[told:]] == [True]
    assert everything(group) == before
    group.unharmed()


def test_words_of_a_member_leave_an_administrators_question_open(group: Town) -> None:
    group.says("/sub", GROUP, user_id=ADMIN)
    group.lives()
    group.says("@fake_test_bot 渡口", GROUP, user_id=MEMBER)
    group.lives()
    group.says("@fake_test_bot 停水", GROUP, user_id=ADMIN)
    group.lives()
    assert wanted(group) == ["停水"]


def test_what_is_found_for_a_member_offers_no_subscription(group: Town) -> None:
    group.prints("渡口重开")
    group.says("@fake_test_bot 渡口", GROUP, user_id=MEMBER)
    group.lives()
    shown = group.tg.screen(GROUP)[-1]
    assert [[key["text"] for key in row] for row in shown["reply_markup"]["inline_keyboard"]] == [["看这 1 篇"]]
    group.tg.click(GROUP, shown["message_id"], button="看这", user_id=MEMBER)
    group.lives()
    assert "渡口重开" in group.told(GROUP)[-1]


@pytest.mark.parametrize(
    "text", ["我想订阅渡口", "/review 每周日 20:00", "/digest 18:00", "/undo", "/resume", "/edit 1 停水"]
)
def test_a_member_changes_nothing_in_whatever_words(group: Town, text: str) -> None:
    group.says("/sub 渡口", GROUP, user_id=ADMIN)
    group.lives()
    before = everything(group)
    group.says(text if text.startswith("/") else f"@fake_test_bot {text}", GROUP, user_id=MEMBER)
    group.lives()
    assert "管理员" in group.told(GROUP)[-1]
    assert everything(group) == before
