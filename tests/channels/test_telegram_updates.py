"""What people do, as it reaches the inbox."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import ChannelError, UnansweredError
from bot.hidden import Secret
from bot.model import Address, Button, Incoming, Later, Message, Sent
from bot.styled import plain
from bot.telegram import Batch, Menus, Telegram
from bot.telegram.incoming import incoming
from bot.telegram.menus import Menu

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"

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


def test_a_fault_of_the_network_is_no_answer(tg: Any, talk: Talk) -> None:
    group(tg)
    chat = Address("telegram", str(GROUP))
    for kind, fields in (("status", {"code": 500}), ("hang", {"seconds": 2}), ("retry_after", {"seconds": 1})):
        tg.clear_faults()
        for method in ("getChatMember", "getChat"):
            tg.fault(kind, method=method, **fields)
        for deed in (lambda one: one.administers(chat, "8"), lambda one: one.hall(str(GROUP), "8")):
            with pytest.raises(UnansweredError):
                talk(deed)
    tg.clear_faults()
    assert talk(lambda one: one.administers(chat, "8")) is True
    assert talk(lambda one: one.administers(chat, "999")) is False, "nobody there"
    assert talk(lambda one: one.administers(chat, "")) is False
    assert talk(lambda one: one.hall("@nobody_here", "8")) is None


def test_an_announced_move_of_a_group(tg: Any, talk: Talk) -> None:
    old, new = {"id": -500, "type": "group", "title": "小群"}, {"id": GROUP, "type": "supergroup", "title": "小群"}
    for chat, note in ((old, {"migrate_to_chat_id": GROUP}), (new, {"migrate_from_chat_id": -500})):
        tg.update("message", {"message_id": 9, "date": 1, "chat": chat, **note})
    told = [(one.address.to, one.moved_to) for one in heard(talk)[1:]]
    assert told == [("-500", str(GROUP))] * 2


SENT: dict[str, Any] = {
    "sticker": {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False},
    "voice": {"duration": 3},
    "video": {"width": 1, "height": 1, "duration": 3},
    "location": {"latitude": 34.7, "longitude": 113.6},
    "contact": {"phone_number": "1", "first_name": "x"},
    "photo": [{"width": 1, "height": 1}],
}


@pytest.mark.parametrize("kind", SENT)
def test_what_is_no_text_is_heard_in_private_only(tg: Any, talk: Talk, kind: str) -> None:
    one = SENT[kind]
    named = {"file_id": "f", "file_unique_id": "f"} if kind not in ("location", "contact") else {}
    content = [{**one[0], **named}] if isinstance(one, list) else {**one, **named}
    person = {"id": 42, "is_bot": False, "first_name": "x"}
    for chat in ({"id": 42, "type": "private"}, {"id": GROUP, "type": "supergroup", "title": "业主群"}):
        tg.update("message", {"message_id": 9, "date": 1, "chat": chat, "from": person, kind: content})
    tg.update("message", {"message_id": 9, "date": 1, "chat": {"id": 42, "type": "private"}, "new_chat_title": "x"})
    assert [(said.address.to, said.shared) for said in heard(talk)[1:]] == [("42", kind)]


def test_an_album_is_one_thing(tg: Any, talk: Talk) -> None:
    person, chat = {"id": 42, "is_bot": False, "first_name": "x"}, {"id": 42, "type": "private"}
    photo = [{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}]
    for number in range(3):
        album = {"message_id": number, "date": 1, "chat": chat, "from": person, "media_group_id": "77", "photo": photo}
        tg.update("message", album)
    assert {one.key for one in heard(talk)[1:]} == {"telegram:album:77"}


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
def test_a_press_that_was_perhaps_not_acknowledged_is_told_so(tg: Any, talk: Talk, kind: str) -> None:
    tg.fault(kind, seconds=1)
    with pytest.raises(UnansweredError):
        talk(lambda channel: channel.acknowledge("1"))


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


def menu(*names: str) -> Menu:
    about = {"zh-Hans": "说明", "zh-Hant": "說明", "en": "about"}
    return {spoken: [(name, said) for name in names] for spoken, said in about.items()}


MENUS = Menus(
    private=menu("sub", "list"),
    operators=menu("sub", "list", "source"),
    members=menu("list"),
    administrators=menu("sub", "cap"),
    operated=[Address("telegram", "900"), Address("terminal", "local")],
)


def published(tg: Any) -> dict[tuple[str, str, str], tuple[str, list[str]]]:
    """(scope, chat, language of the app) → the first description and the names."""
    found = {}
    for key, commands in tg.pending()["commands"].items():
        scope, _, code = key.rpartition("|")
        said = json.loads(scope)
        where = said["type"], str(said.get("chat_id", "")), code
        found[where] = commands[0]["description"], [one["command"] for one in commands]
    return found


def test_the_menu_by_language_and_role(tg: Any) -> None:
    with_menus(tg, lambda channel: channel.publish_menus())
    roles = {
        ("default", ""): ["sub", "list"],
        ("all_group_chats", ""): ["list"],
        ("all_chat_administrators", ""): ["sub", "cap"],
        ("chat", "900"): ["sub", "list", "source"],
    }
    expected = {(*role, code): (said, names) for role, names in roles.items() for code, said in SHOWN.items()}
    assert published(tg) == expected
    tg.fault("status")
    with_menus(tg, lambda channel: channel.publish_menus())


SHOWN = {"": "about", "zh": "说明"}


@pytest.mark.parametrize(("language", "about"), [("en", "about"), ("zh-Hans", "说明"), ("zh-Hant", "說明")])
def test_a_chat_has_the_menu_of_the_language_it_chose(tg: Any, language: str, about: str) -> None:
    group(tg)
    told = Message(body=plain("好"), menu=language)
    assert isinstance(with_menus(tg, lambda one: one.send(HOME, told)), Sent)
    assert isinstance(with_menus(tg, lambda one: one.send(Address("telegram", str(GROUP)), told)), Sent)
    assert published(tg) == {
        ("chat", "42", ""): (about, ["sub", "list"]),
        ("chat", str(GROUP), ""): (about, ["list"]),
        ("chat_administrators", str(GROUP), ""): (about, ["sub", "cap"]),
    }
    gone = Message(body=plain("再见"), menu="none")
    with_menus(tg, lambda one: one.send(HOME, gone))
    assert ("chat", "42", "") not in published(tg)
    tg.fault("status", method="setMyCommands")
    assert isinstance(with_menus(tg, lambda one: one.send(HOME, told)), Sent), "the message is there all the same"


def with_menus(tg: Any, deed: Callable[[Telegram], Any]) -> Any:
    async def go() -> Any:
        async with Telegram(Secret(TOKEN), tg.base_url, poll_seconds=0, answer_seconds=0.3, menus=MENUS) as channel:
            return await deed(channel)

    return asyncio.run(go())
