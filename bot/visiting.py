"""Threads beside the event loop: some wait for the web, one reads folders, and others do what is handed to them.

A thread has its own House, because a connection of SQLite belongs to one thread; the watchers are made once and shared.
Reading a folder is pure computing, of which Python does one at a time: so one thread does it, and it neither waits for
the web nor does the web wait for it. The threads are daemons: a server that keeps one waiting for half a minute does
not keep the service from ending, and a lease that nobody gives back is taken back at the next start.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from bot.configured import Config
from bot.lookout import Lookout
from bot.wiring import House
from watchers.ingest import LEASE, Report, visit
from watchers.model import Entry, Harvest, Kind
from watchers.ports import Clock

log = logging.getLogger(__name__)
T = TypeVar("T")

# Threads that wait for one host stand in line for it, a second and a half each: the last of seven still gets its turn
# within the ten seconds that the fetcher waits before it puts a source off.
WEB_VISITORS = 7
FOLDERS = (Kind.FOLDER,)
WEB = tuple(kind for kind in Kind if kind not in FOLDERS)
# A visit with more to come hands the source back after this, so that others have their turn.
SPAN = timedelta(seconds=5)
PAUSE_AFTER_FAULT = 2.0
# What is nearly done may be finished when the service stops.
LEAVING_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the threads tell, from wherever they are: the log has grown, a visit is over, we or the database failed."""

    news: Callable[[], None]
    visited: Callable[[Report], None]
    fault: Callable[[Exception], None]


class Bell:
    """Wakes one of those who wait; rung while nobody waits, it lets the next one pass."""

    def __init__(self) -> None:
        self._rung = False
        self._changed = threading.Condition()

    def ring(self) -> None:
        with self._changed:
            self._rung = True
            self._changed.notify()

    def wait(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._rung)
            self._rung = False


class Worker(threading.Thread):
    """A thread with a House of its own, opened when it first has something to do."""

    def __init__(self, name: str, config: Config, clock: Clock, watchers: Lookout) -> None:
        super().__init__(name=name, daemon=True)
        self._config, self._clock, self._watchers = config, clock, watchers
        self._opened: House | None = None
        self.leaving = threading.Event()

    def house(self) -> House:
        if self._opened is None:
            self._opened = House(self._config, self._clock, self._watchers)
        return self._opened

    def leave(self) -> None:
        """No further work after that under way."""
        self.leaving.set()

    def close(self, until: float) -> None:
        """Wait until the monotonic time `until`; whoever is not done by then has no database any more."""
        if self.ident is not None:
            self.join(max(0.0, until - time.monotonic()))
        if self.is_alive():
            log.info("%s is still waiting for somebody; not waited for", self.name)
        if self._opened:
            with suppress(Exception):  # it may be in the middle of something
                self._opened.close()


class Visitor(Worker):
    """Visits what is due among sources of some kinds, whenever the bell is rung."""

    def __init__(
        self,
        name: str,
        config: Config,
        clock: Clock,
        watchers: Lookout,
        *,
        kinds: Sequence[Kind],
        bell: Bell,
        told: Told,
    ) -> None:
        super().__init__(name, config, clock, watchers)
        self._kinds, self._bell, self._told = kinds, bell, told

    def run(self) -> None:
        while not self.leaving.is_set():
            self._bell.wait()
            try:
                while not self.leaving.is_set() and self._visit():
                    pass
            except Exception as wrong:
                if not self.leaving.is_set():
                    self._told.fault(wrong)
                    self.leaving.wait(PAUSE_AFTER_FAULT)
        self._bell.ring()  # one stroke wakes one: let the next one leave, too

    def _visit(self) -> bool:
        house = self.house()
        claimed = house.news.claim(self._clock(), LEASE, kinds=self._kinds)
        if claimed is None:
            return False
        self._bell.ring()  # there may be more, for another
        report = visit(house.news, self._watchers, claimed, self._clock, self._kept, span=SPAN)
        if not self.leaving.is_set():
            self._told.visited(report)
        return True

    def _kept(self, harvest: Harvest, added: Sequence[Entry]) -> None:
        if added and not self.leaving.is_set():
            self._told.news()

    def leave(self) -> None:
        super().leave()
        self._bell.ring()


class Hand(Worker):
    """Does what it is given, one after the other."""

    def __init__(self, name: str, config: Config, clock: Clock, watchers: Lookout) -> None:
        super().__init__(name, config, clock, watchers)
        self._given = queue.SimpleQueue[Callable[[], None] | None]()

    @property
    def waiting(self) -> int:
        """How many things are not begun yet."""
        return self._given.qsize()

    def do(self, work: Callable[[House], T]) -> Future[T]:
        """What `work` returns or raises, some time; not begun any more once the future is cancelled."""
        future = Future[T]()

        def done() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work(self.house()))
            except Exception as wrong:
                future.set_exception(wrong)

        self._given.put(done)
        return future

    def run(self) -> None:
        while (work := self._given.get()) is not None:
            if self.leaving.is_set():
                return
            work()

    def leave(self) -> None:
        super().leave()
        self._given.put(None)


class Visiting:
    """All of the service's threads. `wake` lets visitors look whether a source is due; `told` is called by them."""

    def __init__(self, config: Config, clock: Clock, watchers: Lookout, told: Told) -> None:
        self._bells = (Bell(), Bell())
        folders, web = self._bells
        self._visitors = [Visitor("folders", config, clock, watchers, kinds=FOLDERS, bell=folders, told=told)]
        for n in range(1, WEB_VISITORS + 1):
            self._visitors.append(Visitor(f"web {n}", config, clock, watchers, kinds=WEB, bell=web, told=told))
        self.porter = Hand("porter", config, clock, watchers)
        self.scout = Hand("scout", config, clock, watchers)

    @property
    def _workers(self) -> Sequence[Worker]:
        return (*self._visitors, self.porter, self.scout)

    def start(self) -> None:
        for worker in self._workers:
            worker.start()

    def wake(self) -> None:
        for bell in self._bells:
            bell.ring()

    def leave(self) -> None:
        """Nothing new is begun."""
        for worker in self._workers:
            worker.leave()

    def close(self) -> None:
        """After `leave`: wait a little for what is under way, and close what is open. Blocks."""
        until = time.monotonic() + LEAVING_SECONDS
        for worker in self._workers:
            worker.close(until)
