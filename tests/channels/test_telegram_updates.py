"""What people do, as it reaches the inbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import ChannelError
from bot.model import Address, Button, Incoming, Later, Message
from bot.styled import plain
from bot.telegram import Batch, Telegram
from bot.telegram.incoming import incoming

Talk = Callable[..., Any]
GROUP = -100500
HOME = Address("telegram", "42")


def heard(talk: Talk, offset: int = 0) -> list[Incoming]:
    batch = talk(lambda channel: channel.updates(offset))
    assert isinstance(batch, Batch)
    return list(batch.incoming)


def group(tg: Any, **fields: Any) -> None:
    tg.chat(GROUP, type="supergroup", title="业主群", members={7: "member", 8: "administrator"}, **fields)


def test_a_line_in_private(tg: Any, talk: Talk) -> None:
    update = tg.say(42, "/sub 地铁 OR 公交")["update_id"]
    start, line = heard(talk)
    assert start.text == "/start"
    assert line == Incoming(
        key=f"telegram:{update}", address=HOME, text="/sub 地铁 OR 公交", language="zh-hans", person="42"
    )


def test_what_was_not_confirmed_comes_again(tg: Any, talk: Talk) -> None:
    tg.say(42, "二")

    async def polls(channel: Telegram) -> tuple[Any, Any, Any]:
        first = await channel.updates(0)
        again = await channel.updates(0)
        assert isinstance(first, Batch)
        tg.say(42, "三")
        return first, again, await channel.updates(first.offset)

    first, again, after = talk(polls)
    assert first == again
    assert [i.text for i in first.incoming] == ["/start", "二"]
    assert [i.text for i in after.incoming] == ["三"]
    assert tg.pending()["updates"] == 1


def test_an_empty_poll_keeps_the_offset(tg: Any, talk: Talk) -> None:
    assert talk(lambda channel: channel.updates(10**9)) == Batch(incoming=(), offset=10**9)


def test_a_repeated_update_has_its_old_key(tg: Any, talk: Talk) -> None:
    async def polls(channel: Telegram) -> tuple[Any, Any]:
        first = await channel.updates(0)
        assert isinstance(first, Batch)
        await channel.updates(first.offset)
        tg.redeliver(1)
        return first, await channel.updates(first.offset)

    first, again = talk(polls)
    assert again.incoming == first.incoming
    assert again.offset == first.offset


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("/sub@fake_test_bot 地铁", "/sub 地铁"),
        ("/sub@Fake_Test_Bot\n地铁", "/sub\n地铁"),
        ("/list", "/list"),
        ("/sub 写信到 a@other_bot", "/sub 写信到 a@other_bot"),
        ("@fake_test_bot 地铁", "地铁"),
        ("/sub@other_bot 地铁", None),
        ("随便聊聊", None),
        ("@fake_test_bot2 在吗", None),
    ],
)
def test_in_a_group_only_what_is_said_to_us(tg: Any, talk: Talk, said: str, understood: str | None) -> None:
    group(tg, bot_admin=True)
    tg.say(GROUP, said, user_id=7)
    lines = [i for i in heard(talk) if i.group]
    assert [i.text for i in lines] == ([understood] if understood else [])
    assert all(i.address == Address("telegram", str(GROUP)) and i.person == "7" for i in lines)


def test_a_reply_to_us_in_a_group_is_said_to_us(tg: Any, talk: Talk) -> None:
    group(tg)
    me = {"id": 123456, "is_bot": True, "first_name": "B", "username": "fake_test_bot"}
    ours = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "supergroup", "title": "业主群"}, "from": me}
    tg.say(GROUP, "多说一点", user_id=7, reply_to_message={**ours, "text": "报"})
    assert [i.text for i in heard(talk) if i.group] == ["多说一点"]


def test_a_forum_topic_is_part_of_the_address(tg: Any, talk: Talk) -> None:
    group(tg)
    tg.say(GROUP, "/list", user_id=7, message_thread_id=9, is_topic_message=True)
    tg.say(GROUP, "/list", user_id=7, message_thread_id=11)
    assert [i.address.topic for i in heard(talk) if i.group] == ["9", ""]


def test_who_may_command_a_group(tg: Any, talk: Talk) -> None:
    group(tg)
    anonymous = {"id": GROUP, "type": "supergroup", "title": "业主群"}
    bot_face = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    for text, extra in (("/a", {"user_id": 7}), ("/b", {"user_id": 8}), ("/c", {"sender_chat": anonymous})):
        tg.say(GROUP, text, **extra, **({"from": bot_face} if "sender_chat" in extra else {}))

    async def ask(channel: Telegram) -> list[bool]:
        batch = await channel.updates(0)
        assert isinstance(batch, Batch)
        return [await channel.administers(i.address, i.person) for i in batch.incoming if i.group]

    assert talk(ask) == [False, True, True]
    tg.fault("status", method="getChatMember")
    assert talk(lambda channel: channel.administers(Address("telegram", str(GROUP)), "8")) is False


def test_channel_posts_only_as_commands(tg: Any, talk: Talk) -> None:
    chat = {"id": -100900, "type": "channel", "title": "频道"}
    for number, text in enumerate(("/list", "今天的公告")):
        tg.update("channel_post", {"message_id": number, "date": 1, "chat": chat, "sender_chat": chat, "text": text})
    posts = [i for i in heard(talk) if i.group]
    assert [(i.text, i.person) for i in posts] == [("/list", "-100900")]


def test_what_nobody_said_to_us_is_left_out(tg: Any, talk: Talk) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "某人", "date": 1}
    tg.say(42, "/stop", forward_origin=origin)
    tg.say(42, "", sticker={"file_id": "x", "file_unique_id": "y"})
    tg.update("edited_message", {"message_id": 1, "date": 1, "chat": {"id": 42, "type": "private"}, "text": "/改"})
    tg.block(42)
    assert [i.text for i in heard(talk)] == ["/start"]


def test_being_added_to_a_group_is_a_start(tg: Any, talk: Talk) -> None:
    group(tg)
    tg.block(GROUP)
    tg.block(GROUP, blocked=False)
    (added,) = [i for i in heard(talk) if i.group]
    assert (added.text, added.address.to) == ("/start", str(GROUP))


def test_a_button_comes_back_and_is_acknowledged_once(tg: Any, talk: Talk) -> None:
    message = Message(body=plain("选"), buttons=((Button(label="订阅", data="s:17"),),))

    async def press(channel: Telegram) -> Incoming:
        await channel.send(HOME, message)
        tg.click(42, tg.sent()[0]["message_id"], button="订阅")
        batch = await channel.updates(0)
        assert isinstance(batch, Batch)
        pressed = batch.incoming[-1]
        await channel.acknowledge(pressed.callback_id, "好" * 300)
        await channel.acknowledge(pressed.callback_id)
        return pressed

    pressed = talk(press)
    assert (pressed.data, pressed.text, pressed.address, pressed.person) == ("s:17", "", HOME, "42")
    assert tg.pending()["unanswered_callbacks"] == []


@pytest.mark.parametrize("kind", ["hang", "reset", "garbage", "html502", "unauthorized", "blocked"])
def test_acknowledging_never_raises(tg: Any, talk: Talk, kind: str) -> None:
    tg.fault(kind, seconds=1)
    assert talk(lambda channel: channel.acknowledge("1")) is None


def test_an_odd_update_does_not_stop_the_others(tg: Any, talk: Talk) -> None:
    tg.update("message", {"message_id": "?", "chat": 5, "date": "gestern"})
    tg.update("callback_query", {"id": "1"})
    tg.update("message", {"message_id": 3, "date": 1, "chat": {"id": 42, "type": "private"}, "text": 7})
    tg.say(42, "还在吗\x00")
    batch = talk(lambda channel: channel.updates(0))
    assert [i.text for i in batch.incoming] == ["/start", "还在吗"]
    confirmed = talk(lambda channel: channel.updates(batch.offset))
    assert confirmed.incoming == ()


def test_half_an_emoji_can_be_stored() -> None:
    chat = {"id": 42, "type": "private"}
    heard = incoming(
        {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, "text": "还在\ud83d吗"}}, "b"
    )
    assert heard is not None
    assert heard.text == "还在\ufffd吗"


@pytest.mark.parametrize("kind", ["hang", "reset", "garbage", "html502", "status", "truncate"])
@pytest.mark.parametrize("method", ["getUpdates", "getMe"])
def test_a_passing_failure_of_a_poll_is_later(tg: Any, talk: Talk, kind: str, method: str) -> None:
    tg.fault(kind, method=method, seconds=1, times=1)

    async def polls(channel: Telegram) -> tuple[Any, Any]:
        return await channel.updates(0), await channel.updates(0)

    first, second = talk(polls)
    assert isinstance(first, Later)
    assert [i.text for i in second.incoming] == ["/start"]


def test_a_flooded_poll_waits(tg: Any, talk: Talk) -> None:
    tg.fault("retry_after", method="getUpdates", seconds=5)
    later = talk(lambda channel: channel.updates(0))
    assert isinstance(later, Later)
    assert later.wait == 5.0


@pytest.mark.parametrize(("kind", "hint"), [("conflict", "另有一个程序"), ("unauthorized", "token_file")])
def test_a_refused_poll_stops(tg: Any, talk: Talk, kind: str, hint: str) -> None:
    tg.fault(kind, method="getUpdates")
    with pytest.raises(ChannelError, match=hint):
        talk(lambda channel: channel.updates(0))


def test_the_name_and_its_failures(tg: Any, talk: Talk) -> None:
    assert talk(Telegram.name) == "fake_test_bot"
    tg.fault("reset", times=1)
    with pytest.raises(ChannelError, match="连不上"):
        talk(Telegram.name)


def test_the_menu_by_language(tg: Any, talk: Talk) -> None:
    menu = {"zh-Hans": [("sub", "订阅")], "en": [("sub", "Subscribe")]}
    talk(lambda channel: channel.publish_menu(menu))
    found = {scope.rpartition("|")[2]: commands for scope, commands in tg.pending()["commands"].items()}
    assert found["zh"] == [{"command": "sub", "description": "订阅"}]
    assert found[""] == [{"command": "sub", "description": "Subscribe"}]
    tg.fault("status")
    assert talk(lambda channel: channel.publish_menu(menu)) is None


def test_operators_have_a_menu_of_their_own(tg: Any, talk: Talk) -> None:
    menu = {"zh-Hans": [("sub", "订阅")], "en": [("sub", "Subscribe")]}
    wider = {"zh-Hans": [*menu["zh-Hans"], ("source", "来源")], "en": [*menu["en"], ("source", "Sources")]}
    operators = [HOME, Address("terminal", "local")]
    talk(lambda channel: channel.publish_menu(menu, operators, wider))
    found = tg.pending()["commands"]
    own = [commands for scope, commands in found.items() if HOME.to in scope]
    assert sorted(len(commands) for commands in found.values()) == [1, 1, 2, 2]
    assert [[one["command"] for one in commands] for commands in own] == [["sub", "source"]] * 2
