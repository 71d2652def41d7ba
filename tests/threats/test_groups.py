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
