"""The clockwork wakes, coalesces, survives errors and stops."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from watchers.schedule import Clockwork

SOON = timedelta(milliseconds=20)


async def until(reached: asyncio.Event) -> None:
    await asyncio.wait_for(reached.wait(), 5)


def test_wakes_at_once_and_again_and_not_after_stop() -> None:
    async def scenario() -> None:
        clockwork, thrice, woken = Clockwork(), asyncio.Event(), 0

        async def work() -> None:
            nonlocal woken
            woken += 1
            if woken == 3:
                thrice.set()

        clockwork.every(SOON, "look", work, at_once=True)
        clockwork.start()
        await until(thrice)
        clockwork.stop()
        clockwork.stop()
        seen = woken
        await asyncio.sleep(0.06)
        assert woken == seen

    asyncio.run(scenario())


def test_never_twice_at_the_same_time_and_goes_on_after_an_error() -> None:
    async def scenario() -> None:
        clockwork, done, inside, most, calls = Clockwork(), asyncio.Event(), 0, 0, 0

        async def work() -> None:
            nonlocal inside, most, calls
            inside, calls = inside + 1, calls + 1
            most = max(most, inside)
            await asyncio.sleep(0.05)
            inside -= 1
            if calls == 3:
                done.set()
            raise ValueError("一次失败")

        clockwork.every(SOON, "look", work)
        clockwork.start()
        await until(done)
        clockwork.stop()
        assert most == 1

    asyncio.run(scenario())


def test_the_same_name_replaces() -> None:
    async def scenario() -> None:
        clockwork, second = Clockwork(), asyncio.Event()

        async def never() -> None:
            raise AssertionError("replaced")

        async def work() -> None:
            second.set()

        clockwork.every(SOON, "look", never)
        clockwork.start()
        clockwork.every(SOON, "look", work)
        await until(second)
        clockwork.stop()

    asyncio.run(scenario())
