"""What answers need and what takes a second: worked out in small steps, while others are answered between.

A few at a time, a step of each by turns, so that a short one need not wait for the long one before it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from bot.chat.unready import Known, UnreadyError

log = logging.getLogger(__name__)

# With more at a time everybody would wait for the last; with one, whoever asks for little for who asks for much.
BY_TURNS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Working:
    """Steps that are gone through for the answer to one line."""

    key: str
    wanted: Hashable
    steps: Iterator[object]


class Besides:
    """By the keys of the lines that wait for it. `wake` is called when one of them can be answered."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._line: deque[Working] = deque()
        self._known: dict[str, dict[Hashable, Callable[[], object]]] = {}
        self._under_way: set[str] = set()
        self._walk: asyncio.Task[None] | None = None
        self._looks: set[asyncio.Task[None]] = set()
        self._calm = asyncio.Event()
        self._calm.set()

    @property
    def under_way(self) -> frozenset[str]:
        """The lines that wait."""
        return frozenset(self._under_way)

    def known(self, key: str) -> Known:
        """What has been worked out for a line."""
        return self._known.get(key, {})

    def begin(self, key: str, unready: UnreadyError) -> None:
        self._under_way.add(key)
        if isinstance(unready.work, Future):
            look = asyncio.create_task(self._waited(key, unready.wanted, unready.work))
            self._looks.add(look)
            look.add_done_callback(self._looks.discard)
            return
        self._line.append(Working(key, unready.wanted, unready.work))
        self._calm.clear()
        if self._walk is None:
            self._walk = asyncio.create_task(self._go())

    def answered(self, key: str) -> None:
        """Nothing of it is needed any more."""
        self._known.pop(key, None)

    async def calm(self, patience: float) -> None:
        """Until nothing is gone through in steps, but no longer than so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._calm.wait()

    async def stop(self) -> None:
        """What is under way is given up: the lines wait for the next start."""
        tasks = [*self._looks, *([self._walk] if self._walk else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _go(self) -> None:
        while self._line:
            for one in list(islice(self._line, BY_TURNS)):
                if (done := _step(one)) is not None:
                    self._line.remove(one)
                    self._ready(one.key, one.wanted, done)
                await asyncio.sleep(0)
        self._walk = None
        self._calm.set()

    async def _waited(self, key: str, wanted: Hashable, future: Future[object]) -> None:
        await asyncio.wait([asyncio.wrap_future(future)])
        if not future.cancelled():  # the service is leaving
            self._ready(key, wanted, future.result)

    def _ready(self, key: str, wanted: Hashable, done: Callable[[], object]) -> None:
        self._known.setdefault(key, {})[wanted] = done
        self._under_way.discard(key)
        self._wake()


def _step(one: Working) -> Callable[[], object] | None:
    """The next step; what has come of the work, or what went wrong with it, when that was the last."""
    done = Future[object]()
    try:
        found = next(one.steps)
    except Exception as wrong:  # whoever waits for it is told
        done.set_exception(wrong)
        return done.result
    if found is None:
        return None
    done.set_result(found)
    return done.result
