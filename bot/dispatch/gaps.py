"""What may be missing from a digest, because a source on which the person depends is not well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot import calendar, mutes, query
from bot.compose.condition import condition
from bot.health import Judged, Watch
from bot.model import Muted, Subscriber
from bot.ports import Desk
from bot.texts import texts
from watchers.ports import Archive
from watchers.times import BEIJING
from watchers.variants import simplified
from watchers.watchdog import Condition, Verdict

# Who had nothing of a source for a month does not wait for it.
DEPENDS = timedelta(days=30)
# A month of ten a day: of those who get more it is looked at the newest only.
MOST_MATCHES = 300
# What has not been read for less than this is being tried again, and nothing is late yet.
LASTING = timedelta(hours=1)
# A round of digests takes so long.
ROUND = timedelta(seconds=10)
# More lines would push the news off the screen.
MOST_TOLD = 3


class Gaps:
    """Says what a person should know of their sources, once for each day and condition."""

    def __init__(self, archive: Archive, desk: Desk, watch: Watch) -> None:
        self._archive, self._desk, self._watch = archive, desk, watch
        self._troubled: tuple[tuple[Judged, datetime], ...] = ()
        self._looked_at: datetime | None = None

    def told(self, person: Subscriber, now: datetime) -> tuple[str, ...]:
        """Sentences in the person's language. Without effect: what was told before is known by the last digest."""
        since = _last_digest(person, now)
        fresh = [one for one, known in self._troubles(now) if since is None or known > since]
        if not fresh:
            return ()
        return tuple(_sentence(one, person, now) for one in self._needed(fresh, person, now))[:MOST_TOLD]

    def _troubles(self, now: datetime) -> tuple[tuple[Judged, datetime], ...]:
        """The sources of which there is something to tell; looked up once for the thousands of a round of digests."""
        if self._looked_at is None or not timedelta(0) <= now - self._looked_at < ROUND:
            found = ((one, known) for one in self._watch.all() if (known := _known_since(one, now)))
            self._troubled, self._looked_at = tuple(found), now
        return self._troubled

    def _needed(self, sources: list[Judged], person: Subscriber, now: datetime) -> Iterator[Judged]:
        """Those of which the person had something lately, or that a subscription names; not what they silenced."""
        met = self._archive.origins(self._desk.outbox.met_since(person.address, now - DEPENDS, MOST_MATCHES))
        named = set(self._named(person))
        silenced = {mute.what.casefold() for mute in mutes.in_force(person, now) if mute.kind is Muted.SOURCE}
        for one in sources:
            source = one.health.source
            names = {source.name.casefold(), source.paper.casefold()}
            asked = any(wanted in simplified(name) for wanted in named for name in names)
            if (source.name in met or asked) and not names & silenced:
                yield one

    def _named(self, person: Subscriber) -> Iterator[str]:
        for subscription in self._desk.subscriptions.of(person.address):
            for node in query.walk(query.parse(subscription.query).root, positive=True):
                if isinstance(node, query.Where) and node.trait is query.Trait.SOURCE:
                    yield from (simplified(value).casefold() for value in node.values)


def _last_digest(person: Subscriber, now: datetime) -> datetime | None:
    """When the person's last digest of today was due: what was known by then was in it. None when this is the first."""
    today, last = calendar.local_day(now, person.timezone), person.served
    if last is None or person.timetable is None or last.day < today:
        return None
    slots = calendar.slots(person.timetable, person.timezone, last.day)
    return next((due for slot, due in slots if slot == last), None)


def _known_since(one: Judged, now: datetime) -> datetime | None:
    """Since when there is something to tell of a source; None when there is nothing, or not for long enough."""
    verdict, known = one.verdict, list[datetime]()
    if verdict.missing and verdict.usual:
        usual = datetime.combine(verdict.missing, verdict.usual, tzinfo=BEIJING)
        known.append(usual + 2 * one.health.source.every)
    if not _only_missing(verdict) and verdict.since and now - verdict.since >= LASTING:
        known.append(verdict.since + LASTING)
    return max(known, default=None)


def _only_missing(verdict: Verdict) -> bool:
    """Whether that today's issue is missing says all: it is the one that counts as late."""
    return bool(verdict.missing) and verdict.condition in (Condition.WELL, Condition.LATE)


def _sentence(one: Judged, person: Subscriber, now: datetime) -> str:
    t, today, verdict = texts(person.language), calendar.local_day(now, person.timezone), one.verdict
    paper = one.health.source.paper
    if _only_missing(verdict) and verdict.usual:
        return t("digest.missing", paper=paper, usual=f"{verdict.usual:%H:%M}")
    return t("digest.source", paper=paper, state=condition(one.health, verdict, t, today))
