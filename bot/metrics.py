"""The figures for machines: what Prometheus and health checks are told, in Prometheus' exposition format 0.0.4.

Off unless configured, on loopback only.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator

from bot.asked import Answer, Asked
from bot.ledger import Health

log = logging.getLogger(__name__)

# Figures are at most this old; however often somebody asks, the database is asked no more often.
FRESH_SECONDS = 1.0
FORM = "text/plain; version=0.0.4; charset=utf-8"


class Gauges:
    """Answers `/metrics` and `/healthz` from what `examine` finds."""

    def __init__(self, examine: Callable[[], Health]) -> None:
        self._examine = examine
        self._found: tuple[float, Health] | None = None

    def refuse(self, request: Asked) -> Answer | None:
        if request.method not in ("GET", "HEAD"):
            return _said(405, "GET only\n")
        if request.path not in ("/metrics", "/healthz"):
            return _said(404, "/metrics, /healthz\n")
        return _said(400, "no body, please\n") if request.length else None

    async def answer(self, request: Asked, body: bytes) -> Answer:
        try:
            health = self._fresh()
        except Exception as wrong:  # the database may be what is wrong, and that is an answer, too
            log.debug("no figures: %s", wrong)
            return _said(503, "no figures: the database does not answer\n")
        if request.path == "/metrics":
            return _said(200, exposition(health))
        return _said(503, "\n".join(health.complaints) + "\n") if health.complaints else _said(200, "ok\n")

    def _fresh(self) -> Health:
        now = time.monotonic()
        if self._found is None or now - self._found[0] > FRESH_SECONDS:
            self._found = now, self._examine()
        return self._found[1]


def _said(status: int, text: str) -> Answer:
    return Answer(status=status, text=text, form=FORM)


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
