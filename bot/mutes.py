"""What a person does not want to hear for a while: a subscription, a source, a story. Each silence has an end.

Nothing needs to clean up after one: what has ended silences nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.hours import LONGEST_MUTE
from bot.model import Mute, Muted, Subscriber, Subscription
from watchers.model import Entry


def silent(subscription: Subscription, now: datetime) -> bool:
    """Whether the subscription is muted."""
    return subscription.muted_until is not None and _lasts(subscription.muted_until, now)


def in_force(person: Subscriber, now: datetime) -> tuple[Mute, ...]:
    """The person's mutes of sources and stories that have not ended, the earliest to end first."""
    return tuple(sorted((mute for mute in person.mutes if _lasts(mute.until, now)), key=lambda mute: mute.until))


def _lasts(until: datetime, now: datetime) -> bool:
    """An end that is further off than any silence was written by a clock that has been set back since: it is over."""
    return now < until <= now + LONGEST_MUTE


def hushed(person: Subscriber, entry: Entry, story: str, now: datetime) -> Mute | None:
    """The mute that keeps this article from the person, if any: of its story, or of its source by either name."""
    names = {entry.source.casefold(), entry.article.paper.casefold()}
    for mute in in_force(person, now):
        if mute.what in (story, entry.uid) if mute.kind is Muted.STORY else mute.what.casefold() in names:
            return mute
    return None


def with_mute(person: Subscriber, wanted: Mute, now: datetime) -> Subscriber:
    """The person with one more mute; an earlier one of the same thing is replaced, ended ones are dropped."""
    return replace(person, mutes=(*without(person, wanted, now).mutes, wanted))


def without(person: Subscriber, unwanted: Mute, now: datetime) -> Subscriber:
    """The person without the mute of that thing."""
    same = (unwanted.kind, unwanted.what.casefold())
    return replace(person, mutes=tuple(m for m in in_force(person, now) if (m.kind, m.what.casefold()) != same))
