"""The life of warnings: what each message changes, whatever order they come in.

    NEW → RENEWED, RAISED, LOWERED … → CANCELLED or EXPIRED, and nothing after that

A message belongs to the warning that it names or that names it, else to the one of the same issuer, hazard and area.
The latest message by its time of issue holds, so that an older one that comes late changes nothing; what was ended is
remembered, so that a message from before the end, or a repeated one, never brings it back. What must not alarm:

- a message that only claims to continue something unknown (CAP's Update): it is kept as RENEWED, in force but no news,
  until its beginning turns up; who forges or replays one wakes nobody up;
- the end of something unknown, and what has expired when it is first seen: nobody heard of it, so nobody hears of it;
- the same identifier with other content: the first one stays.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from watchers.warning import Stage
from watchers.weather.desk import Desk, Placed, digest_of, ended, memory_of
from watchers.weather.episode import Episode, Life

# What a list still held so short a time ago is in force, however old: some droughts are never issued anew.
GRACE = timedelta(hours=1)
# A list is taken at its word when it leaves a warning out twice; once is a hiccup of the server.
ABSENCES = 2
MOST_PAST = 3000


def advance(life: Life, placed: Sequence[Placed], now: datetime, *, in_list: bool = False) -> Life:
    """The life after these messages. `in_list`: they are of a list of what is in force."""
    desk = Desk(life, now, in_list)
    for one in sorted(placed, key=lambda one: (one.notice.issued_at, one.notice.identifier)):
        desk.take(one)
    return desk.life()


def conflicts(life: Life, placed: Sequence[Placed]) -> tuple[str, ...]:
    """Identifiers under which something else was known: wrong or forged, and not believed."""
    known = {name: digest for one in life.past for name, digest in one.ids.items()}
    known |= {name: digest for one in life.episodes for name, digest in one.ids.items()}
    return tuple(
        one.notice.identifier
        for one in placed
        if known.get(one.notice.identifier) and known[one.notice.identifier] != digest_of(one)
    )


def expire(life: Life, now: datetime) -> Life:
    """The life at `now`: what has run out is over, as of the time when it did."""
    return replace(
        life,
        episodes=tuple(
            one if one.over or one.until > now else ended(one, Stage.EXPIRED, one.until) for one in life.episodes
        ),
    )


def listed(life: Life, names: Collection[str], now: datetime) -> Life:
    """The life after a good and complete list with these identifiers; what it leaves out twice in a row is lifted."""
    return replace(
        life,
        episodes=tuple(one if one.over else _seen(one, bool(one.ids.keys() & names), now) for one in life.episodes),
    )


def harvested(life: Life, names: Collection[str], now: datetime) -> Life:
    """The life after the articles of these episodes were kept; what is over becomes a memory."""
    kept, past = [], [one for one in life.past if one.keep_until > now]
    for one in life.episodes:
        if one.name not in names:
            kept.append(one)
        elif one.over:
            past.append(memory_of(one))
        else:
            alarmed = one.alarmed or one.stage in (Stage.NEW, Stage.RAISED)
            kept.append(replace(one, dirty=False, published=True, shown=one.colour, alarmed=alarmed))
    return Life(episodes=tuple(kept), past=tuple(sorted(past, key=lambda one: one.ended_at)[-MOST_PAST:]))


def _seen(one: Episode, here: bool, now: datetime) -> Episode:
    if here:
        until = one.until if one.expires_at else max(one.until, now + GRACE)
        return replace(one, missing=0, until=until, in_list=True)
    if not one.in_list:
        return one
    missing = one.missing + 1
    gone = missing >= ABSENCES
    return replace(ended(one, Stage.CANCELLED, now), listed=True) if gone else replace(one, missing=missing)
