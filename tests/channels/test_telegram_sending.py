"""What arrives in the chat, and what each failure of a send means."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import ChannelError
from bot.hidden import Secret
from bot.model import Address, Button, Dead, Later, Message, Moved, Outcome, Sent, Uncertain
from bot.styled import Style, Styled, bold, code, italic, join, link, plain, quote
from bot.telegram import Telegram
from bot.telegram.outgoing import entities, safe_link

Talk = Callable[..., Any]
HOME = Address("telegram", "42")
HELLO = Message(body=plain("早上好"))


def send(talk: Talk, message: Message = HELLO, address: Address = HOME) -> Outcome:
    outcome: Outcome = talk(lambda channel: channel.send(address, message))
    return outcome


def marked(sent: dict[str, Any]) -> list[tuple[str, str]]:
    """(type, text under it) of the entities that the server kept, by UTF-16 offsets."""
    raw = sent["text"].encode("utf-16-le")
    return [
        (e["type"], raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in sent.get("entities") or sent["message"]["entities"]
    ]


def test_a_message_arrives_with_its_marks_behind_emoji(tg: Any, talk: Talk) -> None:
    body = join(
        "\n",
        [
            "🐓🐓 " + bold("今日要闻 🗞"),
            quote("原文" + bold("补贴") + "一句"),
            italic("小字") + code("/sub 地铁"),
            link("🔗阅读原文", "https://paper.example.cn/a?b=1&c=2"),
        ],
    )
    outcome = send(talk, Message(body=body))
    (sent,) = tg.sent()
    assert outcome == Sent(str(sent["message_id"]))
    assert sent["text"] == body.text
    assert sorted(marked(sent)) == sorted(
        [
            ("bold", "今日要闻 🗞"),
            ("blockquote", "原文补贴一句"),
            ("bold", "补贴"),
            ("italic", "小字"),
            ("code", "/sub 地铁"),
            ("text_link", "🔗阅读原文"),
        ]
    )
    assert not tg.stats()["warnings"]


@pytest.mark.parametrize(
    "text", ['A<B & "C"', "<b>x</b> &lt; _a_ *b* [c](d) `e` \\", "😀" * 100, "a\u202eb\u200bc e\u0301", "１＋１＝２"]
)
def test_text_arrives_as_it_is(tg: Any, talk: Talk, text: str) -> None:
    assert isinstance(send(talk, Message(body=bold(text))), Sent)
    assert tg.sent()[0]["text"] == text


def test_a_lone_surrogate_does_not_break_the_request(tg: Any, talk: Talk) -> None:
    assert isinstance(send(talk, Message(body=plain("坏\ud83d字"))), Sent)
    assert tg.sent()[0]["text"] == "坏\ufffd字"


def test_buttons_topic_and_no_preview(tg: Any, talk: Talk) -> None:
    tg.chat(-100777, type="supergroup", title="街道办", members={1: "member"})
    rows = (
        (Button(label="订阅", data="s:1"), Button(label="只搜索", data="q:1")),
        (),
        (Button(label="更多", data="m"),),
    )
    outcome = send(talk, Message(body=plain("选一个"), buttons=rows), Address("telegram", "-100777", "9"))
    assert isinstance(outcome, Sent)
    (request,) = tg.requests("sendMessage")
    assert request["params"]["message_thread_id"] in (9, "9")
    assert "is_disabled" in str(request["params"]["link_preview_options"])
    (shown,) = tg.screen(-100777)
    keys = [[(b["text"], b["callback_data"]) for b in row] for row in shown["reply_markup"]["inline_keyboard"]]
    assert keys == [[("订阅", "s:1"), ("只搜索", "q:1")], [("更多", "m")]]


def test_a_hundred_entities_at_most_and_the_last_ones_go() -> None:
    body = join(" ", [bold(str(n)) for n in range(130)])
    kept = entities(body)
    assert len(kept) == 100
    assert [body.text[e.offset : e.offset + e.length] for e in kept] == [str(n) for n in range(100)]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.cn/x",
        "http://www.example.gov.cn:8080/a?b=中文#c",
        "https://政务.中国/",
        "http://192.0.2.7/a",
        "https://example.cn./",
    ],
)
def test_honest_links_are_links(url: str) -> None:
    assert safe_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "tg://user?id=1",
        "ftp://example.cn/x",
        "https://",
        "https:///x",
        "https://localhost/x",
        "https://bank.cn@evil.example/x",
        "http://x\\@example.cn",
        "https://ex ample.cn/",
        "https://example.cn/\n",
        "https://аpple.com/",
        "https://xn--pple-43d.com/",
        "https://example.cn:port/",
        "https://[::1/",
        "https://a..cn/",
    ],
)
def test_doubtful_links_stay_plain_text(url: str) -> None:
    assert not safe_link(url)
    assert entities(link("原文", url)) == ()


def test_marks_outside_the_text_are_cut_or_dropped() -> None:
    from bot.styled import Mark

    body = Styled("四个字吗", (Mark(Style.BOLD, 2, 99), Mark(Style.CODE, 4, 6), Mark(Style.ITALIC, 1, 1)))
    assert [(e.offset, e.length) for e in entities(body)] == [(2, 2)]


@pytest.mark.parametrize("text", ["", " \n", "字" * 4097, "😀" * 2049])
def test_an_impossible_length_is_not_even_tried(tg: Any, talk: Talk, text: str) -> None:
    outcome = send(talk, Message(body=plain(text)))
    assert isinstance(outcome, Dead)
    assert not outcome.gone
    assert tg.requests("sendMessage") == []


def test_the_longest_text_passes(tg: Any, talk: Talk) -> None:
    assert isinstance(send(talk, Message(body=plain("字" * 4094 + "😀"))), Sent)


# The four that take effect and lose the answer, and those that look the same from here.
DOUBTFUL = ["hang_after", "reset_after", "truncate", "status_after", "hang", "reset", "garbage", "html502", "status"]


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_a_lost_answer_is_uncertain(tg: Any, talk: Talk, kind: str) -> None:
    tg.fault(kind, method="sendMessage", seconds=2, times=1)
    assert isinstance(send(talk), Uncertain)
    assert len(tg.sent()) == (1 if kind in DOUBTFUL[:4] else 0)
    assert tg.stats()["counters"][f"fault_{kind}"] == 1, "one call, never repeated"


@pytest.mark.parametrize("kind", ["blocked", "deactivated", "kicked", "chat_not_found"])
def test_a_chat_that_is_gone_is_dead(tg: Any, talk: Talk, kind: str) -> None:
    tg.fault(kind, method="sendMessage")
    outcome = send(talk)
    assert isinstance(outcome, Dead)
    assert outcome.gone


def test_a_refused_message_is_dead_and_its_chat_is_not(tg: Any, talk: Talk) -> None:
    tg.fault("status", code=400, description="Bad Request: can't parse entities: something")
    outcome = send(talk)
    assert isinstance(outcome, Dead)
    assert not outcome.gone
    assert "parse entities" in outcome.why


@pytest.mark.parametrize("opted", ["true", "false"])
@pytest.mark.filterwarnings("ignore:.*PTB_TIMEDELTA.*")
def test_a_flood_names_its_seconds(tg: Any, talk: Talk, opted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", opted)
    tg.fault("retry_after", seconds=7)
    outcome = send(talk)
    assert isinstance(outcome, Later)
    assert outcome.wait == 7.0


def test_a_group_that_moved_names_its_new_id(tg: Any, talk: Talk) -> None:
    tg.fault("migrate", to=-100123)
    assert send(talk) == Moved("-100123")


@pytest.mark.parametrize(("kind", "hint"), [("unauthorized", "token_file"), ("conflict", "另有一个程序")])
def test_a_refused_channel_stops(tg: Any, talk: Talk, kind: str, hint: str) -> None:
    tg.fault(kind)
    with pytest.raises(ChannelError, match=hint):
        send(talk)


def test_nobody_at_the_door_is_later() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    async def go() -> Outcome:
        async with Telegram(Secret("123456:TEST"), f"http://127.0.0.1:{port}/bot") as channel:
            return await channel.send(HOME, HELLO)

    assert isinstance(asyncio.run(go()), Later)


def test_an_address_that_is_no_chat_is_dead(talk: Talk) -> None:
    assert isinstance(send(talk, address=Address("telegram", "nobody")), Dead)


def test_an_answer_without_a_result_is_uncertain(tg: Any, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    from telegram.request import HTTPXRequest

    async def empty(*_: object, **__: object) -> tuple[int, bytes]:
        return 200, b'{"ok": true}'

    monkeypatch.setattr(HTTPXRequest, "do_request", empty)
    assert isinstance(send(talk), Uncertain)
