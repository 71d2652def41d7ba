"""The rows that an alert becomes in the outbox, and which news is too old for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import warnings
from bot.model import Address, Delivery, Lane, Message, State, Subscriber
from bot.styled import Styled
from bot.texts import texts
from watchers.model import Entry

# An article is no news any more when its paper is older than this and a newer issue is known.
STALE = timedelta(days=3)


def stale(entry: Entry, newest: date | None, now: datetime) -> bool:
    """Old news: an issue from before STALE while a newer one is known (an archive read in, a page corrected late)."""
    day = entry.article.day
    return newest is not None and day < newest and day < (now - STALE).date()


def late(entry: Entry, at: datetime) -> bool:
    """Whether an article that came at that time is none of the news of its day: an old issue, read in late."""
    return entry.article.warning is None and entry.article.day < (at - STALE).date()


def over(entry: Entry, now: datetime) -> bool:
    """Whether it is a warning that is over: nobody is told of it who was not told of it before."""
    return entry.article.warning is not None and warnings.over(entry.article.warning, now)


def _alert(address: Address, name: str, message: Message, now: datetime) -> Delivery:
    return Delivery(key=f"alert:{address}:{name}", address=address, lane=Lane.ALERT, message=message, due_at=now)


def capped(person: Subscriber, today: date, now: datetime) -> list[Delivery]:
    """The one line that a person gets when what they set as the most of a day is reached; the digest takes the rest."""
    key = "cap.reached" if person.timetable else "cap.reached.no_digest"
    told = Message(body=texts(person.language).styled(key, count=person.cap), silent=True)
    name = f"cap:{person.address}:{today}"
    return [Delivery(key=name, address=person.address, lane=Lane.NOTICE, message=told, due_at=now)]


def together(address: Address, stories: Sequence[str], parts: Sequence[Message], now: datetime) -> list[Delivery]:
    """One or several stories as one message, in parts if it must be: the parts take the keys of the first stories.

    Further parts get keys of their own; further stories get a row that counts as sent: each story has its key, so no
    later message rings for it again, and each row lists the articles, so that later lists name what was shown.
    """
    further = [f"part{n}:{stories[0]}" for n in range(len(stories) + 1, len(parts) + 1)]
    rows = [_alert(address, name, part, now) for name, part in zip([*stories, *further], parts, strict=False)]
    told = [
        _alert(address, story, Message(body=Styled(), listed=parts[0].listed), now) for story in stories[len(parts) :]
    ]
    return rows + [replace(row, state=State.SENT) for row in told]
