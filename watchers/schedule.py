"""The clockwork: wakes named coroutines every so often, by APScheduler. What is due always comes from the database.

APScheduler instead of a loop of sleeps because it neither drifts nor piles up: a wake that comes while the last one
still runs, or late after the machine slept, is one wake. Its own defaults would drop a wake that is a second late.

It reckons by the time of day, which people and time servers set. Jumped ahead by ten years, its interval trigger lists
every second of them; set back again, it sleeps until then. So our trigger counts from the present, and a
look now and then, by the event loop's own clock, which nobody sets, finds what is planned further off than it can be.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

# How often is looked whether the time of day was set back.
LOOK_SECONDS = 0.5


class Clockwork:
    """Wakes what is told to it, once `start` was called inside a running event loop."""

    def __init__(self) -> None:
        # That a wake is skipped while the last one still runs is what we ask for, and no warning on each tick.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._looking: asyncio.TimerHandle | None = None

    def every(self, span: timedelta, name: str, work: Callable[[], Awaitable[None]], at_once: bool = False) -> None:
        """Call `work` each `span`; a second call with the same `name` replaces the first. `at_once`: also at start.

        What `work` raises is logged by APScheduler under its own name, and the next wake comes all the same.
        """
        first = {"next_run_time": datetime.now(UTC)} if at_once else {}
        self._scheduler.add_job(work, _Every(span), id=name, replace_existing=True, **first)

    def start(self) -> None:
        self._scheduler.start()
        self._look()

    def stop(self) -> None:
        """No wake after this; work under way goes on to its end by itself."""
        if self._looking:
            self._looking.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _look(self) -> None:
        for job in self._scheduler.get_jobs():
            if job.next_run_time > datetime.now(UTC) + job.trigger.span:
                job.reschedule(job.trigger)
        self._looking = asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look)


class _Every(BaseTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """Each `span`: in step with the last wake where that is near, else counted from the present."""

    def __init__(self, span: timedelta) -> None:
        self.span = span

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        following = (previous_fire_time or now) + self.span
        return following if now < following <= now + self.span else now + self.span
