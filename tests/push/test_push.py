"""The push endpoint: who may, what is said to whom, and that nothing and nobody holds it up."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from bot import listening
from bot.hidden import Secret
from bot.listening import Listener
from bot.push import LARGEST, Push
from watchers.errors import BusyError, ConfigError, ParseError
from watchers.pushed import Document, Item, Print, Pushed, Taken

TOKEN = "a-token-of-24-characters"
ITEM = json.dumps({"title": "清凉寺路封闭施工", "body": "请绕行。", "id": "42"}).encode()
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bytes]]


class Porter:
    """Takes everything down; `wrong` is what it raises instead."""

    def __init__(self, wrong: Exception | None = None) -> None:
        self.taken: list[Pushed] = []
        self.wrong = wrong

    async def __call__(self, pushed: Pushed) -> Taken:
        if self.wrong:
            raise self.wrong
        self.taken.append(pushed)
        return Taken(uids=("u1",), new=len(self.taken) == 1)


def serve(story: Callable[[int], Awaitable[bytes]], porter: Porter) -> bytes:
    async def go() -> bytes:
        listener = Listener("127.0.0.1", 0, Push(Secret(TOKEN), porter))
        await listener.start()
        try:
            return await story(listener.port)
        finally:
            await listener.stop()

    return asyncio.run(asyncio.wait_for(go(), 20))


def post(path: str, body: bytes = ITEM, token: str = f"Bearer {TOKEN}", **headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"Authorization: {token}"] if token else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(*requests: bytes, porter: Porter | None = None) -> tuple[int, dict[str, object]]:
    """The answer to the last of some requests, each on a connection of its own."""

    async def story(port: int) -> bytes:
        found = b""
        for request in requests:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            found = await reader.read()
            writer.close()
        return found

    head, _, body = serve(story, porter or Porter()).partition(b"\r\n\r\n")
    try:
        said = json.loads(body)
    except ValueError:
        said = {"text": body.decode()}
    return int(head.split()[1]), said


def test_an_item() -> None:
    porter = Porter()
    assert ask(post("/items"), porter=porter) == (201, {"uid": "u1", "uids": ["u1"], "new": True})
    assert porter.taken == [Item(title="清凉寺路封闭施工", body="请绕行。", id="42")]
    assert ask(post("/items"), porter=porter)[0] == 200, "it was known"


def test_a_document_and_a_page() -> None:
    porter = Porter()
    ask(post("/cap?source=%E6%B0%94%E8%B1%A1%E5%B1%80", b"<alert/>"), porter=porter)
    ask(post("/page?paper=%E6%99%A8%E5%85%89&day=2026-06-10&page=A02", b"page"), porter=porter)
    assert porter.taken == [
        Document(body=b"<alert/>", source="气象局"),
        Print(body=b"page", paper="晨光", day=date(2026, 6, 10), page="A02"),
    ]


def test_a_large_body_and_one_that_waits_to_be_asked_for() -> None:
    porter = Porter()
    page = "版".encode() * 3_000_000
    assert ask(post("/page?paper=x&day=2026-06-10&page=1", page, Expect="100-continue"), porter=porter)[0] == 100
    (taken,) = porter.taken
    assert isinstance(taken, Print)
    assert len(taken.body) == len(page)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (post("/items", token=""), 401),
        (post("/items", token=f"Bearer {TOKEN}x"), 401),
        (post("/items", token="Bearer "), 401),
        (post("/items", token=f"Basic {TOKEN}"), 401),
        (post("/items", token=TOKEN), 401),
        (post("/items", token=f"Bearer {TOKEN}\r\nAuthorization: Bearer x"), 401),
        (post("/items", token="Bearer 令牌"), 401),
        (post("/nothing", token=""), 401),
        (post("/nothing"), 404),
        (post("/items").replace(b"POST", b"GET"), 405),
        (post("/items").replace(b"Content-Length", b"X-Length"), 411),
        (post("/items", Transfer_Encoding="chunked"), 411),
        (post("/items", Content_Length="5"), 411),
        (post("/items").replace(b"Content-Length: ", b"Content-Length: -"), 411),
        (post("/items").replace(b"Content-Length: ", b"Content-Length: 9999999"), 413),
        (post("/items", b"x" * (LARGEST["/items"] + 1)), 413),
        (post("/items", b""), 400),
        (post("/items", b"not json"), 400),
        (post("/items", b"[1]"), 400),
        (post("/items", b'"\xff"'), 400),
        (post("/items", b"[" * 100_000), 400),
        (post("/items", b'{"title": "\\ud800"}'), 400),
        (post("/items", b'{"body": "without a title"}'), 422),
        (post("/items", b'{"title": 3}'), 422),
        (post("/items", b'{"title": "x", "day": "tomorrow"}'), 422),
        (post("/page", b"text"), 400),
        (post("/page?paper=x&day=2026-13-10&page=1", b"text"), 400),
        (post("/items?" + "&".join("a=1" for _ in range(50))), 400),
        (b"hello\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\r\n\r\n", 400),
        (b"POST /items HTTP/1.1\r\nX: " + b"y" * 20_000 + b"\r\n\r\n", 431),
    ],
)
def test_it_refuses(request_: bytes, status: int) -> None:
    porter = Porter()
    found, said = ask(request_, porter=porter)
    assert found == status
    assert porter.taken == []
    assert TOKEN not in str(said)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (ParseError("title 要有 1 到 500 个字，请改正。"), 422),
        (ConfigError("“晨光”是正在看的来源。"), 409),
        (BusyError("请稍后再送一次。"), 503),
    ],
)
def test_what_taking_in_says_is_handed_on(wrong: Exception, status: int) -> None:
    assert ask(post("/items"), porter=Porter(wrong)) == (status, {"error": str(wrong)})


def test_a_fault_of_ours_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    status, said = ask(post("/items"), porter=Porter(RuntimeError("/home/somebody")))
    assert status == 500
    assert "somebody" not in str(said)
    assert "could not be answered" in caplog.text
    assert TOKEN not in caplog.text


def test_a_wrong_token_is_said_once_in_the_log_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(*[post("/items", token="Bearer guess-number-one-of-many")] * 5)
    assert caplog.text.count("令牌不对") == 1
    assert "guess" not in caplog.text
    assert TOKEN not in caplog.text


def test_slow_and_half_requests_are_shown_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "SECONDS", 0.1)
    monkeypatch.setattr(listening, "BODY_SECONDS", 0.1)
    porter = Porter()

    async def story(port: int) -> bytes:
        found = b""
        for begun in (b"", b"POST /it", post("/items")[:-5], post("/items").split(b"\r\n\r\n")[0] + b"\r\n\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(begun)
            found += await reader.read()
            writer.close()
        return found

    assert serve(story, porter) == b""
    assert porter.taken == []


def test_a_client_that_hangs_up_harms_nobody() -> None:
    porter = Porter()

    async def story(port: int) -> bytes:
        for begun in (b"POST", post("/items")[:-3], post("/items")):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(begun)
            await writer.drain()
            writer.transport.abort()
            writer.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(post("/items"))
        found = await reader.read()
        writer.close()
        return found

    assert serve(story, porter).split()[1] in (b"200", b"201")


def test_many_connections_that_say_nothing_leave_room_when_they_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "SECONDS", 0.2)
    porter = Porter()

    async def story(port: int) -> bytes:
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(200)]
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(post("/items"))
            try:
                if found := await reader.read():
                    return found
            except ConnectionError:
                pass
            finally:
                writer.close()
                for _, other in idle:
                    other.close()

    assert b"201" in serve(story, porter)
