"""Pictures, files and links to press: what Telegram is asked for, and what happens when it, or drawing, fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.gallery import Gallery
from bot.hidden import Secret
from bot.model import Address, Attachment, Button, Dead, Delivery, Lane, Later, Message, Outcome, Sent, Uncertain
from bot.outbox import CAPTION_UNITS, decide, fit
from bot.pictures import Picture, Trend
from bot.ports import Draw
from bot.styled import bold, plain, units
from bot.telegram import Telegram

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
HOME = Address("telegram", "42")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
Send = Callable[..., list[Outcome]]


def picture(alt: str = "〔图〕三天三篇") -> Picture:
    shown = Trend(title="渡口", first=date(2026, 5, 1), counts=(1, 1, 1), unit="篇", average="", source="", alt=alt)
    return Picture(trend=shown)


class Pencil:
    """A Draw that counts; `fails` like one whose worker died."""

    def __init__(self, fails: bool = False) -> None:
        self.drawn, self.fails = 0, fails

    async def __call__(self, picture: Picture) -> bytes | None:
        self.drawn += 1
        return None if self.fails else PNG


@pytest.fixture
def send(tg: Any) -> Send:
    """Sends messages one after the other on one connection."""

    def run(*messages: Message, draw: Draw | None = None) -> list[Outcome]:
        async def go() -> list[Outcome]:
            async with Telegram(Secret(TOKEN), tg.base_url, poll_seconds=0, answer_seconds=0.3, draw=draw) as channel:
                return [await channel.send(HOME, message) for message in messages]

        return asyncio.run(go())

    return run


def test_a_picture_comes_with_its_words_and_buttons(tg: Any, send: Send) -> None:
    button = Button(label="订阅", data="sub:1")
    message = Message(body="🐓 " + bold("渡口") + " 三篇", picture=picture(), buttons=((button,),), silent=True)
    (outcome,) = send(message, draw=Pencil())
    (told,) = tg.sent()
    assert outcome == Sent(str(told["message_id"]))
    _, shown = tg.screen(42)  # first what the person said
    assert shown["caption"] == "🐓 渡口 三篇"
    assert [(one["type"], one["offset"], one["length"]) for one in shown["caption_entities"]] == [("bold", 3, 2)]
    assert shown["photo"]
    assert shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "sub:1"
    (request,) = tg.requests("sendPhoto")
    assert str(request["params"]["disable_notification"]).lower() == "true"
    assert not tg.stats()["warnings"]


def test_the_same_picture_is_drawn_and_uploaded_once(tg: Any, send: Send) -> None:
    pencil, message = Pencil(), Message(body=plain("三篇"), picture=picture())
    assert all(isinstance(one, Sent) for one in send(message, message, replace(message, body=plain("又")), draw=pencil))
    assert pencil.drawn == 1
    assert [isinstance(one["params"].get("photo"), str) for one in tg.requests("sendPhoto")] == [False, True, True]


def test_a_name_that_telegram_has_forgotten_is_not_used_again(tg: Any, send: Send) -> None:
    pencil, message = Pencil(), Message(body=plain("三篇"), picture=picture())
    tg.fault("status", method="sendPhoto", code=400, description="Bad Request: wrong file identifier", skip=1, times=1)
    first, refused, again = send(message, message, message, draw=pencil)
    assert isinstance(first, Sent)
    assert isinstance(refused, Later)
    assert isinstance(again, Sent)
    assert pencil.drawn == 2


@pytest.mark.parametrize("draw", [None, Pencil(fails=True)])
def test_without_a_picture_its_words_stand_in_its_place(tg: Any, send: Send, draw: Draw | None) -> None:
    message = Message(body="共 " + bold("3") + " 篇", picture=picture())
    assert isinstance(send(message, draw=draw)[0], Sent)
    _, shown = tg.screen(42)  # first what the person said
    assert shown["text"] == "〔图〕三天三篇\n共 3 篇"
    assert shown["entities"][0]["offset"] == len("〔图〕三天三篇\n共 ")
    assert not tg.requests("sendPhoto")


def test_a_file_is_a_document(tg: Any, send: Send) -> None:
    file = Attachment(name="baoxiao.ics", text="BEGIN:VCALENDAR\r\n龙舟🐉\r\n")
    assert isinstance(send(Message(body=bold("日历"), file=file))[0], Sent)
    _, shown = tg.screen(42)  # first what the person said
    assert shown["caption"] == "日历"
    assert shown["document"]["file_name"] == "baoxiao.ics"
    assert shown["document"]["file_size"] == len(file.text.encode())


def test_a_button_opens_an_honest_address_and_a_doubtful_one_is_left_out(tg: Any, send: Send) -> None:
    rows = (
        (Button(label="原文", url="https://paper.example.cn/a?b=1"), Button(label="坏", url="javascript:alert(1)")),
        (Button(label="冒名", url="https://user@paper.example.cn/"),),
    )
    assert isinstance(send(Message(body=plain("看"), buttons=rows))[0], Sent)
    _, shown = tg.screen(42)  # first what the person said
    keys = [[(key["text"], key.get("url")) for key in row] for row in shown["reply_markup"]["inline_keyboard"]]
    assert keys == [[("原文", "https://paper.example.cn/a?b=1")]]


def test_failures_of_a_picture_are_outcomes_like_all_others(tg: Any, send: Send) -> None:
    message = Message(body=plain("三篇"), picture=picture())
    tg.fault("retry_after", method="sendPhoto", seconds=3, times=1)
    (later,) = send(message, draw=Pencil())
    assert isinstance(later, Later)
    assert later.wait == 3.0
    tg.fault("hang_after", method="sendPhoto", times=1, seconds=1)
    assert isinstance(send(message, draw=Pencil())[0], Uncertain)
    tg.fault("status", method="sendPhoto", code=400, description="Bad Request: IMAGE_PROCESS_FAILED", times=1)
    (refused,) = send(message, draw=Pencil())
    assert isinstance(refused, Dead)
    assert not refused.gone


def test_what_is_refused_with_its_picture_is_told_in_words() -> None:
    now = datetime(2026, 5, 11, tzinfo=UTC)
    row = Delivery(
        key="k", address=HOME, lane=Lane.REPLY, message=Message(body=bold("三篇"), picture=picture()), due_at=now
    )
    again = decide(replace(row, attempts=1), Dead("IMAGE_PROCESS_FAILED"), now)
    assert again.message == Message(body=plain("〔图〕三天三篇\n三篇"))


def test_a_long_text_goes_on_below_the_picture(tg: Any, send: Send) -> None:
    body = plain("\n".join(f"第{n}条 🐓 渡口改期的通知已经张贴在码头" for n in range(60)))
    buttons = ((Button(label="订阅", data="sub:1"),),)
    first, rest = fit(Message(body=body, picture=picture(), buttons=buttons))
    assert first.picture
    assert not first.buttons
    assert units(first.body.text) <= CAPTION_UNITS
    assert rest.picture is None
    assert rest.buttons == buttons
    assert first.body.text.split("\n") + rest.body.text.split("\n") == body.text.split("\n")
    assert all(isinstance(one, Sent) for one in send(first, rest, draw=Pencil()))
    assert [sorted({"caption", "text"} & {*shown}) for shown in tg.screen(42)[1:]] == [["caption"], ["text"]]


def test_a_caption_that_is_too_long_is_never_sent(tg: Any, send: Send) -> None:
    (outcome,) = send(Message(body=plain("字" * 1025), picture=picture()), draw=Pencil())
    assert isinstance(outcome, Dead)
    assert not tg.requests("sendPhoto")


def test_a_drawn_picture_is_one_for_telegram(tg: Any) -> None:
    async def go() -> Outcome:
        gallery = Gallery()
        async with gallery, Telegram(Secret(TOKEN), tg.base_url, poll_seconds=0, draw=gallery.draw) as channel:
            return await channel.send(HOME, Message(body=plain("三篇"), picture=picture()))

    assert isinstance(asyncio.run(go()), Sent)
    _, shown = tg.screen(42)
    assert shown["caption"] == "三篇"
    assert shown["photo"][0]["file_size"] > 5_000
