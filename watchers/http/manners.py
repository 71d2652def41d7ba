"""How often a host is asked: the gap between two requests, what its robots.txt wants, and when it said “later”."""

from __future__ import annotations

import email.utils
import random
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from watchers.errors import LaterError

# Between two requests to one host, and up to half of it more, so that many installations do not knock together.
GAP_SECONDS = 1.0
# A longer pause is no reason to sleep: the visit ends, and goes on when it is over.
LONGEST_WAIT = 10.0
# Robots files that ask for hours want search engines gone; a reader's few pages a day come at most a minute apart.
LONGEST_GAP = 60.0
LONGEST_REST = 86_400.0
ROBOTS_SECONDS = 24 * 3600.0
# A thousand sources, the hosts that they redirect to, and room; beyond that the one asked longest ago is forgotten.
MOST_HOSTS = 4096
NAME = "baoxiao"


@dataclass(slots=True)
class _Host:
    """What is known of one host: when it may be asked again, how long it wants to be left alone, and its robots.txt."""

    gap: float
    free_at: float = 0.0
    asked_robots_at: float | None = None


@dataclass(slots=True)
class Manners:
    """Politeness by host (`host` or `host:port`). Threads may share it. Instants are those of `monotonic`."""

    gap: float = GAP_SECONDS
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _hosts: OrderedDict[str, _Host] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, name: str) -> None:
        """Until the host may be asked; raises LaterError when that is too long to wait for."""
        with self._lock:
            host, now = self._host(name), self.monotonic()
            wait = host.free_at - now
            if wait > LONGEST_WAIT:
                raise LaterError(f"{name} 要隔一阵再看，{wait:.0f} 秒后接着来。", timedelta(seconds=wait))
            host.free_at = max(now, host.free_at) + host.gap * random.uniform(1.0, 1.5)
        if wait > 0:
            self.sleep(wait)

    def rest(self, name: str, seconds: float) -> None:
        """The host wants to be left alone for so long, by whomever."""
        with self._lock:
            host = self._host(name)
            host.free_at = max(host.free_at, self.monotonic() + seconds)

    def robots_due(self, name: str) -> bool:
        """Whether to ask for robots.txt now; who is told so does it, the others go on with what is known."""
        with self._lock:
            host, now = self._host(name), self.monotonic()
            if host.asked_robots_at is not None and now - host.asked_robots_at < ROBOTS_SECONDS:
                return False
            host.asked_robots_at = now
            return True

    def learn(self, name: str, robots: str) -> None:
        """Keep to what robots.txt says; an empty one asks for nothing."""
        with self._lock:
            self._host(name).gap = max(self.gap, min(crawl_delay(robots), LONGEST_GAP))

    def _host(self, name: str) -> _Host:
        if name not in self._hosts and len(self._hosts) >= MOST_HOSTS:
            self._hosts.popitem(last=False)
        host = self._hosts.setdefault(name, _Host(self.gap))
        self._hosts.move_to_end(name)
        return host


def crawl_delay(robots: str, agent: str = NAME) -> float:
    """The seconds between two requests that a robots.txt asks of us, by name or as of everybody; 0 when it does not.

    Not by urllib.robotparser, which drops every delay that is not a whole number.
    """
    delays: dict[str, float] = {}
    group: list[str] = []
    heads = False  # the lines before were User-agent lines of the same group
    for line in robots.splitlines():
        key, colon, value = (part.strip() for part in line.partition("#")[0].lower().partition(":"))
        if not colon:
            continue
        if key == "user-agent":
            group = [*group, value] if heads else [value]
            delays.setdefault(value, 0.0)
        elif key == "crawl-delay":
            delays.update(dict.fromkeys(group, _seconds(value)))
        heads = key == "user-agent"
    return delays.get(agent, delays.get("*", 0.0))


def _seconds(value: str) -> float:
    """Plain digits with at most one point, else 0: float() would also read nan, inf and 1e9."""
    plain = value.isascii() and value.replace(".", "", 1).isdecimal() and len(value) < 10
    return float(value) if plain else 0.0


def retry_after(value: str, now: datetime | None = None) -> timedelta | None:
    """Seconds, or a date, as HTTP has both; at most a day, because some mean never. None when it is neither."""
    text = value.strip()
    if text.isascii() and text.isdecimal():
        seconds = float(text)
    else:
        try:
            at = email.utils.parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        seconds = (at - (now or datetime.now(UTC))).total_seconds()
    return timedelta(seconds=min(max(seconds, 1.0), LONGEST_REST))
