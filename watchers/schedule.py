"""The clockwork: wakes named coroutines every so often, by APScheduler. What is due always comes from the database.

APScheduler instead of a loop of sleeps because it neither drifts nor piles up: a wake that comes while the last one
still runs, or late after the machine slept, is one wake. Its own defaults would drop a wake that is a second late.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Clockwork:
    """Wakes what is told to it, once `start` was called inside a running event loop."""

    def __init__(self) -> None:
        # That a wake is skipped while the last one still runs is what we ask for, and no warning on each tick.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    def every(self, span: timedelta, name: str, work: Callable[[], Awaitable[None]], at_once: bool = False) -> None:
        """Call `work` each `span`; a second call with the same `name` replaces the first. `at_once`: also at start.

        What `work` raises is logged by APScheduler under its own name, and the next wake comes all the same.
        """
        first = {"next_run_time": datetime.now(UTC)} if at_once else {}
        seconds = span.total_seconds()
        self._scheduler.add_job(work, "interval", seconds=seconds, id=name, replace_existing=True, **first)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """No wake after this; work under way goes on to its end by itself."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
