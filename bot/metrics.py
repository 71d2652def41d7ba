"""The figures for machines: a tiny HTTP endpoint for Prometheus and for health checks, on asyncio streams.

Off unless configured, on loopback only. The text format is Prometheus' exposition format 0.0.4. A request is read up
to a limit and for a limited time, answered, and the connection closed: there is nothing to keep alive.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from bot.ledger import Health

log = logging.getLogger(__name__)

LONGEST_REQUEST = 8192
SECONDS = 5.0
MOST_CONNECTIONS = 16
# Figures are at most this old; however often somebody asks, the database is asked no more often.
FRESH_SECONDS = 1.0
FORM = "text/plain; version=0.0.4; charset=utf-8"
REASONS = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
Answer = tuple[int, str]
"""(status, text)."""


class Endpoint:
    """Serves `/metrics` and `/healthz` on a loopback address, from what `examine` finds."""

    def __init__(self, host: str, port: int, examine: Callable[[], Health]) -> None:
        self._host, self._port, self._examine = host, port, examine
        self._server: asyncio.Server | None = None
        self._open = 0
        self._found: tuple[float, Health] | None = None

    @property
    def port(self) -> int:
        """Where it listens; known once it was started."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server else self._port

    async def start(self) -> None:
        """Raises OSError when the address is taken."""
        self._server = await asyncio.start_server(self._serve, self._host, self._port, limit=LONGEST_REQUEST)

    async def stop(self) -> None:
        if self._server:
            self._server.close()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._server.wait_closed(), 1)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open += 1
        try:
            if self._open <= MOST_CONNECTIONS:
                async with asyncio.timeout(SECONDS):
                    writer.write(_response(*await self._asked(reader)))
                    await writer.drain()
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            pass  # too slow, or gone: nobody waits for an answer
        finally:
            self._open -= 1
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _asked(self, reader: asyncio.StreamReader) -> tuple[Answer, bool]:
        """The answer, and whether only its head is wanted."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            return (431, "request too large\n"), False
        words = head.partition(b"\r\n")[0].decode("ascii", "replace").split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/1."):
            return (400, "bad request\n"), False
        method, path = words[0], words[1].partition("?")[0]
        if method not in ("GET", "HEAD"):
            return (405, "GET only\n"), False
        return self._page(path), method == "HEAD"

    def _page(self, path: str) -> Answer:
        if path not in ("/metrics", "/healthz"):
            return 404, "/metrics, /healthz\n"
        try:
            health = self._fresh()
        except Exception as wrong:  # the database may be what is wrong, and that is an answer, too
            log.debug("no figures: %s", wrong)
            return 503, "no figures: the database does not answer\n"
        if path == "/metrics":
            return 200, exposition(health)
        return (503, "\n".join(health.complaints) + "\n") if health.complaints else (200, "ok\n")

    def _fresh(self) -> Health:
        now = time.monotonic()
        if self._found is None or now - self._found[0] > FRESH_SECONDS:
            self._found = now, self._examine()
        return self._found[1]


def exposition(health: Health) -> str:
    """The figures in Prometheus' text format. Names of sources are the only words in it; no address, no text."""
    return "\n".join([*_lines(health), ""])


def _lines(health: Health) -> Iterator[str]:
    figures = health.figures
    lanes = {f'lane="{lane.name.lower()}"': float(n) for lane, n in figures.queue}
    yield from _gauge("up", "1 while the service does its work", {"": float(not health.complaints)})
    yield from _gauge("queue", "Messages that could go now, by lane", lanes or {'lane="reply"': 0.0})
    yield from _gauge("late_seconds", "How late the oldest of them is", {"": health.late})
    yield from _gauge("later", "Messages with a later due time", {"": float(figures.later)})
    yield from _gauge("held", "Messages held for chats that cannot be reached", {"": float(figures.held)})
    states = {f'state="{state.value}"': float(n) for state, n in health.states}
    yield from _gauge("deliveries", "Messages by state", states)
    sent = {"minute": figures.sent_minute, "hour": figures.sent_hour, "day": figures.sent_day}
    yield from _gauge("sent", "Messages sent within", {f'within="{span}"': float(n) for span, n in sent.items()})
    yield from _gauge("error_ratio", "Failed calls of the last hour among all", {"": figures.error_rate})
    last = figures.last_error_at.timestamp() if figures.last_error_at else 0.0
    yield from _gauge("last_error_timestamp_seconds", "When a call failed last", {"": last})
    yield from _gauge("attempts_total", "Calls begun", {"": float(figures.attempts)}, "counter")
    yield from _gauge("unmatched", "Articles that wait to be matched", {"": float(health.unmatched)})
    yield from _gauge("unanswered", "Lines of people that wait for an answer", {"": float(health.unanswered)})
    yield from _gauge("subscribers", "People", {"": float(health.subscribers)})
    yield from _gauge("subscriptions", "Subscriptions in force", {"": float(health.subscriptions)})
    yield from _gauge("articles", "Articles in the archive", {"": float(health.articles)})
    made = health.last_backup_at.timestamp() if health.last_backup_at else 0.0
    yield from _gauge("last_backup_timestamp_seconds", "When the last backup was made", {"": made})
    yield from _gauge("disk_free_bytes", "Free on the database's disk", {"": float(health.free)})
    failing = {f'source="{_escaped(one.source.name)}"': float(one.failures) for one in health.sources}
    yield from _gauge("source_failures", "Failed visits in a row", failing)


def _gauge(name: str, about: str, values: dict[str, float], kind: str = "gauge") -> Iterator[str]:
    yield f"# HELP baoxiao_{name} {about}"
    yield f"# TYPE baoxiao_{name} {kind}"
    for labels, value in values.items():
        yield f"baoxiao_{name}{{{labels}}} {value:.17g}" if labels else f"baoxiao_{name} {value:.17g}"


def _escaped(label: str) -> str:
    return label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _response(answer: Answer, head_only: bool) -> bytes:
    status, text = answer
    body = text.encode()
    head = (
        f"HTTP/1.1 {status} {REASONS[status]}\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + (b"" if head_only else body)
