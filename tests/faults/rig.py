"""The running service over the fake Telegram server, and deliveries with markers put straight into its outbox.

    async with Rig() as rig:
        rig.people(range(1, 21))
        rig.put(7, Lane.ALERT)                      # one message with its own 【n】, due to chat 7
        rig.tg.fault("reset_after", chat_id=7, times=1)
        await rig.told(within=20)
        row = rig.row("reset_after once", {7})

The service runs in this process, so that the event loop's stalls can be measured; nothing of it is replaced.
"""

from __future__ import annotations

import asyncio
import logging
import re
import tempfile
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.config import bot_config
from bot.configured import Config
from bot.hidden import Secret
from bot.model import Address, Button, Delivery, Lane, Message
from bot.service import Service
from bot.styled import bold
from bot.telegram import Telegram
from bot.wiring import House, wall_clock
from fake_telegram import FakeTelegram
from faults.oracle import LONGEST_STALL, MARKER, Due, Row, StallMeter, judged
from watchers.config import news_config
from watchers.sqlite import damage

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
# Instead of 20, so that hanging calls cost a test little; on busy cores an answer that has come may wait two seconds.
ANSWER_SECONDS = 3.0
LOADING_SECONDS = 2.0  # rigs of one batch begin together, and one that opens its database is no stall of another
PATIENCE = 4  # other people may be using the cores; who waits for what comes waits no longer by it
BUTTONS = ((Button(label="为什么", data="why:0"),),)
PROMISED = re.compile(r"retry after (\d+)")


