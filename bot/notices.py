"""What operators are to hear: noticed, written down as events, and told by the road of all messages, never in a flood.

An event is a row that waits until it is told. One notice a concern and hour, six an hour in all; what comes meanwhile
waits and is told, counted, in the next one. So a source that fails all night costs two messages and not five hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.compose.condition import shade
from bot.health import Judged, Watch
from bot.ledger import Concern, Event
from bot.model import Address, Delivery, Lane, Message
from bot.outbox import fit
from bot.ports import Desk
from bot.styled import Styled, join
from bot.texts import texts
from watchers.ports import Clock, NewsStore
from watchers.watchdog import Condition

HOUR = timedelta(hours=1)
MOST_AN_HOUR = 6
# So many events of a notice are told in words; of the rest their number.
MOST_IN_WORDS = 5
WELL = "notice.source.well"


class Notices:
    """Notices what is wrong and tells the operators. `watch`: one that others use, too."""

    def __init__(
        self,
        desk: Desk,
        news: NewsStore,
        clock: Clock,
        operators: Sequence[Address],
        language: str,
        watch: Watch | None = None,
    ) -> None:
        self._desk, self._clock = desk, clock
        self._operators, self._language = operators, language
        self._watch = watch or Watch(news, clock)

    def add(self, concern: Concern, key: str, text: str, subject: str = "", **values: str) -> None:
        """Write an event down; a known key changes nothing."""
        event = Event(
            concern=concern, key=key, text=text, at=self._clock(), subject=subject, values=tuple(values.items())
        )
        self._desk.events.add([event])

    def look(self) -> None:
        """Notice dead letters and sources whose state has changed."""
        now = self._clock()
        found = [*self._desk.events.buried(int(Lane.NOTICE), now), *self._changed(self._watch.look(), now)]
        if found:
            self._desk.events.add(found)

    def tell(self) -> int:
        """Write the notices that may go now; returns how many, over all operators."""
        now, events = self._clock(), self._desk.events
        waiting = events.untold()
        if not waiting:
            return 0
        told, written = list(events.told_within(HOUR, now)), 0
        for concern in dict.fromkeys(event.concern for event in waiting):
            if concern in told or len(told) >= MOST_AN_HOUR:
                continue
            told.append(concern)
            group = [event for event in waiting if event.concern is concern]
            rows = [row for operator in self._operators for row in self._rows(operator, group, now)]
            with self._desk.atomic():
                self._desk.outbox.add(rows)
                events.tell(group, now)
            written += len(rows)
        return written

    def sentence(self, operator: Address, text: str, **values: str) -> Styled:
        """A sentence in the operator's language."""
        return texts(self._spoken(operator)).styled(text, **values)

    def _rows(self, operator: Address, group: Sequence[Event], now: datetime) -> Iterator[Delivery]:
        t = texts(self._spoken(operator))
        lines = [t.styled(event.text, **dict(event.values)) for event in group[-MOST_IN_WORDS:]]
        more = len(group) - len(lines)
        rest = t("notice.more", count=more) if more else ""
        body = join("\n", [t.styled("notice.title"), *lines, rest])
        for n, part in enumerate(fit(Message(body=body)), 1):
            key = f"notice:{operator}:{group[-1].id}:{n}"
            yield Delivery(key=key, address=operator, lane=Lane.NOTICE, message=part, due_at=now)

    def _spoken(self, operator: Address) -> str:
        subscriber = self._desk.subscriptions.subscriber(operator)
        return subscriber.language if subscriber else self._language

    def _changed(self, sources: Sequence[Judged], now: datetime) -> Iterator[Event]:
        """An event for each source that is in another condition than the last event about it says."""
        for one in sources:
            name, verdict = one.health.source.name, one.verdict
            last = self._desk.events.latest(Concern.SOURCE, name)
            text = f"notice.source.{shade(one.health, verdict)}"
            # Well is only who was visited and found so: after one failure nobody knows.
            if text == (last.text if last else WELL) or (verdict.condition is Condition.WELL and one.health.failures):
                continue
            yield Event(
                concern=Concern.SOURCE,
                key=f"source:{name}:{last.id if last else 0}",
                text=text,
                at=now,
                subject=name,
                values=_values(one),
            )


def _values(one: Judged) -> tuple[tuple[str, str], ...]:
    """All that a sentence about any condition may want."""
    verdict = one.verdict
    return (
        ("name", one.health.source.name),
        ("error", one.health.last_error or "—"),
        ("reason", verdict.reason),
        ("day", f"{verdict.day or ''}"),
        ("usual", f"{verdict.usual:%H:%M}" if verdict.usual else ""),
        ("count", str(verdict.count)),
        ("normal", str(verdict.normal)),
    )
