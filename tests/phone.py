"""A person with a phone: a private chat with the bot on the strict fake Telegram server.

    async with Phone(tg, house, hours, chat=7) as phone:
        await phone.types("/sub 高温")      # a number presses the button that is shown with it
        print(await phone.look())           # what is new on the screen since, drawn as the terminal draws it

Buttons have no numbers on a phone; here they are counted as the terminal counts them, so that a script plays in both.
The clock goes on by itself only as far as the limits of Telegram (one message a second to a chat) make a message wait.
"""

from __future__ import annotations

import asyncio
import json
import unicodedata
from datetime import timedelta
from types import TracebackType
from typing import Any

from bot.answering import Answering
from bot.hidden import Secret
from bot.pictures import Picture
from bot.telegram import Telegram
from bot.terminal import NUMBERS, READABLE, REPLY
from bot.texts import texts
from bot.wiring import House
from script import Hours

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
NAME = "baoxiao_bot"
PICTURE = "〔图片〕"
# Longer than the limits ever make a message wait; what is due later is due at a time of its own.
PATIENCE = timedelta(seconds=5)
# What the terminal adds, so that a script reads alike; in the language of most scripts.
t = texts("zh-Hans")
OURS = {"bold", "italic", "code", "blockquote", "text_link"}


async def blank(picture: Picture) -> bytes:
    """Drawing is tested with the gallery; here it matters that a picture is sent as one."""
    return b"\x89PNG\r\n\x1a\n" + bytes(100)


class Phone:
    """`chat` is the number of the person and of their chat; every script has another one."""

    def __init__(self, tg: Any, house: House, hours: Hours, chat: int) -> None:  # Any: the fake server is untyped
        self._tg, self._house, self._hours, self._chat = tg, house, hours, chat
        self._telegram = Telegram(Secret(TOKEN), tg.base_url, poll_seconds=0, draw=blank)
        self._channels = {"telegram": self._telegram}
        self._answering = Answering(house.chat, self._channels, written=lambda: None, wake=lambda: None)
        self._seen = len(self._requests())
        self._presses: list[str] = []
        self._last: dict[str, Any] = {}

    async def __aenter__(self) -> Phone:
        await self._telegram.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._answering.stop()
        await self._poll()  # confirms what was heard last: the next phone begins with nothing
        await self._telegram.__aexit__(kind, error, trace)

    async def types(self, line: str) -> None:
        """A line, an answer to the last message (`>`), or the number of one of its buttons."""
        data = self._choice(line)
        if data is not None:
            pressed = self._tg.click(self._chat, self._last["message_id"], data=data)
            self._presses.append(pressed["callback_query_id"])
        elif self._last and line.startswith(REPLY):
            self._tg.say(self._chat, line[1:].strip(), reply_to_message=self._last)
        else:
            self._tg.say(self._chat, line)
        await self._poll()
        while self._house.chat.waiting():
            await self._answering.answer_waiting()
            await asyncio.sleep(0)

    async def look(self) -> str:
        """What is sent now, and what has changed on the screen by it."""
        await self._send()
        await self._acknowledged()
        fresh = self._requests(self._seen)
        self._seen += len(fresh)
        return "\n".join(drawn for request in fresh if (drawn := self._drawn(request)))

    def _requests(self, since: int = 0) -> list[dict[str, Any]]:
        """Taken in the server's own loop: it writes a request down a moment after it has answered it."""
        return self._tg._do(lambda: self._tg.requests_log[since:])  # type: ignore[no-any-return]

    def _choice(self, line: str) -> str | None:
        number = unicodedata.normalize("NFKC", line).strip()
        choices = [button["callback_data"] for row in _rows(self._last) for button in row if _numbered(button)]
        if number.isdecimal() and 1 <= int(number[:4]) <= len(choices):
            return choices[int(number) - 1]  # type: ignore[no-any-return]
        return None

    async def _poll(self) -> None:
        inbox = self._house.desk.inbox
        batch = await self._telegram.updates(inbox.offset("telegram"))
        inbox.store(batch.incoming, self._hours(), "telegram", batch.offset)  # type: ignore[union-attr]

    async def _send(self) -> None:
        sending = self._house.sending
        while await sending.send_due(self._channels) or self._waits_for_the_limit():
            pass

    def _waits_for_the_limit(self) -> bool:
        at = self._house.sending.next_at(self._channels)
        if at is None or not self._hours() < at <= self._hours() + PATIENCE:
            return False
        self._hours.now = at.astimezone(self._hours.now.tzinfo)
        return True

    async def _acknowledged(self) -> None:
        """Every button that was pressed hears back; a test that waits for ever is ended by its runner."""
        async with asyncio.timeout(30):
            while not all(self._tg.callbacks[one]["answered"] for one in self._presses):
                await asyncio.sleep(0.002)

    def _drawn(self, request: dict[str, Any]) -> str:
        """What one accepted request put on the screen; "" of all others."""
        assert request["ok"], f"refused: {request}"
        method, params = request["method"].lower(), request["params"]
        if method == "answercallbackquery":
            return str(params.get("text") or "")
        if method == "editmessagetext":
            return t("terminal.updated") + self._shown(int(params["message_id"]))
        return "\n".join(self._shown(number) for number in request.get("message_ids", ()))

    def _shown(self, number: int) -> str:
        self._last = message = self._tg.chats[self._chat].messages[number]
        assert {mark["type"] for mark in _marks(message)} <= OURS, message
        parts = [PICTURE if "photo" in message else "", message.get("text") or message.get("caption", ""), ""]
        if document := message.get("document"):
            name, content = self._tg.files[document["file_id"]]
            text = content.decode()
            readable = name.endswith(READABLE)
            shown = f"{t('terminal.read', name=name)}\n{text}"
            parts[2] = shown if readable else t("terminal.file", name=name, size=len(content))
        return "\n".join([part for part in parts if part] + self._keys(message)) + "\n"

    def _keys(self, message: dict[str, Any]) -> list[str]:
        drawn, number = [], 0
        for row in _rows(message):
            labels = []
            for button in row:
                number += _numbered(button)
                sign = f"[{number}] " if _numbered(button) else ""
                assert len(button.get("callback_data", "").encode()) <= 64, button
                labels.append(sign + button["text"])
            drawn.append("   ".join(labels))
        return drawn


def _rows(message: dict[str, Any]) -> list[list[dict[str, Any]]]:
    markup = message.get("reply_markup") or {}
    keys = json.loads(markup) if isinstance(markup, str) else markup
    return keys.get("inline_keyboard", [])  # type: ignore[no-any-return]


def _numbered(button: dict[str, Any]) -> bool:
    """Whether it has a number in the terminal, too."""
    return bool(button.get("callback_data", NUMBERS) != NUMBERS)


def _marks(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [*message.get("entities", ()), *message.get("caption_entities", ())]
