"""How fast a channel may be called: when the next call to a chat may begin, given those of the last minute.

A channel's own refusals come too late: a call inside the penalty makes the penalty longer. So the limits are kept here,
strictly, and a refusal is the exception. Nothing here knows a clock; what was called, and how it went, is a value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.model import Address, Astray, Dead, Later, Moved, Outcome, Sent

SECOND = timedelta(seconds=1)
MINUTE = timedelta(seconds=60)

Windows = tuple[tuple[int, timedelta], ...]
"""(n, span): at most n calls may begin within any such span."""

# The channel that has limits; a terminal has none.
LIMITED = "telegram"
# Telegram's published limits (core.telegram.org/bots/faq): 30 messages a second in all, one a second to a chat, twenty
# a minute to a group. The second window of ALL is ours: three at a time, so that the calls of a second do not come in
# one bunch, which would hold up the event loop and whatever is urgent; it is a little faster than the limit, so that a
# late wake is made up for.
ALL: Windows = ((30, SECOND), (3, timedelta(milliseconds=80)))
PRIVATE: Windows = ((1, SECOND),)
GROUP: Windows = ((1, SECOND), (20, MINUTE))
# Longer ago than this no call matters any more.
MEMORY = MINUTE

# When so many chats failed in a row, it is not the chats: the network or the server is away, or takes nothing from us.
# Then one call at a time asks whether it is back, instead of all of them adding doubts (an answer may be what is lost).
CHATS_THAT_FAILED = 5
FIRST_PROBE, LONGEST_PROBE = SECOND, 5 * SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What was called: the beginnings of calls, in all and by chat, oldest first; and the trouble, if there is any.

    `failed` are the chats that failed one after the other since the last call that went well, the last one at
    `failed_at`; `probes` counts how often was asked in vain after they became too many, `pause` how long to wait.
    """

    all: tuple[datetime, ...] = ()
    chats: Mapping[Address, tuple[datetime, ...]] = field(default_factory=dict)
    failed: frozenset[Address] = frozenset()
    failed_at: datetime | None = None
    probes: int = 0
    pause: timedelta = timedelta(0)


def chat(address: Address) -> Address:
    """What the limits and penalties count: the topics of a forum are one chat."""
    return replace(address, topic="")


def windows(to: Address) -> Windows:
    """Of one chat: Telegram numbers groups and channels below zero."""
    return GROUP if to.to.startswith("-") else PRIVATE


def begun(pace: Pace, addresses: Iterable[Address], now: datetime) -> Pace:
    """With calls to these addresses that begin now; what no limit asks for any more is forgotten."""
    called = [chat(address) for address in addresses if address.channel == LIMITED]
    chats = {to: calls for to, calls in pace.chats.items() if timedelta(0) <= now - calls[-1] < _memory(to)}
    for to in called:
        chats[to] = (*chats.get(to, ()), now)[-_most(windows(to)) :]
    return replace(pace, all=(*pace.all, *[now] * len(called))[-_most(ALL) :], chats=chats)


def remembered(calls: Iterable[tuple[Address, datetime]]) -> Pace:
    """The pace of an earlier process, by the calls that it has written down."""
    pace = Pace()
    for address, at in sorted(calls, key=lambda call: call[1]):
        pace = begun(pace, [address], at)
    return pace


def room(pace: Pace, flying: int, now: datetime) -> int:
    """How many calls may begin now, to different chats. `flying` are under way."""
    if len(pace.failed) >= CHATS_THAT_FAILED:
        return int(not flying and now >= _probe_at(pace, now))
    return min(count - sum(timedelta(0) <= now - at < span for at in pace.all) for count, span in ALL)


def free_at(pace: Pace, flying: int, now: datetime) -> datetime | None:
    """When there is room again; None when only the end of a call can make it."""
    if len(pace.failed) >= CHATS_THAT_FAILED:
        return None if flying else _probe_at(pace, now)
    return _free_at(pace.all, ALL, now)


def resting(pace: Pace, now: datetime) -> Mapping[Address, datetime]:
    """The chats that may not be called now, and from when on they may."""
    free = {to: _free_at(calls, windows(to), now) for to, calls in pace.chats.items()}
    return {to: at for to, at in free.items() if at > now}


def answered(pace: Pace, address: Address, outcome: Outcome, now: datetime) -> Pace:
    """With the end of a call. A refusal for good shows as well as a success that the channel is there.

    A pause that was asked for is the chat's own, unless chat after chat is answered with one: then it is ours.
    """
    if address.channel != LIMITED:
        return pace
    if isinstance(outcome, Sent | Dead | Moved | Astray):
        return replace(pace, failed=frozenset(), failed_at=None, probes=0)
    probes = pace.probes + 1 if len(pace.failed) >= CHATS_THAT_FAILED else 0
    doubled: timedelta = FIRST_PROBE * 2 ** min(probes, 8)
    asked = timedelta(seconds=outcome.wait or 0) if isinstance(outcome, Later) else timedelta(0)
    pause = max(min(doubled, LONGEST_PROBE), asked)
    return replace(pace, failed=pace.failed | {chat(address)}, failed_at=now, probes=probes, pause=pause)


def _probe_at(pace: Pace, now: datetime) -> datetime:
    failed_at = pace.failed_at or now
    return failed_at + pace.pause if failed_at <= now else now  # a clock may be put back


def _free_at(calls: Collection[datetime], limits: Windows, now: datetime) -> datetime:
    """The first instant at which one more call keeps to the limits.

    Calls in the future do not count: the clock was put back.
    """
    past = [at for at in calls if at <= now]
    return max((past[-count] + span for count, span in limits if len(past) >= count), default=now)


def _most(limits: Windows) -> int:
    return max(count for count, _ in limits)


def _memory(to: Address) -> timedelta:
    return max(span for _, span in windows(to))
