"""The sender at Telegram's limits: ten thousand digests wait, a window of them is sent, an alert comes in between.

    python benchmarks/sending.py [SECONDS]

The real service, against the strict fake server as a process of its own, with Telegram's limits and 0.1 to 0.3 s for
each answer. Prints the rate of the window, how late the event loop was, and how long the alert took.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bot.config import bot_config  # noqa: E402
from bot.configured import Config  # noqa: E402
from bot.hidden import Secret  # noqa: E402
from bot.model import Address, Delivery, Lane, Message  # noqa: E402
from bot.service import Service  # noqa: E402
from bot.styled import bold  # noqa: E402
from bot.telegram import Telegram  # noqa: E402
from bot.wiring import House, wall_clock  # noqa: E402
from fake_telegram import Control  # noqa: E402
from faults.oracle import StallMeter  # noqa: E402
from watchers.config import news_config  # noqa: E402

TOKEN = "123456:TEST-token_0123456789abcdefghijklm"
WAITING, ALLOWED = 10_000, 30  # digests, and messages a second
SETTLING = 3.0  # seconds at the start that are not counted: loading, and the first burst
DIGEST = "日报：" + "一条与你有关的消息，写明出处和命中的词。\n" * 40


def main(seconds: float) -> None:
    program = [sys.executable, str(ROOT / "tests" / "fake_telegram.py"), "--token", TOKEN]
    server = subprocess.Popen([*program, "--auto-chats", "--limits", "telegram"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        urls = json.loads(server.stdout.readline())
        tg = Control(urls["url"])
        tg.config(latency=[0.1, 0.3])
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_send(Path(folder), tg, urls["base_url"], seconds))
    finally:
        server.terminate()
        server.wait()


async def _send(folder: Path, tg: Any, base_url: str, seconds: float) -> None:  # Any: the fake server is untyped
    file = folder / "config.toml"
    config = Config(file=file, news=news_config({}, file), bot=bot_config({}, file))
    house = House(config)
    began = time.perf_counter()
    house.desk.outbox.add([_message(n, Lane.DIGEST, DIGEST) for n in range(1, WAITING + 1)])
    print(f"{WAITING} rows written in {time.perf_counter() - began:.2f} s")
    async with Telegram(Secret(TOKEN), base_url, poll_seconds=5) as telegram:
        service = Service(config, wall_clock, telegram=telegram)
        running = asyncio.create_task(service.run())
        while not await asyncio.to_thread(tg.sent):
            await asyncio.sleep(0.2)
        await asyncio.sleep(SETTLING)
        start, cpu = time.time(), time.process_time()
        async with StallMeter() as stall:
            await asyncio.sleep(seconds / 2)
            alerted = time.time()
            house.desk.outbox.add([_message(WAITING + 1, Lane.ALERT, "红色预警")])
            await asyncio.sleep(seconds / 2)
        end, cpu = time.time(), time.process_time() - cpu
        service.stop()
        await running
    _report(tg, (start, end), alerted, stall, cpu)
    house.close()


def _message(chat: int, lane: Lane, text: str) -> Delivery:
    to = Address("telegram", str(chat))
    message = Message(body=bold(text))
    return Delivery(key=f"bench:{chat}", address=to, lane=lane, message=message, due_at=wall_clock())


def _report(tg: Any, window: Sequence[float], alerted: float, stall: StallMeter, cpu: float) -> None:
    start, end = window
    counters = tg.stats()["counters"]
    rate = sum(start <= one["t"] < end for one in tg.sent()) / (end - start)
    red = tg.sent(contains="红色预警")
    print(f"{rate:.1f} a second over {end - start:.0f} s: {rate / ALLOWED:.1%} of the allowed rate")
    print(f"refused for a limit {counters.get('limited', 0)} times, early retries {counters.get('early_retries', 0)}")
    print(f"the loop was late by {stall.share(0.95) * 1000:.1f} ms (p95), {stall.worst() * 1000:.0f} ms at worst")
    print(f"the red alert took {red[0]['t'] - alerted:.2f} s" if red else "the red alert did not arrive")
    print(f"{cpu / (end - start):.0%} of one core")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