class Listener(logging.Handler):
    """Everything that our own modules say, formatted with its traceback and not redacted."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Rig:
    """One database, one server, and services on it one after the other."""

    def __init__(self, *, limits: str | None = None, latency: tuple[float, float] = (0.0, 0.0)) -> None:
        self.tg: Any = FakeTelegram(token=TOKEN, limits=None, latency=latency)  # Any: the fake server is untyped
        self.limits, self.due, self.made = limits, set[tuple[int, int]](), 0
        self._folder = tempfile.TemporaryDirectory()
        self._heard, self._stall = Listener(), StallMeter()
        self._service: Service | None = None
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Rig:
        self.tg.start()
        self.tg.limits(self.limits)
        file = Path(self._folder.name) / "config.toml"
        self.config = Config(file=file, news=news_config({"sources": []}, file), bot=bot_config({}, file))
        self.house = House(self.config)
        logging.getLogger("bot").addHandler(self._heard)
        await self.start()
        await until(lambda: self.tg.stats()["counters"].get("polls"), 10)
        await asyncio.sleep(LOADING_SECONDS)
        await self._stall.__aenter__()  # loading takes what it takes; from now on somebody waits
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        await self._stall.__aexit__()
        logging.getLogger("bot").removeHandler(self._heard)
        self.house.close()
        self.tg._do(self.tg.server.close)
        await asyncio.sleep(0.02)
        self.tg.stop()
        self._folder.cleanup()

    async def start(self) -> None:
        self._running = asyncio.create_task(self._serve())

    async def stop(self) -> None:
        """As SIGTERM does. What ended the service before is not raised here."""
        if self._service:
            self._service.stop()
        if self._running:
            with suppress(Exception):
                await asyncio.wait_for(self._running, 15 * PATIENCE)

    async def ended(self, within: float) -> BaseException | None:
        """What the service ended with by itself."""
        assert self._running
        await asyncio.wait([self._running], timeout=within * PATIENCE)
        return self._running.exception() if self._running.done() else None

    async def _serve(self) -> None:
        async with Telegram(Secret(TOKEN), self.tg.base_url, poll_seconds=1, answer_seconds=ANSWER_SECONDS) as telegram:
            self._service = Service(self.config, wall_clock, telegram=telegram)
            await self._service.run()

    # -- what is due -------------------------------------------------------------------------------------------------

    def people(self, chats: Iterable[int]) -> None:
        """They exist for Telegram and for us, without the talk in which they got to know us."""
        with self.at_once():
            for chat in chats:
                self.tg.chat(chat, **({"type": "supergroup", "members": {1: "administrator"}} if chat < 0 else {}))
                self.house.database.execute(
                    "INSERT INTO subscribers (address, language, timezone, joined_at) VALUES (?, ?, ?, 0)",
                    [str(address(chat)), "zh-Hans", "Asia/Shanghai"],
                )

    def at_once(self) -> AbstractContextManager[object]:
        """Many `put` as one transaction: our own writing must not be what the loop stands still for."""
        return self.house.desk.atomic()

    def put(self, chat: int, lane: Lane = Lane.ALERT, due_at: datetime | None = None) -> int:
        """One message to this chat, with marks and a button, due now; returns its marker."""
        self.made += 1
        text = f"【{self.made}】{lane.name.lower()}：渡口恢复开航"
        delivery = Delivery(
            key=f"test:{self.made}",
            address=address(chat),
            lane=lane,
            message=Message(body=bold(text), buttons=BUTTONS),
            due_at=due_at or wall_clock(),
        )
        self.house.desk.outbox.add([delivery])
        self.due.add((chat, self.made))
        return self.made

    # -- what was told -----------------------------------------------------------------------------------------------

    def markers(self) -> Due:
        return {(sent["chat_id"], int(one)) for sent in self.tg.sent() for one in MARKER.findall(sent["text"])}

    async def told(self, within: float) -> float:
        """Seconds until everything due has been sent, or `within`."""
        began = time.monotonic()
        await until(lambda: self.due <= self.markers(), within)
        return time.monotonic() - began

    async def quiet(self, within: float) -> bool:
        """Until nothing waits any more: what is in doubt is sent again after a pause."""
        return await until(lambda: not self._waiting(), within)

    def _waiting(self) -> int:
        rows = self.house.database.query("SELECT count(*) AS n FROM deliveries WHERE state IN ('due', 'sending')")
        return int(next(rows)["n"])

    # -- the judgement -----------------------------------------------------------------------------------------------

    def row(
        self,
        fault: str,
        chats: Collection[int] | None = None,
        note: str = "",
        wrong: Iterable[str] = (),
        slow: Iterable[str] = (),
    ) -> Row:
        """Of these chats, or of all."""
        return judged(
            fault,
            self.due,
            self.tg,
            chats=chats,
            early=early_calls(self.tg.requests("sendMessage"), chats),
            note=note,
            wrong=[*wrong, *self.never()],
            slow=[*slow, *self._stalls()],
        )

    def never(self) -> list[str]:
        """What must not be after any fault."""
        secret = TOKEN.partition(":")[2]
        kept = [row["error"] for row in self.house.database.query("SELECT error FROM deliveries")]
        wrong = [f"damage: {line}" for line in damage(self.house.database)]
        wrong += [f"the token is said: {line}" for line in [*self._heard.lines, *kept] if secret in line]
        wrong += [f"traceback: {line}" for line in self._heard.lines if "Traceback" in line]
        return wrong

    def stood_still(self) -> bool:
        """For so long that a call may have run out of its time by that alone."""
        return self._stall.worst() > ANSWER_SECONDS / 3

    def _stalls(self) -> list[str]:
        worst = self._stall.worst()
        return [f"the loop stood still for {worst * 1000:.0f} ms"] if worst > LONGEST_STALL else []


def address(chat: int) -> Address:
    return Address("telegram", str(chat))


def early_calls(requests: list[dict[str, Any]], chats: Collection[int] | None) -> int:
    """Calls to a chat before the end of the pause that it was answered with (the server counts its own limits only)."""
    free: dict[str, float] = {}
    early = 0
    for request in sorted(requests, key=lambda one: one["mono"]):
        chat = str(request["params"]["chat_id"])
        if chats is not None and int(chat) not in chats:
            continue
        early += request["mono"] < free.get(chat, 0)
        if promised := PROMISED.search(request.get("error") or ""):
            took = request["done"] - request["t"]
            free[chat] = request["mono"] + took + int(promised[1]) - 0.05
    return early


async def until(holds: Callable[[], object], within: float) -> bool:
    """Whether it came true `within` seconds of a machine that has nothing else to do."""
    end = time.monotonic() + within * PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        await asyncio.sleep(0.05)
    return bool(holds())
